-- SPDX-FileCopyrightText: 2026 The Kith authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- An archive of version 11 as the sqlite3 program dumps it. Never changed: people have such files.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
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
, road INTEGER NOT NULL DEFAULT 0, road_url TEXT, proxy INTEGER NOT NULL DEFAULT 0, proxy_uri TEXT, allow_old_sign_in INTEGER NOT NULL DEFAULT 0, allow_no_tls INTEGER NOT NULL DEFAULT 0, agent_id TEXT, own_show INTEGER NOT NULL DEFAULT 0, own_status TEXT, priority INTEGER NOT NULL DEFAULT 5, away_priority INTEGER NOT NULL DEFAULT 0, hue INTEGER NOT NULL DEFAULT -1, cleared INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO account VALUES(2,'juliet@example.org',1,'Verona','balcony','xmpp.example.org',5223,1,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855','/home/juliet/key.pem',30,0,'ver14',1790000000000001,3,'https://example.org/bosh',3,'socks5://localhost:1080',1,1,'d4565fa7-4d72-4749-b3d3-740edbf87770',4,'On the balcony',10,-1,120,1790000000500000);
INSERT INTO account VALUES(3,'nurse@example.net',0,NULL,NULL,NULL,0,0,NULL,NULL,0,1,NULL,1790000000000002,0,NULL,0,NULL,0,0,NULL,0,NULL,5,0,-1,0);
CREATE TABLE contact (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  jid TEXT NOT NULL,
  name TEXT,
  subscription INTEGER NOT NULL,
  ask INTEGER NOT NULL,
  approved INTEGER NOT NULL, nick TEXT,
  UNIQUE (account, jid)
) STRICT;
INSERT INTO contact VALUES(1,2,'romeo@example.net','Romeo',3,0,0,NULL);
INSERT INTO contact VALUES(2,2,'tybalt@example.com',NULL,0,1,1,'King of Cats');
CREATE TABLE contact_group (
  contact INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
  name TEXT NOT NULL,
  PRIMARY KEY (contact, name)
) STRICT, WITHOUT ROWID;
INSERT INTO contact_group VALUES(1,'Friends');
INSERT INTO contact_group VALUES(1,'Montagues');
CREATE TABLE request (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  jid TEXT NOT NULL,
  nick TEXT,
  message TEXT,
  time INTEGER NOT NULL,
  UNIQUE (account, jid)
) STRICT;
INSERT INTO request VALUES(1,2,'paris@example.org','Paris','May I?',1790000000000003);
CREATE TABLE way (
  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  jid TEXT NOT NULL,
  person INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (account, jid)
) STRICT, WITHOUT ROWID;
INSERT INTO way VALUES(2,'romeo@example.net',1,0);
INSERT INTO way VALUES(3,'romeo@example.net',1,1);
CREATE TABLE conversation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  jid TEXT NOT NULL,
  kind INTEGER NOT NULL,
  draft TEXT,
  unread INTEGER NOT NULL DEFAULT 0,
  last_message INTEGER,
  created INTEGER NOT NULL, pinned INTEGER NOT NULL DEFAULT 0, archived INTEGER NOT NULL DEFAULT 0, muted_until INTEGER NOT NULL DEFAULT 0, keep INTEGER NOT NULL DEFAULT -1, cleared INTEGER NOT NULL DEFAULT 0, untold INTEGER NOT NULL DEFAULT 0, draft_spoiler TEXT, draft_reply INTEGER REFERENCES message ON DELETE SET NULL,
  UNIQUE (account, jid)
) STRICT;
INSERT INTO conversation VALUES(1,2,'romeo@example.net',0,'Good night, good',1,3,1790000000000004,1,0,1800000000000000,30,1790000000900000,3,'The end',3);
INSERT INTO conversation VALUES(2,2,'tybalt@example.com',0,NULL,0,NULL,1790000000000005,0,0,0,-2,0,0,NULL,NULL);
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
, edited INTEGER NOT NULL DEFAULT 0, retracted INTEGER NOT NULL DEFAULT 0, reply_to TEXT, reactions TEXT, extra TEXT, markable INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO message VALUES(1,1,0,0,0,1790000001000000,'romeo@example.net/orchard','s1','o1','a1',NULL,'She speaks','t1',NULL,NULL,1,0,0,NULL,NULL,NULL,0);
INSERT INTO message VALUES(2,1,1,1,4,1790000002000000,'juliet@example.org/balcony','s2','s2',NULL,'Romeo','Wherefore art thou?',NULL,'remote-server-timeout','It did not answer',1,0,0,NULL,NULL,NULL,0);
INSERT INTO message VALUES(3,1,0,0,0,1790000003000000,'romeo@example.net/orchard','s3',NULL,NULL,NULL,'🌹 it''s me',NULL,NULL,NULL,0,1790000009000000,0,'r1','juliet@example.org	🌹','<spoiler xmlns=''urn:xmpp:spoiler:0''/>',1);
INSERT INTO message VALUES(4,1,1,0,1,1790000002500000,'juliet@example.org/balcony','s4','s4',NULL,NULL,'Wait',NULL,NULL,NULL,1,0,0,NULL,NULL,NULL,0);
CREATE TABLE caps (
  hash TEXT PRIMARY KEY,
  xml TEXT NOT NULL,
  used INTEGER NOT NULL
) STRICT;
INSERT INTO caps VALUES('sha-1:QgayPKawpkPSDYmwT/WM94uAlu0=','<query xmlns=''http://jabber.org/protocol/disco#info''/>',1790000000000006);
CREATE TABLE mam_span (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  oldest_id TEXT NOT NULL,
  oldest_time INTEGER NOT NULL,
  newest_time INTEGER NOT NULL,
  to_start INTEGER NOT NULL
) STRICT;
INSERT INTO mam_span VALUES(1,2,'28482-98726-73623',1790000000000010,1790000000000020,0);
CREATE TABLE erased (
  conversation INTEGER NOT NULL REFERENCES conversation ON DELETE CASCADE,
  id TEXT NOT NULL,
  time INTEGER NOT NULL,
  PRIMARY KEY (conversation, id, time)
) STRICT, WITHOUT ROWID;
INSERT INTO erased VALUES(1,'a0',1790000000950000);
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
INSERT INTO message_change VALUES(1,1,3,0,0,0,1790000003000000,'romeo@example.net',NULL,NULL,NULL,'🌹 it''s mee',NULL);
INSERT INTO message_change VALUES(2,1,3,1,0,0,1790000009000000,'romeo@example.net','s3','c1','a9','🌹 it''s me','<spoiler xmlns=''urn:xmpp:spoiler:0''/>');
INSERT INTO message_change VALUES(3,1,3,3,1,1,1790000009500000,'juliet@example.org','s3','c2',NULL,'🌹',NULL);
INSERT INTO message_change VALUES(4,1,NULL,2,0,0,1790000009600000,'romeo@example.net','s9','c3','a10',NULL,NULL);
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','message_text','message_text',0,'CREATE VIRTUAL TABLE message_text USING fts5 (text, content = '''', columnsize = 0, tokenize = ''kith'')');
CREATE TABLE IF NOT EXISTS 'message_text_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO message_text_data VALUES(1,X'0412');
INSERT INTO message_text_data VALUES(10,X'000000000101010001010101');
INSERT INTO message_text_data VALUES(137438953473,X'000000f004300163319990ff8088808080010204908080800102050202038fffffff7f02060201699990ff8088808080010205a080808002020702016f9990ff809080808002020602020401036172749990ff8090808080020203010269749990ff809880808003020301026d659990ff80988080800302050101739990ff8098808080030204020268659990ff808880808001020202057065616b739990ff8088808080010203010474686f759990ff80908080800202040104776169749990ff8090808080040202020868657265666f72659990ff80908080800202020104f09f8cb99990ff809880808003020204211511100f0f0e0f12111115');
CREATE TABLE IF NOT EXISTS 'message_text_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO message_text_idx VALUES(1,X'',2);
CREATE TABLE IF NOT EXISTS 'message_text_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO message_text_config VALUES('version',4);
CREATE TABLE search_rest (only INTEGER PRIMARY KEY, id INTEGER NOT NULL, erased INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO search_rest VALUES(1,0,1);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('account',3);
INSERT INTO sqlite_sequence VALUES('conversation',2);
CREATE INDEX conversation_draft_reply ON conversation (draft_reply) WHERE draft_reply IS NOT NULL;
CREATE INDEX way_by_person ON way (person, position);
CREATE INDEX message_by_time ON message (conversation, time);
CREATE INDEX message_by_stanza_id ON message (conversation, stanza_id) WHERE stanza_id IS NOT NULL;
CREATE INDEX message_by_origin_id ON message (conversation, origin_id) WHERE origin_id IS NOT NULL;
CREATE UNIQUE INDEX message_by_server_id ON message (conversation, server_id)
  WHERE server_id IS NOT NULL;
CREATE INDEX message_unseen ON message (conversation) WHERE seen = 0;
CREATE INDEX message_pending ON message (state) WHERE state = 1;
CREATE INDEX caps_by_use ON caps (used);
CREATE INDEX mam_span_by_account ON mam_span (account, newest_time);
CREATE INDEX message_change_by_message ON message_change (message, conversation, target);
CREATE INDEX message_change_by_stanza_id ON message_change (conversation, stanza_id)
  WHERE stanza_id IS NOT NULL;
CREATE UNIQUE INDEX message_change_by_server_id ON message_change (conversation, server_id)
  WHERE server_id IS NOT NULL;
CREATE INDEX message_change_pending ON message_change (state) WHERE state = 1;
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
PRAGMA writable_schema=OFF;
COMMIT;
PRAGMA application_id = 0x4b697468;
PRAGMA user_version = 11;
