#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many round trips a sign-in takes, from the first byte of TCP to a session: over a link of 200 ms, at Prosody.

First: by password. Resumed: after the link was lost. Token: in another process, with what the server gave (XEP-0484).
Old: as the first, at a server without SASL2. The most that each may take is in the table: more is a failure.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig.delay import Delay
from rig.engine import Engine
from rig.world import World

ROUND_TRIP_S = 0.2
AGENT = 'd4565fa7-4d72-4749-b3d3-740edbf87770'

# (SASL2?, road): the most round trips of first, token, resumed
MOST = {
    (True, 'tls'): (6, 4, 4),
    (True, 'starttls'): (8, 6, 6),
    (False, 'tls'): (8, None, 7),
    (False, 'starttls'): (10, None, 9),
}


def sign_in(server, link, road, token):
    """Round trips until a session is there, then until it is there again after a loss."""
    link.trips = 0
    with Engine(server, 'juliet', HOST=link.address, PORT=link.port, ROAD=road, AGENT=AGENT, TOKEN=token) as juliet:
        first = link.trips
        juliet.send(juliet.address, 'self', 'to myself')
        juliet.wait_for_acks(1)
        server.reset_connections()
        juliet.wait('state suspended')
        link.trips = 0
        juliet.wait('resumed')
        return first, link.trips, juliet.mechanism


def main():
    failed = False
    print(f'{"":24}{"first":>8}{"token":>8}{"resumed":>8}')
    for (sasl2, road), most in MOST.items():
        with World('prosody', prosody={'sasl2': sasl2}) as world:
            server = world.prosody
            port = server.tls_port if road == 'tls' else server.port
            with Delay((server.address, port), ROUND_TRIP_S) as link:
                token = server.folder / 'token'
                first, resumed, _ = sign_in(server, link, road, token)
                by_token = None
                if sasl2:
                    by_token, resumed, mechanism = sign_in(server, link, road, token)
                    assert mechanism.startswith('HT-'), mechanism
        counts = (first, by_token, resumed)
        print(f'{"SASL2" if sasl2 else "old":10}{road:14}' + ''.join(f'{"-" if c is None else c:>8}' for c in counts))
        failed |= any(c is not None and c > m for c, m in zip(counts, most))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
