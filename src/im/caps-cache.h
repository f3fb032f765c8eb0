/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What other programs can do (XEP-0115), kept in the archive for all accounts.
 */
#pragma once

#include "store/db.h"
#include "xmpp/xep/0115-caps.h"

#define IM_TYPE_CAPS_CACHE (im_caps_cache_get_type ())
G_DECLARE_FINAL_TYPE (ImCapsCache, im_caps_cache, IM, CAPS_CACHE, GObject)

XmppCapsCache *im_caps_cache_new (StoreDb *db) G_GNUC_WARN_UNUSED_RESULT;
