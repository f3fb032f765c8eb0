#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same on every device: what a phone sends and receives, while Kith is there and while it is not."""

import calendar
import contextlib
import datetime
import os
import pathlib
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import JULIET, ChatCase
from rig.wait import wait_for


ROMEO = 'romeo@prosody.test'

TODAY = datetime.date.today()  # also for what runs over midnight
N_DAYS = 90


def month_before(day):
    """As the calendar of GTK goes there."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))


def old_messages():
    """(time, text): one for each day, and on the last day, yesterday, many."""
    for n in range(N_DAYS, 0, -1):
        noon = datetime.datetime.combine(TODAY - datetime.timedelta(n), datetime.time(12))
        yield int(noon.timestamp()), f'{n} days ago'
    yield from ((int(noon.timestamp()) + 60 * n, f'Yesterday {n}') for n in range(1, 61))


class History(ChatCase):
    @classmethod
    def prepare(cls, world):
        contacts = {name: {'name': name.capitalize()} for name in ('romeo', 'nurse')}
        world.prosody.searches = True
        world.prosody.write_roster('juliet', contacts)
        world.prosody.write_roster('romeo', {'juliet': {'name': 'Juliet'}})
        world.prosody.write_archive('juliet', [(when, 'nurse@prosody.test/home', text)
                                               for when, text in old_messages()])

    def picture(self, name):
        if os.environ.get('KITH_PICTURES'):
            self.kith.wait_for_rest()
            folder = pathlib.Path(os.environ['KITH_PICTURES'])
            folder.mkdir(parents=True, exist_ok=True)
            self.desktop.screenshot(folder / f'history-{name}.png')

    def archive(self):
        """The texts of all messages that are kept, in their order."""
        path = self.desktop.home / '.local/share/kith/archive.sqlite'
        with contextlib.closing(sqlite3.connect(f'file:{path}?mode=ro', uri=True)) as db:
            return [row[0] for row in db.execute('SELECT body FROM message ORDER BY time, id')]

    def wait_for_archive(self, *texts):
        wait_for(f'{texts} at the end of the archive', lambda: self.archive()[-len(texts):] == list(texts))
        for text in texts:
            self.assertEqual(self.archive().count(text), 1, text)

    def test_what_a_phone_does_is_here_at_once(self):
        with self.person('juliet', resource='phone') as phone:
            self.romeo.write(JULIET, 'Which device do you use?')
            self.kith.find('window', '(1) Kith')
            phone.write(ROMEO, 'My phone')
            self.kith.find('window', 'Kith')  # it was read there
            self.wait_for_archive('Which device do you use?', 'My phone')
            self.romeo.write(f'{JULIET}/phone', 'Only to the phone')
            self.wait_for_archive('Which device do you use?', 'My phone', 'Only to the phone')

    def test_what_a_phone_did_meanwhile_is_here_later(self):
        self.kith.open_chat('Romeo')
        self.kith.say('I close Kith now')
        self.romeo.wait_for_body('I close Kith now')
        self.assertEqual(self.kith.quit(), 0)
        self.romeo.wait_for_show(JULIET, 'unavailable')
        with self.person('juliet', resource='phone') as phone:
            self.romeo.wait_for_show(JULIET, 'available')
            self.romeo.write(JULIET, 'And now?')
            wait_for('the phone', lambda: 'And now?' in phone.bodies())
            phone.write(ROMEO, 'Now the phone')
            self.romeo.wait_for_body('Now the phone')
        self.kith.start()
        self.kith.open_chat('Romeo')
        self.wait_for_archive('I close Kith now', 'And now?', 'Now the phone')

    def test_a_new_device_has_all(self):
        texts = [f'Message {number:03}' for number in range(300)]
        for text in texts:
            self.romeo.write(JULIET, text)
        wait_for('the last one', lambda: self.archive()[-1:] == texts[-1:])
        self.assertEqual(self.kith.quit(), 0)
        self.forget(self.desktop)
        self.sign_in()
        wait_for('the archive', lambda: self.archive()[-300:] == texts)
        self.kith.open_chat('Romeo')
        self.kith.wait_for_message('Message 299')
        self.kith.find('window', 'Kith')  # and nothing is unread

    def test_what_one_wants_to_see_comes_first(self):
        """On a new device, where the server has no time for the archive as a whole."""
        self.assertEqual(self.kith.quit(), 0)
        self.forget(self.desktop)
        self.world.prosody.set_busy(True)
        self.addCleanup(self.world.prosody.set_busy, False)
        self.sign_in()
        self.kith.wait_until_online()
        self.kith.open_chat('Nurse')
        self.kith.wait_for_message('Yesterday 60')
        self.assertEqual(self.kith.all('label', 'The chat begins here.'), [])

        # A day that is further back than what came at first; what comes above moves nothing.
        yesterday = TODAY - datetime.timedelta(1)
        self.desktop.key('ctrl+j')
        self.kith.find('button', 'Go to This Day')
        self.desktop.key('ctrl+Left')
        self.desktop.key('Return')
        n_days = (TODAY - month_before(yesterday)).days
        there = self.kith.wait_for_message(f'{n_days} days ago')
        wait_for('the calendar to go', lambda: not self.kith.all('button', 'Go to This Day'))
        top = there.extents()[1]
        self.assertLess(top, 200)  # just below the day
        self.kith.wait_for_message(f'{n_days + 5} days ago')
        self.kith.wait_for_rest()
        self.assertEqual(there.extents()[1], top)
        self.picture('day')

        # Up to the beginning, and down through all of them.
        wait_for('the beginning', lambda: self.desktop.key('Prior') or self.kith.all('label', 'The chat begins here.'))
        self.kith.wait_for_message(f'{N_DAYS} days ago')
        self.desktop.key('Prior', 'Prior')
        self.picture('beginning')
        wait_for('the end', lambda: self.desktop.key('Next') or self.kith.all('label', 'Yesterday 60'))
        self.assertEqual(self.archive(), [text for _when, text in old_messages()])


if __name__ == '__main__':
    tap.main()
