/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Typed accessors and constructors for the three stanzas (RFC 6120 §8, RFC 6121 §4, §5). */
#pragma once

#include "xml/element.h"
#include "xmpp/jid.h"

typedef enum {
  XMPP_STANZA_OTHER, /* no stanza: a nonza such as XEP-0198's <a/> */
  XMPP_STANZA_MESSAGE,
  XMPP_STANZA_PRESENCE,
  XMPP_STANZA_IQ,
} XmppStanzaKind;

typedef enum {
  XMPP_MESSAGE_NORMAL,
  XMPP_MESSAGE_CHAT,
  XMPP_MESSAGE_GROUPCHAT,
  XMPP_MESSAGE_HEADLINE,
  XMPP_MESSAGE_ERROR,
} XmppMessageType;

typedef enum {
  XMPP_PRESENCE_AVAILABLE,
  XMPP_PRESENCE_UNAVAILABLE,
  XMPP_PRESENCE_SUBSCRIBE,
  XMPP_PRESENCE_SUBSCRIBED,
  XMPP_PRESENCE_UNSUBSCRIBE,
  XMPP_PRESENCE_UNSUBSCRIBED,
  XMPP_PRESENCE_PROBE,
  XMPP_PRESENCE_ERROR,
  XMPP_PRESENCE_INVALID, /* an unknown type: ignore the stanza (RFC 6121 §4.7.1) */
} XmppPresenceType;

typedef enum {
  XMPP_IQ_GET,
  XMPP_IQ_SET,
  XMPP_IQ_RESULT,
  XMPP_IQ_ERROR,
  XMPP_IQ_INVALID, /* no type or an unknown one: bad-request (RFC 6120 §8.2.3) */
} XmppIqType;

/**
 * XmppShow:
 *
 * How available somebody is (RFC 6121 §4.7.2.1), from the most to the least.
 */
typedef enum {
  XMPP_SHOW_CHAT,
  XMPP_SHOW_AVAILABLE, /* no <show/> */
  XMPP_SHOW_AWAY,
  XMPP_SHOW_XA,
  XMPP_SHOW_DND,
} XmppShow;

#define XMPP_TYPE_SHOW (xmpp_show_get_type ())
GType xmpp_show_get_type (void);

XmppStanzaKind xmpp_stanza_kind (const XmlElement *stanza);

/* An unknown or absent type is normal (RFC 6121 §5.2.2). */
XmppMessageType xmpp_message_type (const XmlElement *message);
XmppPresenceType xmpp_presence_type (const XmlElement *presence);
XmppIqType xmpp_iq_type (const XmlElement *iq);

const char *xmpp_stanza_id (const XmlElement *stanza); /* (nullable) */

/**
 * xmpp_stanza_parse_from:
 * @from: (out) (nullable): the address, or %NULL if the attribute is absent
 *
 * Reads the sender leniently (see xmpp_jid_parse_wire()). A malformed address is an error and not
 * an absent one, because an absent sender means our own server and is trusted.
 */
gboolean xmpp_stanza_parse_from (const XmlElement *stanza, XmppJid **from, GError **error);
gboolean xmpp_stanza_parse_to (const XmlElement *stanza, XmppJid **to, GError **error);

/**
 * xmpp_stanza_dup_from:
 *
 * The sender, or %NULL if it is absent or malformed: only for stanzas whose addresses were checked
 * already, as those are which the session hands to its modules.
 */
XmppJid *xmpp_stanza_dup_from (const XmlElement *stanza) G_GNUC_WARN_UNUSED_RESULT;
XmppJid *xmpp_stanza_dup_to (const XmlElement *stanza) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_stanza_find_in_language:
 * @name: a child that may stand there once for each language
 * @languages: (nullable): language tags, best first, as of g_get_language_names() with hyphens
 *
 * The child whose xml:lang fits best; else the one in the stanza's own language; else the first.
 *
 * Returns: (transfer none) (nullable)
 */
const XmlElement *xmpp_stanza_find_in_language (const XmlElement *stanza,
                                                const char *name,
                                                const char *ns,
                                                const char *const *languages);

/* The text of that child, in the stanza's own namespace. %NULL if there is none. It is plain text,
 * never markup. */
char *xmpp_stanza_dup_text (const XmlElement *stanza,
                            const char *name,
                            const char *const *languages) G_GNUC_WARN_UNUSED_RESULT;

/* message: body and subject come in languages (RFC 6121 §5.2.3, §5.2.4). */
char *xmpp_message_dup_body (const XmlElement *message,
                             const char *const *languages) G_GNUC_WARN_UNUSED_RESULT;
char *xmpp_message_dup_subject (const XmlElement *message,
                                const char *const *languages) G_GNUC_WARN_UNUSED_RESULT;
char *xmpp_message_dup_thread (const XmlElement *message) G_GNUC_WARN_UNUSED_RESULT;

/* presence: an unknown show is available; a bad priority is 0 (RFC 6121 §4.7.2). */
XmppShow xmpp_presence_show (const XmlElement *presence);
char *xmpp_presence_dup_status (const XmlElement *presence,
                                const char *const *languages) G_GNUC_WARN_UNUSED_RESULT;
int xmpp_presence_priority (const XmlElement *presence); /* -128 … 127 */

/* The first child of an iq that is no error: its payload. (nullable) */
const XmlElement *xmpp_iq_payload (const XmlElement *iq);

/**
 * xmpp_message_new:
 * @to: (nullable): the addressee, our own account if %NULL
 *
 * A message without an id; set one with xml_element_set() if an answer is to be recognised.
 */
XmlElement *xmpp_message_new (XmppMessageType type, const XmppJid *to) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_message_set_body (XmlElement *message, const char *body);       /* (nullable) */
void xmpp_message_set_subject (XmlElement *message, const char *subject); /* (nullable) */
void xmpp_message_set_thread (XmlElement *message, const char *thread);   /* (nullable) */

XmlElement *xmpp_presence_new (XmppPresenceType type, const XmppJid *to) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_presence_set_show (XmlElement *presence, XmppShow show);
void xmpp_presence_set_status (XmlElement *presence, const char *status); /* (nullable) */
void xmpp_presence_set_priority (XmlElement *presence, int priority);     /* -128 … 127 */

/**
 * xmpp_iq_new:
 * @type: "get" or "set"
 * @to: (nullable): the addressee, our own account if %NULL
 * @payload: (transfer full): its one child
 *
 * A request without an id, which whoever waits for the reply gives it.
 */
XmlElement *
xmpp_iq_new (const char *type, const XmppJid *to, XmlElement *payload) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_iq_new_result:
 * @payload: (transfer full) (nullable): the child of the reply
 *
 * The reply to @request, with its id and back to its sender (RFC 6120 §8.2.3).
 */
XmlElement *xmpp_iq_new_result (const XmlElement *request,
                                XmlElement *payload) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_stanza_new_error:
 *
 * The error answer to @stanza, of the same kind, with its id and back to its sender; @error is
 * built by xmpp_stanza_error_build(). An error must never be answered with an error.
 */
XmlElement *xmpp_stanza_new_error (const XmlElement *stanza,
                                   const GError *error) G_GNUC_WARN_UNUSED_RESULT;
