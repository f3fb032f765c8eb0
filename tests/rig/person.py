# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The person at the other end: signs in with a library of its own, writes, and tells what has come."""

import asyncio
import threading

import slixmpp
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

from .servers import password_of
from .wait import PATIENCE, wait_for

NICK = 'http://jabber.org/protocol/nick'


class _Client(slixmpp.ClientXMPP):
    def __init__(self, address, password, authority):
        super().__init__(address, password)
        self.use_aiodns = False
        self.ca_certs = str(authority)
        for plugin in ('xep_0030', 'xep_0085', 'xep_0092', 'xep_0115', 'xep_0184', 'xep_0199', 'xep_0224'):
            self.register_plugin(plugin)
        self['xep_0184'].auto_ack = True
        # The library's own answer (XEP-0202) fails in its version 1.8.
        self.register_handler(Callback('Time', MatchXPath('{jabber:client}iq/{urn:xmpp:time}time'), self._tell_time))

    def _tell_time(self, iq):
        self.send_raw(f"<iq type='result' id='{iq['id']}' to='{iq['from']}'><time xmlns='urn:xmpp:time'><tzo>+05:30</tzo>"
                      '<utc>2026-11-21T12:00:00Z</utc></time></iq>')


class Person:
    """`with Person (server, 'romeo') as romeo: romeo.write (…)`. Everything is called from the test's thread."""

    def __init__(self, server, name, resource='elsewhere', accepts=True, show=None, priority=None):
        self.address = f'{name}@{server.domain}'
        self.messages = []
        self.stanzas = []  # all messages, those without a text too
        self.presences = []
        self.chat_states = []
        self.receipts = []
        self._server = server
        self._password = password_of(name)
        self._resource = resource
        self._accepts = accepts
        self._show = show
        self._priority = priority
        self._nicks = ''
        self._answered = []

    def __enter__(self):
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        if not started.wait(PATIENCE):
            raise TimeoutError(f'{self.address} could not sign in')
        return self

    def __exit__(self, *_):
        asyncio.run_coroutine_threadsafe(self._leave(), self._loop)
        self._thread.join(10)

    def do(self, function, *arguments, **keywords):
        """Calls a function in the thread of the client, and waits for its result."""
        done = threading.Event()
        result = {}

        def call():
            try:
                result['value'] = function(*arguments, **keywords)
            except Exception as error:  # handed to the caller below
                result['error'] = error
            done.set()

        self._loop.call_soon_threadsafe(call)
        if not done.wait(PATIENCE):
            raise TimeoutError(f'{self.address} does not answer')
        if 'error' in result:
            raise result['error']
        return result.get('value')

    def write(self, to, body, **keywords):
        """Sends a chat message, with a request for a receipt; returns its id."""
        def send():
            message = self._client.make_message(mto=str(to), mbody=body, mtype=keywords.get('mtype', 'chat'))
            message['id'] = keywords.get('id') or self._client.new_id()
            message['request_receipt'] = True
            if 'subject' in keywords:
                message['subject'] = keywords['subject']
            message.send()
            return message['id']
        return self.do(send)

    def send(self, stanza):
        """Sends XML as it is."""
        self.do(self._client.send_raw, stanza)

    def send_receipts(self, send):
        """Whether messages are acknowledged; they are, in the beginning."""
        self._client['xep_0184'].auto_ack = send

    def refuse(self, message, condition, text):
        """Sends an error for a message that has come."""
        def send():
            error = self._client.make_message(mto=message['from'], mtype='error')
            error['id'] = message['id']
            error['error']['type'] = 'cancel'
            error['error']['condition'] = condition
            error['error']['text'] = text
            error.send()
        self.do(send)

    def chat_state(self, to, state):
        def send():
            message = self._client.make_message(mto=str(to), mtype='chat')
            message['chat_state'] = state
            message.send()
        self.do(send)

    def presence(self, show=None, status=None):
        self.do(self._client.send_presence, pshow=show, pstatus=status)

    def announce(self):
        """Tells in its presence what it can do, as most programs do by themselves (XEP-0115)."""
        asyncio.run_coroutine_threadsafe(self._client['xep_0115'].update_caps(), self._loop).result(PATIENCE)

    def idle(self, since):
        """Is there, but was last at the machine at a time as in XEP-0082."""
        self.do(self._client.send_raw, f"<presence><idle xmlns='urn:xmpp:idle:1' since='{since}'/></presence>")

    def send(self, xml):
        """Sends a stanza as it stands."""
        self.do(self._client.send_raw, xml)

    def subscribe(self, to):
        self.do(self._client.send_presence_subscription, pto=str(to), ptype='subscribe')

    def bodies(self):
        """The texts that have come, in order."""
        return [m['body'] for m in list(self.messages) if m['body']]

    def wait_for_body(self, body):
        return wait_for(f'"{body}" at {self.address}', lambda: body in self.bodies())

    def wait_for_show(self, whose, show):
        """Until the presence that came last of an address is `show`: 'available', 'away', 'unavailable' …"""
        def last():
            shows = [p['type'] for p in list(self.presences) if p['from'].bare == whose]
            return shows and shows[-1] == show
        return wait_for(f'{whose} to be {show}', last)

    def wait_for_message(self, body):
        """The message with this text."""
        self.wait_for_body(body)
        return next(m for m in list(self.messages) if m['body'] == body)

    def send_raw(self, text):
        self.do(self._client.send_raw, text)

    def wait_for_answer(self, identity):
        """Until the server has taken the request with that id."""
        wait_for(f'the answer to {identity}', lambda: identity in self._answered)

    def call_oneself(self, nick):
        """Tells those who see their presence (XEP-0172)."""
        self.do(self._client.send_raw, "<iq type='set' id='nick'><pubsub xmlns='http://jabber.org/protocol/pubsub'><publish "
                f"node='{NICK}'><item id='current'><nick xmlns='{NICK}'>{nick}</nick></item></publish></pubsub></iq>")

    def wait_for_nick(self, whose, nick):
        """Until somebody has published that; asks, for events come to who announces to want them."""
        def asked():
            self.do(self._client.send_raw, f"<iq type='get' id='nick-of' to='{whose}'><pubsub "
                    f"xmlns='http://jabber.org/protocol/pubsub'><items node='{NICK}'/></pubsub></iq>")
            return f'>{nick}</nick>' in self._nicks
        wait_for(f'{whose} to be called {nick}', asked)

    def _take_answer(self, iq):
        if iq['type'] == 'result':
            self._answered.append(iq['id'])

    def _take_nicks(self, iq):
        self._nicks = str(iq)

    async def _leave(self):
        await self._client.disconnect(wait=1)
        self._loop.stop()

    def _run(self, started):
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        client = self._client = _Client(f'{self.address}/{self._resource}', self._password, self._server.pki.authority)
        client.auto_authorize = client.auto_subscribe = self._accepts or None

        async def on_start(_event):
            await client.get_roster()
            client.send_presence(pshow=self._show, ppriority=self._priority)
            await client.get_roster()  # what is asked after the presence is answered after it: now they are there
            started.set()

        client.add_event_handler('session_start', on_start)
        client.add_event_handler('message', self.messages.append)
        client.register_handler(Callback('Answers', MatchXPath('{jabber:client}iq'), self._take_answer))
        client.register_handler(Callback('Nicks', MatchXPath('{jabber:client}iq/{http://jabber.org/protocol/pubsub}pubsub'),
                                         self._take_nicks))
        client.register_handler(Callback('all', MatchXPath('{jabber:client}message'), self.stanzas.append))
        for kind in ('available', 'unavailable', 'away', 'chat', 'dnd', 'xa'):
            client.add_event_handler(f'presence_{kind}', self.presences.append)
        client.add_event_handler('receipt_received', self.receipts.append)
        client.add_event_handler('chatstate', lambda message: self.chat_states.append(message['chat_state']))
        client.connect((self._server.address, self._server.port))
        self._loop.run_forever()
        # The library leaves tasks of its own behind.
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()
