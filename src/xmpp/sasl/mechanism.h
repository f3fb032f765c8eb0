/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The SASL mechanisms, and an exchange in one of them (RFC 4422). Octets in, octets out. */
#pragma once

#include "xmpp/credentials.h"
#include "xmpp/sasl/bindings.h"

/**
 * XmppSaslStep:
 * @XMPP_SASL_FAILED: it is over, the error is set.
 * @XMPP_SASL_RESPOND: send xmpp_sasl_exchange_take_response().
 * @XMPP_SASL_DERIVE: run xmpp_sasl_exchange_get_key_request(), then supply the key.
 */
typedef enum {
  XMPP_SASL_FAILED,
  XMPP_SASL_RESPOND,
  XMPP_SASL_DERIVE,
} XmppSaslStep;

typedef struct _XmppSaslMechanism XmppSaslMechanism;

/**
 * XmppSaslChoice:
 * @gs2_flag: 'p' to use @binding, 'y' if we could but the server seems not to, 'n' if we cannot
 *   (RFC 5802 §6).
 * @binding: its type is %NULL unless @gs2_flag is 'p'.
 * @tls: the version in use, to check it against what the server sees (XEP-0515).
 * @domain: (nullable): of the account, for DIGEST-MD5.
 * @offer: what the server was seen to offer, in the form that XEP-0474 hashes.
 * @offer_must_be_proven: the server has to give that hash, as the offer looks suspicious.
 * @pins: the least that the account puts up with once it has worked.
 *
 * Which mechanism to use, and how.
 */
typedef struct {
  const XmppSaslMechanism *mechanism;
  char gs2_flag;
  XmppBinding binding;
  GTlsProtocolVersion tls;
  char *domain;
  char *offer;
  gboolean offer_must_be_proven;
  XmppSaslStrength pins;
} XmppSaslChoice;

void xmpp_sasl_choice_clear (XmppSaslChoice *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (XmppSaslChoice, xmpp_sasl_choice_clear)

/**
 * XmppSaslInput:
 * @username: (nullable): needed by all mechanisms with a password.
 * @password: (nullable): likewise; the secret of the token for HT.
 * @authzid: (nullable): the address to act as.
 * @nonce: (nullable): the client's nonce for SCRAM, for tests; else it is random.
 */
typedef struct {
  char *username;
  char *password;
  char *authzid;
  char *nonce;
  XmppSaslChoice choice;
} XmppSaslInput;

/* What a step has made: one or the other. */
typedef struct {
  GBytes *response;
  XmppKeyRequest *request;
} XmppSaslOutput;

/**
 * XmppSaslMechanism:
 * @strength: how good a sign-in it makes.
 * @pins: the least that an account which has used it puts up with later.
 * @hash: for SCRAM and HT.
 * @binding: (nullable): the type that HT has to be bound by.
 * @server_first: it has no initial response; the first step makes an empty one.
 * @state_size: of the state that the functions are given, zeroed at first.
 * @step: the first time with %NULL, then with each challenge.
 * @supply_key: (nullable): goes on after XMPP_SASL_DERIVE.
 * @finish: whether it may end with success now; @data is (nullable), what came with it.
 * @clear: (nullable): wipes and frees what is in the state.
 */
struct _XmppSaslMechanism {
  const char *name;
  XmppSaslStrength strength, pins;
  XmppHash hash;
  const char *binding;
  gboolean server_first;
  gsize state_size;
  XmppSaslStep (*step) (gpointer state,
                        const XmppSaslInput *input,
                        GBytes *challenge,
                        XmppSaslOutput *output,
                        GError **error);
  XmppSaslStep (*supply_key) (gpointer state,
                              const XmppSaslInput *input,
                              GBytes *key,
                              XmppSaslOutput *output,
                              GError **error);
  gboolean (*finish) (gpointer state, GBytes *data, GError **error);
  void (*clear) (gpointer state);
};

/* The best first, ends with %NULL. */
extern const XmppSaslMechanism *const xmpp_sasl_mechanisms[];

/* The parts of the table. */
extern const XmppSaslMechanism xmpp_sasl_external;
extern const XmppSaslMechanism xmpp_sasl_scram[6];
extern const XmppSaslMechanism xmpp_sasl_digest_md5;
extern const XmppSaslMechanism xmpp_sasl_plain;
extern const XmppSaslMechanism xmpp_sasl_anonymous;

/* Those that take a token instead of a password, the best first; in no other table. */
extern const XmppSaslMechanism xmpp_sasl_ht[4];

gboolean xmpp_sasl_mechanism_is_ht (const XmppSaslMechanism *self);
gboolean xmpp_sasl_mechanism_is_scram (const XmppSaslMechanism *self);
gboolean xmpp_sasl_mechanism_is_bound (const XmppSaslMechanism *self); /* one of -PLUS */

/**
 * XmppSaslExchange:
 *
 * One attempt to sign in. All its errors are XMPP_SASL_ERROR and end it.
 */
typedef struct _XmppSaslExchange XmppSaslExchange;

/**
 * xmpp_sasl_exchange_new:
 * @credentials: its password, or the secret of its token for HT, is copied
 * @username: (nullable): used if @credentials has none
 * @nonce: (nullable): see XmppSaslInput
 * @choice: its content is taken
 */
XmppSaslExchange *xmpp_sasl_exchange_new (const XmppCredentials *credentials,
                                          const char *username,
                                          const char *nonce,
                                          XmppSaslChoice *choice) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_sasl_exchange_free (XmppSaslExchange *self);

const XmppSaslChoice *xmpp_sasl_exchange_get_choice (const XmppSaslExchange *self);

/* @challenge: (nullable): %NULL to begin. */
XmppSaslStep xmpp_sasl_exchange_step (XmppSaslExchange *self, GBytes *challenge, GError **error);
XmppSaslStep xmpp_sasl_exchange_supply_key (XmppSaslExchange *self, GBytes *key, GError **error);

GBytes *xmpp_sasl_exchange_take_response (XmppSaslExchange *self) G_GNUC_WARN_UNUSED_RESULT;
XmppKeyRequest *xmpp_sasl_exchange_get_key_request (XmppSaslExchange *self); /* (transfer none) */

/**
 * xmpp_sasl_exchange_finish:
 * @data: (nullable): what came with the server's success
 *
 * The server says we are in. %FALSE means that it did not prove that it is the right one: it gets
 * nothing from us any more.
 */
gboolean xmpp_sasl_exchange_finish (XmppSaslExchange *self, GBytes *data, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppSaslExchange, xmpp_sasl_exchange_free)
