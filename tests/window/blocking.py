#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Blocking: a contact from the chat, a stranger who asks, and an address by hand; all of it on a real server."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, ChatCase
from rig.wait import wait_for


# Debian's modules only pass reports on, by another one that it does not have.
REPORTING = '''
module:add_feature("urn:xmpp:reporting:1");
module:hook("iq-set/self/urn:xmpp:blocking:block", function (event)
  local item = event.stanza.tags[1].tags[1];
  local report = item:get_child("report", "urn:xmpp:reporting:1");
  local file = io.open("@", "w");
  file:write(item.attr.jid .. " " .. (report and report.attr.reason or "none"));
  file:close();
end, 10);
'''


class Reporting(ChatCase):
    @classmethod
    def prepare(cls, world):
        super().prepare(world)
        cls.reports = world.prosody.folder / 'reports'
        modules = world.prosody.folder / 'modules'
        modules.mkdir(parents=True, exist_ok=True)
        (modules / 'mod_reporting.lua').write_text(REPORTING.replace('@', str(cls.reports)))
        world.prosody.modules = '"reporting",'

    def test_spam(self):
        self.romeo.wait_for_show(JULIET, 'available')
        self.kith.find(None, lambda n: n.startswith('Romeo, Available')).click()
        self.kith.find('entry', 'Message')
        self.kith.find(None, lambda n: n.startswith('Romeo, Available')).click(button=3)
        self.kith.find('menu item', 'Block…').press()
        self.kith.wait_until_open('Block Romeo?')
        self.desktop.key('alt+s', 'alt+b')
        self.romeo.wait_for_show(JULIET, 'unavailable')
        self.assertEqual(self.reports.read_text(), 'romeo@prosody.test urn:xmpp:reporting:spam')


class Blocking(ChatCase):
    def block(self):
        """Answers the question."""
        self.kith.find('label', lambda n: n.startswith('Block '))
        self.kith.find('button', 'Block').press()
        wait_for('the end of the question',
                 lambda: not self.kith.all('label', lambda n: n.startswith('Block ')) and self.kith.is_active())

    def test_a_contact(self):
        kith = self.kith
        self.romeo.wait_for_show(JULIET, 'available')
        kith.find(None, lambda n: n.startswith('Romeo, Available')).click(button=3)
        kith.find('menu item', 'Block…').press()
        self.block()
        self.romeo.wait_for_show(JULIET, 'unavailable')
        self.romeo.write(JULIET, 'Are you there?')

        # The mouse has stayed where the menu was.
        kith.wait_for_rest()
        kith.mouse('click', 1)
        kith.find('label', lambda n: n.startswith('You have blocked '))
        kith.find('button', 'Unblock').press()
        self.romeo.wait_for_show(JULIET, 'available')
        wait_for('the end of the banner', lambda: not kith.all('label', lambda n: n.startswith('You have blocked ')))
        self.romeo.write(JULIET, 'And now?')
        kith.find(None, lambda n: 'And now?' in n)
        self.assertFalse(kith.all(None, lambda n: 'Are you there?' in n))

    def test_somebody_who_asks(self):
        kith = self.kith
        with self.person('nurse') as nurse:
            nurse.subscribe(JULIET)
            kith.find('button', 'Block nurse@prosody.test').press()
            self.block()
            wait_for('the end of the request', lambda: not kith.all('button', 'Block nurse@prosody.test'))
            kith.find(None, lambda n: n.startswith('Romeo, Available')).click()
            nurse.write(JULIET, 'Let me in')
            self.romeo.write(JULIET, 'Who is at the door?')
            kith.find(None, lambda n: 'Who is at the door?' in n)
            self.assertFalse(kith.all(None, lambda n: 'Let me in' in n))


if __name__ == '__main__':
    tap.main()
