#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walking through the services of servers, and running their commands."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import gateway, tap
from rig.case import WindowCase
from rig.person import Person
from rig.servers import password_of
from rig.wait import wait_for


def roster_of(prosody, person):
    """What the server keeps of somebody's contacts, as text."""
    path = prosody.folder / 'data' / 'prosody%2etest' / 'roster' / f'{person}.dat'
    return path.read_text() if path.exists() else ''


def item_of(prosody, person, contact):
    """The same of one contact."""
    found = re.search(rf'^\t\["{contact}"\] = {{.*?^\t}};', roster_of(prosody, person), re.M | re.S)
    return found.group() if found else ''


class Services(WindowCase):
    def open_window(self):
        self.desktop.key('F10')
        self.kith.find('menu item', 'Services…')
        self.desktop.key('e')
        self.kith.find('row', 'Your Server')

    def open_services(self):
        kith = self.sign_in()
        kith.wait_until_online()
        self.open_window()
        kith.find('row', 'Your Server').click()
        return kith

    def walk_to(self, name):
        """Goes to a row by keyboard, which scrolls to it, and activates it."""
        self.kith.find('label', name)
        for _ in range(80):
            focused = self.kith.focused()
            if focused and focused.name == name:
                self.desktop.key('Return')
                return
            self.desktop.key('Down')
            wait_for('the keyboard to move on', lambda: str(self.kith.focused()) != str(focused))
        raise TimeoutError(f'no row {name}')


class Prosody(Services):
    @classmethod
    def prepare(cls, world):
        world.prosody.modules = '"adhoc", "admin_adhoc", "announce", "server_contact_info",'
        world.prosody.extra = ('admins = { "juliet@prosody.test" }\n'
                               'contact_info = { admin = { "mailto:admin@prosody.test" } }\n')

    def test_facts_and_contacts(self):
        kith = self.open_services()
        kith.find(None, lambda n: n.startswith('Prosody ') and 'running for' in n)
        self.walk_to('mailto:admin@prosody.test')
        kith.find('label', 'This Link Cannot Be Opened')
        self.desktop.key('Escape')
        kith.wait_until_closed('This Link Cannot Be Opened')

    def test_administration_by_a_command(self):
        kith = self.open_services()
        self.walk_to('Add User')
        kith.find('entry', 'The Jabber ID for the account to be added').set_text('paris@prosody.test')
        kith.find('entry', 'The password for this account (optional)').set_text('pencil')
        kith.find('entry', 'Retype password (optional)').set_text('pencil')
        finish = kith.find('button', 'Finish')
        finish.press()
        kith.find(None, lambda n: n.startswith('Account successfully created'))
        account = self.world.prosody.folder / 'data' / 'prosody%2etest' / 'accounts' / 'paris.dat'
        self.assertIn('"pencil"', account.read_text())
        kith.find('button', 'Done').press()
        kith.find(None, 'Commands')

    def test_who_is_there_and_a_word_to_them(self):
        kith = self.open_services()
        self.walk_to('Get List of Online Users')
        kith.find(None, 'How many users should be returned at most?')
        kith.find('button', 'Finish').press()
        kith.find(None, lambda n: n.startswith('juliet@prosody.test'))
        self.picture('online-users')
        self.desktop.key('ctrl+w')
        kith.wait_until_closed('Services')

        self.open_window()
        kith.find('row', 'Your Server').click()
        self.walk_to('Send Announcement to Online Users')
        kith.find('entry', 'Subject (optional)').set_text('To all')
        kith.find('entry', 'Announcement').set_text('The gates close at ten.')
        kith.find('button', 'Finish').press()
        kith.find(None, 'Announcement sent to 1 online users')
        kith.find('button', 'Done').press()
        kith.find(None, 'Commands')
        self.desktop.key('ctrl+w')
        kith.wait_until_closed('Services')
        kith.find('label', 'Announcements')

    def test_an_error_is_told(self):
        kith = self.open_services()
        self.walk_to('Delete User')
        kith.find('button', 'Cancel')
        kith.find('button', 'Finish').press()
        kith.find(None, 'This has to be filled in.')
        self.desktop.key('Escape')
        kith.find(None, 'Commands')

    def test_a_server_that_is_not_there(self):
        kith = self.sign_in()
        kith.wait_until_online()
        self.open_window()
        entry = kith.find('entry', 'Another Server or Service')
        entry.write('nowhere.test')
        self.desktop.key('Return')
        kith.find('label', 'Nothing to Show')
        kith.find('button', 'Back').press()
        kith.find('row', 'Your Server')
        self.desktop.key('alt+s')
        self.desktop.key('Return')
        kith.find('label', 'Nothing to Show')

    def test_what_is_no_address(self):
        kith = self.sign_in()
        kith.wait_until_online()
        self.open_window()
        kith.find('entry', 'Another Server or Service').write('no@where@test')
        self.desktop.key('Return')
        words = kith.find(None, 'The part of the address after the @ is not the name of a server.')
        self.desktop.key('BackSpace')
        wait_for('the words to go', lambda: not kith.all(None, words.name))


