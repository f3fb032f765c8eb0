/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A token of FAST (XEP-0484 §3.3). */
#include "config.h"

#include "xmpp/sasl/token.h"

#include "xmpp/sasl/secret.h"

#include <string.h>

#define MAX_MECHANISM 20 /* RFC 4422 §3.1 */
#define MAX_SECRET 1024

struct _XmppSaslToken {
  char *mechanism;
  char *secret;
  gint64 expiry_us;
};

static void
clear_token (gpointer data)
{
  XmppSaslToken *self = data;

  g_free (self->mechanism);
  xmpp_secret_free (self->secret);
}

static gboolean
is_word (const char *text, gsize max)
{
  return *text != '\0' && strlen (text) <= max && strpbrk (text, " \t\r\n") == NULL;
}

XmppSaslToken *
xmpp_sasl_token_new (const char *mechanism, const char *secret, gint64 expiry_us)
{
  XmppSaslToken *self;

  if (!is_word (mechanism, MAX_MECHANISM) || !is_word (secret, MAX_SECRET))
    return NULL;
  self = g_rc_box_new0 (XmppSaslToken);
  self->mechanism = g_strdup (mechanism);
  self->secret = g_strdup (secret);
  self->expiry_us = expiry_us;
  return self;
}

XmppSaslToken *
xmpp_sasl_token_ref (XmppSaslToken *self)
{
  return g_rc_box_acquire (self);
}

void
xmpp_sasl_token_unref (XmppSaslToken *self)
{
  g_rc_box_release_full (self, clear_token);
}

char *
xmpp_sasl_token_dup_text (const XmppSaslToken *self)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT " %s", self->mechanism, self->expiry_us,
                          self->secret);
}

XmppSaslToken *
xmpp_sasl_token_parse (const char *text)
{
  const char *end = strchr (text, ' ');
  g_autofree char *mechanism = end != NULL ? g_strndup (text, end - text) : NULL;
  char *rest;
  gint64 expiry_us;

  if (mechanism == NULL)
    return NULL;
  expiry_us = g_ascii_strtoll (end + 1, &rest, 10);
  if (rest == end + 1 || *rest != ' ')
    return NULL;
  return xmpp_sasl_token_new (mechanism, rest + 1, expiry_us);
}

const char *
xmpp_sasl_token_get_mechanism (const XmppSaslToken *self)
{
  return self->mechanism;
}

const char *
xmpp_sasl_token_get_secret (const XmppSaslToken *self)
{
  return self->secret;
}

gboolean
xmpp_sasl_token_is_expired (const XmppSaslToken *self, gint64 now_us)
{
  return now_us >= self->expiry_us;
}
