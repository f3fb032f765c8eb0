# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Private instances of the real servers, each on a loopback address of its own with the standard ports."""

import contextlib
import gzip
import html
import json
import os
import pathlib
import re
import socket
import sqlite3
import subprocess
import urllib.error
import urllib.request

from . import prosody_archive, prosody_sasl2
from .process import Process
from .wait import wait_for

PEOPLE = ('juliet', 'romeo', 'nurse')
ROADS = ('starttls', 'tls', 'websocket', 'bosh')
MECHANISMS = ('PLAIN', 'DIGEST-MD5', 'ANONYMOUS', 'EXTERNAL', 'X-OAUTH2',
              *(f'SCRAM-SHA-{size}{plus}' for size in ('1', '256', '512') for plus in ('', '-PLUS')))


def password_of(person):
    return f'secret of {person}'


class Server:
    """What every server has: `domain`, `address`, `port` (STARTTLS), `tls_port` (direct TLS).

    Those with an `s2s_port` talk to other servers there. Those with a `web_port` also speak by WebSocket and BOSH there, and
    say so in a host-meta file (XEP-0156).
    """

    port = 5222
    tls_port = 5223
    s2s_port = None
    web_port = None

    def __init__(self, folder, pki, certificate='good', narrow=()):
        self.folder = pathlib.Path(folder) / self.name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.pki = pki
        self.certificate = certificate
        self.narrow = narrow
        self._processes = []

    @property
    def websocket_url(self):
        return f'wss://{self.domain}/{self.websocket_path}'

    @property
    def bosh_url(self):
        return f'https://{self.domain}/{self.bosh_path}'

    def start(self):
        self._configure()
        self._launch()
        try:
            wait_for(f'{self.name} to listen', self._listens)
        except TimeoutError as error:
            said = '\n'.join(process.output()[-1000:] for process in self._processes)
            raise TimeoutError(f'{error}; it says:\n{said}') from None

    def stop(self):
        for process in reversed(self._processes):
            process.stop()
        self._processes.clear()

    def restart(self, certificate=None):
        self.stop()
        if certificate:
            self.certificate = certificate
        self.start()

    def narrow_host(self, mechanism):
        """(domain, address) of the host beside the main one that offers this way to sign in and no other, for those named
        by `narrow`. On it live those of ROADS."""
        return f'{mechanism.lower()}.{self.domain}', self.address

    @staticmethod
    def _others(mechanism):
        return [m for m in MECHANISMS if m != mechanism]

    def kill(self):
        for process in reversed(self._processes):
            process.kill()
        self._processes.clear()

    def cut(self):
        """Loses everything between the server and its clients, silently, until mend ()."""
        self._filter('-I')

    def mend(self):
        self._filter('-D')

    def reset_connections(self, pid=None):
        """Ends the clients' connections, or those of one program, with a TCP reset."""
        if pid is None:
            subprocess.run(['ss', '-K', f'( src {self.address} )'], capture_output=True)
            return
        lines = subprocess.run(['ss', '-tnpH', f'dst {self.address}'], capture_output=True, text=True, check=True).stdout
        for local, programs in re.findall(r'^\S+ +\S+ +\S+ +\S+:(\d+) +\S+ +(.*)$', lines, re.M):
            if f'pid={pid},' in programs:
                subprocess.run(['ss', '-K', f'src {self.address} dport = :{local}'], capture_output=True)

    def _filter(self, action):
        for end in ('--destination', '--source'):
            subprocess.run(['iptables', '-w', action, 'INPUT', end, self.address, '-j', 'DROP'], check=True)

    def _run(self, arguments, log, **keywords):
        process = Process(arguments, self.folder / log, **keywords)
        self._processes.append(process)
        return process

    def _listens(self):
        for process in self._processes:
            if not process.running:
                raise RuntimeError(f'{self.name} ended: {process.output()[-2000:]}')
        try:
            for port in filter(None, (self.tls_port, self.port, self.web_port)):
                socket.create_connection((self.address, port), timeout=1).close()
            return True
        except OSError:
            return False


# Of Prosody's community modules: the certificate's addresses say who it is.
EXTERNAL_MODULE = 'ccert'


