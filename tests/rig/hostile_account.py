# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server with one account on it: what it asks for is answered, and all else that comes is what a test case sends."""

import socket
import threading
import xml.etree.ElementTree as ET

from .hostile import Peer, encode, mechanisms

CLIENT = '{jabber:client}'
MAM = '{urn:xmpp:mam:2}'
RSM = '{http://jabber.org/protocol/rsm}'
ROSTER = ("<query xmlns='jabber:iq:roster'><item jid='romeo@prosody.test' subscription='both'/>"
          "<item jid='nurse@prosody.test' subscription='both'/></query>")
EMPTY_PAGE = '', "<fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'/></fin>"


class Account(Peer):
    """`domain`, `address` and `port` are those of a server; `page (before, queryid)` of a case gives messages and their end."""

    domain = 'prosody.test'

    def __init__(self, password):
        super().__init__(Account._serve, None, password)
        self._lock = threading.Lock()
        self.messages = []  # that the client has sent: elements
        self.answers = {}   # id of a question of ours: the type of the answer
        self.n_pages = 0    # asked for
        self.page = lambda before, queryid: EMPTY_PAGE
        self.online = threading.Event()

    def say(self, text):
        """What it does on its own account."""
        with self._lock:
            self.send(text)

    def _refuse_tls(self):
        """It is tried first."""
        while self._socket.recv(1, socket.MSG_PEEK) != b'<':
            self._socket.close()
            self._socket, _ = self._listener.accept()

    def _serve(self):
        self._refuse_tls()
        self.open(mechanisms('SCRAM-SHA-256'))
        self.challenge(f'r={self.first()}server,s={encode("salt")},i=4096')
        self.succeed(self.final())
        self.bound(self.offer_to_bind())
        parser = ET.XMLPullParser(['start', 'end'])
        parser.feed("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>")
        root, depth = next(parser.read_events())[1], 0
        while data := self._socket.recv(65536):
            parser.feed(data)
            for event, element in parser.read_events():
                depth += 1 if event == 'start' else -1
                if depth == 0:
                    self._take(element)
                    root.clear()

    def _take(self, stanza):
        if stanza.tag == CLIENT + 'message':
            self.messages.append(stanza)
        elif stanza.tag == CLIENT + 'presence':
            self.online.set()
        elif stanza.tag == CLIENT + 'iq' and stanza.get('type') in ('get', 'set'):
            self._reply(stanza)
        elif stanza.tag == CLIENT + 'iq':
            self.answers[stanza.get('id')] = stanza.get('type')

    def _reply(self, stanza):
        identity, payload = stanza.get('id'), stanza[0]
        before, result = '', ''
        if payload.tag == '{jabber:iq:roster}query' and stanza.get('type') == 'get':
            result = ROSTER
        elif payload.tag == MAM + 'query' and stanza.get('type') == 'set':
            self.n_pages += 1
            edge = payload.find(f'{RSM}set/{RSM}before')
            before, result = self.page(edge.text if edge is not None else None, payload.get('queryid'))
        elif payload.tag not in ('{urn:xmpp:ping}ping', '{urn:xmpp:carbons:2}enable'):
            self.say(f"<iq type='error' id='{identity}'><error type='cancel'><service-unavailable "
                     "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")
            return
        self.say(f"{before}<iq type='result' id='{identity}'>{result}</iq>")
