# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A running Kith as a person meets it: through its accessible tree, the mouse and the keyboard."""

import os
import pathlib
import subprocess

import gi

from .wait import wait_for

ROLES = {
    'button': ('PUSH_BUTTON', 'TOGGLE_BUTTON'), 'entry': ('TEXT', 'ENTRY', 'PASSWORD_TEXT'), 'label': ('LABEL', 'STATIC'),
    'row': ('LIST_ITEM', 'TREE_ITEM', 'TABLE_ROW'), 'switch': ('CHECK_BOX', 'SWITCH', 'TOGGLE_BUTTON'),
    'menu item': ('MENU_ITEM', 'CHECK_MENU_ITEM', 'RADIO_MENU_ITEM'), 'window': ('FRAME', 'DIALOG', 'WINDOW', 'ALERT'),
}


def _atspi():
    # Imported late: the library looks for the bus once, when it is first used.
    gi.require_version('Atspi', '2.0')
    from gi.repository import Atspi
    return Atspi


def plain(name):
    """GTK 4.8 names a button with a mnemonic "_Sign In Sign In"; later ones "Sign In"."""
    half = len(name) // 2
    for i in (half, half + 1):
        if name[i:i + 1] == ' ' and name[:i].replace('_', '', 1) == name[i + 1:]:
            return name[i + 1:]
    return name


