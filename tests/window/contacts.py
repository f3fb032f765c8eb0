#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contact list: who is there, and changing it."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, WindowCase
from rig.person import Person
from rig.wait import wait_for


class Contacts(WindowCase):
    def set_contacts(self, *names):
        """Makes these the contacts of juliet, and nobody else."""
        server = self.world.prosody
        server.stop()
        server.write_roster('juliet', {})
        server.write_roster('romeo', {})
        server.write_roster('nurse', {})
        for name in names:
            server.befriend('juliet', name)
        server.write_roster('juliet', {name: {'name': name.capitalize(), 'groups': ['Friends']} for name in names})
        server.start()

    def test_added_renamed_regrouped_and_removed(self):
        self.set_contacts()
        with Person(self.world.prosody, 'romeo') as romeo:
            kith = self.sign_in()
            kith.wait_until_online()
            self.desktop.key('ctrl+n')
            kith.find('entry', 'Address').set_text(romeo.address)
            kith.find('entry', lambda n: n.startswith('Groups')).set_text('Verona')
            kith.find('button', 'Add').press()
            kith.find('row', 'Group Verona, 1 of 1 online')
            romeo.wait_for_show(JULIET, 'available')

            self.desktop.key('Escape')
            kith.find('row', lambda n: n.startswith('romeo, Available')).click(button=3)
            kith.find('menu item', 'Contact Details…').press()
            kith.find('label', lambda n: n.startswith('Available, priority 0'))
            romeo.idle('2020-11-20T12:00:00Z')
            kith.find('label', lambda n: n.startswith('Available, priority 0, idle since 11/20'))
            kith.find('entry', 'Name').write('My Romeo')
            self.desktop.key('Return')
            kith.find('row', lambda n: n.startswith('My Romeo, '))
            kith.find('entry', lambda n: n.startswith('Groups')).write('Mantua, Exile')
            self.desktop.key('Return')
            kith.find('row', 'Group Mantua, 1 of 1 online')
            kith.find('row', 'Group Exile, 1 of 1 online')
            wait_for('the end of the old group', lambda: not kith.all('row', lambda n: n.startswith('Group Verona')))

            kith.find('button', 'Remove Contact…').press()
            kith.find('label', 'Remove This Contact?')
            kith.find('button', 'Remove').press()
            wait_for('its going', lambda: not kith.all('row', lambda n: n.startswith('My Romeo, ')))
            romeo.wait_for_show(JULIET, 'unavailable')

    def test_who_is_not_found_can_be_added(self):
        self.set_contacts()
        kith = self.sign_in()
        kith.wait_until_online()
        self.desktop.key('ctrl+k')
        self.desktop.type('no_body@prosody.test')
        kith.find('button', 'Add “no_body@prosody.test” as a Contact…').press()
        dialog = kith.find('window', 'Add Contact')
        wait_for('the address', lambda: dialog.find('entry', 'Address').text() == 'no_body@prosody.test')

    def test_a_chat_follows_the_removal_of_its_contact(self):
        self.set_contacts()
        with Person(self.world.prosody, 'romeo') as romeo:
            kith = self.sign_in()
            self.kith.wait_until_online()
            self.desktop.key('ctrl+n')
            kith.wait_until_open('Add Contact')
            self.desktop.type(romeo.address)
            kith.find('button', 'Add').press()
            kith.find(None, lambda n: n.startswith('romeo, Available')).click(button=3)
            kith.find('menu item', 'Contact Details…').press()
            kith.find('button', 'Remove Contact…').press()
            kith.find('button', 'Remove').press()
            kith.find('label', lambda n: n.endswith('is not in your contacts.'))
            wait_for('the button', lambda: kith.find('button', 'Add…').has('sensitive'))

    def test_a_request_is_accepted(self):
        self.set_contacts()
        with Person(self.world.prosody, 'nurse') as nurse:
            kith = self.sign_in()
            self.kith.wait_until_online()
            nurse.subscribe(JULIET)
            kith.find('button', 'Accept nurse@prosody.test').press()
            wait_for('presence at the other end',
                     lambda: any(str(p['from']).startswith(JULIET) for p in nurse.presences))
            kith.find(None, lambda n: n.startswith('nurse, Available'))

    def test_who_has_moved_is_followed(self):
        self.set_contacts('nurse')
        with Person(self.world.prosody, 'nurse') as nurse, Person(self.world.prosody, 'romeo') as romeo:
            kith = self.sign_in()
            kith.wait_until_online()
            nurse.wait_for_show(JULIET, 'available')
            nurse.send("<iq type='set' id='move'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
                       "<publish node='urn:xmpp:moved:1'><item id='current'><moved xmlns='urn:xmpp:moved:1'>"
                       f'<new-jid>{romeo.address}</new-jid></moved></item></publish></pubsub></iq>')
            nurse.wait_for_answer('move')
            romeo.send(f"<presence type='subscribe' to='{JULIET}'><moved xmlns='urn:xmpp:moved:1'>"
                       f'<old-jid>{nurse.address}</old-jid></moved></presence>')
            kith.find('label', lambda n: n.startswith(f'Nurse has moved here from {nurse.address}'))
            self.picture('moved')
            kith.find('button', f'Accept {romeo.address}').press()
            romeo.wait_for_show(JULIET, 'available')
            # One entry for both addresses.
            kith.find('row', 'Group Friends, 1 of 1 online')
            wait_for('one entry', lambda: len(kith.all('row', lambda n: n.startswith('Nurse, '))) == 1)

    def test_a_request_is_refused(self):
        self.set_contacts()
        with Person(self.world.prosody, 'romeo') as romeo:
            kith = self.sign_in()
            kith.wait_until_online()
            romeo.subscribe(JULIET)
            kith.find('button', 'Refuse romeo@prosody.test').press()
            wait_for('its going', lambda: not kith.all('button', 'Refuse romeo@prosody.test'))
            kith.quit()
            kith.start()
            kith.wait_until_online()
            self.assertFalse(kith.all('button', 'Refuse romeo@prosody.test'))
        self.assertEqual({p['type'] for p in romeo.presences if p['from'].bare == JULIET}, {'unavailable'})

    def test_presence_and_search(self):
        self.set_contacts('romeo')
        with Person(self.world.prosody, 'romeo') as romeo:
            kith = self.sign_in()
            kith.find(None, 'Romeo, Available')
            romeo.presence(show='dnd', status='Duelling')
            kith.find(None, 'Romeo, Do not disturb, Duelling')
            self.desktop.key('ctrl+k')
            self.desktop.type('xyz')
            kith.find('label', 'Nobody Found')
            self.desktop.key('Escape')
            kith.find(None, 'Romeo, Do not disturb, Duelling')
        kith.find(None, 'Romeo, Offline')
        self.desktop.key('ctrl+h')
        kith.find('label', 'Nobody Is Online')

    def test_own_presence_is_seen(self):
        self.set_contacts('romeo')
        with Person(self.world.prosody, 'romeo') as romeo:
            kith = self.sign_in()
            kith.wait_until_online()
            romeo.wait_for_show(JULIET, 'available')
            for words, show in (('Do not disturb', 'dnd'), ('Away for longer', 'xa'), ('Away', 'away'),
                                ('Free for chat', 'chat'), ('Offline', 'unavailable'), ('Available', 'available')):
                wait_for('the keyboard', kith.is_active)
                kith.find('button', lambda n: n.startswith('Your presence: ')).press()
                kith.find('button', words).press()
                romeo.wait_for_show(JULIET, show)
                kith.find('button', f'Your presence: {words}')
            wait_for('the keyboard', kith.is_active)
            kith.find('button', 'Your presence: Available').press()
            kith.find('entry', 'Status text').set_text('On the balcony')
            kith.find('button', 'Set Status Text').press()
            wait_for('the status text', lambda: romeo.presences[-1]['status'] == 'On the balcony')

    def choose_presence(self, words):
        self.kith.find('button', lambda n: n.startswith('Your presence: ')).press()
        self.kith.find('button', words).press()
        self.kith.find('button', f'Your presence: {words}')

    def test_invisible_to_all_but_one(self):
        """A server that knows no command for it is sent no presence, and gives messages as copies all the same."""
        self.set_contacts('romeo', 'nurse')
        with Person(self.world.prosody, 'romeo') as romeo, Person(self.world.prosody, 'nurse') as nurse:
            kith = self.sign_in()
            kith.wait_until_online()
            for person in (romeo, nurse):
                person.wait_for_show(JULIET, 'available')
            kith.find(None, 'Romeo, Available')
            self.choose_presence('Invisible')
            for person in (romeo, nurse):
                person.wait_for_show(JULIET, 'unavailable')
            kith.find('button', 'Your presence: Invisible').press()
            kith.find('label', lambda n: n.startswith('Your server has no command to hide you.'))
            self.picture('invisible')
            self.desktop.key('Escape')
            wait_for('the menu to close', lambda: not kith.all('button', 'Do not disturb'))

            romeo.write(JULIET, 'Wherefore art thou?')
            kith.open_chat('Romeo')
            kith.wait_for_message('Wherefore art thou?')
            self.assertEqual(romeo.receipts, [])

            kith.find('button', 'Chat Menu').press()
            kith.find('menu item', 'Contact Details…').press()
            details = kith.wait_until_open('Contact Details')
            self.desktop.key('alt+v')
            romeo.wait_for_show(JULIET, 'available')
            wait_for('the switch to be on', lambda: details.find('switch', 'Visible to This Contact').has('checked'))
            self.picture('visible-to-one')
            self.desktop.key('Escape')
            kith.wait_until_closed('Contact Details')
            self.assertEqual(nurse.presences[-1]['type'], 'unavailable')
            self.choose_presence('Available')
            nurse.wait_for_show(JULIET, 'available')
            kith.find(None, lambda n: n.startswith('Nurse, Available'))


if __name__ == '__main__':
    tap.main()
