/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells the server whether anybody looks, so that it may save what nobody sees (XEP-0352). */
#pragma once

#include "xmpp/module.h"

#define XMPP_TYPE_CSI (xmpp_csi_get_type ())
G_DECLARE_FINAL_TYPE (XmppCsi, xmpp_csi, XMPP, CSI, XmppModule)

/* Told at once, and again in each session and stream to come; TRUE at first. */
void xmpp_csi_set_active (XmppCsi *self, gboolean active);
