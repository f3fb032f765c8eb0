-- SPDX-FileCopyrightText: 2026 The Kith authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 9: people who are reached in several ways, and what they say of themselves.

-- A way to a person: an address of theirs, and the account it is written from. Ways with the same number
-- of person lead to the same one, who has at least two; the first position gives them name and place.
CREATE TABLE way (
  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  jid TEXT NOT NULL,
  person INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (account, jid)
) STRICT, WITHOUT ROWID;

CREATE INDEX way_by_person ON way (person, position);

-- What contacts call themselves.
ALTER TABLE contact ADD COLUMN nick TEXT;
