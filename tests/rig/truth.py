# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a chat has to look like by the archive of the server: read behind its back, folded with no code of Kith."""

import dataclasses
import xml.etree.ElementTree as ElementTree

REPLACE = 'urn:xmpp:message-correct:0'
RETRACT = 'urn:xmpp:message-retract:1'
REACTIONS = 'urn:xmpp:reactions:0'
MARKERS = 'urn:xmpp:chat-markers:0'
RECEIPTS = 'urn:xmpp:receipts'
CLIENT = 'jabber:client'


def find_body(stanza):
    """(nullable)"""
    for child in stanza:  # the archive leaves out the namespace of the stream
        if child.tag in ('body', f'{{{CLIENT}}}body'):
            return child.text or ''
    return None


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

    def __init__(self, server, person):
        self._server = server
        self._person = person
        self._number = 0
        self._seen = set()
        self._names = {}  # id → Message, of its corrections too
        self.messages = []
        self.lost_changes = set()  # the ids of those that are about a message that is not there

    def read_on(self):
        for number, identity, text in self._server.read_archive(self._person, self._number):
            self._number = number
            self._take(ElementTree.fromstring(text), identity)

    def _take(self, stanza, server_id):
        sender = stanza.get('from').partition('/')[0]
        identity = stanza.get('id')
        if (sender, identity) in self._seen:
            return  # it was sent again, for nobody knew whether it had arrived
        for name, namespace, take in (('retract', RETRACT, self._retract), ('replace', REPLACE, self._correct),
                                      ('reactions', REACTIONS, self._react), ('displayed', MARKERS, self._read),
                                      ('received', RECEIPTS, self._deliver)):
            child = stanza.find(f'{{{namespace}}}{name}')
            if child is not None:
                self._seen.add((sender, identity))
                target = self._names.get(child.get('id'))
                if target is not None:
                    take(target, sender, stanza, child)
                elif name in ('retract', 'replace', 'reactions'):
                    self.lost_changes.add(identity)
                return
        body = find_body(stanza)
        if body is not None:
            self._seen.add((sender, identity))
            self.messages.append(Message(sender, identity, server_id, body))
            self._names[identity] = self.messages[-1]

    def _retract(self, message, sender, _stanza, _child):
        if message.sender == sender:
            message.retracted = True

    def _correct(self, message, sender, stanza, _child):
        if message.sender == sender:
            message.body = find_body(stanza)
            message.edited = True
            self._names[stanza.get('id')] = message

    def _react(self, message, sender, _stanza, child):
        message.reactions[sender] = ' '.join(reaction.text for reaction in child)

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
