#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two Kiths for two people, each on a desktop of its own, become contacts and chat through each of the servers."""

import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import WindowCase
from rig.desktop import Desktop
from rig.servers import password_of
from rig.wait import wait_for


class Servers(WindowCase):
    servers = ('prosody', 'ejabberd', 'jabberd2')

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_desktop = Desktop(tempfile.mkdtemp(prefix='desktop-', dir=os.environ['KITH_SANDBOX'])).__enter__()
        cls.addClassCleanup(cls.other_desktop.__exit__)

    def setUp(self):
        super().setUp()
        self.forget(self.other_desktop)
        self.juliet = self.kith
        self.romeo = self.new_kith(self.other_desktop)

    def begin(self, kith, name, server):
        kith.start()
        kith.sign_in(f'{name}@{server.domain}', password_of(name))
        kith.wait_until_online()

    def become_contacts(self, server):
        """One asks, the other accepts; then each sees that the other is there."""
        self.juliet.desktop.key('ctrl+n')
        self.juliet.find('entry', 'Address').set_text(f'romeo@{server.domain}')
        self.juliet.find('button', 'Add').press()
        self.juliet.wait_until_closed('Add Contact')
        self.romeo.find('button', f'Accept juliet@{server.domain}').press()
        self.juliet.find('row', lambda n: n.startswith('romeo, Available'))
        self.romeo.find('row', lambda n: n.startswith('juliet, Available'))

    def exchange(self, greeting):
        """Each says something, and learns that the other has read it."""
        for one, other, text in ((self.juliet, self.romeo, f'{greeting}, Romeo'),
                                 (self.romeo, self.juliet, f'{greeting}, Juliet')):
            one.say(text)
            other.wait_for_message(text)
            one.wait_for_state(text, 'Read')

    def chat_through(self, server):
        self.begin(self.juliet, 'juliet', server)
        self.begin(self.romeo, 'romeo', server)
        self.become_contacts(server)
        self.romeo.open_chat('juliet')
        self.exchange('Good evening')

        self.juliet.compose('I am just wri')
        self.romeo.find('label', 'Writing…')
        self.juliet.compose('Never mind')
        self.juliet.desktop.key('Return')
        self.romeo.wait_for_message('Never mind')
        wait_for('the end of the writing', lambda: not self.romeo.all('label', 'Writing…'))

        server.restart()
        for kith in (self.juliet, self.romeo):
            kith.wait_until_online()
        self.juliet.find('row', lambda n: n.startswith('romeo, Available'))
        self.romeo.find('row', lambda n: n.startswith('juliet, Available'))
        self.exchange('Good night')

        self.romeo.quit()
        self.juliet.find('row', lambda n: n.startswith('romeo, Offline'))
        self.juliet.say('Sleep well')
        self.juliet.wait_for_state('Sleep well', 'Sent')
        self.romeo.start()
        self.romeo.open_chat('juliet')
        self.romeo.wait_for_message('Sleep well')
        self.juliet.wait_for_state('Sleep well', 'Read')
        for text in ('Good evening, Romeo', 'Good evening, Juliet', 'Never mind', 'Good night, Romeo', 'Good night, Juliet'):
            self.assertEqual(len(self.romeo.all('label', text)), 1, text)

    def test_prosody(self):
        self.chat_through(self.world.prosody)

    def test_ejabberd(self):
        self.chat_through(self.world.ejabberd)

    def test_jabberd2(self):
        self.chat_through(self.world.jabberd2)


if __name__ == '__main__':
    tap.main()
