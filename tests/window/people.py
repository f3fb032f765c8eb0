#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People as they are reached: what is announced, which device is written to, who is who."""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, ChatCase, WindowCase
from rig.person import Person
from rig.servers import password_of
from rig.wait import wait_for

ANNOUNCE = ('>prosody.core_route_stanza(prosody.hosts["prosody.test"], require"util.stanza".message({from="prosody.test", '
            'to="juliet@prosody.test", id="a1"}, "See https://status.prosody.test/"):tag("subject"):text("Maintenance at ten"))')


class PeopleCase(ChatCase):
    def picture(self, name):
        """For somebody who wants to see it."""
        folder = os.environ.get('KITH_PICTURES')
        if folder:
            pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
            self.desktop.screenshot(pathlib.Path(folder) / f'{name}.png')


class Announcements(PeopleCase):
    def test_their_own_place(self):
        kith = self.kith
        with self.person('nurse') as nurse:
            nurse.write(JULIET, 'I have news of him.', mtype='normal', subject='News')
            kith.find('button', 'Announcements, 1 unread')
            self.romeo.write(JULIET, 'The sun is up', mtype='headline')
            kith.find('button', 'Announcements, 2 unread')
        self.world.prosody.shell(ANNOUNCE)
        kith.find('button', 'Announcements, 3 unread')
        # A friend's mail is a part of the chat with them.
        self.romeo.write(JULIET, 'Under the balcony', mtype='normal', subject='Tonight')
        kith.find('window', '(1) Kith')

        kith.find('button', 'Announcements, 3 unread').press()
        kith.find('label', 'News')
        kith.find('label', 'Maintenance at ten')
        kith.find('label', 'The sun is up')
        wait_for('the keyboard on the newest', lambda: kith.focused() and kith.focused().name == 'Maintenance at ten')
        kith.desktop.key('space')
        kith.find('button', 'Announcements, 2 unread')
        kith.find('label', 'See https://status.prosody.test/')
        self.picture('announcements')
        kith.find('button', 'Mark all as read').press()
        kith.find('button', 'Announcements')
        self.picture('announcements-read')

        # They are kept.
        self.assertEqual(kith.quit(), 0)
        kith.start()
        kith.find('button', 'Announcements').press()
        kith.find('label', 'News')


class Resources(PeopleCase):
    def test_one_device_or_whichever_answers(self):
        kith = self.kith
        with self.person('romeo', resource='Phone', priority=-1) as phone:
            kith.desktop.key('ctrl+f')
            kith.desktop.type('Romeo')
            kith.desktop.key('Return')
            kith.find('entry', 'Message')
            kith.say('To the best one')
            self.romeo.wait_for_body('To the best one')

            # The phone takes nothing that is not meant for it alone.
            kith.find('button', 'Chat Menu').press()
            kith.find('menu item', 'Contact Details…').press()
            kith.wait_until_open('Contact Details')
            kith.find('label', lambda n: n.startswith('Available, priority -1') and 'there' in n)
            self.picture('resources')
            kith.find('button', 'Write to Phone').press()
            kith.wait_until_closed('Contact Details')
            kith.find('label', 'Only to Phone')
            kith.say('To the phone')
            phone.wait_for_body('To the phone')
            self.picture('only-to-phone')
            kith.find('button', 'Write to whichever device answers').press()
            wait_for('the end of the line', lambda: not kith.all('label', 'Only to Phone'))
            kith.say('To the best one again')
            self.romeo.wait_for_body('To the best one again')
            self.assertEqual(phone.bodies(), ['To the phone'])
            self.assertNotIn('To the phone', self.romeo.bodies())

            kith.find('button', 'Chat Menu').press()
            kith.find('menu item', 'Contact Details…').press()
            kith.wait_until_open('Contact Details')
            kith.find('button', 'Write to Phone').press()
            kith.wait_until_closed('Contact Details')
            kith.find('label', 'Only to Phone')
        # It went away.
        wait_for('the end of the line', lambda: not kith.all('label', 'Only to Phone'))
        kith.say('Nobody is left out')
        self.romeo.wait_for_body('Nobody is left out')


