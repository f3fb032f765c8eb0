#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures chats that are long: opening one with a million messages, scrolling through it, and messages without end.

    history.py KITH EMPTY-WINDOW open|scroll|flood      (inside tests/rig/sandbox)

The archive is written as a file, while Kith is not there. See program.py for what counts.
"""

import os
import pathlib
import statistics
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from bench.meter import Meter
from bench.program import ADDRESS, KITH, Home, report
from rig.archive import writing
from rig.desktop import Desktop
from rig.person import Person
from rig.wait import wait_for
from rig.world import World

LONG, SHORT = 1_000_000, 100
N_SCROLLED = 10_000
FLOOD_S, FLOOD_RATE = 60, 1000
WORDS = 'Two households both alike in dignity in fair Verona where we lay our scene'.split()


def text(i):
    return ' '.join(WORDS[(i + j) % len(WORDS)] for j in range(1 + i * 7 % 23))


def write_chat(path, peer, count):
    """Messages of the length that messages have, one a minute, the last one now."""
    end = int(time.time())
    with writing(path) as db:
        account, = db.execute('SELECT id FROM account').fetchone()
        chat = db.execute('INSERT INTO conversation (account, jid, kind, created) VALUES (?, ?, 0, 0)', (account, peer)).lastrowid
        db.executemany('INSERT INTO message (conversation, direction, kind, state, time, sender, stanza_id, body, seen)'
                       ' VALUES (?, ?, 0, 0, ?, ?, ?, ?, 1)',
                       ((chat, i % 5 < 2, (end - 60 * (count - i)) * 1_000_000, peer, f'm{i}', text(i)) for i in range(count)))
        db.execute('UPDATE conversation SET last_message = (SELECT max(id) FROM message WHERE conversation = ?1) WHERE id = ?1',
                   (chat,))


def start(desktop, chats):
    """Kith, signed in, with these chats in its archive."""
    home = Home(desktop, 'history')
    process = home.start_first()
    home.sign_in(process, 0, most_ms=20)
    process.stop()
    for peer, count in chats.items():
        write_chat(home.archive, peer, count)
    process = home.run(KITH)
    wait_for('the window', lambda: home.active_pid() == process.pid)
    Meter(process).wait_until_quiet(most_ms=5)
    return home, process


def bench_open(desktop, _server):
    """The two chats in turns, by keyboard: the CPU until nothing more is to be done."""
    _home, process = start(desktop, {'long@prosody.test': LONG, 'short@prosody.test': SHORT})
    meter = Meter(process)
    taken = ([], [])
    for i in range(14):
        before = meter.cpu_s()
        desktop.key('ctrl+Page_Down')
        meter.wait_until_quiet(most_ms=1)
        taken[i % 2].append(1000 * (meter.cpu_s() - before))
    process.stop()
    # The first opening of each makes what all need. Which of the two comes first is of no importance for the ratio.
    one, two = (statistics.median(times[1:]) for times in taken)
    print(f'CPU to open a chat: {one:.1f} ms and {two:.1f} ms, with {LONG} and {SHORT} messages')
    return report('ratio of opening them', max(one, two) / min(one, two), 1.5)


def bench_scroll(desktop, _server):
    home, process = start(desktop, {'long@prosody.test': LONG})
    meter = Meter(process)
    desktop.key('ctrl+Page_Down')
    meter.wait_until_quiet(most_ms=5)
    before = meter.private_mb()
    with home.stalls:
        for _ in range(N_SCROLLED // 8):  # a page has some eight rows
            desktop.key('Page_Up')
        meter.wait_until_quiet(most_ms=5)
    grown = meter.private_mb() - before
    process.stop()
    good = report('private memory after 10,000 rows', grown, 20, ' MB')
    return report('longest stall meanwhile, with its drawing', home.stalls.longest_ms(), 16, ' ms') and good


def bench_flood(desktop, server):
    """A thousand messages a second for a minute, into the chat that is open."""
    home = Home(desktop, 'flood')
    server.stop()
    server.write_roster('juliet', {'romeo': {'name': 'Romeo', 'groups': []}})
    server.start()
    process = home.start_first()
    home.sign_in(process, 1, most_ms=20)
    with Person(server, 'romeo') as romeo:
        romeo.write(ADDRESS, 'Here it comes')
        wait_for('the first', lambda: home.n_messages() == 1)
        desktop.key('ctrl+Page_Down')
        Meter(process).wait_until_quiet(most_ms=20)
        with home.stalls:
            began = time.monotonic()
            for tick in range(10 * FLOOD_S):
                first = tick * FLOOD_RATE // 10
                romeo.send(''.join(f"<message to='{ADDRESS}' type='chat' id='f{i}'><body>{i} {text(i)}</body></message>"
                                   for i in range(first, first + FLOOD_RATE // 10)))
                time.sleep(max(0, began + (tick + 1) / 10 - time.monotonic()))
            wait_for('all of them', lambda: home.n_messages() >= FLOOD_S * FLOOD_RATE + 1, timeout=300)
            print(f'{FLOOD_S * FLOOD_RATE} messages after {time.monotonic() - began:.1f} s')
    process.stop()
    return report('longest stall meanwhile', home.stalls.longest_ms(), 50, ' ms')


def main():
    bench = {'open': bench_open, 'scroll': bench_scroll, 'flood': bench_flood}[sys.argv[3]]
    # Its own archive would take a hundredth of what it is to pass on.
    prosody = {'quick': True, 'extra': 'default_archive_policy = false' if sys.argv[3] == 'flood' else ''}
    with World('prosody', prosody=prosody) as world, tempfile.TemporaryDirectory(dir=os.environ['KITH_SANDBOX']) as folder:
        with Desktop(pathlib.Path(folder)) as desktop:
            return 0 if bench(desktop, world.prosody) else 1


if __name__ == '__main__':
    sys.exit(main())
