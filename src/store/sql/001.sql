-- SPDX-FileCopyrightText: 2026 The Kith authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 1: accounts, contacts, conversations, messages, capabilities.
-- Addresses are prepared text (RFC 7622), times are µs since 1970 in UTC, enumerations are the numbers
-- that the headers of src/store/ give. AUTOINCREMENT: notifications and windows remember these ids.

PRAGMA application_id = 0x4b697468;

CREATE TABLE account (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  jid TEXT NOT NULL UNIQUE,
  enabled INTEGER NOT NULL,
  label TEXT,
  resource TEXT,
  host TEXT,
  port INTEGER NOT NULL,
  tls_mode INTEGER NOT NULL,
  pinned_sha256 TEXT,
  client_cert TEXT,
  min_strength INTEGER NOT NULL,
  position INTEGER NOT NULL,
  roster_version TEXT,
  created INTEGER NOT NULL
) STRICT;

CREATE TABLE contact (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  jid TEXT NOT NULL,
  name TEXT,
  subscription INTEGER NOT NULL,
  ask INTEGER NOT NULL,
  approved INTEGER NOT NULL,
  UNIQUE (account, jid)
) STRICT;

CREATE TABLE contact_group (
  contact INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
  name TEXT NOT NULL,
  PRIMARY KEY (contact, name)
) STRICT, WITHOUT ROWID;

-- Those who ask to see our presence and wait for an answer.
CREATE TABLE request (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  jid TEXT NOT NULL,
  nick TEXT,
  message TEXT,
  time INTEGER NOT NULL,
  UNIQUE (account, jid)
) STRICT;

-- unread is the number of its messages with seen = 0. last_message is the newest one by (time, id);
-- no foreign key, which would cost a look at all conversations for each message that is removed.
CREATE TABLE conversation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  jid TEXT NOT NULL,
  kind INTEGER NOT NULL,
  draft TEXT,
  unread INTEGER NOT NULL DEFAULT 0,
  last_message INTEGER,
  created INTEGER NOT NULL,
  UNIQUE (account, jid)
) STRICT;

CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL REFERENCES conversation ON DELETE CASCADE,
  direction INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  state INTEGER NOT NULL,
  time INTEGER NOT NULL,
  sender TEXT NOT NULL,
  stanza_id TEXT,
  origin_id TEXT,
  server_id TEXT,
  subject TEXT,
  body TEXT,
  thread TEXT,
  error_condition TEXT,
  error_text TEXT,
  seen INTEGER NOT NULL
) STRICT;

-- Each index ends with the rowid, which is the id.
CREATE INDEX message_by_time ON message (conversation, time);
CREATE INDEX message_by_stanza_id ON message (conversation, stanza_id) WHERE stanza_id IS NOT NULL;
CREATE INDEX message_by_origin_id ON message (conversation, origin_id) WHERE origin_id IS NOT NULL;
CREATE UNIQUE INDEX message_by_server_id ON message (conversation, server_id)
  WHERE server_id IS NOT NULL;
CREATE INDEX message_unseen ON message (conversation) WHERE seen = 0;
CREATE INDEX message_pending ON message (state) WHERE state = 1;

-- What programs can do, by the hash that they announce.
CREATE TABLE caps (
  hash TEXT PRIMARY KEY,
  xml TEXT NOT NULL,
  used INTEGER NOT NULL
) STRICT;

CREATE INDEX caps_by_use ON caps (used);
