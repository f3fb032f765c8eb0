/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preparation of user names and free text after PRECIS (RFC 8264, RFC 8265), derived from ICU. */
#pragma once

#include <glib.h>

#define XMPP_PRECIS_ERROR (xmpp_precis_error_quark ())
GQuark xmpp_precis_error_quark (void);

/**
 * XmppPrecisError:
 * @XMPP_PRECIS_ERROR_ENCODING: the text is not UTF-8
 * @XMPP_PRECIS_ERROR_EMPTY: nothing is left after preparation
 * @XMPP_PRECIS_ERROR_DISALLOWED: a code point is not in the string class, or not where it stands
 * @XMPP_PRECIS_ERROR_BIDI: the directions are mixed against RFC 5893 §2
 */
typedef enum {
  XMPP_PRECIS_ERROR_ENCODING,
  XMPP_PRECIS_ERROR_EMPTY,
  XMPP_PRECIS_ERROR_DISALLOWED,
  XMPP_PRECIS_ERROR_BIDI,
} XmppPrecisError;

/* The derived property of a code point (RFC 8264 §8). */
typedef enum {
  XMPP_PRECIS_PVALID,     /* in both string classes */
  XMPP_PRECIS_FREE_PVAL,  /* in the FreeformClass only; the RFC's "ID_DIS or FREE_PVAL" */
  XMPP_PRECIS_CONTEXTJ,   /* a joiner, in both classes if its context allows */
  XMPP_PRECIS_CONTEXTO,   /* another one that depends on its context */
  XMPP_PRECIS_DISALLOWED, /* in no class */
  XMPP_PRECIS_UNASSIGNED, /* in no class yet */
} XmppPrecisProperty;

XmppPrecisProperty xmpp_precis_property (gunichar code_point);

/**
 * xmpp_precis_username:
 * @n_bytes: length of @text, or -1 if it ends with a NUL
 *
 * Enforces UsernameCaseMapped (RFC 8265 §3.3): maps width and case, normalises to NFC.
 */
char *
xmpp_precis_username (const char *text, gssize n_bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_precis_opaque:
 * @n_bytes: length of @text, or -1 if it ends with a NUL
 *
 * Enforces OpaqueString (RFC 8265 §4.2): maps every space to U+0020, normalises to NFC.
 */
char *
xmpp_precis_opaque (const char *text, gssize n_bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
