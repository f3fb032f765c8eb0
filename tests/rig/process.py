# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A child process with its output in a file, ended politely, then firmly."""

import os
import pathlib
import re
import signal
import subprocess

from .wait import PATIENCE, wait_for


def times_slept(pid):
    """How often the main thread of a process has gone to sleep by itself: what stays the same while it sleeps on."""
    return int(re.search(r'^voluntary_ctxt_switches:\s*(\d+)', pathlib.Path(f'/proc/{pid}/status').read_text(), re.M)[1])


class Process:
    def __init__(self, arguments, log, env=None, cwd=None, stdin=None):
        self.log = pathlib.Path(log)
        with open(self.log, 'ab') as output:
            self._child = subprocess.Popen([str(a) for a in arguments], stdin=stdin or subprocess.DEVNULL, stdout=output,
                                           stderr=subprocess.STDOUT, cwd=cwd, env={**os.environ, **(env or {})})

    @property
    def pid(self):
        return self._child.pid

    @property
    def running(self):
        return self._child.poll() is None

    @property
    def status(self):
        return self._child.poll()

    def output(self):
        return self.log.read_text(errors='replace')

    def write(self, data):
        self._child.stdin.write(data)
        self._child.stdin.close()

    def wait(self, timeout=PATIENCE):
        return self._child.wait(timeout)

    def kill(self):
        self._child.kill()
        self._child.wait()

    def stop(self, timeout=PATIENCE):
        if self.running:
            self._child.send_signal(signal.SIGTERM)
            try:
                self._child.wait(timeout)
            except subprocess.TimeoutExpired:
                self.kill()


class Adopted:
    """A process that somebody else has started."""

    def __init__(self, pid):
        self.pid = pid

    @property
    def running(self):
        return pathlib.Path(f'/proc/{self.pid}').exists()

    @property
    def status(self):
        return None if self.running else 0

    def wait(self, timeout=PATIENCE):
        wait_for(f'the end of process {self.pid}', lambda: not self.running, timeout)
        return 0

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        self.wait()

    def stop(self, timeout=PATIENCE):
        if self.running:
            os.kill(self.pid, signal.SIGTERM)
            self.wait(timeout)
