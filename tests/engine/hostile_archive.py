#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strangers, contacts and a server that say about messages what is not theirs to say, or more of it than anybody can use.

One Kith with its archive, the program party.c, meets all of it, one after the other. After each it is alive, what was in
the archive is as it was but for what the case allows, and there is no more new than the case says.
"""

import asyncio
import contextlib
import pathlib
import re
import sqlite3
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.hostile_account import EMPTY_PAGE, Account
from rig.party import Party
from rig.servers import password_of

PATIENCE_S = 30
MAX_GROWTH_KB = 96 * 1024  # the largest stanza is 4 MiB, its tree eight times that, and some come at once
FLOOD = 5000

JULIET, ROMEO, MALLORY = 'juliet@prosody.test', 'romeo@prosody.test/x', 'mallory@prosody.test/x'
BODY = '<body>{}</body>'
CORRECTION = "<body>{1}</body><replace xmlns='urn:xmpp:message-correct:0' id='{0}'/>"
RETRACTION = "<retract xmlns='urn:xmpp:message-retract:1' id='{}'/>"
DISPLAYED = "<displayed xmlns='urn:xmpp:chat-markers:0' id='{}'/>"
RECEIVED = "<received xmlns='urn:xmpp:receipts' id='{}'/>"
REPLY = BODY + "<reply xmlns='urn:xmpp:reply:0' to='romeo@prosody.test/x' id='{}'/>"


def reaction(target, *emoji):
    return (f"<reactions xmlns='urn:xmpp:reactions:0' id='{target}'>"
            + ''.join(f'<reaction>{e}</reaction>' for e in emoji) + '</reactions>')


def message(sender, identity, *content, to=JULIET):
    return f"<message xmlns='jabber:client' from='{sender}' to='{to}' type='chat' id='{identity}'>{''.join(content)}</message>"


def forwarded(inner):
    return f"<forwarded xmlns='urn:xmpp:forward:0'>{inner}</forwarded>"


def copy(sender, kind, inner):
    return message(sender, f'copy-{kind}', f"<{kind} xmlns='urn:xmpp:carbons:2'>{forwarded(inner)}</{kind}>")


def archived(identity, inner, stamp='2026-01-01T00:00:00Z', queryid=None, sender=JULIET):
    query = f" queryid='{queryid}'" if queryid else ''
    delay = f"<delay xmlns='urn:xmpp:delay' stamp='{stamp}'/>"
    return (f"<message from='{sender}' to='{JULIET}/orchard'><result xmlns='urn:xmpp:mam:2' id='{identity}'{query}>"
            + forwarded(inner).replace("forward:0'>", f"forward:0'>{delay}", 1) + '</result></message>')


def event(sender, *items):
    """(address, id): read up to there."""
    return (f"<message from='{sender}' to='{JULIET}' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
            "<items node='urn:xmpp:mds:displayed:0'>" + ''.join(
                f"<item id='{peer}'><displayed xmlns='urn:xmpp:mds:displayed:0'><stanza-id xmlns='urn:xmpp:sid:0' "
                f"by='{by}' id='{identity}'/></displayed></item>" for peer, by, identity in items)
            + '</items></event></message>')


def suggestion(sender, *addresses):
    return message(sender, 's', "<x xmlns='http://jabber.org/protocol/rosterx'>"
                   + ''.join(f"<item action='add' jid='{a}'/>" for a in addresses) + '</x>')


def page(results, first, complete=False):
    """`results` without their query's id, which is QUERY in them."""
    end = (f"<fin xmlns='urn:xmpp:mam:2' complete='{'true' if complete else 'false'}'>"
           "<set xmlns='http://jabber.org/protocol/rsm'>"
           + (f'<first>{first}</first><last>x</last>' if first else '') + '</set></fin>')
    return lambda queryid: (results.replace('QUERY', queryid), end)


def old(number, stamp='2026-01-01T00:00:00Z', text=None):
    return archived(f'a{number}', message(ROMEO, f'old{number}', BODY.format(text or f'old {number}')), stamp, 'QUERY')


EMOJI = [chr(c) for c in range(0x1f600, 0x1f640)]
MANY_EMOJI = [a + '\u200d' + b for a in EMOJI for b in EMOJI][:100] * 1000
MB = 'x' * 1024 * 1024


