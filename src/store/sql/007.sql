-- SPDX-FileCopyrightText: 2026 The Kith authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 7: what was read here is told to the others.

-- markable: its sender wants to know when it was read.
ALTER TABLE message ADD COLUMN markable INTEGER NOT NULL DEFAULT 0;

-- The message up to which the person has read here, while that is still to be told to the sender and to the
-- other devices; 0: nothing is.
ALTER TABLE conversation ADD COLUMN untold INTEGER NOT NULL DEFAULT 0;
