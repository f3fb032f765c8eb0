-- SPDX-FileCopyrightText: 2026 The Kith authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 6: what was said later about a message.

-- kind 0: what the message said at first, 1: a correction, 2: a retraction, 3: reactions. target is the
-- message's id as the change names it; message is NULL while that one is not here. A message shows what
-- its changes, in the order of their times, make of it. body of reactions: emoji with spaces between.
CREATE TABLE message_change (
  id INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL REFERENCES conversation ON DELETE CASCADE,
  message INTEGER REFERENCES message ON DELETE CASCADE,
  kind INTEGER NOT NULL,
  direction INTEGER NOT NULL,
  state INTEGER NOT NULL,
  time INTEGER NOT NULL,
  sender TEXT NOT NULL,
  target TEXT,
  stanza_id TEXT,
  server_id TEXT,
  body TEXT,
  extra TEXT
) STRICT;

CREATE INDEX message_change_by_message ON message_change (message, conversation, target);
CREATE INDEX message_change_by_stanza_id ON message_change (conversation, stanza_id)
  WHERE stanza_id IS NOT NULL;
CREATE UNIQUE INDEX message_change_by_server_id ON message_change (conversation, server_id)
  WHERE server_id IS NOT NULL;
CREATE INDEX message_change_pending ON message_change (state) WHERE state = 1;
