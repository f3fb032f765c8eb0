#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said is lost by nothing, and doubled by nothing: no cut, no crash, no server that goes away."""

import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, ChatCase
from rig.wait import wait_for


class Loss(ChatCase):
    def test_the_server_goes_and_comes_back(self):
        kith = self.kith
        self.kith.open_chat('Romeo')
        self.world.prosody.stop()
        self.addCleanup(self.world.prosody.restart)
        kith.find('label', 'Not connected')
        kith.find('label', lambda n: n.startswith(JULIET) and n.endswith('The server does not accept connections at the moment.'))
        self.kith.say('Written in the dark')
        self.kith.wait_for_state('Written in the dark', 'Waiting to be sent')
        self.world.prosody.start()
        with self.person('romeo', resource='back') as romeo:
            kith.find('button', 'Try Now').press()
            romeo.wait_for_body('Written in the dark')
            self.kith.wait_for_state('Written in the dark', 'Delivered')
            self.kith.wait_until_online()
            self.assertEqual(romeo.bodies(), ['Written in the dark'])
        self.assertFalse(kith.all('label', 'Not connected'))

    def test_it_comes_back_by_itself(self):
        self.world.prosody.stop()
        self.addCleanup(self.world.prosody.restart)
        self.kith.find('button', 'Not connected. When you are: Available')
        self.world.prosody.start()
        self.kith.wait_until_online()

    def test_connections_that_end(self):
        self.kith.open_chat('Romeo')
        sent = []
        for i in range(5):
            sent.append(f'from juliet {i}')
            self.kith.say(sent[-1])
            self.world.prosody.reset_connections(self.kith.process.pid)
            self.kith.find('button', 'Not connected. When you are: Available')
            self.kith.wait_for_state(sent[-1], 'Delivered')
        self.assertEqual(self.romeo.bodies(), sent)

    def test_killed_straight_after_return(self):
        texts = [f'My last words {i}' for i in range(4)]
        for text in texts:
            entry = self.kith.open_chat('Romeo')
            self.kith.say(text)
            wait_for('its going', lambda: not entry.text())
            self.kith.kill()
            self.kith.start()
            self.romeo.wait_for_body(text)
            self.kith.wait_until_online()
        self.kith.open_chat('Romeo')
        for text in texts:
            self.kith.wait_for_state(text, 'Delivered')
        self.assert_come_once(texts)

    def test_killed_while_it_could_not_be_sent(self):
        self.kith.open_chat('Romeo')
        self.world.prosody.cut()
        self.kith.say('Farewell')
        self.kith.wait_for_state('Farewell', 'Waiting to be sent')
        self.kith.kill()
        self.world.prosody.mend()
        self.kith.start()
        self.kith.open_chat('Romeo')
        self.kith.wait_for_state('Farewell', 'Delivered')
        self.assert_come_once(['Farewell'])

    def test_a_cut_of_a_minute(self):
        self.kith.open_chat('Romeo')
        self.kith.say('before')
        self.kith.wait_for_state('before', 'Delivered')
        self.world.prosody.cut()
        mended = time.monotonic() + 60
        texts = [f'in the dark {i}' for i in range(10)]
        for text in texts:
            self.kith.say(text)
            self.kith.wait_for_state(text, 'Waiting to be sent')
        self.kith.find('label', 'Not connected')
        wait_for('the end of the minute', lambda: time.monotonic() > mended)
        self.world.prosody.mend()
        self.kith.say('after')
        self.kith.wait_for_state('after', 'Delivered')
        self.assertEqual(self.romeo.bodies(), ['before', *texts, 'after'])

    def assert_come_once(self, texts):
        """What the server had when Kith was killed is sent again, under the same id, which tells that it is the same."""
        ids = {(m['id'], m['body']) for m in self.romeo.messages}
        self.assertEqual(sorted(body for _id, body in ids), sorted(texts))


if __name__ == '__main__':
    tap.main()