class Case:
    """`texts` are sent, then `new` messages are there, `rows` of changes more; of the messages `changed` are others now.

    OURS in a text is the id of the message that was sent here, whose body is 'ours'.
    """

    def __init__(self, name, *texts, new=(), rows=0, changed=()):
        self.name, self.texts, self.new, self.rows, self.changed = name, texts, new, rows, changed


CASES = (
    # Of the wrong person.
    Case('a retraction of somebody else', message(MALLORY, 'c3', RETRACTION.format('r1'))),
    Case('a retraction of ours', message(ROMEO, 'c4', RETRACTION.format('OURS'))),
    Case('reactions of somebody else', message(MALLORY, 'c5', reaction('r1', '👍')),
         message(MALLORY, 'c6', reaction('OURS', '👍'))),
    Case('a change without sender', f"<message type='chat' id='c7'>{RETRACTION.format('r1')}</message>"),
    Case('a change in the name of a server', message('prosody.test', 'c8', RETRACTION.format('r1'))),
    Case('a change by an error', f"<message from='{ROMEO}' type='error' id='r1'>{RETRACTION.format('r1')}</message>", new=[None]),
    Case('a change by a group', f"<message from='{ROMEO}' type='groupchat' id='c9'>{RETRACTION.format('r1')}</message>"),

    # In envelopes.
    *(Case(f'a {kind} copy from {sender}, which takes back {target}',
           copy(sender, kind, message(author, f'e{kind}', RETRACTION.format(target), to='romeo@prosody.test')))
      for kind, author in (('received', ROMEO), ('sent', JULIET))
      for sender in (MALLORY, ROMEO, 'prosody.test', 'nurse@prosody.test')
      for target in ('OURS', 'r1')),
    Case('a copy in a copy', copy(JULIET, 'received', copy(MALLORY, 'sent', message(JULIET, 'ee', RETRACTION.format('OURS'))))),
    Case('a result of somebody else', archived('z1', message(ROMEO, 'z1', RETRACTION.format('r1')), queryid='1', sender=ROMEO)),
    Case('a result that nobody asked for', archived('z2', message(ROMEO, 'z2', BODY.format('unasked')))),
    Case('a result with a wrong query', archived('z3', message(ROMEO, 'z3', BODY.format('unasked')), queryid='1'),
         archived('z4', message(ROMEO, 'z4', RETRACTION.format('r1')), queryid='999')),

    # Who has read what.
    Case('a marker of a stranger', message(MALLORY, 'm1', DISPLAYED.format('OURS'))),
    Case('a marker for what is not ours', message(ROMEO, 'm2', DISPLAYED.format('r1'))),
    Case('a marker for the future', message(ROMEO, 'm3', DISPLAYED.format('not-yet'))),
    Case('a receipt of a stranger', message(MALLORY, 'm4', RECEIVED.format('OURS'))),
    Case('5,000 markers', ''.join(message(ROMEO, f'mm{i}', DISPLAYED.format(f'x{i}')) for i in range(FLOOD))),
    *(Case(f'read elsewhere, says {sender}', event(sender, ('romeo@prosody.test', JULIET, 's1')))
      for sender in ('romeo@prosody.test', 'prosody.test', ROMEO, 'juliet@prosody.test.example')),
    Case('read elsewhere, by ids of others', event(JULIET, ('romeo@prosody.test', 'romeo@prosody.test', 's1'))),
    Case('read elsewhere, in the chat of another', event(JULIET, ('nurse@prosody.test', JULIET, 's1'))),
    Case('read elsewhere, addresses that are none', event(JULIET, ('@@', JULIET, 's1'), ('romeo@prosody.test/x', JULIET, 's1'))),
    Case('10,000 chats read elsewhere', event(JULIET, *((f'p{i}@prosody.test', JULIET, 's1') for i in range(10000)))),
    Case('an event without content', event(JULIET), f"<message from='{JULIET}'><event "
         "xmlns='http://jabber.org/protocol/pubsub#event'/></message>"),

    # Too much.
    Case('100,000 emoji', message(ROMEO, 't1', reaction('OURS', *MANY_EMOJI)), rows=1, changed=['ours']),
    Case('100,000 that are no emoji', message(ROMEO, 't2', reaction('r1', *['x'] * 100000)), rows=1),
    Case('1,000 reactions to one message', ''.join(message(ROMEO, f't{i}', reaction('OURS', EMOJI[i % 64]))
                                                  for i in range(100, 1100)), rows=49, changed=['ours']),
    Case('5,000 reactions to nothing', ''.join(message(ROMEO, f'u{i}', reaction(f'u{i}', '👍')) for i in range(FLOOD))),
    Case('5,000 retractions of nothing', ''.join(message(ROMEO, f'v{i}', RETRACTION.format(f'v{i}')) for i in range(FLOOD))),
    Case('5,000 retractions by strangers', ''.join(message(f'm{i}@eve.example/x', f'w{i}', RETRACTION.format('r1'))
                                                  for i in range(FLOOD))),
    Case('1,000 corrections of one message', message(ROMEO, 'r2', BODY.format('second')),
         ''.join(message(ROMEO, f'y{i}', CORRECTION.format('r2', f'{i}')) for i in range(1000)), new=['999'], rows=51),
    Case('a correction of 1 MB', message(ROMEO, 'r3', BODY.format('third')), message(ROMEO, 't3', CORRECTION.format('r3', MB)),
         new=[MB], rows=2),

    Case('a correction of somebody else', message(MALLORY, 'c1', CORRECTION.format('r1', 'forged')), new=['forged'], rows=1),
    Case('a correction of ours', message(ROMEO, 'c2', CORRECTION.format('OURS', 'not mine')), new=['not mine'], rows=1),

    # Round and round.
    Case('a correction of itself', message(ROMEO, 'self', CORRECTION.format('self', 'itself')), new=['itself'], rows=1),
    Case('corrections in a circle', message(ROMEO, 'k1', CORRECTION.format('k2', 'one')),
         message(ROMEO, 'k2', CORRECTION.format('k1', 'two')), new=['two'], rows=2),
    Case('a reply to itself', message(ROMEO, 'l0', REPLY.format('to itself', 'l0')), new=['to itself']),
    Case('replies in a circle', message(ROMEO, 'l1', REPLY.format('to two', 'l2')),
         message(ROMEO, 'l2', REPLY.format('to one', 'l1')),
         new=['to two', 'to one']),

    # Contacts that nobody wants.
    Case('suggestions of 5,000 strangers', ''.join(suggestion(f's{i}@eve.example/x', 'eve@eve.example') for i in range(FLOOD))),
    Case('a suggestion of 10,000', suggestion(ROMEO, *(f'e{i}@eve.example' for i in range(10000)))),
    Case('the same suggestion 1,000 times', suggestion(ROMEO, 'eve@eve.example') * 1000),
)


