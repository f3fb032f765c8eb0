#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said is lost by nothing, and doubled by nothing: no cut, no crash, no server that goes away."""

import contextlib
import pathlib
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from gi.repository import GLib

from rig import tap
from rig.archive import writing
from rig.case import JULIET, ChatCase, WindowCase
from rig.person import Person
from rig.wait import wait_for

NO_ROOM = 'There is no room left on the disk. Make some, then try again.'


def open_archive(desktop):
    return sqlite3.connect(desktop.home / '.local/share/kith/archive.sqlite', isolation_level=None, timeout=20)


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
        button = kith.find('button', 'Try Now')
        self.world.prosody.start()
        with contextlib.suppress(GLib.Error):  # it may be back already, by itself
            button.press()
        with self.person('romeo', resource='back') as romeo:
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

    def count_resumed(self):
        """How often the server has let a session go on, as its log says. (That there was none is soon over.)"""
        return (self.world.prosody.folder / 'prosody.log').read_text().count(': <resumed')

    def test_connections_that_end(self):
        self.kith.open_chat('Romeo')
        sent = []
        for i in range(5):
            sent.append(f'from juliet {i}')
            self.kith.say(sent[-1])
            resumed = self.count_resumed()
            self.world.prosody.reset_connections(self.kith.process.pid)
            wait_for('its session to go on', lambda: self.count_resumed() > resumed)
            self.kith.wait_for_state(sent[-1], 'Delivered')
        self.assertEqual(self.romeo.bodies(), sent)

    def test_killed_straight_after_return(self):
        """What has left the entry is kept; till then it is there, and a draft. (A lock keeps Kith from keeping.)"""
        self.kith.open_chat('Romeo')
        self.kith.compose('Famous words')
        with contextlib.closing(open_archive(self.desktop)) as archive:
            wait_for('the draft', lambda: archive.execute('SELECT draft FROM conversation').fetchone() == ('Famous words',))
            archive.execute('BEGIN IMMEDIATE')
            self.desktop.key('Return')
            wait_for('it to be taken', lambda: not self.kith.find('button', 'Send').has('sensitive'))
            self.desktop.key('Return')
            self.assertEqual(self.kith.find('entry', 'Message').text(), 'Famous words')
            self.kith.kill()
        self.kith.start()
        self.kith.wait_until_online()
        entry = self.kith.open_chat('Romeo')
        wait_for('the draft', lambda: entry.text() == 'Famous words')
        texts = [f'Famous words {i}' for i in range(3)]
        for text in texts:
            self.kith.say(text)
            wait_for('its going', lambda: not self.kith.find('entry', 'Message').text())
            self.kith.kill()
            self.kith.start()
            self.romeo.wait_for_body(text)
            self.kith.wait_until_online()
            self.kith.open_chat('Romeo')
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
        self.kith.find('row', lambda n: n.startswith('Romeo, Unknown'))
        self.kith.find(None, 'Unknown while you are not connected')
        wait_for('the end of the minute', lambda: time.monotonic() > mended)
        self.world.prosody.mend()
        self.kith.say('after')
        self.kith.find('row', lambda n: n.startswith('Romeo, Available'))
        self.kith.wait_for_state('after', 'Delivered')
        self.assertEqual(self.romeo.bodies(), ['before', *texts, 'after'])

    def assert_come_once(self, texts):
        """What the server had when Kith was killed is sent again, under the same id, which tells that it is the same."""
        ids = {(m['id'], m['body']) for m in self.romeo.messages}
        self.assertEqual(sorted(body for _id, body in ids), sorted(texts))


class Queued(WindowCase):
    """Two hundred messages wait for a server that takes only so many bytes a second (its module limits)."""

    @classmethod
    def prepare(cls, world):
        world.prosody.befriend('juliet', 'romeo')

    def setUp(self):
        super().setUp()
        self.romeo = self.enterContext(Person(self.world.prosody, 'romeo'))
        self.sign_in()
        self.kith.wait_until_online()
        self.kith.open_chat('Romeo')
        self.kith.say('first')
        self.romeo.wait_for_body('first')
        wait_for('the receipt', self.is_first_delivered)
        self.kith.quit()
        self.texts = [f'queued {i} {"z" * 100}' for i in range(200)]
        now = time.time_ns() // 1000
        with writing(self.desktop.home / '.local/share/kith/archive.sqlite') as archive:
            for i, text in enumerate(self.texts):
                archive.execute('INSERT INTO message (conversation, direction, kind, state, time, sender, stanza_id, origin_id,'
                                ' body, seen) SELECT id, 1, 0, 1, ?, ?, ?, ?, ?, 1 FROM conversation',
                                (now + i, JULIET, f'q{i}', f'q{i}', text))

    def is_first_delivered(self):
        with contextlib.closing(open_archive(self.desktop)) as archive:
            newest = archive.execute('SELECT body, state FROM message ORDER BY time DESC, id DESC LIMIT 1').fetchone()
        return newest == ('first', 3)  # STORE_MESSAGE_DELIVERED

    def come(self):
        """What has come, each id once."""
        return [body for body in dict.fromkeys((m['id'], m['body']) for m in list(self.romeo.messages)) if body[1]]

    def finish(self):
        wait_for('all of them', lambda: len(self.come()) == 201, timeout=120)
        self.assertEqual([body for _id, body in self.come()], ['first', *self.texts])

    def test_cut_in_the_middle(self):
        self.kith.start()
        for n in (10, 80):
            wait_for(f'{n} of them', lambda n=n: len(self.come()) > n)
            self.world.prosody.reset_connections(self.kith.process.pid)
            self.assertLess(len(self.come()), 200)
        self.finish()
        self.assertEqual(self.romeo.bodies(), ['first', *self.texts])

    def test_killed_in_the_middle(self):
        self.kith.start()
        wait_for('some of them', lambda: len(self.come()) > 10)
        self.kith.kill()
        self.assertLess(len(self.come()), 200)
        self.kith.start()
        self.finish()


