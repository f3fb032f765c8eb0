#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A notification server that shows nothing, remembers everything, and lets a test press, close and reply.

Run as a program it owns org.freedesktop.Notifications on the session bus; `Notifications` is the test's side of it.
"""

import json
import sys

from gi.repository import Gio, GLib

PATH = '/org/freedesktop/Notifications'
NAME = 'org.freedesktop.Notifications'
TEST_NAME = 'im.kith.test.Notifications'

INTERFACES = f'''<node>
  <interface name="{NAME}">
    <method name="GetCapabilities"><arg type="as" direction="out"/></method>
    <method name="Notify">
      <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
      <arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
    </method>
    <method name="CloseNotification"><arg type="u" direction="in"/></method>
    <method name="GetServerInformation">
      <arg type="s" direction="out"/><arg type="s" direction="out"/>
      <arg type="s" direction="out"/><arg type="s" direction="out"/>
    </method>
    <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
    <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
    <signal name="ActivationToken"><arg type="u"/><arg type="s"/></signal>
    <signal name="NotificationReplied"><arg type="u"/><arg type="s"/></signal>
  </interface>
  <interface name="{TEST_NAME}">
    <method name="Press"><arg type="u" direction="in"/><arg type="s" direction="in"/></method>
    <method name="Reply"><arg type="u" direction="in"/><arg type="s" direction="in"/></method>
    <method name="List"><arg type="s" direction="out"/></method>
    <method name="Count"><arg type="u" direction="out"/></method>
  </interface>
</node>'''


class Server:
    def __init__(self):
        self._shown = {}
        self._last = 0
        self._count = 0

    def register(self, connection, _name):
        for interface in Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces:
            connection.register_object(PATH, interface, self._on_call, None, None)

    def _on_call(self, connection, _sender, _path, _interface, method, parameters, invocation):
        def emit(signal, signature, *values):
            connection.emit_signal(None, PATH, NAME, signal, GLib.Variant(signature, values))

        values = parameters.unpack()
        reply = None
        if method == 'Notify':
            reply = GLib.Variant('(u)', (self._show(*values),))
        elif method == 'CloseNotification':
            if self._shown.pop(values[0], None):
                emit('NotificationClosed', '(uu)', values[0], 3)
        elif method == 'Press':
            emit('ActivationToken', '(us)', values[0], 'token-of-the-rig')
            emit('ActionInvoked', '(us)', *values)
        elif method == 'Reply':
            emit('NotificationReplied', '(us)', *values)
        elif method == 'List':
            reply = GLib.Variant('(s)', (json.dumps(list(self._shown.values())),))
        elif method == 'Count':
            reply = GLib.Variant('(u)', (self._count,))
        elif method == 'GetCapabilities':
            reply = GLib.Variant('(as)', (['actions', 'body', 'body-markup', 'icon-static', 'inline-reply'],))
        elif method == 'GetServerInformation':
            reply = GLib.Variant('(ssss)', ('rig', 'kith', '1', '1.2'))
        invocation.return_value(reply)

    def _show(self, app, replaces, icon, summary, body, actions, hints, timeout):
        number = replaces if replaces in self._shown else self._last + 1
        self._last = max(self._last, number)
        self._count += 1
        images = [key for key in hints if key in ('image-data', 'image_data', 'icon_data')]
        plain = {key: value for key, value in hints.items() if isinstance(value, (str, int, bool))}
        self._shown[number] = {'id': number, 'app': app, 'icon': icon, 'summary': summary, 'body': body,
                               'actions': actions, 'hints': plain, 'images': images, 'timeout': timeout}
        return number


class Notifications:
    """What a test sees of the notifications on the bus at `address`."""

    def __init__(self, address):
        self._bus = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
            None, None)

    def _call(self, method, parameters=None):
        return self._bus.call_sync(NAME, PATH, TEST_NAME, method, parameters, None, 0, 60000, None)

    def shown(self):
        """The notifications on show, oldest first, as dictionaries."""
        return json.loads(self._call('List').unpack()[0])

    def count(self):
        """How many times something was shown, replacements included."""
        return self._call('Count').unpack()[0]

    def press(self, number, action='default'):
        self._call('Press', GLib.Variant('(us)', (number, action)))

    def reply(self, number, text):
        self._call('Reply', GLib.Variant('(us)', (number, text)))


if __name__ == '__main__':
    server = Server()
    Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, server.register, None,
                     lambda *_: sys.exit('the name was lost'))
    GLib.MainLoop().run()
