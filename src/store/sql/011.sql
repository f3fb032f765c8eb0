-- SPDX-FileCopyrightText: 2026 The Kith authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 11: words of messages that are gone leave the index's file.

-- erased: message_text has words that no message has any more. FTS5 only notes that they are gone, until all
-- its segments are merged, which is done in pieces. Nobody knows whether what is there was ever merged.
ALTER TABLE search_rest ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
UPDATE search_rest SET erased = 1;
