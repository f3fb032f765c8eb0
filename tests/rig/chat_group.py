# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two devices of one person and a contact, each all of Kith but the window; and whether all have what the server has."""

import asyncio
import difflib

from .party import Party
from .truth import Truth

DEVICES = ('a', 'b', 'c')  # two of one person, and the contact
PATIENCE = 90
STATES = {2: 'sent', 3: 'delivered', 5: 'read'}
SIGNS = {'- ': '<', '+ ': '>', '  ': ' '}


class Mismatch(Exception):
    """An archive is not what it has to be."""


class ChatGroup:
    """`name` tells it from others at the same server, which has to know `ChatGroup.people (name)`."""

    def __init__(self, server, folder, name):
        people = self.people(name)
        self.parties = {device: Party(server, *(people if device != 'c' else people[::-1]), folder / f'{name}{device}')
                        for device in DEVICES}
        self.addresses = [f'{person}@{server.domain}' for person in people]
        mine, theirs = (Truth(server, person) for person in people)
        self.truths = {'a': mine, 'b': mine, 'c': theirs}

    @staticmethod
    def people(name):
        return f'juliet{name}', f'romeo{name}'

    async def open(self):
        await asyncio.gather(*(party.open() for party in self.parties.values()))
        await self.settle()

    async def close(self):
        await asyncio.gather(*(party.close() for party in self.parties.values()))

    async def settle(self):
        """Until nothing moves any more: what has come to each is the same three times in a row."""
        counts = []
        while len(counts) < 3 or counts[-1] != counts[-2] or counts[-1] != counts[-3]:
            counts.append(await asyncio.gather(*(party.ask('settle', PATIENCE) for party in self.parties.values())))

    async def run(self, script):
        """Does what the script says, then compares: what each has, and, when it has looked into the server's archive as
        at each sign-in, in which order."""
        read = set()
        connections = {device: party.n_connections for device, party in self.parties.items()}
        said_before = {device: len(truth.messages) for device, truth in self.truths.items()}
        for device, what, *details in script:
            if what == 'read':
                read |= {row.stanza_id for row in self.parties[device].rows() if not row.seen}
            if what == 'kill':
                read.clear()  # it may not have been written yet
            if what == 'pause':
                await asyncio.sleep(*details)
            elif what == 'settle':
                await self.settle()
            else:
                await self.parties[device].act(what, *details)
        await self.settle()
        await self._compare(in_order=False)
        await asyncio.gather(*(party.ask('catch-up', PATIENCE) for party in self.parties.values()))
        rows = await self._compare(in_order=True)
        self._compare_unread(rows, read)
        for device, party in self.parties.items():
            # What catching up was to learn of a message's way is lost with a session that ends in the midst of it.
            steady = party.n_connections == connections[device]
            self._compare_states(device, rows[device], said_before[device], steady)
            await self._compare_shown(device, rows[device])

    async def _compare(self, in_order):
        for truth in {self.truths['a'], self.truths['c']}:
            truth.read_on()
        rows = {device: party.rows() for device, party in self.parties.items()}
        for device in DEVICES:
            self._compare_texts(device, rows[device], in_order)
        return rows

    def _compare_texts(self, device, rows, in_order):
        owner = self.addresses[device == 'c']
        waiting = self.parties[device].waiting()
        if waiting:
            raise Mismatch(f'{device} has {waiting}')
        lost = self.parties[device].lost_changes() - self.truths[device].lost_changes
        if lost:
            raise Mismatch(f'{device} does not know what is changed by {lost}')
        messages = self.truths[device].messages
        said = {message.stanza_id for message in messages}
        # What was taken back before it had left, nobody else has heard of.
        here = [describe_row(row) for row in rows if row.stanza_id in said or row.direction == 0 or not row.retracted]
        there = [describe_message(message, owner) for message in messages]
        if not in_order and device != 'c':
            # Only the archive knows who of the two was the last when both say something about one message.
            here, there = [strip_own(line, owner) for line in here], [strip_own(line, owner) for line in there]
        if not in_order:
            here.sort()
            there.sort()
        if here != there:
            raise Mismatch('\n'.join([f'{device}{"" if in_order else ", sorted,"} has < and the server has >:',
                                      *difference(here, there)]))

    def _compare_states(self, device, rows, said_before, steady):
        owner = self.addresses[device == 'c']
        states = {row.stanza_id: row.state for row in rows}
        for message in self.truths[device].messages[said_before:]:
            if message.sender != owner or message.retracted:
                continue
            state = states[message.stanza_id]
            if state == 4 and not message.delivered:
                continue  # the server gave up a device of the contact that was not there any more
            least = 5 if message.read and steady else 3 if message.delivered and steady else 2
            if state not in STATES or state < least:
                raise Mismatch(f'{device}: {message.body} is {STATES.get(state, state)}, not {STATES[least]}')

    def _compare_unread(self, rows, read):
        """What one device has read, the other has read as well. It may have read more, before an answer of the other."""
        for device in 'ab':
            unread = [row.body for row in rows[device] if not row.seen and row.stanza_id in read]
            if unread:
                raise Mismatch(f'still unread on {device}: {unread}')

    async def _compare_shown(self, device, rows):
        shown = [int(number) for number in (await self.parties[device].ask('show', PATIENCE)).split()]
        kept = [row.id for row in rows]
        if shown != kept[len(kept) - len(shown):]:
            raise Mismatch(f'{device} shows {shown} and has {kept}')

    def complaints(self):
        return [f'{device}: {line}' for device, party in self.parties.items() for line in party.complaints()]

    def tell(self):
        """What was last heard of each, a line for each."""
        return [f'{device}: {" · ".join(list(party.lines)[-12:])}' for device, party in self.parties.items()]


def describe(identity, outgoing, body, edited, retracted, reactions):
    """What is compared; of what was taken back nothing is left."""
    parts = ['taken back'] if retracted else [body, 'edited' if edited else '', *reactions.replace('\t', ' ').split('\n')]
    return ' | '.join([identity, 'out' if outgoing else 'in', *filter(None, parts)])


def describe_row(row):
    return describe(row.stanza_id, row.direction == 1, row.body, row.edited, row.retracted, row.reactions or '')


def describe_message(message, owner):
    reactions = '\n'.join(f'{who}\t{what}' for who, what in sorted(message.reactions.items()) if what)
    return describe(message.stanza_id, message.sender == owner, message.body, message.edited, message.retracted, reactions)


def strip_own(line, owner):
    """Without what the owner may have said about it on two devices."""
    identity, direction, *rest = line.split(' | ')
    if direction == 'out' and 'edited' in rest:
        rest = ['edited', *rest[2:]]
    return ' | '.join([identity, direction, *(part for part in rest if not part.startswith(owner))])


def difference(here, there):
    """The lines that differ, with one around them."""
    lines = [f'{SIGNS[line[:2]]} {line[2:]}' for line in difflib.ndiff(here, there) if line[:2] in SIGNS]
    near = {j for i, line in enumerate(lines) if line[0] != ' ' for j in (i - 1, i, i + 1)}
    return [line for i, line in enumerate(lines) if i in near]