class Pages:
    """An archive: `answer (n, before)` is the page that is asked for the n-th time; no more than `most` are asked for."""

    def __init__(self, name, answer, most, new=()):
        self.name, self.answer, self.most, self.new = name, answer, most, new


ARCHIVES = (
    Pages('one page for ever', lambda n, before: page(old(1), 'a1'), 3, ['old 1']),
    Pages('two pages for ever', lambda n, before: page(old(2 + n % 2), f'a{2 + n % 2}'), 8, ['old 2', 'old 3']),
    Pages('ten pages for ever', lambda n, before: page(old(20 + n % 10), f'a{20 + n % 10}'), 60,
          [f'old {20 + i}' for i in range(10)]),
    Pages('pages that go forwards', lambda n, before: page(old(40 + n, f'202{n}-01-01T00:00:00Z'), f'a{40 + n}', n == 5), 6,
          [f'old {40 + n}' for n in range(6)]),
    Pages('the years 0, 1 and 9999', lambda n, before: page(
        old(50, '0000-01-01T00:00:00Z') + old(51, '0001-01-01T00:00:00Z') + old(52, '9999-12-31T23:59:59Z'),
        'a50', True), 1, ['old 52']),
    Pages('more than was asked for', lambda n, before: page(''.join(old(1000 + i) for i in range(300)), 'a1000', True), 10),
    Pages('a page without its first', lambda n, before: page(old(60), None, True), 1),
    Pages('a first that is not there', lambda n, before: page('', f'b{n}', n == 3), 4),
    Pages('5,000 changes of nothing', lambda n, before: page(''.join(
        archived(f'n{n}-{i}', message(ROMEO, f'n{n}-{i}', reaction(f'q{n}-{i}', '👍')), queryid='QUERY') for i in range(50)),
        f'n{n}-0', n == 99), 100),
)