class Names(PeopleCase):
    @classmethod
    def prepare(cls, world):
        world.prosody.write_roster('juliet', {'romeo': {}})
        world.prosody.write_roster('romeo', {'juliet': {}})

    def open_account(self):
        self.desktop.key('ctrl+comma')
        self.kith.wait_until_open('Preferences')
        self.kith.find('row', lambda name: JULIET in name).press()
        self.kith.wait_until_open(JULIET)

    def test_what_people_call_themselves(self):
        kith = self.kith
        kith.find('row', lambda n: n.startswith('romeo, '))
        self.romeo.call_oneself('Montague')
        kith.find('row', lambda n: n.startswith('Montague, '))

        self.open_account()
        kith.find('entry', 'What Contacts Are to Call You').write('Capulet')
        kith.desktop.key('Return')
        self.romeo.wait_for_nick(JULIET, 'Capulet')
        self.picture('nick')


class SamePerson(PeopleCase):
    """Two accounts that know the same person: one entry, and it is to be seen from which account one writes."""

    NURSE = 'nurse@prosody.test'
    ROMEO = 'romeo@prosody.test'

    @classmethod
    def prepare(cls, world):
        world.prosody.write_roster('juliet', {'romeo': {}})
        world.prosody.write_roster('nurse', {'romeo': {}})
        world.prosody.write_roster('romeo', {'juliet': {}, 'nurse': {}})

    def add_account(self):
        self.desktop.key('ctrl+comma')
        self.kith.wait_until_open('Preferences')
        self.desktop.key('alt+d')
        self.kith.wait_until_open('Add Account')
        self.desktop.type(self.NURSE)
        self.desktop.key('Tab')
        self.desktop.type(password_of('nurse'))
        self.desktop.key('Return')
        self.kith.wait_until_closed('Add Account')
        self.desktop.key('Escape')
        self.kith.wait_until_closed('Preferences')

    def rows(self):
        return [row.name for row in self.kith.all('row', lambda name: name.startswith('romeo, ') and '\n' not in name)]

    def choose(self, button, item):
        self.kith.find('button', button).press()
        self.kith.find('menu item', item).press()
        wait_for('the menu to go', lambda: not self.kith.all('menu item', item))

    def test_one_entry_with_both_ways(self):
        kith = self.kith
        self.add_account()
        wait_for('both contacts', lambda: len(self.rows()) == 2)
        self.assertEqual(kith.run_again(f'xmpp://{JULIET}/{self.ROMEO}?message'), 0)
        kith.find('entry', 'Message')

        # The same address on the other list is offered to be joined with it.
        self.choose(f'From {JULIET}', f'Join with {self.NURSE}')
        wait_for('one entry', lambda: len(self.rows()) == 1)
        self.picture('joined')

        # What comes by the other way is in the one entry, and the draft goes along to there.
        kith.compose('From whom')
        self.romeo.write(self.NURSE, 'Who is with you?')
        kith.find('label', '1 unread by another way')
        self.picture('other-way')
        self.choose(f'From {JULIET}', f'From {self.NURSE} to {self.ROMEO}')
        kith.wait_for_message('Who is with you?')
        kith.find('button', f'From {self.NURSE}')
        wait_for('the draft', lambda: kith.find('entry', 'Message').text() == 'From whom')
        kith.desktop.key('Return')
        sent = self.romeo.wait_for_message('From whom')
        self.assertEqual(sent['from'].bare, self.NURSE)
        self.assertEqual(len(self.rows()), 1)

        # It is kept, and undone.
        self.assertEqual(kith.quit(), 0)
        kith.start()
        kith.open_chat('romeo')
        kith.find('button', f'From {self.NURSE}')
        kith.wait_for_message('Who is with you?')
        kith.wait_until_online()
        self.romeo.write(JULIET, 'And who am I?')
        wait_for('one entry that tells of it', lambda: ['1 unread message' in name for name in self.rows()] == [True])
        kith.find('entry', 'Search contacts, chats and messages').set_text('romeo')
        kith.find('label', 'Messages')
        self.assertEqual(len(self.rows()), 1)
        kith.find('entry', 'Search contacts, chats and messages').set_text('')
        kith.find('button', 'Chat Menu').press()
        kith.find('menu item', 'Contact Details…').press()
        kith.wait_until_open('Contact Details')
        self.picture('ways')
        # What happens meanwhile leaves the keyboard where it is.
        separate = f'Separate {self.ROMEO} from {JULIET}'
        wait_for('the keyboard on the way', lambda: kith.focused() and kith.focused().name == separate
                 or kith.desktop.key('Tab') or kith.wait_for_rest())
        self.romeo.write(JULIET, 'Are you there?')
        wait_for('both unread', lambda: ['2 unread messages' in name for name in self.rows()] == [True])
        self.assertEqual(kith.focused().name, separate)
        kith.desktop.key('Return')
        join = f'Join {self.ROMEO} from {JULIET}'
        wait_for('the keyboard on the same way', lambda: kith.focused() and kith.focused().name == join)
        # By hand, as with another address.
        kith.desktop.key('alt+s')
        wait_for('the keyboard', lambda: kith.find('entry', 'Find a Contact').has('focused'))
        self.picture('chooser')
        kith.desktop.type('romeo')
        kith.desktop.key('Return')
        wait_for('the end of the choice', lambda: not kith.all('entry', 'Find a Contact'))
        kith.find('button', f'Separate {self.ROMEO} from {JULIET}').press()
        kith.find('button', f'Join {self.ROMEO} from {JULIET}')
        kith.desktop.key('Escape')
        kith.wait_until_closed('Contact Details')
        wait_for('two entries', lambda: len(self.rows()) == 2)


