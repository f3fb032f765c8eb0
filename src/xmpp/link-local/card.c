/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The strings of a TXT record, to and from what they tell. */
#include "config.h"

#include "xmpp/link-local/card.h"

#include "base/text.h"

#include <string.h>

/* A string has 255 bytes at most, with its key (RFC 6763 §6.1). */
#define MAX_STRING 255
#define MAX_NICK 128
#define MAX_STATUS 240

/* What a sane record has, several times over. */
#define MAX_STRINGS 64

static const struct {
  const char *word;
  XmppShow show;
} shows[] = {
  { "avail", XMPP_SHOW_AVAILABLE },
  { "away", XMPP_SHOW_AWAY },
  { "dnd", XMPP_SHOW_DND },
};

/* Marks that change the direction of text could make one name look like another. */
static gboolean
is_harmless (gunichar c)
{
  return !g_unichar_iscntrl (c) && c != 0x061c && c != 0x200e && c != 0x200f &&
         !(c >= 0x2028 && c <= 0x202e) && !(c >= 0x2066 && c <= 0x206f);
}

/* (nullable): NULL when nothing is left */
static char *
dup_clean (const char *bytes, gsize n_bytes, gsize max_bytes)
{
  g_autoptr (GString) clean = g_string_new (NULL);
  const char *end = bytes + n_bytes;

  if (!g_utf8_validate_len (bytes, n_bytes, NULL))
    return NULL;
  for (const char *at = bytes; at < end; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    g_string_append_unichar (clean, is_harmless (c) ? c : ' ');
  }
  g_strstrip (clean->str);
  if (base_text_is_blank (clean->str))
    return NULL;
  return g_strndup (clean->str, base_text_clip (clean->str, max_bytes));
}

static char *
dup_clean_text (const char *text, gsize max_bytes)
{
  return text != NULL ? dup_clean (text, strlen (text), max_bytes) : NULL;
}

/* There is nothing finer on the wire. */
static const char *
word_of (XmppShow show)
{
  if (show == XMPP_SHOW_XA)
    show = XMPP_SHOW_AWAY;
  for (guint i = 0; i < G_N_ELEMENTS (shows); i++)
    if (shows[i].show == show)
      return shows[i].word;
  return shows[0].word;
}

static XmppShow
show_of (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (shows); i++)
    if (g_strcmp0 (shows[i].word, word) == 0)
      return shows[i].show;
  return XMPP_SHOW_AVAILABLE;
}

XmppNearbyCard *
xmpp_nearby_card_new (XmppShow show, const char *status, const char *nick)
{
  XmppNearbyCard *self = g_new0 (XmppNearbyCard, 1);

  self->show = show_of (word_of (show));
  self->status = dup_clean_text (status, MAX_STATUS);
  self->nick = dup_clean_text (nick, MAX_NICK);
  return self;
}

void
xmpp_nearby_card_free (XmppNearbyCard *self)
{
  g_free (self->status);
  g_free (self->nick);
  g_free (self);
}

gboolean
xmpp_nearby_card_equal (const XmppNearbyCard *a, const XmppNearbyCard *b)
{
  return a->show == b->show && g_strcmp0 (a->status, b->status) == 0 &&
         g_strcmp0 (a->nick, b->nick) == 0;
}

/* (nullable): of the first string with that key, the case of which does not matter */
static char *
dup_value (GVariant *strings, const char *key, gsize max_bytes)
{
  gsize n = MIN (g_variant_n_children (strings), MAX_STRINGS);
  gsize n_key = strlen (key);

  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) string = g_variant_get_child_value (strings, i);
    gsize n_bytes;
    const char *bytes = g_variant_get_fixed_array (string, &n_bytes, 1);

    if (n_bytes > n_key && n_bytes <= MAX_STRING && bytes[n_key] == '=' &&
        g_ascii_strncasecmp (bytes, key, n_key) == 0)
      return dup_clean (bytes + n_key + 1, n_bytes - n_key - 1, max_bytes);
  }
  return NULL;
}

XmppNearbyCard *
xmpp_nearby_card_parse (GVariant *strings)
{
  XmppNearbyCard *self = g_new0 (XmppNearbyCard, 1);
  g_autofree char *status = dup_value (strings, "status", MAX_STRING);

  self->show = show_of (status);
  self->status = dup_value (strings, "msg", MAX_STATUS);
  self->nick = dup_value (strings, "nick", MAX_NICK);
  if (self->nick == NULL) {
    g_autofree char *first = dup_value (strings, "1st", MAX_NICK / 2);
    g_autofree char *last = dup_value (strings, "last", MAX_NICK / 2 - 1);

    if (first != NULL && last != NULL)
      self->nick = g_strdup_printf ("%s %s", first, last);
    else
      self->nick = g_strdup (first != NULL ? first : last);
  }
  return self;
}

/* @value: (nullable): NULL adds nothing */
static void
add (GVariantBuilder *builder, const char *key, const char *value)
{
  g_autofree char *string = g_strdup_printf ("%s=%s", key, value);

  if (value != NULL)
    g_variant_builder_add_value (
      builder, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, string, strlen (string), 1));
}

GVariant *
xmpp_nearby_card_build (const XmppNearbyCard *self, guint16 port)
{
  g_autofree char *number = g_strdup_printf ("%u", port);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  add (&builder, "txtvers", "1");
  add (&builder, "port.p2pj", number);
  add (&builder, "nick", self->nick);
  /* What iChat and those after it show. */
  add (&builder, "1st", self->nick);
  add (&builder, "status", word_of (self->show));
  add (&builder, "msg", self->status);
  return g_variant_builder_end (&builder);
}
