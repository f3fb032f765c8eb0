# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The name server of the sandbox: addresses and service records of the test domains."""

import pathlib
import re

from .process import Process
from .wait import wait_for


class Dns:
    """`servers` are objects with domain, address, port, tls_port and s2s_port; direct TLS is preferred, as XEP-0368 advises."""

    def __init__(self, folder, servers):
        folder = pathlib.Path(folder)
        log = folder / 'dns.log'
        arguments = ['dnsmasq', '--keep-in-foreground', '--conf-file=/dev/null', '--no-resolv', '--no-hosts',
                     '--bind-interfaces', '--listen-address=127.53.0.1', '--except-interface=none', '--user=root',
                     f'--pid-file={folder}/dns.pid', '--log-facility=-', '--log-queries', '--local=/test/']
        for server in servers:
            arguments.append(f'--address=/{server.domain}/{server.address}')
            if server.tls_port:
                arguments.append(f'--srv-host=_xmpps-client._tcp.{server.domain},host.{server.domain},{server.tls_port},5,10')
            arguments.append(f'--srv-host=_xmpp-client._tcp.{server.domain},host.{server.domain},{server.port},10,10')
            if server.s2s_port:
                arguments.append(f'--srv-host=_xmpp-server._tcp.{server.domain},host.{server.domain},{server.s2s_port},10,10')
        self._process = Process(arguments, log)
        wait_for('the name server', lambda: 'started' in self._process.output() or not self._process.running)

    def queries(self):
        """(kind, name) of all that was asked so far, such as ('SRV', '_xmpp-client._tcp.prosody.test')."""
        return re.findall(r'query\[(\w+)\] (\S+) from', self._process.output())

    def stop(self):
        self._process.stop()
