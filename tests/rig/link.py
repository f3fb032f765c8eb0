# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A link to a server that can be cut, also in the middle of a stanza, or carry nothing any more without a word."""

import asyncio

ADDRESS = '127.0.9.1'


class _End(asyncio.Protocol):
    def __init__(self, link):
        self.link = link
        self.transport = self.other = None
        self.early = []  # what came before the other end was there

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.link.carry(self, data)

    def connection_lost(self, _error):
        if self.other and self.other.transport:
            self.other.transport.close()
        self.link.ends.discard(self)

    def write(self, data):
        if self.other:
            self.other.transport.write(data)
        else:
            self.early.append(data)


class _ClientEnd(_End):
    def connection_made(self, transport):
        super().connection_made(transport)
        if self.link.is_down:
            transport.abort()
        else:
            self.link.ends.add(self)
            self.link.spawn(self.connect())

    async def connect(self):
        try:
            _transport, other = await asyncio.get_running_loop().create_connection(lambda: _End(self.link), *self.link.target)
        except OSError:
            self.transport.abort()
            return
        other.other, self.other = self, other
        self.link.ends.add(other)
        if self.transport.is_closing():
            other.transport.abort()
        for data in self.early:
            other.transport.write(data)


class Link:
    """`await link.open ()`, then connect to ADDRESS, link.port instead of the target."""

    def __init__(self, target):
        self.target = target
        self.ends = set()
        self.is_down = False
        self._silent = False
        self._left = None  # bytes that still pass
        self._tasks = set()

    async def open(self):
        self._server = await asyncio.get_running_loop().create_server(lambda: _ClientEnd(self), ADDRESS, 0)
        self.port = self._server.sockets[0].getsockname()[1]

    def close(self):
        self._server.close()
        self.cut()

    def spawn(self, coroutine):
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def carry(self, end, data):
        if self._silent:
            return
        if self._left is None:
            end.write(data)
            return
        end.write(data[:self._left])
        self._left -= len(data)
        if self._left <= 0:
            self.be_silent(0.002)  # what was let through has left by then

    def cut(self):
        """Ends the connection; the next one works."""
        self._silent = False
        self._left = None
        for end in list(self.ends):
            end.transport.abort()
        self.ends.clear()

    def cut_after(self, n_bytes):
        """Lets so many bytes pass, whichever way, then ends the connection."""
        self._left = n_bytes

    def be_silent(self, seconds):
        """Loses all that is sent, and then ends the connection: long before the two sides would notice."""
        self._silent = True
        asyncio.get_running_loop().call_later(seconds, self.cut)

    def be_down(self, seconds):
        """There is no connection for a while."""
        self.is_down = True
        self.cut()
        asyncio.get_running_loop().call_later(seconds, self._be_up)

    def _be_up(self):
        self.is_down = False
