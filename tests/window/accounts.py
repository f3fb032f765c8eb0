#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""More than one account: adding a second, and removing it again."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import WindowCase
from rig.servers import password_of

ROMEO = 'romeo@prosody.test'


class Accounts(WindowCase):
    def keys(self, *names):
        for name in names:
            self.desktop.key(name)

    def add_account(self, address, password):
        self.desktop.key('ctrl+comma')
        self.kith.find('window', 'Preferences')
        self.desktop.key('alt+d')
        self.kith.find('window', 'Add Account')
        self.desktop.type(address)
        self.desktop.key('Tab')
        self.desktop.type(password)
        self.desktop.key('Return')
        self.kith.wait_until_closed('Add Account')
        self.desktop.key('Escape')
        self.kith.wait_until_closed('Preferences')

    def remove_second_account(self, address):
        self.desktop.key('ctrl+comma')
        self.kith.find('window', 'Preferences')
        self.keys('Tab', 'Tab', 'Tab', 'Tab', 'Down', 'Return')
        self.kith.find('window', address)
        self.desktop.key('alt+r')
        self.kith.find('label', 'Remove This Account?')
        self.desktop.key('alt+r')
        self.kith.wait_until_closed(address)
        self.desktop.key('Escape')
        self.kith.wait_until_closed('Preferences')

    def test_an_open_chat_goes_with_its_account(self):
        kith = self.sign_in()
        self.kith.wait_until_online()
        self.add_account(ROMEO, password_of('romeo'))
        self.assertEqual(kith.run_again(f'xmpp://{ROMEO}/nurse@prosody.test?message'), 0)
        kith.find('entry', 'Message').set_text('Good')

        self.remove_second_account(ROMEO)
        # Typed into nothing: there is no account to write from.
        self.desktop.type('x')
        self.assertEqual(kith.quit(), 0)


if __name__ == '__main__':
    tap.main()
