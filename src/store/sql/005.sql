-- SPDX-FileCopyrightText: 2026 The Kith authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 5: what the person erased stays away, whatever the server's archive still has.

-- cleared: nothing that is as old as this or older is taken from the server's archive, µs since 1970; 0: no
-- limit. That of an account counts for chats that are made later. conversation.keep can be -2 now: messages
-- are kept until the program ends.
ALTER TABLE account ADD COLUMN cleared INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN cleared INTEGER NOT NULL DEFAULT 0;

-- Single messages, by the server's id, or by the sender's where there is none; time is that of the message.
CREATE TABLE erased (
  conversation INTEGER NOT NULL REFERENCES conversation ON DELETE CASCADE,
  id TEXT NOT NULL,
  time INTEGER NOT NULL,
  PRIMARY KEY (conversation, id, time)
) STRICT, WITHOUT ROWID;
