#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way to sign in at every real server: each road × each mechanism × new, resumed, by token. Printed as a table.

What there is to be signed in by is read from the servers themselves, by a probe that shares no code with Kith.
"""

import concurrent.futures
import pathlib
import sys
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import probe, tap
from rig.engine import Engine
from rig.servers import MECHANISMS, ROADS, password_of
from rig.wait import wait_for
from rig.world import World

AGENT = 'd4565fa7-4d72-4749-b3d3-740edbf87770'
KINDS = ('new', 'resumed', 'token')
LEGACY = ('jabber:iq:auth', 'DIGEST-MD5')
ANONYMOUS = 'VirtualHost "anonymous.prosody.test"\n  authentication = "anonymous"\n'
AT_ONCE = 8

# Of each of these the servers have a host that offers nothing else. (PLAIN alone is offered to show PLAIN.)
PROVED = tuple(m for m in MECHANISMS if m not in ('ANONYMOUS', 'X-OAUTH2'))
NARROW = {
    'prosody': {'narrow': tuple(m for m in PROVED if m != 'DIGEST-MD5')},
    'ejabberd': {'narrow': PROVED},
    'jabberd2': {'narrow': ('jabber:iq:auth', 'DIGEST-MD5', 'PLAIN', 'SCRAM-SHA-1')},
}



def why_unusable(mechanism, road):
    """Of what a server offers: why nobody can sign in so, or None."""
    if mechanism == 'X-OAUTH2':
        return 'it wants a token from a web page of the server'
    if mechanism.endswith('-PLUS') and road in ('websocket', 'bosh'):
        return 'libsoup tells nothing of the TLS connection that it could be bound to'
    return None


class Cell:
    """One mechanism by one road: `kinds` that there are, and what came of them."""

    def __init__(self, server, mechanism, road, kinds):
        self.server, self.mechanism, self.road, self.kinds = server, mechanism, road, kinds
        self.results = {}
        self.failure = None

    def __str__(self):
        return f'{self.server.name} {self.mechanism} {self.road}'

    def options(self, pki):
        domain, address = self.server.narrow_host(self.mechanism)
        # One for each: Prosody names the resource after it, and gives tokens to it.
        options = {'ROAD': self.road, 'AGENT': uuid.uuid5(uuid.NAMESPACE_DNS, f'{self.road}.{domain}'),
                   'TOKEN': self.server.folder / f'token-{self.mechanism.replace(":", "-")}-{self.road}'}
        if self.road in ('starttls', 'tls'):
            options['HOST'] = address
        else:
            options['URL'] = self.server.websocket_url if self.road == 'websocket' else self.server.bosh_url
        if self.mechanism in LEGACY:
            options['LEGACY'] = 1
        if self.mechanism == 'EXTERNAL':
            options['CERTIFICATE'] = pki.file('client')
        return domain, options

    def try_all(self, pki):
        domain, options = self.options(pki)
        name = 'juliet' if self.mechanism == 'EXTERNAL' else self.road
        # ejabberd 23 knows only the binding of TLS 1.2 (tls-unique).
        old_tls = self.server.name == 'ejabberd' and self.mechanism.endswith('-PLUS')
        environment = {'G_TLS_GNUTLS_PRIORITY': 'NORMAL:-VERS-TLS1.3'} if old_tls else {}

        def engine():
            return Engine(self.server, name, f'{name}@{domain}', environment=environment, **options)

        with engine() as first:
            self.expect(first.mechanism == self.mechanism, first.mechanism)
            self.results['new'] = 'yes'
            if 'resumed' in self.kinds:
                first.send(first.address, f'self-{self.road}', 'to myself')
                wait_for('the message to oneself', lambda: f'self-{self.road}' in first.received())
                self.server.reset_connections(first.pid)
                first.wait('resumed')
                self.results['resumed'] = 'yes'
        self.expect(first.status == 0, f'exit {first.status}')
        if 'token' in self.kinds:
            with engine() as second:
                self.expect(second.mechanism.startswith('HT-SHA-256-'), second.mechanism)
                self.results['token'] = second.mechanism

    def expect(self, right, said):
        if not right:
            raise AssertionError(f'{self}: {said}')

    def run(self, pki):
        try:
            self.try_all(pki)
        except Exception as error:  # told at the end, with those of the others
            self.failure = error


class SignIn(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        options = {**NARROW, 'prosody': {**NARROW['prosody'], 'sasl2': True, 'extra': ANONYMOUS}}
        cls.world = World('prosody', 'ejabberd', 'jabberd2', **options).__enter__()
        cls.addClassCleanup(cls.world.__exit__)

    def roads_of(self, server):
        return ROADS if server.web_port else ROADS[:2]

    def cells_of(self, server, road):
        """What the server says that it can do by that road."""
        offered = probe.offer(server, road).mechanisms
        # BOSH goes on over the next connection by itself.
        resumes = road != 'bosh' and probe.resumes(server, road, 'nurse', password_of('nurse'))
        cells = []
        for mechanism in server.narrow:
            domain, address = server.narrow_host(mechanism)
            narrow = probe.offer(server, road, domain, address)
            self.assertLessEqual(narrow.mechanisms, {mechanism, 'jabber:iq:auth'})
            if mechanism in narrow.mechanisms and not why_unusable(mechanism, road):
                kinds = ['new', *(['resumed'] if resumes else []), *(['token'] if narrow.tokens else [])]
                cells.append(Cell(server, mechanism, road, kinds))
        left_out = offered - {cell.mechanism for cell in cells}
        self.assertEqual({m for m in left_out if not why_unusable(m, road)}, set(), f'{server.name} by {road}')
        return cells

    def print_table(self, cells):
        rows = {}
        for cell in cells:
            rows.setdefault((cell.server.name, cell.mechanism), {})[cell.road] = cell
        width = {kind: 18 if kind == 'token' else 8 for kind in KINDS}
        print(f'# {"":10}{"":20}' + ''.join(f'{road:>{sum(width.values())}}' for road in ROADS))
        print(f'# {"":10}{"":20}' + ''.join(f'{kind:>{width[kind]}}' for _ in ROADS for kind in KINDS))
        for (name, mechanism), by_road in sorted(rows.items()):
            line = ''
            for road in ROADS:
                for kind in KINDS:
                    cell = by_road.get(road)
                    said = '-' if cell is None or kind not in cell.kinds else cell.results.get(kind, 'EMPTY')
                    line += f'{said:>{width[kind]}}'
            print(f'# {name:10}{mechanism:20}{line}')

    def test_every_way(self):
        places = [(server, road) for server in self.world.servers for road in self.roads_of(server)]
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            cells = [cell for found in pool.map(lambda place: self.cells_of(*place), places) for cell in found]
            list(pool.map(lambda cell: cell.run(self.world.pki), cells))
        self.print_table(cells)
        failed = [f'{cell}: {cell.failure}' for cell in cells if cell.failure]
        empty = [str(cell) for cell in cells if not cell.failure and set(cell.results) != set(cell.kinds)]
        self.assertEqual((failed, empty), ([], []))

    def test_old_ways_are_not_taken_unasked(self):
        for server in (self.world.jabberd2, self.world.ejabberd):
            domain, address = server.narrow_host('DIGEST-MD5')
            with self.subTest(server.name), Engine(server, 'tls', f'tls@{domain}', online=False, HOST=address) as tybalt:
                wait_for('the refusal', lambda: any(line.startswith('failed XmppSaslError') for line in tybalt.lines))
                self.assertNotIn('state online', tybalt.lines)

    def test_certificate_of_each_kind(self):
        """Out of a file with a password, and off a card; and what is told of a wrong one."""
        server, pki = self.world.ejabberd, self.world.pki
        domain, address = server.narrow_host('EXTERNAL')
        card, environment = pki.card('client', '1234')
        for place, secret in ((pki.pkcs12('client', 'sesame'), 'sesame'), (card, '1234')):
            options = {'HOST': address, 'CERTIFICATE': place}
            with self.subTest(place):
                with Engine(server, None, f'juliet@{domain}', environment=environment, PIN=secret, **options) as juliet:
                    self.assertEqual(juliet.mechanism, 'EXTERNAL')
                with Engine(server, None, f'juliet@{domain}', online=False, environment=environment, PIN='9', **options) as juliet:
                    said = wait_for('the refusal', lambda: [line for line in juliet.lines if line.startswith('failed')])[0]
                    self.assertTrue(said.startswith('failed xmpp_identity_error 5 '), said)

    def test_anonymous(self):
        """A host of Prosody's that lets everybody in."""
        with Engine(self.world.prosody, None, 'anonymous.prosody.test', HOST=self.world.prosody.address) as nobody:
            self.assertEqual(nobody.mechanism, 'ANONYMOUS')

    def test_token_that_is_gone(self):
        """The server has forgotten it: the password signs in, and there is a new token.

        Prosody's module wants a new stream for that, which is its own mistake.
        """
        server = self.world.prosody
        token = server.folder / 'token-gone'
        token.write_text('HT-SHA-256-EXPR 9000000000000000 secret-token:of-nobody')
        with Engine(server, 'juliet', AGENT=AGENT, TOKEN=token) as juliet:
            self.assertEqual(juliet.mechanism, 'SCRAM-SHA-256-PLUS')
            self.assertNotIn('of-nobody', token.read_text())
            self.assertTrue(token.read_text().startswith('HT-SHA-256-EXPR '))
            self.assertLessEqual(len([line for line in juliet.lines if line.startswith('failed')]), 1)


if __name__ == '__main__':
    tap.main()
