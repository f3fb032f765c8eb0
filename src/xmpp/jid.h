/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An XMPP address, prepared once and immutable from then on (RFC 7622). */
#pragma once

#include <glib-object.h>

/**
 * XmppJid:
 *
 * An address `local@domain/resource`; the domain is always there, the other two may be absent.
 * It is an immutable, atomically reference-counted boxed value: share it by reference, from any
 * thread. Equal addresses have equal strings, because every part was prepared when it was parsed:
 *
 * - the local part with UsernameCaseMapped (RFC 8265 §3.3), without `" & ' / : < > @`;
 * - the domain with UTS #46, non-transitional, kept as Unicode; one trailing dot is dropped and an
 *   IPv6 literal is written as RFC 5952 wants it;
 * - the resource with OpaqueString (RFC 8265 §4.2).
 *
 * Each part has 1 to 1023 octets of UTF-8 after preparation.
 */
typedef struct _XmppJid XmppJid;

#define XMPP_TYPE_JID (xmpp_jid_get_type ())
GType xmpp_jid_get_type (void);

#define XMPP_JID_ERROR (xmpp_jid_error_quark ())
GQuark xmpp_jid_error_quark (void);

/**
 * XmppJidError:
 * @XMPP_JID_ERROR_EMPTY: a part that is announced by its separator (or the domain) has no content
 * @XMPP_JID_ERROR_TOO_LONG: a part has more than 1023 octets
 * @XMPP_JID_ERROR_LOCALPART: the local part has characters it must not have
 * @XMPP_JID_ERROR_DOMAIN: the domain is neither a domain name nor an IP address
 * @XMPP_JID_ERROR_RESOURCE: the resource has characters it must not have
 */
typedef enum {
  XMPP_JID_ERROR_EMPTY,
  XMPP_JID_ERROR_TOO_LONG,
  XMPP_JID_ERROR_LOCALPART,
  XMPP_JID_ERROR_DOMAIN,
  XMPP_JID_ERROR_RESOURCE,
} XmppJidError;

/**
 * xmpp_jid_parse:
 *
 * Prepares @text strictly after RFC 7622: for what a person types. Surrounding white space is part
 * of the text, so strip it before.
 */
XmppJid *xmpp_jid_parse (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_jid_parse_wire:
 *
 * Prepares @text like xmpp_jid_parse(), but forgives what servers that still run stringprep
 * (RFC 6122) let through: for what a server sends and for what was stored from it.
 *
 * Forgiven are exactly these reasons, and the part concerned is then kept as it came, octet for
 * octet, while the other parts are prepared as usual:
 *
 * - in the local part and the resource, a code point outside the PRECIS class (symbols,
 * compatibility characters, unassigned ones such as the newest emoji, joiners out of context);
 * - in the local part, a breach of the bidi rule (RFC 5893 §2).
 *
 * Never forgiven are: text that is not UTF-8; empty or overlong parts; the characters
 * `" & ' / : < > @` in a local part; any error in the domain; and in any part what stringprep
 * refuses everywhere and what could deceive the eye: control characters, line and paragraph
 * separators, noncharacters, marks that change the direction of text (U+200E, U+200F, U+202A to
 * U+202E, U+2066 to U+206F), U+0340, U+0341 and U+FFF9 to U+FFFC.
 */
XmppJid *xmpp_jid_parse_wire (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

XmppJid *xmpp_jid_ref (const XmppJid *self);
void xmpp_jid_unref (XmppJid *self);

/**
 * xmpp_jid_bare:
 *
 * The address without its resource; @self itself if it has none.
 */
XmppJid *xmpp_jid_bare (const XmppJid *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_jid_server:
 *
 * The address of the server or service: the domain alone; @self itself if it is no more.
 */
XmppJid *xmpp_jid_server (const XmppJid *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_jid_with_resource:
 *
 * The bare address of @self with @resource, which is prepared strictly.
 */
XmppJid *xmpp_jid_with_resource (const XmppJid *self,
                                 const char *resource,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *xmpp_jid_local (const XmppJid *self);    /* (nullable) */
const char *xmpp_jid_domain (const XmppJid *self);   /* Unicode; an IPv6 literal has its brackets */
const char *xmpp_jid_resource (const XmppJid *self); /* (nullable) */
const char *xmpp_jid_string (const XmppJid *self);

/**
 * xmpp_jid_dup_host:
 *
 * The domain as the network wants it: A-labels for DNS and TLS, an IPv6 address without brackets.
 */
char *xmpp_jid_dup_host (const XmppJid *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean xmpp_jid_is_bare (const XmppJid *self); /* has no resource */

gboolean xmpp_jid_equal (gconstpointer a, gconstpointer b); /* GEqualFunc */
gboolean xmpp_jid_equal_bare (const XmppJid *a, const XmppJid *b);
guint xmpp_jid_hash (gconstpointer jid); /* GHashFunc */

/**
 * xmpp_jid_compare:
 *
 * A total order by octets: domain, local part, resource; an absent part comes first. So all
 * addresses of one server, and all resources of one account, stand together.
 */
int xmpp_jid_compare (gconstpointer a, gconstpointer b); /* GCompareFunc */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppJid, xmpp_jid_unref)
