-- SPDX-FileCopyrightText: 2026 The Kith authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 3: which stretches of the server's archive are here (XEP-0313).

-- Everything from the oldest to the newest of a stretch is here; oldest_id is the server's. to_start: the
-- server has nothing that is older.
CREATE TABLE mam_span (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  oldest_id TEXT NOT NULL,
  oldest_time INTEGER NOT NULL,
  newest_time INTEGER NOT NULL,
  to_start INTEGER NOT NULL
) STRICT;

CREATE INDEX mam_span_by_account ON mam_span (account, newest_time);