class Prosody(Server):
    name = 'prosody'
    domain = 'prosody.test'
    address = '127.0.1.1'
    modules = ''  # more of them: '"register_ibr", '
    web_port = 443
    websocket_path, bosh_path = 'xmpp-websocket', 'http-bind'

    def __init__(self, folder, pki, certificate='good', narrow=(), hibernate_s=600, extra='', sasl2=False, quick=False,
                 bare=False):
        super().__init__(folder, pki, certificate, narrow)
        self.searches = False  # whether its archive looks for words; see prosody_archive
        self.sasl2 = sasl2
        self.bare = bare  # for many people: quick, in the clear
        self.hibernate_s = hibernate_s
        self.extra = extra
        # By itself it reads 10 kB a second from each client, logs each step, and its archives do not grow.
        self.quick = quick or bare
        for person in PEOPLE:
            self._write_account(person, password_of(person))
        for mechanism in narrow:
            for road in ROADS:
                self._write_account(road, password_of(road), self.narrow_host(mechanism)[0])

    def _write_account(self, person, password, domain=None):
        # A file of the internal storage: no tool has to be started for each account.
        host = (domain or self.domain).replace('.', '%2e').replace('-', '%2d')
        accounts = self.folder / 'data' / host / 'accounts'
        accounts.mkdir(parents=True, exist_ok=True)
        (accounts / f'{person}.dat').write_text(f'return {{ ["password"] = {json.dumps(password)}; }};\n')

    def add_people(self, names):
        """More accounts, before the start."""
        for name in names:
            self._write_account(name, password_of(name))

    def write_roster(self, person, contacts):
        """Sets a person's contact list, before the start: {name: {'name': …, 'groups': […], 'subscription': 'both'}}."""
        roster = self.folder / 'data' / self.domain.replace('.', '%2e') / 'roster'
        roster.mkdir(parents=True, exist_ok=True)
        lines = ['return { [false] = { version = 1; pending = { }; };']
        for contact, item in contacts.items():
            address = contact if '@' in contact else f'{contact}@{self.domain}'
            groups = ' '.join(f'[{json.dumps(g, ensure_ascii=False)}] = true;' for g in item.get('groups', ()))
            name = f'name = {json.dumps(item["name"], ensure_ascii=False)};' if 'name' in item else ''
            lines.append(f'[{json.dumps(address)}] = {{ subscription = "{item.get("subscription", "both")}"; '
                         f'{name} groups = {{ {groups} }}; }};')
        (roster / f'{person}.dat').write_text('\n'.join([*lines, '}', '']))

    def write_archive(self, person, messages):
        """Replaces the archive of somebody; `messages`: (time, sender's address, text), the oldest first."""
        if self.quick:
            self._write_sql_archive(person, messages)
            return
        archive = self.folder / 'data' / self.domain.replace('.', '%2e') / 'archive'
        archive.mkdir(parents=True, exist_ok=True)
        owner = f'{person}@{self.domain}'
        with open(archive / f'{person}.list', 'w', encoding='utf-8') as file:
            for number, (when, sender, text) in enumerate(messages):
                file.write(f'item({{ {{ {json.dumps(text, ensure_ascii=False)}; ["name"] = "body"; ["attr"] = {{}}; }};'
                           f' ["name"] = "message"; ["key"] = "archive{number:07}"; ["attr"] = {{ ["id"] = "m{number}";'
                           f' ["type"] = "chat"; ["to"] = "{owner}"; ["from"] = "{sender}"; }};'
                           f' ["when"] = {when}; ["with"] = "{sender.partition("/")[0]}"; }});\n')

    def set_busy(self, busy, but_for='chats'):
        """Whether its archive only has time for words, and for single chats too unless it has but for 'words'; with `searches`."""
        if busy:
            (self.folder / 'busy').write_text(but_for)
        else:
            (self.folder / 'busy').unlink()

    def _write_sql_archive(self, person, messages):
        owner = f'{person}@{self.domain}'
        with contextlib.closing(sqlite3.connect(self.folder / 'archive.sqlite')) as db, db:
            # As Prosody makes it, when it first needs it.
            db.execute('CREATE TABLE IF NOT EXISTS prosodyarchive (sort_id INTEGER PRIMARY KEY AUTOINCREMENT, host TEXT NOT NULL,'
                       ' user TEXT NOT NULL, store TEXT NOT NULL, key TEXT NOT NULL, "when" INTEGER NOT NULL,'
                       ' "with" TEXT NOT NULL, type TEXT NOT NULL, value MEDIUMTEXT NOT NULL)')
            db.execute('DELETE FROM prosodyarchive WHERE user = ?', (person,))
            db.executemany(
                'INSERT INTO prosodyarchive (host, user, store, key, "when", "with", type, value)'
                " VALUES (?, ?, 'archive', ?, ?, ?, 'xml', ?)",
                ((self.domain, person, f'archive{number:07}', when, sender.partition('/')[0],
                  f"<message xmlns='jabber:client' type='chat' id='m{number}' from='{sender}' to='{owner}'>"
                  f'<body>{html.escape(text)}</body></message>')
                 for number, (when, sender, text) in enumerate(messages)))

    def befriend(self, one, other):
        """Makes two people contacts of each other, before the start."""
        for me, them in ((one, other), (other, one)):
            self.write_roster(me, {them: {'name': them.capitalize(), 'groups': ['Friends']}})

    def count_waiting(self, person):
        """How many messages wait for somebody who is not there."""
        path = self.folder / 'data' / self.domain.replace('.', '%2e') / 'offline' / f'{person}.list'
        return path.read_text().count('item({') if path.exists() else 0

    def read_archive(self, person, after):
        """The archive of somebody behind the entry with the number `after`: (number, id, XML), the oldest first."""
        with contextlib.closing(sqlite3.connect(f'file:{self.folder}/archive.sqlite?mode=ro', uri=True, timeout=20)) as db:
            return db.execute('SELECT sort_id, key, value FROM prosodyarchive WHERE user = ? AND store = ? AND sort_id > ?'
                              ' ORDER BY sort_id', (person, 'archive', after)).fetchall()

    def _write_host_meta(self):
        folder = self.folder / 'www' / '.well-known'
        folder.mkdir(parents=True, exist_ok=True)
        (folder / 'host-meta').write_text(
            "<?xml version='1.0' encoding='utf-8'?>\n<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>"
            f"<Link rel='urn:xmpp:alt-connections:xbosh' href='{self.bosh_url}'/>"
            f"<Link rel='urn:xmpp:alt-connections:websocket' href='{self.websocket_url}'/></XRD>\n")

    def _narrow_hosts(self):
        return ''.join(f'''
VirtualHost "{self.narrow_host(mechanism)[0]}"
  authentication = "{EXTERNAL_MODULE if mechanism == 'EXTERNAL' else 'internal_plain'}"
  disable_sasl_mechanisms = {{ {', '.join(f'"{m}"' for m in self._others(mechanism))} }}
  kith_bindings = {'true' if mechanism.endswith('-PLUS') else 'false'}
''' for mechanism in self.narrow)

    def _configure(self):
        self._write_host_meta()
        if self.bare:  # who reads it holds up nobody who writes
            with contextlib.closing(sqlite3.connect(self.folder / 'archive.sqlite')) as db:
                db.execute('PRAGMA journal_mode = WAL')
        root = 'run_as_root = true' if os.getuid() == 0 else ''
        # Written out each time: Prosody 13 has no names for what was set before.
        # It asks for certificates. By default it wants those of clients to be made for servers.
        tls = (f'{{ certificate = "{self.pki.certificate(self.certificate)}", key = "{self.pki.key(self.certificate)}", '
               f'protocol = "tlsv1_2+", cafile = "{self.pki.authority}", verify = {{ "peer" }}, '
               'verifyext = { lsec_ignore_purpose = false } }')
        # Between servers, who connects shows a certificate that is made for servers.
        s2s_tls = tls.replace('lsec_ignore_purpose = false', 'lsec_ignore_purpose = true')
        # If it looks up names with Unbound: that knows by itself that there is nothing under "test", and wants signatures.
        unbound = ('{ resolvconf = true, options = { ["local-zone:"] = "test. transparent", ["domain-insecure:"] = "test.", '
                   '["do-not-query-localhost:"] = "no" } }')
        sasl2 = ''
        if self.sasl2:
            prosody_sasl2.install(self.folder / 'modules')
            sasl2 = ' '.join(f'"{name}",' for name in prosody_sasl2.NAMES)
        archive = ''
        if self.searches:
            archive = prosody_archive.install(self.folder / 'modules', self.folder)
        (self.folder / 'prosody.cfg.lua').write_text(f'''
{root}
plugin_paths = {{ "{self.folder}/modules" }}
{archive}
pidfile = "{self.folder}/prosody.pid"
data_path = "{self.folder}/data"
admin_socket = "{self.folder}/prosody.sock"
ssl = {tls}
c2s_direct_tls_ssl = {tls}
interfaces = {{ "{self.address}" }}; local_interfaces = {{ "{self.address}" }}
c2s_ports = {{ {self.port} }}; c2s_direct_tls_ports = {{ {self.tls_port} }}; legacy_ssl_ports = {{ }}
s2s_ports = {{ {self.s2s_port or ''} }}; s2s_ssl = {s2s_tls}; s2s_secure_auth = true
unbound = {unbound}
http_ports = {{ }}; https_ports = {{ {self.web_port} }}
https_ssl = {tls}; http_default_host = "{self.domain}"; http_files_dir = "{self.folder}/www"
http_paths = {{ files = "/"; }}
c2s_require_encryption = {'false' if self.bare else 'true'}
authentication = "internal_plain"
storage = {'{ "internal", archive = "sql" }' if self.quick else '"internal"'}
sql = {{ driver = "SQLite3", database = "{self.folder}/archive.sqlite" }}
disable_sasl_mechanisms = {{ "DIGEST-MD5" }}
smacks_hibernation_time = {self.hibernate_s}
limits = {{ {'c2s = { rate = "100mb/s" };' if self.quick else ''} }}
log = {{ {{ levels = {{ min = "{'warn' if self.quick else 'debug'}" }}, to = "file", filename = "{self.folder}/prosody.log" }} }}
modules_enabled = {{
  "disco", "roster", "saslauth", {'' if self.bare else '"tls",'} "blocklist", "carbons", "limits", "pep", "private", "smacks", "vcard4",
  "vcard_legacy", "csi", "ping", "time", "uptime", "version", "mam", "admin_shell", "posix", "lastactivity", "offline",
  {self.modules} {f'"{prosody_archive.NAME}",' if self.searches else ''}
  "websocket", "bosh", "http_files", {sasl2}
}}
{self.extra}
{self._narrow_hosts()}
VirtualHost "{self.domain}"
''')

    def _launch(self):
        self._run(['prosody', '--config', self.folder / 'prosody.cfg.lua', '-F'], 'stdout.log')

    def shell(self, command):
        """Runs one command of the server's own shell, for example 'user:disable("juliet@prosody.test")'."""
        result = subprocess.run(['prosodyctl', '--config', self.folder / 'prosody.cfg.lua', 'shell', command],
                                capture_output=True, text=True, timeout=20)
        return result.stdout


