#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notifications: one a chat, clicked, answered, withdrawn, hidden."""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, ChatCase
from rig.wait import wait_for

ATTENTION = '{urn:xmpp:attention:0}attention'


class Notify(ChatCase):
    def shown(self):
        return self.desktop.notifications.shown()

    def wait_for_one(self, body):
        """Until one notification is shown, and this is what it says."""
        wait_for(f'one notification with "{body}"', lambda: [n['body'] for n in self.shown()] == [body])
        return self.shown()[0]

    def switch_off(self, name):
        """Switches something off on the page about notifications in the preferences."""
        self.desktop.key('ctrl+comma')
        self.kith.wait_until_open('Preferences')
        self.desktop.key('alt+n')
        switch = self.kith.find('switch', name)
        self.assertTrue(switch.has('checked'))
        switch.press()
        wait_for('its new state', lambda: not switch.has('checked'))
        self.desktop.key('Escape')
        self.kith.wait_until_closed('Preferences')

    def test_one_a_chat_clicked_and_withdrawn(self):
        self.romeo.write(JULIET, 'Ho <there> & here')
        first = self.wait_for_one('Ho &lt;there&gt; &amp; here')
        self.assertEqual(first['summary'], 'Romeo')
        self.assertEqual(first['hints']['category'], 'im.received')
        self.assertEqual(first['hints']['desktop-entry'], 'im.kith.Kith')
        self.assertTrue(first['images'])
        self.romeo.write(JULIET, 'again')
        wait_for('the replacement', lambda: 'again' in self.shown()[0]['body'])
        self.assertEqual(len(self.shown()), 1)
        self.desktop.notifications.press(first['id'])
        self.kith.find(None, lambda n: 'Ho <there> & here' in n)
        wait_for('its withdrawal', lambda: not self.shown())

    def test_answered_in_place(self):
        self.romeo.write(JULIET, 'Where are you?')
        shown = self.wait_for_one('Where are you?')
        self.assertIn('inline-reply', shown['actions'])
        self.desktop.notifications.reply(shown['id'], 'On the balcony')
        self.romeo.wait_for_body('On the balcony')
        wait_for('its withdrawal', lambda: not self.shown())
        self.kith.find('window', 'Kith')

    def test_none_for_the_chat_in_front_but_a_nudge(self):
        self.kith.open_chat('Romeo')
        before = self.desktop.notifications.count()
        self.romeo.write(JULIET, 'I see you')
        self.kith.find(None, lambda n: 'I see you' in n)
        wait_for('a receipt', lambda: self.romeo.receipts)
        self.assertEqual(self.desktop.notifications.count(), before)
        self.romeo.send(f"<message type='headline' to='{JULIET}'><attention xmlns='urn:xmpp:attention:0'/></message>")
        self.wait_for_one('Asks for your attention')
        self.kith.find('label', 'Romeo asks for your attention.')
        self.picture('nudged')

        # And the other way round, by keyboard, once Romeo says that he hears it.
        self.kith.find('button', 'Chat Menu').press()
        item = self.kith.find('menu item', 'Send a Nudge')
        self.assertFalse(item.has('sensitive'))
        self.romeo.announce()
        wait_for('it to be possible', lambda: item.has('sensitive'))
        self.desktop.key('n')
        self.kith.find('label', 'You asked for attention.')
        wait_for('the nudge', lambda: [s['type'] for s in self.romeo.stanzas if s.xml.find(ATTENTION) is not None] == ['headline'])

    def test_withdrawn_when_read(self):
        self.romeo.write(JULIET, 'Look at me')
        self.wait_for_one('Look at me')
        self.kith.open_chat('Romeo')
        wait_for('its withdrawal', lambda: not self.shown())

    def test_the_text_can_be_hidden(self):
        self.switch_off('Show What They Say')
        self.romeo.write(JULIET, 'I love thee')
        self.wait_for_one('New message')
        self.romeo.write(JULIET, 'More than words')
        self.wait_for_one('2 new messages')
        self.assertNotIn('love', json.dumps(self.shown()))
        self.assertNotIn('words', json.dumps(self.shown()))

    def test_they_can_be_switched_off(self):
        self.switch_off('Notify of New Messages')
        before = self.desktop.notifications.count()
        self.romeo.write(JULIET, 'Hush')
        # Perhaps with one that the test before did not acknowledge to the server any more.
        self.kith.find('window', lambda name: name.endswith(') Kith'))
        wait_for('a receipt', lambda: self.romeo.receipts)
        self.assertEqual(self.desktop.notifications.count(), before)

    def test_a_click_brings_back_the_closed_window(self):
        self.desktop.key('ctrl+w')
        wait_for('the end of the window', lambda: not self.kith.all('window'))
        self.romeo.write(JULIET, 'Come to the window')
        shown = self.wait_for_one('Come to the window')
        self.desktop.notifications.press(shown['id'])
        self.kith.wait_for_window()
        self.kith.find(None, lambda n: 'Come to the window' in n)
        self.kith.find('window', 'Kith')

    def test_what_was_missed_is_told_of_once(self):
        self.assertEqual(self.kith.quit(), 0)
        with self.person('nurse') as nurse:
            nurse.write(JULIET, 'Anon')
            for i in range(4):
                self.romeo.write(JULIET, f'Missed {i}')
            wait_for('the server to have them',
                     lambda: self.world.prosody.count_waiting('juliet') == 5)
        before = self.desktop.notifications.count()
        self.kith.start()
        wait_for('a notification', self.shown)
        shown = self.shown()
        self.assertEqual([n['summary'] for n in shown], ['5 new messages in 2 chats'])
        self.assertEqual(self.desktop.notifications.count(), before + 1)
        self.assertEqual(sorted(shown[0]['body'].split(', ')), ['Romeo', 'nurse'])


if __name__ == '__main__':
    tap.main()
