#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What messages carry besides plain text: formatting, spoilers, links, what Kith cannot read."""

import os
import pathlib
import sys
from xml.sax.saxutils import escape

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, ChatCase
from rig.wait import wait_for

STYLED = '''The *last* _word_ is ~not~ `printf ("*no*")`
> Thus with a kiss I die.
>> and so on, over more than one line if the window is narrow enough for it, which it often is
And then:
```
for (;;)
  wait ();
```
See https://example.org/'''

XHTML = ("<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>"
         "<h2>A list</h2><ol><li>with <strong>strong</strong> words</li><li>and <a href='https://example.org/'>a link</a></li></ol>"
         "<blockquote>quoted</blockquote><script>alert (1)</script></body></html>")

HEBREW = 'שלום *עולם*, _מה_ `code` נשמע?\n> ציטוט\nעוד https://example.org/ כאן'


class Formatting(ChatCase):
    def receive(self, body, extra=''):
        body = f'<body>{escape(body)}</body>' if body is not None else ''
        self.romeo.send(f"<message to='{JULIET}' type='chat'>{body}{extra}</message>")

    def picture(self, name):
        if os.environ.get('KITH_PICTURES'):
            self.kith.wait_for_rest()
            folder = pathlib.Path(os.environ['KITH_PICTURES'])
            folder.mkdir(parents=True, exist_ok=True)
            self.desktop.screenshot(folder / f'formatting-{name}.png')

    def text(self, start):
        return self.kith.find('label', lambda n: n.startswith(start))

    def test_formatted_texts_say_what_was_written(self):
        self.kith.open_chat('Romeo')
        self.receive(STYLED)
        self.text('The *last* _word_')
        self.receive('*not* styled', "<unstyled xmlns='urn:xmpp:styling:0'/>")
        self.text('*not* styled')
        self.receive('/me *waves*')
        self.text('Romeo *waves*')
        self.receive('a list', XHTML)
        label = self.text('A list')
        self.assertEqual(label.name, 'A list\n\n1. with strong words\n2. and a link\nquoted')
        self.receive('There is really no reason', "<markup xmlns='urn:xmpp:markup:0'><span start='9' end='15'>"
                     "<emphasis/><strong/></span></markup>")
        self.text('There is really')
        self.receive('Ask Nurse', "<reference xmlns='urn:xmpp:reference:0' begin='4' end='9' type='mention' uri='xmpp:nurse@prosody.test'/>")
        self.text('Ask Nurse')
        self.picture('styled')
        self.receive(HEBREW)
        self.text('שלום')
        self.picture('hebrew')

    def test_a_spoiler_is_hidden_until_it_is_pressed(self):
        self.kith.open_chat('Romeo')
        self.receive('And both of them die!', "<spoiler xmlns='urn:xmpp:spoiler:0'>Love story end</spoiler>")
        show = self.kith.find('button', 'Show Spoiler: Love story end')
        self.assertFalse(self.kith.all(None, lambda n: 'both of them' in n), 'it can be read somewhere')
        self.picture('spoiler')
        show.press()
        self.text('And both of them die!')
        self.kith.find('button', 'Hide Spoiler: Love story end').press()
        wait_for('it to be hidden', lambda: not self.kith.all('label', lambda n: 'both of them' in n))

        # One's own, by keyboard; the next one is none.
        self.kith.find('entry', 'Message').click()
        self.desktop.key('ctrl+shift+h')
        self.kith.find('entry', 'What it is about')
        self.desktop.key('Escape')
        wait_for('nothing to be hidden', lambda: not self.kith.all('entry', 'What it is about'))
        self.desktop.key('ctrl+shift+h')
        self.kith.find('entry', 'What it is about').set_text('Who is to blame')
        self.picture('spoiler-to-write')
        self.kith.say('It was the friar')
        sent = self.romeo.wait_for_message('It was the friar')
        hint = sent.xml.find('{urn:xmpp:spoiler:0}spoiler')
        self.assertEqual(hint.text, 'Who is to blame')
        self.kith.find('button', 'Show Spoiler: Who is to blame')
        self.kith.say('Or fate')
        self.assertIsNone(self.romeo.wait_for_message('Or fate').xml.find('{urn:xmpp:spoiler:0}spoiler'))

    def test_what_is_beside_the_text(self):
        self.kith.open_chat('Romeo')
        self.receive('A licence?', "<x xmlns='jabber:x:oob'><url>https://example.org/licence.jpg</url><desc>The licence</desc></x>")
        self.text('The licence\nhttps://example.org/licence.jpg')
        self.receive('I sent you something secret', "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:omemo:2'/>")
        self.text('This message is encrypted with OMEMO, which Kith does not know.')
        self.assertFalse(self.kith.all(None, lambda n: 'something secret' in n))
        self.receive('Soon gone', "<ephemeral xmlns='urn:xmpp:ephemeral:0' timer='604800'/>")
        self.text('Meant to disappear after 7 days')
        self.picture('beside')

    def wait_for_text(self, text):
        entry = self.kith.find('entry', 'Message')
        wait_for(f'"{text}" where one writes', lambda: entry.text() == text)

    def test_emoji_are_found_by_their_names(self):
        self.kith.open_chat('Romeo')
        self.desktop.type('Hi :par')
        self.kith.find('label', lambda n: n.endswith(':party_popper:'))
        self.picture('completion')
        self.desktop.key('Escape')
        wait_for('the list to be gone', lambda: not self.kith.all('label', lambda n: n.endswith(':party_popper:')))
        self.desktop.type('ty_p')
        self.kith.find('label', lambda n: n.endswith(':party_popper:'))
        self.desktop.key('Return')
        self.wait_for_text('Hi 🎉')
        self.desktop.type(' :thumbsup:')
        self.wait_for_text('Hi 🎉 👍')
        self.desktop.key('Return')
        self.romeo.wait_for_body('Hi 🎉 👍')

    def test_misspelled_words_can_be_corrected(self):
        self.kith.quit()
        self.kith.start(env={'LANGUAGE': 'en_US'})
        self.kith.wait_until_online()
        self.kith.open_chat('Romeo')
        self.desktop.type('The wrold ends')
        self.wait_for_text('The wrold ends')
        for _ in range(6):
            self.desktop.key('Left')

        def corrected():
            """Until the word is marked the menu has nothing to offer."""
            self.desktop.key('shift+F10')
            self.kith.find('menu item', 'Cut')
            if not self.kith.all('menu item', 'Add to Dictionary'):
                self.desktop.key('Escape')
                wait_for('the end of the menu', lambda: not self.kith.all('menu item', 'Cut'))
                return False
            correction = self.kith.find('menu item', 'world')
            self.picture('spelling')
            correction.press()
            return True
        wait_for('a correction', corrected)
        self.wait_for_text('The world ends')


if __name__ == '__main__':
    tap.main()
