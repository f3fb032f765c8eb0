# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server offers by a road, read from itself and without any of Kith's code: RFC 6120, RFC 7395, XEP-0206."""

import base64
import os
import socket
import ssl
import struct
import urllib.parse
import xml.etree.ElementTree as ET

STREAMS = '{http://etherx.jabber.org/streams}'
# Whoever opens the stream: a server may offer tokens only to those who say so.
NAME = 'somebody'
SASL = '{urn:ietf:params:xml:ns:xmpp-sasl}'
SASL2 = '{urn:xmpp:sasl:2}'
FAST = '{urn:xmpp:fast:0}'
BOSH = 'http://jabber.org/protocol/httpbind'
TIMEOUT_S = 30


class Offer:
    """Of the `<features/>` before the sign-in: `mechanisms`, among them jabber:iq:auth, and those for `tokens`."""

    def __init__(self, features):
        self.mechanisms = {e.text for e in features.iter(SASL + 'mechanism')}
        self.mechanisms |= {e.text for e in features.findall(f'{SASL2}authentication/{SASL2}mechanism')}
        if features.find('{http://jabber.org/features/iq-auth}auth') is not None:
            self.mechanisms.add('jabber:iq:auth')
        self.tokens = {e.text for e in features.iter(FAST + 'mechanism')}


class Tcp:
    """A stream over TCP, with TLS at once or by STARTTLS."""

    def __init__(self, address, port, domain, direct):
        self._domain = domain
        self._link = socket.create_connection((address, port), timeout=TIMEOUT_S)
        if not direct:
            self.open()
            self.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
            assert self.receive().tag.endswith('}proceed')
        context = ssl.create_default_context(cafile='/etc/ssl/certs/ca-certificates.crt')
        self._link = context.wrap_socket(self._link, server_hostname=domain)

    def open(self):
        """A new stream; returns its features."""
        self._parser = ET.XMLPullParser(('start', 'end'))
        self._depth = 0
        self.send(f"<?xml version='1.0'?><stream:stream from='{NAME}@{self._domain}' to='{self._domain}' version='1.0' "
                  "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>")
        return self.receive()

    def send(self, text):
        self._link.sendall(text.encode())

    def receive(self):
        """The next child of the stream."""
        while True:
            for event, element in self._parser.read_events():
                self._depth += 1 if event == 'start' else -1
                if event == 'end' and self._depth == 1:
                    return element
            data = self._link.recv(4096)
            if not data:
                raise EOFError('the server hung up')
            self._parser.feed(data)

    def close(self):
        self._link.close()


class Http:
    """One connection to a web server, for requests and for a WebSocket."""

    def __init__(self, url):
        self.url = urllib.parse.urlsplit(url)
        context = ssl.create_default_context(cafile='/etc/ssl/certs/ca-certificates.crt')
        self._link = context.wrap_socket(socket.create_connection((self.url.hostname, self.url.port or 443),
                                                                  timeout=TIMEOUT_S), server_hostname=self.url.hostname)
        self._file = self._link.makefile('rb')

    def ask(self, method, headers, body=b''):
        """The status and the headers of the answer, names in lower case."""
        lines = [f'{method} {self.url.path} HTTP/1.1', f'Host: {self.url.netloc}', *headers]
        self.write('\r\n'.join([*lines, '', '']).encode() + body)
        status = int(self._file.readline().split()[1])
        found = {}
        while (line := self._file.readline().decode().strip()):
            name, _, value = line.partition(':')
            found[name.lower()] = value.strip()
        return status, found

    def write(self, data):
        self._link.sendall(data)

    def read(self, count):
        data = self._file.read(count)
        if len(data) < count:
            raise EOFError('the server hung up')
        return data

    def close(self):
        self._link.close()


class WebSocket:
    def __init__(self, url, domain):
        self._domain = domain
        self._http = Http(url)
        key = base64.b64encode(os.urandom(16)).decode()
        status, _ = self._http.ask('GET', ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13',
                                           'Sec-WebSocket-Protocol: xmpp', f'Sec-WebSocket-Key: {key}'])
        assert status == 101, status

    def open(self):
        self.send(f"<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='{NAME}@{self._domain}' to='{self._domain}' "
                  "version='1.0'/>")
        assert self.receive().tag.endswith('}open')
        return self.receive()

    def send(self, text):
        data = text.encode()
        length = bytes([0x80 | len(data)]) if len(data) < 126 else bytes([0xfe]) + struct.pack('>H', len(data))
        self._http.write(b'\x81' + length + bytes(4) + data)  # a mask of zeros

    def receive(self):
        length = self._http.read(2)[1]
        if length >= 126:
            length, = struct.unpack('>H' if length == 126 else '>Q', self._http.read(2 if length == 126 else 8))
        return ET.fromstring(self._http.read(length))

    def close(self):
        self._http.close()


class Bosh:
    def __init__(self, url, domain):
        self._domain = domain
        self._http = Http(url)
        self._rid = 1000
        self._sid = None
        self._waiting = []

    def _post(self, attributes, content=''):
        self._rid += 1
        sid = f"sid='{self._sid}'" if self._sid else ''
        body = (f"<body xmlns='{BOSH}' xmlns:xmpp='urn:xmpp:xbosh' rid='{self._rid}' from='{NAME}@{self._domain}' "
                f"to='{self._domain}' {sid} {attributes}>{content}</body>").encode()
        status, headers = self._http.ask('POST', ['Content-Type: text/xml', f'Content-Length: {len(body)}'], body)
        assert status == 200, status
        answer = ET.fromstring(self._http.read(int(headers['content-length'])))
        self._sid = self._sid or answer.get('sid')
        self._waiting.extend(answer)

    def open(self):
        self._post("xmpp:restart='true'" if self._sid else "wait='5' hold='1' ver='1.6' xmpp:version='1.0'")
        return self.receive()

    def send(self, text):
        self._post('', text)

    def receive(self):
        while not self._waiting:
            self._post('')
        return self._waiting.pop(0)

    def close(self):
        self._http.close()


def connect(server, road, domain=None, address=None):
    """A stream that is not open yet, to a server of the rig."""
    domain = domain or server.domain
    if road == 'websocket':
        return WebSocket(server.websocket_url, domain)
    if road == 'bosh':
        return Bosh(server.bosh_url, domain)
    direct = road == 'tls'
    return Tcp(address or server.address, server.tls_port if direct else server.port, domain, direct)


def offer(server, road, domain=None, address=None):
    """What is offered to somebody who has not signed in."""
    stream = connect(server, road, domain, address)
    try:
        return Offer(stream.open())
    finally:
        stream.close()


def resumes(server, road, name, password):
    """Whether a session by this road can be resumed (XEP-0198), which is told to those who have signed in."""
    stream = connect(server, road)
    try:
        stream.open()
        secret = base64.b64encode(f'\0{name}\0{password}'.encode()).decode()
        stream.send(f"<auth xmlns='{SASL[1:-1]}' mechanism='PLAIN'>{secret}</auth>")
        answer = stream.receive()
        assert answer.tag == SASL + 'success', answer.tag
        return stream.open().find('{urn:xmpp:sm:3}sm') is not None
    finally:
        stream.close()
