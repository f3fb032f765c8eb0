#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop's idle monitor, as GNOME has it, that says what a test wants.

Run as a program it owns org.gnome.Mutter.IdleMonitor on the session bus; `Idle` is the test's side of it.
"""

import sys

from gi.repository import Gio, GLib

PATH = '/org/gnome/Mutter/IdleMonitor/Core'
NAME = 'org.gnome.Mutter.IdleMonitor'
TEST_NAME = 'im.kith.test.Idle'

INTERFACES = f'''<node>
  <interface name="{NAME}"><method name="GetIdletime"><arg type="t" direction="out"/></method></interface>
  <interface name="{TEST_NAME}"><method name="Set"><arg type="u" direction="in"/></method></interface>
</node>'''


class Server:
    def __init__(self, idle_s):
        self._idle_s = idle_s

    def register(self, connection, _name):
        for interface in Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces:
            connection.register_object(PATH, interface, self._on_call, None, None)

    def _on_call(self, _connection, _sender, _path, _interface, method, parameters, invocation):
        if method == 'Set':
            self._idle_s = parameters.unpack()[0]
            invocation.return_value(None)
        else:
            invocation.return_value(GLib.Variant('(t)', (self._idle_s * 1000,)))


class Idle:
    """What a test says of how long nobody has touched the machine."""

    name = NAME

    def __init__(self, bus):
        self._bus = bus

    def set(self, idle_s):
        self._bus.call_sync(NAME, PATH, TEST_NAME, 'Set', GLib.Variant('(u)', (idle_s,)), None, 0, 60000, None)


if __name__ == '__main__':
    server = Server(int(sys.argv[1]))
    Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, server.register, None,
                     lambda *_: sys.exit('the name was lost'))
    GLib.MainLoop().run()
