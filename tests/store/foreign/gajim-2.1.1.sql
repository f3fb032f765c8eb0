-- SPDX-FileCopyrightText: 2026 The Kith authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What Gajim 2.1.1 wrote (version 11 of its schema), as the sqlite3 program dumps it. Its people are those of a test.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE account (
	pk INTEGER NOT NULL, 
	jid TEXT NOT NULL, 
	PRIMARY KEY (pk)
);
INSERT INTO account VALUES(1,'juliet@example.org');
INSERT INTO account VALUES(2,'nurse@example.org');
CREATE TABLE remote (
	pk INTEGER NOT NULL, 
	jid TEXT NOT NULL, 
	PRIMARY KEY (pk)
);
INSERT INTO remote VALUES(1,'juliet@example.org');
INSERT INTO remote VALUES(2,'nurse@example.org');
INSERT INTO remote VALUES(3,'orchard@rooms.example.org');
INSERT INTO remote VALUES(4,'romeo@example.org');
INSERT INTO remote VALUES(5,'orchard@rooms.example.org/romeo');
INSERT INTO remote VALUES(6,'nobody@example.org');
CREATE TABLE encryption (
	pk INTEGER NOT NULL, 
	protocol INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	trust INTEGER NOT NULL, 
	PRIMARY KEY (pk)
);
CREATE TABLE thread (
	pk INTEGER NOT NULL, 
	fk_account_pk INTEGER NOT NULL, 
	fk_remote_pk INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	PRIMARY KEY (pk), 
	FOREIGN KEY(fk_account_pk) REFERENCES account (pk) ON DELETE CASCADE, 
	FOREIGN KEY(fk_remote_pk) REFERENCES remote (pk)
);
CREATE TABLE occupant (
	pk INTEGER NOT NULL, 
	fk_account_pk INTEGER NOT NULL, 
	fk_remote_pk INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	fk_real_remote_pk TEXT, 
	nickname TEXT, 
	avatar_sha TEXT, 
	updated_at FLOAT NOT NULL, 
	PRIMARY KEY (pk), 
	FOREIGN KEY(fk_account_pk) REFERENCES account (pk) ON DELETE CASCADE, 
	FOREIGN KEY(fk_remote_pk) REFERENCES remote (pk), 
	FOREIGN KEY(fk_real_remote_pk) REFERENCES remote (pk)
);
INSERT INTO occupant VALUES(1,1,3,'NfEkQ92rM8/RLzkkE3q9RAvw+iVaCckTi9O7y+jTIjg=',NULL,'romeo',NULL,1795296570.3455629349);
INSERT INTO occupant VALUES(2,1,5,'NfEkQ92rM8/RLzkkE3q9RAvw+iVaCckTi9O7y+jTIjg=',NULL,'romeo',NULL,1795296571.4281730651);
INSERT INTO occupant VALUES(3,1,3,'3/zgp9QN80VmPypySQeJWt9SipOFiGa9n1DCBzSwsNI=','1','juliet',NULL,1795296582.1926949023);
CREATE TABLE securitylabel (
	pk INTEGER NOT NULL, 
	fk_account_pk INTEGER NOT NULL, 
	fk_remote_pk INTEGER NOT NULL, 
	label_hash TEXT NOT NULL, 
	displaymarking TEXT NOT NULL, 
	fgcolor TEXT NOT NULL, 
	bgcolor TEXT NOT NULL, 
	updated_at FLOAT NOT NULL, 
	PRIMARY KEY (pk), 
	FOREIGN KEY(fk_account_pk) REFERENCES account (pk) ON DELETE CASCADE, 
	FOREIGN KEY(fk_remote_pk) REFERENCES remote (pk)
);
CREATE TABLE error (
	pk INTEGER NOT NULL, 
	fk_account_pk INTEGER NOT NULL, 
	fk_remote_pk INTEGER NOT NULL, 
	message_id TEXT NOT NULL, 
	"by" TEXT, 
	type TEXT NOT NULL, 
	text TEXT, 
	condition TEXT NOT NULL, 
	condition_text TEXT, 
	timestamp FLOAT NOT NULL, 
	PRIMARY KEY (pk), 
	FOREIGN KEY(fk_account_pk) REFERENCES account (pk) ON DELETE CASCADE, 
	FOREIGN KEY(fk_remote_pk) REFERENCES remote (pk)
);
INSERT INTO error VALUES(1,1,6,'7526a1d8-ff9f-4b76-8fc8-9d703785421d',NULL,'cancel',NULL,'service-unavailable','',1795296582.1763730049);
CREATE TABLE receipt (
	pk INTEGER NOT NULL, 
	fk_account_pk INTEGER NOT NULL, 
	fk_remote_pk INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	timestamp FLOAT NOT NULL, 
	PRIMARY KEY (pk), 
	FOREIGN KEY(fk_account_pk) REFERENCES account (pk) ON DELETE CASCADE, 
	FOREIGN KEY(fk_remote_pk) REFERENCES remote (pk)
);
INSERT INTO receipt VALUES(1,1,4,'1b35a150-04f1-4595-992c-2a977a11816b',1795296575.9931819438);
INSERT INTO receipt VALUES(2,1,4,'5ee73178-a6c7-4d2d-9d63-4753f2d5581d',1795296577.3064689635);
INSERT INTO receipt VALUES(3,1,4,'91b59cbd-891e-4f57-88de-a7f9c5620197',1795296578.521130085);
INSERT INTO receipt VALUES(4,1,4,'0fe5dcf2-6eb0-4389-abbd-99132464c99b',1795296579.8431420326);
CREATE TABLE mam_archive_state (
	pk INTEGER NOT NULL, 
	fk_account_pk INTEGER NOT NULL, 
	fk_remote_pk INTEGER NOT NULL, 
	from_stanza_id TEXT, 
	from_stanza_ts FLOAT, 
	to_stanza_id TEXT, 
	to_stanza_ts FLOAT, 
	PRIMARY KEY (pk), 
	FOREIGN KEY(fk_account_pk) REFERENCES account (pk) ON DELETE CASCADE, 
	FOREIGN KEY(fk_remote_pk) REFERENCES remote (pk)
);
INSERT INTO mam_archive_state VALUES(1,1,1,NULL,1794691749.1101620197,'tQprG1uMAZUGyX_LdgVceO0L',NULL);
INSERT INTO mam_archive_state VALUES(2,2,2,NULL,1794691749.6886839867,'jgu_0WjWwzy5mD0-7ehYrsAm',NULL);
INSERT INTO mam_archive_state VALUES(3,1,3,NULL,NULL,'S2n-OabMdyJ82IPjchY0ytlv',1795296582.302026987);
CREATE TABLE moderation (
	pk INTEGER NOT NULL, 
	fk_account_pk INTEGER NOT NULL, 
	fk_remote_pk INTEGER NOT NULL, 
	fk_occupant_pk INTEGER, 
	stanza_id TEXT NOT NULL, 
	"by" TEXT, 
	reason TEXT, 
	timestamp FLOAT NOT NULL, 
	PRIMARY KEY (pk), 
	FOREIGN KEY(fk_account_pk) REFERENCES account (pk) ON DELETE CASCADE, 
	FOREIGN KEY(fk_remote_pk) REFERENCES remote (pk), 
	FOREIGN KEY(fk_occupant_pk) REFERENCES occupant (pk)
);
CREATE TABLE displayed_marker (
	pk INTEGER NOT NULL, 
	fk_account_pk INTEGER NOT NULL, 
	fk_remote_pk INTEGER NOT NULL, 
	fk_occupant_pk INTEGER, 
	id TEXT NOT NULL, 
	timestamp FLOAT NOT NULL, 
	PRIMARY KEY (pk), 
	FOREIGN KEY(fk_account_pk) REFERENCES account (pk) ON DELETE CASCADE, 
	FOREIGN KEY(fk_remote_pk) REFERENCES remote (pk), 
	FOREIGN KEY(fk_occupant_pk) REFERENCES occupant (pk)
);
CREATE TABLE reaction (
	pk INTEGER NOT NULL, 
	fk_account_pk INTEGER NOT NULL, 
	fk_remote_pk INTEGER NOT NULL, 
	fk_occupant_pk INTEGER, 
	id TEXT NOT NULL, 
	direction INTEGER NOT NULL, 
	emojis TEXT NOT NULL, 
	timestamp FLOAT NOT NULL, 
	PRIMARY KEY (pk), 
	FOREIGN KEY(fk_account_pk) REFERENCES account (pk) ON DELETE CASCADE, 
	FOREIGN KEY(fk_remote_pk) REFERENCES remote (pk), 
	FOREIGN KEY(fk_occupant_pk) REFERENCES occupant (pk)
);
INSERT INTO reaction VALUES(1,1,4,NULL,'0fe5dcf2-6eb0-4389-abbd-99132464c99b',1,'❤;👍',1795296581.0097949504);
CREATE TABLE message (
	pk INTEGER NOT NULL, 
	fk_account_pk INTEGER NOT NULL, 
	fk_remote_pk INTEGER NOT NULL, 
	resource TEXT, 
	type INTEGER NOT NULL, 
	direction INTEGER NOT NULL, 
	timestamp FLOAT NOT NULL, 
	state INTEGER NOT NULL, 
	id TEXT, 
	stanza_id TEXT, 
	text TEXT, 
	markup_type INTEGER, 
	markup TEXT, 
	user_delay_ts FLOAT, 
	fk_thread_pk INTEGER, 
	fk_occupant_pk INTEGER, 
	fk_encryption_pk INTEGER, 
	fk_security_label_pk INTEGER, 
	correction_id TEXT, 
	PRIMARY KEY (pk), 
	FOREIGN KEY(fk_account_pk) REFERENCES account (pk) ON DELETE CASCADE, 
	FOREIGN KEY(fk_remote_pk) REFERENCES remote (pk), 
	FOREIGN KEY(fk_thread_pk) REFERENCES thread (pk), 
	FOREIGN KEY(fk_occupant_pk) REFERENCES occupant (pk), 
	FOREIGN KEY(fk_encryption_pk) REFERENCES encryption (pk), 
	FOREIGN KEY(fk_security_label_pk) REFERENCES securitylabel (pk)
);
INSERT INTO message VALUES(1,1,4,'orchard',1,1,1795296554.8869140148,2,'r1','IYiy6wECz054ueybykeFTxAp','She speaks! 🌹',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(2,1,4,'orchard',1,1,1795296557.8178880215,2,'r2','ip8_ph7FEAUOsAfS33wwE6EE',replace('O, speak again,\nbright angel,\n\n  for thou art','\n',char(10)),NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(3,1,4,'orchard',1,1,1795296557.9813768863,2,'r3','e7GyaQpuE86NlTi_pEUuJCZt','A tyop',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(4,1,4,'orchard',1,1,1795296558.3096280097,2,'r4','UeMwbvwN4DZiVBZGi9-XCPt_','A typo',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'r3');
INSERT INTO message VALUES(5,1,4,'orchard',1,1,1795296559.2832300662,2,'r5','XEY-9o8Au3wHkZzg5hCjTTOR','I said so',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(6,1,4,'orchard',1,1,1795296560.4365599155,2,'r6','7kxT6g3PA89DKxguiB4lzGU3','/me leans her cheek upon her hand',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(7,1,4,'orchard',1,1,1795296561.5071148872,2,'r7','nMfQiOAGPMbcjNsdeTnpUpmk','https://upload.example.org/letter.txt',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(8,1,4,'orchard',1,1,1795296562.6151800156,2,'r8','kr4PvlM8GIFsnM7euLgQ3v5G','A word & <b>not markup</b>',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(9,1,4,'orchard',1,1,1795296563.7052900791,2,'r9','Ky9_JTlrI_5ai1wBhxuzpRWm','A letter of mine',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(10,1,4,'orchard',1,1,1795296564.8081769942,2,'r10','4SYOg6lYrKMFJ0axwV75ipCb','ok',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(11,1,4,'orchard',1,1,1795296565.9132890701,2,'r11','7E3qWv_gF-870KXSlxO0ZC9K','ok',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(12,1,4,'orchard',1,1,1795296567.0391170978,2,'r12','EdaZVSAvOgLOH4gaysp3WZgT','I take this back',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(13,1,4,'orchard',1,1,1795296568.1203799247,2,'r13','Sz-N68NcZ_bjH25AGpXSAc4B','/me retracted a previous message, but it is unsupported by your client.',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(14,1,4,'orchard',1,1,1795296569.2211949825,2,'r14','dcSxknpxbkAJVskzUohlSoq9','They die',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(15,1,3,'romeo',2,1,1795296570.3455629349,2,'g1','w0sFfWbwpVcUkNya59itkZ-7','Hello, room',NULL,NULL,NULL,NULL,1,NULL,NULL,NULL);
INSERT INTO message VALUES(16,1,5,'romeo',3,1,1795296571.4281730651,2,'g2','VJKioX0HJbd2fPxCpuGV99UO','A whisper',NULL,NULL,NULL,NULL,2,NULL,NULL,NULL);
INSERT INTO message VALUES(17,2,4,'orchard',1,1,1795296572.5307641029,2,'n1','jgu_0WjWwzy5mD0-7ehYrsAm','Nurse!',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(18,1,4,NULL,1,2,1795296572.6854870319,2,'p1','GhLUW84IQINmnGXR7RdaeR7l','From my phnoe',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(19,1,4,NULL,1,2,1795296573.6403489112,2,'p2','Hty61_W1QLO0G3Duolen1aU9','From my phone',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'p1');
INSERT INTO message VALUES(20,1,4,NULL,1,2,1795296574.735769987,2,'p3','u-7J8AYuoP3yh741bbtVTNzX','No',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(21,1,4,'gajim.1',1,2,1795296575.8407580852,2,'1b35a150-04f1-4595-992c-2a977a11816b',NULL,'Ay me',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(22,1,4,'gajim.1',1,2,1795296577.1208488941,2,'5ee73178-a6c7-4d2d-9d63-4753f2d5581d',NULL,'ok',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(23,1,4,'gajim.1',1,2,1795296578.4777998924,2,'91b59cbd-891e-4f57-88de-a7f9c5620197',NULL,'ok',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(24,1,4,'gajim.1',1,2,1795296579.7209169864,2,'0fe5dcf2-6eb0-4389-abbd-99132464c99b',NULL,replace('Two lines 😀\nof mine','\n',char(10)),NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(25,1,6,'gajim.1',1,2,1795296582.1212511061,2,'7526a1d8-ff9f-4b76-8fc8-9d703785421d',NULL,'Is there anybody',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(26,1,3,'juliet',2,2,1795296582.1926949023,2,'e7911e52-4fde-405e-8e0e-a8426011ff67','S2n-OabMdyJ82IPjchY0ytlv','Juliet in the room',NULL,NULL,NULL,NULL,3,NULL,NULL,NULL);
CREATE TABLE oob (
	pk INTEGER NOT NULL, 
	fk_message_pk INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	description TEXT, 
	PRIMARY KEY (pk), 
	FOREIGN KEY(fk_message_pk) REFERENCES message (pk) ON DELETE CASCADE
);
INSERT INTO oob VALUES(1,7,'https://upload.example.org/letter.txt',NULL);
CREATE TABLE reply (
	fk_message_pk INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	"to" TEXT, 
	PRIMARY KEY (fk_message_pk), 
	FOREIGN KEY(fk_message_pk) REFERENCES message (pk) ON DELETE CASCADE
);
INSERT INTO reply VALUES(5,'r1','romeo@example.org/orchard');
INSERT INTO reply VALUES(20,'r2','romeo@example.org/orchard');
CREATE TABLE call (
	fk_message_pk INTEGER NOT NULL, 
	sid TEXT NOT NULL, 
	end_ts FLOAT, 
	state INTEGER NOT NULL, 
	PRIMARY KEY (fk_message_pk), 
	FOREIGN KEY(fk_message_pk) REFERENCES message (pk) ON DELETE CASCADE
);
CREATE TABLE filetransfer (
	pk INTEGER NOT NULL, 
	fk_message_pk INTEGER NOT NULL, 
	date FLOAT, 
	"desc" TEXT, 
	hash TEXT, 
	hash_algo TEXT, 
	height INTEGER, 
	length INTEGER, 
	media_type TEXT, 
	name TEXT, 
	size INTEGER, 
	width INTEGER, 
	state INTEGER, 
	path TEXT, 
	PRIMARY KEY (pk), 
	FOREIGN KEY(fk_message_pk) REFERENCES message (pk) ON DELETE CASCADE
);
CREATE TABLE ft_source (
	pk INTEGER NOT NULL, 
	fk_filetransfer_pk INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	PRIMARY KEY (pk), 
	FOREIGN KEY(fk_filetransfer_pk) REFERENCES filetransfer (pk) ON DELETE CASCADE
);
CREATE TABLE ft_source_urldata (
	fk_ft_source_pk INTEGER NOT NULL, 
	target TEXT NOT NULL, 
	scheme_data TEXT, 
	PRIMARY KEY (fk_ft_source_pk), 
	FOREIGN KEY(fk_ft_source_pk) REFERENCES ft_source (pk) ON DELETE CASCADE
);
CREATE TABLE ft_source_jingleft (
	fk_ft_source_pk INTEGER NOT NULL, 
	sid TEXT NOT NULL, 
	PRIMARY KEY (fk_ft_source_pk), 
	FOREIGN KEY(fk_ft_source_pk) REFERENCES ft_source (pk) ON DELETE CASCADE
);
CREATE TABLE ft_source_jinglepub (
	fk_ft_source_pk INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	PRIMARY KEY (fk_ft_source_pk), 
	FOREIGN KEY(fk_ft_source_pk) REFERENCES ft_source (pk) ON DELETE CASCADE
);
ANALYZE sqlite_schema;
INSERT INTO sqlite_stat1 VALUES('remote','idx_remote','6 1');
INSERT INTO sqlite_stat1 VALUES('message','idx_message','26 7 6 1');
INSERT INTO sqlite_stat1 VALUES('message','idx_stanza_id','26 2 2 2');
INSERT INTO sqlite_stat1 VALUES('message','idx_message_id','26 1 1 1');
INSERT INTO sqlite_stat1 VALUES('message','idx_message_corrections','26 9 5 4 1');
INSERT INTO sqlite_stat1 VALUES('reaction','idx_reaction_id_gc','0 0 0 0 0 0');
INSERT INTO sqlite_stat1 VALUES('reaction','idx_reaction_id','1 1 1 1 1');
INSERT INTO sqlite_stat1 VALUES('reaction',NULL,'1');
INSERT INTO sqlite_stat1 VALUES('account','idx_account','2 1');
INSERT INTO sqlite_stat1 VALUES('occupant','idx_occupant','3 2 1 1');
INSERT INTO sqlite_stat1 VALUES('error','idx_error','1 1 1 1');
INSERT INTO sqlite_stat1 VALUES('mam_archive_state','idx_mam_archive_state','3 1 1');
INSERT INTO sqlite_stat1 VALUES('receipt','idx_receipt','4 1 1 1');
CREATE UNIQUE INDEX idx_account ON account (jid);
CREATE UNIQUE INDEX idx_remote ON remote (jid);
CREATE UNIQUE INDEX idx_encryption ON encryption ("key", trust, protocol);
CREATE UNIQUE INDEX idx_thread ON thread (id, fk_remote_pk, fk_account_pk);
CREATE UNIQUE INDEX idx_occupant ON occupant (id, fk_remote_pk, fk_account_pk);
CREATE UNIQUE INDEX idx_security_label ON securitylabel (label_hash, fk_remote_pk, fk_account_pk);
CREATE UNIQUE INDEX idx_error ON error (message_id, fk_remote_pk, fk_account_pk);
CREATE UNIQUE INDEX idx_receipt ON receipt (id, fk_remote_pk, fk_account_pk);
CREATE UNIQUE INDEX idx_mam_archive_state ON mam_archive_state (fk_remote_pk, fk_account_pk);
CREATE UNIQUE INDEX idx_moderation ON moderation (stanza_id, fk_remote_pk, fk_account_pk);
CREATE UNIQUE INDEX idx_displayed_marker_gc ON displayed_marker (id, fk_remote_pk, fk_occupant_pk, fk_account_pk) WHERE fk_occupant_pk IS NOT NULL;
CREATE UNIQUE INDEX idx_displayed_marker ON displayed_marker (id, fk_remote_pk, fk_account_pk) WHERE fk_occupant_pk IS NULL;
CREATE UNIQUE INDEX idx_reaction_id ON reaction (id, fk_remote_pk, fk_account_pk, direction) WHERE fk_occupant_pk IS NULL;
CREATE UNIQUE INDEX idx_reaction_id_gc ON reaction (id, fk_remote_pk, fk_occupant_pk, fk_account_pk, direction) WHERE fk_occupant_pk IS NOT NULL;
CREATE INDEX idx_message_corrections ON message (correction_id, fk_remote_pk, fk_account_pk, timestamp ASC);
CREATE INDEX idx_message_id ON message (id, fk_remote_pk, fk_account_pk);
CREATE INDEX idx_stanza_id ON message (stanza_id, fk_remote_pk, fk_account_pk);
CREATE INDEX idx_message ON message (fk_remote_pk, fk_account_pk, timestamp DESC);
COMMIT;