class LegacyNetwork(Services):
    """A gateway, from registering to unregistering."""

    @classmethod
    def prepare(cls, world):
        gateway.configure(world.prosody)

    def test_all_of_it(self):
        legacy = self.enterContext(gateway.Gateway(self.world.prosody, legacy=['Mercutio']))
        kith = self.open_services()
        self.walk_to('legacy.prosody.test')
        kith.find(None, lambda n: n.startswith('legacy.prosody.test (gateway/irc)'))
        kith.find('row', 'Register…').click()
        kith.find('entry', 'User Name').set_text('jule')
        kith.find('entry', 'Password').set_text('x')
        kith.find('button', 'Register').press()
        kith.find(None, 'Done.')
        self.assertEqual(legacy.users, {'juliet@prosody.test': 'jule'})
        kith.find('button', 'Done').press()
        wait_for('the gateway among the contacts', lambda: 'legacy.prosody.test' in roster_of(self.world.prosody, 'juliet'))
        # Whom one knows there already.
        kith.find('button', 'Accept mercutio@legacy.prosody.test').press()
        wait_for('their name', lambda: '["name"] = "Mercutio"' in item_of(self.world.prosody, 'juliet', 'mercutio@legacy.prosody.test'))
        self.assertIn('["Legacy"] = true', item_of(self.world.prosody, 'juliet', 'mercutio@legacy.prosody.test'))

        kith.find('row', 'Add Someone…').click()
        kith.find('window', 'Add Someone on Legacy')
        kith.find('entry', 'Legacy name').set_text('Nurse')
        kith.find('button', 'Next').press()
        kith.find('window', 'Add Contact')
        self.assertEqual(kith.find('entry', 'Address').text(), 'nurse@legacy.prosody.test')
        kith.wait_until_closed('Services')
        self.desktop.key('alt+a')
        entry = kith.find('entry', 'Message')
        entry.set_text('Hush')
        kith.find('button', 'Send').press()
        kith.wait_for_message('Hush yourself')
        wait_for('the group of the network', lambda: '["Legacy"]' in roster_of(self.world.prosody, 'juliet'))
        kith.find('row', lambda n: n.startswith('Mercutio, Available'))

        # The same from where people are added.
        self.desktop.key('ctrl+n')
        window = kith.find('window', 'Add Contact')
        kith.find('button', 'Add Someone on Legacy…').press()
        kith.find('window', 'Add Someone on Legacy')
        kith.find('entry', 'Legacy name').set_text('Tybalt')
        self.desktop.key('Return')
        wait_for('the address', lambda: window.find('entry', 'Address').text() == 'tybalt@legacy.prosody.test')
        self.picture('add-on-network')
        self.desktop.key('Escape')
        kith.wait_until_closed('Add Contact')

        self.open_window()
        kith.find('row', 'Your Server').click()
        self.walk_to('legacy.prosody.test')
        self.sign_in_and_out(legacy.present)
        kith.find('row', 'Register…').click()
        kith.find('button', 'Unregister').press()
        question = kith.find('window', 'Unregister at legacy.prosody.test?')
        kith.find(None, lambda n: n.endswith(' 2 people there are removed from your contacts.'))
        self.desktop.key('Escape')
        kith.wait_until_closed(question.name)
        self.assertEqual(legacy.users, {'juliet@prosody.test': 'jule'})
        kith.find('button', 'Unregister').press()
        kith.find('window', question.name)
        self.desktop.key('alt+u')
        kith.find(None, 'Done.')
        wait_for('the gateway to go', lambda: 'legacy.prosody.test' not in roster_of(self.world.prosody, 'juliet'))
        self.assertEqual(legacy.users, {})

    def sign_in_and_out(self, present):
        """At the gateway alone; then, from before the window of services, with the account."""
        def wait_until(there):
            wait_for(f'the gateway to see {there}', lambda: present.get('juliet@prosody.test') == there)

        wait_until(True)
        self.kith.find('row', 'Sign Out There').click()
        self.kith.find(None, 'You are signing out there')
        wait_until(False)
        self.kith.find('row', 'Sign In There').click()
        self.kith.find(None, 'You are signing in there')
        wait_until(True)
        for words, there in (('Offline', False), ('Available', True)):
            self.kith.find('button', lambda n: n.startswith('Your presence: ')).press()
            self.kith.find('button', words).press()
            self.kith.find('button', f'Your presence: {words}')
            wait_until(there)

    def test_a_command_in_steps(self):
        legacy = self.enterContext(gateway.Gateway(self.world.prosody))
        kith = self.open_services()
        self.walk_to('legacy.prosody.test')
        self.walk_to('Settings')
        kith.find(None, 'How it shall be there.')
        kith.find(None, 'About you')
        kith.find('button', 'Next').press()
        kith.find(None, 'This has to be filled in.')
        kith.find('entry', 'Shown as').set_text('J')
        wait_for('the fault to go', lambda: not kith.all(None, 'This has to be filled in.'))
        kith.find('entry', 'Key (optional)').set_text('pencil')
        kith.find('entry', 'Boss (optional)').set_text('romeo@prosody.test')
        kith.find('switch', 'Loud').press()
        kith.find('check box', 'English').press()
        self.picture('command-form')
        kith.find('button', 'Next').press()
        kith.find(None, 'Are You Sure?')
        self.assertEqual(kith.all('button', 'Next'), [])
        self.picture('command-last')
        kith.find('button', 'Previous').press()
        kith.find('entry', 'Shown as').set_text('J')
        kith.find('button', 'Next').press()
        kith.find('switch', 'Sure').press()
        kith.find('button', 'Finish').press()
        kith.find(None, 'It counts from tomorrow on.')
        self.picture('command-result')
        kith.find('button', 'Done').press()
        kith.find(None, 'Commands')
        self.assertEqual([action for action, _ in legacy.acts], ['execute', 'next', 'prev', 'next', 'complete'])
        self.assertEqual(legacy.acts[1][1], {
            'FORM_TYPE': ['settings'], 'name': ['J'], 'key': ['pencil'], 'about': ['One', 'Two'], 'loud': ['1'],
            'colour': ['red'], 'langs': ['en', 'eo'], 'boss': ['romeo@prosody.test'], 'friends': []})
        self.assertEqual(legacy.acts[4][1], {'sure': ['0']})

        self.walk_to('Settings')
        kith.find(None, 'How it shall be there.')
        self.desktop.key('Escape')
        kith.find(None, 'Commands')
        wait_for('the end at the other side', lambda: legacy.acts[-1][0] == 'cancel')

    def test_of_the_account_that_asks(self):
        self.enterContext(gateway.Gateway(self.world.prosody))
        kith = self.sign_in()
        kith.wait_until_online()
        self.desktop.key('ctrl+comma')
        kith.wait_until_open('Preferences')
        self.desktop.key('alt+d')
        kith.wait_until_open('Add Account')
        self.desktop.type('romeo@prosody.test')
        self.desktop.key('Tab')
        self.desktop.type(password_of('romeo'))
        self.desktop.key('Return')
        kith.wait_until_closed('Add Account')
        self.desktop.key('Escape')
        kith.wait_until_closed('Preferences')

        self.open_window()
        self.desktop.key('alt+a')
        self.desktop.key('Down')
        self.desktop.key('Return')
        kith.find('label', 'romeo@prosody.test')
        kith.find('row', 'Your Server').click()
        self.walk_to('legacy.prosody.test')
        kith.find('row', 'Add Someone…').click()
        kith.find('entry', 'Legacy name').set_text('Nurse')
        kith.find('button', 'Next').press()
        kith.find('window', 'Add Contact')
        self.desktop.key('alt+a')
        wait_for('her among the contacts', lambda: 'nurse@legacy.prosody.test' in roster_of(self.world.prosody, 'romeo'))
        self.assertNotIn('nurse@legacy.prosody.test', roster_of(self.world.prosody, 'juliet'))


