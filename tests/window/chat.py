#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chatting: both ways, over restarts, cuts and crashes."""

import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import WindowCase
from rig.person import Person
from rig.wait import wait_for

JULIET = 'juliet@prosody.test'


class Chat(WindowCase):
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

    def state_of(self, text):
        """What the window tells of a message: its row's spoken name ends with its state."""
        rows = self.kith.all(None, lambda n: text in n)
        return ' '.join(r.name for r in rows)

    def test_both_ways_with_delivery(self):
        kith = self.sign_in()
        self.open_chat('Romeo')
        self.say('Hello <b>Romeo</b> & co')
        self.romeo.wait_for_body('Hello <b>Romeo</b> & co')
        self.assertEqual(len(self.romeo.bodies()), 1)
        wait_for('the delivered mark', lambda: 'Delivered' in self.state_of('Hello <b>Romeo</b>'))
        self.romeo.write(JULIET, 'I & you <i>there</i>')
        kith.find(None, lambda n: 'I & you <i>there</i>' in n)
        wait_for('a receipt', lambda: self.romeo.receipts)

    def test_it_is_all_there_after_a_restart(self):
        kith = self.sign_in()
        self.open_chat('Romeo')
        self.say('Remember me')
        self.romeo.wait_for_body('Remember me')
        kith.find('entry', 'Message').set_text('half a thou')
        kith.quit()
        kith.start()
        self.open_chat('Romeo')
        kith.find(None, lambda n: 'Remember me' in n)
        wait_for('the draft', lambda: kith.find('entry', 'Message').text() == 'half a thou')

    def test_typing_is_shown_both_ways(self):
        kith = self.sign_in()
        self.open_chat('Romeo')
        self.romeo.write(JULIET, 'one')
        kith.find(None, lambda n: 'one' in n)
        self.romeo.chat_state(JULIET, 'composing')
        kith.find(None, lambda n: n == 'Writing…' or 'is writing' in n.lower())
        self.desktop.type('abc')
        wait_for('composing at the peer', lambda: any(m['chat_state'] == 'composing' for m in self.romeo.messages))

    def test_unread_is_counted_and_cleared(self):
        kith = self.sign_in()
        self.wait_until_online()
        self.romeo.write(JULIET, 'first')
        self.romeo.write(JULIET, 'second')
        kith.find('window', '(2) Kith')
        self.open_chat('Romeo')
        kith.find('window', 'Kith')

    def test_subject_and_headline_are_shown_as_what_they_are(self):
        kith = self.sign_in()
        self.wait_until_online()
        self.romeo.write(JULIET, 'the text', mtype='normal', subject='A subject')
        self.open_chat('Romeo')
        kith.find(None, lambda n: 'A subject' in n)

    def test_a_failed_message_tells_why_and_can_be_sent_again(self):
        kith = self.sign_in()
        self.wait_until_online()
        kith.run_again('xmpp:nobody-at-all@prosody.test?message')
        self.say('Is anybody there?')
        kith.find(None, lambda n: 'not delivered' in n.lower() or 'nobody with this address' in n)
        kith.find('button', 'Send Again')

    def test_written_offline_is_sent_later(self):
        kith = self.sign_in()
        self.open_chat('Romeo')
        self.world.prosody.stop()
        self.say('Written in the dark')
        wait_for('the waiting mark', lambda: 'Waiting' in self.state_of('Written in the dark'))
        self.world.prosody.start()
        with Person(self.world.prosody, 'romeo', resource='back') as romeo:
            romeo.wait_for_body('Written in the dark', timeout=60)
            self.assertEqual(romeo.bodies().count('Written in the dark'), 1)

    def test_killed_after_return_loses_nothing(self):
        kith = self.sign_in()
        self.open_chat('Romeo')
        self.world.prosody.cut()
        self.addCleanup(lambda: None)
        self.say('My last words')
        kith.find(None, lambda n: 'My last words' in n)
        kith.kill()
        self.world.prosody.mend()
        kith.start()
        self.romeo.wait_for_body('My last words', timeout=60)
        self.assertEqual(self.romeo.bodies().count('My last words'), 1)

    def test_a_cut_of_a_minute_loses_and_doubles_nothing(self):
        self.sign_in()
        self.open_chat('Romeo')
        self.say('before')
        self.romeo.wait_for_body('before')
        self.world.prosody.cut()
        end = time.monotonic() + 60
        number = 0
        while time.monotonic() < end:
            number += 1
            self.say(f'in the dark {number}')
            wait_for('the row', lambda: self.state_of(f'in the dark {number}'))
            wait_for('the next', lambda: time.monotonic() > end - 60 + number * 6, timeout=10)
        self.world.prosody.mend()
        self.say('after')
        wanted = ['before', *(f'in the dark {i + 1}' for i in range(number)), 'after']
        wait_for('all of them', lambda: set(wanted) <= set(self.romeo.bodies()), timeout=120)
        self.assertEqual([b for b in self.romeo.bodies() if b in wanted], wanted)


if __name__ == '__main__':
    tap.main()
