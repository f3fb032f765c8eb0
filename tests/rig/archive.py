# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kith's archive, while Kith is not there."""

import contextlib
import sqlite3


@contextlib.contextmanager
def writing(path):
    """The archive as a sqlite3 connection, in one transaction. What is added is not found by its words: that takes
    functions that only Kith has, so the triggers that call them wait outside."""
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'message'").fetchall()
        for name, _sql in triggers:
            db.execute(f'DROP TRIGGER {name}')
        yield db
        for _name, sql in triggers:
            db.execute(sql)
