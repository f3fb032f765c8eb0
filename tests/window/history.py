#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same on every device: what a phone sends and receives, while Kith is there and while it is not."""

import contextlib
import pathlib
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, ChatCase
from rig.wait import wait_for


ROMEO = 'romeo@prosody.test'


class History(ChatCase):
    def archive(self):
        """The texts of all messages that are kept, in their order."""
        path = self.desktop.home / '.local/share/kith/archive.sqlite'
        with contextlib.closing(sqlite3.connect(f'file:{path}?mode=ro', uri=True)) as db:
            return [row[0] for row in db.execute('SELECT body FROM message ORDER BY time, id')]

    def wait_for_archive(self, *texts):
        wait_for(f'{texts} at the end of the archive', lambda: self.archive()[-len(texts):] == list(texts))
        for text in texts:
            self.assertEqual(self.archive().count(text), 1, text)

    def test_what_a_phone_does_is_here_at_once(self):
        with self.person('juliet', resource='phone') as phone:
            self.romeo.write(JULIET, 'Which device do you use?')
            self.kith.find('window', '(1) Kith')
            phone.write(ROMEO, 'My phone')
            self.kith.find('window', 'Kith')  # it was read there
            self.wait_for_archive('Which device do you use?', 'My phone')
            self.romeo.write(f'{JULIET}/phone', 'Only to the phone')
            self.wait_for_archive('Which device do you use?', 'My phone', 'Only to the phone')

    def test_what_a_phone_did_meanwhile_is_here_later(self):
        self.kith.open_chat('Romeo')
        self.kith.say('I close Kith now')
        self.romeo.wait_for_body('I close Kith now')
        self.assertEqual(self.kith.quit(), 0)
        self.romeo.wait_for_show(JULIET, 'unavailable')
        with self.person('juliet', resource='phone') as phone:
            self.romeo.wait_for_show(JULIET, 'available')
            self.romeo.write(JULIET, 'And now?')
            wait_for('the phone', lambda: 'And now?' in phone.bodies())
            phone.write(ROMEO, 'Now the phone')
            self.romeo.wait_for_body('Now the phone')
        self.kith.start()
        self.kith.open_chat('Romeo')
        self.wait_for_archive('I close Kith now', 'And now?', 'Now the phone')

    def test_a_new_device_has_all(self):
        texts = [f'Message {number:03}' for number in range(300)]
        for text in texts:
            self.romeo.write(JULIET, text)
        wait_for('the last one', lambda: self.archive()[-1:] == texts[-1:])
        self.assertEqual(self.kith.quit(), 0)
        self.forget(self.desktop)
        self.sign_in()
        wait_for('the archive', lambda: self.archive()[-300:] == texts)
        self.kith.open_chat('Romeo')
        self.kith.wait_for_message('Message 299')
        self.kith.find('window', 'Kith')  # and nothing is unread


if __name__ == '__main__':
    tap.main()
