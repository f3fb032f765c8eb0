#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Links in messages, and what happens where nothing opens them."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, ChatCase
from rig.wait import wait_for

BROWSER = """[Desktop Entry]
Type=Application
Name=Browser
Exec={script} %u
MimeType=x-scheme-handler/http;x-scheme-handler/https;
"""


class Links(ChatCase):
    def setUp(self):
        super().setUp()
        self.opened = self.folder / 'opened'
        self.opened.unlink(missing_ok=True)
        self.kith.open_chat('Romeo')

    def install_browser(self):
        script = self.folder / 'browser'
        script.write_text(f'#!/bin/sh\necho "$1" >>{self.opened}\n')
        script.chmod(0o755)
        applications = self.desktop.home / '.local/share/applications'
        applications.mkdir(parents=True, exist_ok=True)
        entry = applications / 'browser.desktop'
        entry.write_text(BROWSER.format(script=script))
        defaults = self.desktop.home / '.config/mimeapps.list'
        defaults.parent.mkdir(parents=True, exist_ok=True)
        defaults.write_text('[Default Applications]\nx-scheme-handler/http=browser.desktop\nx-scheme-handler/https=browser.desktop\n')
        self.addCleanup(entry.unlink)
        self.addCleanup(defaults.unlink)

    def receive(self, text):
        self.romeo.write(JULIET, text)
        return self.kith.find('label', text)

    def wait_for_opened(self, uri):
        wait_for(f'{uri} in the browser', lambda: self.opened.exists() and self.opened.read_text().split()[-1:] == [uri])

    def wait_for_keyboard(self, name):
        wait_for(f'the keyboard on {name}', lambda: getattr(self.kith.focused(), 'name', '').startswith(name))

    def test_the_browser_opens_them(self):
        self.install_browser()
        # Tab goes from the message into its text, then from link to link.
        self.receive('Both https://example.org/one and https://example.org/two')
        self.desktop.key('shift+Tab')
        self.wait_for_keyboard('Romeo, ')
        self.desktop.key('Tab', 'Tab', 'Return')
        self.wait_for_opened('https://example.org/one')
        self.desktop.key('Tab', 'Return')
        self.wait_for_opened('https://example.org/two')
        self.picture('by-keyboard')
        # Escape leads back to where one writes, not out of the chat.
        self.desktop.key('Escape')
        self.wait_for_keyboard('Message')

        self.receive('https://example.org/a?b=c&d=e').click()
        self.wait_for_opened('https://example.org/a?b=c&d=e')
        self.receive('www.example.org').click()
        self.wait_for_opened('https://www.example.org')

    def test_what_looks_like_another_address_is_asked_about(self):
        self.install_browser()
        link = self.receive('https://www.pаypal.example/')  # the first "а" is a Cyrillic one
        link.click()
        self.kith.find('label', lambda n: 'www.xn--pypal-4ve.example' in n)
        self.kith.find('button', 'Cancel').press()
        wait_for('the end of the question', lambda: not self.kith.all('button', 'Cancel'))
        self.assertFalse(self.opened.exists())
        wait_for('its window to have the keyboard', self.kith.is_active)
        link.click()
        self.kith.find('button', 'Open').press()
        wait_for('it in the browser', self.opened.exists)

    def test_there_is_no_browser(self):
        self.receive('https://example.org/nowhere').click()
        self.kith.find('label', 'This Link Cannot Be Opened')
        self.kith.find('button', 'Copy Link').press()
        wait_for('the end of the dialog', lambda: not self.kith.all('button', 'Copy Link'))

    def test_there_is_no_help_viewer(self):
        self.desktop.key('F1')
        self.kith.find('label', 'The Manual Cannot Be Shown')
        wait_for('the dialog to have the keyboard', lambda: not self.kith.is_active())
        self.desktop.key('Escape')
        wait_for('the end of the dialog', lambda: not self.kith.all('label', 'The Manual Cannot Be Shown'))

    def test_addresses_of_jabber_are_opened_here(self):
        self.receive('XMPP:nurse@prosody.test').click()
        self.kith.find('label', 'nurse@prosody.test')

    def test_broken_links_are_told_of(self):
        for link, words in (('xmpp:romeo@', 'An address looks like name@example.org.'),
                            ('xmpp:%ff@prosody.test', 'This link cannot be understood.'),
                            ('xmpp:a@b@c?message', None), ('xmpp:romeo@prosody.test?dance', 'Kith cannot do yet')):
            self.receive(link).click()
            self.kith.find('label', lambda n: n.startswith(words or 'The part of the address'))


if __name__ == '__main__':
    tap.main()
