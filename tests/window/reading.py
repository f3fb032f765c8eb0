#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read here, read there: two devices of one person and a contact, each a Kith; the list of chats in order."""

import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, ChatCase, WindowCase
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


class List(ChatCase):
    def row(self, name, *words, without=()):
        """The row of a chat that says all this."""
        return self.kith.find('row', lambda n: n.startswith(f'{name}, ') and all(w in n for w in words)
                              and not any(w in n for w in without))

    def rows(self):
        return [node.name.split(',')[0] for node in self.kith.all('row')]

    def take_keyboard_to(self, name):
        """From wherever it is, by way of the search entry, to the row of a chat."""
        self.row(name)
        wait_for('the keyboard in the search', self.search)
        self.desktop.key('Tab')
        wait_for('the keyboard on a row', lambda: any(self.has_keyboard(f'{row}, ') for row in self.rows()))
        self.desktop.key('Home', *['Down'] * self.rows().index(name))
        wait_for(f'the keyboard on {name}', lambda: self.has_keyboard(f'{name}, '))

    def search(self):
        """A key may go to a menu that is just closing, so it is pressed again."""
        if not self.has_keyboard('Search'):
            self.desktop.key('ctrl+f')
        return self.has_keyboard('Search')

    def has_keyboard(self, name):
        """Whether something has the keyboard whose name begins so."""
        focused = self.kith.focused()
        return focused is not None and focused.name.startswith(name)

    def choose(self, name, *items):
        """Opens the menu of a chat's row by keyboard and chooses by the names of its items."""
        self.take_keyboard_to(name)
        self.desktop.key('shift+F10')
        for item in items:
            self.kith.find('menu item', item).press()
        wait_for('the end of the menu', lambda: not self.kith.all('menu item'))

    def picture(self, name):
        super().picture(f'list-{name}')

    def begin_with_two(self):
        """Two chats, each with a message, and their list on show."""
        self.nurse = self.enterContext(self.person('nurse'))
        self.nurse.write(JULIET, 'My lady!')
        self.row_is_counted(1)
        self.romeo.write(JULIET, 'But soft')
        self.row_is_counted(2)
        self.assertEqual(self.kith.quit(), 0)
        self.kith.start()
        self.kith.wait_until_online()
        self.row('Romeo', 'But soft', 'Available')

    def row_is_counted(self, n):
        self.kith.find('window', f'({n}) Kith')

    def test_pinned_muted_unread(self):
        self.begin_with_two()
        self.assertEqual(self.rows(), ['Romeo', 'nurse'])
        self.choose('nurse', 'Pin')
        self.row('nurse', 'pinned')
        self.assertEqual(self.rows(), ['nurse', 'Romeo'])

        # Nobody is told of a muted chat, and it does not count but for itself.
        self.choose('Romeo', 'Mute', 'Until I Change It')
        self.row('Romeo', 'muted')
        self.row_is_counted(1)
        shown = self.desktop.notifications.count()
        self.romeo.write(JULIET, 'What light')
        self.row('Romeo', 'What light', '2 unread', 'muted')
        self.nurse.write(JULIET, 'Madam!')
        self.row('nurse', 'Madam!', '2 unread')
        wait_for('a notification', lambda: self.desktop.notifications.count() > shown)
        self.assertFalse([n for n in self.desktop.notifications.shown() if 'What light' in n['body']])
        self.row_is_counted(2)
        self.picture('marks')

        self.choose('nurse', 'Mark as Read')
        self.kith.find('window', 'Kith')
        self.choose('nurse', 'Mark as Unread')
        self.row_is_counted(1)
        # It stays so, whatever the server has kept of what was read.
        self.assertEqual(self.kith.quit(), 0)
        self.kith.start()
        self.kith.wait_until_online()
        self.row('nurse', '1 unread', 'pinned')
        self.row('Romeo', '2 unread', 'muted')
        self.choose('Romeo', 'Unmute')
        self.row('Romeo', without=('muted',))
        self.row_is_counted(3)
        self.romeo.presence('dnd')
        self.row('Romeo', 'Do not disturb')

    def test_archived(self):
        self.begin_with_two()
        wait_for('the keyboard in the search', self.search)
        self.desktop.type('rosaline.capulet@prosody.test')
        self.kith.find('button', 'Add “rosaline.capulet@prosody.test” as a Contact…')
        self.picture('nobody')
        self.desktop.key('Escape')
        self.row('nurse')
        self.choose('nurse', 'Archive')
        wait_for('its going', lambda: self.rows() == ['Romeo'])
        self.picture('archived')
        self.kith.find('button', 'Undo').press()
        self.row('nurse')

        self.choose('nurse', 'Archive')
        self.kith.find('button', 'Archived Chats (1)').press()
        wait_for('only the archived', lambda: self.rows() == ['nurse'])
        self.picture('archive')
        self.kith.find('button', 'Back to the other chats').press()
        wait_for('only the others', lambda: self.rows() == ['Romeo'])
        self.kith.find('button', 'Archived Chats (1)').press()
        wait_for('only the archived', lambda: self.rows() == ['nurse'])
        self.nurse.write(JULIET, 'I come back')
        self.row('nurse', 'I come back')
        self.row('Romeo')
        wait_for('the button to go', lambda: not self.kith.all('button', 'Archived Chats (1)'))


if __name__ == '__main__':
    tap.main()
