# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A device with all of Kith but the window, the program tests/engine/party.c, on a link of its own."""

import asyncio
import collections
import contextlib
import os
import re
import sqlite3

from .link import ADDRESS, Link
from .servers import password_of

Row = collections.namedtuple('Row', 'id direction state time stanza_id server_id body edited retracted reactions seen '
                                    'error_condition')

WAITING = {
    'messages to be sent': 'message WHERE state = 1',
    'changes to be sent': 'message_change WHERE state = 1',
    'markers to be sent': 'conversation WHERE untold > 0',
}


class Party:
    """At a server; the contact may have an account at another. `await party.open ()`, then `party.do ('send …')`. It can be killed and started again any number of times."""

    def __init__(self, server, person, contact, folder):
        self.folder = folder
        self.link = Link((server.address, server.port)) if server else None
        self.lines = collections.deque(maxlen=200)
        self._addresses = [name if '@' in name else f'{name}@{server.domain}' for name in (person, contact)]
        self._environment = {**os.environ, 'KITH_PASSWORD': password_of(person), 'GSETTINGS_BACKEND': 'memory',
                             'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent',
                             'DBUS_SYSTEM_BUS_ADDRESS': 'unix:path=/nonexistent'}
        self.n_connections = 0
        self._answers = {}
        self._number = 0

    async def open(self):
        self.folder.mkdir(parents=True)
        if self.link:
            await self.link.open()
        await self.start()

    def _command(self):
        return [os.environ['PARTY'], self.folder, *self._addresses, ADDRESS, self.link.port]

    async def start(self):
        with open(self.folder / 'log', 'ab') as log:
            self._child = await asyncio.create_subprocess_exec(
                *map(str, self._command()), env=self._environment,
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=log)
        self._reader = asyncio.create_task(self._read(self._child.stdout))

    async def _read(self, output):
        async for line in output:
            text = line.decode().rstrip('\n')
            self.lines.append(text)
            self.n_connections += text == 'state connecting'
            kind, number, *rest = [*text.split(' ', 2), '', ''][:3]
            if kind in ('settled', 'shown') and number in self._answers:
                self._answers.pop(number).set_result(rest[0])

    @property
    def pid(self):
        return self._child.pid

    async def kill(self):
        """As by a power cut, but for what the kernel has."""
        self._child.kill()
        await self._end()

    async def _end(self):
        self.status = await self._child.wait()
        await self._reader

    async def close(self):
        self.do('quit')
        try:
            await asyncio.wait_for(self._end(), 20)
            if self.status != 0:
                raise RuntimeError(f'{self.folder.name} ended with {self.status}')
        finally:
            if self._child.returncode is None:
                self._child.kill()
            if self.link:
                self.link.close()

    def do(self, *words):
        """What the person does: see tests/engine/party.c."""
        self._child.stdin.write(' '.join(words).encode() + b'\n')

    async def act(self, what, *details):
        """A step of a script: what the person does, or what happens to them."""
        match what:
            case 'cut' | 'cut_after' | 'be_silent' | 'be_down':
                getattr(self.link, what)(*details)
            case 'kill':
                await self.kill()
                await self.start()
            case 'sign-out':
                self.do('sign-out')
                await asyncio.sleep(*details)
                self.do('sign-in')
            case 'correct':
                self.do('correct', details[0], *details)  # its text begins with its tag
            case _:
                self.do(what, *details)

    async def ask(self, command, timeout):
        """The rest of the answer to a command that takes a number."""
        self._number += 1
        number = str(self._number)
        self._answers[number] = asyncio.get_running_loop().create_future()
        self.do(command, number)
        return await asyncio.wait_for(self._answers[number], timeout)

    def _connect(self):
        return contextlib.closing(sqlite3.connect(f'file:{self.folder}/archive.sqlite?mode=ro', uri=True, timeout=20))

    def rows(self):
        """The messages of the chat as they are kept, in their order."""
        with self._connect() as archive:
            return [Row(*row) for row in archive.execute(f'SELECT {", ".join(Row._fields)} FROM message ORDER BY time, id')]

    def waiting(self):
        """Words for what is not sent or told; '': there is none."""
        with self._connect() as archive:
            counts = [archive.execute(f'SELECT count(*) FROM {table}').fetchone()[0] for table in WAITING.values()]
        return ', '.join(f'{count} {what}' for what, count in zip(WAITING, counts) if count)

    def lost_changes(self):
        """The ids of those that are about a message that is not there."""
        with self._connect() as archive:
            return {row[0] for row in archive.execute('SELECT stanza_id FROM message_change WHERE message IS NULL')}

    def complaints(self):
        return re.findall(r'.*(?:WARNING|CRITICAL|ERROR).*', (self.folder / 'log').read_text(errors='replace'))