class HostileArchive(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.outcomes = {}
        asyncio.run(cls.run_all(pathlib.Path(cls.folder.name) / 'kith'))

    @classmethod
    async def run_all(cls, folder):
        cls.account = Account(password_of('juliet'))
        cls.account.start()
        cls.party = Party(cls.account, 'juliet', 'romeo', folder)
        await cls.party.open()
        assert await asyncio.to_thread(cls.account.online.wait, PATIENCE_S), (cls.account.failure, cls.party.lines)
        await cls.say(message(ROMEO, 'r1', BODY.format('first'), f"<stanza-id xmlns='urn:xmpp:sid:0' by='{JULIET}' id='s1'/>"))
        cls.party.do('send', 'ours')
        await cls.settle()
        cls.ours = next(m.get('id') for m in cls.account.messages if m.findtext('{jabber:client}body') == 'ours')
        await cls.say(message(ROMEO, 'r1-2', BODY.format('unread')))
        await cls.settle()
        began = time.monotonic()
        for case in (*CASES, *ARCHIVES):
            cls.outcomes[case.name] = await cls.judge(case)
            if 'not alive' in (cls.outcomes[case.name] or ''):
                break
        print(f'# {len(cls.outcomes)} cases in {time.monotonic() - began:.1f} s')
        await cls.party.close()
        cls.account.close()

    @classmethod
    async def say(cls, text):
        await asyncio.to_thread(cls.account.say, text)

    @classmethod
    async def settle(cls, command='settle'):
        await cls.party.ask(command, PATIENCE_S)

    @classmethod
    async def judge(cls, case):
        """(nullable): what is wrong"""
        before, changes = cls.messages(), cls.n_changes()
        memory_kb = cls.memory_kb()
        try:
            await (cls.send(case) if isinstance(case, Case) else cls.fetch(case))
        except (TimeoutError, asyncio.TimeoutError):
            return f'it is not alive: {list(cls.party.lines)[-3:]} {cls.account.failure} {cls.account.n_pages}'
        after = cls.messages()
        new = sorted(row['body'] for identity, row in after.items() if identity not in before)
        lost = [row['body'] for identity, row in before.items() if identity not in after]
        changed = [row['body'] for identity, row in before.items() if identity in after and after[identity] != row]
        if new != sorted(case.new) or lost or changed != list(getattr(case, 'changed', ())):
            return f'new {str(new)[:300]}, lost {lost}, changed {changed} {[r for r in after.values() if r["body"] in changed]}'
        if isinstance(case, Case) and cls.n_changes() - changes != case.rows:
            return f'{cls.n_changes() - changes} changes are kept'
        if cls.memory_kb() - memory_kb > MAX_GROWTH_KB:
            return f'{cls.memory_kb() - memory_kb} KiB more'
        return '\n'.join(cls.party.complaints()) or None

    @classmethod
    async def send(cls, case):
        for text in case.texts:
            await cls.say(text.replace('OURS', cls.ours))
        await cls.settle()

    @classmethod
    async def fetch(cls, case):
        cls.account.n_pages = 0
        cls.account.page = lambda before, queryid: case.answer(cls.account.n_pages - 1, before)(queryid)
        try:
            await cls.settle('catch-up')
        finally:
            cls.account.page = lambda before, queryid: EMPTY_PAGE
        assert cls.account.n_pages <= case.most, f'{cls.account.n_pages} pages'

    @classmethod
    def memory_kb(cls):
        status = pathlib.Path(f'/proc/{cls.party.pid}/status').read_text()
        return int(re.search(r'VmRSS:\s*(\d+)', status)[1])

    @classmethod
    def archive(cls):
        return contextlib.closing(sqlite3.connect(f'file:{cls.party.folder}/archive.sqlite?mode=ro', uri=True, timeout=20))

    @classmethod
    def messages(cls):
        with cls.archive() as archive:
            archive.row_factory = sqlite3.Row
            return {row['id']: dict(row) for row in archive.execute('SELECT * FROM message')}

    @classmethod
    def n_changes(cls):
        with cls.archive() as archive:
            return archive.execute('SELECT count(*) FROM message_change').fetchone()[0]


def add_case(name):
    def test(self):
        self.assertIsNone(self.outcomes.get(name, 'it did not come to that'))
    setattr(HostileArchive, 'test_' + re.sub(r'\W+', '_', name), test)


for row in (*CASES, *ARCHIVES):
    add_case(row.name)


if __name__ == '__main__':
    tap.main()
