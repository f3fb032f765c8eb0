#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first sign-in, and what may be wrong with it."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import WindowCase
from rig.naked import NakedServer
from rig.servers import password_of
from rig.wait import wait_for


class SignIn(WindowCase):
    def tearDown(self):
        if self.world.prosody.certificate != 'good':
            self.world.prosody.restart('good')

    def test_signs_in_and_again_from_the_keyring(self):
        kith = self.sign_in()
        self.kith.wait_until_online()
        self.assertEqual(kith.quit(), 0)
        kith.start()
        self.kith.wait_until_online()
        self.assertFalse(kith.all('button', 'Sign In'))
        for place in (self.desktop.home / '.local/share/kith').rglob('*'):
            if place.is_file():
                self.assertNotIn(password_of('juliet').encode(), place.read_bytes(), place)
        self.assertNotIn(password_of('juliet'), kith.log())

    def test_a_wrong_password_is_told_and_can_be_mended(self):
        kith = self.sign_in(password='wrong')
        kith.find(None, lambda n: n.startswith('The server does not accept this address'))
        kith.find('entry', 'Password').set_text(password_of('juliet'))
        kith.find('button', 'Sign In').press()
        self.kith.wait_until_online()

    def test_an_address_that_is_none_is_told(self):
        self.kith.start()
        # Help is at hand before there is an account.
        self.kith.find('entry', 'Address')
        self.desktop.key('F10')
        self.kith.find('menu item', 'Help')
        self.picture('welcome-menu')
        self.desktop.key('Escape')
        wait_for('the menu to close', lambda: not self.kith.all('menu item', 'Help'))
        self.kith.sign_in('no address@@', 'x')
        self.kith.find(None, lambda n: n.startswith('The part of the address') or n.startswith('An address looks'))

    def test_an_error_is_in_sight_with_the_server_settings_open(self):
        self.kith.start()
        self.kith.find(None, 'Server Settings').click()
        self.kith.find('entry', 'Host')
        self.kith.sign_in('xmpp:juliet@prosody.test', 'wrong')
        error = self.kith.find(None, lambda name: 'Check both' in name)
        page = self.kith.find('frame')

        def in_sight():
            _x, y, _width, height = error.extents()
            return y >= 0 and y + height <= page.extents()[3]
        wait_for('the error to be in sight', in_sight)

    def test_a_server_that_is_not_there_is_told(self):
        self.kith.start()
        self.kith.sign_in('juliet@nowhere.test', 'x')
        self.kith.find(None, lambda n: n.startswith('There is no such server'))
        self.assertTrue(self.kith.find('button', 'Sign In').has('sensitive'))

    def test_an_unknown_certificate_is_shown_pinned_and_asked_for_when_it_changes(self):
        self.world.prosody.restart('self-signed')
        kith = self.sign_in()
        kith.find('label', 'Cannot Trust This Server')
        kith.find(None, lambda n: 'CN=prosody.test' in n)
        kith.find('button', 'Accept This Certificate').press()
        self.kith.wait_until_online()

        self.world.prosody.restart('good')
        kith.find('label', 'Server not trusted')
        kith.find('button', 'View Certificate…').press()
        kith.find('label', "The Server's Certificate Has Changed")
        kith.find('button', 'Accept This Certificate').press()
        self.kith.wait_until_online()

    def test_an_accepted_certificate_can_be_forgotten(self):
        self.world.prosody.restart('self-signed')
        kith = self.sign_in()
        kith.find('button', 'Accept This Certificate').press()
        kith.wait_until_online()
        self.desktop.key('ctrl+comma')
        row = kith.find('window', 'Preferences').find('row', 'juliet@prosody.test')
        wait_for('the preferences to have the keyboard', lambda: row.toplevel().has('active'))
        row.find('label', 'juliet@prosody.test').click()
        page = kith.find('window', 'juliet@prosody.test')
        page.find('label', lambda n: n.startswith('Only the one you accepted: '))
        page.find('button', lambda n: n.startswith('Forget')).press()
        page.find('label', 'Any that your computer trusts')
        page.find('button', 'Apply').press()
        kith.wait_until_closed('juliet@prosody.test')
        self.desktop.key('Escape')
        kith.wait_until_closed('Preferences')
        kith.find('label', 'Server not trusted')

    def test_the_certificate_that_was_shown_is_trusted_and_no_other(self):
        self.world.prosody.restart('self-signed')
        dialog = self.sign_in().find('window', 'Cannot Trust This Server')
        self.world.prosody.restart('expired')
        log = self.world.prosody.folder / 'prosody.log'
        before = log.stat().st_size
        self.world.change_network()
        wait_for('another attempt', lambda: b'Client connected' in log.read_bytes()[before:])
        dialog.find('button', 'Accept This Certificate').press()
        self.kith.find('window', "The Server's Certificate Has Changed")
        self.assertNotIn(b'<auth', log.read_bytes()[before:])

    def test_a_refused_certificate_sends_nothing(self):
        for certificate, words in (('expired', 'The server\'s certificate has expired'),
                                   ('wrong-name', 'The server\'s certificate belongs to another server')):
            with self.subTest(certificate):
                self.world.prosody.restart(certificate)
                log = self.world.prosody.folder / 'prosody.log'
                before = log.stat().st_size
                kith = self.sign_in()
                dialog = kith.find('window', 'Cannot Trust This Server')
                self.assertLess(dialog.extents()[3], 700)
                dialog.find('button', 'Cancel').press()
                kith.find(None, lambda n: n.startswith(words))
                self.assertNotIn(b'<auth', log.read_bytes()[before:])
                kith.quit()
                self.setUp()
        self.world.prosody.restart('good')
        before = log.stat().st_size
        self.sign_in().wait_until_online()
        self.assertIn(b'<auth', log.read_bytes()[before:])

    def test_a_stripped_starttls_sends_nothing(self):
        self.kith.start()
        with NakedServer('127.0.9.1', 5222) as naked:
            self.kith.find(None, 'Server Settings').click()
            self.kith.find('entry', 'Host').set_text('127.0.9.1')
            self.kith.find('entry', 'Port').set_text('5222')
            self.kith.sign_in('juliet@prosody.test', password_of('juliet'))
            self.kith.find(None, lambda n: n.startswith('The server offers no encrypted connection'))
            self.assertIn(b'<stream:stream', naked.received)
            self.assertNotIn(b'auth', naked.received)

    def test_without_a_keyring_it_asks_each_time(self):
        self.desktop.stop_keyring()
        self.addCleanup(self.desktop.start_keyring)
        kith = self.sign_in()
        self.kith.wait_until_online()
        kith.quit()
        kith.start()
        kith.find('label', 'Password needed')
        kith.find('button', 'Enter Password…').press()
        kith.find(None, lambda n: 'offers no keyring' in n)
        kith.find('entry', 'Password').set_text(password_of('juliet'))
        wait_for('the button', lambda: kith.find('button', 'Sign In').has('sensitive'))
        kith.find('button', 'Sign In').press()
        self.kith.wait_until_online()

    def test_version_and_links(self):
        kith = self.sign_in()
        self.kith.wait_until_online()
        self.assertEqual(kith.run_again('--version'), 0)
        self.assertEqual(kith.run_again('xmpp:romeo@prosody.test?message;body=Good%20night'), 0)
        entry = kith.find('entry', 'Message')
        wait_for('the proposed text', lambda: entry.text() == 'Good night')


if __name__ == '__main__':
    tap.main()
