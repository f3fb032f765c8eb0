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

    @classmethod
    def read(cls, entry):
        """From what the cache says of it, a ((so)(so)(so)iiassusau). To unpack () all of that takes three times as long."""
        field = entry.get_child_value
        return cls(path=field(0).get_child_value(1).get_string(), parent=field(2).get_child_value(1).get_string(),
                   index=field(3).get_int32(), n_children=field(4).get_int32(), interfaces=tuple(field(5).get_strv()),
                   name=field(6).get_string(), role=field(7).get_uint32(), states=field(9).get_child_value(0).get_uint32())

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

    def below(self, path):
        """The object and all below it, each after its parent, with their depth."""
        waiting = [(self.items[path], 0)] if path in self.items else []
        while waiting:
            item, depth = waiting.pop()
            yield item, depth
            waiting += [(child, depth + 1) for child in reversed(self.children(item.path))]

    def lacking(self):
        """Those of whose children only the number is known: GTK makes an object when it is asked for.

        A closed menu is not counted, and stands behind the last one. What is hidden is not counted either, and GTK 4.8
        says of all of that that it stands first.
        """
        return [item for item, _depth in self.below(ROOT) if self._count_known(item) < item.n_children]

    def _count_known(self, item):
        children = self.children(item.path)
        # The only child of a page of a stack has the page's number among the pages.
        if item.name == 'GtkStackPage':
            return len(children)
        return len({child.index for child in children if child.index < item.n_children})


class Program:
    """One program on the accessibility bus."""

    def __init__(self, bus, name):
        self._bus = bus
        self._name = name
        self._answer = None  # of the cache, the last one, and what was made of it
        self._items, self._told = (), {}
        self._read_before = {}  # Items by what the cache said

    def call(self, path, interface, method, signature=None, *values):
        return self._call(path, interface, method, signature, *values).unpack()

    def get(self, path, interface, name):
        return self.call(path, 'org.freedesktop.DBus.Properties', 'Get', '(ss)', interface, name)[0]

    @functools.cached_property
    def tells_what_is_hidden(self):
        """Whether Component.Contains () answers truly: in GTK 4.8, not in 4.18."""
        version = self.get(ROOT, 'org.a11y.atspi.Application', 'Version')
        return tuple(int(part) for part in version.split('.')[:2]) < (4, 10)

    def tree(self):
        """Fails with a GLib.Error while the program is not yet, or no longer, there."""
        answer = self._ask_cache()
        if self._answer is None or not self._answer.equal(answer):
            self._learn(answer)
        tree = Tree(self._items, self._told)
        for item in [item for item in tree.items.values() if self._is_closed(item)]:
            tree.leave_out(item)
        return tree

    def _call(self, path, interface, method, signature=None, *values):
        parameters = GLib.Variant(signature, values) if signature else None
        return self._bus.call_sync(self._name, path, interface, method, parameters, None, 0, PATIENCE_MS, None)

    def _ask_cache(self):
        return self._call(CACHE, 'org.a11y.atspi.Cache', 'GetItems')

    def _learn(self, answer):
        """Reads an answer of the cache, and asks for what is lacking there, until nothing new comes of it."""
        self._answer = None
        items, told = self._read(answer), {}
        while lacking := [item.path for item in Tree(items, told).lacking() if item.path not in told]:
            known = {item.path for item in items}
            for path in lacking:
                told[path] = [child for _bus, child in self.call(path, ACCESSIBLE, 'GetChildren')[0]]
                lacking += [child for child in told[path] if child not in known and child not in told]
            if any(path not in known for path in lacking):
                answer = self._ask_cache()
                items = self._read(answer)
        self._items, self._told = items, told
        # While something is being made or forgotten the same answer may mean something else the next time.
        known = {item.path for item in items}
        settled = all(len(told[item.path]) >= item.n_children and known.issuperset(told[item.path])
                      for item in Tree(items, told).lacking())
        self._answer = answer if settled else None

    def _read(self, answer):
        entries = answer.get_child_value(0)
        read = {}
        for entry in (entries.get_child_value(i) for i in range(entries.n_children())):
            data = entry.get_data_as_bytes().get_data()
            read[data] = self._read_before.get(data) or Item.read(entry)
        self._read_before = read
        return [item._replace(name=self._name_by_label(item.path)) if item.role in MENU_ITEMS and not item.name else item
                for item in read.values()]

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
