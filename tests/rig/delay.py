# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A link with a round trip of its own in front of a server, for there is no netem in every kernel."""

import asyncio
import threading


class Delay:
    """`with Delay ((address, port), 0.2) as link: …` connect to link.address, link.port instead.

    Each direction takes half of `round_trip` seconds, and so does each half of TCP's handshake. `trips` counts how often
    the client has waited for an answer, with that handshake: whatever the machine has to do meanwhile, it is exact.
    """

    address = '127.0.8.1'

    def __init__(self, target, round_trip):
        self._target = target
        self._half = round_trip / 2
        self._asked = False
        self.trips = 0
        self._loop = asyncio.new_event_loop()
        self._tasks = set()

    def __enter__(self):
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._run(asyncio.start_server(self._serve, self.address, 0))
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_):
        self._run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)

    async def _stop(self):
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader, writer):
        task = asyncio.current_task()
        self._tasks.add(task)
        try:
            await asyncio.sleep(2 * self._half)
            self.trips += 1
            there, back = await asyncio.open_connection(*self._target)
            try:
                await asyncio.gather(self._carry(reader, back, self._ask), self._carry(there, writer, self._answer))
            finally:
                back.close()
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            self._tasks.discard(task)

    def _ask(self):
        self._asked = True

    def _answer(self):
        self.trips += self._asked
        self._asked = False

    async def _carry(self, reader, writer, tell):
        """What is read now is written after half a round trip, without waiting for that to read on."""
        pending = asyncio.Queue()

        async def write():
            while True:
                due, data = await pending.get()
                await asyncio.sleep(due - self._loop.time())
                if not data:
                    writer.close()
                    return
                writer.write(data)
                await writer.drain()

        writing = asyncio.create_task(write())
        try:
            data = True
            while data:
                data = await reader.read(65536)
                tell()
                pending.put_nowait((self._loop.time() + self._half, data))
            await writing
        finally:
            writing.cancel()
