# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a chat has to look like by the archive of the server: read from the files of Prosody, folded with no code of Kith."""

import dataclasses
import re

REPLACE = 'urn:xmpp:message-correct:0'
RETRACT = 'urn:xmpp:message-retract:1'
REACTIONS = 'urn:xmpp:reactions:0'
MARKERS = 'urn:xmpp:chat-markers:0'
RECEIPTS = 'urn:xmpp:receipts'

TOKEN = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|(-?[\d.]+(?:e[+-]?\d+)?)|([\[\]{}=;,()])|(\w+))', re.S)
ESCAPE = re.compile(r'\\(\d{1,3}|.)', re.S)
ESCAPES = {'n': '\n', 't': '\t', 'r': '\r'}


def _unescape(match):
    text = match[1]
    return chr(int(text)) if text.isdigit() else ESCAPES.get(text, text)


def _read_text(text):
    """The bytes of a Lua string; the file was read as Latin 1."""
    return ESCAPE.sub(_unescape, text).encode('latin-1').decode()


def _read_table(tokens):
    """A Lua table: what has no name is under 1, 2, …"""
    table = {}
    for text, number, sign, _word in tokens:
        if sign == '}':
            return table
        if sign in (';', ','):
            continue
        if sign == '[':
            text, number, *_rest = next(tokens)
            key = _read_text(text) if text is not None else int(number)
            next(tokens), next(tokens)  # ] =
            text, number, sign, _word = next(tokens)
        else:
            key = sum(isinstance(k, int) for k in table) + 1
        table[key] = _read_table(tokens) if sign == '{' else _read_text(text) if text is not None else number
    return table


def read_items(text):
    """The stanzas of a list of Prosody's internal storage."""
    tokens = ((m[1], m[2], m[3], m[4]) for m in TOKEN.finditer(text))
    items = []
    for _text, _number, sign, _word in tokens:
        if sign == '{':
            items.append(_read_table(tokens))
    return items


def _child(stanza, name, namespace=None):
    for key, child in stanza.items():
        if isinstance(key, int) and isinstance(child, dict) and child.get('name') == name and \
                child['attr'].get('xmlns') == namespace:
            return child
    return None


def _texts(stanza, name):
    return [child.get(1, '') for key, child in stanza.items()
            if isinstance(key, int) and isinstance(child, dict) and child.get('name') == name]


@dataclasses.dataclass
class Message:
    sender: str
    stanza_id: str
    server_id: str
    body: str
    edited: bool = False
    retracted: bool = False
    delivered: bool = False
    read: bool = False
    reactions: dict = dataclasses.field(default_factory=dict)


class Truth:
    """The archive of one person, read on from where it was; `messages` in their order."""

    def __init__(self, path):
        self._path = path
        self._offset = 0
        self._seen = set()
        self._names = {}  # id → Message, of its corrections too
        self.messages = []
        self.n_items = 0

    def read_on(self):
        if not self._path.exists():
            return
        with open(self._path, encoding='latin-1', newline='') as file:
            file.seek(self._offset)
            text = file.read()
            self._offset = file.tell()
        for item in read_items(text):
            self.n_items += 1
            self._take(item)

    def _take(self, stanza):
        attributes = stanza['attr']
        sender = attributes['from'].partition('/')[0]
        identity = attributes.get('id')
        for name, namespace, take in (('retract', RETRACT, self._retract), ('replace', REPLACE, self._correct),
                                      ('reactions', REACTIONS, self._react), ('displayed', MARKERS, self._read),
                                      ('received', RECEIPTS, self._deliver)):
            child = _child(stanza, name, namespace)
            if child is not None:
                if (sender, identity) not in self._seen:
                    self._seen.add((sender, identity))
                    target = self._names.get(child['attr']['id'])
                    if target is not None:
                        take(target, sender, stanza, child)
                return
        body = _child(stanza, 'body')
        if body is None or (sender, identity) in self._seen:
            return
        self._seen.add((sender, identity))
        self.messages.append(Message(sender, identity, stanza['key'], body.get(1, '')))
        self._names[identity] = self.messages[-1]

    def _retract(self, message, sender, _stanza, _child):
        if message.sender == sender:
            message.retracted = True

    def _correct(self, message, sender, stanza, _child_):
        if message.sender == sender:
            message.body = _child(stanza, 'body').get(1, '')
            message.edited = True
            self._names[stanza['attr']['id']] = message

    def _react(self, message, sender, _stanza, child):
        message.reactions[sender] = ' '.join(_texts(child, 'reaction'))

    def _read(self, message, sender, _stanza, _child):
        if message.sender == sender:
            return
        for earlier in self.messages:
            if earlier.sender == message.sender:
                earlier.read = True
            if earlier is message:
                return

    def _deliver(self, message, sender, _stanza, _child):
        message.delivered |= message.sender != sender
