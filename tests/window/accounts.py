#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts: adding and removing them, their order, their names, what each is seen as."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, WindowCase
from rig.person import Person
from rig.servers import password_of
from rig.wait import wait_for

ROMEO = 'romeo@prosody.test'


def is_kept(name):
    """The row for whose messages the server keeps."""
    return name.startswith('Keep Messages on the Server')


class Accounts(WindowCase):
    @classmethod
    def prepare(cls, world):
        world.prosody.befriend('juliet', 'nurse')
        world.prosody.modules = '"adhoc", "admin_adhoc",'
        world.prosody.extra = 'admins = { "juliet@prosody.test" }'

    def setUp(self):
        super().setUp()
        self.sign_in()
        self.kith.wait_until_online()

    def keys(self, *names):
        for name in names:
            self.desktop.key(name)

    def open_preferences(self):
        self.desktop.key('ctrl+comma')
        self.kith.wait_until_open('Preferences')

    def close(self, title):
        self.desktop.key('Escape')
        self.kith.wait_until_closed(title)

    def add_account(self, address, password):
        self.open_preferences()
        self.desktop.key('alt+d')
        self.kith.wait_until_open('Add Account')
        self.desktop.type(address)
        self.desktop.key('Tab')
        self.desktop.type(password)
        self.desktop.key('Return')
        self.kith.wait_until_closed('Add Account')
        self.close('Preferences')

    def row(self, name):
        return self.kith.find('row', name)

    def order(self):
        """The accounts in the preferences, from the top."""
        rows = self.kith.find('window', 'Preferences').all('row', lambda name: '@' in name)
        return [row.name for row in sorted(rows, key=lambda row: row.extents()[1])]

    def open_account(self, address):
        self.open_preferences()
        self.focus('row', address)
        self.keys('Down', 'Up') if self.order()[0] == address else self.keys('Up', 'Down')
        self.desktop.key('Return')
        return self.kith.wait_until_open(address)

    def test_addresses_blocked_by_hand(self):
        with Person(self.world.prosody, 'nurse') as nurse:
            nurse.wait_for_show(JULIET, 'available')
            self.open_account(JULIET)
            self.focus('row', lambda n: n.startswith('Blocked Addresses'))
            self.desktop.key('Return')
            self.kith.wait_until_open('Blocked Addresses')
            self.kith.find('label', 'You have blocked nobody.')
            self.desktop.key('alt+b')
            self.desktop.type('nurse@prosody.test')
            self.desktop.key('Return')
            nurse.wait_for_show(JULIET, 'unavailable')
            self.focus('button', 'Unblock nurse@prosody.test')
            self.desktop.key('Return')
            nurse.wait_for_show(JULIET, 'available')
            self.kith.find('label', 'You have blocked nobody.')

    def test_an_open_chat_goes_with_its_account(self):
        self.add_account(ROMEO, password_of('romeo'))
        self.assertEqual(self.kith.run_again(f'xmpp://{ROMEO}/nurse@prosody.test?message'), 0)
        self.kith.find('entry', 'Message').set_text('Good')

        self.open_account(ROMEO)
        self.desktop.key('alt+r')
        self.kith.wait_until_open('Remove This Account?')
        self.desktop.key('alt+r')
        self.kith.wait_until_closed(ROMEO)
        self.close('Preferences')
        # Typed into nothing: there is no account to write from.
        self.desktop.type('x')
        self.assertEqual(self.kith.quit(), 0)

    def test_order_by_keyboard(self):
        self.add_account(ROMEO, password_of('romeo'))
        self.open_preferences()
        self.assertEqual(self.order(), [JULIET, ROMEO])
        self.focus('row', ROMEO)
        self.desktop.key('alt+Up')
        wait_for('the new order', lambda: self.order() == [ROMEO, JULIET])
        # The keyboard has gone with it, and at the end nothing happens.
        self.keys('alt+Up', 'alt+Down')
        wait_for('the old order', lambda: self.order() == [JULIET, ROMEO])
        self.desktop.key('alt+Up')
        wait_for('the new order again', lambda: self.order() == [ROMEO, JULIET])
        self.close('Preferences')
        self.assertEqual(self.kith.quit(), 0)

        self.kith.start()
        self.kith.wait_until_online()
        self.open_preferences()
        self.assertEqual(self.order(), [ROMEO, JULIET])

    def test_escape_closes_add_account(self):
        self.open_preferences()
        self.desktop.key('alt+d')
        self.kith.find('window', 'Add Account')
        self.close('Add Account')
        self.close('Preferences')

    def test_added_while_offline(self):
        self.kith.find('button', 'Your presence: Available').press()
        self.kith.find('button', 'Offline').press()
        self.kith.find('button', 'Your presence: Offline')
        self.add_account(ROMEO, password_of('romeo'))
        self.kith.find('button', 'Your presence: Offline').press()
        self.kith.find('button', 'Available').press()
        self.kith.wait_until_online()

    def test_other_devices_are_listed(self):
        """And go: by themselves, or because one who runs the server signs them out."""
        def is_phone(text):
            return text.endswith(' (phone)')

        with Person(self.world.prosody, 'juliet', resource='phone'), Person(self.world.prosody, 'juliet', resource='laptop'):
            page = self.open_account(JULIET)
            page.find('label', lambda text: text.startswith('This one ('))
            page.find('label', lambda text: text.startswith('Available, priority 0, seen since '))
            page.find('label', lambda text: text.endswith(' (laptop)'))
            page.find('label', is_phone)
            self.focus('button', lambda name: name.startswith('Sign out ') and is_phone(name))
            self.picture('devices')
            self.desktop.key('Return')
            dialog = self.kith.wait_until_open(lambda title: title.startswith('Sign Out ') and title.endswith(' (phone)?'))
            self.picture('sign-out-device')
            self.desktop.key('alt+s')
            wait_for('the phone to be signed out', lambda: not page.all('label', is_phone))
            self.kith.wait_until_closed(dialog.name)
            page.find('label', lambda text: text.endswith(' (laptop)'))
            self.assertEqual(page.all('button', lambda name: name.startswith('Sign out This one')), [])
        wait_for('the laptop to go', lambda: not page.all('label', lambda text: text.endswith(' (laptop)')))

    def shows_kept(self, choice):
        """Waits until the row says so, and its choices are gone."""
        row = self.kith.find('combo box', is_kept)
        wait_for(f'"{choice}"', lambda: [n.name for n in row.all('label', lambda n: n.startswith('With '))] == [choice])

    def choose_kept(self, choice, *keys):
        row = self.focus('combo box', is_kept)
        self.desktop.key('Return')
        row.find('label', choice)
        wait_for('the choices to have the keyboard', lambda: any(n.has('focused') for n in row.all('row')))
        self.keys(*keys, 'Return')
        self.shows_kept(choice)

    def test_settings_of_an_account_stay(self):
        """Old ways are off until they are allowed; and the server knows whose messages it is to keep."""
        def states():
            return [self.kith.find('switch', name).has('checked')
                    for name in ('Old Ways to Sign In', 'Connect Without Encryption')]

        self.open_account(JULIET)
        self.shows_kept('With everybody')
        self.choose_kept('With contacts', 'Down')
        self.choose_kept('With nobody', 'Down')
        self.picture('archive-policy')
        self.assertEqual(states(), [False, False])
        self.desktop.key('alt+l')
        # Also without "Apply", unless it would not do.
        self.kith.find('entry', 'Port').set_text('zero')
        self.kith.find('entry', 'Name of This Account').set_text('Verona')
        self.desktop.key('Escape')
        self.kith.wait_until_open('The Settings Cannot Be Used')
        self.close('The Settings Cannot Be Used')
        self.kith.wait_until_open(JULIET)
        self.kith.find('entry', 'Port').set_text('')
        self.close(JULIET)
        self.close('Preferences')
        self.kith.wait_until_online()
        self.open_preferences()
        self.row('Verona').press()
        self.kith.wait_until_open(JULIET)
        self.assertEqual(states(), [True, False])
        self.shows_kept('With nobody')
        self.choose_kept('With everybody', 'Up', 'Up')

    def choose(self, name, choice, *keys):
        """Another way to connect; the keyboard brings it into sight."""
        self.desktop.key('alt+d')
        self.focus('combo box', name)
        self.desktop.key('Return')
        self.kith.find('label', choice)
        self.keys(*keys, 'Return')

    def test_a_password_for_the_proxy_is_refused(self):
        self.open_account(JULIET)
        self.choose('Proxy', 'Another one', 'Down', 'Down', 'Down')
        entry = self.kith.find('entry', lambda n: n.startswith('Address of the Proxy'))
        entry.set_text('socks5://user:secret@127.0.0.1:1080')
        self.kith.find('button', 'Apply').press()
        self.kith.find('window', 'The Settings Cannot Be Used').find(
            'label', lambda n: n.startswith('Kith does not keep the user name and password of a proxy'))
        self.close('The Settings Cannot Be Used')
        self.choose('Proxy', 'None', 'Up', 'Up')
        self.kith.find('button', 'Apply').press()
        self.kith.wait_until_closed(JULIET)
        self.close('Preferences')
        self.assertEqual(self.kith.quit(), 0)
        for place in (self.desktop.home / '.local/share/kith').rglob('*'):
            if place.is_file():
                self.assertNotIn(b'user:secret', place.read_bytes(), place)

    def test_no_encryption_and_a_web_address_at_once(self):
        self.open_account(JULIET)
        self.choose('Connect by', 'WebSocket', 'Down', 'Down')
        self.kith.find('entry', lambda n: n.startswith('Web Address')).set_text('ws://127.0.0.1:5280/ws')
        self.kith.find('button', 'Apply').press()
        self.kith.find('window', 'The Settings Cannot Be Used')
        self.close('The Settings Cannot Be Used')
        self.kith.find('switch', 'Connect Without Encryption').press()
        self.kith.find('button', 'Apply').press()
        self.kith.wait_until_closed(JULIET)

    def test_presence_menu_of_one_account(self):
        with Person(self.world.prosody, 'nurse') as nurse:
            nurse.wait_for_show(JULIET, 'available')
            self.add_account(ROMEO, password_of('romeo'))
            self.kith.find('button', 'Your presence: Available').press()
            self.kith.find('button', f'{ROMEO}: Available')
            self.kith.find('button', f'{JULIET}: Available').press()
            wait_for('the choice in force', lambda: self.kith.find('button', 'As for all accounts').has('pressed'))
            self.assertFalse(self.kith.find('button', 'Away').has('pressed'))
            self.kith.find('button', 'Away').press()
            nurse.wait_for_show(JULIET, 'away')
            # The others do not follow, nor does it follow them.
            self.kith.find('button', 'Your presence: Available').press()
            self.kith.find('button', f'{ROMEO}: Available')
            self.kith.find('button', f'{JULIET}: Away')
            self.kith.find('button', 'Do not disturb').press()
            self.kith.find('button', 'Your presence: Do not disturb').press()
            self.kith.find('button', f'{ROMEO}: Do not disturb')
            self.kith.find('button', f'{JULIET}: Away').press()
            self.kith.find('button', 'As for all accounts').press()
            nurse.wait_for_show(JULIET, 'dnd')

    def test_which_account_one_writes_from(self):
        self.kith.find('row', lambda name: name.startswith('Nurse, ')).click()
        self.kith.find('entry', 'Message')
        self.assertFalse(self.kith.all('label', f'From {JULIET}'))
        self.add_account(ROMEO, password_of('romeo'))
        self.kith.find('label', f'From {JULIET}')
        self.kith.find('row', f'Nurse, Offline, account {JULIET}')

    def test_trouble_with_many_accounts_is_one_line(self):
        for name in ('romeo', 'nurse'):
            self.add_account(f'{name}@prosody.test', password_of(name))
        self.world.prosody.stop()
        try:
            self.kith.find('label', '3 accounts cannot connect')
            self.assertFalse(self.kith.all('label', 'Not connected'))
            self.kith.find('button', 'Show Accounts…').press()
            self.kith.find('window', 'Preferences').find(
                'label', lambda name: name.startswith('Not connected: '))
            self.close('Preferences')
        finally:
            self.world.prosody.start()
        self.kith.wait_until_online()

    def test_name_and_presence_of_one_account(self):
        with Person(self.world.prosody, 'nurse') as nurse:
            nurse.wait_for_show(JULIET, 'available')
            self.assertEqual(nurse.presences[-1]['priority'], 5)
            self.add_account(ROMEO, password_of('romeo'))
            self.open_account(JULIET)
            self.desktop.type('Verona')
            self.desktop.key('Return')
            self.focus('combo box', 'Presence')
            self.desktop.key('Return')
            self.kith.find('label', 'Do not disturb')
            self.keys('Down', 'Down', 'Down', 'Down', 'Down', 'Return')
            nurse.wait_for_show(JULIET, 'dnd')
            self.kith.find('entry', 'Status Text')

            self.desktop.key('alt+i')
            self.kith.find(None, 'When Available')
            self.desktop.key('alt+v')
            wait_for('the field to have the keyboard', lambda: self.kith.focused().name == 'When Available')
            self.desktop.key('ctrl+a')
            self.keys('minus', '1')
            self.desktop.key('Tab')
            wait_for('the priority', lambda: nurse.presences[-1]['priority'] == -1)
            # Of the numbers on the way nobody hears.
            self.desktop.key('alt+v')
            wait_for('the field to have the keyboard', lambda: self.kith.focused().name == 'When Available')
            before = len(nurse.presences)
            self.keys('Up', 'Up', 'Up')
            wait_for('the priority', lambda: nurse.presences[-1]['priority'] == 2)
            self.assertEqual(len(nurse.presences), before + 1)
            self.close(JULIET)
            row = self.row('Verona')
            self.assertEqual([label.name for label in row.all('label')], ['Verona', f'{JULIET}\nDo not disturb'])
            self.assertEqual([label.name for label in self.row(ROMEO).all('label')], [ROMEO, 'Available'])


if __name__ == '__main__':
    tap.main()
