# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small web server with TLS."""

import http.server
import os
import pathlib
import ssl
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def reply(self, status, data, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace('_', '-'), value)
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


class Web:
    """`with Web (pki, address, port, handler): …`; each request makes a `handler`, a subclass of Handler."""

    def __init__(self, pki, address, port, handler):
        self._server = http.server.ThreadingHTTPServer((address, port), handler)
        self._server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pki.certificate(), pki.key())
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


class Files(Web):
    """`with Files (pki, domain) as files: files.texts['/x'] = '…'`: the site of that name for the whole sandbox."""

    def __init__(self, pki, domain):
        self.texts = texts = {}
        self.requests = requests = []

        class FilesHandler(Handler):
            def do_GET(self):
                requests.append(self.path)
                text = texts.get(self.path)
                self.reply(404 if text is None else 200, (text or '').encode())

        hosts = pathlib.Path(os.environ['KITH_SANDBOX']) / 'hosts'
        with hosts.open('a') as file:
            file.write(f'127.0.0.1 {domain}\n')
        super().__init__(pki, '127.0.0.1', 443, FilesHandler)
