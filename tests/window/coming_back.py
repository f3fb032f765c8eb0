#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Coming back: Kith signs in with the token that the server gave, and tells it whether anybody looks."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import ChatCase
from rig.wait import wait_for


class ComingBack(ChatCase):
    @classmethod
    def prepare(cls, world):
        super().prepare(world)
        world.prosody.sasl2 = True

    def received(self, pattern):
        """What the server's log says that clients have sent."""
        log = (self.world.prosody.folder / 'prosody.log').read_text()
        return re.findall(rf'Received\[[^]]*\]: <{pattern}', log)

    def test_with_the_token(self):
        """SCRAM the first time, with a token asked for; then that alone, in one step, also after another start."""
        mechanism = "authenticate[^>]*mechanism='([^']*)'"
        self.assertEqual(self.received(mechanism)[-1], 'SCRAM-SHA-256-PLUS')
        for _ in range(2):
            self.assertEqual(self.kith.quit(), 0)
            before = len(self.received(mechanism))
            self.kith.start()
            self.kith.wait_until_online()
            self.assertEqual(self.received(mechanism)[before:], ['HT-SHA-256-EXPR'])

    def test_nobody_looks(self):
        """A minute after another window has taken the keyboard the server may rest, and at once it may not."""
        before = len(self.received('inactive'))
        other = self.desktop.open_other_window()
        self.addCleanup(other.stop)
        wait_for('the other window to have the keyboard', lambda: not self.kith.is_active())
        self.assertEqual(len(self.received('inactive')), before)
        wait_for('the word that nobody looks', lambda: len(self.received('inactive')) > before, timeout=120)
        active = len(self.received('active'))
        self.assertEqual(self.kith.run_again(), 0)
        wait_for('the keyboard', self.kith.is_active)
        wait_for('the word that somebody looks', lambda: len(self.received('active')) > active)


if __name__ == '__main__':
    tap.main()
