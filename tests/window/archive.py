#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The archive: damage and other misfortune, erasing, limits, export and import."""

import contextlib
import json
import os
import pathlib
import sqlite3
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, ChatCase
from rig.wait import wait_for

ROMEO = 'romeo@prosody.test'


class Archive(ChatCase):
    def setUp(self):
        super().setUp()
        self.folder = self.desktop.home / '.local/share/kith'
        self.path = self.folder / 'archive.sqlite'

    def query(self, sql):
        with contextlib.closing(sqlite3.connect(f'file:{self.path}?mode=ro', uri=True)) as db:
            return [row[0] for row in db.execute(sql)]

    def wait_for_texts(self, *texts):
        wait_for(f'{texts} in the archive', lambda: self.query('SELECT body FROM message ORDER BY time, id') == list(texts))

    def receive(self, *texts):
        for text in texts:
            self.romeo.write(JULIET, text)
            self.kith.wait_for_message(text)

    def picture(self, name):
        if os.environ.get('KITH_PICTURES'):
            self.kith.wait_for_rest()
            folder = pathlib.Path(os.environ['KITH_PICTURES'])
            folder.mkdir(parents=True, exist_ok=True)
            self.desktop.screenshot(folder / f'archive-{name}.png')

    def wait_until_gone(self, role, name):
        wait_for(f'{role} "{name}" to go', lambda: not self.kith.all(role, name))

    def choose(self, item):
        """Of the menu of the chat."""
        self.kith.find('button', 'Chat Menu').press()
        self.kith.find('menu item', item).press()
        self.wait_until_gone('menu item', item)

    def test_misfortune(self):
        self.kith.open_chat('Romeo')
        texts = [f'Message {number}' for number in range(4)]
        self.receive(*texts)
        self.assertEqual(self.kith.quit(), 0)

        # A newer Kith was here: the file is not touched.
        with contextlib.closing(sqlite3.connect(self.path)) as db:
            version = db.execute('PRAGMA user_version').fetchone()[0]
            db.execute('PRAGMA user_version = 99')
        self.kith.start()
        self.kith.find('label', 'Your messages were last opened by a newer version of Kith. Update Kith to go on.')
        self.assertEqual(self.kith.quit(), 0)
        with contextlib.closing(sqlite3.connect(self.path)) as db:
            self.assertEqual(db.execute('PRAGMA user_version').fetchone()[0], 99)
            db.execute(f'PRAGMA user_version = {version}')

        # A home that cannot be written to.
        subprocess.run(['mount', '--bind', '-o', 'ro', self.folder, self.folder], check=True)
        subprocess.run(['mount', '-o', 'remount,bind,ro', self.folder, self.folder], check=True)
        try:
            self.kith.start()
            self.kith.find('label', 'The folder with your messages cannot be written to.')
            self.assertEqual(self.kith.quit(), 0)
        finally:
            subprocess.run(['umount', self.folder], check=True)

        # A damaged file: what is lost here is fetched again, and the old file is kept.
        with contextlib.closing(sqlite3.connect(self.path)) as db:
            page = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'message'").fetchone()[0]
        with open(self.path, 'r+b') as file:
            file.seek((page - 1) * 4096)
            file.write(b'\xa5' * 4096)
        damaged = self.path.read_bytes()
        self.kith.start()
        dialog = self.kith.find('window', 'Your Messages Were Damaged')
        self.picture('damaged')
        kept = list(self.folder.glob('archive.sqlite-damaged-*'))
        self.assertEqual([path.read_bytes() for path in kept if not path.name.endswith('-wal')], [damaged])
        dialog.find('button', 'Close').press()
        self.wait_until_gone('window', 'Your Messages Were Damaged')
        self.kith.open_chat('Romeo')
        for text in texts:
            self.kith.wait_for_message(text)

    def test_erase_and_limit(self):
        self.kith.open_chat('Romeo')
        self.receive('One', 'Two', 'Three')

        # One message, by keyboard.
        self.desktop.key('shift+Tab')
        wait_for('the focus in the messages', lambda: 'Three' in (self.kith.focused() or self.kith).name)
        self.desktop.key('Menu')
        self.kith.find('menu item', 'Erase Here…').press()
        self.kith.find('window', 'Erase This Message Here?')
        self.picture('erase-message')
        self.kith.find('button', 'Erase').press()
        self.wait_until_gone('label', 'Three')
        self.wait_for_texts('One', 'Two')

        # The chat; the limit of it.
        self.choose('Messages Kept…')
        window = self.kith.find('window', 'Messages Kept')
        self.picture('chat')
        self.kith.find('button', 'Erase All…').press()
        self.kith.find('window', 'Erase the Chat With Romeo?')
        self.kith.find('button', 'Erase').press()
        self.kith.find('label', 'The chat has been erased.')
        self.wait_for_texts()
        window.find('button', 'Close').press()
        self.wait_until_gone('window', 'Messages Kept')
        self.receive('Four')

        # The server still has them all, and they do not come back, not even when all is fetched again.
        self.assertEqual(self.kith.quit(), 0)
        with contextlib.closing(sqlite3.connect(self.path)) as db, db:
            db.execute('DELETE FROM mam_span')
        self.kith.start()
        self.kith.wait_until_online()
        wait_for('the server to be asked', lambda: self.query('SELECT count(*) FROM mam_span WHERE to_start') == [1])
        self.assertEqual(self.query('SELECT body FROM message'), ['Four'])

    def test_export_and_import(self):
        dino = self.desktop.home / '.local/share/dino'
        dino.mkdir(parents=True)
        with contextlib.closing(sqlite3.connect(dino / 'dino.db')) as db, db:
            # Such a file as Dino itself has written, of other people.
            dump = pathlib.Path(__file__).parents[1] / 'store/foreign/dino-0.4.2.sql'
            db.executescript(dump.read_text().replace('@example.org', '@prosody.test'))

        # What the tests before left on the server.
        wait_for('the server to be asked', lambda: self.query('SELECT count(*) FROM mam_span WHERE to_start') == [1])
        bodies = self.query('SELECT body FROM message')

        self.desktop.key('ctrl+comma')
        self.kith.find('window', 'Preferences')
        self.desktop.key('alt+m')
        row = self.kith.find('row', lambda name: name.startswith('Import…'))
        self.picture('preferences')
        row.press()
        window = self.kith.find('window', 'Import Messages')
        self.picture('import')
        self.kith.find('button', 'Import From Dino').press()
        self.kith.find('label', lambda name: name.startswith('21 messages were added.') and 'nurse@prosody.test' in name)
        self.picture('imported')
        window.find('button', 'Close').press()
        self.wait_until_gone('window', 'Import Messages')
        self.assertEqual(len(self.query('SELECT body FROM message')), len(bodies) + 21)
        self.assertEqual(self.query("SELECT body FROM message WHERE body LIKE 'A typ%'"), ['A typo'])

        self.kith.find('row', lambda name: name.startswith('Export All Chats…')).press()
        self.kith.find('window', 'Export Messages')
        self.picture('export')
        self.kith.find('button', 'Save As…').press()
        target = self.desktop.home / 'all.html'
        self.kith.find('button', 'Save')
        self.desktop.key('ctrl+a')
        self.desktop.type(str(target))
        self.desktop.key('Return')
        self.kith.find('label', f'The file has {len(bodies) + 21} messages.')
        self.picture('exported')
        self.assertIn('A typo', target.read_text())
        self.assertEqual([path.name for path in target.parent.glob('.*.part')], [])


if __name__ == '__main__':
    tap.main()
