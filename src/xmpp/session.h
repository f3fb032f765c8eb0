/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One account's session with its server (RFC 6120, XEP-0198): it outlives the streams that carry
 * it. */

#pragma once

#include "xml/element.h"
#include "xmpp/credentials.h"
#include "xmpp/jid.h"
#include "xmpp/module.h"
#include "xmpp/session-error.h"
#include "xmpp/stream-management.h"
#include "xmpp/transport/transport.h"

#include <gio/gio.h>

/**
 * XmppSessionState:
 * @XMPP_SESSION_OFFLINE: no stream, and nothing to resume.
 * @XMPP_SESSION_CONNECTING: a stream was opened, the server has not answered yet.
 * @XMPP_SESSION_NEGOTIATING: TLS, authentication, resource binding or resumption.
 * @XMPP_SESSION_ONLINE: stanzas flow.
 * @XMPP_SESSION_SUSPENDED: the stream was lost, the server keeps the session for a while. What is
 *   sent now waits for the resumption. After the time that the server has named it is OFFLINE.
 * @XMPP_SESSION_CLOSING: we said goodbye and wait for the server, 2 s at most.
 */
typedef enum {
  XMPP_SESSION_OFFLINE,
  XMPP_SESSION_CONNECTING,
  XMPP_SESSION_NEGOTIATING,
  XMPP_SESSION_ONLINE,
  XMPP_SESSION_SUSPENDED,
  XMPP_SESSION_CLOSING,
} XmppSessionState;

#define XMPP_TYPE_SESSION_STATE (xmpp_session_state_get_type ())
GType xmpp_session_state_get_type (void);

/**
 * XmppSession:state: see XmppSessionState.
 *
 * XmppSession:jid: (nullable): the full address the server has bound, kept while suspended.
 *
 * XmppSession::message-received:
 * @stanza: (type XmlElement): a sealed `<message/>` of any type whose `from` is absent (then it
 *   comes from the account itself, RFC 6120 §8.1.2.1) or a valid address. The modules have seen it
 *   before.
 *
 * XmppSession::acked:
 * @stanza: (type XmlElement): a stanza that the server has taken over. Without stream management on
 *   the server it is emitted when the stanza goes to the transport.
 *
 * XmppSession::unsent:
 * @stanza: (type XmlElement): a `<message/>` whose fate is unknown because the session ended before
 *   the server acknowledged it, or because there was none. Each is given back once, and before
 *   XmppSession:state notifies; send it again, with the same id, once the session is ONLINE.
 *
 * XmppSession::stanza-sent:
 * XmppSession::stanza-received:
 * @element: (type XmlElement): everything that goes out and comes in after the sign-in, also
 *   what is no stanza; for a console. Nothing of the authentication is shown.
 */
#define XMPP_TYPE_SESSION (xmpp_session_get_type ())
G_DECLARE_FINAL_TYPE (XmppSession, xmpp_session, XMPP, SESSION, GObject)

/**
 * xmpp_session_new:
 * @account: the bare address to sign in as.
 * @modules: (array zero-terminated=1): types of the modules to run, see `xmpp_modules`.
 */
XmppSession *xmpp_session_new (const XmppJid *account,
                               const XmppModuleType *modules) G_GNUC_WARN_UNUSED_RESULT;

/* The resource to ask the server for at the next sign-in; NULL, as at first, lets it choose. */
void xmpp_session_set_resource (XmppSession *self, const char *resource);

/* Whether to go on where the server has no TLS, for the next sign-in; the password goes to whoever
 * listens then. FALSE at first. */
void xmpp_session_set_allow_clear (XmppSession *self, gboolean allow_clear);

/* The server keeps an archive, and what came while we were away is fetched from there: Bind 2 may be
 * used from now on, which has it drop what waits for us (XEP-0386 §3.2). */
void xmpp_session_set_reads_archive (XmppSession *self);

/* Whether nobody looks at the client (XEP-0352), for the next sign-in. FALSE at first. */
void xmpp_session_set_inactive (XmppSession *self, gboolean inactive);

/**
 * xmpp_session_start_async:
 * @transport: connected, and used by nobody else from now on.
 *
 * Signs in; only in state OFFLINE or SUSPENDED. A suspended session is resumed if the server still
 * has it, else a new one begins (`unsent` is emitted, pending queries fail with
 * XMPP_SESSION_ERROR_LOST). A failed attempt leaves a suspended session suspended.
 */
