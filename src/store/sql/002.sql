-- SPDX-FileCopyrightText: 2026 The Kith authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 2: roads, proxies, old servers, presence and looks of an account.

ALTER TABLE account ADD COLUMN road INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN road_url TEXT;
ALTER TABLE account ADD COLUMN proxy INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN proxy_uri TEXT;
ALTER TABLE account ADD COLUMN allow_old_sign_in INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN allow_no_tls INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN agent_id TEXT;
ALTER TABLE account ADD COLUMN own_show INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN own_status TEXT;
ALTER TABLE account ADD COLUMN priority INTEGER NOT NULL DEFAULT 5;
ALTER TABLE account ADD COLUMN away_priority INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN hue INTEGER NOT NULL DEFAULT -1;
