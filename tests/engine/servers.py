#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine against each real server, by every road: sign in, write to oneself and to others, lose the link, lose
nothing."""

import pathlib
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.engine import Engine
from rig.person import Person
from rig.poll import PollBridge
from rig.servers import ROADS
from rig.wait import wait_for
from rig.world import SERVERS, World

# How the program names the road that it took.
NAMES = {'starttls': 'starttls', 'tls': 'tls', 'websocket': 'wss://', 'bosh': 'https://', 'polling': 'https://'}


class Traveller(Engine):
    """By that road and no other."""

    def __init__(self, server, name, road, **options):
        super().__init__(server, name, ROAD=road, **options)
        self._road = NAMES[road]

    def __exit__(self, *error):
        super().__exit__(*error)
        taken = self.ids('road')
        if not taken or not all(road.startswith(self._road) for road in taken):
            raise AssertionError(f'{self.address} went by {taken}')


class Servers(unittest.TestCase):
    """What is tried with each of them; one class for each, so that they can be run side by side."""

    server = None

    @classmethod
    def setUpClass(cls):
        cls.world = World(cls.server).__enter__()
        cls.addClassCleanup(cls.world.__exit__)

    def exchange(self, server, road, **options):
        """With itself, and with a client that is not ours."""
        with Traveller(server, 'juliet', road, **options) as juliet, Person(server, 'romeo') as romeo:
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

    def assert_nothing_lost(self, server, sender, receiver, ids):
        """ejabberd 23.01 loses an answer of BOSH when one request overtakes another, and the session is given up. And now
        and then it cannot resume the session of a WebSocket: the process of the session still sends into the dead one, each
        stanza waits there for 15 s, and so long is what it waits for the session to be handed over ("Session state copying
        timed out"). What was unsure is sent again then; the archive knows it by its id."""
        wait_for('every message', lambda: set(receiver.received()) == set(ids))
        self.assertLessEqual(set(ids), set(sender.ids('acked')))

    def resets(self, server, road, count=8, messages=20):
        """Connections end in the middle of a conversation, again and again.

        Prosody 0.12 feeds a resumed stream to the parser of the lost one, and fails if that has half a stanza. It reads
        4 KiB at a time, so with less than that on its way it never has.
        """
        with Traveller(server, 'juliet', road) as juliet, Traveller(server, 'romeo', road) as romeo:
            sent = {juliet: [], romeo: []}
            for i in range(count):
                for j in range(messages):
                    for sender, receiver in ((juliet, romeo), (romeo, juliet)):
                        sent[sender].append(f'{i}.{j}')
                        sender.send(receiver.address, sent[sender][-1], f'from {sender.address}')
                server.reset_connections()
                for engine in (juliet, romeo):
                    if road != 'bosh':  # whose sessions outlive their connections
                        wait_for('a session', lambda: engine.lines.count('new') + engine.lines.count('resumed') >= i + 2)
                    wait_for('every ack', lambda: set(engine.ids('acked')) >= set(sent[engine]))
                    if server.name != 'ejabberd':
                        self.assertEqual(engine.lines.count('new'), 1)
            check = self.assert_nothing_lost if server.name == 'ejabberd' and road in ('bosh', 'websocket') \
                else self.assert_nothing_lost_or_doubled
            check(server, juliet, romeo, sent[juliet])
            check(server, romeo, juliet, sent[romeo])

    def silence(self, server, road):
        """The link carries nothing any more, and nobody says so."""
        with Traveller(server, 'juliet', road) as juliet, Traveller(server, 'romeo', road) as romeo:
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
        self.assertLess(noticed, 30)  # ten seconds, on a machine with nothing else to do

    def restart(self, server, road, resumable):
        """The server has forgotten the session: what was unsure is given back and sent again."""
        with Traveller(server, 'juliet', road) as juliet:
            juliet.send(juliet.address, 'a', 'before')
            juliet.wait_for_messages(1)
            juliet.wait_for_acks(1)
            server.kill()
            juliet.wait('state suspended' if resumable else 'state offline')
            juliet.send(juliet.address, 'b', 'meanwhile')
            server.start()
            juliet.wait('new', 2, timeout=60)
            juliet.wait_for_messages(2)
            juliet.wait_for_acks(2)
            self.assertEqual(juliet.received(), ['a', 'b'])
            self.assertEqual(juliet.ids('unsent'), ['b'])


class Prosody(Servers):
    server = 'prosody'

    def test_polling(self):
        """No server speaks it any more; what it leads to does."""
        with PollBridge(self.world.prosody) as bridge:
            self.exchange(self.world.prosody, 'polling', URL=bridge.url)
            self.assertGreater(bridge.requests, 10)


class Ejabberd(Servers):
    server = 'ejabberd'


class Jabberd2(Servers):
    server = 'jabberd2'


# What a road or a server is not made for, or what another road shows as well.
LEFT_OUT = {
    ('jabberd2', 'starttls', 'resets'), ('jabberd2', 'starttls', 'silence'),  # it resumes nothing
    ('jabberd2', 'tls', 'resets'), ('jabberd2', 'tls', 'silence'),
    # Prosody 0.12 keeps the last answer only; when two requests are lost at once it ends the session.
    ('prosody', 'bosh', 'resets'),
    ('prosody', 'bosh', 'silence'), ('ejabberd', 'bosh', 'silence'),  # BOSH sessions are not resumed
    ('prosody', 'starttls', 'silence'), ('ejabberd', 'starttls', 'silence'),  # as with direct TLS
}


def add_tests():
    """Each of them by each road that the server speaks."""
    for case in (Prosody, Ejabberd, Jabberd2):
        name = case.server
        for road in ROADS if SERVERS[name].web_port else ROADS[:2]:
            for what in ('exchange', 'resets', 'silence', 'restart'):
                if (name, road, what) in LEFT_OUT:
                    continue

                def test(self, name=name, road=road, what=what):
                    arguments = {'resumable': name != 'jabberd2' and road != 'bosh'} if what == 'restart' else {}
                    getattr(self, what)(getattr(self.world, name), road, **arguments)

                setattr(case, f'test_{road}_{what}', test)


add_tests()

if __name__ == '__main__':
    tap.main()
