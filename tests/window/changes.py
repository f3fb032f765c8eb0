#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of a message: edited, taken back, reacted to; by the other side, by the person, by another of their devices."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, ChatCase
from rig.wait import wait_for

ROMEO = 'romeo@prosody.test'
CORRECTION = 'urn:xmpp:message-correct:0'
RETRACTION = 'urn:xmpp:message-retract:1'
REACTIONS = 'urn:xmpp:reactions:0'


def message(to, id, body, about=''):
    body = f'<body>{body}</body>' if body else ''
    return f"<message type='chat' to='{to}' id='{id}'>{body}{about}<store xmlns='urn:xmpp:hints'/></message>"


def correction(to, id, target, body):
    return message(to, id, body, f"<replace xmlns='{CORRECTION}' id='{target}'/>")


def retraction(to, id, target):
    return message(to, id, '/me took something back', f"<retract xmlns='{RETRACTION}' id='{target}'/>")


def reactions(to, id, target, *emoji):
    all = ''.join(f'<reaction>{one}</reaction>' for one in emoji)
    return message(to, id, None, f"<reactions xmlns='{REACTIONS}' id='{target}'>{all}</reactions>")


class Changes(ChatCase):
    def about(self, person, name, namespace):
        """What has come about other messages: (the id that it names, the message), in order."""
        found = [(m.xml.find(f'{{{namespace}}}{name}'), m) for m in list(person.stanzas)]
        return [(element.get('id'), element, m) for element, m in found if element is not None]

    def open_menu(self, text):
        """The menu of the message with this text, by keyboard: the newest lies above the entry."""
        for _ in range(9):
            node = wait_for('anything to have the keyboard', self.kith.focused)
            if f'\n{text}' in node.name:
                break
            self.desktop.key('shift+Tab')
            wait_for(f'"{node.name}" to lose it', lambda: (self.kith.focused() or node).path != node.path)
        self.desktop.key('shift+F10')

    def picture(self, name):
        super().picture(f'changes-{name}')

    def test_by_the_other_side(self):
        romeo, kith = self.romeo, self.kith
        kith.open_chat('Romeo')
        romeo.send(message(JULIET, 'm1', 'What light through yonder airlock'))
        kith.wait_for_message('What light through yonder airlock')
        romeo.send(correction(JULIET, 'c1', 'm1', 'What light through yonder window'))
        kith.wait_for_message('What light through yonder window')
        self.assertFalse(kith.all('label', 'What light through yonder airlock'))
        kith.find('label', lambda n: n.startswith('Edited '))
        romeo.send(reactions(JULIET, 'r1', 'm1', '👋', '🎉'))
        kith.find('button', '👋, reaction of: Romeo')
        kith.find('button', '🎉, reaction of: Romeo').press()
        kith.find('button', '🎉, reaction of: You and Romeo')
        wait_for('the reaction at the peer', lambda: self.about(romeo, 'reactions', REACTIONS))
        self.assertEqual(self.about(romeo, 'reactions', REACTIONS)[0][0], 'm1')
        # Of somebody else's: a peer cannot take back what the person said.
        kith.say('Mine')
        mine = romeo.wait_for_message('Mine')
        romeo.send(retraction(JULIET, 'x1', mine['id']))
        romeo.send(retraction(JULIET, 't1', 'm1'))
        kith.find('label', 'Romeo took this message back')
        self.picture('others')
        self.assertTrue(kith.all('label', 'Mine'))
        self.assertFalse(kith.all('button', lambda n: 'reaction of' in n))
        self.assertEqual(len(kith.all('label', lambda n: 'took something back' in n)), 0)

    def test_by_the_person_with_the_keyboard(self):
        romeo, kith, desktop = self.romeo, self.kith, self.desktop
        entry = kith.open_chat('Romeo')
        kith.say('Good nigth')
        first = romeo.wait_for_message('Good nigth')
        desktop.key('Up')
        kith.find('label', 'Editing')
        self.assertEqual(entry.text(), 'Good nigth')
        desktop.key('Escape')
        wait_for('the end of editing', lambda: not kith.all('label', 'Editing'))
        self.assertEqual(entry.text(), '')
        desktop.key('Up')
        kith.find('label', 'Editing')
        desktop.key('ctrl+a')
        desktop.type('Good night\n')
        kith.wait_for_message('Good night')
        kith.find('label', lambda n: n.startswith('Edited '))
        wait_for('the correction at the peer', lambda: self.about(romeo, 'replace', CORRECTION))
        target, _, stanza = self.about(romeo, 'replace', CORRECTION)[0]
        self.assertEqual((target, stanza['body']), (first['id'], 'Good night'))
        self.picture('edited')

        # The menu of the message: what it said before, a reaction, and back with it.
        self.open_menu('Good night')
        kith.find('menu item', 'Earlier Versions').press()
        kith.wait_until_open('Versions of This Message')
        kith.find('label', 'Good nigth')
        self.picture('versions')
        desktop.key('Escape')
        kith.wait_until_closed('Versions of This Message')
        self.open_menu('Good night')
        kith.find('button', 'React with 👍')
        self.picture('menu')
        kith.find('button', 'React with 👍').press()
        kith.find('button', '👍, reaction of: You')
        wait_for('the reaction at the peer', lambda: self.about(romeo, 'reactions', REACTIONS))
        self.assertEqual(self.about(romeo, 'reactions', REACTIONS)[0][0], first['id'])
        wait_for('the menu to be gone', lambda: not kith.all('menu item', 'Take Back…'))
        self.open_menu('Good night')
        kith.find('menu item', 'Take Back…').press()
        kith.wait_until_open('Take Back This Message?')
        kith.find('button', 'Take Back').press()
        kith.find('label', 'You took this message back')
        wait_for('the retraction at the peer', lambda: self.about(romeo, 'retract', RETRACTION))
        self.assertEqual(self.about(romeo, 'retract', RETRACTION)[0][0], first['id'])
        self.picture('taken-back')

    def test_on_another_device_and_while_away(self):
        romeo, kith = self.romeo, self.kith
        with self.person('juliet', resource='phone') as phone:
            kith.open_chat('Romeo')
            phone.send(message(ROMEO, 'p1', 'From the phoen'))
            kith.wait_for_message('From the phoen')
            phone.send(correction(ROMEO, 'p2', 'p1', 'From the phone'))
            kith.wait_for_message('From the phone')
            self.assertEqual(kith.quit(), 0)
            phone.send(message(ROMEO, 'p3', 'Forget this'))
            romeo.wait_for_body('Forget this')
            phone.send(retraction(ROMEO, 'p4', 'p3'))
            romeo.send(message(JULIET, 'm1', 'airlock'))
            romeo.send(correction(JULIET, 'c1', 'm1', 'window'))
            romeo.send(reactions(JULIET, 'r1', 'p1', '👋'))
            wait_for('the last at the phone', lambda: self.about(phone, 'reactions', REACTIONS))
        kith.start()
        kith.find('label', 'window')
        kith.find('label', 'From the phone')
        kith.find('label', 'You took this message back')
        kith.find('button', '👋, reaction of: Romeo')
        for gone in ('airlock', 'Forget this', 'From the phoen'):
            self.assertFalse(kith.all('label', gone), gone)
        self.assertFalse(kith.all('label', lambda n: 'took something back' in n))


if __name__ == '__main__':
    tap.main()
