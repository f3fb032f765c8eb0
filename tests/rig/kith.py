# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does with Kith."""

from .wait import wait_for
from .window import Window


class Kith(Window):
    def sign_in(self, address, password):
        """Fills in the welcome page."""
        self.find('entry', 'Address').set_text(address)
        self.find('entry', 'Password').set_text(password)
        self.find('button', 'Sign In').press()

    def wait_until_online(self):
        self.find('button', 'Your presence: Available')

    def open_chat(self, name):
        """Opens the chat of a contact by clicking on its row."""
        self.find('row', lambda n: n.startswith(f'{name}, ')).click()
        return self.find('entry', 'Message')

    def compose(self, text):
        """Types a text into the open chat."""
        self.find('entry', 'Message').write(text)

    def say(self, text):
        """Types a message into the open chat and sends it with Return."""
        self.compose(text)
        self.desktop.key('Return')

    def wait_for_message(self, text):
        """Until the open chat shows a message with this text."""
        return self.find('label', text)

    def has_state(self, text, state):
        """Whether it tells of a message that its state is this: its row's name ends with it."""
        return bool(self.all('row', lambda name: f'\n{text}\n' in name and name.endswith(f'\n{state}')))

    def wait_for_state(self, text, state):
        wait_for(f'"{text}" to be {state}', lambda: self.has_state(text, state))
