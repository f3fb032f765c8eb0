#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notifications: one a chat, clicked, answered, withdrawn, hidden."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import WindowCase
from rig.person import Person
from rig.wait import wait_for

JULIET = 'juliet@prosody.test'


class Notify(WindowCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.world.prosody.stop()
        cls.world.prosody.befriend('juliet', 'romeo')
        cls.world.prosody.start()

    def setUp(self):
        super().setUp()
        self.romeo = Person(self.world.prosody, 'romeo').__enter__()
        self.addCleanup(self.romeo.__exit__)
        self.sign_in()
        self.wait_until_online()

    def shown(self):
        return self.desktop.notifications.shown()

    def test_one_a_chat_clicked_and_withdrawn(self):
        self.romeo.write(JULIET, 'Ho <there> & here')
        first = wait_for('a notification', self.shown)[0]
        self.assertEqual(first['summary'], 'Romeo')
        self.assertEqual(first['body'], 'Ho &lt;there&gt; &amp; here')
        self.assertEqual(first['hints']['category'], 'im.received')
        self.assertEqual(first['hints']['desktop-entry'], 'im.kith.Kith')
        self.assertTrue(first['images'])
        self.romeo.write(JULIET, 'again')
        wait_for('the replacement', lambda: 'again' in self.shown()[0]['body'] or '2' in self.shown()[0]['body'])
        self.assertEqual(len(self.shown()), 1)
        self.desktop.notifications.press(self.shown()[0]['id'])
        self.kith.find('entry', 'Message')
        wait_for('its withdrawal', lambda: not self.shown())

    def test_answered_in_place(self):
        self.romeo.write(JULIET, 'Where are you?')
        shown = wait_for('a notification', self.shown)[0]
        self.assertIn('inline-reply', shown['actions'])
        self.desktop.notifications.reply(shown['id'], 'On the balcony')
        self.romeo.wait_for_body('On the balcony')
        wait_for('its withdrawal', lambda: not self.shown())

    def test_none_for_the_chat_in_front(self):
        self.open_chat('Romeo')
        before = self.desktop.notifications.count()
        self.romeo.write(JULIET, 'I see you')
        self.kith.find(None, lambda n: 'I see you' in n)
        wait_for('a receipt', lambda: self.romeo.receipts)
        self.assertEqual(self.desktop.notifications.count(), before)


if __name__ == '__main__':
    tap.main()