class Suggestions(PeopleCase):
    """Somebody suggests whom to have on the contact list (XEP-0144)."""

    X = "<message to='{}'><x xmlns='http://jabber.org/protocol/rosterx'>{}</x></message>"

    def test_ticked_ones_are_added(self):
        kith = self.kith
        with self.person('nurse') as stranger:
            stranger.send_raw(self.X.format(JULIET, "<item jid='tybalt@prosody.test' name='Tybalt'/>"))
            self.romeo.send_raw(self.X.format(JULIET, "<item jid='benvolio@prosody.test' name='Benvolio'><group>House</group>"
                                              "</item><item jid='paris@prosody.test' name='Paris'/>"))
            kith.find('label', lambda text: text.endswith(' suggests 2 changes of your contacts'))
            self.assertFalse(kith.all('label', lambda text: 'nurse' in text))
        self.picture('suggestion')
        kith.find('button', lambda name: name.startswith('Look at what ')).press()
        kith.find('label', 'Change Your Contacts?')
        kith.find('switch', 'Add benvolio@prosody.test to House')
        paris = self.focus('switch', 'Add paris@prosody.test')
        kith.desktop.key('space')
        wait_for('the tick to go', lambda: not paris.has('checked'))
        self.picture('suggestion-dialog')
        kith.desktop.key('alt+d')
        kith.find('row', lambda name: name.startswith('Benvolio, '))
        wait_for('the row to go', lambda: not kith.all('button', lambda name: name.startswith('Look at what ')))
        self.assertFalse(kith.all('row', lambda name: name.startswith('Paris')))
        self.assertFalse(kith.all('label', lambda text: 'nurse' in text))  # by now it would be there


class PrivacyList(PeopleCase):
    """One that another program has set, on the server that has such lists."""

    servers = ('ejabberd',)
    QUERY = "<iq type='set' id='{}'><query xmlns='jabber:iq:privacy'>{}</query></iq>"

    @classmethod
    def prepare(cls, world):
        pass

    def setUp(self):
        WindowCase.setUp(self)

    def test_set_aside_for_the_session(self):
        server, kith = self.world.ejabberd, self.kith
        address = f'juliet@{server.domain}'
        with Person(server, 'juliet', resource='old') as old:
            old.send_raw(self.QUERY.format('p1', "<list name='quiet'><item action='deny' order='1'><message/></item></list>"))
            old.send_raw(self.QUERY.format('p2', "<default name='quiet'/>"))
            old.wait_for_answer('p2')
        self.sign_in(server=server)
        kith.wait_until_online()
        kith.desktop.key('ctrl+comma')
        kith.wait_until_open('Preferences')
        kith.find('row', lambda name: address in name).press()
        kith.wait_until_open(address)
        kith.find('label', 'quiet')
        kith.find('label', 'Privacy List')
        self.picture('privacy-list')
        kith.find('button', 'Set Aside').press()
        wait_for('the end of the row', lambda: not kith.all('label', 'quiet'))
        with Person(server, 'romeo') as romeo:
            romeo.write(address, 'Can you hear me?')
            kith.find('window', '(1) Kith')


if __name__ == '__main__':
    tap.main()
