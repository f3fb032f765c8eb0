#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds and runs every test; the last line is 'N passed, N failed, N skipped'. What is skipped is named before."""

import os
import pathlib
import subprocess
import sys
import time
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / '_build'
SANITIZED = ROOT / '_build-sanitize'
FUZZED = ROOT / '_build-fuzz'

SANITIZE_ENV = {
    'ASAN_OPTIONS': 'detect_stack_use_after_return=1:allocator_may_return_null=1',
    'UBSAN_OPTIONS': 'halt_on_error=1:print_stacktrace=1',
    'LSAN_OPTIONS': f'suppressions={ROOT}/tests/rig/leaks.supp:print_suppressions=0',
}


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = []
        self.skipped = []

    def add(self, name, ok):
        if ok:
            self.passed += 1
        else:
            self.failed.append(name)


def run(arguments, env=None):
    print('+', ' '.join(str(a) for a in arguments), flush=True)
    return subprocess.run([str(a) for a in arguments], cwd=ROOT, env={**os.environ, **(env or {})}).returncode == 0


def build(folder, *options):
    """Sets up and compiles; warnings are errors here, and only here."""
    command = 'configure' if (folder / 'build.ninja').exists() else 'setup'
    return run(['meson', command, folder, '--werror', *options]) and run(['meson', 'compile', '-C', folder])


def read_results(folder, label, tally):
    report = folder / 'meson-logs' / 'testlog.junit.xml'
    if not report.exists():
        tally.add(f'{label}: no results', False)
        return
    for case in xml.etree.ElementTree.parse(report).iter('testcase'):
        name = f'{label}: {case.get("classname", "")} {case.get("name", "")}'.strip()
        if case.find('skipped') is not None:
            tally.skipped.append(name)
        else:
            tally.add(name, case.find('failure') is None and case.find('error') is None)


def meson_test(folder, label, tally, *arguments, env=None):
    (folder / 'meson-logs' / 'testlog.junit.xml').unlink(missing_ok=True)
    ok = run(['meson', 'test', '-C', folder, '--no-rebuild', '--print-errorlogs', *arguments], env)
    before = len(tally.failed)
    read_results(folder, label, tally)
    if not ok and len(tally.failed) == before:
        tally.add(f'{label}: a test program ended badly', False)


def fuzz(tally):
    options = ('-Dfuzz=true', '-Db_sanitize=address,undefined', '-Db_lundef=false', '-Dc_args=-fsanitize=fuzzer-no-link')
    ready = (FUZZED / 'build.ninja').exists() or run(['meson', 'setup', FUZZED, *options], {'CC': 'clang'})
    targets = [f'tests/fuzz/fuzz-{path.stem}' for path in sorted((ROOT / 'tests' / 'fuzz').glob('*.c'))]
    if not ready or not run(['ninja', '-C', FUZZED, *targets]):
        tally.add('fuzz: build', False)
        return
    meson_test(FUZZED, 'fuzz', tally, '--suite', 'fuzz', env=SANITIZE_ENV)


def main():
    began = time.monotonic()
    tally = Tally()
    if not build(BUILD):
        print('The build failed.\n0 passed, 1 failed')
        return 1

    meson_test(BUILD, 'tests', tally)
    if build(SANITIZED, '-Db_sanitize=address,undefined', '-Db_lundef=false'):
        meson_test(SANITIZED, 'sanitized', tally, '--suite', 'unit', '--suite', 'engine', '--timeout-multiplier', '4',
                   env=SANITIZE_ENV)
    else:
        tally.add('sanitized: build', False)
    fuzz(tally)

    for name in tally.skipped:
        print(f'skipped: {name}')
    for name in tally.failed:
        print(f'failed: {name}')
    print(f'{time.monotonic() - began:.0f} s')
    print(f'{tally.passed} passed, {len(tally.failed)} failed, {len(tally.skipped)} skipped')
    return 1 if tally.failed else 0


if __name__ == '__main__':
    sys.exit(main())
