#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All of Kith but the window with contacts at another server, which goes away and comes back; and with one who refuses each
message, for every reason there is."""

import asyncio
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import gateway, tap
from rig.party import Party
from rig.refuser import CONDITIONS, Refuser
from rig.servers import OtherProsody
from rig.wait import PATIENCE, wait_for
from rig.world import World

PENDING, DELIVERED, FAILED = 1, (3, 5), 4  # who has read it has got it


def count_links():
    """How many connections there are between servers, those included that only one end has left."""
    return len(subprocess.run(['ss', '-tnH', 'state', 'established', 'state', 'close-wait',
                               f'( dport = :{OtherProsody.s2s_port} )'],
                              capture_output=True, text=True, check=True).stdout.splitlines())


async def wait_until(what, condition):
    return await asyncio.to_thread(wait_for, what, condition)


class Federation(unittest.IsolatedAsyncioTestCase):
    @classmethod
    def setUpClass(cls):
        world = World('prosody', 'other_prosody', prosody={'quick': True}, other_prosody={'quick': True})
        world.prosody.s2s_port = OtherProsody.s2s_port
        gateway.configure(world.prosody)
        world.prosody.write_roster('juliet', {f'romeo@{world.other_prosody.domain}': {}})
        world.other_prosody.write_roster('romeo', {f'juliet@{world.prosody.domain}': {}})
        cls.world = world.__enter__()
        cls.addClassCleanup(cls.world.__exit__)

    async def party(self, server, person, contact):
        party = Party(server, person, contact, self.world.folder / f'party-{person}')
        await party.open()
        self.addAsyncCleanup(party.close)
        await party.ask('settle', PATIENCE)
        return party

    async def wait_for_row(self, party, body, states):
        def find():
            return [row for row in party.rows() if row.body == body and row.state in states]

        return (await wait_until(f'“{body}” to be {states}', find))[0]

    async def test_server_goes_and_comes_back(self):
        here, there = self.world.prosody, self.world.other_prosody
        juliet = await self.party(here, 'juliet', f'romeo@{there.domain}')
        romeo = await self.party(there, 'romeo', f'juliet@{here.domain}')

        juliet.do('send', 'one')
        await self.wait_for_row(juliet, 'one', DELIVERED)
        romeo.do('send', 'two')
        await self.wait_for_row(romeo, 'two', DELIVERED)

        there.kill()
        await wait_until('the other server to be missed', lambda: count_links() == 0)
        juliet.do('send', 'three')
        failed = await self.wait_for_row(juliet, 'three', [FAILED])
        self.assertIn(failed.error_condition, ('remote-server-not-found', 'remote-server-timeout'))
        romeo.do('send', 'four')
        await self.wait_for_row(romeo, 'four', [PENDING])

        await asyncio.to_thread(there.start)
        await self.wait_for_row(romeo, 'four', DELIVERED)
        await juliet.ask('settle', PATIENCE)
        juliet.do('resend', 'three')
        resent = await self.wait_for_row(juliet, 'three', DELIVERED)
        self.assertIsNone(resent.error_condition)
        juliet.do('send', 'five')
        await self.wait_for_row(juliet, 'five', DELIVERED)

        for party in (juliet, romeo):
            await party.ask('catch-up', PATIENCE)
            self.assertEqual(sorted(row.body for row in party.rows()), sorted(['one', 'two', 'three', 'four', 'five']))
            self.assertEqual(party.complaints(), [])

    async def test_every_refusal(self):
        refuser = Refuser(self.world.prosody)
        await refuser.open()
        self.addAsyncCleanup(refuser.close)
        nurse = await self.party(self.world.prosody, 'nurse', f'anyone@{refuser.boundjid.bare}')

        for condition in CONDITIONS:
            nurse.do('send', condition)
        for condition in CONDITIONS:
            row = await self.wait_for_row(nurse, condition, [FAILED])
            self.assertEqual(row.error_condition, condition)
        self.assertEqual(len(nurse.rows()), len(CONDITIONS))
        self.assertEqual(nurse.complaints(), [])


if __name__ == '__main__':
    tap.main()
