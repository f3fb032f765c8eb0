# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bridge from HTTP polling (XEP-0025) to a server's port for direct TLS: no living server speaks it any more."""

import base64
import hashlib
import itertools
import select
import socket
import ssl

from .web import Handler, Web

ERROR_KEY = '-3:0'
ERROR_UNKNOWN = '0:0'


class Session:
    """One stream: its connection, and the key that is due."""

    def __init__(self, server, key):
        self.key = key
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        self.link = context.wrap_socket(socket.create_connection((server.address, server.tls_port)))
        self.link.settimeout(10)

    def accepts(self, key, new_key):
        """Only whoever began the session knows what this key is the hash of."""
        ok = base64.b64encode(hashlib.sha1(key.encode()).digest()).decode() == self.key
        self.key = new_key or key
        return ok

    def exchange(self, data):
        """Hands `data` over, and returns what the server has said, perhaps half a stanza."""
        if data:
            self.link.sendall(data)
        if not self.link.pending() and not select.select([self.link], [], [], 0.05)[0]:
            return b''
        try:
            return self.link.recv(3000)
        except ssl.SSLWantReadError:
            return b''


class PollBridge(Web):
    """`with PollBridge (server) as bridge: … bridge.url`; `bridge.requests` counts."""

    port = 8443

    def __init__(self, server):
        self.url = f'https://{server.domain}:{self.port}/poll'
        self.requests = 0
        bridge = self
        sessions = {}
        numbers = itertools.count(1)

        def answer(body):
            """(session, bytes) for one request."""
            head, _, data = body.partition(b',')
            words = head.decode().split(';')
            if words[0] == '0':
                identity = f'{next(numbers)}:1'
                sessions[identity] = Session(server, words[1])
            else:
                identity = words[0]
                if identity not in sessions:
                    return ERROR_UNKNOWN, b''
                if not sessions[identity].accepts(words[1], words[2] if len(words) > 2 else None):
                    return ERROR_KEY, b''
            return identity, sessions[identity].exchange(data)

        class PollHandler(Handler):
            def do_GET(self):
                self.reply(200, b'')

            def do_POST(self):
                bridge.requests += 1
                identity, data = answer(self.rfile.read(int(self.headers['Content-Length'])))
                self.reply(200, data, Set_Cookie=f'ID={identity}; path=/', Content_Type='text/xml')

        super().__init__(server.pki, server.address, self.port, PollHandler)
