#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""kith.doap tells the truth: each XEP with code of its own is in it, and each that it names is in the code. Prints TAP."""

import pathlib
import re
import sys
import xml.etree.ElementTree

ROOT = pathlib.Path(sys.argv[1])
XMPP = '{https://linkmauve.fr/ns/xmpp-doap#}'
RESOURCE = '{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource'


def listed():
    """Number → status of each XEP in the DOAP file."""
    found = {}
    for supported in xml.etree.ElementTree.parse(ROOT / 'kith.doap').iter(f'{XMPP}SupportedXep'):
        number = re.search(r'xep-(\d{4})', supported.find(f'{XMPP}xep').get(RESOURCE)).group(1)
        found[number] = supported.find(f'{XMPP}status').text
    return found


def complaints():
    doap = listed()
    sources = [p for p in (ROOT / 'src').rglob('*.[ch]')]
    text = '\n'.join(p.read_text() for p in sources)
    for path in sources:
        match = re.match(r'(\d{4})-', path.name)
        if match and match.group(1) not in doap:
            yield f'{path.relative_to(ROOT)}: XEP-{match.group(1)} is not in kith.doap'
    for number, status in doap.items():
        if status in ('complete', 'partial') and not re.search(rf'\b{number}\b', text):
            yield f'kith.doap: XEP-{number} is {status}, and nothing in src/ speaks of it'


def main():
    found = sorted(set(complaints()))
    print('1..1')
    for complaint in found:
        print(f'# {complaint}')
    print('not ok 1 doap' if found else 'ok 1 doap')
    return bool(found)


if __name__ == '__main__':
    sys.exit(main())
