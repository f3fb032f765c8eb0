/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The <error/> of a stanza as a GError and back (RFC 6120 §8.3). */
#pragma once

#include "xml/element.h"

#define XMPP_STANZA_ERROR (xmpp_stanza_error_quark ())
GQuark xmpp_stanza_error_quark (void);

/* The defined conditions, RFC 6120 §8.3.3.1 to §8.3.3.22, in its order. */
typedef enum {
  XMPP_STANZA_ERROR_BAD_REQUEST,
  XMPP_STANZA_ERROR_CONFLICT,
  XMPP_STANZA_ERROR_FEATURE_NOT_IMPLEMENTED,
  XMPP_STANZA_ERROR_FORBIDDEN,
  XMPP_STANZA_ERROR_GONE,
  XMPP_STANZA_ERROR_INTERNAL_SERVER_ERROR,
  XMPP_STANZA_ERROR_ITEM_NOT_FOUND,
  XMPP_STANZA_ERROR_JID_MALFORMED,
  XMPP_STANZA_ERROR_NOT_ACCEPTABLE,
  XMPP_STANZA_ERROR_NOT_ALLOWED,
  XMPP_STANZA_ERROR_NOT_AUTHORIZED,
  XMPP_STANZA_ERROR_POLICY_VIOLATION,
  XMPP_STANZA_ERROR_RECIPIENT_UNAVAILABLE,
  XMPP_STANZA_ERROR_REDIRECT,
  XMPP_STANZA_ERROR_REGISTRATION_REQUIRED,
  XMPP_STANZA_ERROR_REMOTE_SERVER_NOT_FOUND,
  XMPP_STANZA_ERROR_REMOTE_SERVER_TIMEOUT,
  XMPP_STANZA_ERROR_RESOURCE_CONSTRAINT,
  XMPP_STANZA_ERROR_SERVICE_UNAVAILABLE,
  XMPP_STANZA_ERROR_SUBSCRIPTION_REQUIRED,
  XMPP_STANZA_ERROR_UNDEFINED_CONDITION,
  XMPP_STANZA_ERROR_UNEXPECTED_REQUEST,
} XmppStanzaErrorCode;

/* What the sender may do about it (RFC 6120 §8.3.2). */
typedef enum {
  XMPP_STANZA_ERROR_TYPE_AUTH,     /* retry with credentials */
  XMPP_STANZA_ERROR_TYPE_CANCEL,   /* do not retry */
  XMPP_STANZA_ERROR_TYPE_CONTINUE, /* it was only a warning */
  XMPP_STANZA_ERROR_TYPE_MODIFY,   /* retry with other data */
  XMPP_STANZA_ERROR_TYPE_WAIT,     /* retry later */
} XmppStanzaErrorType;

/**
 * xmpp_stanza_error_new:
 * @text: (nullable): what the <text/> says; it is sent to the peer
 *
 * An error with the type that RFC 6120 gives its condition. Made with g_set_error() instead, an
 * error of this domain has no <text/>: its message stays here.
 */
GError *xmpp_stanza_error_new (XmppStanzaErrorCode code,
                               const char *text) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_stanza_error_set_app:
 * @app: (transfer full): an element in a namespace of its own
 */
void xmpp_stanza_error_set_app (GError *error, XmlElement *app);
void xmpp_stanza_error_set_kind (GError *error, XmppStanzaErrorType type);

/**
 * xmpp_stanza_error_parse:
 * @stanza: a message, presence or iq of type 'error'
 *
 * Never %NULL: what is missing or unknown becomes undefined-condition. Text is clipped to 1024
 * octets of clean UTF-8, being the peer's own words.
 */
GError *xmpp_stanza_error_parse (const XmlElement *stanza) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_stanza_error_build:
 *
 * The <error/> for @error. Any other domain becomes internal-server-error without text, so that
 * nothing of this machine leaks.
 */
XmlElement *xmpp_stanza_error_build (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

/* All of these take an error of the domain XMPP_STANZA_ERROR. */
XmppStanzaErrorType xmpp_stanza_error_get_kind (const GError *error);
const char *xmpp_stanza_error_get_text (const GError *error);      /* (nullable) */
const char *xmpp_stanza_error_get_uri (const GError *error);       /* (nullable) gone, redirect */
const XmlElement *xmpp_stanza_error_get_app (const GError *error); /* (nullable) */
