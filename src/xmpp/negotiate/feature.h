/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stream features, as rows of a table, and the negotiator that they work on; for it and them
 * only. */
#pragma once

#include "xmpp/negotiator.h"
#include "xmpp/sasl/choice.h"

/**
 * XmppStage:
 * @XMPP_STAGE_CLEAR: everybody can read and change what is sent: STARTTLS and nothing else.
 * @XMPP_STAGE_SECURE: there is TLS; we still have to sign in.
 * @XMPP_STAGE_SIGNED_IN: we still need an address.
 * @XMPP_STAGE_BOUND: there is an address; what follows is optional.
 *
 * How far we are. It only ever grows, and a feature belongs to one stage: that is the whole policy
 * of TLS, because nothing that needs a secret is in the first stage. Only where the person has allowed
 * this account to go without, and the server has no TLS, the second begins in the clear.
 */
typedef enum {
  XMPP_STAGE_CLEAR,
  XMPP_STAGE_SECURE,
  XMPP_STAGE_SIGNED_IN,
  XMPP_STAGE_BOUND,
} XmppStage;

/**
 * XmppFeature:
 * @name: of the child of `<stream:features/>`; with @ns.
 * @stage: the one it belongs to.
 * @is_missing: (nullable): whether it must be offered as things are; NULL does always.
 * @missing: (nullable): if it must be offered, the sentence of the error when it is not …
 * @missing_code: … and the code.
 * @wanted: (nullable): whether to use it; NULL does always.
 * @begin: sends the request.
 * @handle: takes everything that the server sends until it returns xmpp_negotiator_next() or
 *   another step than WAIT.
 */
typedef struct {
  const char *name, *ns;
  XmppStage stage;
  const char *missing;
  XmppNegotiationError missing_code;
  gboolean (*is_missing) (XmppNegotiator *self);
  gboolean (*wanted) (XmppNegotiator *self, const XmlElement *offer);
  XmppStep (*begin) (XmppNegotiator *self, const XmlElement *offer, GError **error);
  XmppStep (*handle) (XmppNegotiator *self, const XmlElement *reply, GError **error);
} XmppFeature;

extern const XmppFeature xmpp_feature_starttls; /* RFC 6120 §5 */
extern const XmppFeature xmpp_feature_sasl2;    /* XEP-0388 */
extern const XmppFeature xmpp_feature_sasl;     /* RFC 6120 §6 */
extern const XmppFeature xmpp_feature_legacy;   /* XEP-0078 */
extern const XmppFeature xmpp_feature_resume;   /* XEP-0198 §5 */
extern const XmppFeature xmpp_feature_bind;     /* RFC 6120 §7 */
extern const XmppFeature xmpp_feature_session;  /* RFC 3921 §3 */
extern const XmppFeature xmpp_feature_manage;   /* XEP-0198 §3 */

/* In the order in which they are used, ends with NULL. */
extern const XmppFeature *const xmpp_features[];

typedef enum {
  XMPP_PHASE_OPENING,  /* the next is the server's header */
  XMPP_PHASE_FEATURES, /* the next are its features */
  XMPP_PHASE_FEATURE,  /* one of them has it */
  XMPP_PHASE_SECURING, /* waits for xmpp_negotiator_secured() */
  XMPP_PHASE_DERIVING, /* waits for xmpp_negotiator_supply_key() */
  XMPP_PHASE_READY,
  XMPP_PHASE_FAILED,
} XmppPhase;

struct _XmppNegotiator {
  XmppJid *account;
  XmppCredentials *credentials;
  char *resource;
  gboolean allow_clear;
  char *stream_id; /* (nullable): of the server's header */
  gboolean bind_inline;
  gboolean inactive;
  char **enable; /* (nullable) */
  char *resume_id;
  guint32 resume_h;
  XmppJid *resume_jid;
  gboolean no_resumption;
  XmlElement *known; /* (nullable) */
  char *nonce;
  gboolean stop_when_secure;

  XmppStage stage;
  XmppPhase phase;
  guint row; /* of xmpp_features */
  XmppBindings bindings;
  GQueue outbox;
  GQueue early;
  XmppNegotiated result;

  XmppSaslExchange *exchange;
  const char *profile; /* the namespace that it speaks in */
  XmppKeyRequest *request;
  XmppStep (*derived) (XmppNegotiator *self, GBytes *key, GError **error);
  const XmppSaslMechanism *upgrade; /* (nullable): what the server may ask a key for (XEP-0480) */
  const char *token_kind;           /* (nullable): the mechanism that a token given now is for */
  gboolean legacy_proven;           /* what comes is the answer to our proof */
  gboolean token_refused;           /* on this stream */
  guint n_tasks;
  gboolean manage_asked;
  char *iq_id; /* of the request that waits for its answer */
};

/* @element: (transfer full) */
void xmpp_negotiator_send (XmppNegotiator *self, XmlElement *element);

/* Sends @payload in an iq of type set. @payload: (transfer full) */
void xmpp_negotiator_send_iq (XmppNegotiator *self, XmlElement *payload);

/* Asks with @payload in an iq of type get. @payload: (transfer full) */
void xmpp_negotiator_send_question (XmppNegotiator *self, XmlElement *payload);

