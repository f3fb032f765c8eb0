#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People on the same network, without a server: chosen, found, talked with by keyboard, and gone."""

import asyncio
import os
import pathlib
import pwd
import re
import socket
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import WindowCase
from rig.nearby import Machine, Neighbour, OtherMachine, why_not
from rig.wait import wait_for

ROMEO = 'romeo@forza'


def own_address():
    """What Kith makes of the names of this person and this machine."""
    machine = re.sub('[^a-z0-9]+', '-', socket.gethostname().split('.')[0].lower()).strip('-') or 'localhost'
    return f'{pwd.getpwuid(os.getuid()).pw_name}@{machine}'


@unittest.skipIf(why_not(), why_not())
class Nearby(WindowCase):
    servers = ()
    desktop_options = {'size': '1000x700'}

    def setUp(self):
        super().setUp()
        self.here = self.enterContext(Machine(self.folder / 'here', 'here'))
        there = self.enterContext(OtherMachine(self.folder / 'forza', 'forza'))
        self.desktop.environment.update(self.here.environment)
        self.loop = self.enterContext(asyncio.Runner())
        self.romeo = Neighbour(there, ROMEO, 'Romeo', own_address(), self.folder / 'party')
        self.loop.run(self.romeo.open())
        self.addCleanup(lambda: self.loop.run(self.romeo.close()))

    def turn_on(self):
        self.desktop.key('ctrl+comma')
        self.kith.wait_until_open('Preferences')
        self.kith.find('button', 'Turn On')
        self.picture('off')
        self.desktop.key('alt+t')
        # It is an account like any other then.
        self.kith.find('label', lambda name: name.startswith(own_address()))
        wait_for('the choice to go', lambda: not self.kith.all('button', 'Turn On'))
        self.kith.find('row', 'People Nearby').press()
        self.kith.wait_until_open(own_address())
        self.kith.find('entry', 'What Contacts Are to Call You')
        self.assertEqual(self.kith.all('entry', 'Host'), [])
        self.picture('account')
        for title in (own_address(), 'Preferences'):
            self.desktop.key('Escape')
            self.kith.wait_until_closed(title)

    def wait_for_romeo(self, what):
        self.kith.find('row', lambda name: name.startswith('Romeo, ') and what in name)

    def wait_for_row(self, body):
        wait_for(f'“{body}” at the other end', lambda: [row for row in self.romeo.rows() if row.body == body])

    def test_somebody_without_a_server(self):
        kith = self.kith
        kith.start()
        kith.find('button', 'Sign In')
        self.turn_on()
        self.wait_for_romeo('Available')
        kith.find('row', 'Group Nearby, 1 of 1 online')

        self.desktop.key('ctrl+f')
        self.desktop.type('Romeo')
        self.desktop.key('Return')
        kith.find('entry', 'Message')
        self.desktop.type('But soft\n')
        self.wait_for_row('But soft')
        self.romeo.do('send', 'I take thee at thy word')
        kith.wait_for_message('I take thee at thy word')
        self.romeo.do('type')
        kith.find('label', 'Writing…')
        self.romeo.do('be', 'away', 'Banished')
        self.wait_for_romeo('Banished')
        self.picture('chat')

        # Nobody is found without Avahi, which is said; and all goes on when it is there again.
        self.here.stop_avahi()
        kith.find('label', lambda name: 'Avahi, is not running' in name)
        self.here.start_avahi()
        self.wait_for_romeo('Banished')
        self.desktop.type('Art thou gone so\n')
        self.wait_for_row('Art thou gone so')


if __name__ == '__main__':
    tap.main()
