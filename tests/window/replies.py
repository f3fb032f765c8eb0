#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answering one message: what the other's program gets, what is shown of theirs, and the way to the original."""

import os
import pathlib
import sys
from xml.sax.saxutils import escape

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, ChatCase
from rig.wait import wait_for

REPLY = '{urn:xmpp:reply:0}reply'
QUESTION = 'Shall we bake a cake on Sunday?'


class Replies(ChatCase):
    def answer(self, name, quoted, text):
        """Romeo answers the message that is called `name` as other programs do."""
        quote = f'> {quoted}\n'
        self.romeo.send(f"<message to='{JULIET}' type='chat' id='{name}-answer'><body>{escape(quote + text)}</body>"
                        f"<reply xmlns='urn:xmpp:reply:0' to='{JULIET}' id='{name}'/>"
                        f"<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='{len(quote)}'/></fallback>"
                        '</message>')

    def picture(self, name):
        if os.environ.get('KITH_PICTURES'):
            self.kith.wait_for_rest()
            folder = pathlib.Path(os.environ['KITH_PICTURES'])
            folder.mkdir(parents=True, exist_ok=True)
            self.desktop.screenshot(folder / f'replies-{name}.png')

    def focus_message(self, text):
        """Goes up from the entry to the row of a message."""
        def reached():
            focused = self.kith.focused()
            return focused is not None and f'\n{text}' in focused.name
        self.desktop.key('shift+Tab')
        wait_for('the focus in the messages', lambda: (self.kith.focused() or self.kith).name.count('\n') > 0)
        for _ in range(40):
            if reached():
                return
            before = self.kith.focused().path
            self.desktop.key('Up')
            wait_for('the next message', lambda: (self.kith.focused() or self.kith).path != before)
        self.fail(f'no way to "{text}":\n{self.kith.tree()}')

    def begin_reply(self, text):
        self.focus_message(text)
        self.desktop.key('ctrl+r')
        self.kith.find('button', 'Do Not Reply')
        wait_for('the focus in the entry', lambda: (self.kith.focused() or self.kith).name == 'Message')

    def test_reply_and_be_replied_to(self):
        self.kith.open_chat('Romeo')
        name = self.romeo.write(JULIET, QUESTION)
        self.kith.wait_for_message(QUESTION)
        for number in range(12):
            self.romeo.write(JULIET, f'Or number {number}?')
            self.kith.wait_for_message(f'Or number {number}?')

        # By keyboard: up to it, Ctrl+R. Escape ends that, and does not leave the chat.
        self.begin_reply(QUESTION)
        self.desktop.key('Escape')
        wait_for('the bar to go', lambda: not self.kith.all('button', 'Do Not Reply'))
        self.kith.say('Just so')
        self.assertIsNone(self.romeo.wait_for_message('Just so').xml.find(REPLY))

        # A text and Return send it.
        self.begin_reply(QUESTION)
        self.kith.find('button', f'In reply to Romeo: {QUESTION}')
        self.picture('written')
        self.desktop.type('With cherries')
        self.desktop.key('Return')
        sent = self.romeo.wait_for_message(f'> {QUESTION}\nWith cherries')
        reply = sent.xml.find(REPLY)
        self.assertEqual(reply.get('id'), name)
        self.assertTrue(reply.get('to').startswith('romeo@'))
        region = sent.xml.find('{urn:xmpp:fallback:0}fallback/{urn:xmpp:fallback:0}body')
        self.assertEqual((region.get('start'), region.get('end')), ('0', str(len(f'> {QUESTION}\n'))))
        self.kith.wait_for_message('With cherries')
        wait_for('the bar to go', lambda: not self.kith.all('button', 'Do Not Reply'))

        # They answer that one; its quote leads to it.
        self.answer(sent['id'], 'With cherries', 'And cream')
        self.kith.wait_for_message('And cream')
        self.kith.find('button', 'In reply to juliet: With cherries')
        self.answer('nobody-knows', 'What was that again?', 'No idea')
        self.kith.wait_for_message('No idea')
        # It claims to be about something that is not here: nobody is said to have written it.
        self.kith.find('button', 'In reply to: What was that again?')
        self.picture('read')
        self.kith.find('button', f'In reply to Romeo: {QUESTION}').press()
        self.kith.wait_for_message(QUESTION)


if __name__ == '__main__':
    tap.main()
