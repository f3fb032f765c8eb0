/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the first stream header to a session that stanzas can flow on: TLS, authentication, resource
 * binding, stream management (RFC 6120 §4.3, §5 to §7; XEP-0198). No I/O: elements in, elements
 * out. */
#pragma once

#include "xml/element.h"
#include "xmpp/credentials.h"
#include "xmpp/jid.h"
#include "xmpp/sasl/bindings.h"

/**
 * XmppNegotiationError:
 * @XMPP_NEGOTIATION_ERROR_NO_TLS: the server offers no encryption, or somebody between has taken
 *   the offer away.
 * @XMPP_NEGOTIATION_ERROR_TLS_REFUSED: the server offers encryption but refuses to begin it.
 * @XMPP_NEGOTIATION_ERROR_OLD_SERVER: the stream has no version 1.0, so it has no features either.
 * @XMPP_NEGOTIATION_ERROR_NO_FEATURE: the server offers no authentication or no resource binding.
 * @XMPP_NEGOTIATION_ERROR_BIND: the server gave us an address that is not this account's.
 * @XMPP_NEGOTIATION_ERROR_UNEXPECTED: the server sent what cannot come at that point.
 * @XMPP_NEGOTIATION_ERROR_ENDLESS: the server goes on and on without an end.
 * @XMPP_NEGOTIATION_ERROR_TASK: the password was right, but the server wants something more that we
 *   cannot do, such as a second factor; the message names it.
 */
typedef enum {
  XMPP_NEGOTIATION_ERROR_NO_TLS,
  XMPP_NEGOTIATION_ERROR_TLS_REFUSED,
  XMPP_NEGOTIATION_ERROR_OLD_SERVER,
  XMPP_NEGOTIATION_ERROR_NO_FEATURE,
  XMPP_NEGOTIATION_ERROR_BIND,
  XMPP_NEGOTIATION_ERROR_UNEXPECTED,
  XMPP_NEGOTIATION_ERROR_ENDLESS,
  XMPP_NEGOTIATION_ERROR_TASK,
} XmppNegotiationError;

#define XMPP_NEGOTIATION_ERROR (xmpp_negotiation_error_quark ())
GQuark xmpp_negotiation_error_quark (void);

/**
 * XmppStep:
 * @XMPP_STEP_WAIT: nothing to do but to wait for the next element.
 * @XMPP_STEP_RESTART: open the stream (again) with xmpp_negotiator_dup_header().
 * @XMPP_STEP_SECURE: do the TLS handshake now, then call xmpp_negotiator_secured().
 * @XMPP_STEP_DERIVE: run xmpp_negotiator_take_key_request() in a thread, then call
 *   xmpp_negotiator_supply_key().
 * @XMPP_STEP_READY: done; see xmpp_negotiator_get_result().
 * @XMPP_STEP_FAILED: done for; the error is set. Close the stream.
 *
 * What to do next. Before that, and whatever the step is, send all that xmpp_negotiator_pop() gives.
 */
typedef enum {
  XMPP_STEP_WAIT,
  XMPP_STEP_RESTART,
  XMPP_STEP_SECURE,
  XMPP_STEP_DERIVE,
  XMPP_STEP_READY,
  XMPP_STEP_FAILED,
} XmppStep;

/**
 * XmppResumption:
 *
 * A former session that the server may still have (XEP-0198 §5).
 */
typedef struct {
  const char *id;
  guint32 h;    /* how many stanzas of the server were handled in it */
  XmppJid *jid; /* the full address it was bound to */
} XmppResumption;

/**
 * XmppNegotiation:
 * @account: the bare address to sign in as.
 * @credentials: the negotiator remembers derived keys and the strength of the sign-in in it.
 * @resource: (nullable): the resource to ask for; %NULL lets the server choose.
 * @resume: (nullable): the session to resume; a new one is begun if the server no longer has it.
 * @no_resumption: over this road no session is resumed, neither @resume nor later the new one, which
 *   the server need not keep for it then.
 * @bind_inline: whether Bind 2 may be used (XEP-0386): it has the server drop the messages that wait
 *   for us, so only if they are fetched from the archive; and it leaves the resource to the server.
 * @enable: (nullable): the namespaces of what to `<enable/>` with that, if the server can; ends with
 *   %NULL.
 * @inactive: nobody looks at the client (XEP-0352); told with that, too.
 * @allow_clear: whether to go on without TLS if the server has none.
 * @secure: (nullable): the bindings of a transport that is secure from its first byte (direct TLS,
 *   wss); %NULL if TLS is still to be begun with STARTTLS, as it then always will be.
 * @known: (nullable): what the server offered at the last sign-in, before it.
 * @nonce: (nullable): the client's nonce for SCRAM; only tests set it, else it is random.
 * @signed_in: there is no server to sign in to, and no secret to be kept from anybody: to begin with
 *   resource binding.
 * @stop_when_secure: to be READY once there is TLS and the features are known, without signing in:
 *   there is no account yet, and @account is its server.
 *
 * What the negotiation starts from; all of it is copied.
 */
