#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the whole program against an empty window in the same run: start, memory, sign-in, idle.

    program.py KITH EMPTY-WINDOW start|memory|sign-in|idle      (inside tests/rig/sandbox)
"""

import os
import pathlib
import select
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig.desktop import Desktop
from rig.servers import password_of
from rig.wait import wait_for
from rig.window import Window
from rig.world import World

KITH, EMPTY = sys.argv[1], sys.argv[2]
FIRST = ['Ada', 'Bruno', 'Chiara', 'Dmitri', 'Élodie', 'Farid', 'Greta', 'Hana', 'Igor', 'Jun', 'Kofi', 'Lena']
LAST = ['Abel', 'Brandt', 'Costa', 'Dubois', 'Eriksen', 'Fischer', 'García', 'Haddad', 'Ito', 'Jansen', 'Kowalski']
GROUPS = ['Family', 'Friends', 'Work', 'Choir', 'Neighbours']


def contacts(count):
    return {f'person{i}': {'name': f'{FIRST[i % len(FIRST)]} {LAST[i // len(FIRST) % len(LAST)]} {i}',
                           'groups': [GROUPS[i % len(GROUPS)]]} for i in range(count)}


class Meter:
    """What the kernel knows of a running process."""

    def __init__(self, process):
        self.root = pathlib.Path(f'/proc/{process.pid}')

    def cpu_s(self):
        return sum(int(task.read_text().split()[0]) for task in self.root.glob('task/*/schedstat')) / 1e9

    def switches(self):
        total = 0
        for status in self.root.glob('task/*/status'):
            for line in status.read_text().splitlines():
                if line.startswith('voluntary_ctxt_switches'):
                    total += int(line.split()[1])
        return total

    def private_kib(self):
        for line in (self.root / 'smaps_rollup').read_text().splitlines():
            if line.startswith('Private_Dirty'):
                return int(line.split()[1])
        raise LookupError('no Private_Dirty')

    def wait_until_quiet(self, seconds=1.5, timeout=120):
        """Until no more than a millisecond of CPU has been used in `seconds`."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            before = self.cpu_s()
            time.sleep(seconds)
            if self.cpu_s() - before < 0.001:
                return
        raise TimeoutError('the program does not come to rest')


def start_quietly(desktop, program, *arguments):
    """Starts a program as most people run it: without assistive technology."""
    return desktop.run([program, *arguments], 'program.log', env={'GTK_A11Y': 'none'})


def time_to_window(desktop, program):
    """Seconds from the start of the program until the window manager has its window."""
    spy = subprocess.Popen(['xprop', '-root', '-spy', '_NET_CLIENT_LIST'], env=desktop.environment, stdout=subprocess.PIPE)
    spy.stdout.readline()
    began = time.monotonic()
    process = start_quietly(desktop, program)
    try:
        while True:
            ready, _, _ = select.select([spy.stdout], [], [], 20)
            if not ready:
                raise TimeoutError(f'no window of {program}')
            line = os.read(spy.stdout.fileno(), 4096)
            if b'0x' in line:
                return time.monotonic() - began
    finally:
        spy.kill()
        spy.wait()
        process.kill()
        wait_for('the window to go', lambda: b'0x' not in subprocess.run(
            ['xprop', '-root', '_NET_CLIENT_LIST'], env=desktop.environment, capture_output=True).stdout)


def report(name, value, limit, unit=''):
    good = value <= limit
    print(f'{name}: {value:.2f}{unit} (at most {limit}{unit}){"" if good else "  TOO MUCH"}', flush=True)
    return good


def sign_in_once(desktop):
    """Signs in by the window, as a person does, so that the next start finds account and password."""
    kith = Window(desktop, KITH).start()
    kith.find('entry', 'Address').set_text('juliet@prosody.test')
    kith.find('entry', 'Password').set_text(password_of('juliet'))
    kith.find('button', 'Sign In').press()
    kith.find('button', 'Your presence: Available')
    # The password goes into the keyring after the sign-in; it is there when everything is quiet.
    Meter(kith.process).wait_until_quiet()
    kith.quit()


def bench_start(_world, folder):
    with Desktop(folder / 'start') as desktop:
        runs = [(time_to_window(desktop, KITH), time_to_window(desktop, EMPTY)) for _ in range(9)][1:]
    kith, empty = (statistics.median(column) for column in zip(*runs))
    print(f'to the window: {kith:.3f} s; empty window {empty:.3f} s')
    return report('start ratio', kith / empty, 1.3)


def with_contacts(world, folder, count):
    world.prosody.stop()
    world.prosody.write_roster('juliet', contacts(count))
    world.prosody.start()
    return Desktop(folder / f'home-{count}')


def measure_empty(folder):
    with Desktop(folder / 'empty') as desktop:
        process = start_quietly(desktop, EMPTY)
        meter = Meter(process)
        time.sleep(1)
        meter.wait_until_quiet()
        return meter.private_kib() / 1024


def measure_signed_in(world, folder, count):
    """Private memory in MiB and CPU seconds of a start that signs in and comes to rest."""
    with with_contacts(world, folder, count) as desktop:
        sign_in_once(desktop)
        process = start_quietly(desktop, KITH)
        meter = Meter(process)
        time.sleep(1)
        meter.wait_until_quiet()
        return meter.private_kib() / 1024, meter.cpu_s()


def bench_memory(world, folder):
    empty = measure_empty(folder)
    print(f'private memory of the empty window: {empty:.1f} MiB')
    good = True
    for count, limit in ((0, 5), (1000, 8), (10000, 20)):
        memory, _cpu = measure_signed_in(world, folder, count)
        good = report(f'private memory over it, {count} contacts', memory - empty, limit, ' MiB') and good
    return good


def bench_sign_in(world, folder):
    """The first sign-in, whose list comes whole, and the start after it, whose list is known."""
    good = True
    cpu = {}
    for count in (0, 10000):
        with with_contacts(world, folder, count) as desktop:
            kith = Window(desktop, KITH).start()
            kith.find('entry', 'Address').set_text('juliet@prosody.test')
            kith.find('entry', 'Password').set_text(password_of('juliet'))
            meter = Meter(kith.process)
            meter.wait_until_quiet()
            before = meter.cpu_s()
            kith.find('button', 'Sign In').press()
            time.sleep(2)
            meter.wait_until_quiet()
            cpu[count] = meter.cpu_s() - before
            kith.quit()
    good = report('CPU of the first sign-in with 10,000 contacts, over none', cpu[10000] - cpu[0], 0.5, ' s')
    return good


def bench_idle(world, folder):
    with with_contacts(world, folder, 1000) as desktop:
        sign_in_once(desktop)
        process = start_quietly(desktop, KITH)
        meter = Meter(process)
        time.sleep(3)
        meter.wait_until_quiet()
        cpu, switches = meter.cpu_s(), meter.switches()
        time.sleep(60)
        good = report('CPU in an idle minute', (meter.cpu_s() - cpu) * 1000, 5, ' ms')
        return report('wake-ups in an idle minute', meter.switches() - switches, 10) and good


def main():
    bench = {'start': bench_start, 'memory': bench_memory, 'sign-in': bench_sign_in, 'idle': bench_idle}[sys.argv[3]]
    with World('prosody') as world, tempfile.TemporaryDirectory(dir=os.environ['KITH_SANDBOX']) as folder:
        return 0 if bench(world, pathlib.Path(folder)) else 1


if __name__ == '__main__':
    sys.exit(main())
