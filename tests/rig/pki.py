# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private authority, trusted inside the sandbox, and server certificates: a good one and the ones to be refused."""

import os
import pathlib
import subprocess

KINDS = ('good', 'renewed', 'expired', 'wrong-name', 'self-signed', 'client')


class Pki:
    """Certificates for `domains` in `folder`: `file (kind)` is a PEM file with the certificate, then its key."""

    def __init__(self, folder, domains, client_addresses):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.domains = domains
        self.client_addresses = client_addresses
        self._make_authority()
        for kind in KINDS:
            self._make(kind)

    @property
    def authority(self):
        return self.folder / 'ca.pem'

    def file(self, kind='good'):
        return self.folder / f'{kind}.both.pem'

    def certificate(self, kind='good'):
        return self.folder / f'{kind}.pem'

    def key(self, kind='good'):
        return self.folder / f'{kind}.key'

    def pkcs12(self, kind, password):
        """The certificate and its key in a file that `password` opens."""
        file = f'{kind}.p12'
        self._openssl('pkcs12', '-export', '-in', f'{kind}.pem', '-inkey', f'{kind}.key', '-passout', f'pass:{password}',
                      '-out', file)
        return self.folder / file

    def card(self, kind, pin):
        """The same on a card, or what passes for one: (its address, the environment in which it is there)."""
        tokens = self.folder / 'tokens'
        tokens.mkdir()
        (self.folder / 'softhsm2.conf').write_text(f'directories.tokendir = {tokens}\n')
        environment = {'SOFTHSM2_CONF': str(self.folder / 'softhsm2.conf')}
        for command in (['softhsm2-util', '--init-token', '--free', '--label', 'card', '--pin', pin, '--so-pin', pin],
                        ['softhsm2-util', '--import', f'{kind}.key', '--token', 'card', '--label', 'me', '--id', '01',
                         '--pin', pin],
                        ['p11tool', '--login', '--write', '--load-certificate', f'{kind}.pem', '--label', 'me', '--id', '01',
                         'pkcs11:token=card']):
            subprocess.run(command, cwd=self.folder, check=True, capture_output=True,
                           env={**os.environ, **environment, 'GNUTLS_PIN': pin})
        return 'pkcs11:token=card;object=me', environment

    def trust(self, sandbox):
        """Makes every program of the sandbox trust the authority."""
        (pathlib.Path(sandbox) / 'ca.pem').write_bytes(self.authority.read_bytes())

    def _openssl(self, *arguments):
        subprocess.run(['openssl', *arguments], cwd=self.folder, check=True, capture_output=True)

    def _new_key(self, name):
        self._openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', f'{name}.key')
        (self.folder / f'{name}.key').chmod(0o644)

    def _make_authority(self):
        self._new_key('ca')
        self._openssl('req', '-x509', '-new', '-key', 'ca.key', '-days', '3650', '-subj', '/CN=Kith test authority',
                      '-out', 'ca.pem', '-addext', 'basicConstraints=critical,CA:TRUE',
                      '-addext', 'keyUsage=critical,keyCertSign,cRLSign')
        # 'openssl x509' cannot date a certificate back; the small authority database of 'openssl ca' can.
        (self.folder / 'index.txt').write_text('')
        (self.folder / 'serial').write_text('7000\n')
        (self.folder / 'ca.cnf').write_text(
            '[c]\ndatabase=index.txt\nnew_certs_dir=.\nserial=serial\ndefault_md=sha256\npolicy=p\nunique_subject=no\n'
            '[p]\ncommonName=supplied\n')

    def _names(self, kind):
        if kind == 'wrong-name':
            return 'subjectAltName=DNS:other.invalid'
        if kind == 'client':
            return 'subjectAltName=' + ','.join(f'otherName:1.3.6.1.5.5.7.8.5;UTF8:{a}' for a in self.client_addresses)
        names = [f'DNS:{d},DNS:*.{d}' for d in self.domains]
        return 'subjectAltName=' + ','.join(names)

    def _make(self, kind):
        self._new_key(kind)
        usage = 'clientAuth' if kind == 'client' else 'serverAuth'
        extensions = f'basicConstraints=CA:FALSE\nextendedKeyUsage={usage}\n{self._names(kind)}\n'
        (self.folder / f'{kind}.ext').write_text(extensions)
        subject = f'/CN={self.domains[0]}'
        if kind == 'self-signed':
            self._openssl('req', '-x509', '-new', '-key', f'{kind}.key', '-days', '825', '-subj', subject,
                          '-out', f'{kind}.pem', '-addext', self._names(kind))
        else:
            start, end = ('20200101000000Z', '20210101000000Z') if kind == 'expired' else ('20250101000000Z', '20360101000000Z')
            self._openssl('req', '-new', '-key', f'{kind}.key', '-subj', subject, '-out', f'{kind}.csr')
            self._openssl('ca', '-batch', '-config', 'ca.cnf', '-name', 'c', '-cert', 'ca.pem', '-keyfile', 'ca.key',
                          '-extfile', f'{kind}.ext', '-in', f'{kind}.csr', '-startdate', start, '-enddate', end,
                          '-notext', '-out', f'{kind}.pem')
        self.file(kind).write_bytes(self.certificate(kind).read_bytes() + self.key(kind).read_bytes())
