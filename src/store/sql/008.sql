-- SPDX-FileCopyrightText: 2026 The Kith authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 8: the words of messages, to search them.

-- The rowid is search_key(): newest first is its order backwards, and its lower 32 bits are the message. The
-- text is search_text(), which is given again to delete it: only the words are kept.
CREATE VIRTUAL TABLE message_text USING fts5 (text, content = '', columnsize = 0, tokenize = 'kith');

-- Its one row: messages up to this id are not in message_text yet, and get there in pieces.
CREATE TABLE search_rest (only INTEGER PRIMARY KEY, id INTEGER NOT NULL) STRICT;
INSERT INTO search_rest SELECT 1, coalesce (max (id), 0) FROM message;

-- By functions, which write what they are given to message_text: not every SQLite lets a trigger write to a
-- virtual table of a schema that is not trusted.
CREATE TRIGGER message_text_insert AFTER INSERT ON message
WHEN new.body IS NOT NULL AND new.id > (SELECT id FROM search_rest)
BEGIN
  SELECT search_add (search_key (new.time, new.id),
    search_text (new.body, new.conversation, new.direction, new.extra));
END;

CREATE TRIGGER message_text_delete AFTER DELETE ON message
WHEN old.body IS NOT NULL AND old.id > (SELECT id FROM search_rest)
BEGIN
  SELECT search_remove (search_key (old.time, old.id),
    search_text (old.body, old.conversation, old.direction, old.extra));
END;

CREATE TRIGGER message_text_update AFTER UPDATE OF conversation, direction, time, body, extra ON message
WHEN old.id > (SELECT id FROM search_rest)
BEGIN
  SELECT search_remove (search_key (old.time, old.id),
    search_text (old.body, old.conversation, old.direction, old.extra)) WHERE old.body IS NOT NULL;
  SELECT search_add (search_key (new.time, new.id),
    search_text (new.body, new.conversation, new.direction, new.extra)) WHERE new.body IS NOT NULL;
END;