class Node:
    """One accessible object."""

    def __init__(self, window, accessible):
        self._window = window
        self.accessible = accessible

    @property
    def name(self):
        self.accessible.clear_cache()
        return plain(self.accessible.get_name() or '')

    @property
    def role(self):
        return self.accessible.get_role_name()

    def has(self, state):
        self.accessible.clear_cache()
        return self.accessible.get_state_set().contains(getattr(_atspi().StateType, state.upper()))

    def text(self):
        """The text of a label, an entry or a text view."""
        atspi = _atspi()
        count = atspi.Text.get_character_count(self.accessible)
        return atspi.Text.get_text(self.accessible, 0, count)

    def set_text(self, text):
        _atspi().EditableText.set_text_contents(self.accessible, text)

    def press(self):
        """Does the first action (a button's click); by mouse where the object has none."""
        try:
            if self.accessible.get_n_actions() and self.accessible.do_action(0):
                return
        except gi.repository.GLib.Error:
            pass
        self.click()

    def extents(self):
        """x, y, width and height inside the window, in pixels."""
        e = _atspi().Component.get_extents(self.accessible, _atspi().CoordType.WINDOW)
        return e.x, e.y, e.width, e.height

    def has_a_place(self):
        """What is on a page that is not shown has no size."""
        try:
            _x, _y, width, height = self.extents()
        except gi.repository.GLib.Error:
            return True
        return width > 0 and height > 0

    def click(self, button=1):
        x, y, width, height = self.extents()
        left, top = self._window.origin(self)
        subprocess.run(['xdotool', 'mousemove', str(left + x + width // 2), str(top + y + height // 2), 'click', str(button)],
                       env=self._window.desktop.environment, check=True, capture_output=True)

    def toplevel(self):
        node = self.accessible
        while node.get_parent() is not None and node.get_parent().get_role() != _atspi().Role.APPLICATION:
            node = node.get_parent()
        return Node(self._window, node)

    def all(self, role=None, name=None):
        """Every object below, itself included, of that role and name; `name` may be a function."""
        wanted = {getattr(_atspi().Role, r, None) for r in ROLES.get(role, (role.upper().replace(' ', '_'),))} if role else None
        found = []
        self._collect(self.accessible, wanted, name, found)
        return found

    def _collect(self, accessible, wanted, name, found):
        try:
            accessible.clear_cache()
            own = plain(accessible.get_name() or '')
            node = Node(self._window, accessible)
            if ((wanted is None or accessible.get_role() in wanted)
                    and (name is None or (name(own) if callable(name) else own == name)) and node.has_a_place()):
                found.append(node)
            for i in range(accessible.get_child_count()):
                child = accessible.get_child_at_index(i)
                if child is not None:
                    self._collect(child, wanted, name, found)
        except gi.repository.GLib.Error:
            pass  # it went away while we looked

    def find(self, role=None, name=None, timeout=15):
        """The first such object, waited for."""
        try:
            return wait_for(f'{role} "{name}"', lambda: self.all(role, name), timeout)[0]
        except TimeoutError as error:
            raise TimeoutError(f'{error}; there is:\n{self.tree()}') from None

    def tree(self):
        lines = []

        def walk(accessible, depth):
            states = [s for s in ('FOCUSED', 'SENSITIVE', 'VISIBLE', 'SELECTED', 'CHECKED')
                      if accessible.get_state_set().contains(getattr(_atspi().StateType, s))]
            lines.append(f'{"  " * depth}{accessible.get_role_name()} "{plain(accessible.get_name())}" {" ".join(states).lower()}')
            for i in range(accessible.get_child_count()):
                child = accessible.get_child_at_index(i)
                if child is not None:
                    walk(child, depth + 1)

        try:
            walk(self.accessible, 0)
        except gi.repository.GLib.Error as error:
            lines.append(f'({error.message})')
        return '\n'.join(lines)


class Window(Node):
    """Kith in a Desktop: start (), find (…), quit (), kill (). Its home is the desktop's, so a restart goes on."""

    def __init__(self, desktop, program=None):
        self.desktop = desktop
        self.program = program or os.environ['KITH_PROGRAM']
        self.process = None
        self._window = self
        self.accessible = None

    def start(self, *arguments, env=None):
        os.environ['DBUS_SESSION_BUS_ADDRESS'] = self.desktop.environment['DBUS_SESSION_BUS_ADDRESS']
        os.environ['DISPLAY'] = self.desktop.environment['DISPLAY']
        schemas = {'GSETTINGS_SCHEMA_DIR': os.environ['GSETTINGS_SCHEMA_DIR']} if 'GSETTINGS_SCHEMA_DIR' in os.environ else {}
        self.process = self.desktop.run([self.program, *arguments], 'kith.log', env={**schemas, **(env or {})})
        wait_for('the window of Kith', self._appear, timeout=30)
        return self

    def run_again(self, *arguments):
        """A second start; returns its exit status."""
        process = self.desktop.run([self.program, *arguments], 'kith-again.log')
        return process.wait()

    def quit(self):
        """Quits as a person does, and waits for the end."""
        self.desktop.key('ctrl+q')
        status = self.process.wait(30)
        self.accessible = None
        return status

    def kill(self):
        self.process.kill()
        self.accessible = None

    def end(self):
        """Kills it if it runs."""
        if self.process is not None and self.process.running:
            self.kill()

    def log(self):
        return pathlib.Path(self.desktop.folder / 'kith.log').read_text(errors='replace')

    def origin(self, node):
        """Where the window of `node` has its (0, 0) on the screen."""
        frame = node.toplevel()
        name = frame.name
        windows = self._xdotool('search', '--onlyvisible', '--pid', str(self.process.pid), '--name', '.*').split()
        for identifier in reversed(windows):
            if self._xdotool('getwindowname', identifier).strip() == name or len(windows) == 1:
                geometry = dict(line.split('=') for line in self._xdotool('getwindowgeometry', '--shell', identifier).split())
                _x, _y, width, height = frame.extents()
                # The X window is wider than the accessible frame by its shadow or border, alike on both sides.
                return (int(geometry['X']) + (int(geometry['WIDTH']) - width) // 2,
                        int(geometry['Y']) + (int(geometry['HEIGHT']) - height) // 2)
        raise LookupError(f'no X window called "{name}"')

    def _xdotool(self, *arguments):
        return subprocess.run(['xdotool', *arguments], env=self.desktop.environment, check=True, capture_output=True,
                              text=True).stdout

    def _appear(self):
        if not self.process.running:
            raise RuntimeError(f'Kith ended with {self.process.status}: {self.log()[-3000:]}')
        root = _atspi().get_desktop(0)
        root.clear_cache()
        for i in range(root.get_child_count()):
            child = root.get_child_at_index(i)
            if child is not None and child.get_process_id() == self.process.pid and child.get_child_count():
                self.accessible = child
                return True
        return False
