#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking for messages: in a chat and in all of them, by keyboard."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, ChatCase
from rig.wait import wait_for

FILL = 60


class Search(ChatCase):
    @classmethod
    def prepare(cls, world):
        super().prepare(world)
        world.prosody.searches = True

    def hear(self, *texts):
        for text in texts:
            self.romeo.write(JULIET, text)
            self.kith.wait_for_message(text)

    def wait_for_focus(self, name):
        wait_for(f'"{name}" to have the keyboard', lambda: getattr(self.kith.focused(), 'name', None) == name)

    def wait_for_count(self, words):
        self.kith.find('label', words)

    def test_all_chats(self):
        kith, desktop = self.kith, self.desktop
        kith.open_chat('Romeo')
        self.hear('Parting is such sweet sorrow', 'A thousand times good night')
        kith.say('Sweet, good night')
        self.romeo.wait_for_body('Sweet, good night')
        desktop.key('Escape')
        kith.find('label', 'No Chat Selected')

        desktop.key('ctrl+shift+f')
        self.wait_for_focus('Search contacts, chats and messages')
        kith.find('label', 'Search All Messages')
        desktop.type('sweet')
        kith.find('label', '2 messages found')
        kith.find('row', lambda n: n.startswith('Romeo, ') and n.endswith(': You: Sweet, good night'))
        desktop.key('ctrl+a')
        desktop.type('nightingale')
        kith.find('label', 'No Message Found')
        kith.find('button', 'Search Further on the Server').press()
        kith.find('label', 'The server has nothing more')
        desktop.key('ctrl+a')
        desktop.type('sorr')
        kith.find('label', '1 message found')
        desktop.key('Return')
        self.wait_for_focus('Message')
        kith.wait_for_message('Parting is such sweet sorrow')

    def test_in_a_chat(self):
        kith, desktop = self.kith, self.desktop
        texts = ['She speaks, a rose', 'Roses are red', *(f'Message number {number}' for number in range(FILL)),
                 '今夜東京タワーで', 'By any other name a rose']
        for text in texts:
            self.romeo.write(JULIET, text)
        # While no chat is open there is little to look through.
        kith.find('window', f'({len(texts)}) Kith')
        kith.open_chat('Romeo')

        desktop.key('ctrl+f')
        self.wait_for_focus('Search in this chat')
        desktop.type('rose')
        self.wait_for_count('1 of 3')
        desktop.key('Return')
        self.wait_for_count('2 of 3')
        kith.wait_for_message('Roses are red')
        desktop.key('ctrl+g')
        self.wait_for_count('3 of 3')
        kith.wait_for_message('She speaks, a rose')
        desktop.key('shift+Return')
        self.wait_for_count('2 of 3')
        desktop.key('ctrl+a')
        desktop.type('"a rose"')
        self.wait_for_count('1 of 2')
        desktop.key('ctrl+a')
        desktop.type('from:me rose')
        self.wait_for_count('Not found')
        desktop.key('ctrl+a')
        desktop.paste('東京')
        self.wait_for_count('1 of 1')
        desktop.key('Escape')
        self.wait_for_focus('Message')
        self.assertEqual(kith.all('label', 'Not found'), [])

    def test_on_the_server(self):
        """On a new device, to which nothing comes but what is looked for."""
        kith, desktop = self.kith, self.desktop
        for text in ('It is the nightingale', *(f'Rose {number}' for number in range(FILL * 2))):
            self.romeo.write(JULIET, text)
        kith.find('window', f'({FILL * 2 + 1}) Kith')
        self.assertEqual(kith.quit(), 0)
        self.forget(desktop)
        self.world.prosody.set_busy(True, but_for='words')
        self.addCleanup(self.world.prosody.set_busy, False)
        self.sign_in()
        kith.wait_until_online()

        # In all chats: more than one page.
        desktop.key('ctrl+shift+f')
        self.wait_for_focus('Search contacts, chats and messages')
        desktop.type('rose')
        kith.find('label', 'No Message Found')
        kith.find('button', 'Search Further on the Server').press()
        answer = kith.find('label', lambda name: name.endswith('messages came from the server')).name
        self.assertGreaterEqual(int(answer.split()[0]), 2 * FILL)
        desktop.key('Escape')
        kith.find('label', 'No Chat Selected')

        # In one chat.
        kith.open_chat('Romeo')
        desktop.key('ctrl+f')
        self.wait_for_focus('Search in this chat')
        desktop.type('nightingale')
        self.wait_for_count('Not found')
        kith.find('button', 'Search Further on the Server').press()
        self.wait_for_count('1 of 1')
        kith.wait_for_message('It is the nightingale')


if __name__ == '__main__':
    tap.main()
