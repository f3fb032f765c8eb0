# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small gateway to a network that there is not: registration, prompt, subscription, the contacts that somebody has there
already, and messages both ways (XEP-0100); and a command of two steps (XEP-0050)."""

import asyncio
import threading
import xml.etree.ElementTree as ET

import slixmpp
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

from .process import Process
from .wait import PATIENCE, wait_for

SECRET = 'secret of the gateway'
PORT = 5347


def configure(prosody, name='legacy'):
    """What Prosody has to know of it, before the start."""
    prosody.extra = (f'component_ports = {{ {PORT} }}; component_interfaces = {{ "{prosody.address}" }}\n'
                     f'Component "{name}.{prosody.domain}"\ncomponent_secret = "{SECRET}"\n')


COMMANDS = 'http://jabber.org/protocol/commands'

# A field of each type, and a second step.
FORMS = ['''
<x xmlns='jabber:x:data' type='form'><title>Your Settings</title><instructions>How it shall be there.</instructions>
<field type='fixed'><value>About you</value></field>
<field var='FORM_TYPE' type='hidden'><value>settings</value></field>
<field var='name' type='text-single' label='Shown as'><required/></field>
<field var='key' type='text-private' label='Key'/>
<field var='about' type='text-multi' label='About'><value>One</value><value>Two</value></field>
<field var='loud' type='boolean' label='Loud'><value>0</value></field>
<field var='colour' type='list-single' label='Colour'><value>red</value>
<option label='Red'><value>red</value></option><option label='Blue'><value>blue</value></option></field>
<field var='langs' type='list-multi' label='Languages'><value>eo</value>
<option label='English'><value>en</value></option><option label='Esperanto'><value>eo</value></option></field>
<field var='boss' type='jid-single' label='Boss'/>
<field var='friends' type='jid-multi' label='Friends'/></x>''', '''
<x xmlns='jabber:x:data' type='form'><title>Are You Sure?</title>
<field var='sure' type='boolean' label='Sure'><value>1</value></field></x>''']
ACTIONS = ["<actions execute='next'><next/></actions>", "<actions execute='complete'><prev/><complete/></actions>"]
RESULT = '''<note type='warn'>It counts from tomorrow on.</note>
<x xmlns='jabber:x:data' type='result'><field var='name' label='Shown as' type='text-single'><value>J</value></field></x>'''


class _Component(slixmpp.ComponentXMPP):
    def __init__(self, gateway, server):
        super().__init__(gateway.address, SECRET, server.address, PORT)
        self.use_aiodns = False
        self.gateway = gateway
        self.register_plugin('xep_0030')
        self['xep_0030'].add_identity('gateway', 'irc', 'Legacy')
        for feature in ('jabber:iq:register', 'jabber:iq:gateway'):
            self['xep_0030'].add_feature(feature)
        self['xep_0030'].add_feature(COMMANDS)
        self['xep_0030'].add_item(node=COMMANDS, name='Settings', subnode='settings', ijid=gateway.address)
        self.register_handler(Callback('command', MatchXPath(f'{{{self.default_ns}}}iq/{{{COMMANDS}}}command'), self._command))
        for kind, handle in (('register', self._register), ('gateway', self._gateway)):
            self.register_handler(Callback(kind, MatchXPath(f'{{{self.default_ns}}}iq/{{jabber:iq:{kind}}}query'), handle))
        self.auto_authorize = self.auto_subscribe = None
        self.add_event_handler('presence_subscribe', self._subscribe)
        self.add_event_handler('message', self._message)
        for kind in ('available', 'unavailable'):
            self.add_event_handler(f'presence_{kind}', self._presence)

    def _answer(self, iq, ns, **children):
        reply = iq.reply()
        if children:
            query = ET.SubElement(reply.xml, f'{{{ns}}}query')
            for name, text in children.items():
                ET.SubElement(query, f'{{{ns}}}{name}').text = text
        reply.send()

    def _register(self, iq):
        if iq['type'] == 'get':
            known = {'registered': ''} if iq['from'].bare in self.gateway.users else {}
            self._answer(iq, 'jabber:iq:register', instructions='Your name on the legacy network.', username='', password='',
                         **known)
        elif iq['type'] == 'set':
            user = iq['from'].bare
            if iq.xml.find('.//{jabber:iq:register}remove') is not None:
                self.gateway.users.pop(user, None)
                self._answer(iq, '')
                return
            self.gateway.users[user] = iq.xml.findtext('.//{jabber:iq:register}username')
            self._answer(iq, '')
            self.send_presence(pto=user, ptype='subscribe')
            self.send_presence(pto=user)
            for name in self.gateway.legacy:
                self.send_raw(f"<presence type='subscribe' from='{name.lower()}@{self.gateway.address}' to='{user}'>"
                              f"<nick xmlns='http://jabber.org/protocol/nick'>{name}</nick></presence>")

    def _gateway(self, iq):
        if iq['type'] == 'get':
            self._answer(iq, 'jabber:iq:gateway', desc='Who is it?', prompt='Legacy name')
        elif iq['type'] == 'set':
            name = iq.xml.findtext('.//{jabber:iq:gateway}prompt')
            self._answer(iq, 'jabber:iq:gateway', jid=f'{name.lower()}@{self.gateway.address}')

    def _command(self, iq):
        command = iq.xml.find(f'{{{COMMANDS}}}command')
        action = command.get('action', 'execute')
        fields = {field.get('var'): [value.text for value in field] for field in command.iter('{jabber:x:data}field')}
        self.gateway.acts.append((action, fields))
        steps = {'execute': 0, 'prev': 0, 'next': 1}
        if action in steps:
            rest = f"status='executing'>{ACTIONS[steps[action]]}{FORMS[steps[action]]}"
        else:
            rest = "status='canceled'>" if action == 'cancel' else f"status='completed'>{RESULT}"
        self.send_raw(f"<iq type='result' id='{iq['id']}' from='{iq['to']}' to='{iq['from']}'>"
                      f"<command xmlns='{COMMANDS}' node='settings' sessionid='one' {rest}</command></iq>")

    def _subscribe(self, presence):
        self.send_presence(pto=presence['from'].bare, pfrom=presence['to'].bare, ptype='subscribed')
        self.send_presence(pto=presence['from'].bare, pfrom=presence['to'].bare)

    def _presence(self, presence):
        if presence['to'].bare == self.gateway.address:
            self.gateway.present[presence['from'].bare] = presence['type'] != 'unavailable'

    def _message(self, message):
        if message['body']:
            self.send_message(mto=message['from'].bare, mfrom=message['to'].bare, mbody=f'{message["body"]} yourself', mtype='chat')


class Gateway:
    """`with Gateway (world.prosody) as gateway: gateway.users …`: the address of each who registered, and their name there. `present` tells who
    is signed in there.

    Who registers has the `legacy` contacts there. `acts` tells how its command was run, step by step: (action, fields)."""

    def __init__(self, server, name='legacy', legacy=()):
        self.address = f'{name}.{server.domain}'
        self.users = {}
        self.present = {}
        self.legacy = legacy
        self.acts = []
        self._server = server

    def __enter__(self):
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        if not started.wait(PATIENCE):
            raise TimeoutError(f'{self.address} could not connect')
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._component.disconnect)
        self._thread.join(10)

    def _run(self, started):
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        self._component = _Component(self, self._server)
        self._component.add_event_handler('session_start', lambda _event: started.set())
        self._component.connect()
        self._loop.run_until_complete(self._component.disconnected)


class Biboumi:
    """`with Biboumi (world.prosody, folder): …`: the gateway to IRC that Debian has, as irc.…; see configure()."""

    def __init__(self, server, folder):
        self.address = f'irc.{server.domain}'
        configuration = folder / 'biboumi.cfg'
        configuration.write_text(f'hostname={self.address}\npassword={SECRET}\nxmpp_server_ip={server.address}\nport={PORT}\n'
                                 f'db_name={folder}/biboumi.sqlite\nlog_level=1\n')
        self._process = Process(['biboumi', configuration], folder / 'biboumi.log')

    def __enter__(self):
        wait_for('the gateway', lambda: 'Authenticated with the XMPP server' in self._process.output())
        return self

    def __exit__(self, *_):
        self._process.stop()
