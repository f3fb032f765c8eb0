# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine alone, as the program tests/engine/client.c."""

import os
import subprocess
import threading

from .servers import password_of
from .wait import PATIENCE, wait_for


class Engine:
    """`with Engine (server, 'juliet') as juliet: juliet.send (…)`: the program client.c, whose lines are in `lines`.

    `options` are its variables: ROAD='tls', AGENT='…', TOKEN=path. `environment` are those of the libraries.
    """

    def __init__(self, server, name, address=None, online=True, environment=None, **options):
        self.address = address or f'{name}@{server.domain}'
        self.lines = []
        self._online = online
        self._child = subprocess.Popen([os.environ['ENGINE_CLIENT'], self.address], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, text=True, bufsize=1,
                                       env={**os.environ, **(environment or {}),
                                            'KITH_PASSWORD': password_of(name) if name else '',
                                            **{f'KITH_{k}': str(v) for k, v in options.items()}})
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self):
        if self._online:
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

    @property
    def pid(self):
        return self._child.pid

    def _read(self):
        for line in self._child.stdout:
            self.lines.append(line.rstrip('\n'))

    def command(self, line):
        self._child.stdin.write(line + '\n')

    def send(self, to, identity, text):
        self.command(f'send {to} {identity} {text}')

    def wait(self, line, count=1, timeout=PATIENCE):
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

    def wait_for_messages(self, count, timeout=PATIENCE):
        wait_for(f'{count} messages at {self.address}', lambda: len(self.received()) >= count, timeout)

    def wait_for_acks(self, count, timeout=PATIENCE):
        wait_for(f'{count} acknowledgements at {self.address}', lambda: len(self.ids('acked')) >= count, timeout)

    @property
    def mechanism(self):
        """Of the last sign-in."""
        return wait_for('the mechanism', lambda: self.ids('mechanism'))[-1]
