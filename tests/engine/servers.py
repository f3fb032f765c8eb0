#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine against each real server: sign in, write to oneself and to others, lose the link, lose nothing."""

import os
import pathlib
import subprocess
import sys
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.person import Person
from rig.servers import password_of
from rig.wait import wait_for
from rig.world import World


class Engine:
    """`with Engine (server, 'juliet') as juliet: juliet.send (…)`: the program client.c, whose lines are in `lines`."""

    def __init__(self, server, name):
        self.address = f'{name}@{server.domain}'
        self.lines = []
        self._child = subprocess.Popen([os.environ['ENGINE_CLIENT'], self.address], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, text=True, bufsize=1,
                                       env={**os.environ, 'KITH_PASSWORD': password_of(name)})
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self):
        self.wait('state online')
        return self

    def __exit__(self, *_):
        if self._child.poll() is None:
            self.command('quit')
        try:
            self.status = self._child.wait(15)
        except subprocess.TimeoutExpired:
            self._child.kill()
            raise
        self._reader.join()
        self._child.stdin.close()
        self._child.stdout.close()

    def _read(self):
        for line in self._child.stdout:
            self.lines.append(line.rstrip('\n'))

    def command(self, line):
        self._child.stdin.write(line + '\n')

    def send(self, to, identity, text):
        self.command(f'send {to} {identity} {text}')

    def wait(self, line, count=1, timeout=30):
        """Until a line has come so many times."""
        try:
            return wait_for(f'"{line}" of {self.address}', lambda: self.lines.count(line) >= count, timeout)
        except TimeoutError:
            print('\n'.join(f'# {self.address}: {line}' for line in self.lines[-40:]))
            raise

    def ids(self, word):
        """Of `acked` and `unsent`."""
        return [line.split()[1] for line in self.lines if line.startswith(word + ' ')]

    def received(self):
        """The ids of the messages that have come, in order."""
        return [line.split()[2] for line in self.lines if line.startswith('message ')]

    def wait_for_messages(self, count, timeout=60):
        wait_for(f'{count} messages at {self.address}', lambda: len(self.received()) >= count, timeout)

    def wait_for_acks(self, count, timeout=60):
        wait_for(f'{count} acknowledgements at {self.address}', lambda: len(self.ids('acked')) >= count, timeout)


class Servers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World('prosody', 'ejabberd', 'jabberd2').__enter__()
        cls.addClassCleanup(cls.world.__exit__)

    def exchange(self, server):
        """With itself, and with a client that is not ours."""
        with Engine(server, 'juliet') as juliet, Person(server, 'romeo') as romeo:
            juliet.send(juliet.address, 'self', 'to myself')
            juliet.wait_for_messages(1)
            for i in range(20):
                juliet.send(romeo.address, f'out{i}', f'out {i}')
                romeo.write(juliet.address, f'in {i}', id=f'in{i}')
            romeo.wait_for_body('out 19')
            juliet.wait_for_messages(21)
            juliet.wait_for_acks(21)
            self.assertEqual(romeo.bodies(), [f'out {i}' for i in range(20)])
            self.assertEqual(sorted(juliet.received()), sorted(['self', *(f'in{i}' for i in range(20))]))
        self.assertEqual(juliet.status, 0)
        self.assertEqual(juliet.ids('unsent'), [])

    def assert_nothing_lost_or_doubled(self, server, sender, receiver, ids):
        receiver.wait_for_messages(len(ids))
        sender.wait_for_acks(len(ids))
        if server.name == 'ejabberd':
            # What comes while it resumes the receiver's session may overtake what waits there.
            self.assertEqual(sorted(receiver.received()), sorted(ids))
        else:
            self.assertEqual(receiver.received(), ids)
        self.assertEqual(sender.ids('acked'), ids)
        self.assertEqual(sender.ids('unsent'), [])

    def resets(self, server, count=8, messages=20):
        """Connections end in the middle of a conversation, again and again.

        Prosody 0.12 feeds a resumed stream to the parser of the lost one, and fails if that has half a stanza. It reads
        4 KiB at a time, so with less than that on its way it never has.
        """
        with Engine(server, 'juliet') as juliet, Engine(server, 'romeo') as romeo:
            sent = {juliet: [], romeo: []}
            for i in range(count):
                for j in range(messages):
                    for sender, receiver in ((juliet, romeo), (romeo, juliet)):
                        sent[sender].append(f'{i}.{j}')
                        sender.send(receiver.address, sent[sender][-1], f'from {sender.address}')
                server.reset_connections()
                for engine in (juliet, romeo):
                    engine.wait('resumed', i + 1)
                    engine.wait_for_acks(len(sent[engine]))
            self.assert_nothing_lost_or_doubled(server, juliet, romeo, sent[juliet])
            self.assert_nothing_lost_or_doubled(server, romeo, juliet, sent[romeo])

    def silence(self, server):
        """The link carries nothing any more, and nobody says so."""
        with Engine(server, 'juliet') as juliet, Engine(server, 'romeo') as romeo:
            ids = []
            for part, count in (('before', 20), ('during', 20), ('suspended', 20), ('after', 20)):
                if part == 'during':
                    server.cut()
                    began = time.monotonic()
                if part == 'suspended':
                    for engine in (juliet, romeo):
                        engine.wait('state suspended')
                    noticed = time.monotonic() - began
                if part == 'after':
                    server.mend()
                    for engine in (juliet, romeo):
                        engine.wait('resumed')
                for i in range(count):
                    ids.append(f'{part}{i}')
                    juliet.send(romeo.address, ids[-1], 'from juliet')
                    romeo.send(juliet.address, ids[-1], 'from romeo')
            self.assert_nothing_lost_or_doubled(server, juliet, romeo, ids)
            self.assert_nothing_lost_or_doubled(server, romeo, juliet, ids)
        print(f'# {server.name}: silence noticed after {noticed:.1f} s', flush=True)
        self.assertLess(noticed, 15)

    def restart(self, server, resumable):
        """The server has forgotten the session: what was unsure is given back and sent again."""
        with Engine(server, 'juliet') as juliet:
            juliet.send(juliet.address, 'a', 'before')
            juliet.wait_for_messages(1)
            server.kill()
            juliet.wait('state suspended' if resumable else 'state offline')
            juliet.send(juliet.address, 'b', 'meanwhile')
            server.start()
            juliet.wait('new', 2, timeout=60)
            juliet.wait_for_messages(2)
            juliet.wait_for_acks(2)
            self.assertEqual(juliet.received(), ['a', 'b'])
            self.assertEqual(juliet.ids('unsent'), ['b'])

    def test_prosody_exchange(self):
        self.exchange(self.world.prosody)

    def test_prosody_resets(self):
        self.resets(self.world.prosody)

    def test_prosody_silence(self):
        self.silence(self.world.prosody)

    def test_prosody_restart(self):
        self.restart(self.world.prosody, resumable=True)

    def test_ejabberd_exchange(self):
        self.exchange(self.world.ejabberd)

    def test_ejabberd_resets(self):
        self.resets(self.world.ejabberd)

    def test_ejabberd_silence(self):
        self.silence(self.world.ejabberd)

    def test_ejabberd_restart(self):
        self.restart(self.world.ejabberd, resumable=True)

    def test_jabberd2_exchange(self):
        self.exchange(self.world.jabberd2)

    def test_jabberd2_restart(self):
        self.restart(self.world.jabberd2, resumable=False)


if __name__ == '__main__':
    tap.main()
