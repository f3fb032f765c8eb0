# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A running Kith as a person meets it: through its accessible tree, the mouse and the keyboard."""

import os
import pathlib
import re
import subprocess
import time

from gi.repository import GLib

from .accessible import ACCESSIBLE, ROLES, ROOT, STATES, WINDOW_COORDINATES
from .process import Adopted, times_slept
from .wait import wait_for

LARGEST = 20000  # pixels: the size of what has none is anything, in GTK 4.18

# What tests call the roles; some are more than one role to the toolkit.
KINDS = {
    'button': ('push button', 'toggle button'), 'entry': ('text', 'entry', 'password text'), 'label': ('label', 'static'),
    'row': ('list item', 'tree item', 'table row'), 'switch': ('check box', 'toggle button'),
    'menu item': ('menu item', 'check menu item', 'radio menu item'), 'window': ('frame', 'dialog', 'window', 'alert'),
}

# Messages of the libraries of Debian 12 and 13 that say nothing about Kith.
HARMLESS = re.compile('|'.join((
    'Unable to register the window with path',  # the accessibility bus has not seen the application yet
    # A message dialog of libadwaita 1.7 measures its heading, which does not wrap, for less than all of that (measure_heading ()).
    r'Trying to measure GtkLabel \S+ for width of \d+, but it needs at least \d+',
)))


def plain(name):
    """GTK 4.8 names a button with a mnemonic "_Sign In Sign In"; later ones "Sign In"."""
    half = len(name) // 2
    for i in (half, half + 1):
        if name[i:i + 1] == ' ' and name[:i].replace('_', '', 1) == name[i + 1:]:
            return name[i + 1:]
    return name


