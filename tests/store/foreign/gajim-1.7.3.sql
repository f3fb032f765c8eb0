-- SPDX-FileCopyrightText: 2026 The Kith authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What Gajim 1.7.3 wrote (version 7 of its schema), as the sqlite3 program dumps it. Its people are those of a test.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE jids(
            jid_id INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE,
            jid TEXT UNIQUE,
            type INTEGER
    );
INSERT INTO jids VALUES(1,'nurse@example.org',0);
INSERT INTO jids VALUES(2,'juliet@example.org',0);
INSERT INTO jids VALUES(3,'orchard@rooms.example.org',1);
INSERT INTO jids VALUES(4,'romeo@example.org',0);
INSERT INTO jids VALUES(5,'orchard@rooms.example.org/romeo',0);
INSERT INTO jids VALUES(6,'nobody@example.org',0);
CREATE TABLE logs(
            log_line_id INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE,
            account_id INTEGER,
            jid_id INTEGER,
            contact_name TEXT,
            occupant_id TEXT,
            real_jid TEXT,
            time INTEGER,
            kind INTEGER,
            show INTEGER,
            message TEXT,
            error TEXT,
            subject TEXT,
            additional_data TEXT,
            stanza_id TEXT,
            message_id TEXT,
            encryption TEXT,
            encryption_state TEXT,
            marker INTEGER
    );
