# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A world for one test program: the sandbox's names and certificates, and the servers that are asked for."""

import concurrent.futures
import os
import pathlib
import subprocess
import tempfile

from .dns import Dns
from .pki import Pki
from .servers import Ejabberd, Jabberd2, OtherProsody, Prosody

# Where the list of public servers comes from.
PROVIDERS = 'data.xmpp.net'

SERVERS = {server.name: server for server in (Prosody, OtherProsody, Ejabberd, Jabberd2)}


class World:
    """`with World ('prosody') as world: world.prosody …`; everything ends, and its folder goes, with the block.
    With `in_memory` nobody there waits for a disk."""

    def __init__(self, *names, in_memory=False, **options):
        sandbox = os.environ.get('KITH_SANDBOX')
        if not sandbox:
            raise RuntimeError('the rig runs inside tests/rig/sandbox only')
        self._temporary = tempfile.TemporaryDirectory(prefix='world-', dir=sandbox)
        self.folder = pathlib.Path(self._temporary.name)
        self._in_memory = in_memory
        if in_memory:
            subprocess.run(['mount', '-t', 'tmpfs', 'kith-test', self.folder], check=True)
        domains = [s.domain for s in SERVERS.values()]
        self.pki = Pki(self.folder / 'pki', [*domains, PROVIDERS],
                       [f'juliet@{host}{domain}' for domain in domains for host in ('', 'external.')])
        self.pki.trust(sandbox)
        self.servers = [SERVERS[name](self.folder, self.pki, **options.get(name, {})) for name in names]
        for server in self.servers:
            setattr(self, server.name, server)

    def __enter__(self):
        self.dns = Dns(self.folder, [*self.servers, *(s for s in SERVERS.values() if s.name not in
                                                      [x.name for x in self.servers])])
        try:
            with concurrent.futures.ThreadPoolExecutor() as pool:
                list(pool.map(lambda server: server.start(), self.servers))
        except BaseException:
            self.__exit__()
            raise
        return self

    def change_network(self):
        """The network goes and comes back, as far as the network monitor can see."""
        for action in ('del', 'add'):
            subprocess.run(['ip', 'route', action, 'default', 'dev', 'kith0'], check=True)

    def __exit__(self, *_):
        for server in self.servers:
            server.stop()
        self.dns.stop()
        if self._in_memory:
            subprocess.run(['umount', '-l', self.folder], check=True)
        self._temporary.cleanup()
