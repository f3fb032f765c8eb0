# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the unittest cases of a test program and tells their results as TAP, one line a case, as they end."""

import sys
import traceback
import unittest


class _Result(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.number = 0
        self._failed = None

    def _say(self, ok, test, comment=''):
        self.number += 1
        name = test.id().split('.', 1)[-1]
        print(f'{"ok" if ok else "not ok"} {self.number} {name}{comment}', flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._say(True, test)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._say(True, test, f' # SKIP {reason}')

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self._fail(test, error)

    def addError(self, test, error):
        super().addError(test, error)
        self._fail(test, error)

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error:
            self._fail(test, error)

    def _fail(self, test, error):
        # A test may fail more than once: in its parts, and in what comes after it.
        if test is not self._failed:
            self._failed = test
            self._say(False, test)
        # What says most comes last: the end is what one gets to see.
        more = test.tell_more() if hasattr(test, 'tell_more') else ''
        for line in (more + '\n' + ''.join(traceback.format_exception(*error))).strip().splitlines():
            print(f'# {line}', flush=True)


def main():
    """The last line of a test program: tap.main ()."""
    names = sys.argv[1:]
    loader = unittest.defaultTestLoader
    module = sys.modules['__main__']
    suite = loader.loadTestsFromNames(names, module) if names else loader.loadTestsFromModule(module)
    print(f'1..{suite.countTestCases()}', flush=True)
    result = _Result()
    suite.run(result)
    sys.exit(0 if result.wasSuccessful() else 1)
