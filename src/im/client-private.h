/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What other units of im/ need of the client.
 */
#pragma once

#include "im/client.h"
#include "store/db.h"

StoreDb *im_client_get_db (ImClient *self); /* (transfer none) (nullable): NULL until it is open */
