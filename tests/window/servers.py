#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two Kiths for two people chat through each of the servers."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import WindowCase
from rig.person import Person
from rig.wait import wait_for


class Servers(WindowCase):
    servers = ('prosody', 'ejabberd', 'jabberd2')

    def chat_through(self, server):
        """One Kith in a window; the other end first a script, so that both directions are seen."""
        with Person(server, 'romeo') as romeo:
            kith = self.sign_in(server=server)
            self.wait_until_online()
            kith.run_again(f'xmpp:{romeo.address}?message')
            self.say(f'Hello through {server.name}')
            romeo.wait_for_body(f'Hello through {server.name}')
            romeo.write(f'juliet@{server.domain}', f'Welcome to {server.name}')
            kith.find(None, lambda n: f'Welcome to {server.name}' in n)
            server.restart()
            with Person(server, 'romeo', resource='again') as again:
                wait_for('juliet to be back', lambda: not kith.all('label', 'Not connected')
                         and not kith.all('label', 'Connecting…'), timeout=60)
                self.say('Still there?')
                again.wait_for_body('Still there?', timeout=60)

    def test_prosody(self):
        self.chat_through(self.world.prosody)

    def test_ejabberd(self):
        self.chat_through(self.world.ejabberd)

    def test_jabberd2(self):
        self.chat_through(self.world.jabberd2)


if __name__ == '__main__':
    tap.main()
