#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of layers: what a source file under src/ may include. Prints TAP."""

import pathlib
import re
import sys

SRC = pathlib.Path(sys.argv[1]) / 'src'

# A layer may include itself and what stands here; of xmpp, the store may have two headers only.
MAY_INCLUDE = {
    'base': set(),
    'xml': {'base'},
    'xmpp': {'xml', 'base'},
    'store': {'base', 'xmpp/jid.h', 'xmpp/stanza-error.h'},
    'im': {'store', 'xmpp', 'xml', 'base'},
    'ui': {'im', 'store', 'xmpp', 'xml', 'base'},
}

# Libraries that belong to one layer, or to one file: a start of an include, and who may have it.
LIBRARIES = (
    (r'(gtk/|gdk/|gsk/|adwaita|adw-|pango|cairo|graphene)', r'ui/'),
    (r'libxml/', r'xml/parser\.c$'),
    (r'sqlite3', r'store/'),
    (r'libsecret/', r'store/secrets\.c$'),
    (r'libnotify/', r'im/'),
    (r'gnutls/', r'xmpp/'),
    (r'unicode/', r'(base|xmpp|ui)/'),
)


def complaints_of(path):
    name = path.relative_to(SRC).as_posix()
    layer = name.split('/')[0]
    for number, line in enumerate(path.read_text().splitlines(), 1):
        match = re.match(r'\s*#\s*include\s+(["<])([^">]+)[">]', line)
        if not match:
            continue
        quote, target = match.groups()
        place = f'src/{name}:{number}: {target}'
        if quote == '"' and target != 'config.h':
            other = target.split('/')[0]
            if other not in MAY_INCLUDE:
                yield f'{place}: not a path from src/'
            elif layer in MAY_INCLUDE and other != layer and not {other, target} & MAY_INCLUDE[layer]:
                yield f'{place}: {layer} may not include {other}'
        elif quote == '<':
            for library, allowed in LIBRARIES:
                if re.match(library, target) and not re.match(allowed, name) and layer in MAY_INCLUDE:
                    yield f'{place}: only in {allowed}'


def main():
    complaints = [c for path in sorted(SRC.rglob('*.[ch]')) for c in complaints_of(path)]
    print('1..1')
    for complaint in complaints:
        print(f'# {complaint}')
    print('not ok 1 layers' if complaints else 'ok 1 layers')
    return bool(complaints)


if __name__ == '__main__':
    sys.exit(main())
