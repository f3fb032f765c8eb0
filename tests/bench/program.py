#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the whole program against an empty window in the same run: start, memory, sign-in, stalls,
catch-up, idle.

    program.py KITH EMPTY-WINDOW start|memory|sign-in|stalls|catch-up|idle BARE-READER      (inside tests/rig/sandbox)

KITH_STALLS is the path of what stalls.c became.

What is compared is measured in turn and by its median; what counts is CPU time, private memory and the ratio of
two wall times, none of which another program on the machine changes by much. Kith is handled by keyboard alone:
nothing reads its accessible tree, which would cost it time and memory that it does not spend for most people.
Not in the memory: GIO keeps the system's authorities once it has checked a certificate, 4 MB for the 144 of Debian 12,
as in every program with TLS; the sandbox has but one.
"""

import os
import pathlib
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from bench.meter import Meter, Pixel, StallMeter
from rig.desktop import Desktop
from rig.servers import password_of
from rig.wait import wait_for
from rig.world import World

KITH, EMPTY = sys.argv[1], sys.argv[2]
BARE_READER = sys.argv[4] if len(sys.argv) > 4 else None
ADDRESS = 'juliet@prosody.test'
N_ARCHIVED = 100_000
FIRST = ['Ada', 'Bruno', 'Chiara', 'Dmitri', 'Élodie', 'Farid', 'Greta', 'Hana', 'Igor', 'Jun', 'Kofi', 'Lena']
LAST = ['Abel', 'Brandt', 'Costa', 'Dubois', 'Eriksen', 'Fischer', 'García', 'Haddad', 'Ito', 'Jansen', 'Kowalski']
GROUPS = ['Family', 'Friends', 'Work', 'Choir', 'Neighbours']


def contacts(count):
    """Nobody of them is there to be asked: were they seen (`both`), Prosody would take back one after the other."""
    return {f'person{i}': {'name': f'{FIRST[i % len(FIRST)]} {LAST[i // len(FIRST) % len(LAST)]} {i}',
                           'groups': [GROUPS[i % len(GROUPS)]], 'subscription': 'from'} for i in range(count)}


class Home:
    """A home of its own in the desktop's session, and programs that run in it."""

    def __init__(self, desktop, name):
        self._desktop = desktop
        self._folder = desktop.folder / name
        self._folder.mkdir(exist_ok=True)
        self.stalls = StallMeter(self._folder)
        self.archive = self._folder / 'data' / 'kith' / 'archive.sqlite'

    def run(self, program):
        """Starts a program as on a desktop where no assistive technology runs."""
        environment = {f'XDG_{kind.upper()}_HOME': str(self._folder / kind) for kind in ('config', 'data', 'cache', 'state')}
        return self._desktop.run([program], 'program.log', env={**environment, **self.stalls.environment, 'GTK_A11Y': 'none'})

    def n_contacts(self):
        """How many contacts the archive has; None before the first sign-in."""
        return self._count('contact')

    def n_messages(self):
        """How many messages it has, likewise."""
        return self._count('message')

    def _count(self, table):
        if not self.archive.exists():
            return None
        connection = sqlite3.connect(f'file:{self.archive}?mode=ro', uri=True)
        try:
            n_accounts, n_rows = connection.execute(
                f'SELECT (SELECT count(*) FROM account), (SELECT count(*) FROM {table})').fetchone()
            return n_rows if n_accounts else None
        except sqlite3.OperationalError:
            return None
        finally:
            connection.close()

    def start_first(self):
        """Starts Kith and fills in the welcome page: all that is left to do is to press Return."""
        process = self.run(KITH)
        wait_for('the window to be active', lambda: self.active_pid() == process.pid)
        Meter(process).wait_until_quiet(most_ms=20)
        self._desktop.type(ADDRESS)
        self._desktop.key('Tab')
        self._desktop.type(password_of('juliet'))
        Meter(process).wait_until_quiet(most_ms=20)
        return process

    def sign_in(self, process, count, most_ms=1):
        self._desktop.key('Return')
        wait_for('the contact list', lambda: self.n_contacts() == count, timeout=60)
        # The password goes into the keyring after the sign-in; it is there when everything is quiet.
        Meter(process).wait_until_quiet(most_ms)

    def active_pid(self):
        found = subprocess.run(['xdotool', 'getactivewindow', 'getwindowpid'], env=self._desktop.environment,
                               capture_output=True, text=True).stdout
        return int(found or 0)


