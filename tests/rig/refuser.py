# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A component of a server that refuses each message for the reason that the message asks for."""

import asyncio

import slixmpp

from .gateway import PORT, SECRET

# The defined conditions of RFC 6120 §8.3.3, each with the type that is meant for it.
CONDITIONS = {
    'bad-request': 'modify', 'conflict': 'cancel', 'feature-not-implemented': 'cancel', 'forbidden': 'auth', 'gone': 'cancel',
    'internal-server-error': 'cancel', 'item-not-found': 'cancel', 'jid-malformed': 'modify', 'not-acceptable': 'modify',
    'not-allowed': 'cancel', 'not-authorized': 'auth', 'policy-violation': 'modify', 'recipient-unavailable': 'wait',
    'redirect': 'modify', 'registration-required': 'auth', 'remote-server-not-found': 'cancel',
    'remote-server-timeout': 'wait', 'resource-constraint': 'wait', 'service-unavailable': 'cancel',
    'subscription-required': 'auth', 'undefined-condition': 'cancel', 'unexpected-request': 'wait',
}


class Refuser(slixmpp.ComponentXMPP):
    """`await refuser.open ()`; the server has to know it by gateway.configure ()."""

    def __init__(self, server, name='legacy'):
        super().__init__(f'{name}.{server.domain}', SECRET, server.address, PORT)
        self.use_aiodns = False
        self.add_event_handler('message', self._refuse)

    async def open(self):
        started = asyncio.get_running_loop().create_future()
        self.add_event_handler('session_start', started.set_result, disposable=True)
        self.connect()
        await started

    async def close(self):
        self.disconnect()
        await self.disconnected

    def _refuse(self, message):
        condition = message['body']
        if condition in CONDITIONS:
            self.send_raw(f"<message type='error' id='{message['id']}' from='{message['to']}' to='{message['from']}'>"
                          f"<error type='{CONDITIONS[condition]}'>"
                          f"<{condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>")
