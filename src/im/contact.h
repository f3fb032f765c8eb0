/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody on the contact list, lean enough for ten thousand of them.
 */
#pragma once

#include "im/types.h"
#include "xmpp/jid.h"

/* One place where the contact is signed in. */
typedef struct {
  char *name; /* the resource; "" for a presence from the bare address */
  ImShow show;
  int priority;
  char *status_text; /* (nullable) */
  gint64 idle_since; /* µs since 1970: when they were last at it (XEP-0319); 0: not told */
} ImResource;

#define IM_TYPE_CONTACT (im_contact_get_type ())
G_DECLARE_FINAL_TYPE (ImContact, im_contact, IM, CONTACT, GObject)

/*
 * Properties, read-only and notified:
 *
 * - jid: XmppJid, bare, constant
 * - account: ImAccount; NULL once that is gone
 * - address: string, constant
 * - name: string, what the person calls them; NULL: nothing
 * - display-name: string, never empty: name, else what they call themselves (XEP-0172), else
 *   the readable localpart, else the domain
 * - groups: strv, never NULL
 * - subscription: ImSubscription
 * - ask: gboolean, our request to see their presence is not answered yet
 * - show: ImShow of the best resource; unknown while the account is not connected
 * - status-text: string of the same resource; NULL: none
 * - color-seed: string, what colours are derived from (XEP-0392): the bare address, constant
 * - resources: GPtrArray of ImResource, the best first; NULL when offline or unknown
 */

XmppJid *im_contact_get_jid (ImContact *self);       /* (transfer none) */
ImAccount *im_contact_get_account (ImContact *self); /* (transfer none) (nullable) */
const char *im_contact_get_address (ImContact *self);
const char *im_contact_get_name (ImContact *self); /* (nullable) */
char *im_contact_dup_display_name (ImContact *self) G_GNUC_WARN_UNUSED_RESULT;
const char *const *im_contact_get_groups (ImContact *self);
ImSubscription im_contact_get_subscription (ImContact *self);
gboolean im_contact_get_ask (ImContact *self);
ImShow im_contact_get_show (ImContact *self);
const char *im_contact_get_status_text (ImContact *self); /* (nullable) */

/* Whether they are there, or were when the connection was lost that is now to be resumed. */
gboolean im_contact_was_there (ImContact *self);
const GPtrArray *
im_contact_get_resources (ImContact *self); /* (nullable) (element-type ImResource) */

/* What to show for @jid when nobody gave it a name: the localpart unescaped (XEP-0106), else the
 * domain. */
char *im_display_name_of (const XmppJid *jid) G_GNUC_WARN_UNUSED_RESULT;
