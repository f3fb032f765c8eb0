/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys that show that each request is from whoever began the session (XEP-0124 §15, XEP-0025 §3). */

#include "config.h"

#include "xmpp/transport/key-sequence.h"

#include "base/random.h"

#include <string.h>

#define SHA1_BYTES 20

struct _XmppKeySequence {
  XmppKeyForm form;
  guint length;
  char *seed; /* (nullable) before the first request */
  guint next; /* the index of the next key to show */
};

char *
xmpp_key_derive (XmppKeyForm form, const char *seed, guint n)
{
  char *key = g_strdup (seed);

  while (n-- > 0) {
    g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
    g_autofree char *last = key;
    guint8 digest[SHA1_BYTES];
    gsize n_bytes = sizeof digest;

    g_checksum_update (checksum, (const guchar *) last, strlen (last));
    if (form == XMPP_KEY_HEX) {
      key = g_strdup (g_checksum_get_string (checksum));
    } else {
      g_checksum_get_digest (checksum, digest, &n_bytes);
      key = g_base64_encode (digest, n_bytes);
    }
  }
  return key;
}

XmppKeySequence *
xmpp_key_sequence_new (XmppKeyForm form, guint length)
{
  XmppKeySequence *self = g_new0 (XmppKeySequence, 1);

  g_return_val_if_fail (length >= 2, NULL);

  self->form = form;
  self->length = length;
  return self;
}

void
xmpp_key_sequence_free (XmppKeySequence *self)
{
  g_free (self->seed);
  g_free (self);
}

/* Returns the key to announce. */
static char *
begin (XmppKeySequence *self)
{
  g_free (self->seed);
  self->seed = base_random_id ();
  self->next = self->length - 1;
  return xmpp_key_derive (self->form, self->seed, self->length);
}

void
xmpp_key_sequence_step (XmppKeySequence *self, char **key, char **new_key)
{
  *key = NULL;
  *new_key = NULL;
  if (self->seed == NULL) {
    *new_key = begin (self);
    return;
  }

  *key = xmpp_key_derive (self->form, self->seed, self->next--);
  /* The seed itself is never shown. */
  if (self->next == 0)
    *new_key = begin (self);
}
