#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kith without a mouse. What has the keyboard is what a screen reader would tell of."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, ChatCase
from rig.servers import password_of
from rig.wait import wait_for

WIDEST = 360  # pixels


class KeyboardCase(ChatCase):
    @classmethod
    def prepare(cls, world):
        super().prepare(world)
        world.prosody.write_roster('juliet', {'romeo': {'name': 'Romeo', 'groups': ['Friends']},
                                              'nurse': {'name': 'Abigail', 'groups': ['Friends'], 'subscription': 'none'}})

    def sign_in(self):
        self.kith.start()
        self.kith.find('text', 'Address')  # which GTK 4.8 does not say to have the keyboard
        self.desktop.type(f'{JULIET}\n{password_of("juliet")}\n')

    def wait_for_focus(self, name):
        def has_it():
            node = self.kith.focused()
            return node is not None and node.name.startswith(name)
        try:
            wait_for(f'the keyboard on "{name}"', has_it)
        except TimeoutError as error:
            node = self.kith.focused()
            raise TimeoutError(f'{error}; it is on {node and node.name}') from None

    def tab_back_to(self, name):
        """However many steps it takes: to libadwaita 1.2 a view switcher is a row of buttons, to 1.7 it is one."""
        for _ in range(9):
            node = wait_for('anything to have the keyboard', self.kith.focused)
            if node.name.startswith(name):
                return
            self.desktop.key('shift+Tab')
            wait_for(f'"{node.name}" to lose it', lambda: (self.kith.focused() or node).path != node.path)
        self.fail(f'"{name}" is not reached')


class Keyboard(KeyboardCase):
    def test_from_signing_in_to_quitting(self):
        self.wait_for_focus('Group Friends')
        self.desktop.key('Down', 'Down')
        self.wait_for_focus('Romeo, Available')
        self.desktop.key('Return')
        self.wait_for_focus('Message')
        self.desktop.type('Without a mouse\n')
        self.romeo.wait_for_body('Without a mouse')
        self.kith.wait_for_state('Without a mouse', 'Delivered')
        self.desktop.key('Escape')
        self.kith.find('label', 'No Chat Selected')
        self.wait_for_focus('Romeo, Available')
        self.assertEqual(self.kith.quit(), 0)

    def test_found_and_opened(self):
        self.desktop.key('ctrl+k')
        self.wait_for_focus('Search')
        self.desktop.type('xyz')
        self.kith.find('label', 'Nobody Found')
        self.desktop.key('ctrl+a')
        self.desktop.type('rom\n')
        self.wait_for_focus('Message')
        self.desktop.type('Found\n')
        self.romeo.wait_for_body('Found')

    def test_messages_are_reached_and_told(self):
        self.wait_for_focus('Group Friends')
        self.desktop.key('Down', 'Down', 'Return')
        self.wait_for_focus('Message')
        self.romeo.write(JULIET, 'Can you hear me?')
        self.kith.find('label', 'Can you hear me?')
        self.desktop.key('shift+Tab')
        self.wait_for_focus('Romeo, ')
        self.assertIn('Can you hear me?', self.kith.focused().name)
        self.desktop.key('shift+F10')
        self.kith.find('menu item', 'Copy')
        self.desktop.key('Escape')
        wait_for('its going', lambda: not self.kith.all('menu item', 'Copy'))
        self.desktop.key('Escape')
        self.wait_for_focus('Message')

        # Back by a page, and with End from the empty entry to the newest.
        for number in range(3):
            self.romeo.write(JULIET, f'Act {number}' + '\nand so on' * 30)
            self.kith.find('label', lambda n, number=number: n.startswith(f'Act {number}'))
        self.desktop.key('Page_Up')
        self.kith.find('button', 'Newest Messages')
        self.desktop.key('End')
        wait_for('the end', lambda: not self.kith.all('button', 'Newest Messages'))

    def test_the_menu_of_a_contact(self):
        self.wait_for_focus('Group Friends')
        self.desktop.key('Down', 'Down')
        self.wait_for_focus('Romeo, Available')
        self.desktop.key('shift+F10')
        self.kith.find('menu item', 'Contact Details…')
        self.desktop.key('Return')
        self.kith.wait_until_open('Contact Details')
        self.desktop.key('Escape')
        self.kith.wait_until_closed('Contact Details')
        self.wait_for_focus('Romeo, Available')

    def test_own_presence(self):
        self.wait_for_focus('Group Friends')
        self.tab_back_to('Your presence')
        self.desktop.key('Return')
        self.wait_for_focus('Available')
        self.desktop.key('Down', 'Down')
        self.wait_for_focus('Away')
        self.desktop.key('Return')
        self.romeo.wait_for_show(JULIET, 'away')

    def test_every_window_opens_and_closes(self):
        for keys, title in (('ctrl+comma', 'Preferences'), ('ctrl+n', 'Add Contact'),
                            ('ctrl+question', lambda n: 'Shortcuts' in n)):
            self.desktop.key(keys)
            self.picture(self.kith.wait_until_open(title).name)
            self.desktop.key('Escape')
            self.kith.wait_until_closed(title)


class Narrow(KeyboardCase):
    """A screen that is 360 px wide inside the borders of a window, and text of twice the usual size."""

    desktop_options = {'size': f'{WIDEST + 10}x760', 'large_text': True}

    def open(self, title, *keys):
        for key in keys:
            self.desktop.key(key)
        window = self.kith.wait_until_open(title)
        self.wait_for_fit(window)

    def close(self, title):
        self.desktop.key('Escape')
        self.kith.wait_until_closed(title)

    def wait_for_fit(self, window):
        def fits():
            left, _top, width, _height = window.extents()
            return 0 < width + 2 * left <= WIDEST  # GTK 4.18 counts the border, which ends at 0

        wait_for(f'"{window.name}" to fit', fits)

    def test_every_view_fits(self):
        main = self.kith.find('frame')
        self.wait_for_focus('Group Friends')
        self.wait_for_fit(main)
        self.desktop.key('ctrl+shift+f')
        self.kith.find('label', 'Search All Messages')
        self.desktop.type('romeo')
        self.kith.find('label', 'No Message Found')
        self.wait_for_fit(main)
        self.desktop.key('Escape', 'ctrl+k')
        self.desktop.type('rom\n')
        self.wait_for_focus('Message')
        self.desktop.key('ctrl+f')
        self.wait_for_focus('Search in this chat')
        self.wait_for_fit(main)
        self.desktop.key('Escape')
        self.wait_for_focus('Message')
        self.desktop.key('Escape')
        self.kith.find('button', lambda n: n.startswith('Your presence'))
        self.open('Add Contact', 'ctrl+n')
        self.close('Add Contact')
        self.open('Preferences', 'ctrl+comma')
        for key in ('alt+p', 'alt+m', 'alt+n', 'alt+a'):
            self.desktop.key(key)
            self.kith.wait_for_rest()
            self.wait_for_fit(self.kith.find('window', 'Preferences'))
        self.open('Add Account', 'alt+d')
        self.close('Add Account')
        self.close('Preferences')
        self.desktop.key('F10')
        self.kith.find('menu item', 'Services…')
        self.open('Services', 'e')


if __name__ == '__main__':
    tap.main()
