#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The roads to the server and the proxies: chosen by a person, and taken where TCP is blocked."""

import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, WindowCase
from rig.person import Person
from rig.socks import Socks
from rig.wait import wait_for

WEBSOCKET = 'WebSocket, wss://prosody.test/xmpp-websocket'
BOSH = 'HTTP (BOSH), https://prosody.test/http-bind'


class Roads(WindowCase):
    @classmethod
    def prepare(cls, world):
        world.prosody.befriend('juliet', 'romeo')
        world.prosody.narrow = ('EXTERNAL',)

    def block_tcp(self):
        """Nothing but the web, as in many a hotel."""
        rule = ['INPUT', '-d', self.world.prosody.address, '-p', 'tcp', '--dport', '5222:5223',
                '-j', 'REJECT', '--reject-with', 'tcp-reset']
        subprocess.run(['iptables', '-w', '-I', *rule], check=True)
        self.addCleanup(subprocess.run, ['iptables', '-w', '-D', *rule], check=True)

    def open_account(self, address=JULIET):
        self.desktop.key('ctrl+comma')
        self.kith.find('window', 'Preferences')
        self.focus('row', address)
        self.desktop.key('Return')
        return self.kith.find('window', address)

    def focus(self, role, name):
        """Goes to an object by keyboard."""
        wanted = self.kith.find(role, name)
        for _ in range(60):
            if wanted.has('focused') or any(node.has('focused') for node in wanted.all()):
                return
            self.desktop.key('Tab')
            self.kith.wait_for_rest()
        raise TimeoutError(f'{role} "{name}" does not get the keyboard')

    def choose(self, row, choice):
        """In a list that opens with the present choice under the keyboard, one of those below it."""
        self.focus('combo box', row)
        self.desktop.key('Return')
        self.kith.find('label', choice)
        for _ in range(10):
            self.kith.wait_for_rest()
            focused = self.kith.focused()
            if focused and focused.all('label', choice):
                break
            self.desktop.key('Down')
        self.desktop.key('Return')
        wait_for('the list to close', lambda: len(self.kith.all('label', choice)) <= 1)
        self.kith.wait_for_rest()

    def apply(self):
        self.desktop.key('alt+a')
        self.kith.wait_until_closed(JULIET)
        self.desktop.key('Escape')
        self.kith.wait_until_closed('Preferences')

    def picture(self, name):
        folder = os.environ.get('KITH_PICTURES')
        if folder:
            pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
            self.kith.wait_for_rest()
            self.desktop.screenshot(pathlib.Path(folder) / f'{name}.png')

    def assert_chats(self, romeo):
        romeo.write(JULIET, 'Which way did you come?')
        self.kith.find('frame', '(1) Kith')

    def test_blocked(self):
        self.block_tcp()
        self.sign_in()
        self.kith.wait_until_online()
        self.open_account()
        self.kith.find('label', WEBSOCKET)
        self.focus('combo box', 'Connect by')
        self.picture('roads-blocked')

    def test_choose(self):
        with Person(self.world.prosody, 'romeo') as romeo:
            self.sign_in()
            self.kith.wait_until_online()
            self.open_account()
            self.kith.find('label', lambda name: name.startswith('TCP, '))
            self.choose('Connect by', 'HTTP (BOSH)')
            self.kith.find('entry', 'Web Address, Unless the Server Tells It')
            self.picture('roads-chosen')
            self.apply()
            self.kith.wait_until_online()
            self.open_account()
            self.kith.find('label', BOSH)
            self.desktop.key('Escape')
            self.kith.wait_until_closed(JULIET)
            self.desktop.key('Escape')
            self.assert_chats(romeo)

    def test_before_the_first_contact(self):
        """A server that takes certificates only, over the web only: both are told on the welcome page."""
        domain, _address = self.world.prosody.narrow_host('EXTERNAL')
        address = f'juliet@{domain}'
        certificate = self.world.pki.pkcs12('client', 'sesame')
        certificate.chmod(0o644)
        kith = self.kith
        kith.start()
        kith.find('entry', 'Address').set_text(address)
        kith.find(None, 'Server Settings').click()
        self.choose('Connect by', 'WebSocket')
        kith.find('entry', 'Web Address, Unless the Server Tells It').set_text(self.world.prosody.websocket_url)
        place = kith.find('entry', 'File, or pkcs11:… for a Card')
        place.set_text(str(certificate))
        self.picture('roads-welcome')
        password = 'Password or PIN of the Certificate'
        kith.find('entry', password).set_text('wrong')
        kith.find('button', 'Sign In').press()
        kith.find(None, lambda name: name.startswith('The password or PIN of your own certificate'))
        kith.wait_for_rest()
        self.picture('roads-wrong-pin')
        # The keyboard is where it can be mended.
        self.desktop.type('sesame')
        wait_for('it to be typed', lambda: len(kith.find('entry', password).text()) == len('sesame'))
        # To choose the file anew empties its place first.
        place.set_text('')
        wait_for('no password to be asked for', lambda: not kith.all('entry', password))
        place.set_text(str(certificate))
        kith.find('entry', password)
        kith.find('button', 'Sign In').press()
        kith.wait_until_online()
        self.assertEqual(kith.quit(), 0)

        # The keyring has what opens it.
        kith.start()
        kith.wait_until_online()
        self.open_account(address)
        kith.find('label', WEBSOCKET)
        self.focus('entry', 'File, or pkcs11:… for a Card')
        self.picture('roads-certificate')
        self.assertNotIn('sesame', kith.log())

    def test_bad_addresses(self):
        self.sign_in()
        self.kith.wait_until_online()
        window = self.open_account()
        self.choose('Connect by', 'WebSocket')
        window.find('entry', 'Web Address, Unless the Server Tells It').set_text('https://prosody.test/')
        self.desktop.key('alt+a')
        refusal = 'The web address that is set for this account is not valid.'
        self.kith.find('label', refusal)
        self.desktop.key('Escape')
        wait_for('the end of the dialog', lambda: not self.kith.all('label', refusal))
        self.kith.wait_until_open(JULIET)
        window.find('entry', 'Web Address, Unless the Server Tells It').set_text('')
        self.choose('Proxy', 'Another one')
        self.desktop.key('alt+a')
        self.kith.find('label', 'The address of the proxy that is set for this account is not valid.')

    def test_tor(self):
        """Nobody but the proxy hears the server's name."""
        with Socks(9050) as tor:
            self.sign_in()
            self.kith.wait_until_online()
            self.open_account()
            self.choose('Proxy', 'Tor on this computer')
            self.assertEqual(tor.requests, [])
            before = len(self.world.dns.queries())
            self.apply()
            wait_for('a connection through the proxy', lambda: tor.requests)
            self.kith.wait_until_online()
            self.open_account()
            self.kith.find('label', 'TCP, prosody.test, port 5222')

            # So does the web: the host-meta file and the WebSocket.
            self.choose('Connect by', 'WebSocket')
            self.apply()
            wait_for('a connection through the proxy', lambda: len([r for r in tor.requests if r[2] == 443]) >= 2)
            self.kith.wait_until_online()
            self.open_account()
            self.kith.find('label', WEBSOCKET)

            self.assertEqual({(host, port) for _name, host, port in tor.requests},
                             {('prosody.test', 5222), ('prosody.test', 443)})
            self.assertTrue(all(name for name, _host, _port in tor.requests))
            # One look-up for each connection: the proxy's own, which runs here.
            asked = self.world.dns.queries()[before:]
            self.assertEqual(set(asked) - {('A', 'prosody.test'), ('AAAA', 'prosody.test')}, set())
            self.assertLessEqual(len(asked), 2 * len(tor.requests))


if __name__ == '__main__':
    tap.main()
