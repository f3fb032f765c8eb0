/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Typed accessors and constructors for the three stanzas (RFC 6120 §8, RFC 6121 §4, §5). */
#include "config.h"

#include "xmpp/stanza.h"

#include "xmpp/ns.h"
#include "xmpp/stanza-error.h"

#include <string.h>

static const char *const message_types[] = {
  [XMPP_MESSAGE_NORMAL] = "normal",       [XMPP_MESSAGE_CHAT] = "chat",
  [XMPP_MESSAGE_GROUPCHAT] = "groupchat", [XMPP_MESSAGE_HEADLINE] = "headline",
  [XMPP_MESSAGE_ERROR] = "error",
};

static const char *const presence_types[] = {
  [XMPP_PRESENCE_AVAILABLE] = NULL, /* no attribute */
  [XMPP_PRESENCE_UNAVAILABLE] = "unavailable",
  [XMPP_PRESENCE_SUBSCRIBE] = "subscribe",
  [XMPP_PRESENCE_SUBSCRIBED] = "subscribed",
  [XMPP_PRESENCE_UNSUBSCRIBE] = "unsubscribe",
  [XMPP_PRESENCE_UNSUBSCRIBED] = "unsubscribed",
  [XMPP_PRESENCE_PROBE] = "probe",
  [XMPP_PRESENCE_ERROR] = "error",
};

static const char *const iq_types[] = {
  [XMPP_IQ_GET] = "get",
  [XMPP_IQ_SET] = "set",
  [XMPP_IQ_RESULT] = "result",
  [XMPP_IQ_ERROR] = "error",
};

static const char *const shows[] = {
  [XMPP_SHOW_CHAT] = "chat", [XMPP_SHOW_AVAILABLE] = NULL, /* no element */
  [XMPP_SHOW_AWAY] = "away", [XMPP_SHOW_XA] = "xa",        [XMPP_SHOW_DND] = "dnd",
};

G_DEFINE_ENUM_TYPE (XmppShow,
                    xmpp_show,
                    G_DEFINE_ENUM_VALUE (XMPP_SHOW_CHAT, "chat"),
                    G_DEFINE_ENUM_VALUE (XMPP_SHOW_AVAILABLE, "available"),
                    G_DEFINE_ENUM_VALUE (XMPP_SHOW_AWAY, "away"),
                    G_DEFINE_ENUM_VALUE (XMPP_SHOW_XA, "xa"),
                    G_DEFINE_ENUM_VALUE (XMPP_SHOW_DND, "dnd"))