def report(name, value, limit, unit=''):
    good = value <= limit
    print(f'{name}: {value:.2f}{unit} (at most {limit}{unit}){"" if good else "  TOO MUCH"}', flush=True)
    return good


def time_to_frame(desktop, program):
    """Seconds from the start of the program until its first frame is on the screen."""
    pixel = Pixel(desktop)
    bare = pixel.color()
    began = time.monotonic()
    process = Home(desktop, 'start').run(program)
    while pixel.color() == bare:
        if time.monotonic() - began > 20:
            raise TimeoutError(f'no frame of {program}')
        time.sleep(0.001)
    taken = time.monotonic() - began
    process.kill()
    wait_for('the window to go', lambda: pixel.color() == bare)
    return taken


def bench_start(desktop, _server):
    runs = [(time_to_frame(desktop, KITH), time_to_frame(desktop, EMPTY)) for _ in range(16)][1:]
    kith, empty = (statistics.median(column) for column in zip(*runs))
    print(f'to the first frame: {kith:.3f} s; empty window {empty:.3f} s')
    return report('start ratio', kith / empty, 1.3)


def set_contacts(server, count):
    server.stop()
    server.write_roster('juliet', contacts(count))
    server.start()


def measure_memory(home, program):
    """Of a start that comes to rest, signed in by what the home and the keyring have."""
    def once():
        process = home.run(program)
        time.sleep(1)
        Meter(process).wait_until_quiet()
        memory = Meter(process).private_mb()
        process.stop()
        return memory
    return statistics.median(once() for _ in range(3))


def bench_memory(desktop, server):
    os.sync()  # a program that was just built counts as dirty until it is on the disk
    empty = measure_memory(Home(desktop, 'empty'), EMPTY)
    print(f'private memory of the empty window: {empty:.1f} MB')
    good = True
    for count, limit in ((0, 5), (1000, 8), (10000, 20)):
        set_contacts(server, count)
        home = Home(desktop, f'contacts-{count}')
        process = home.start_first()
        home.sign_in(process, count)
        Meter(process).wait_until_quiet(seconds=4)  # what is free goes back a second after the last burst
        first = Meter(process).private_mb()
        process.stop()
        memory = measure_memory(home, KITH)
        good = report(f'private memory over it, {count} contacts', memory - empty, limit, ' MB') and good
        good = report(f'private memory over it, {count} contacts, first sign-in', first - empty, limit, ' MB') and good
    return good


def bench_sign_in(desktop, server):
    """The first sign-in, whose list comes whole."""
    cpu = {}
    for count in (0, 10000):
        set_contacts(server, count)
        home = Home(desktop, f'contacts-{count}')
        process = home.start_first()
        meter = Meter(process)
        before = meter.cpu_s()
        home.sign_in(process, count)
        cpu[count] = meter.cpu_s() - before
        process.stop()
    print(f'CPU of the first sign-in: {cpu[0]:.3f} s without contacts, {cpu[10000]:.3f} s with 10,000')
    return report('CPU of the first sign-in with 10,000 contacts, over none', cpu[10000] - cpu[0], 0.5, ' s')


def bench_stalls(desktop, server):
    set_contacts(server, 10000)
    home = Home(desktop, 'stalls')
    process = home.start_first()
    with home.stalls:
        home.sign_in(process, 10000)
    process.stop()
    return report('longest stall in the first sign-in with 10,000 contacts', home.stalls.longest_ms(), 50, ' ms')


