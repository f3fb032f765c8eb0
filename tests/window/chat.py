#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chatting, both ways."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, ChatCase
from rig.wait import wait_for


class Chat(ChatCase):
    def test_both_ways_with_delivery(self):
        self.kith.open_chat('Romeo')
        self.kith.say('Hello <b>Romeo</b> & co')
        self.romeo.wait_for_body('Hello <b>Romeo</b> & co')
        self.assertEqual(len(self.romeo.bodies()), 1)
        self.kith.wait_for_state('Hello <b>Romeo</b> & co', 'Delivered')
        self.romeo.write(JULIET, 'I & you <i>there</i>')
        self.kith.find(None, lambda n: 'I & you <i>there</i>' in n)
        wait_for('a receipt', lambda: self.romeo.receipts)

    def test_it_is_all_there_after_a_restart(self):
        kith = self.kith
        self.kith.open_chat('Romeo')
        self.kith.say('Remember me')
        self.romeo.wait_for_body('Remember me')
        wait_for('the entry to be empty', lambda: not kith.find('entry', 'Message').text())
        self.desktop.key('shift+Tab')
        wait_for('the focus in the messages', lambda: 'Remember me' in (kith.focused() or kith).name)
        self.desktop.key('ctrl+r')
        kith.find('button', 'Do Not Reply')
        self.kith.compose('half a thou')
        self.desktop.key('ctrl+shift+h')
        kith.find('entry', 'What it is about')
        self.assertEqual(kith.quit(), 0)
        kith.start()
        kith.find(None, lambda n: 'Remember me' in n)
        self.assertEqual(kith.find('entry', 'Message').text(), 'half a thou')
        kith.find('button', 'Do Not Reply')
        kith.find('entry', 'What it is about')
        self.kith.wait_until_online()
        self.assertEqual(self.romeo.bodies(), ['Remember me'])

    def test_typing_is_shown_both_ways(self):
        self.kith.open_chat('Romeo')
        self.romeo.write(JULIET, 'one')
        self.kith.find(None, lambda n: 'one' in n)
        self.romeo.chat_state(JULIET, 'composing')
        self.kith.find('label', 'Writing…')
        self.romeo.chat_state(JULIET, 'paused')
        wait_for('the end of it', lambda: not self.kith.all('label', 'Writing…'))
        self.desktop.type('abc')
        wait_for('composing at the peer', lambda: 'composing' in self.romeo.chat_states)

    def test_unread_is_counted_and_cleared(self):
        self.romeo.write(JULIET, 'first')
        self.romeo.write(JULIET, 'second')
        self.kith.find('window', '(2) Kith')
        self.kith.find(None, lambda n: n.startswith('Romeo, 2 unread messages') or n.startswith('Romeo, Available'))
        self.kith.open_chat('Romeo')
        self.kith.find('window', 'Kith')

    def test_the_chat_in_front_is_read_as_it_comes(self):
        self.kith.open_chat('Romeo')
        for word in ('one', 'two', 'three'):
            self.romeo.write(JULIET, word)
            self.kith.find(None, lambda n: word in n)
            self.kith.find('window', 'Kith')

    def test_a_message_with_a_subject(self):
        self.romeo.write(JULIET, 'the text', mtype='normal', subject='A subject')
        self.kith.open_chat('Romeo')
        self.kith.find('label', 'A subject')
        self.kith.find('label', 'the text')

    def test_an_error_about_nothing_of_ours(self):
        self.kith.open_chat('Romeo')
        self.kith.say('Are you there?')
        message = self.romeo.wait_for_message('Are you there?')
        self.romeo.refuse({'from': message['from'], 'id': 'unknown'}, 'gone', 'Moved')
        self.kith.find('label', 'Error report from Romeo')
        self.kith.find('label', lambda n: n.startswith('This address is no longer in use') and n.endswith('“Moved”'))
        self.kith.wait_for_state('Are you there?', 'Delivered')

    def test_an_error_marks_the_message_and_tells_why(self):
        self.romeo.send_receipts(False)
        self.kith.open_chat('Romeo')
        self.kith.say('Art thou not Romeo?')
        self.kith.wait_for_state('Art thou not Romeo?', 'Sent')
        self.kith.say('And a Montague?')
        message = self.romeo.wait_for_message('And a Montague?')
        self.romeo.refuse(message, 'not-acceptable', 'Neither, fair maid')
        self.kith.wait_for_state('And a Montague?', 'Not delivered')
        self.kith.find('label', lambda n: n.endswith('The server says: “Neither, fair maid”'))
        self.assertTrue(self.kith.has_state('Art thou not Romeo?', 'Sent'))

    def test_a_failed_message_is_sent_again(self):
        self.kith.run_again('xmpp:nobody-at-all@prosody.test?message')
        self.kith.say('Is anybody there?')
        self.kith.wait_for_state('Is anybody there?', 'Not delivered')
        self.kith.find('label', lambda n: n.startswith('The other side cannot be reached just now'))
        self.world.prosody.shell('user:create("nobody-at-all@prosody.test", "secret of nobody-at-all")')
        self.addCleanup(self.world.prosody.shell, 'user:delete("nobody-at-all@prosody.test")')
        self.kith.find('button', 'Send Again').press()
        with self.person('nobody-at-all') as somebody:
            somebody.wait_for_body('Is anybody there?')
            self.kith.wait_for_state('Is anybody there?', 'Delivered')
        self.assertFalse(self.kith.all('button', 'Send Again'))


if __name__ == '__main__':
    tap.main()
