# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The accessible objects of a program, asked for over D-Bus as a screen reader does.

Not through libatspi: that knows one session in a process, and asks for each property of each object by itself.
"""

import functools
import typing

from gi.repository import Gio, GLib

from .wait import PATIENCE_MS

ROOT = '/org/a11y/atspi/accessible/root'
CACHE = '/org/a11y/atspi/cache'
ACCESSIBLE = 'org.a11y.atspi.Accessible'
WINDOW_COORDINATES = 1
LABELLED_BY = 2
BORDERS = 2  # pixels, of both sides together

# The numbers of AtspiRole and AtspiStateType.
ROLES = {
    'alert': 2, 'check box': 7, 'check menu item': 8, 'combo box': 11, 'dialog': 16, 'frame': 23, 'image': 27, 'label': 29, 'list item': 32,
    'menu item': 35, 'password text': 40, 'popup menu': 33, 'push button': 43, 'radio menu item': 45, 'text': 61, 'toggle button': 62,
    'window': 69, 'application': 75, 'entry': 79, 'table row': 90, 'tree item': 91, 'static': 116,
}
MENU_ITEMS = tuple(ROLES[role] for role in ('menu item', 'check menu item', 'radio menu item'))
STATES = {'active': 1, 'checked': 4, 'focused': 12, 'pressed': 20, 'selected': 23, 'sensitive': 24}


def connect(address):
    """A connection of its own to a message bus."""
    return Gio.DBusConnection.new_for_address_sync(
        address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)


class Item(typing.NamedTuple):
    """An object as the program describes it."""
    path: str
    parent: str
    index: int
    n_children: int
    interfaces: tuple
    name: str
    role: int
    states: int

    def has(self, state):
        return bool(self.states >> STATES[state] & 1)


class Tree:
    """All objects of a program at one moment. `told`: the paths of the children that some say they have, by path."""

    def __init__(self, items, told):
        # What has no index is no child of the parent that it names: GTK keeps it for later, or is about to forget it.
        # A page of the preferences of libadwaita 1.7 has one all the same, which tells of it.
        parents = {child: (path, i) for path, children in told.items() for i, child in enumerate(children)}
        items = [item._replace(parent=parents[item.path][0], index=parents[item.path][1])
                 if item.index < 0 and item.path in parents else item for item in items]
        items = [item for item in items if item.index >= 0 or item.path == ROOT]
        self.items = {item.path: item for item in items}
        self._children = {}
        for item in sorted(items, key=lambda i: i.index):
            self._children.setdefault(item.parent, []).append(item)

    def children(self, path):
        return self._children.get(path, ())

    def leave_out(self, item):
        """From now on the object and those below it are nobody's children."""
        self._children[item.parent].remove(item)

    def below(self, path, depth=0):
        """The object and all below it, each after its parent, with their depth."""
        if path in self.items:
            yield self.items[path], depth
            for child in self.children(path):
                yield from self.below(child.path, depth + 1)

    def lacking(self):
        """Those of whose children only the number is known: GTK makes an object when it is asked for.

        A closed menu is not counted, and stands behind the last one.
        """
        return [item for item, _depth in self.below(ROOT)
                if sum(child.index < item.n_children for child in self.children(item.path)) < item.n_children]


class Program:
    """One program on the accessibility bus."""

    def __init__(self, bus, name):
        self._bus = bus
        self._name = name

    def call(self, path, interface, method, signature=None, *values):
        parameters = GLib.Variant(signature, values) if signature else None
        return self._bus.call_sync(self._name, path, interface, method, parameters, None, 0, PATIENCE_MS, None).unpack()

    def get(self, path, interface, name):
        return self.call(path, 'org.freedesktop.DBus.Properties', 'Get', '(ss)', interface, name)[0]

    @functools.cached_property
    def tells_what_is_hidden(self):
        """Whether Component.Contains () answers truly: in GTK 4.8, not in 4.18."""
        version = self.get(ROOT, 'org.a11y.atspi.Application', 'Version')
        return tuple(int(part) for part in version.split('.')[:2]) < (4, 10)

    def tree(self):
        """Fails with a GLib.Error while the program is not yet, or no longer, there."""
        told = {}
        while True:
            tree = Tree(self._items(), told)
            lacking = [item.path for item in tree.lacking() if item.path not in told]
            if not lacking:
                for item in [item for item in tree.items.values() if self._is_closed(item)]:
                    tree.leave_out(item)
                return tree
            for path in lacking:
                told[path] = [child for _bus, child in self.call(path, ACCESSIBLE, 'GetChildren')[0]]

    def _items(self):
        items = self.call(CACHE, 'org.a11y.atspi.Cache', 'GetItems')[0]
        return [Item(path, parent, index, n_children, tuple(interfaces),
                     name or (self._name_by_label(path) if role in MENU_ITEMS else ''), role, states[0] | states[1] << 32)
                for (_, path), _, (_, parent), index, n_children, interfaces, name, role, _, states in items]

    def _is_closed(self, item):
        """Whether it is a closed menu of GTK 4.18, which still has all that was in it, but is no more than its border."""
        return (item.role == ROLES['popup menu'] and not self.tells_what_is_hidden and
                self.call(item.path, 'org.a11y.atspi.Component', 'GetExtents', '(u)', WINDOW_COORDINATES)[0][2] <= BORDERS)

    def _name_by_label(self, path):
        """What a screen reader tells of a menu item of GTK 4.18, which has a label but no name: the label's text."""
        for relation, targets in self.call(path, ACCESSIBLE, 'GetRelationSet')[0]:
            if relation == LABELLED_BY:
                return ' '.join(self.call(target, 'org.a11y.atspi.Text', 'GetText', '(ii)', 0, -1)[0] for _, target in targets)
        return ''


class Accessibility:
    """The accessibility bus of a session, switched on."""

    def __init__(self, session_bus):
        session_bus.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.freedesktop.DBus.Properties', 'Set',
                              GLib.Variant('(ssv)', ('org.a11y.Status', 'IsEnabled', GLib.Variant('b', True))),
                              None, 0, PATIENCE_MS, None)
        reply = session_bus.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None, 0, PATIENCE_MS, None)
        self._bus = connect(reply.unpack()[0])

    def find(self, pid):
        """The Program with this process id; None when it is not there."""
        registry = Program(self._bus, 'org.a11y.atspi.Registry')
        for name, _path in registry.call(ROOT, ACCESSIBLE, 'GetChildren')[0]:
            try:
                reply = self._bus.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'GetConnectionUnixProcessID',
                                            GLib.Variant('(s)', (name,)), None, 0, PATIENCE_MS, None)
            except GLib.Error:
                continue  # it has just ended
            if reply.unpack()[0] == pid:
                return Program(self._bus, name)
        return None
