/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stream features, as rows of a table, and the negotiator that they work on; for it and them
 * only. */
#pragma once

#include "xmpp/negotiator.h"
#include "xmpp/sasl/mechanism.h"

/**
 * XmppStage:
 * @XMPP_STAGE_CLEAR: everybody can read and change what is sent: STARTTLS and nothing else.
 * @XMPP_STAGE_SECURE: there is TLS; we still have to sign in.
 * @XMPP_STAGE_SIGNED_IN: we still need an address.
 * @XMPP_STAGE_BOUND: there is an address; what follows is optional.
 *
 * How far we are. It only ever grows, and a feature belongs to one stage: that is the whole policy
 * of TLS, because nothing that needs a secret is in the first stage.
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
  gboolean (*wanted) (XmppNegotiator *self, const XmlElement *offer);
  XmppStep (*begin) (XmppNegotiator *self, const XmlElement *offer, GError **error);
  XmppStep (*handle) (XmppNegotiator *self, const XmlElement *reply, GError **error);
} XmppFeature;

extern const XmppFeature xmpp_feature_starttls; /* RFC 6120 §5 */
extern const XmppFeature xmpp_feature_sasl;     /* RFC 6120 §6 */
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
  char *resume_id;
  guint32 resume_h;
  XmppJid *resume_jid;
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
  XmppKeyRequest *request;
  char *iq_id; /* of the request that waits for its answer */
};

/* @element: (transfer full) */
void xmpp_negotiator_send (XmppNegotiator *self, XmlElement *element);

/* Sends @payload in an iq of type set. @payload: (transfer full) */
void xmpp_negotiator_send_iq (XmppNegotiator *self, XmlElement *payload);

/* Whether @element is the answer to that. */
gboolean xmpp_negotiator_is_answer (XmppNegotiator *self, const XmlElement *element);

/* The feature is done: goes on with the next one. */
XmppStep xmpp_negotiator_next (XmppNegotiator *self, GError **error);

/* The feature is done, and the stream begins anew. */
XmppStep xmpp_negotiator_restart (XmppNegotiator *self, XmppStage stage);

/* For what cannot come at this point. */
XmppStep
xmpp_negotiator_fail_unexpected (XmppNegotiator *self, const XmlElement *element, GError **error);

/* Goes on after XMPP_STEP_DERIVE. */
XmppStep xmpp_negotiator_continue_sasl (XmppNegotiator *self, GBytes *key, GError **error);
