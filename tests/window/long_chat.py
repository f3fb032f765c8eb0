#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A chat of a hundred thousand messages, by keyboard: to a day, back to the end, and some of it copied."""

import calendar
import datetime
import os
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.archive import writing
from rig.case import ChatCase
from rig.wait import wait_for

N_MESSAGES = 100_000
STEP = 86  # seconds from one to the next: 100 days


def month_before(day):
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))


class LongChat(ChatCase):
    def picture(self, name):
        if os.environ.get('KITH_PICTURES'):
            self.kith.wait_for_rest()
            folder = pathlib.Path(os.environ['KITH_PICTURES'])
            folder.mkdir(parents=True, exist_ok=True)
            self.desktop.screenshot(folder / f'long-chat-{name}.png')

    def fill(self, peer):
        """Into the archive, while Kith is not there; returns the time of the last one."""
        end = int(time.time()) - 60
        with writing(self.desktop.home / '.local/share/kith/archive.sqlite') as db:
            account, = db.execute('SELECT id FROM account').fetchone()
            db.execute('INSERT OR IGNORE INTO conversation (account, jid, kind, created) VALUES (?, ?, 0, 0)', (account, peer))
            chat, = db.execute('SELECT id FROM conversation WHERE jid = ?', (peer,)).fetchone()
            db.executemany(
                'INSERT INTO message (conversation, direction, kind, state, time, sender, stanza_id, body, seen)'
                ' VALUES (?, 0, 0, 0, ?, ?, ?, ?, 1)',
                ((chat, (end - (N_MESSAGES - 1 - i) * STEP) * 1_000_000, f'{peer}/home', f'm{i}',
                  f'Message {i}' + ' and so on' * (i * 7919 % 30)) for i in range(N_MESSAGES)))
            db.execute('UPDATE conversation SET last_message = (SELECT max(id) FROM message WHERE conversation = ?1) WHERE id = ?1',
                       (chat,))
        return end

    def test_to_a_day_and_back(self):
        self.assertEqual(self.kith.quit(), 0)
        end = self.fill('romeo@prosody.test')
        self.kith.start()
        self.kith.wait_until_online()
        self.kith.open_chat('Romeo')
        last = f'Message {N_MESSAGES - 1}'
        self.kith.find('label', lambda name: name.startswith(last))

        # To a day of the month before.
        today = datetime.date.fromtimestamp(end)
        start_of_day = datetime.datetime.combine(month_before(today), datetime.time()).timestamp()
        first = next(i for i in range(N_MESSAGES) if end - (N_MESSAGES - 1 - i) * STEP >= start_of_day)
        self.desktop.key('ctrl+j')
        self.kith.find('button', 'Go to This Day')
        self.picture('calendar')
        self.desktop.key('ctrl+Left')
        self.desktop.key('Return')
        self.kith.find('label', lambda name: name.startswith(f'Message {first}'))
        wait_for('the calendar to go', lambda: not self.kith.all('button', 'Go to This Day'))
        self.picture('day')

        # Writing leads back to the end.
        self.kith.say('Here again')
        self.kith.wait_for_message('Here again')
        self.kith.find('label', lambda name: name.startswith(last))

        # The last three, selected and copied.
        self.kith.say('Once more')
        self.kith.wait_for_message('Once more')
        self.desktop.key('shift+Tab')
        wait_for('the focus in the messages', lambda: 'Once more' in (self.kith.focused() or self.kith).name)
        self.desktop.key('shift+Up')
        self.kith.find('label', '2 messages selected')
        self.desktop.key('shift+Up')
        self.kith.find('label', '3 messages selected')
        self.picture('selected')
        self.desktop.key('ctrl+c')
        wait_for('the selection to go', lambda: not self.kith.all('label', '3 messages selected'))
        entry = self.kith.find('entry', 'Message')
        self.desktop.type('>')  # which leads to the entry; for the mouse there is a toast before it now
        wait_for('the text', lambda: entry.text() == '>')
        self.desktop.key('ctrl+v')
        text = wait_for('what was copied', lambda: 'Once more' in entry.text() and entry.text())
        self.assertRegex(text, rf'(?s)^>Romeo, .*:\n{last}.*\n\njuliet, .*:\nHere again\n\njuliet, .*:\nOnce more$')


if __name__ == '__main__':
    tap.main()