def archived(count):
    """Time, sender and text: from a hundred people, of the length that messages have."""
    words = 'Two households both alike in dignity in fair Verona where we lay our scene'.split()
    return ((1700000000 + 60 * i, f'person{i % 100}@prosody.test/home',
             ' '.join(words[(i + j) % len(words)] for j in range(1 + i * 7 % 23))) for i in range(count))


def write_archive(server, count):
    server.stop()
    server.write_roster('juliet', {})
    server.write_archive('juliet', archived(count))
    server.start()


def read_barely(folder):
    """The CPU seconds for the least that is to be done with the same bytes."""
    stream = folder / 'stream.xml'
    with open(stream, 'w', encoding='utf-8') as file:
        file.write("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>")
        for number, (when, sender, text) in enumerate(archived(N_ARCHIVED)):
            stamp = time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(when))
            file.write(f"<message to='{ADDRESS}/resource' from='{ADDRESS}'><result xmlns='urn:xmpp:mam:2' queryid='{number // 250}' "
                       f"id='archive{number:07}'><forwarded xmlns='urn:xmpp:forward:0'><delay stamp='{stamp}' xmlns='urn:xmpp:delay'/>"
                       f"<message id='m{number}' type='chat' to='{ADDRESS}' from='{sender}' xmlns='jabber:client'>"
                       f'<body>{text}</body></message></forwarded></result></message>')
    run = subprocess.run([BARE_READER, stream, folder / 'bare.sqlite'], capture_output=True, text=True, check=True)
    return float(run.stdout)


def bench_catch_up(desktop, server):
    """The first sign-in, which fetches the whole archive of the server."""
    bare = read_barely(desktop.folder)
    cpu = {}
    for count in (0, N_ARCHIVED):
        write_archive(server, count)
        home = Home(desktop, f'archive-{count}')
        process = home.start_first()
        meter = Meter(process)
        with home.stalls:
            began, before = time.monotonic(), meter.cpu_s()
            desktop.key('Return')
            wait_for('the messages', lambda: home.n_messages() == count, timeout=800)
            meter.wait_until_quiet()
            cpu[count] = meter.cpu_s() - before
            print(f'{count} messages after {time.monotonic() - began:.1f} s')
        process.stop()
    stall = home.stalls.longest_ms()
    taken = cpu[N_ARCHIVED] - cpu[0]
    good = report('longest stall meanwhile', stall, 50, ' ms')
    print(f'CPU: {taken:.2f} s; a bare reader of the same bytes: {bare:.2f} s')
    return report('CPU of catching up, over a bare reader', taken / bare, 3) and good


def bench_idle(desktop, server):
    set_contacts(server, 1000)
    home = Home(desktop, 'idle')
    process = home.start_first()
    home.sign_in(process, 1000)
    process.stop()
    process = home.run(KITH)
    time.sleep(3)
    meter = Meter(process)
    meter.wait_until_quiet()
    cpu, switches = meter.cpu_s(), meter.switches()
    time.sleep(60)
    cpu_ms = 1000 * (meter.cpu_s() - cpu)
    woken = {name: n - switches.get(name, 0) for name, n in meter.switches().items() if n > switches.get(name, 0)}
    print(f'woken: {woken}')
    good = report('CPU in an idle minute', cpu_ms, 5, ' ms')
    return report('wake-ups in an idle minute', sum(woken.values()), 10) and good


def main():
    bench = {'start': bench_start, 'memory': bench_memory, 'sign-in': bench_sign_in, 'stalls': bench_stalls,
             'catch-up': bench_catch_up, 'idle': bench_idle}[sys.argv[3]]
    with World('prosody', prosody={'quick': True}) as world, tempfile.TemporaryDirectory(dir=os.environ['KITH_SANDBOX']) as folder:
        with Desktop(pathlib.Path(folder)) as desktop:
            return 0 if bench(desktop, world.prosody) else 1


if __name__ == '__main__':
    sys.exit(main())