/* The place of @name in @names, @otherwise if it has none. */
static guint
look_up (const char *const *names, gsize n_names, const char *name, guint otherwise)
{
  for (guint i = 0; i < n_names; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  return otherwise;
}

static gboolean
parse_address (const XmlElement *stanza, const char *attr, XmppJid **address, GError **error)
{
  const char *text = xml_element_get (stanza, attr);
  XmppJid *parsed = NULL;

  if (text != NULL) {
    parsed = xmpp_jid_parse_wire (text, error);
    if (parsed == NULL)
      return FALSE;
  }
  *address = parsed;
  return TRUE;
}

static XmppJid *
dup_address (const XmlElement *stanza, const char *attr)
{
  const char *text = xml_element_get (stanza, attr);

  return text != NULL ? xmpp_jid_parse_wire (text, NULL) : NULL;
}

/* Whether the language @tag lies in @range: "de-AT" in "de" (RFC 4647 §3.3.1). */
static gboolean
is_in_range (const char *tag, const char *range)
{
  gsize n = strlen (range);

  return g_ascii_strncasecmp (tag, range, n) == 0 && (tag[n] == '\0' || tag[n] == '-');
}

/* How well @lang fits: the place among @languages, then our own language, then any. */
static guint
rank_language (const char *lang, const char *const *languages)
{
  guint i = 0;

  for (; languages != NULL && languages[i] != NULL; i++)
    if (lang != NULL && is_in_range (lang, languages[i]))
      return i;
  return lang == NULL ? i : i + 1;
}

static XmlElement *
stanza_new (const char *name, const char *type, const XmppJid *to)
{
  XmlElement *stanza = xml_element_new (name, XMPP_NS_CLIENT);

  xml_element_set (stanza, "type", type);
  return xml_element_set (stanza, "to", to != NULL ? xmpp_jid_string (to) : NULL);
}

static XmlElement *
reply_new (const XmlElement *stanza, const char *type)
{
  XmlElement *reply = xml_element_new (xml_element_get_name (stanza), XMPP_NS_CLIENT);

  xml_element_set (reply, "type", type);
  xml_element_set (reply, "to", xml_element_get (stanza, "from"));
  return xml_element_set (reply, "id", xml_element_get (stanza, "id"));
}

XmppStanzaKind
xmpp_stanza_kind (const XmlElement *stanza)
{
  g_return_val_if_fail (stanza != NULL, XMPP_STANZA_OTHER);

  if (xml_element_is (stanza, "message", XMPP_NS_CLIENT))
    return XMPP_STANZA_MESSAGE;
  if (xml_element_is (stanza, "presence", XMPP_NS_CLIENT))
    return XMPP_STANZA_PRESENCE;
  if (xml_element_is (stanza, "iq", XMPP_NS_CLIENT))
    return XMPP_STANZA_IQ;
  return XMPP_STANZA_OTHER;
}

XmppMessageType
xmpp_message_type (const XmlElement *message)
{
  return look_up (message_types, G_N_ELEMENTS (message_types), xml_element_get (message, "type"),
                  XMPP_MESSAGE_NORMAL);
}

XmppPresenceType
xmpp_presence_type (const XmlElement *presence)
{
  return look_up (presence_types, G_N_ELEMENTS (presence_types), xml_element_get (presence, "type"),
                  XMPP_PRESENCE_INVALID);
}

XmppIqType
xmpp_iq_type (const XmlElement *iq)
{
  return look_up (iq_types, G_N_ELEMENTS (iq_types), xml_element_get (iq, "type"), XMPP_IQ_INVALID);
}

const char *
xmpp_stanza_id (const XmlElement *stanza)
{
  return xml_element_get (stanza, "id");
}

gboolean
xmpp_stanza_parse_from (const XmlElement *stanza, XmppJid **from, GError **error)
{
  return parse_address (stanza, "from", from, error);
}

gboolean
xmpp_stanza_parse_to (const XmlElement *stanza, XmppJid **to, GError **error)
{
  return parse_address (stanza, "to", to, error);
}

XmppJid *
xmpp_stanza_dup_from (const XmlElement *stanza)
{
  return dup_address (stanza, "from");
}

XmppJid *
xmpp_stanza_dup_to (const XmlElement *stanza)
{
  return dup_address (stanza, "to");
}

const XmlElement *
xmpp_stanza_find_in_language (const XmlElement *stanza,
                              const char *name,
                              const char *ns,
                              const char *const *languages)
{
  XmlIter iter = { .parent = stanza, .name = name, .ns = ns };
  const char *inherited = xml_element_get_lang (stanza);
  const XmlElement *child, *best = NULL;
  guint best_rank = G_MAXUINT;

  while (xml_iter_next (&iter, &child)) {
    const char *lang = xml_element_get_lang (child);
    guint rank;

    /* The stanza's own language needs no name to be one that was asked for, nor to be its own. */
    rank = rank_language (lang != NULL ? lang : inherited, languages);
    if (lang == NULL || g_strcmp0 (lang, inherited) == 0)
      rank = MIN (rank, rank_language (NULL, languages));

    if (rank < best_rank) {
      best = child;
      best_rank = rank;
    }
  }
  return best;
}

char *
xmpp_stanza_dup_text (const XmlElement *stanza, const char *name, const char *const *languages)
{
  const XmlElement *best =
    xmpp_stanza_find_in_language (stanza, name, xml_element_get_ns (stanza), languages);

  return best != NULL ? xml_element_dup_text (best) : NULL;
}

char *
xmpp_message_dup_body (const XmlElement *message, const char *const *languages)
{
  return xmpp_stanza_dup_text (message, "body", languages);
}

char *
xmpp_message_dup_subject (const XmlElement *message, const char *const *languages)
{
  return xmpp_stanza_dup_text (message, "subject", languages);
}

char *
xmpp_message_dup_thread (const XmlElement *message)
{
  return xml_element_dup_child_text (message, "thread", xml_element_get_ns (message));
}

XmppShow
xmpp_presence_show (const XmlElement *presence)
{
  g_autofree char *show =
    xml_element_dup_child_text (presence, "show", xml_element_get_ns (presence));

  return look_up (shows, G_N_ELEMENTS (shows), show, XMPP_SHOW_AVAILABLE);
}

char *
xmpp_presence_dup_status (const XmlElement *presence, const char *const *languages)
{
  return xmpp_stanza_dup_text (presence, "status", languages);
}

int
xmpp_presence_priority (const XmlElement *presence)
{
  g_autofree char *text =
    xml_element_dup_child_text (presence, "priority", xml_element_get_ns (presence));
  gint64 priority = 0;

  if (text != NULL)
    g_ascii_string_to_signed (g_strstrip (text), 10, -128, 127, &priority, NULL);
  return priority;
}

const XmlElement *
xmpp_iq_payload (const XmlElement *iq)
{
  XmlIter iter = { .parent = iq };
  const XmlElement *child;

  while (xml_iter_next (&iter, &child))
    if (!xml_element_is (child, "error", xml_element_get_ns (iq)))
      return child;
  return NULL;
}

XmlElement *
xmpp_message_new (XmppMessageType type, const XmppJid *to)
{
  g_return_val_if_fail ((gsize) type < G_N_ELEMENTS (message_types), NULL);

  return stanza_new ("message", type == XMPP_MESSAGE_NORMAL ? NULL : message_types[type], to);
}

void
xmpp_message_set_body (XmlElement *message, const char *body)
{
  xml_element_add_text_child (message, "body", NULL, body);
}

void
xmpp_message_set_subject (XmlElement *message, const char *subject)
{
  xml_element_add_text_child (message, "subject", NULL, subject);
}

void
xmpp_message_set_thread (XmlElement *message, const char *thread)
{
  xml_element_add_text_child (message, "thread", NULL, thread);
}

XmlElement *
xmpp_presence_new (XmppPresenceType type, const XmppJid *to)
{
  g_return_val_if_fail ((gsize) type < G_N_ELEMENTS (presence_types), NULL);

  return stanza_new ("presence", presence_types[type], to);
}

void
xmpp_presence_set_show (XmlElement *presence, XmppShow show)
{
  g_return_if_fail ((gsize) show < G_N_ELEMENTS (shows));

  xml_element_add_text_child (presence, "show", NULL, shows[show]);
}

void
xmpp_presence_set_status (XmlElement *presence, const char *status)
{
  xml_element_add_text_child (presence, "status", NULL, status);
}

void
xmpp_presence_set_priority (XmlElement *presence, int priority)
{
  char text[8];

  g_return_if_fail (priority >= -128 && priority <= 127);

  g_snprintf (text, sizeof text, "%d", priority);
  xml_element_add_text_child (presence, "priority", NULL, text);
}

XmlElement *
xmpp_iq_new (const char *type, const XmppJid *to, XmlElement *payload)
{
  g_return_val_if_fail (g_str_equal (type, "get") || g_str_equal (type, "set"), NULL);
  g_return_val_if_fail (payload != NULL, NULL);

  return xml_element_take (stanza_new ("iq", type, to), payload);
}

XmlElement *
xmpp_iq_new_result (const XmlElement *request, XmlElement *payload)
{
  XmlElement *result;

  g_return_val_if_fail (xmpp_stanza_kind (request) == XMPP_STANZA_IQ, NULL);

  result = reply_new (request, "result");
  if (payload != NULL)
    xml_element_take (result, payload);
  return result;
}

XmlElement *
xmpp_stanza_new_error (const XmlElement *stanza, const GError *error)
{
  g_return_val_if_fail (xmpp_stanza_kind (stanza) != XMPP_STANZA_OTHER, NULL);
  g_return_val_if_fail (g_strcmp0 (xml_element_get (stanza, "type"), "error") != 0, NULL);

  return xml_element_take (reply_new (stanza, "error"), xmpp_stanza_error_build (error));
}
