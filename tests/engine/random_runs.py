#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two devices of one person and a contact write, correct, take back, react and read, while links are cut, the server is
restarted and Kith is killed. At the end of each run every archive equals the server's, message for message, in order.

random_runs.py [--runs N] [--seed N]: what is done in a run is made by its number alone, the first of which is the seed; what
of it meets on the way is up to the machine. Many run at once, on a few chats whose history grows. One that fails is told,
and tried again alone with fewer and fewer steps.

By hand, from the top folder, after `ninja -C _build tests/engine/party data/gschemas.compiled`:
  PARTY=$PWD/_build/tests/engine/party GSETTINGS_SCHEMA_DIR=$PWD/_build/data tests/rig/sandbox \\
    /usr/bin/python3 tests/engine/random_runs.py --runs 5000 --seed 20000
"""

import argparse
import asyncio
import pathlib
import random
import sys
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig.chat_group import DEVICES, ChatGroup, Mismatch
from rig.world import World

GROUPS = 16
RUNS_BETWEEN_RESTARTS = 60  # of the server
TRIES = 40  # to make a script shorter

# So that catching up takes several pages.
SETTINGS = 'max_archive_query_results = 5'

ACTS = {'send': 10, 'correct': 4, 'react': 4, 'retract': 2, 'read': 3, 'pause': 5, 'settle': 1}
FAULTS = {'cut': 4, 'cut_after': 4, 'be_silent': 2, 'be_down': 2, 'kill': 4, 'sign-out': 1}
READ_AT_END = 0.2  # of the runs: it is told every three seconds, so that takes time
EMOJI = ('👍', '🎉', '😀')


def make_script(number):
    """Steps: (device, what, details…)."""
    dice = random.Random(number)
    steps, tags = [], []

    def add_act(device, what):
        if what == 'send':
            tags.append((f'{number}.{len(tags)}', device == 'c'))
            steps.append((device, what, tags[-1][0]))
        elif what in ('correct', 'retract', 'react'):
            theirs = [tag for tag, by_contact in tags if what == 'react' or by_contact == (device == 'c')]
            details = {'correct': [f'v{len(steps)}'], 'react': [dice.choice(EMOJI)], 'retract': []}[what]
            if theirs:
                steps.append((device, what, dice.choice(theirs), *details))
        elif what == 'pause':
            steps.append(('', what, dice.choice((0, 0.005, 0.02, 0.1))))
        else:
            steps.append(('' if what == 'settle' else device, what))

    for _ in range(dice.randint(5, 12)):
        add_act(dice.choice(DEVICES), dice.choices([*ACTS], ACTS.values())[0])
    for _ in range(dice.choice((1, 1, 1, 2))):
        what = dice.choices([*FAULTS], FAULTS.values())[0]
        details = {'cut_after': [dice.randint(1, 3000)], 'be_silent': [dice.choice((0.02, 0.1))],
                   'be_down': [dice.choice((0.05, 0.3))], 'sign-out': [dice.choice((0, 0.05))]}.get(what, [])
        steps.insert(dice.randint(0, len(steps)), (dice.choice(DEVICES), what, *details))
    if dice.random() < READ_AT_END:
        steps += [('', 'settle'), (dice.choice('ab'), 'read')]
    return steps


class Runs:
    def __init__(self, server, folder, options):
        self.server = server
        self.folder = folder
        self.numbers = iter(range(options.seed, options.seed + options.runs))
        self.n_groups = min(options.groups, options.runs)
        self.spare_names = iter(options.spare_names)
        self.done = 0
        self.failures = []  # lines for each

    async def run(self):
        """Whether all was well."""
        groups = [ChatGroup(self.server, self.folder, f'{i}') for i in range(self.n_groups)]
        await asyncio.gather(*(group.open() for group in groups))
        await asyncio.gather(*(self._work(group) for group in groups))
        for group in groups:
            await self._close(group)
        return not self.failures

    async def _close(self, group):
        try:
            await group.close()
            complaints = group.complaints()
        except (RuntimeError, TimeoutError) as error:
            complaints = [str(error)]
        if complaints:
            self.failures.append(['at the end:', *complaints, *group.tell()])

    async def _work(self, group):
        for number in self.numbers:
            script = make_script(number)
            error = await self._try(group, script)
            if error:
                lines = [f'run {number} failed: {error}', *group.tell(), f'script: {script}']
                self.failures.append(lines)
                if len(self.failures) == 1:
                    lines.append(f'as short as it gets: {await self._shorten(script)}')
                return
            self.done += 1
            if self.done % RUNS_BETWEEN_RESTARTS == 0:
                await asyncio.to_thread(self._restart_server)

    def _restart_server(self):
        """While others are in the middle of their runs."""
        (self.server.kill if self.done // RUNS_BETWEEN_RESTARTS % 2 else self.server.stop)()
        self.server.start()

    async def _try(self, group, script):
        """What went wrong; '': nothing."""
        try:
            await group.run(script)
            return '\n'.join(group.complaints())
        except Mismatch as error:
            return str(error)
        except Exception as error:  # whatever it is, it is told with what led to it
            return ''.join(traceback.format_exception(error))

    async def _try_anew(self, name, script):
        """On new accounts."""
        group = ChatGroup(self.server, self.folder, name)
        await group.open()
        error = await self._try(group, script)
        await group.close()
        return error

    async def _shorten(self, script):
        i = 0
        while i < len(script) and (name := next(self.spare_names, None)):
            shorter = script[:i] + script[i + 1:]
            if await self._try_anew(name, shorter):
                script = shorter
            else:
                i += 1
        return script


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--runs', type=int, default=1000)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--groups', type=int, default=GROUPS)
    options = parser.parse_args()
    options.spare_names = [f'spare{i}' for i in range(TRIES)]
    began = time.monotonic()
    print('1..1', flush=True)
    world = World('prosody', in_memory=True, prosody={'bare': True, 'hibernate_s': 3, 'extra': SETTINGS})
    for name in [*map(str, range(options.groups)), *options.spare_names]:
        people = ChatGroup.people(name)
        world.prosody.add_people(people)
        world.prosody.befriend(*people)
    with world:
        runs = Runs(world.prosody, world.folder / 'devices', options)
        good = asyncio.run(runs.run())
    for failure in runs.failures:
        print('\n'.join(f'# {line}' for lines in failure for line in lines.splitlines()))
    print(f'{"ok" if good else "not ok"} 1 {runs.done} runs')
    print(f'# from seed {options.seed}, in {time.monotonic() - began:.0f} s')
    sys.exit(0 if good else 1)


if __name__ == '__main__':
    main()
