-- SPDX-FileCopyrightText: 2026 The Kith authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 10: how a draft is to be sent.

-- draft_spoiler: hidden, and it is about that, if not empty. draft_reply: as an answer to that message.
ALTER TABLE conversation ADD COLUMN draft_spoiler TEXT;
ALTER TABLE conversation ADD COLUMN draft_reply INTEGER REFERENCES message ON DELETE SET NULL;

-- For the messages that are removed.
CREATE INDEX conversation_draft_reply ON conversation (draft_reply) WHERE draft_reply IS NOT NULL;