class Irc(Services):
    """A real gateway, which asks for no registration: what there is to do are commands."""

    @classmethod
    def prepare(cls, world):
        gateway.configure(world.prosody, 'irc')

    def test_its_commands(self):
        self.enterContext(gateway.Biboumi(self.world.prosody, self.world.folder))
        kith = self.open_services()
        self.walk_to('irc.prosody.test')
        kith.find(None, lambda n: n.startswith('irc.prosody.test (conference/irc)'))
        kith.find(None, lambda n: n.startswith('biboumi '))
        self.picture('irc')
        self.walk_to('Receive a custom greeting')
        kith.find('entry', 'Your name').set_text('Juliet')
        kith.find('button', 'Finish').press()
        kith.find(None, 'Hello Juliet!')
        kith.find('button', 'Done').press()
        kith.find(None, 'Commands')
        self.walk_to('Do a ping')
        kith.find(None, 'Pong')


class Ejabberd(Services):
    servers = ('ejabberd',)

    @classmethod
    def prepare(cls, world):
        world.ejabberd.extra = ('acl: {admin: {user: [juliet@ejabberd.test]}}\n'
                                'access_rules: {configure: {allow: admin}}\n')
        world.ejabberd.modules = '  mod_adhoc: {}\n  mod_configure: {}'
        world.ejabberd.searched = True

    def test_search(self):
        self.world.ejabberd.name_person('romeo', 'Romeo Montague')
        kith = self.open_services()
        self.walk_to('vjud.ejabberd.test')
        kith.find('row', 'Search for People…').click()
        kith.find('entry', 'Full Name').set_text('Romeo Montague')
        kith.find('button', 'Search').press()
        kith.find(None, '1 result')
        self.picture('search-result')
        kith.find('button', 'Add to Contacts').press()
        kith.find('window', 'Add Contact')
        self.assertEqual(kith.find('entry', 'Address').text(), 'romeo@ejabberd.test')

    def test_administration_by_a_command(self):
        kith = self.open_services()
        kith.find(None, lambda n: n.startswith('ejabberd 2') and 'running for' in n)
        kith.find(None, 'ejabberd.test (server/im)')
        self.walk_to('Add User')
        kith.find('entry', 'Jabber ID').set_text('paris@ejabberd.test')
        kith.find('entry', 'Password').set_text('pencil')
        kith.find('entry', 'Password Verification').set_text('pencil')
        kith.find('button', 'Finish').press()
        kith.find('button', 'Done').press()
        kith.find(None, 'Commands')
        self.desktop.key('ctrl+w')
        kith.wait_until_closed('Services')
        self.sign_out_the_phone()
        self.assertEqual(kith.quit(), 0)
        self.setUp()
        self.sign_in('paris', password='pencil').wait_until_online()

    def sign_out_the_phone(self):
        """The server asks for one address here, where others ask for several."""
        def is_phone(text):
            return text.endswith(' (phone)')

        kith = self.kith
        with Person(self.world.ejabberd, 'juliet', resource='phone'):
            self.desktop.key('ctrl+comma')
            kith.find('row', 'juliet@ejabberd.test').click()
            page = kith.wait_until_open('juliet@ejabberd.test')
            page.find('button', lambda name: name.startswith('Sign out ') and is_phone(name)).press()
            kith.wait_until_open(lambda title: title.startswith('Sign Out '))
            self.desktop.key('alt+s')
            wait_for('the phone to be signed out', lambda: not page.all('label', is_phone))
        for title in ('juliet@ejabberd.test', 'Preferences'):
            self.desktop.key('Escape')
            kith.wait_until_closed(title)


if __name__ == '__main__':
    tap.main()
