-- SPDX-FileCopyrightText: 2026 The Kith authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 4: what becomes of a message, what it carries besides its text; chats kept apart.

ALTER TABLE message ADD COLUMN edited INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN retracted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN reply_to TEXT;
ALTER TABLE message ADD COLUMN reactions TEXT;
ALTER TABLE message ADD COLUMN extra TEXT;

-- muted_until: µs since 1970, 0: not muted; 9223372036854775807: until it is changed. keep: days that
-- messages are kept, 0: for ever, -1: as the settings say.
ALTER TABLE conversation ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN muted_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN keep INTEGER NOT NULL DEFAULT -1;
