#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way to sign in at every real server: each road × each mechanism × new, resumed, by token. Printed as a table."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.engine import Engine
from rig.wait import wait_for
from rig.world import World

AGENT = 'd4565fa7-4d72-4749-b3d3-740edbf87770'

ROADS = ('starttls', 'tls', 'websocket', 'bosh')

# server: {mechanism offered: the one that signs in}. None of them is left out: PLAIN alone is offered to show PLAIN.
# ejabberd 23 and TLS 1.3 know no binding in common, so that -PLUS is offered and cannot be used.
SERVERS = {
    'prosody': ('PLAIN', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'SCRAM-SHA-1-PLUS', 'SCRAM-SHA-256-PLUS'),
    'ejabberd': ('DIGEST-MD5', 'PLAIN', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'SCRAM-SHA-512'),
    'jabberd2': ('jabber:iq:auth', 'DIGEST-MD5', 'PLAIN', 'SCRAM-SHA-1'),
}
ANONYMOUS = 'VirtualHost "anonymous.prosody.test"\n  authentication = "anonymous"\n'
LEGACY = ('jabber:iq:auth', 'DIGEST-MD5')

RESUMES = ('prosody', 'ejabberd')
GIVES_TOKENS = ('prosody',)


def roads_to(server, mechanism):
    """Those that the server has. A browser's roads are tied to no TLS connection, so not to -PLUS; and the modules that
    give Prosody 0.12 its SASL2 fail where there is no socket, as with BOSH."""
    if not server.web_port or mechanism.endswith('-PLUS'):
        return ROADS[:2]
    return ROADS[:3] if server.name == 'prosody' else ROADS


class SignIn(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World('prosody', 'ejabberd', 'jabberd2', prosody={'sasl2': True, 'extra': ANONYMOUS}).__enter__()
        cls.addClassCleanup(cls.world.__exit__)
        cls.table = {}
        cls.addClassCleanup(cls.print_table)

    @classmethod
    def print_table(cls):
        print(f'# {"":10}{"":22}' + ''.join(f'{f"{road} {kind}":>18}' for road in ROADS
                                            for kind in ('new', 'resumed', 'token')))
        for (name, mechanism), cells in cls.table.items():
            print(f'# {name:10}{mechanism:22}' + ''.join(f'{cells.get((road, kind), "-"):>18}' for road in ROADS
                                                         for kind in ('new', 'resumed', 'token')))

    def sign_in(self, server, mechanism, road):
        """Once, again on the same session, and again in another process."""
        cells = self.table.setdefault((server.name, mechanism), {})
        token = server.folder / f'token-{mechanism}-{road}'
        options = {'ROAD': road, 'AGENT': AGENT, 'TOKEN': token, **({'LEGACY': 1} if mechanism in LEGACY else {})}
        with Engine(server, 'juliet', **options) as juliet:
            self.assertEqual(juliet.mechanism, mechanism)
            cells[road, 'new'] = 'yes'
            # BOSH is no connection: it goes on over the next one.
            if server.name in RESUMES and road != 'bosh':
                juliet.send(juliet.address, 'self', 'to myself')
                juliet.wait_for_messages(1)
                server.reset_connections()
                juliet.wait('resumed')
                cells[road, 'resumed'] = 'yes'
        self.assertEqual(juliet.status, 0)
        if server.name in GIVES_TOKENS:
            with Engine(server, 'juliet', **options) as juliet:
                self.assertTrue(juliet.mechanism.startswith('HT-SHA-256-'), juliet.mechanism)
                cells[road, 'token'] = juliet.mechanism

    def each(self, name):
        server = getattr(self.world, name)
        for mechanism in SERVERS[name]:
            server.offer(mechanism)
            for road in roads_to(server, mechanism):
                with self.subTest(mechanism=mechanism, road=road):
                    self.sign_in(server, mechanism, road)

    def test_prosody(self):
        self.each('prosody')

    def test_ejabberd(self):
        self.each('ejabberd')

    def test_jabberd2(self):
        self.each('jabberd2')

    def test_old_ways_are_not_taken_unasked(self):
        for name in ('jabberd2', 'ejabberd'):
            server = getattr(self.world, name)
            server.offer('DIGEST-MD5')
            with self.subTest(name), Engine(server, 'juliet', online=False) as juliet:
                wait_for('the refusal', lambda: any(line.startswith('failed XmppSaslError') for line in juliet.lines))
                self.assertNotIn('state online', juliet.lines)

    def test_anonymous(self):
        """A host of Prosody's that lets everybody in."""
        with Engine(self.world.prosody, None, 'anonymous.prosody.test', HOST=self.world.prosody.address) as nobody:
            self.assertEqual(nobody.mechanism, 'ANONYMOUS')

    def test_token_that_is_gone(self):
        """The server has forgotten it: the password signs in, and there is a new token.

        Prosody's module wants a new stream for that, which is its own mistake.
        """
        server = self.world.prosody
        server.offer(None)
        token = server.folder / 'token-gone'
        token.write_text('HT-SHA-256-EXPR 9000000000000000 secret-token:of-nobody')
        with Engine(server, 'juliet', AGENT=AGENT, TOKEN=token) as juliet:
            self.assertEqual(juliet.mechanism, 'SCRAM-SHA-256-PLUS')
            self.assertNotIn('of-nobody', token.read_text())
            self.assertTrue(token.read_text().startswith('HT-SHA-256-EXPR '))
            self.assertLessEqual(len([line for line in juliet.lines if line.startswith('failed')]), 1)


if __name__ == '__main__':
    tap.main()