class OtherProsody(Prosody):
    """One that a Prosody with an `s2s_port` can talk to."""

    name = 'other_prosody'
    domain = 'other.test'
    address = '127.0.4.1'
    s2s_port = 5269


class Ejabberd(Server):
    name = 'ejabberd'
    domain = 'ejabberd.test'
    address = '127.0.2.1'
    http_port = 5280
    extra = ''  # lines of the configuration
    modules = ''  # lines about more modules
    searched = False  # whether people can be found by their vCards
    web_port = 443
    websocket_path, bosh_path = 'ws', 'bosh'

    def _hosts(self):
        return [self.domain, *(self.narrow_host(mechanism)[0] for mechanism in self.narrow)]

    def _configure(self):
        for folder in ('spool', 'log', 'home'):
            (self.folder / folder).mkdir(exist_ok=True)
        (self.folder / 'ejabberd.yml').write_text(f'''
hosts: {json.dumps(self._hosts())}
loglevel: info
certfiles: ["{self.pki.file(self.certificate)}"]
ca_file: "{self.pki.authority}"
auth_method: [internal]
auth_password_format: plain
append_host_config: {json.dumps({self.narrow_host(m)[0]: {'disable_sasl_mechanisms': self._others(m)} for m in self.narrow})}
listen:
  - {{port: {self.port}, ip: "{self.address}", module: ejabberd_c2s, starttls: true, starttls_required: true,
     tls_verify: true}}
  - {{port: {self.tls_port}, ip: "{self.address}", module: ejabberd_c2s, tls: true, tls_verify: true}}
  - {{port: {self.http_port}, ip: "{self.address}", module: ejabberd_http, request_handlers: {{/api: mod_http_api}}}}
  - port: {self.web_port}
    ip: "{self.address}"
    module: ejabberd_http
    tls: true
    request_handlers:
      /ws: ejabberd_http_ws
      /bosh: mod_bosh
      /.well-known/host-meta: mod_host_meta
      /.well-known/host-meta.json: mod_host_meta
acl: {{local: {{user_regexp: ""}}, loopback: {{ip: [127.0.0.0/8]}}}}
access_rules: {{local: {{allow: local}}, c2s: {{allow: all}}}}
api_permissions: {{everything: {{who: {{access: {{allow: {{acl: loopback}}}}}}, what: "*"}}}}
modules:
  mod_admin_extra: {{}}
  mod_blocking: {{}}
  mod_bosh: {{}}
  mod_caps: {{}}
  mod_carboncopy: {{}}
  mod_client_state: {{}}
  mod_disco: {{}}
  mod_host_meta: {{bosh_service_url: "https://@HOST@/bosh", websocket_url: "wss://@HOST@/ws"}}
  mod_http_api: {{}}
  mod_last: {{}}
  mod_mam: {{default: always, assume_mam_usage: true}}
  mod_offline: {{}}
  mod_ping: {{}}
  mod_privacy: {{}}
  mod_private: {{}}
  mod_pubsub: {{plugins: [flat, pep]}}
  mod_roster: {{versioning: true}}
  mod_stream_mgmt: {{resend_on_timeout: if_offline, resume_timeout: 600}}
  mod_time: {{}}
  mod_vcard: {{search: {json.dumps(self.searched)}}}
  mod_version: {{}}
{self.modules}
{self.extra}
''')

    def _launch(self):
        libraries = next(iter(sorted(pathlib.Path('/usr/lib').glob('*/ejabberd-*')))).parent
        environment = {'EJABBERD_CONFIG_PATH': str(self.folder / 'ejabberd.yml'),
                       'EJABBERD_LOG_PATH': str(self.folder / 'log' / 'ejabberd.log'),
                       'ERL_LIBS': str(libraries), 'ERL_CRASH_DUMP_BYTES': '0', 'HOME': str(self.folder / 'home')}
        # No node name: no port mapper and no distribution. No busy waiting, or it spins on a small machine.
        self._run(['erl', '-noinput', '-mnesia', 'dir', f'"{self.folder}/spool"', '+S', '1:1', '+sbwt', 'none',
                   '-ejabberd', 'log_rotate_count', '0', '-s', 'ejabberd'],
                  'erl.log', env=environment, cwd=self.folder / 'spool')

    def start(self):
        super().start()
        wait_for('the management interface', lambda: self._call('status', {}) is not None)
        for host in self._hosts():
            for person in PEOPLE if host == self.domain else ROADS:
                self._call('register', {'user': person, 'host': host, 'password': password_of(person)})

    def name_person(self, person, full_name):
        """Writes the name into their vCard."""
        self._call('set_vcard', {'user': person, 'host': self.domain, 'name': 'FN', 'content': full_name})

    def _call(self, command, arguments):
        request = urllib.request.Request(f'http://{self.address}:{self.http_port}/api/{command}',
                                         data=json.dumps(arguments).encode(), headers={'Content-Type': 'application/json'})
        try:
            with urllib.request.urlopen(request, timeout=10) as reply:
                return reply.read()
        except urllib.error.HTTPError as error:
            if error.code == 409:  # the account is there already, after a restart
                return b''
            raise
        except OSError:
            return None


