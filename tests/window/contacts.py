#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contact list: who is there, and changing it."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import WindowCase
from rig.person import Person
from rig.wait import wait_for

JULIET = 'juliet@prosody.test'


class Contacts(WindowCase):
    def test_added_renamed_regrouped_and_removed(self):
        with Person(self.world.prosody, 'romeo') as romeo:
            kith = self.sign_in()
            self.kith.wait_until_online()
            self.desktop.key('ctrl+n')
            kith.find('entry', 'Address').set_text(romeo.address)
            kith.find('entry', lambda n: n.startswith('Groups')).set_text('Verona')
            wait_for('the button', lambda: kith.find('button', 'Add').has('sensitive'))
            kith.find('button', 'Add').press()
            kith.find(None, lambda n: n.startswith('Group Verona'))
            kith.find(None, lambda n: n.startswith('romeo, Available'))

            self.desktop.key('Escape')
            kith.find(None, lambda n: n.startswith('romeo, Available')).click(button=3)
            kith.find('menu item', 'Contact Details…').press()
            kith.find('entry', 'Name').write('My Romeo')
            self.desktop.key('Return')
            kith.find(None, lambda n: n.startswith('My Romeo, '))
            kith.find('button', 'Remove Contact…').press()
            kith.find('label', 'Remove This Contact?')
            kith.find('button', 'Remove').press()
            wait_for('its going', lambda: not kith.all(None, lambda n: n.startswith('My Romeo, ')))

    def test_a_chat_follows_the_removal_of_its_contact(self):
        with Person(self.world.prosody, 'romeo') as romeo:
            kith = self.sign_in()
            self.kith.wait_until_online()
            self.desktop.key('ctrl+n')
            kith.find('entry', lambda n: n.startswith('Groups'))
            self.desktop.type(romeo.address)
            wait_for('the button', lambda: kith.find('button', 'Add').has('sensitive'))
            kith.find('button', 'Add').press()
            kith.find(None, lambda n: n.startswith('romeo, Available')).click(button=3)
            kith.find('menu item', 'Contact Details…').press()
            kith.find('button', 'Remove Contact…').press()
            kith.find('button', 'Remove').press()
            kith.find('label', lambda n: n.endswith('is not in your contacts.'))
            wait_for('the button', lambda: kith.find('button', 'Add…').has('sensitive'))

    def test_a_request_is_accepted(self):
        with Person(self.world.prosody, 'nurse') as nurse:
            kith = self.sign_in()
            self.kith.wait_until_online()
            nurse.subscribe(JULIET)
            kith.find('button', 'Accept nurse@prosody.test').press()
            wait_for('presence at the other end',
                     lambda: any(str(p['from']).startswith(JULIET) for p in nurse.presences))
            kith.find(None, lambda n: n.startswith('nurse, Available'))

    def test_presence_and_search(self):
        self.world.prosody.stop()
        self.world.prosody.befriend('juliet', 'romeo')
        self.world.prosody.start()
        with Person(self.world.prosody, 'romeo') as romeo:
            kith = self.sign_in()
            kith.find(None, 'Romeo, Available')
            romeo.presence(show='dnd', status='Duelling')
            kith.find(None, 'Romeo, Do not disturb, Duelling')
            self.desktop.key('ctrl+f')
            self.desktop.type('xyz')
            kith.find('label', 'Nobody Found')
            self.desktop.key('Escape')
            kith.find(None, 'Romeo, Do not disturb, Duelling')
        kith.find(None, 'Romeo, Offline')
        self.desktop.key('ctrl+h')
        kith.find('label', 'Nobody Is Online')

    def test_own_presence_is_seen(self):
        self.world.prosody.stop()
        self.world.prosody.befriend('juliet', 'romeo')
        self.world.prosody.start()
        with Person(self.world.prosody, 'romeo') as romeo:
            kith = self.sign_in()
            self.kith.wait_until_online()
            kith.find('button', 'Your presence: Available').press()
            kith.find('button', 'Do not disturb').press()
            wait_for('dnd at the other end', lambda: any(p['show'] == 'dnd' for p in romeo.presences))
            kith.find('button', 'Your presence: Do not disturb')


if __name__ == '__main__':
    tap.main()
