# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The base of the tests that use Kith in a window: one world and one desktop for a test program, a new home for a test."""

import os
import pathlib
import shutil
import tempfile
import unittest

from .desktop import Desktop
from .person import Person
from .servers import password_of
from .wait import wait_for
from .window import Window
from .world import World

JULIET = 'juliet@prosody.test'


class WindowCase(unittest.TestCase):
    """`self.world`, `self.desktop`, `self.kith` (a Window, not started). `servers` names what the world has."""

    servers = ('prosody',)
    desktop_options = {}

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
        # The home is new, the keyring daemon is not: a sign-in replaces the password that the test before left there.
        for folder in ('.local/share/kith', '.config/glib-2.0', '.cache'):
            shutil.rmtree(self.desktop.home / folder, ignore_errors=True)
        self.kith = self.new_kith(self.desktop)

    def new_kith(self, desktop):
        """A Window that ends with the test, which fails if Kith then has complained."""
        kith = Window(desktop)
        self.addCleanup(lambda: self.assertEqual(kith.complaints(), []))
        self.addCleanup(kith.end)
        return kith

    def tell_more(self):
        """What helps to understand a failure."""
        picture = os.environ.get('KITH_PICTURES')
        if picture:
            pathlib.Path(picture).mkdir(parents=True, exist_ok=True)
            self.desktop.screenshot(pathlib.Path(picture) / f'{self.id()}.png')
        return f'the log of Kith:\n{self.kith.log()[-4000:]}'

    def sign_in(self, person='juliet', server=None, password=None):
        """Starts Kith for the first time and signs in on the welcome page."""
        server = server or self.world.servers[0]
        self.kith.start()
        self.fill_in(f'{person}@{server.domain}', password or password_of(person))
        return self.kith

    def fill_in(self, address, password):
        self.kith.find('entry', 'Address').set_text(address)
        self.kith.find('entry', 'Password').set_text(password)
        self.kith.find('button', 'Sign In').press()

    def wait_until_online(self, timeout=15):
        self.kith.find('button', 'Your presence: Available', timeout)

    def open_chat(self, name):
        """Opens the chat of a contact by clicking on its row."""
        self.kith.find(None, lambda n: n.startswith(f'{name}, ')).click()
        return self.kith.find('entry', 'Message')

    def write(self, text):
        """Types a text into the open chat."""
        self.kith.find('entry', 'Message').write(text)

    def say(self, text):
        """Types a message into the open chat and sends it with Return."""
        self.write(text)
        self.desktop.key('Return')


class ChatCase(WindowCase):
    """Juliet has just signed in, in a window; `self.romeo`, her contact, is a script."""

    @classmethod
    def prepare(cls, world):
        world.prosody.befriend('juliet', 'romeo')

    def setUp(self):
        super().setUp()
        self.romeo = self.enterContext(self.person('romeo'))
        self.sign_in()
        self.wait_until_online()

    def person(self, name, **options):
        return Person(self.world.prosody, name, **options)

    def has_state(self, text, state):
        """Whether the window tells of a message that its state is this: its row's name ends with it."""
        return bool(self.kith.all(None, lambda name: text in name and name.endswith(f'\n{state}')))

    def wait_for_state(self, text, state, timeout=20):
        wait_for(f'"{text}" to be {state}', lambda: self.has_state(text, state), timeout)
