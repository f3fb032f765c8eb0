# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that does what a test case tells it to, right or wrong, with one client."""

import base64
import hashlib
import hmac
import re
import socket
import ssl
import threading

HEADER = ("<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
          "from='prosody.test' id='1' version='1.0'>")
STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"
PROCEED = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"
SASL = 'urn:ietf:params:xml:ns:xmpp-sasl'
BIND = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"
SM = "<sm xmlns='urn:xmpp:sm:3'/>"


def features(*what):
    return f'<stream:features>{"".join(what)}</stream:features>'


def mechanisms(*names):
    return f"<mechanisms xmlns='{SASL}'>" + ''.join(f'<mechanism>{name}</mechanism>' for name in names) + '</mechanisms>'


def encode(text):
    return base64.b64encode(text if isinstance(text, bytes) else text.encode()).decode()


class Peer(threading.Thread):
    """Plays `script (peer)` with the first client; `seen` is all that it was sent, `failure` what the script raised."""

    def __init__(self, script, pki, password, address='127.0.9.1'):
        super().__init__(daemon=True)
        self.script = script
        self.pki = pki
        self.password = password
        self.seen = ''
        self.failure = None
        self._unread = ''
        self._listener = socket.create_server((address, 0))
        self.address, self.port = self._listener.getsockname()

    def run(self):
        try:
            self._socket, _ = self._listener.accept()
            self._socket.settimeout(60)
            self.script(self)
        except (OSError, AssertionError) as error:
            self.failure = error

    def close(self):
        self._listener.close()
        if hasattr(self, '_socket'):
            self._socket.close()

    def send(self, text):
        self._socket.sendall(text if isinstance(text, bytes) else text.encode())

    def flood(self, piece, count):
        """Until the client has had enough."""
        try:
            for _ in range(count):
                self.send(piece)
        except OSError:
            pass

    def expect(self, pattern):
        """The match of what the client sends next."""
        while True:
            match = re.search(pattern, self._unread, re.S)
            if match:
                self._unread = self._unread[match.end():]
                return match
            data = self._socket.recv(65536)
            assert data, f'the client has left instead of sending {pattern}'
            self.seen += data.decode(errors='replace')
            self._unread += data.decode(errors='replace')

    def wait(self):
        """Says nothing more until the client leaves."""
        try:
            while True:
                data = self._socket.recv(65536)
                if not data:
                    return
                self.seen += data.decode(errors='replace')
        except OSError:
            return

    # --- The steps of a good server ---

    def open(self, *what, header=HEADER):
        self.expect('<stream:stream[^>]*>')
        self.send(header + (features(*what) if what else ''))

    def handshake(self, certificate='good'):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.pki.certificate(certificate), self.pki.key(certificate))
        self._socket = context.wrap_socket(self._socket, server_side=True)

    def secure(self, certificate='good'):
        self.open(STARTTLS)
        self.expect('<starttls[^>]*/>')
        self.send(PROCEED)
        self.handshake(certificate)

    def first(self):
        """The client's first message of SCRAM-SHA-256: its nonce."""
        match = self.expect(r'<auth[^>]*>([^<]*)</auth>')
        self._bare = base64.b64decode(match[1]).decode().split(',', 2)[2]
        return self._bare.split('r=')[1]

    def challenge(self, text):
        self._challenge = text
        self.send(f"<challenge xmlns='{SASL}'>{encode(text)}</challenge>")

    def final(self):
        """Takes the proof, and returns what proves the server."""
        match = self.expect(r'<response[^>]*>([^<]*)</response>')
        without_proof = base64.b64decode(match[1]).decode().rsplit(',p=', 1)[0]
        self.binding = base64.b64decode(without_proof.removeprefix('c=').split(',')[0])
        salted = hashlib.pbkdf2_hmac('sha256', self.password.encode(), b'salt', 4096)
        key = hmac.digest(salted, b'Server Key', 'sha256')
        return 'v=' + encode(hmac.digest(key, f'{self._bare},{self._challenge},{without_proof}'.encode(), 'sha256'))

    def succeed(self, proof):
        self.send(f"<success xmlns='{SASL}'>{encode(proof)}</success>")

    def authenticate(self):
        self.secure()
        self.open(mechanisms('SCRAM-SHA-256', 'PLAIN'))
        self.challenge(f'r={self.first()}server,s={encode("salt")},i=4096')
        self.succeed(self.final())

    def ask_to_bind(self, *what):
        """Returns the id of the client's request."""
        self.authenticate()
        return self.offer_to_bind(*what)

    def offer_to_bind(self, *what):
        self.open(BIND, *what)
        return self.expect(r"<iq[^>]* id=['\"]([^'\"]*)['\"].*?</iq>").group(1)

    def bound(self, identity, address='juliet@prosody.test/orchard'):
        self.send(f"<iq type='result' id='{identity}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                  f'<jid>{address}</jid></bind></iq>')

    def sign_in(self, *what):
        """All of it; with SM stream management."""
        self.bound(self.ask_to_bind(*what))
        if SM in what:
            self.expect('<enable[^>]*/>')
            self.send("<enabled xmlns='urn:xmpp:sm:3' id='1' resume='true'/>")
        self.expect('<presence')

    def check_alive(self):
        """The client is there and has handled all that came before."""
        self.send("<iq type='get' id='alive' from='prosody.test'><query xmlns='urn:test'/></iq>")
        self.expect("<iq[^>]* id=['\"]alive['\"]")