void xmpp_session_start_async (XmppSession *self,
                               XmppTransport *transport,
                               XmppCredentials *credentials,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean xmpp_session_start_finish (XmppSession *self, GAsyncResult *result, GError **error);

/**
 * xmpp_session_close_async:
 * @farewell: (transfer full) (nullable): a last stanza, such as unavailable presence with a text.
 *
 * Ends the session for good, in any state; done within 2 s even if the server stays silent. What
 * was not acknowledged by then comes back through XmppSession::unsent. Cancelling only makes it
 * faster: the session is OFFLINE afterwards in any case.
 */
void xmpp_session_close_async (XmppSession *self,
                               XmlElement *farewell,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean xmpp_session_close_finish (XmppSession *self, GAsyncResult *result, GError **error);

XmppSessionState xmpp_session_get_state (XmppSession *self);
XmppJid *xmpp_session_get_account (XmppSession *self); /* (transfer none): bare */
XmppJid *xmpp_session_get_jid (XmppSession *self);     /* (transfer none) (nullable) */

/**
 * xmpp_session_get_features:
 *
 * Returns: (nullable): the server's `<stream:features/>` after authentication.
 */
const XmlElement *xmpp_session_get_features (XmppSession *self);

/* Whether the server takes a stanza of that length, as far as it has told (XEP-0478). */
gboolean xmpp_session_allows (XmppSession *self, const XmlElement *stanza);

/**
 * xmpp_session_get_offer:
 *
 * Returns: (nullable): what the server offered before the last sign-in. A token is shown without
 * waiting for another offer, so keep it with that.
 */
const XmlElement *xmpp_session_get_offer (XmppSession *self);
void xmpp_session_set_offer (XmppSession *self, const XmlElement *offer); /* (nullable) */

/* (nullable): how the server was convinced, "SCRAM-SHA-256-PLUS"; while ONLINE. */
const char *xmpp_session_get_mechanism (XmppSession *self);

/* Whether the server was asked at the sign-in to `<enable/>` what is called @ns, as it then has to. */
gboolean xmpp_session_is_enabled (XmppSession *self, const char *ns);

/**
 * xmpp_session_get_error:
 *
 * Returns: (nullable): why the last stream or attempt ended; NULL after a close that we asked for.
 */
const GError *xmpp_session_get_error (XmppSession *self);

/**
 * xmpp_session_get_resume_location:
 *
 * Returns: (nullable): `host:port` where a suspended session is best resumed (XEP-0198 §3).
 */
const char *xmpp_session_get_resume_location (XmppSession *self);

/**
 * xmpp_session_send:
 * @stanza: (transfer full): a message or presence; sealed here, and given an id if it has none.
 *
 * While the session is suspended or being resumed the stanza waits. When there is no session, or
 * 500 stanzas wait already, a message comes back through XmppSession::unsent at once and anything
 * else is dropped. A top-level element that is no stanza is sent if the session is ONLINE; it is
 * neither counted nor repeated.
 */
void xmpp_session_send (XmppSession *self, XmlElement *stanza);

/**
 * xmpp_session_hold:
 *
 * While a stanza is being announced, by XmppSession::message-received or to a module: says that it
 * is not handled when the call ends. As long as it is held the server is not told that we have it
 * (XEP-0198), so it sends it again if we die; what came after it waits as well. So only hold it for
 * what takes a moment, as writing it to the disk.
 *
 * Returns: (transfer full) (nullable): %NULL if the server does not want to know.
 */
XmppHold *xmpp_session_hold (XmppSession *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_session_release:
 * @hold: (transfer full) (nullable)
 * @error: (nullable): why the stanza could not be handled. Then the stream ends because of it, and
 *   the server has the stanza still.
 */
void xmpp_session_release (XmppSession *self, XmppHold *hold, const GError *error);

/**
 * xmpp_session_query_async:
 * @type: "get" or "set".
 * @to: (nullable): NULL asks the account itself (RFC 6120 §10.3.3).
 * @payload: (transfer full)
 *
 * The answer is matched on id *and* sender (RFC 6120 §8.2.3). Fails with the XMPP_STANZA_ERROR that
 * was answered, XMPP_SESSION_ERROR_TIMEOUT after 60 s, XMPP_SESSION_ERROR_LOST when the session
 * ends, XMPP_SESSION_ERROR_OFFLINE when there is none.
 */
void xmpp_session_query_async (XmppSession *self,
                               const char *type,
                               const XmppJid *to,
                               XmlElement *payload,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * xmpp_session_query_finish:
 *
 * Returns: (transfer full): the whole `<iq type='result'/>`, sealed.
 */
XmlElement *xmpp_session_query_finish (XmppSession *self,
                                       GAsyncResult *result,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_session_check:
 *
 * Asks the server for a sign of life now, and gives the link up if none comes within 10 s. To be
 * called when the network has changed or the machine has woken up.
 */
void xmpp_session_check (XmppSession *self);

/**
 * xmpp_session_is_from_account:
 *
 * Whether @stanza was sent by our own account at our server: `from` is absent or our bare address.
 * Roster pushes (RFC 6121 §2.1.6), carbons (XEP-0280 §11) and the like are to be dropped otherwise.
 */
gboolean xmpp_session_is_from_account (XmppSession *self, const XmlElement *stanza);

/**
 * xmpp_session_get_module:
 *
 * Returns: (transfer none) (nullable): the session's module of @type.
 */
gpointer xmpp_session_get_module (XmppSession *self, GType type);

/**
 * xmpp_session_dup_features:
 *
 * What service discovery shall announce: the features of all modules and `node+notify` for each of
 * their XMPP_ON_PEP handlers, sorted, each once.
 */
char **xmpp_session_dup_features (XmppSession *self) G_GNUC_WARN_UNUSED_RESULT;
