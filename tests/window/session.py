#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kith in the session of the desktop: started twice, by name, without a window, with nobody at the machine."""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, ChatCase
from rig.wait import wait_for

NAME = 'im.kith.Kith'


class Session(ChatCase):
    def close(self):
        self.desktop.key('ctrl+w')
        wait_for('the end of the window', lambda: not self.kith.all('window'))

    def test_goes_on_without_its_window(self):
        self.close()
        self.assertTrue(self.kith.process.running)
        self.romeo.wait_for_show(JULIET, 'available')
        self.romeo.write(JULIET, 'Are you there?')
        wait_for('a receipt', lambda: self.romeo.receipts)
        self.assertEqual(self.kith.run_again(), 0)
        self.kith.wait_for_window()
        self.kith.find('window', '(1) Kith')
        self.kith.find(None, lambda n: n.startswith('Romeo, Available'))

    def test_a_second_start_raises_the_first(self):
        other = self.desktop.open_other_window()
        self.addCleanup(other.stop)
        wait_for('the other window to have the keyboard', lambda: not self.kith.is_active())
        self.assertEqual(self.kith.run_again(), 0)
        wait_for('the keyboard', self.kith.is_active)

    def test_started_by_its_name(self):
        self.assertEqual(self.kith.quit(), 0)
        self.desktop.make_activatable(NAME, 'kith.log', os.environ['KITH_PROGRAM'], '--gapplication-service')
        self.desktop.activate(NAME)
        self.kith.adopt(self.desktop.pid_of(NAME))
        self.kith.open_chat('Romeo')
        self.kith.say('I am here')
        self.romeo.wait_for_body('I am here')
        self.kith.quit()
        wait_for('its end', lambda: not self.desktop.has_owner(NAME))

    def test_a_link_is_opened_by_a_second_start(self):
        self.close()
        self.assertEqual(self.kith.run_again('xmpp:romeo@prosody.test?message;body=Good%20night'), 0)
        self.kith.wait_for_window()
        entry = self.kith.find('entry', 'Message')
        wait_for('the proposed text', lambda: entry.text() == 'Good night')

    def test_away_while_nobody_is_there(self):
        self.assertEqual(self.kith.quit(), 0)
        self.romeo.wait_for_show(JULIET, 'unavailable')
        idle = self.desktop.start_idle_monitor(11 * 60)
        self.kith.start()
        self.romeo.wait_for_show(JULIET, 'away')
        self.kith.find('button', 'Your presence: Away')
        idle.set(0)
        self.romeo.wait_for_show(JULIET, 'available')
        self.kith.find('button', 'Your presence: Available')

    def test_what_was_chosen_stays(self):
        self.kith.find('button', 'Your presence: Available').press()
        self.kith.find('button', 'Away for longer').press()
        self.romeo.wait_for_show(JULIET, 'xa')
        self.assertEqual(self.kith.quit(), 0)
        self.kith.start()
        self.kith.find('button', 'Your presence: Away for longer')
        self.romeo.wait_for_show(JULIET, 'xa')

    def test_ends_with_the_session(self):
        """SIGTERM is how a logout ends a program: it says goodbye and keeps what was written."""
        self.kith.open_chat('Romeo')
        self.kith.compose('half a thou')
        self.kith.end()
        self.romeo.wait_for_show(JULIET, 'unavailable')
        self.kith.start()
        self.kith.open_chat('Romeo')
        self.assertEqual(self.kith.find('entry', 'Message').text(), 'half a thou')


if __name__ == '__main__':
    tap.main()
