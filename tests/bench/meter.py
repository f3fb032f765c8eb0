# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be known of a running program from outside: CPU time, memory, wake-ups, first frame, stalls."""

import ctypes
import pathlib
import threading
import time

from gi.repository import Gio, GLib


class Meter:
    """What the kernel knows of a process."""

    def __init__(self, process):
        self.root = pathlib.Path(f'/proc/{process.pid}')
        clock = ctypes.c_int()
        ctypes.CDLL(None).clock_getcpuclockid(process.pid, ctypes.byref(clock))
        self._clock = clock.value

    def cpu_s(self):
        """Of all its threads, ended ones too."""
        return time.clock_gettime(self._clock)

    def main_cpu_s(self):
        """Of the main thread alone."""
        return int((self.root / 'schedstat').read_text().split()[0]) / 1e9

    def switches(self):
        """How often each thread, by number and name, went to sleep, and so had been woken."""
        found = {}
        for task in self.root.glob('task/*'):
            name = (task / 'comm').read_text().strip()
            for line in (task / 'status').read_text().splitlines():
                if line.startswith('voluntary_ctxt_switches'):
                    found[f'{name} {task.name}'] = int(line.split()[1])
        return found

    def private_mb(self):
        """What this process alone has written to: nobody shares it, and no file has it."""
        for line in (self.root / 'smaps_rollup').read_text().splitlines():
            if line.startswith('Private_Dirty'):
                return int(line.split()[1]) * 1024 / 1e6
        raise LookupError('no Private_Dirty')

    def wait_until_quiet(self, most_ms=1, seconds=1.5, timeout=120):
        """Until no more than `most_ms` of CPU have been used in `seconds`."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            before = self.cpu_s()
            time.sleep(seconds)
            if self.cpu_s() - before <= most_ms / 1000:
                return
        raise TimeoutError('the program does not come to rest')


class Pixel:
    """The pixel in the middle of the screen, which a window that has drawn its first frame changes."""

    def __init__(self, desktop):
        self._x11 = ctypes.CDLL('libX11.so.6')
        pointer, number, ulong = ctypes.c_void_p, ctypes.c_int, ctypes.c_ulong
        self._declare('XOpenDisplay', pointer, ctypes.c_char_p)
        self._declare('XDefaultRootWindow', ulong, pointer)
        self._declare('XGetImage', pointer, pointer, ulong, number, number, ctypes.c_uint, ctypes.c_uint, ulong, number)
        self._declare('XGetPixel', ulong, pointer, number, number)
        self._declare('XDestroyImage', number, pointer)
        self._display = self._x11.XOpenDisplay(desktop.environment['DISPLAY'].encode())
        self._root = self._x11.XDefaultRootWindow(self._display)
        self._x, self._y = (int(length) // 2 for length in desktop.size.split('x'))

    def _declare(self, name, result, *arguments):
        function = getattr(self._x11, name)
        function.restype, function.argtypes = result, arguments

    def color(self):
        image = self._x11.XGetImage(self._display, self._root, self._x, self._y, 1, 1, 0xffffff, 2)  # 2: ZPixmap
        color = self._x11.XGetPixel(image, 0, 0)
        self._x11.XDestroyImage(image)
        return color


class StallMeter:
    """
    How long the main loop lets others wait: asks Kith over D-Bus, again and again, for what the main loop answers.
    What the main thread computed during one such wait is the stall; the rest of the wait is other programs'.
    """

    def __init__(self, desktop, process, pause_s=0.002):
        self._pause_s = pause_s  # each question takes some CPU too, a tenth of a millisecond
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self._bus = Gio.DBusConnection.new_for_address_sync(desktop.environment['DBUS_SESSION_BUS_ADDRESS'], flags, None, None)
        self._meter = Meter(process)
        self._end = threading.Event()
        self._waits = []
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._end.set()
        self._thread.join()
        self._bus.close_sync()

    def longest_ms(self):
        """The CPU time of the longest stall, and the wall time of the longest wait."""
        return tuple(1000 * max(column) for column in zip(*self._waits))

    def _run(self):
        while not self._end.wait(self._pause_s):
            cpu, began = self._meter.main_cpu_s(), time.monotonic()
            self._bus.call_sync('im.kith.Kith', '/im/kith/Kith', 'org.gtk.Actions', 'Describe', GLib.Variant('(s)', ('quit',)),
                                None, Gio.DBusCallFlags.NO_AUTO_START, 60000, None)
            self._waits.append((self._meter.main_cpu_s() - cpu, time.monotonic() - began))