class Node:
    """One accessible object, with the name that it had when it was found."""

    def __init__(self, window, item):
        self._window = window
        self._item = item

    @property
    def path(self):
        return self._item.path

    @property
    def name(self):
        return plain(self._item.name)

    def has(self, state):
        low, high = self._call(ACCESSIBLE, 'GetState')[0]
        return bool((low | high << 32) >> STATES[state] & 1)

    def text(self):
        """The text of a label, an entry or a text view."""
        count = self._program.get(self.path, 'org.a11y.atspi.Text', 'CharacterCount')
        return self._call('org.a11y.atspi.Text', 'GetText', '(ii)', 0, count)[0]

    def set_text(self, text):
        self._call('org.a11y.atspi.EditableText', 'SetTextContents', '(s)', text)

    def press(self):
        """Does the first action (a button's click); by mouse where there is none.

        A menu button has none, but the button inside it, of the same name, has.
        """
        node = self if self._can_act() else next((n for n in self.all('button', self.name) if n._can_act()), None)
        if node:
            node._call('org.a11y.atspi.Action', 'DoAction', '(i)', 0)
        else:
            self.click()

    def extents(self):
        """x, y, width and height inside the window, in pixels."""
        return self._call('org.a11y.atspi.Component', 'GetExtents', '(u)', WINDOW_COORDINATES)[0]

    def is_seen(self):
        """False on a page that is not shown. GTK's own states do not tell that; the later ones have no such objects."""
        if 'org.a11y.atspi.Component' not in self._item.interfaces:
            return True
        try:
            x, y, width, height = self.extents()
            if not (0 < width < LARGEST and 0 < height < LARGEST):
                return False
            if not self._program.tells_what_is_hidden:
                return True
            return self._call('org.a11y.atspi.Component', 'Contains', '(iiu)', x + width // 2, y + height // 2,
                              WINDOW_COORDINATES)[0]
        except GLib.Error:
            return False  # it went away while we looked

    def click(self, button=1):
        """Clicks in its middle, once it lies still there.

        GTK invents a motion of the mouse in a popover that has just gone, and then holds it to be there until the mouse
        moves: a press right after that is lost (gdk_surface_request_motion). So the mouse arrives first, and when that
        has been taken note of, moves once more.
        """
        def place():
            x, y, width, height = self.extents()
            left, top = self._window.origin(self)
            return left + x + width // 2, top + y + height // 2

        before, there = None, place()
        while there != before:
            self._window.mouse('mousemove', there[0] - 1, there[1])
            self._window.wait_for_rest()
            before, there = there, place()
        self._window.mouse('mousemove', *there, 'click', button)

    def write(self, text):
        """Replaces the text of an entry as a person does: by mouse and keyboard."""
        wait_for('its window to have the keyboard', lambda: self.toplevel().has('active'))
        self.click()
        self._window.desktop.key('ctrl+a')
        self._window.desktop.type(text)
        wait_for(f'"{text}" in {self.name}', lambda: self.text() == text)

    def toplevel(self):
        tree = self._program.tree()
        item = tree.items[self.path]
        while item.parent != ROOT:
            item = tree.items[item.parent]
        return Node(self._window, item)

    def all(self, role=None, name=None):
        """What is seen of this object and those below it, of that role and name; `name` may be a function."""
        wanted = {ROLES[r] for r in KINDS.get(role, (role,))} if role else None
        try:
            tree = self._program.tree()
        except GLib.Error:
            return []  # the program is busy beginning or ending
        nodes = [Node(self._window, item) for item, _depth in tree.below(self.path) if not wanted or item.role in wanted]
        return [n for n in nodes if (name is None or (name(n.name) if callable(name) else n.name == name)) and n.is_seen()]

    def find(self, role=None, name=None):
        """The first such object, waited for."""
        try:
            return wait_for(f'{role} "{name}"', lambda: self.all(role, name))[0]
        except TimeoutError as error:
            raise TimeoutError(f'{error}; there is:\n{self.tree()}') from None

    def tree(self):
        """What is seen and a test may ask for, as text."""
        numbers = {number: role for role, number in ROLES.items()}
        lines = []
        above = []  # the depths of those told of that the next one is below
        try:
            for item, depth in self._program.tree().below(self.path):
                if item.role in numbers and Node(self._window, item).is_seen():
                    while above and above[-1] >= depth:
                        above.pop()
                    states = ' '.join(s for s in STATES if s != 'sensitive' and item.has(s))
                    lines.append(f'{"  " * len(above)}{numbers[item.role]} "{plain(item.name)}" {states}'
                                 f'{"" if item.has("sensitive") else " insensitive"}')
                    above.append(depth)
        except GLib.Error as error:
            lines.append(f'({error.message})')
        return '\n'.join(lines)

    def _can_act(self):
        return 'org.a11y.atspi.Action' in self._item.interfaces and self._program.get(
            self.path, 'org.a11y.atspi.Action', 'NActions') > 0

    @property
    def _program(self):
        return self._window.accessible

    def _call(self, interface, method, signature=None, *values):
        return self._program.call(self.path, interface, method, signature, *values)


