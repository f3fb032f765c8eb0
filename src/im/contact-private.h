/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What only the roster does to a contact.
 */
#pragma once

#include "im/contact.h"

ImContact *im_contact_new (ImAccount *account, XmppJid *jid) G_GNUC_WARN_UNUSED_RESULT;

/* The account is going away; the contact may outlive it in somebody's hands. */
void im_contact_orphan (ImContact *self);

/* What the contact list says of it. Returns TRUE when the display name changed. */
gboolean im_contact_update (ImContact *self,
                            const char *name,
                            const char *const *groups,
                            ImSubscription subscription,
                            gboolean ask);

const char *im_contact_get_nick (ImContact *self); /* (nullable) */

/* What they call themselves (nullable). Returns TRUE when the display name changed. */
gboolean im_contact_set_nick (ImContact *self, const char *nick);

/* A presence of one resource; IM_SHOW_OFFLINE takes it away. @status_text: (nullable);
 * @idle_since: µs since 1970, or 0 */
void im_contact_set_presence (ImContact *self,
                              const char *resource,
                              ImShow show,
                              int priority,
                              const char *status_text,
                              gint64 idle_since);

/* What was known of them may be wrong by now: how reachable they are is unknown while @stale. */
void im_contact_set_stale (ImContact *self, gboolean stale);

/* Nobody is known to be there any more, as after the session ended. */
void im_contact_clear_presence (ImContact *self);

/* By display name as the person's language sorts, then by address. */
int im_contact_compare (ImContact *a, ImContact *b);

/*
 * Orders resources, the best first: the higher priority, then the more reachable (RFC 6121 §4.7.2.3);
 * of equal ones the one that spoke last wins, for it is moved to the front before a stable sort.
 */
int im_resource_compare (const ImResource *a, const ImResource *b);
