#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of several devices gets a message, by their priorities (RFC 6121 §8.5.2.1, §8.5.3), on real servers."""

import contextlib
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.engine import Engine
from rig.person import Person
from rig.wait import wait_for
from rig.world import World


class Priority(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World('prosody', 'ejabberd').__enter__()
        cls.addClassCleanup(cls.world.__exit__)

    @contextlib.contextmanager
    def device(self, server, resource, priority):
        """There, as far as the server is concerned."""
        with Person(server, 'romeo', resource=resource, priority=priority) as romeo:
            wait_for(f'{resource} to be there', lambda: any(p['from'].resource == resource for p in list(romeo.presences)))
            yield romeo

    def check(self, server):
        romeo = f'romeo@{server.domain}'
        with Engine(server, 'juliet') as juliet, self.device(server, 'phone', -1) as phone:
            with self.device(server, 'tablet', 0) as tablet:
                with self.device(server, 'desk', 5) as desk, self.device(server, 'lap', 5) as lap:
                    juliet.send(romeo, 'a', 'to the best')
                    wait_for('it at the best', lambda: 'to the best' in desk.bodies() + lap.bodies())
                    for device, name in ((tablet, 'tablet'), (phone, 'phone'), (desk, 'desk')):
                        juliet.send(f'{romeo}/{name}', name, f'to {name} alone')
                        device.wait_for_body(f'to {name} alone')
                    self.assertEqual(phone.bodies(), ['to phone alone'])
                    self.assertEqual(tablet.bodies(), ['to tablet alone'])
                    self.assertNotIn('to desk alone', lap.bodies())
                juliet.send(romeo, 'b', 'to who is left')
                tablet.wait_for_body('to who is left')
            juliet.send(romeo, 'c', 'to nobody')
            juliet.send(f'{romeo}/phone', 'd', 'to the phone again')
            phone.wait_for_body('to the phone again')
            self.assertEqual(phone.bodies(), ['to phone alone', 'to the phone again'])
            # It waits for a device that takes what is for nobody in particular.
            with self.device(server, 'desk', 5) as desk:
                desk.wait_for_body('to nobody')

    def test_prosody(self):
        self.check(self.world.prosody)

    def test_ejabberd(self):
        self.check(self.world.ejabberd)


if __name__ == '__main__':
    tap.main()