/* Whether @jid is of this account; of one without a name, whether the server may give it that. */
gboolean xmpp_negotiator_is_own (XmppNegotiator *self, const XmppJid *jid);

/* Whether @element is the answer to the last of these. */
gboolean xmpp_negotiator_is_answer (XmppNegotiator *self, const XmlElement *element);

/* The feature is done: goes on with the next one. */
XmppStep xmpp_negotiator_next (XmppNegotiator *self, GError **error);

/* The feature is done, and the stream begins anew. */
XmppStep xmpp_negotiator_restart (XmppNegotiator *self, XmppStage stage);

/* The feature is done, and the same stream brings new features. */
XmppStep xmpp_negotiator_go_on (XmppNegotiator *self, XmppStage stage);

/* For what cannot come at this point. */
XmppStep
xmpp_negotiator_fail_unexpected (XmppNegotiator *self, const XmlElement *element, GError **error);

/* Has @request run, and @derived called with the key. @request: (transfer full) */
XmppStep
xmpp_negotiator_derive (XmppNegotiator *self,
                        XmppKeyRequest *request,
                        XmppStep (*derived) (XmppNegotiator *self, GBytes *key, GError **error));

/* --- What the two profiles of SASL share (exchange.c) --- */

/**
 * XmppOfferedNames:
 *
 * What a server offers, taken apart; both lists end with %NULL.
 */
typedef struct {
  GPtrArray *mechanisms;
  GPtrArray *bindings; /* (nullable) */
  XmppSaslOffer offer;
} XmppOfferedNames;

/* @list: has a `<mechanism/>` in its own namespace for each. The bindings are in the features. */
gboolean xmpp_offered_names_parse (XmppOfferedNames *self,
                                   const XmlElement *list,
                                   const XmlElement *features,
                                   GError **error);
void xmpp_offered_names_clear (XmppOfferedNames *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (XmppOfferedNames, xmpp_offered_names_clear)

/* Begins an exchange in the profile of the namespace @profile.
 * Returns: (transfer full) (nullable): the initial response. @choice: its content is taken */
GBytes *xmpp_negotiator_begin_exchange (XmppNegotiator *self,
                                        const char *profile,
                                        XmppSaslChoice *choice,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Answers a `<challenge/>`. */
XmppStep xmpp_negotiator_handle_challenge (XmppNegotiator *self,
                                           const XmlElement *challenge,
                                           GError **error);

/* The exchange has succeeded, if the server proves itself; @data: (nullable), what came with it. */
gboolean xmpp_negotiator_finish_exchange (XmppNegotiator *self, GBytes *data, GError **error);

/* The octets of an element in base64, and back; @nothing: (nullable), what stands for none at all. */
GBytes *xmpp_negotiator_parse_bytes (const XmlElement *element,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_element_set_bytes (XmlElement *element, GBytes *bytes, const char *nothing);

/* legacy.c (XEP-0078): whether the person allows it, and whether a server without features is of that
 * age; then how to begin. */
gboolean xmpp_legacy_auth_is_possible (XmppNegotiator *self);
XmppStep xmpp_legacy_auth_begin (XmppNegotiator *self);

/* sasl2.c: shows the token before the server has answered; FALSE: there is none for @offer. */
gboolean xmpp_sasl2_begin_early (XmppNegotiator *self, const XmlElement *offer);

/* --- What SASL2 does beside signing in --- */

/* resume.c (XEP-0198 §3, §5): requests, and what comes of them. */
XmlElement *xmpp_resume_request (XmppNegotiator *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean xmpp_resume_take_resumed (XmppNegotiator *self, const XmlElement *resumed);
void xmpp_resume_take_failed (XmppNegotiator *self, const XmlElement *failed);
XmlElement *xmpp_manage_request (XmppNegotiator *self) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_manage_take_enabled (XmppNegotiator *self, const XmlElement *enabled);

/* bind2.c (XEP-0386): adds the request, if @inline_offer has it and it is wanted; then reads
 * `<bound/>`, or forgets what was asked for along with it if the server did not bind. */
void xmpp_bind2_request (XmppNegotiator *self, XmlElement *to, const XmlElement *inline_offer);
void xmpp_bind2_take_bound (XmppNegotiator *self, const XmlElement *bound);
void xmpp_bind2_take_unbound (XmppNegotiator *self);

/* fast.c (XEP-0484). FALSE of choose: there is no token to use. */
gboolean
xmpp_fast_choose (XmppNegotiator *self, const XmlElement *inline_offer, XmppSaslChoice *choice);
void xmpp_fast_request (XmppNegotiator *self, XmlElement *to, const XmlElement *inline_offer);
void xmpp_fast_take_token (XmppNegotiator *self, const XmlElement *token);

/* upgrade.c (XEP-0480) */
void xmpp_upgrade_request (XmppNegotiator *self, XmlElement *to, const XmlElement *offer);
gboolean xmpp_upgrade_is_asked_for (XmppNegotiator *self, const XmlElement *tasks);
XmppStep xmpp_upgrade_begin (XmppNegotiator *self);
XmppStep xmpp_upgrade_handle (XmppNegotiator *self, const XmlElement *data, GError **error);
