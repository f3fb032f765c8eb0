/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells for how long nobody has touched this machine (XEP-0012), to those who may know. */
#pragma once

#include "xmpp/jid.h"
#include "xmpp/module.h"

/**
 * XmppLastSource:
 * @may_know: whether @from may be told: who sees our presence (XEP-0012 §7)
 * @idle_seconds: since the person last did something here
 *
 * Who knows the contacts and the machine. Our own account is answered without asking.
 */
typedef struct {
  gboolean (*may_know) (const XmppJid *from, gpointer user_data);
  guint64 (*idle_seconds) (gpointer user_data);
} XmppLastSource;

#define XMPP_TYPE_LAST (xmpp_last_get_type ())
G_DECLARE_FINAL_TYPE (XmppLast, xmpp_last, XMPP, LAST, XmppModule)

/* @source: (nullable): static; without one nobody is answered */
void xmpp_last_set_source (XmppLast *self, const XmppLastSource *source, gpointer user_data);