class Full(WindowCase):
    """The disk is full: what is written stays in the entry, what comes stays with the server, and both are told."""

    @classmethod
    def prepare(cls, world):
        world.prosody.befriend('juliet', 'romeo')

    def setUp(self):
        super().setUp()
        self.disk = self.desktop.home / '.local/share/kith'
        self.disk.mkdir(parents=True)
        subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=2m,mode=700', 'kith-test', self.disk], check=True)
        self.addCleanup(lambda: subprocess.run(['umount', '-l', self.disk], check=True))
        self.romeo = self.enterContext(Person(self.world.prosody, 'romeo'))
        self.sign_in()
        self.kith.wait_until_online()
        self.kith.open_chat('Romeo')
        self.kith.say('before')
        self.kith.wait_for_state('before', 'Delivered')

    def fill(self):
        with open(self.disk / 'filler', 'wb', buffering=0) as filler, contextlib.suppress(OSError):
            while True:
                filler.write(bytes(4096))

    def test_writing(self):
        self.fill()
        self.kith.find('entry', 'Message').set_text('x' * 5000)
        self.kith.find('button', 'Send').press()
        self.kith.find('label', NO_ROOM)
        wait_for('the text to stay', lambda: self.kith.find('entry', 'Message').text() == 'x' * 5000)
        self.assertEqual(self.romeo.bodies(), ['before'])
        (self.disk / 'filler').unlink()
        self.kith.find('entry', 'Message').press()
        self.desktop.key('Return')
        self.romeo.wait_for_body('x' * 5000)

    def test_reading(self):
        self.fill()
        self.romeo.write(JULIET, 'y' * 5000)
        self.kith.find('label', lambda n: n.startswith(JULIET) and n.endswith(NO_ROOM))
        (self.disk / 'filler').unlink()
        self.kith.find('button', 'Try Now').press()
        self.kith.find('row', lambda n: n.endswith('y' * 5000))
        self.kith.wait_until_online()
        with contextlib.closing(open_archive(self.desktop)) as archive:
            self.assertEqual(archive.execute('SELECT count(*) FROM message WHERE direction = 0').fetchone(), (1,))


class Kept(WindowCase):
    """The server is told of a message when the archive has it. One that keeps no archive itself, and a session not for long."""

    @classmethod
    def prepare(cls, world):
        world.prosody.befriend('juliet', 'romeo')
        world.prosody.hibernate_s = 1
        world.prosody.extra = 'modules_disabled = { "mam" }'

    def setUp(self):
        super().setUp()
        self.romeo = self.enterContext(Person(self.world.prosody, 'romeo'))
        self.sign_in()
        self.kith.wait_until_online()
        self.kith.open_chat('Romeo')

    def count(self):
        with contextlib.closing(open_archive(self.desktop)) as archive:
            return archive.execute('SELECT count(*), count(DISTINCT body) FROM message WHERE direction = 0').fetchone()

    def test_killed_in_the_middle_of_a_burst(self):
        for i in range(250):
            self.romeo.write(JULIET, f'flood {i}')
        wait_for('the first half', lambda: self.count() == (250, 250))
        archive = open_archive(self.desktop)
        archive.execute('BEGIN IMMEDIATE')
        for i in range(250, 500):
            self.romeo.write(JULIET, f'flood {i}')
        self.romeo.chat_state(JULIET, 'composing')
        self.kith.find('label', 'Writing…')
        self.kith.kill()
        archive.close()
        kept = self.count()[0]
        self.assertLess(kept, 500)
        wait_for('the server to give up the session', lambda: self.world.prosody.count_waiting('juliet') >= 500 - kept)
        self.kith.start()
        self.kith.wait_until_online()
        wait_for('the second half', lambda: self.count() == (500, 500))


if __name__ == '__main__':
    tap.main()