INSERT INTO logs VALUES(1,2,4,NULL,NULL,NULL,1795296406.7406196594,4,NULL,'She speaks! 🌹',NULL,NULL,NULL,'DyR4_K8mY94ej-MgIxEpO0tJ','r1',NULL,NULL,NULL);
INSERT INTO logs VALUES(2,2,4,NULL,NULL,NULL,1795296407.8569607735,4,NULL,replace('O, speak again,\nbright angel,\n\n  for thou art','\n',char(10)),NULL,NULL,NULL,'S8LnKzSXyuXkH0VX720frsAm','r2',NULL,NULL,NULL);
INSERT INTO logs VALUES(3,2,4,NULL,NULL,NULL,1795296408.9904367923,4,NULL,'A typo',NULL,NULL,'{"corrected": {"original_text": "A tyop"}}','xfnq-9KNNAx8ziNVsaCjvV7h','r3',NULL,NULL,NULL);
INSERT INTO logs VALUES(4,2,4,NULL,NULL,NULL,1795296411.1799285412,4,NULL,replace('> She speaks! 🌹\nI said so','\n',char(10)),NULL,NULL,NULL,'MP5ys1j23TTTm2h4fKmJZyFq','r5',NULL,NULL,NULL);
INSERT INTO logs VALUES(5,2,4,NULL,NULL,NULL,1795296412.2819120883,4,NULL,'/me leans her cheek upon her hand',NULL,NULL,NULL,'NSA11Sl8Bt4OnfBQB5jukput','r6',NULL,NULL,NULL);
INSERT INTO logs VALUES(6,2,4,NULL,NULL,NULL,1795296413.4116013049,4,NULL,'https://upload.example.org/letter.txt',NULL,NULL,'{"gajim": {"oob_url": "https://upload.example.org/letter.txt"}}','EDTlSRMG1C4BM3k1r7j6qe86','r7',NULL,NULL,NULL);
INSERT INTO logs VALUES(7,2,4,NULL,NULL,NULL,1795296414.4960103034,4,NULL,'A word & <b>not markup</b>',NULL,NULL,NULL,'GWmEgLQTw0BTqD0pXSscsv2e','r8',NULL,NULL,NULL);
INSERT INTO logs VALUES(8,2,4,NULL,NULL,NULL,1795296415.630093813,4,NULL,'A letter of mine',NULL,'Verona',NULL,'ubCnCXHHD1md0tCI5XoUXUfz','r9',NULL,NULL,NULL);
INSERT INTO logs VALUES(9,2,4,NULL,NULL,NULL,1795296416.6896860599,4,NULL,'ok',NULL,NULL,NULL,'FgN74KX7H0oL1QTTJSue2db3','r10',NULL,NULL,NULL);
INSERT INTO logs VALUES(10,2,4,NULL,NULL,NULL,1795296417.8677284717,4,NULL,'ok',NULL,NULL,NULL,'d0GSCGT8wxmKtSbrlEvP1477','r11',NULL,NULL,NULL);
INSERT INTO logs VALUES(11,2,4,NULL,NULL,NULL,1795296418.9212357997,4,NULL,'I take this back',NULL,NULL,NULL,'9OQ954mBjPJ16fhkW6Jmo0wY','r12',NULL,NULL,NULL);
INSERT INTO logs VALUES(12,2,4,NULL,NULL,NULL,1795296419.9960386753,4,NULL,'/me retracted a previous message, but it is unsupported by your client.',NULL,NULL,NULL,'sYjjkj0mkQd1667Fzci61D8R','r13',NULL,NULL,NULL);
INSERT INTO logs VALUES(13,2,4,NULL,NULL,NULL,1795296421.1055057048,4,NULL,'They die',NULL,NULL,NULL,'2Ao1ABl-g-REBhx6yRA80HE0','r14',NULL,NULL,NULL);
INSERT INTO logs VALUES(14,2,3,'romeo',NULL,NULL,1795296422.2376296519,2,NULL,'Hello, room',NULL,NULL,NULL,'6FEucDnVeA4a9ni27Ccioemz','g1',NULL,NULL,NULL);
INSERT INTO logs VALUES(15,2,5,NULL,NULL,NULL,1795296423.4314866065,4,NULL,'A whisper',NULL,NULL,NULL,'TaU5OycSe1fc-dZ0fJiM4ca2','g2',NULL,NULL,NULL);
INSERT INTO logs VALUES(16,1,4,NULL,NULL,NULL,1795296424.5119974613,4,NULL,'Nurse!',NULL,NULL,NULL,'nYRGymQYwdJ2cob5O3mfoCma','n1',NULL,NULL,NULL);
INSERT INTO logs VALUES(17,2,4,NULL,NULL,NULL,1795296424.8156781196,6,NULL,'From my phone',NULL,NULL,'{"corrected": {"original_text": "From my phnoe"}}','8w5tElTmyRvvHeUPOhaOL9tt','p1',NULL,NULL,NULL);
INSERT INTO logs VALUES(18,2,4,NULL,NULL,NULL,1795296426.7756733894,6,NULL,replace('> O, speak again,\nNo','\n',char(10)),NULL,NULL,NULL,'Qag08F7vFWswrcpQD9ei48mT','p3',NULL,NULL,NULL);
INSERT INTO logs VALUES(19,2,4,NULL,NULL,NULL,1795296427.9979913234,6,NULL,'Ay me',NULL,NULL,NULL,'4d88eda6-a259-4ac0-aa4e-d1eeeedb7a55','4d88eda6-a259-4ac0-aa4e-d1eeeedb7a55',NULL,NULL,0);
INSERT INTO logs VALUES(20,2,4,NULL,NULL,NULL,1795296429.228089571,6,NULL,'ok',NULL,NULL,NULL,'29e4edf5-43ee-466f-91c7-5fa28818bb9c','29e4edf5-43ee-466f-91c7-5fa28818bb9c',NULL,NULL,0);
INSERT INTO logs VALUES(21,2,4,NULL,NULL,NULL,1795296430.6795248985,6,NULL,'ok',NULL,NULL,NULL,'2b20b4bc-8045-4cd6-814c-1ed57134df0b','2b20b4bc-8045-4cd6-814c-1ed57134df0b',NULL,NULL,0);
INSERT INTO logs VALUES(22,2,4,NULL,NULL,NULL,1795296431.9583702087,6,NULL,replace('Two lines 😀\nof mine','\n',char(10)),NULL,NULL,NULL,'b6499702-dc51-4faf-b993-db7d62bfb139','b6499702-dc51-4faf-b993-db7d62bfb139',NULL,NULL,0);
INSERT INTO logs VALUES(23,2,6,NULL,NULL,NULL,1795296434.2806944846,6,NULL,'Is there anybody','<message xmlns="jabber:client" id="006adc84-a4ff-4beb-a330-fbc179653d46" from="nobody@example.org"><error type="cancel"><service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas" /></error></message>',NULL,NULL,'006adc84-a4ff-4beb-a330-fbc179653d46','006adc84-a4ff-4beb-a330-fbc179653d46',NULL,NULL,NULL);
INSERT INTO logs VALUES(24,2,3,'juliet',NULL,NULL,1795296434.3589837551,2,NULL,'Juliet in the room',NULL,NULL,NULL,'Mqk9MO2tOQezBk74WXX1DC64','b460fbe8-f879-4792-8b44-f697f27b047b',NULL,NULL,NULL);
CREATE TABLE last_archive_message(
            jid_id INTEGER PRIMARY KEY UNIQUE,
            last_mam_id TEXT,
            oldest_mam_timestamp TEXT,
            last_muc_timestamp TEXT
    );
INSERT INTO last_archive_message VALUES(1,'nYRGymQYwdJ2cob5O3mfoCma','1794691600.88947',NULL);
INSERT INTO last_archive_message VALUES(2,'2Wr9S2Y6kfdluvtl5dk8bK3Q','1794691601.10235',NULL);
INSERT INTO last_archive_message VALUES(3,'Mqk9MO2tOQezBk74WXX1DC64',NULL,'1795296434.35898');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('jids',6);
INSERT INTO sqlite_sequence VALUES('logs',24);
CREATE INDEX idx_logs_jid_id_time ON logs (jid_id, time DESC);
CREATE INDEX idx_logs_stanza_id ON logs (stanza_id);
CREATE INDEX idx_logs_message_id ON logs (message_id);
COMMIT;
