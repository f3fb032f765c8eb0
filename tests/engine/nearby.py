#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All of Kith but the window on two machines of one link, without any server (XEP-0174)."""

import asyncio
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.nearby import Machine, Neighbour, OtherMachine, why_not
from rig.wait import PATIENCE, wait_for

JULIET, ROMEO = 'juliet@pronto', 'romeo@forza'
SENT, FAILED = (2, 3, 5), (4,)
HEADER = ("<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
          "from='{}' to='{}' version='1.0'>")
# An offer of a file, as of Pidgin (XEP-0096).
OFFER = ("<iq type='set' id='offer' from='{}' to='{}'><si xmlns='http://jabber.org/protocol/si' id='a' "
         "profile='http://jabber.org/protocol/si/profile/file-transfer'/></iq>")

# Says something to a port and tells what comes back until that has the pattern.
TALK = """
import re, socket, sys
link = socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=60)
link.sendall(sys.argv[3].encode())
heard = b''
while not re.search(sys.argv[4].encode(), heard) and (data := link.recv(4096)):
    heard += data
print(heard.decode())
"""


async def wait_until(what, condition):
    return await asyncio.to_thread(wait_for, what, condition)


def port_of(pid):
    """Where a program listens."""
    listening = subprocess.run(['ss', '-tlnpH'], capture_output=True, text=True, check=True).stdout
    return int(re.search(rf':(\d+)\s.*pid={pid},', listening)[1])


@unittest.skipIf(why_not(), why_not())
class Nearby(unittest.IsolatedAsyncioTestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix='nearby-', dir=os.environ['KITH_SANDBOX']))
        cls.here = cls.enterClassContext(Machine(cls.folder / 'pronto', 'pronto'))
        cls.there = cls.enterClassContext(OtherMachine(cls.folder / 'forza', 'forza'))

    async def neighbour(self, machine, address, name, contact):
        party = Neighbour(machine, address, name, contact, self.folder / f'party-{name}')
        await party.open()
        self.addAsyncCleanup(party.close)
        return party

    async def wait_for_row(self, party, body, states):
        def find():
            return [row for row in party.rows() if row.body == body and row.state in states]

        return (await wait_until(f'“{body}” to be {states}', find))[0]

    async def wait_for_sight(self, party, line):
        await wait_until(f'“{line}”, not {party.sees()}', lambda: party.sees() == f'sees {line}')

    async def test_two_without_a_server(self):
        juliet = await self.neighbour(self.here, JULIET, 'Juliet', ROMEO)
        romeo = await self.neighbour(self.there, ROMEO, 'Romeo', JULIET)
        await self.wait_for_sight(juliet, 'available Romeo: ')
        await self.wait_for_sight(romeo, 'available Juliet: ')

        juliet.do('send', 'But soft')
        await self.wait_for_row(romeo, 'But soft', (0,))
        romeo.do('send', 'I take thee at thy word')
        await self.wait_for_row(juliet, 'I take thee at thy word', (0,))
        await self.wait_for_row(juliet, 'But soft', SENT)

        romeo.do('be', 'away', 'Banished')
        await self.wait_for_sight(juliet, 'away Romeo: Banished')
        await self.check_strangers(juliet.pid)

        # Avahi goes and comes back, and all goes on.
        self.there.stop_avahi()
        await self.wait_for_sight(juliet, 'offline Romeo: ')
        juliet.do('send', 'Art thou gone so')
        failed = await self.wait_for_row(juliet, 'Art thou gone so', FAILED)
        self.assertEqual(failed.error_condition, 'recipient-unavailable')
        await asyncio.to_thread(self.there.start_avahi)
        await self.wait_for_sight(juliet, 'away Romeo: Banished')
        juliet.do('resend', 'Art')
        await self.wait_for_row(romeo, 'Art thou gone so', (0,))

        for party in (juliet, romeo):
            self.assertEqual(party.complaints(), [])

    async def check_strangers(self, pid):
        port = port_of(pid)
        stranger = socket.create_connection(('127.0.0.1', port), timeout=PATIENCE)
        self.addCleanup(stranger.close)
        stranger.sendall(HEADER.format(ROMEO, JULIET).encode())
        # From Romeo's machine, in his name: there is an answer, but files are refused.
        heard = await self.talk(port, HEADER.format(ROMEO, JULIET) + OFFER.format(ROMEO, JULIET), '</iq>')
        self.assertIn('feature-not-implemented', heard)
        self.assertIn(f"to='{ROMEO}'", heard.replace('"', "'"))
        # Who comes from where nobody is known hears nothing, whoever they say they are.
        stranger.setblocking(False)
        with self.assertRaises(BlockingIOError):
            stranger.recv(1)

    async def talk(self, port, text, pattern):
        """What is answered on the other machine to a program of nobody's, until it has the pattern."""
        return (await asyncio.to_thread(subprocess.run, self.there.command(
            '/usr/bin/python3', '-c', TALK, self.here.address, port, text, pattern), capture_output=True, text=True, check=True,
            timeout=PATIENCE)).stdout


if __name__ == '__main__':
    tap.main()
