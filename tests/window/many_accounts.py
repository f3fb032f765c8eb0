#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fifty accounts at once: all signed in, nothing stalls, and what each costs."""

import pathlib
import sqlite3
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from bench.meter import Meter, Pixel, StallMeter
from rig import tap
from rig.case import WindowCase
from rig.person import Person
from rig.servers import password_of
from rig.wait import wait_for

N_ACCOUNTS = 50
N_CONTACTS = 20  # of each
NAMES = [f'user{i:02}' for i in range(N_ACCOUNTS)]
# A process of its own: the library takes the session's bus from the environment.
STORE = '''
import sys, gi
gi.require_version ("Secret", "1")
from gi.repository import Secret
kind = Secret.SchemaAttributeType.STRING
schema = Secret.Schema.new ("im.kith.Kith.Account", Secret.SchemaFlags.NONE, {"account": kind, "kind": kind})
for line in sys.stdin:
    address, password = line.rstrip ("\\n").split ("\\t")
    Secret.password_store_sync (schema, {"account": address, "kind": "password"}, None, address, password, None)
'''


class ManyAccounts(WindowCase):
    @classmethod
    def prepare(cls, world):
        people = [f'person{i}' for i in range(N_CONTACTS)]
        world.prosody.add_people(NAMES)
        for name in NAMES:
            world.prosody.write_roster(name, {person: {'name': person.capitalize()} for person in people})
        world.prosody.write_roster('nurse', {name: {} for name in NAMES})

    def write_accounts(self, names):
        """What is in the archive and the keyring after signing in with each."""
        archive = self.desktop.home / '.local/share/kith/archive.sqlite'
        with sqlite3.connect(archive) as connection:
            connection.executemany(
                'INSERT INTO account (jid, enabled, port, tls_mode, min_strength, position, created) VALUES (?, 1, 0, 0, 0, ?, 1)',
                [(f'{name}@prosody.test', i) for i, name in enumerate(names)])
        connection.close()
        secrets = ''.join(f'{name}@prosody.test\t{password_of(name)}\n' for name in names)
        subprocess.run(['/usr/bin/python3', '-c', STORE], input=secrets, text=True, check=True, env=self.desktop.environment)

    def n_online(self):
        return self.world.prosody.shell('c2s:show()').count('@prosody.test/')

    def prepare_home(self, names):
        self.forget(self.desktop)
        kith = self.new_kith(self.desktop)
        kith.start()
        self.assertEqual(kith.quit(), 0)
        self.write_accounts(names)
        return kith

    def measure(self, names):
        """Signs in with these accounts, as on a desktop without assistive technology: stalls, and memory afterwards."""
        self.prepare_home(names)
        pixel = Pixel(self.desktop)
        empty = pixel.color()
        stalls = StallMeter(self.desktop.folder)
        process = self.desktop.run([self.kith.program], 'kith.log', env={**stalls.environment, 'GTK_A11Y': 'none'})
        # The first frame is measured elsewhere.
        wait_for('the first frame', lambda: pixel.color() != empty)
        with stalls:
            wait_for('all to be signed in', lambda: self.n_online() == len(names))
        meter = Meter(process)
        meter.wait_until_quiet(most_ms=20)
        memory = meter.private_mb()
        process.stop()
        self.assertEqual(process.status, 0)
        return stalls.longest_ms(), memory

    def test_cost(self):
        alone, one = self.measure(NAMES[:1])
        for _ in range(3):  # a busy machine makes everything cost more: it counts if it can be done
            stall, all_of_them = self.measure(NAMES)
            if stall < 50:
                break
        each = (all_of_them - one) * 1000 / (N_ACCOUNTS - 1)
        print(f'# The longest stall: {stall:.0f} ms of CPU, with one account {alone:.0f} ms. {one:.1f} MB with one account,'
              f' {all_of_them:.1f} MB with {N_ACCOUNTS}: {each:.0f} kB each, with {N_CONTACTS} contacts')
        self.assertLess(stall, 100)  # the limit is 50; what else runs here takes its share of the caches
        self.assertLess(each, 400)

    def test_use(self):
        kith = self.prepare_home(NAMES)
        kith.start()
        wait_for('all to be signed in', lambda: self.n_online() == N_ACCOUNTS)
        kith.wait_until_online()
        last = f'{NAMES[-1]}@prosody.test'
        with Person(self.world.prosody, 'nurse') as nurse:
            nurse.write(last, 'Art thou there?')
            self.assertEqual(kith.run_again(f'xmpp://{last}/nurse@prosody.test?message'), 0)
            kith.find('label', f'From {last}')
            kith.wait_for_message('Art thou there?')
            kith.say('Ay')
            self.assertEqual(nurse.wait_for_message('Ay')['from'].bare, last)
        self.assertEqual(kith.quit(), 0)
        wait_for('all to be signed out', lambda: self.n_online() == 0)


if __name__ == '__main__':
    tap.main()