class Jabberd2(Server):
    name = 'jabberd2'
    domain = 'jabberd.test'
    address = '127.0.3.1'
    examples = pathlib.Path('/usr/share/doc/jabberd2/examples')
    parts = ('router', 'sm', 's2s', 'c2s')
    registration = ''  # attributes of <id/>, such as "register-enable='yes'"

    def _configure(self):
        (self.folder / 'server.pem').write_bytes(self.pki.file(self.certificate).read_bytes())
        database = self.folder / 'db.sqlite'
        if not database.exists():
            self._create_database(database)
        for part in self.parts:
            (self.folder / f'{part}.xml').write_text(self._adapt(part))
        for mechanism in self.narrow:
            (self.folder / f'{self._narrow_part(mechanism)}.xml').write_text(self._adapt('c2s', mechanism))
        (self.folder / 'router-users.xml').write_bytes((self.examples / 'router-users.xml.dist').read_bytes())
        (self.folder / 'router-filter.xml').write_bytes((self.examples / 'router-filter.xml.dist').read_bytes())
        (self.folder / 'templates').mkdir(exist_ok=True)
        (self.folder / 'templates' / 'roster.xml').write_bytes((self.examples / 'roster.xml.dist').read_bytes())

    def _create_database(self, database):
        schema = gzip.decompress(pathlib.Path('/usr/share/doc/jabberd2/db-setup.sqlite.gz').read_bytes()).decode()
        connection = sqlite3.connect(database)
        connection.executescript(schema)
        for person in (*PEOPLE, *ROADS):
            connection.execute('INSERT INTO authreg VALUES (?, ?, ?)', (person, self.domain, password_of(person)))
            connection.execute('INSERT INTO active ("collection-owner", time) VALUES (?, 1700000000)',
                               (f'{person}@{self.domain}',))
        connection.commit()
        connection.close()

    def narrow_host(self, mechanism):
        """Its mechanisms are those of the process that listens."""
        return self.domain, f'127.0.3.{self.narrow.index(mechanism) + 2}'

    @staticmethod
    def _narrow_part(mechanism):
        return f'c2s-{re.sub("[^a-z0-9]", "", mechanism.lower())}'

    def _adapt(self, part, mechanism=None):
        text = re.sub(r'<!--.*?-->', '', (self.examples / f'{part}.xml.dist').read_text(), flags=re.S)
        folder = f'{self.folder}/'
        name = self._narrow_part(mechanism) if mechanism else part
        address = self.narrow_host(mechanism)[1] if mechanism else self.address
        for old, new in (
                ('<id>c2s</id>', f'<id>{name}</id>'), ('c2s.pid', f'{name}.pid'), ('c2s.log', f'{name}.log'),
                ('/var/run/jabberd2/', folder), ('/var/log/jabberd2/', folder), ('/etc/jabberd2/', folder),
                ('/var/lib/jabberd2/sqlite.db', f'{folder}db.sqlite'), ('localhost.localdomain', self.domain),
                ('<ip>0.0.0.0</ip>', f'<ip>{address}</ip>'), ('<ip>127.0.0.1</ip>', f'<ip>{self.address}</ip>'),
                ('<port>5222</port>', f'<port>{self.port}</port><ssl-port>{self.tls_port}</ssl-port>'
                                      f'<pemfile>{folder}server.pem</pemfile>'),
                ("<id register-enable='mu'>", f"<id pemfile='{folder}server.pem' {self.registration}>")):
            text = text.replace(old, new)
        if part == 'c2s':
            names = (mechanism,) if mechanism else ('PLAIN', 'DIGEST-MD5', 'SCRAM-SHA-1')
            # jabber:iq:auth (XEP-0078) is always there, and alone if there is nothing else.
            elements = ''.join(f'<{name.lower()}/>' for name in names if name != 'jabber:iq:auth')
            text = re.sub(r'(<sasl>).*?(</sasl>)', rf'\1{elements}\2', text, flags=re.S)
        return text

    def _launch(self):
        for part in (*self.parts, *(self._narrow_part(mechanism) for mechanism in self.narrow)):
            log = self.folder / f'{part}.log'
            log.unlink(missing_ok=True)
            self._run([f'jabberd2-{part.partition("-")[0]}', '-c', self.folder / f'{part}.xml'], f'{part}.out')
            ready = 'listening for incoming' if part == 'router' else 'connection to router established|ready for'
            wait_for(f'jabberd2 {part}', lambda: log.exists() and re.search(ready, log.read_text(errors='replace')))
