# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be known of a running program from outside: CPU time, memory, wake-ups, first frame, stalls."""

import ctypes
import os
import pathlib
import time


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
    """How long the main loop of a program that was started with `environment` lets others wait: see stalls.c."""

    def __init__(self, folder):
        self._path = folder / 'stalls'
        self.environment = {'LD_PRELOAD': os.environ['KITH_STALLS'], 'KITH_STALLS_LOG': str(self._path)}

    def __enter__(self):
        self._began = time.monotonic()
        return self

    def __exit__(self, *_):
        self._ended = time.monotonic()

    def longest_ms(self):
        """Between entering and leaving, in CPU time: the rest of a wait is other programs'."""
        lines = self._path.read_text().splitlines() if self._path.exists() else []
        return max((1000 * taken for when, taken in (map(float, line.split()) for line in lines)
                    if self._began <= when <= self._ended), default=0)
