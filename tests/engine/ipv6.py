#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that is to be had by IPv6 alone."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.engine import Engine
from rig.world import World


class Ipv6(unittest.TestCase):
    def test_every_road(self):
        world = World('prosody')
        world.prosody.address = '::1'
        with world:
            for road in ('starttls', 'tls', 'websocket', 'bosh'):
                with self.subTest(road=road), Engine(world.prosody, 'juliet', ROAD=road) as juliet:
                    juliet.send(juliet.address, 'self', 'to myself')
                    juliet.wait_for_messages(1)


if __name__ == '__main__':
    tap.main()
