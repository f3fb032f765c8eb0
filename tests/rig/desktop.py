# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop session: X server and window manager (or the person's own), session bus, keyring, notifications, accessibility."""

import os
import pathlib
import subprocess

from gi.repository import Gio, GLib

from .notifications import Notifications
from .process import Process
from .wait import wait_for

HERE = pathlib.Path(__file__).parent


class Desktop:
    """`with Desktop (folder) as desktop: desktop.run (…)`. The folder keeps the home, so a later session continues it."""

    def __init__(self, folder, size='1280x800', keyring=True, dark=False, language='C.UTF-8', own_display=True):
        self.folder = pathlib.Path(folder)
        self.home = self.folder / 'home'
        self.size = size
        self.keyring = keyring
        self._dark = dark
        self._language = language
        self._own_display = own_display
        self._processes = []

    def __enter__(self):
        self.home.mkdir(parents=True, exist_ok=True)
        runtime = self.folder / 'run'
        runtime.mkdir(mode=0o700, exist_ok=True)
        self.environment = self._new_environment(runtime)
        try:
            if self._own_display:
                self._start_display()
            self._start_bus()
            self._start_services()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in reversed(self._processes):
            process.stop()
        self._processes.clear()

    def run(self, arguments, log, env=None):
        """Starts a program in this session; it ends with the session at the latest."""
        process = Process(arguments, self.folder / log, env={**self.environment, **(env or {})})
        self._processes.append(process)
        return process

    def screenshot(self, path):
        subprocess.run(['import', '-window', 'root', str(path)], env=self.environment, check=True, capture_output=True)

    def key(self, *keys):
        """Presses keys, named as X names them: 'Return', 'ctrl+f'."""
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *keys], env=self.environment, check=True, capture_output=True)

    def type(self, text):
        """Types ASCII text; '\\n' is a press of Return."""
        for i, line in enumerate(text.split('\n')):
            if i:
                self.key('Return')
            if line:
                subprocess.run(['xdotool', 'type', '--delay', '2', line], env=self.environment, check=True)

    def paste(self, text):
        subprocess.run(['xclip', '-selection', 'clipboard', '-i'], input=text.encode(), env=self.environment, check=True)
        self.key('ctrl+v')

    def start_keyring(self):
        self._keyring = Process(['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'],
                                self.folder / 'keyring.log', env=self.environment, stdin=subprocess.PIPE)
        self._processes.append(self._keyring)
        self._keyring.write(b'\n')  # an empty password unlocks without asking
        self._wait_for_name('org.freedesktop.secrets')

    def stop_keyring(self):
        """From now on this is a desktop without a Secret Service; the bus is not to start another one."""
        self._keyring.stop()

    def _new_environment(self, runtime):
        gone = ('WAYLAND_DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS', 'SSH_AUTH_SOCK', 'GTK_THEME')
        environment = {k: v for k, v in os.environ.items() if k not in gone}
        if not self._own_display:
            gone = ('DBUS_SESSION_BUS_ADDRESS',)
            environment = {k: v for k, v in os.environ.items() if k not in gone}
        environment.update({
            'HOME': str(self.home), 'XDG_RUNTIME_DIR': str(runtime),
            'XDG_CONFIG_HOME': str(self.home / '.config'), 'XDG_DATA_HOME': str(self.home / '.local/share'),
            'XDG_CACHE_HOME': str(self.home / '.cache'), 'XDG_STATE_HOME': str(self.home / '.local/state'),
            'GTK_A11Y': 'atspi', 'GSETTINGS_BACKEND': 'keyfile', 'GIO_USE_VFS': 'local',
        })
        if self._own_display:
            environment.update({
                'XDG_CURRENT_DESKTOP': 'GNOME', 'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo', 'LC_ALL': self._language,
                'ADW_DISABLE_PORTAL': '1', 'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark' if self._dark else 'prefer-light',
            })
        elif 'WAYLAND_DISPLAY' in environment and not environment['WAYLAND_DISPLAY'].startswith('/'):
            environment['WAYLAND_DISPLAY'] = f'{os.environ["XDG_RUNTIME_DIR"]}/{environment["WAYLAND_DISPLAY"]}'
        return environment

    def _start_display(self):
        number = self.folder / 'display'
        number.unlink(missing_ok=True)
        self.run(['sh', '-c', f'exec Xvfb -displayfd 3 -screen 0 {self.size}x24 -nolisten tcp -noreset 3>{number}'], 'xvfb.log')
        self.environment['DISPLAY'] = ':' + wait_for(
            'the X server', lambda: number.exists() and number.read_text().endswith('\n') and number.read_text().strip())
        self.run(['openbox'], 'openbox.log')

    def _start_bus(self):
        address = self.folder / 'bus-address'
        address.unlink(missing_ok=True)
        self.run(['sh', '-c', f'exec dbus-daemon --session --nofork --print-address=3 3>{address}'], 'bus.log')
        self.environment['DBUS_SESSION_BUS_ADDRESS'] = wait_for(
            'the session bus', lambda: address.exists() and address.read_text().endswith('\n') and address.read_text().strip())
        self.bus = Gio.DBusConnection.new_for_address_sync(
            self.environment['DBUS_SESSION_BUS_ADDRESS'],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        # What the bus itself starts must see the same display and home.
        self._bus_call('UpdateActivationEnvironment', '(a{ss})', ({k: v for k, v in self.environment.items()},))

    def _start_services(self):
        if self.keyring:
            self.start_keyring()
        self.run([HERE / 'notifications.py'], 'notifications.log')
        self._wait_for_name('org.freedesktop.Notifications')
        self.notifications = Notifications(self.environment['DBUS_SESSION_BUS_ADDRESS'])
        self.bus.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.freedesktop.DBus.Properties', 'Set',
                           GLib.Variant('(ssv)', ('org.a11y.Status', 'IsEnabled', GLib.Variant('b', True))),
                           None, 0, 10000, None)

    def _wait_for_name(self, name):
        wait_for(name, lambda: self._bus_call('NameHasOwner', '(s)', (name,)).unpack()[0])

    def _bus_call(self, method, signature, values):
        return self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', method,
                                  GLib.Variant(signature, values), None, 0, 10000, None)
