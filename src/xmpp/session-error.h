/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why a session, or a request in it, came to nothing. */

#pragma once

#include <glib.h>

/**
 * XmppSessionError:
 * @XMPP_SESSION_ERROR_OFFLINE: there is no stream to send on.
 * @XMPP_SESSION_ERROR_LOST: the session ended before the answer came; the server may or may not
 *   have acted.
 * @XMPP_SESSION_ERROR_TIMEOUT: no answer within 60 s, or a step of the negotiation took over 20 s.
 * @XMPP_SESSION_ERROR_SILENT: the link seems up but the server answers no more.
 * @XMPP_SESSION_ERROR_CLOSED: the server closed the stream and gave no reason.
 * @XMPP_SESSION_ERROR_PROTOCOL: the server broke the rules of XEP-0198.
 * @XMPP_SESSION_ERROR_FULL: too much waits to be sent already.
 *
 * What the server itself says comes as XMPP_STREAM_ERROR, a failed sign-in in the negotiator's and
 * SASL's own domains, a broken link as G_IO_ERROR or G_TLS_ERROR.
 */
typedef enum {
  XMPP_SESSION_ERROR_OFFLINE,
  XMPP_SESSION_ERROR_LOST,
  XMPP_SESSION_ERROR_TIMEOUT,
  XMPP_SESSION_ERROR_SILENT,
  XMPP_SESSION_ERROR_CLOSED,
  XMPP_SESSION_ERROR_PROTOCOL,
  XMPP_SESSION_ERROR_FULL,
} XmppSessionError;

#define XMPP_SESSION_ERROR (xmpp_session_error_quark ())
GQuark xmpp_session_error_quark (void);
