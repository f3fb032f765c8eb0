#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds and runs every test; the last line is 'N passed, N failed, N skipped'.

What was skipped, unsteady or failed is named before, with the end of its output. Unsteady is what failed and then
passed alone; that chance is given twice at most, and neither to fuzzers nor to what a sanitizer has complained about. As those with real servers and windows mostly wait, many run at a
time, and what the sanitizers and the fuzzers need is built beside.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / '_build'
SANITIZED = ROOT / '_build-sanitize'
FUZZED = ROOT / '_build-fuzz'

SANITIZE_ENV = {
    'ASAN_OPTIONS': 'detect_stack_use_after_return=1:allocator_may_return_null=1:quarantine_size_mb=8',
    'UBSAN_OPTIONS': 'halt_on_error=1:print_stacktrace=1',
    'LSAN_OPTIONS': f'suppressions={ROOT}/tests/rig/leaks.supp:print_suppressions=0',
}
FUZZ = 'fuzz'  # the label of the fuzzers
CHANCES = 2
AT_A_TIME = 3 * os.cpu_count()
PATIENCE = 4  # times what a test may take on a machine that does nothing else
SHOWN_LINES = 60

SANITIZER_REPORT = re.compile(r'ERROR: \w+Sanitizer: |: runtime error: ')
RESULT = re.compile(r'^(not )?ok\b[\s\d-]*(.*?)(\s# SKIP.*)?$', re.M)


class Program:
    """A test program that has run; `passed`, `failed` and `skipped` are names of its tests."""

    def __init__(self, label, record):
        self.name = record['name'].split(' / ')[-1]  # "kith:engine+sanitized / engine-sign_in"
        self.title = f'{label}: {self.name}'
        self.output = record['stdout'] + record.get('stderr', '')
        self.may_try_again = (record['result'] != 'TIMEOUT' and label != FUZZ and
                              not SANITIZER_REPORT.search(self.output))
        self.passed, self.failed, self.skipped = [], [], []
        for fault, name, skip in RESULT.findall(record['stdout']):
            kind = self.failed if fault else self.skipped if skip else self.passed
            kind.append(f'{self.title} {name}')
        if record['result'] not in ('OK', 'SKIP') and not self.failed:
            self.failed.append(f'{self.title} ended badly: {record["result"]}')
        if record['result'] == 'SKIP' and not self.skipped and '# SKIP' not in record['stdout']:
            self.failed.append(f'{self.title} said nothing')
        if not (self.passed or self.failed or self.skipped):
            (self.skipped if record['result'] == 'SKIP' else self.passed).append(self.title)

    def tell(self):
        """The end of its output, without what passed."""
        lines = [line for line in self.output.splitlines() if not re.match(r'ok\b|# (Start|End) of ', line)]
        print(f'\n----- {self.title}')
        print('\n'.join(lines[-SHOWN_LINES:]))


class Run:
    """Tests of one build folder: those that `which` chooses, as Meson takes it, or all. What they need is built first."""

    def __init__(self, folder, label, *which, env=None):
        self.folder = folder
        self.label = label
        self.which = which
        self.env = env

    def run(self):
        """Runs them; returns their Programs."""
        return self._run('testlog', '--num-processes', AT_A_TIME, *self.which)

    def run_alone(self, name):
        """Runs the program of this name, and nothing beside it; returns it, or None."""
        return next(iter(self._run('again', '--num-processes', '1', name)), None)

    def _run(self, log, *arguments):
        report = self.folder / 'meson-logs' / f'{log}.json'
        report.unlink(missing_ok=True)
        well = run(['meson', 'test', '-C', self.folder, '--logbase', log, '--timeout-multiplier', PATIENCE, *arguments],
                   self.env, self.label)
        lines = report.read_text().splitlines() if report.exists() else []
        programs = [Program(self.label, json.loads(line)) for line in lines]
        # Meson itself may have been broken off: then what is there is not all.
        return programs if well or any(program.failed for program in programs) else []


class Tally:
    def __init__(self):
        self.programs = []
        self.unsteady = []  # Programs as they were when they failed
        self.broken = []

    def add(self, tests, programs):
        if not programs:
            self.broken.append(f'{tests.label}: no results')
        self.programs += [(tests, program) for program in programs]

    def give_chances(self):
        for i, (tests, program) in enumerate(self.programs):
            if program.failed and program.may_try_again:
                alone = [tests.run_alone(program.name)]
                while alone[-1] is not None and alone[-1].failed and len(alone) < CHANCES:
                    alone.append(tests.run_alone(program.name))
                if alone[-1] is not None and not alone[-1].failed:
                    self.unsteady.append(program)
                    self.programs[i] = (tests, alone[-1])

    def names(self, kind):
        return [name for _tests, program in self.programs for name in getattr(program, kind)]

    def tell(self):
        """Prints it all; returns whether all is well."""
        failed = self.broken + self.names('failed')
        unsteady = [name for program in self.unsteady for name in program.failed]
        for word, names in (('skipped', self.names('skipped')), ('unsteady', unsteady), ('failed', failed)):
            for name in names:
                print(f'{word}: {name}')
        for program in [*self.unsteady, *(program for _tests, program in self.programs if program.failed)]:
            program.tell()
        print(f'\n{len(unsteady)} unsteady')
        print(f'{len(self.names("passed"))} passed, {len(failed)} failed, {len(self.names("skipped"))} skipped')
        return not failed


def run(arguments, env=None, label=None):
    """Runs a program, whose lines begin with `label`; returns whether all went well."""
    prefix = f'{label} | ' if label else ''
    print(f'{prefix}+', *arguments, flush=True)
    with subprocess.Popen([str(a) for a in arguments], cwd=ROOT, env={**os.environ, **(env or {})}, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        for line in process.stdout:
            print(f'{prefix}{line}', end='', flush=True)
    return process.returncode == 0


def set_up(folder, *options, env=None):
    command = 'configure' if (folder / 'build.ninja').exists() else 'setup'
    return run(['meson', command, folder, *options], env)


def test_sanitized():
    """Every unit, and the engine with every real server and with a hostile one."""
    return [(tests, tests.run()) for tests in (
        Run(SANITIZED, 'sanitized', '--suite', 'unit', '--suite', 'sanitized', env=SANITIZE_ENV),
        Run(FUZZED, FUZZ, '--suite', 'fuzz', env=SANITIZE_ENV))]


def main():
    began = time.monotonic()
    sanitize = ('-Db_sanitize=address,undefined', '-Db_lundef=false', '-Dbuildtype=debug')
    # The warnings of GCC are errors here, and only here; the fuzzers want Clang, which has others.
    ready = (set_up(BUILD, '--werror') and run(['meson', 'compile', '-C', BUILD]) and
             set_up(SANITIZED, '--werror', *sanitize) and
             set_up(FUZZED, '-Dfuzz=true', '-Dc_args=-fsanitize=fuzzer-no-link', *sanitize, env={'CC': 'clang'}))
    if not ready:
        print('The build failed.\n0 passed, 1 failed')
        return 1

    tally = Tally()
    with concurrent.futures.ThreadPoolExecutor() as beside:
        sanitized = beside.submit(test_sanitized)
        tests = Run(BUILD, 'tests')
        tally.add(tests, tests.run())
        for result in sanitized.result():
            tally.add(*result)
    tally.give_chances()

    print(f'{time.monotonic() - began:.0f} s')
    return 0 if tally.tell() else 1


if __name__ == '__main__':
    sys.exit(main())
