# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop session: X server and window manager (or the person's own), session bus, keyring, notifications, accessibility."""

import os
import pathlib
import random
import shlex
import subprocess

from gi.repository import GLib

from .accessible import Accessibility, connect
from .idle import Idle
from .notifications import Notifications
from .process import Process
from .wait import PATIENCE_MS, wait_for

HERE = pathlib.Path(__file__).parent
SERVICES = pathlib.Path('/usr/share/dbus-1/services')

# As the usual session bus, but it starts only what is in one folder: no second keyring, no settings daemon, no portal.
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
"""


class Desktop:
    """`with Desktop (folder) as desktop: desktop.run (…)`. The folder keeps the home, so a later session continues it."""

    def __init__(self, folder, size='1280x800', keyring=True, dark=False, language='C.UTF-8', own_display=True, large_text=False):
        self.folder = pathlib.Path(folder)
        self.home = self.folder / 'home'
        self.size = size
        self.keyring = keyring
        self._dark = dark
        self._language = language
        self.own_display = own_display
        self._large_text = large_text
        self._processes = []

    def __enter__(self):
        self.home.mkdir(parents=True, exist_ok=True)
        if self.own_display:
            self._write_settings()
        runtime = self.folder / 'run'
        runtime.mkdir(mode=0o700, exist_ok=True)
        self.environment = self._new_environment(runtime)
        try:
            if self.own_display:
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

    def open_other_window(self):
        """Opens the window of another program, which takes the keyboard; returns its process."""
        return self.run(['xmessage', 'Another program'], 'other.log')

    def start_keyring(self):
        self._keyring = Process(['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'],
                                self.folder / 'keyring.log', env=self.environment, stdin=subprocess.PIPE)
        self._processes.append(self._keyring)
        self._keyring.write(b'\n')  # an empty password unlocks without asking
        self._wait_for_name('org.freedesktop.secrets')

    def stop_keyring(self):
        """From now on this is a desktop without a Secret Service."""
        self._keyring.stop()
        wait_for('the end of the keyring', lambda: not self.has_owner('org.freedesktop.secrets'))

    def start_idle_monitor(self, idle_s):
        """From now on the desktop tells how long nobody has touched it: see Idle.set ()."""
        self.run([HERE / 'idle.py', idle_s], 'idle.log')
        self._wait_for_name(Idle.name)
        return Idle(self.bus)

    def make_activatable(self, name, log, *command):
        """Lets the bus start a program when somebody calls it by its name."""
        script = self.folder / f'{name}.sh'
        script.write_text(f'#!/bin/sh\nexec {shlex.join(str(c) for c in command)} >>{self.folder / log} 2>&1\n')
        script.chmod(0o755)
        (self._services / f'{name}.service').write_text(f'[D-BUS Service]\nName={name}\nExec={script}\n')
        self._bus_call('ReloadConfig', '()', ())

    def activate(self, name):
        """Calls an application by its name, as a launcher does."""
        path = '/' + name.replace('.', '/')
        self.bus.call_sync(name, path, 'org.freedesktop.Application', 'Activate', GLib.Variant('(a{sv})', ({},)), None, 0,
                           PATIENCE_MS, None)

    def has_owner(self, name):
        """Whether somebody owns a name on the bus."""
        return self._bus_call('NameHasOwner', '(s)', (name,)).unpack()[0]

    def pid_of(self, name):
        """The process that owns a name on the bus."""
        return self._bus_call('GetConnectionUnixProcessID', '(s)', (name,)).unpack()[0]

    def _new_environment(self, runtime):
        gone = ('WAYLAND_DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS', 'SSH_AUTH_SOCK', 'GTK_THEME')
        environment = {k: v for k, v in os.environ.items() if k not in gone}
        if not self.own_display:
            gone = ('DBUS_SESSION_BUS_ADDRESS',)
            environment = {k: v for k, v in os.environ.items() if k not in gone}
        environment.update({
            'HOME': str(self.home), 'XDG_RUNTIME_DIR': str(runtime),
            'XDG_CONFIG_HOME': str(self.home / '.config'), 'XDG_DATA_HOME': str(self.home / '.local/share'),
            'XDG_CACHE_HOME': str(self.home / '.cache'), 'XDG_STATE_HOME': str(self.home / '.local/state'),
            'GTK_A11Y': 'atspi', 'GSETTINGS_BACKEND': 'keyfile', 'GIO_USE_VFS': 'local',
        })
        if self.own_display:
            environment.update({
                'XDG_CURRENT_DESKTOP': 'GNOME', 'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo', 'LC_ALL': self._language,
                'ADW_DISABLE_PORTAL': '1', 'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark' if self._dark else 'prefer-light',
            })
        elif 'WAYLAND_DISPLAY' in environment and not environment['WAYLAND_DISPLAY'].startswith('/'):
            environment['WAYLAND_DISPLAY'] = f'{os.environ["XDG_RUNTIME_DIR"]}/{environment["WAYLAND_DISPLAY"]}'
        return environment

    def _write_settings(self):
        """As for somebody who wants no animations: most of what is drawn is those, and tests only wait for their end."""
        settings = self.home / '.config/gtk-4.0/settings.ini'
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text('[Settings]\ngtk-enable-animations=false\n')

    def _start_display(self):
        # Left to themselves, the servers of two sandboxes would both take number 0, and one file for both keyboards.
        number = random.randint(100, 30000)
        ready = self.folder / 'display'
        ready.unlink(missing_ok=True)
        server = self.run(['sh', '-c', f'exec Xvfb :{number} -displayfd 3 -screen 0 {self.size}x24 -nolisten tcp -noreset '
                                       f'3>{ready}'], 'xvfb.log')
        wait_for('the X server', lambda: not server.running or ready.exists() and ready.read_text().endswith('\n'))
        if not server.running:
            raise RuntimeError(f'The X server ended: {server.output()}')
        self.environment['DISPLAY'] = f':{number}'
        if self._large_text:  # twice as large
            subprocess.run(['xprop', '-root', '-f', 'RESOURCE_MANAGER', '8s', '-set', 'RESOURCE_MANAGER', 'Xft.dpi:\t192\n'],
                           env=self.environment, check=True)
        self.run(['openbox'], 'openbox.log')

    def _start_bus(self):
        address = self.folder / 'bus-address'
        address.unlink(missing_ok=True)
        self._services = self.folder / 'services'
        self._services.mkdir(exist_ok=True)
        (self._services / 'org.a11y.Bus.service').write_bytes((SERVICES / 'org.a11y.Bus.service').read_bytes())
        config = self.folder / 'bus.conf'
        config.write_text(BUS.format(services=self._services))
        # With the person's own display it is their own desktop as far as can be, portals included.
        kind = f'--config-file={config}' if self.own_display else '--session'
        self.run(['sh', '-c', f'exec dbus-daemon {kind} --nofork --print-address=3 3>{address}'], 'bus.log')
        self.environment['DBUS_SESSION_BUS_ADDRESS'] = wait_for(
            'the session bus', lambda: address.exists() and address.read_text().endswith('\n') and address.read_text().strip())
        self.bus = connect(self.environment['DBUS_SESSION_BUS_ADDRESS'])
        # What the bus itself starts must see the same display and home.
        self._bus_call('UpdateActivationEnvironment', '(a{ss})', ({k: v for k, v in self.environment.items()},))

    def _start_services(self):
        if self.keyring:
            self.start_keyring()
        self.run([HERE / 'notifications.py'], 'notifications.log')
        self._wait_for_name('org.freedesktop.Notifications')
        self.notifications = Notifications(self.environment['DBUS_SESSION_BUS_ADDRESS'])
        self.accessibility = Accessibility(self.bus)

    def _wait_for_name(self, name):
        wait_for(name, lambda: self.has_owner(name))

    def _bus_call(self, method, signature, values):
        return self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', method,
                                  GLib.Variant(signature, values), None, 0, PATIENCE_MS, None)
