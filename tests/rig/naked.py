# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server from which somebody on the way took STARTTLS: it offers a password sign-in in the clear, and listens."""

import socket
import threading

STREAM = (b"<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
          b"version='1.0' id='1' from='prosody.test'><stream:features><mechanisms "
          b"xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms></stream:features>")


class NakedServer:
    """`with NakedServer (address, port) as naked: … naked.received`"""

    def __init__(self, address, port):
        self.received = b''
        self._listener = socket.create_server((address, port))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._listener.close()

    def _serve(self):
        try:
            while True:
                connection, _peer = self._listener.accept()
                answered = False
                while data := connection.recv(4096):
                    self.received += data
                    if not answered and b'<stream:stream' in self.received:
                        connection.sendall(STREAM)
                        answered = True
        except OSError:
            pass
