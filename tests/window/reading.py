#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read here, read there: two devices of one person and a contact, each a Kith."""

import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import WindowCase
from rig.desktop import Desktop
from rig.servers import password_of
from rig.wait import wait_for


class Reading(WindowCase):
    @classmethod
    def prepare(cls, world):
        world.prosody.befriend('juliet', 'romeo')

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.desktops = [Desktop(tempfile.mkdtemp(prefix='desktop-', dir=os.environ['KITH_SANDBOX'])).__enter__() for _ in range(2)]
        for desktop in cls.desktops:
            cls.addClassCleanup(desktop.__exit__)

    def begin(self, kith, name):
        kith.start()
        kith.sign_in(f'{name}@{self.world.prosody.domain}', password_of(name))
        kith.wait_until_online()
        return kith

    def test_what_is_read_on_one_device_is_read_on_all(self):
        romeo = self.begin(self.new_kith(self.desktops[0]), 'romeo')
        desk = self.begin(self.kith, 'juliet')
        phone = self.begin(self.new_kith(self.desktops[1]), 'juliet')
        romeo.open_chat('Juliet')
        romeo.say('Are you awake?')
        for device in (desk, phone):
            device.find('window', '(1) Kith')
            wait_for('its notification', lambda d=device: d.desktop.notifications.shown())
        romeo.wait_for_state('Are you awake?', 'Delivered')

        # Read at one: the sender learns it, and the other has nothing to tell of any more.
        desk.open_chat('Romeo')
        romeo.wait_for_state('Are you awake?', 'Read')
        phone.find('window', 'Kith')
        wait_for('the withdrawal', lambda: not phone.desktop.notifications.shown())

        # The other way, and what was read while a device was away.
        self.assertEqual(desk.quit(), 0)
        romeo.say('And now?')
        phone.find('window', '(1) Kith')
        phone.open_chat('Romeo')
        romeo.wait_for_state('And now?', 'Read')
        phone.find('window', 'Kith')
        desk.start()
        desk.wait_until_online()
        desk.find('row', lambda n: n.startswith('Romeo, ') and 'And now?' in n and 'unread' not in n)
        desk.find('window', 'Kith')


if __name__ == '__main__':
    tap.main()
