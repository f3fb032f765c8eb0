# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two machines on one link, each with its own system bus and Avahi: the sandbox itself, and a network namespace beside it."""

import os
import pathlib
import shutil
import subprocess

from .party import Party
from .process import Process
from .wait import wait_for

# Whoever may say anything on the usual system bus: here that is everybody.
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/><allow user="*"/></policy>
</busconfig>
"""

AVAHI = """[server]
host-name={name}
use-ipv4=yes
use-ipv6=no
allow-interfaces={interface}
[publish]
publish-hinfo=no
publish-workstation=no
"""


def why_not():
    """Words for what is missing here; None: nothing."""
    if not shutil.which('avahi-daemon', path='/usr/sbin:/usr/bin'):
        return 'Avahi is not installed'
    if subprocess.run(['unshare', '--net', '--mount', 'true'], capture_output=True).returncode:
        return 'no namespaces are allowed'
    return None


class Machine:
    """`with Machine (folder, 'pronto') as machine`: with a bus and Avahi, at `address`. `machine.command (…)` is to be run on it."""

    interface, address = 'kith0', '10.231.0.1'

    def __init__(self, folder, name):
        self.folder = pathlib.Path(folder)
        self.name = name
        self._avahi = self._bus = None

    def __enter__(self):
        self.folder.mkdir(parents=True)
        self.environment = {'DBUS_SYSTEM_BUS_ADDRESS': f'unix:path={self.folder}/bus'}
        self._join()
        (self.folder / 'bus.conf').write_text(BUS.format(socket=self.folder / 'bus'))
        (self.folder / 'avahi.conf').write_text(AVAHI.format(name=self.name, interface=self.interface))
        self._bus = Process(['dbus-daemon', f'--config-file={self.folder}/bus.conf', '--nofork', '--nopidfile'],
                            self.folder / 'bus.log')
        wait_for('the system bus', (self.folder / 'bus').exists)
        self.start_avahi()
        return self

    def __exit__(self, *_):
        for process in (self._avahi, self._bus):
            if process:
                process.stop()

    def _join(self):
        """The sandbox has its end of the link already."""

    def command(self, *arguments):
        return [str(argument) for argument in arguments]

    def start_avahi(self):
        # Its process id and its socket have their places in /run.
        script = 'mount -t tmpfs none /run && exec /usr/sbin/avahi-daemon --no-drop-root --no-chroot --no-rlimits --no-proc-title -f "$0"'
        log = self.folder / 'avahi.log'
        log.unlink(missing_ok=True)
        self._avahi = Process(self.command('unshare', '--mount', 'sh', '-c', script, self.folder / 'avahi.conf'), log,
                              env=self.environment)
        wait_for('Avahi', lambda: 'Server startup complete' in self._avahi.output() or not self._avahi.running)
        if not self._avahi.running:
            raise RuntimeError(f'Avahi does not run: {self._avahi.output()}')

    def stop_avahi(self):
        self._avahi.stop()


class OtherMachine(Machine):
    """At the other end of the sandbox's link, which is of no use otherwise."""

    interface, address = 'kith1', '10.231.0.2'

    def _join(self):
        self._holder = Process(['unshare', '--net', 'sleep', 'infinity'], self.folder / 'holder.log')
        own = os.readlink('/proc/self/ns/net')
        wait_for('a network namespace', lambda: os.readlink(f'/proc/{self._holder.pid}/ns/net') != own)
        subprocess.run(['ip', 'link', 'set', self.interface, 'netns', str(self._holder.pid)], check=True)
        for command in ('link set lo up', f'addr add {self.address}/24 dev {self.interface}',
                        f'link set {self.interface} up', f'route add default dev {self.interface}'):
            subprocess.run(self.command('ip', *command.split()), check=True)

    def command(self, *arguments):
        return ['nsenter', f'--net=/proc/{self._holder.pid}/ns/net', *super().command(*arguments)]

    def __exit__(self, *_):
        super().__exit__()
        # Its end of the link goes with it, and with that the other one.
        self._holder.stop()


class Neighbour(Party):
    """All of Kith but the window, on a machine, as an account that has no server."""

    def __init__(self, machine, address, name, contact, folder):
        super().__init__(None, address, contact, folder)
        self._machine = machine
        self._name = name
        self._environment.update(machine.environment)

    def _command(self):
        return self._machine.command(os.environ['PARTY'], self.folder, *self._addresses, 'nearby', self._name)

    def sees(self):
        """What it has told of the contact last; None: nothing."""
        return next((line for line in reversed(self.lines) if line.startswith('sees ')), None)