class Window(Node):
    """Kith in a Desktop: start (), find (…), quit (), kill (). Its home is the desktop's, so a restart goes on."""

    path = ROOT
    name = 'kith'

    def __init__(self, desktop, program=None):
        self.desktop = desktop
        self.program = program or os.environ['KITH_PROGRAM']
        self.process = None
        self.accessible = None
        self._window = self
        self._started = []
        self._log_start = self._log_size()

    def start(self, *arguments, env=None):
        self._begin(self.desktop.run([self.program, *arguments], 'kith.log', env=env))
        return self.wait_for_window()

    def adopt(self, pid):
        """Takes over a Kith that the bus has started."""
        self._begin(Adopted(pid))
        return self.wait_for_window()

    def wait_for_window(self):
        """Until it shows a window that takes the keyboard."""
        wait_for('the window of Kith', self._appear)
        return self

    def run_again(self, *arguments):
        """A second start; returns its exit status."""
        return self.desktop.run([self.program, *arguments], 'kith.log').wait()

    def quit(self):
        """Quits as a person does, and waits for the end."""
        wait_for('its window to have the keyboard', self.is_active)
        self.desktop.key('ctrl+q')
        status = self.process.wait()
        self.accessible = None
        return status

    def kill(self):
        self.process.kill()
        self.accessible = None

    def end(self):
        """Asks it to end, as the session does at a logout, if it runs."""
        for process in self._started:
            if process.running:
                process.stop()
                if process.status != 0:
                    raise RuntimeError(f'Kith was to end, and did so with {process.status}')

    def focused(self):
        """The object that has the keyboard; None if there is none."""
        try:
            items = [item for item, _depth in self.accessible.tree().below(ROOT) if item.has('focused')]
        except GLib.Error:
            return None
        nodes = [node for node in (Node(self, item) for item in items) if node.is_seen()]
        return nodes[-1] if nodes else None

    def is_active(self):
        return any(n.has('active') for n in self.all('frame'))

    def wait_until_open(self, title):
        """Until a window with that title, or heading, has the keyboard: keys pressed before go to the window below."""
        def opened():
            windows = self.all('window')
            active = [node for node in windows if node._item.has('active')]
            if not active:
                # GTK 4.8 calls no message dialog active, but then it calls none of the others so either.
                active = [node for node in windows if node.name == title or node._item.role != ROLES['frame']]
            return next((node for node in active if node.all('window', title) or node.all('label', title)), None)
        return wait_for(f'the keyboard in "{title}"', opened)

    def wait_until_closed(self, title):
        """Until a window of its has gone, and another one has the keyboard."""
        wait_for(f'the end of "{title}"', lambda: not self.all('window', title) and self.is_active())

    def log(self):
        """What has been logged since this object was made."""
        if not self._log_size():
            return ''
        return self._log_path().read_bytes()[self._log_start:].decode(errors='replace')

    def complaints(self):
        """The warnings and worse in the log."""
        lines = (line for line in self.log().splitlines() if re.search(r'-(WARNING|CRITICAL|ERROR) \*\*|ERROR: \w+Sanitizer', line))
        return [line for line in lines if not HARMLESS.search(line)]

    def mouse(self, *arguments):
        self._xdotool(*(str(argument) for argument in arguments))

    def wait_for_rest(self):
        """Until it has slept for two frames, so that nothing waits to be done; or has drawn for many, as a spinner does."""
        end = time.monotonic() + 0.5
        before, now = None, times_slept(self.process.pid)
        while now != before and time.monotonic() < end:
            time.sleep(0.04)
            before, now = now, times_slept(self.process.pid)

    def origin(self, node):
        """Where the window of `node` has its (0, 0) on the screen. Waited for: titles change, and windows come and go."""
        return wait_for(f'the X window of "{node.name}"', lambda: self._origin(node.toplevel()))

    def _origin(self, frame):
        x, y, width, height = frame.extents()  # GTK 4.18 does not count from the corner of the frame
        try:
            windows = self._xdotool('search', '--onlyvisible', '--pid', str(self.process.pid), '--name', '.*').split()
            for identifier in reversed(windows):
                if len(windows) == 1 or self._xdotool('getwindowname', identifier).strip() == frame.name:
                    shell = self._xdotool('getwindowgeometry', '--shell', identifier).split()
                    geometry = {name: int(value) for name, value in (line.split('=') for line in shell)}
                    # The X window is wider than the accessible frame by its shadow or border, alike on both sides.
                    return (geometry['X'] + (geometry['WIDTH'] - width) // 2 - x,
                            geometry['Y'] + (geometry['HEIGHT'] - height) // 2 - y)
        except subprocess.CalledProcessError:
            pass  # one went away while we looked
        return None

    def is_seen(self):
        return True

    def _begin(self, process):
        self.process = process
        self._started.append(process)

    def _xdotool(self, *arguments):
        return subprocess.run(['xdotool', *arguments], env=self.desktop.environment, check=True, capture_output=True,
                              text=True).stdout

    def _log_path(self):
        return pathlib.Path(self.desktop.folder / 'kith.log')

    def _log_size(self):
        return self._log_path().stat().st_size if self._log_path().exists() else 0

    def _appear(self):
        if not self.process.running:
            raise RuntimeError(f'Kith ended with {self.process.status}: {self.log()[-3000:]}')
        self.accessible = self.desktop.accessibility.find(self.process.pid)
        # On the person's own desktop they may be doing something else.
        return self.accessible is not None and (self.is_active() or not self.desktop.own_display)
