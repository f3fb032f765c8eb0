# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A SOCKS 5 proxy (RFC 1928, RFC 1929) that remembers who asked for what; it plays Tor, too."""

import socket
import socketserver
import threading


class Socks:
    """`with Socks (9050) as proxy: … proxy.requests`: (user name, host, port) of each connection, host as it was asked."""

    def __init__(self, port, address='127.0.0.1'):
        self.requests = []
        proxy = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                proxy._serve(self.request)

        socketserver.ThreadingTCPServer.allow_reuse_address = True
        self._server = socketserver.ThreadingTCPServer((address, port), Handler)
        self._server.daemon_threads = True

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def _serve(self, client):
        def read(n_bytes):
            data = b''
            while len(data) < n_bytes:
                piece = client.recv(n_bytes - len(data))
                if not piece:
                    raise ConnectionError
                data += piece
            return data

        try:
            methods = read(read(2)[1])
            name = None
            if 2 in methods:
                client.sendall(b'\x05\x02')
                name = read(read(2)[1]).decode()
                read(read(1)[0])
                client.sendall(b'\x01\x00')
            else:
                client.sendall(b'\x05\x00')
            kind = read(4)[3]
            host = read(read(1)[0]).decode() if kind == 3 else socket.inet_ntop(
                socket.AF_INET if kind == 1 else socket.AF_INET6, read(4 if kind == 1 else 16))
            port = int.from_bytes(read(2), 'big')
            self.requests.append((name, host, port))
            with socket.create_connection((host, port)) as server:
                client.sendall(b'\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00')
                self._relay(client, server)
        except OSError:
            pass

    @staticmethod
    def _relay(client, server):
        def copy(source, target):
            try:
                while data := source.recv(65536):
                    target.sendall(data)
                target.shutdown(socket.SHUT_WR)
            except OSError:
                pass

        back = threading.Thread(target=copy, args=(server, client), daemon=True)
        back.start()
        copy(client, server)
        back.join()