typedef struct {
  XmppJid *account;
  XmppCredentials *credentials;
  const char *resource;
  const XmppResumption *resume;
  gboolean no_resumption;
  gboolean allow_clear;
  gboolean bind_inline;
  const char *const *enable;
  gboolean inactive;
  const XmppBindings *secure;
  XmlElement *known;
  const char *nonce;
  gboolean signed_in;
  gboolean stop_when_secure;
} XmppNegotiation;

typedef enum {
  XMPP_RESUME_NOT_TRIED, /* there was nothing to resume */
  XMPP_RESUME_DONE,
  XMPP_RESUME_REFUSED, /* a new session was begun instead */
} XmppResumeOutcome;

/**
 * XmppNegotiated:
 * @jid: the full address; %NULL after @stop_when_secure.
 * @resume: what has become of the former session.
 * @has_h: whether @h is known; always if it was resumed, perhaps if it was refused.
 * @h: how many of our stanzas the server has handled in the former session.
 * @managed: whether stream management is on: both counters of a new session are zero now.
 * @counts_early: whether what xmpp_negotiator_pop_early() gives counts for that.
 * @sm_id: (nullable): the id to resume this session with; %NULL if it cannot be resumed.
 * @sm_max_s: for how long it can be, in seconds; 0 if the server does not tell.
 * @sm_location: (nullable): `host:port` to reconnect to, the server's own words.
 * @enabled: (nullable): the namespaces of what the server was asked to `<enable/>`, as it must; with
 *   that of XEP-0352 if the session has begun inactive.
 * @features: (nullable): the last `<stream:features/>`, such as roster versioning; %NULL: those of
 *   the former session still hold.
 * @offer: (nullable): what the server offered before the sign-in: to be @known the next time.
 * @mechanism: the SASL mechanism that was used.
 * @strength: its strength.
 *
 * What came out of it. @managed, @sm_id, @sm_max_s and @sm_location are of the former session and
 * not given again if that was resumed.
 */
typedef struct {
  XmppJid *jid;
  XmppResumeOutcome resume;
  gboolean has_h;
  guint32 h;
  gboolean managed;
  gboolean counts_early;
  char *sm_id;
  guint64 sm_max_s;
  char *sm_location;
  char **enabled;
  XmlElement *features;
  XmlElement *offer;
  const char *mechanism;
  XmppSaslStrength strength;
} XmppNegotiated;

typedef struct _XmppNegotiator XmppNegotiator;

/* Open the first stream with xmpp_negotiator_dup_header(). */
XmppNegotiator *xmpp_negotiator_new (const XmppNegotiation *negotiation) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_negotiator_free (XmppNegotiator *self);

/**
 * xmpp_negotiator_dup_header:
 *
 * The `<stream:stream/>` to open a stream with. It says who we are only when it is encrypted.
 */
XmlElement *xmpp_negotiator_dup_header (XmppNegotiator *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_negotiator_hurry:
 *
 * Right after the stream was opened: signs in by the server's token before the server has answered, if
 * the offer of the last time is known. If that does not hold any more the token is refused, and all goes
 * its usual way.
 *
 * Returns: whether there is something to be sent
 */
gboolean xmpp_negotiator_hurry (XmppNegotiator *self);

/**
 * xmpp_negotiator_opened:
 * @header: the server's `<stream:stream>`
 */
XmppStep xmpp_negotiator_opened (XmppNegotiator *self, const XmlElement *header, GError **error);

/**
 * xmpp_negotiator_feed:
 * @element: anything that the server sends inside the stream
 *
 * Every error is the end, whether it is of XMPP_NEGOTIATION_ERROR, XMPP_SASL_ERROR,
 * XMPP_STREAM_ERROR or XMPP_STANZA_ERROR (of resource binding).
 */
XmppStep xmpp_negotiator_feed (XmppNegotiator *self, const XmlElement *element, GError **error);

/**
 * xmpp_negotiator_secured:
 *
 * After XMPP_STEP_SECURE: the handshake is done and the certificate is accepted.
 */
XmppStep
xmpp_negotiator_secured (XmppNegotiator *self, const XmppBindings *bindings, GError **error);

/**
 * xmpp_negotiator_take_key_request:
 *
 * After XMPP_STEP_DERIVE, once.
 */
XmppKeyRequest *xmpp_negotiator_take_key_request (XmppNegotiator *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_negotiator_supply_key:
 * @salted_password: what xmpp_key_request_run() gave
 */
XmppStep xmpp_negotiator_supply_key (XmppNegotiator *self, GBytes *salted_password, GError **error);

/* (nullable): the next element to send, sealed. */
XmlElement *xmpp_negotiator_pop (XmppNegotiator *self) G_GNUC_WARN_UNUSED_RESULT;

/* After XMPP_STEP_READY; owned by the negotiator. */
const XmppNegotiated *xmpp_negotiator_get_result (XmppNegotiator *self);

/**
 * xmpp_negotiator_pop_early:
 *
 * Returns: (nullable): after XMPP_STEP_READY the next stanza that came after resource binding but
 * before the end, in order; to be handled as any other. Stream management counts it only if the result
 * says so.
 */
XmlElement *xmpp_negotiator_pop_early (XmppNegotiator *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppNegotiator, xmpp_negotiator_free)
