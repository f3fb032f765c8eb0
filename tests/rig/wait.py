# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for a condition of another process: the one place of the rig that polls."""

import time

# Seconds for what takes one on a machine with nothing else to do. Only a test that fails waits so long.
PATIENCE = 90
PATIENCE_MS = PATIENCE * 1000
LONGEST_PAUSE = 0.1  # seconds: to ask costs, most of all a program for all that it shows


def wait_for(what, condition, timeout=PATIENCE):
    """Returns the first true value of condition (); fails, naming `what`, after `timeout` seconds."""
    end = time.monotonic() + timeout
    pause = 0.02
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise TimeoutError(f'waited {timeout} s for {what}')
        time.sleep(pause)
        pause = min(1.2 * pause, LONGEST_PAUSE)
