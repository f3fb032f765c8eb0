# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The base of the tests that use Kith in a window: one world and one desktop for a test program, a new home for a test."""

import os
import pathlib
import shutil
import tempfile
import unittest

from .desktop import Desktop
from .kith import Kith
from .person import Person
from .servers import password_of
from .wait import wait_for
from .world import World

JULIET = 'juliet@prosody.test'


class WindowCase(unittest.TestCase):
    """`self.world`, `self.desktop`, `self.kith` (a Kith, not started). `servers` names what the world has."""

    servers = ('prosody',)
    desktop_options = {}
    kith = None

    @classmethod
    def setUpClass(cls):
        world = World(*cls.servers)
        cls.prepare(world)
        cls.world = world.__enter__()
        cls.addClassCleanup(cls.world.__exit__)
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix='desktop-', dir=os.environ['KITH_SANDBOX']))
        cls.desktop = Desktop(cls.folder, **cls.desktop_options).__enter__()
        cls.addClassCleanup(cls.desktop.__exit__)

    @classmethod
    def prepare(cls, world):
        """What is to be there when the servers start."""

    def setUp(self):
        self.forget(self.desktop)
        self.kith = self.new_kith(self.desktop)

    def forget(self, desktop):
        """Lets Kith begin anew. The keyring does not: a sign-in replaces the password that the test before left there."""
        for folder in ('.local/share/kith', '.config/glib-2.0', '.cache'):
            shutil.rmtree(desktop.home / folder, ignore_errors=True)

    def new_kith(self, desktop):
        """A Kith that ends with the test, which fails if Kith then has complained."""
        kith = Kith(desktop)
        self.addCleanup(lambda: self.assertEqual(kith.complaints(), []))
        self.addCleanup(kith.end)
        return kith

    def focused_path(self):
        focused = self.kith.focused()
        return focused and focused.path

    def focus(self, role, name, key='Tab'):
        """Goes to an object by keyboard."""
        wanted = self.kith.find(role, name)
        for _ in range(60):
            if wanted.has('focused') or any(node.has('focused') for node in wanted.all()):
                return wanted
            before = self.focused_path()
            self.desktop.key(key)
            wait_for('the keyboard to move on', lambda: self.focused_path() != before)
        raise TimeoutError(f'{role} "{name}" does not get the keyboard')

    def picture(self, name):
        """For the person who asks for pictures, once nothing moves."""
        folder = os.environ.get('KITH_PICTURES')
        if folder:
            self.kith.wait_for_rest()
            pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
            self.desktop.screenshot(pathlib.Path(folder) / f'{name}.png')

    def tell_more(self):
        """What helps to understand a failure."""
        picture = os.environ.get('KITH_PICTURES')
        if picture:
            pathlib.Path(picture).mkdir(parents=True, exist_ok=True)
            self.desktop.screenshot(pathlib.Path(picture) / f'{self.id()}.png')
        return f'the log of Kith:\n{self.kith.log()[-2000:]}' if self.kith else ''

    def sign_in(self, person='juliet', server=None, password=None):
        """Starts Kith for the first time and signs in on the welcome page."""
        server = server or self.world.servers[0]
        self.kith.start()
        self.kith.sign_in(f'{person}@{server.domain}', password or password_of(person))
        return self.kith


class ChatCase(WindowCase):
    """Juliet has just signed in, in a window; `self.romeo`, her contact, is a script."""

    @classmethod
    def prepare(cls, world):
        world.prosody.befriend('juliet', 'romeo')

    def setUp(self):
        super().setUp()
        self.romeo = self.enterContext(self.person('romeo'))
        self.sign_in()
        self.kith.wait_until_online()

    def person(self, name, **options):
        return Person(self.world.prosody, name, **options)
