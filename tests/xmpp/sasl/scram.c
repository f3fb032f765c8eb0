/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SCRAM says what the RFCs' examples say, and believes no server that says anything else. */
#include "xmpp/sasl/base64.h"
#include "xmpp/sasl/mechanism.h"
#include "xmpp/sasl/sasl-error.h"

#include <string.h>

#define NONCE_1 "fyko+d2lbbFgONRv9qkxdawL"
#define NONCE_2 "rOprNGfwEbeRWgbNEkqO"
#define NONCE_3 "12C4CD5C-E38E-4A98-8F6D-15C38F51CCC6"
#define SERVER_NONCE_1 NONCE_1 "3rfcNHYJY1ZVvWVs7j"
#define SERVER_NONCE_2 NONCE_2 "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"
#define SERVER_NONCE_3 NONCE_3 "a09117a6-ac50-4f2f-93f1-93799c2bddf6"

/* What XEP-0474's example server offers. */
#define OFFER "SCRAM-SHA-1\x1eSCRAM-SHA-1-PLUS\x1ftls-exporter\x1etls-server-end-point"
#define OFFER_HASH "G6k/rBLDqgOhRRaCuuatSDFkJ08="

typedef struct {
  const char *name;
  const char *mechanism;
  const char *username, *password, *authzid, *nonce;
  char gs2_flag;
  const char *client_first, *server_first, *client_final, *server_final;
} Vector;

static const Vector vectors[] = {
  { "rfc5802-5", "SCRAM-SHA-1", "user", "pencil", NULL, NONCE_1, 'n', "n,,n=user,r=" NONCE_1,
    "r=" SERVER_NONCE_1 ",s=QSXCR+Q6sek8bf92,i=4096",
    "c=biws,r=" SERVER_NONCE_1 ",p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
    "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=" },
  { "rfc7677-3", "SCRAM-SHA-256", "user", "pencil", NULL, NONCE_2, 'n', "n,,n=user,r=" NONCE_2,
    "r=" SERVER_NONCE_2 ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
    "c=biws,r=" SERVER_NONCE_2 ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
    "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=" },
  /* The same with SHA-512, computed with Python's hashlib. */
  { "sha512", "SCRAM-SHA-512", "user", "pencil", NULL, NONCE_2, 'n', "n,,n=user,r=" NONCE_2,
    "r=" SERVER_NONCE_2 ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
    "c=biws,r=" SERVER_NONCE_2 ",p=gMGXRcevScNtxZ6/8lQYpGtnsNAc3mGcmNomv+xnoOMw+3R2xNJdMNnzMlTN8PP"
    "C6wdp6dybEmDYXYTxwnYPJQ==",
    "v=ZQnYEgWQMFmmsM8aQMF0nDDCy/"
    "AgCzkwk8CmMZYcMg0vSVlKDanekLtifDSeVGT4+5ZxXnJq199RVG2rR7N7Zw==" },
  { "xep0515", "SCRAM-SHA-1-PLUS", "user", "pencil", NULL, NONCE_3, 'p',
    "p=tls-exporter,,n=user,r=" NONCE_3,
    "r=" SERVER_NONCE_3 ",s=QSXCR+Q6sek8bf92,i=4096,h=" OFFER_HASH ",t=0304",
    "c=cD10bHMtZXhwb3J0ZXIsLFRISVMgSVMgRkFLRSBDQiBEQVRB,r=" SERVER_NONCE_3
    ",p=KHUfN8dSy1K95crT4D5y1ItLJfs=",
    "v=3w34ZIMVRkx2f2Ozb3/ecRPVdv4=" },
  /* Computed with Python: commas and equal signs, an address to act as, U+00AA and U+00AD. */
  { "escaped", "SCRAM-SHA-256", "I,X=Y", "I=2C", "ro,meo@example.net", "abc", 'n',
    "n,a=ro=2Cmeo@example.net,n=I=2CX=3DY,r=abc", "r=abcdef,s=c2FsdA==,i=4096",
    "c=bixhPXJvPTJDbWVvQGV4YW1wbGUubmV0LA==,r=abcdef,p=Se0E+"
    "r2MBCVZ3cugoYyfOmwbX6y3K8wTz7KQ77PediI=",
    "v=Dtpvab6X0FQoHt0O9bltsYvLIdyKnFeMRbSP2Khg4DA=" },
  { "prepared", "SCRAM-SHA-1",
    "us\xc2\xad"
    "er",
    "pen\xc2\xad"
    "cil",
    NULL, NONCE_1, 'n', "n,,n=user,r=" NONCE_1, "r=" SERVER_NONCE_1 ",s=QSXCR+Q6sek8bf92,i=4096",
    "c=biws,r=" SERVER_NONCE_1 ",p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
    "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=" },
};

static const XmppSaslMechanism *
find_mechanism (const char *name)
{
  for (guint i = 0; xmpp_sasl_mechanisms[i] != NULL; i++) {
    if (g_str_equal (xmpp_sasl_mechanisms[i]->name, name))
      return xmpp_sasl_mechanisms[i];
  }
  g_assert_not_reached ();
}

static XmppSaslExchange *
new_exchange (const Vector *vector, gboolean offer_must_be_proven)
{
  g_autoptr (XmppCredentials) credentials =
    xmpp_credentials_new (vector->username, vector->password);
  XmppSaslChoice choice = {
    .mechanism = find_mechanism (vector->mechanism),
    .gs2_flag = vector->gs2_flag,
    .tls = G_TLS_PROTOCOL_VERSION_TLS_1_3,
    .offer = g_strdup (OFFER),
    .offer_must_be_proven = offer_must_be_proven,
  };

  if (vector->gs2_flag == 'p')
    choice.binding =
      (XmppBinding){ XMPP_BINDING_EXPORTER, g_bytes_new_static ("THIS IS FAKE CB DATA", 20) };
  xmpp_credentials_set_authzid (credentials, vector->authzid);
  return xmpp_sasl_exchange_new (credentials, NULL, vector->nonce, &choice);
}

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
assert_response (XmppSaslExchange *exchange, const char *expected)
{
  g_autoptr (GBytes) response = xmpp_sasl_exchange_take_response (exchange);

  g_assert_nonnull (response);
  g_assert_cmpmem (g_bytes_get_data (response, NULL), g_bytes_get_size (response), expected,
                   strlen (expected));
}

static XmppSaslStep
challenge (XmppSaslExchange *exchange, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = bytes_of (text);

  return xmpp_sasl_exchange_step (exchange, bytes, error);
}

static gboolean
succeed (XmppSaslExchange *exchange, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = text != NULL ? bytes_of (text) : NULL;

  return xmpp_sasl_exchange_finish (exchange, bytes, error);
}

/* Goes as far as to where the server has to prove itself. */
static XmppSaslExchange *
run_to_final (const Vector *vector)
{
  XmppSaslExchange *exchange = new_exchange (vector, FALSE);
  g_autoptr (GBytes) key = NULL;
  GError *error = NULL;

  g_assert_cmpint (xmpp_sasl_exchange_step (exchange, NULL, &error), ==, XMPP_SASL_RESPOND);
  g_assert_no_error (error);
  assert_response (exchange, vector->client_first);

  g_assert_cmpint (challenge (exchange, vector->server_first, &error), ==, XMPP_SASL_DERIVE);
  g_assert_no_error (error);
  key = xmpp_key_request_run (xmpp_sasl_exchange_get_key_request (exchange), &error);
  g_assert_no_error (error);
  g_assert_cmpint (xmpp_sasl_exchange_supply_key (exchange, key, &error), ==, XMPP_SASL_RESPOND);
  g_assert_no_error (error);
  assert_response (exchange, vector->client_final);
  return exchange;
}

static void
test_vector (gconstpointer data)
{
  const Vector *vector = data;
  g_autoptr (XmppSaslExchange) with_success = run_to_final (vector);
  g_autoptr (XmppSaslExchange) with_challenge = run_to_final (vector);
  GError *error = NULL;

  g_assert_true (succeed (with_success, vector->server_final, &error));
  g_assert_no_error (error);

  g_assert_cmpint (challenge (with_challenge, vector->server_final, &error), ==, XMPP_SASL_RESPOND);
  g_assert_no_error (error);
  assert_response (with_challenge, "");
  g_assert_true (succeed (with_challenge, NULL, &error));
  g_assert_no_error (error);
}

#define FIRST_R "r=" SERVER_NONCE_1
#define FIRST_S "s=QSXCR+Q6sek8bf92"
#define FIRST_I "i=4096"

static const struct {
  const char *name;
  const char *message;
} bad_first[] = {
  { "empty", "" },
  { "tampered-nonce", "r=gyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j," FIRST_S "," FIRST_I },
  { "our-nonce", "r=" NONCE_1 "," FIRST_S "," FIRST_I },
  { "short-nonce", "r=fyko," FIRST_S "," FIRST_I },
  { "no-nonce", "r=," FIRST_S "," FIRST_I },
  { "nonce-not-ascii", FIRST_R "\xc3\xa4," FIRST_S "," FIRST_I },
  { "nonce-control", FIRST_R "\x01," FIRST_S "," FIRST_I },
  { "not-utf8", FIRST_R "\xff," FIRST_S "," FIRST_I },
  { "missing-r", FIRST_S "," FIRST_I },
  { "missing-s", FIRST_R "," FIRST_I },
  { "missing-i", FIRST_R "," FIRST_S },
  { "wrong-order", FIRST_S "," FIRST_R "," FIRST_I },
  { "mandatory-extension", "m=x," FIRST_R "," FIRST_S "," FIRST_I },
  { "mandatory-extension-late", FIRST_R "," FIRST_S "," FIRST_I ",m=x" },
  { "twice-r", FIRST_R "," FIRST_S "," FIRST_I "," FIRST_R },
  { "twice-s", FIRST_R "," FIRST_S "," FIRST_S "," FIRST_I },
  { "twice-i", FIRST_R "," FIRST_S "," FIRST_I ",i=1" },
  { "twice-extension", FIRST_R "," FIRST_S "," FIRST_I ",x=1,x=2" },
  { "no-letter", FIRST_R "," FIRST_S "," FIRST_I ",1=x" },
  { "no-equals", FIRST_R "," FIRST_S "," FIRST_I ",x" },
  { "no-value", FIRST_R "," FIRST_S "," FIRST_I ",x=" },
  { "trailing-comma", FIRST_R "," FIRST_S "," FIRST_I "," },
  { "salt-empty", FIRST_R ",s=," FIRST_I },
  { "salt-blank", FIRST_R ",s= ," FIRST_I },
  { "salt-not-base64", FIRST_R ",s=QSXC*+Q6sek8bf92," FIRST_I },
  { "salt-cut", FIRST_R ",s=QSXCR+Q6sek8bf9," FIRST_I },
  { "i-zero", FIRST_R "," FIRST_S ",i=0" },
  { "i-one", FIRST_R "," FIRST_S ",i=1" },
  { "i-999", FIRST_R "," FIRST_S ",i=999" },
  { "i-negative", FIRST_R "," FIRST_S ",i=-4096" },
  { "i-plus", FIRST_R "," FIRST_S ",i=+4096" },
  { "i-leading-zero", FIRST_R "," FIRST_S ",i=04096" },
  { "i-text", FIRST_R "," FIRST_S ",i=4096x" },
  { "i-2000001", FIRST_R "," FIRST_S ",i=2000001" },
  { "i-2-31", FIRST_R "," FIRST_S ",i=2147483648" },
  { "i-2-32-4096", FIRST_R "," FIRST_S ",i=4294971392" },
  { "i-2-64-4096", FIRST_R "," FIRST_S ",i=18446744073709555712" },
  { "server-final", "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=" },
};

static void
test_bad_first (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_first); i++) {
    g_autoptr (XmppSaslExchange) exchange = new_exchange (&vectors[0], FALSE);
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", bad_first[i].name);
    g_assert_cmpint (xmpp_sasl_exchange_step (exchange, NULL, NULL), ==, XMPP_SASL_RESPOND);
    g_assert_cmpint (challenge (exchange, bad_first[i].message, &error), ==, XMPP_SASL_FAILED);
    g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL);
    g_assert_null (xmpp_sasl_exchange_get_key_request (exchange));
  }
}

static const struct {
  const char *name;
  const char *message;
} good_first[] = {
  { "i-1000", FIRST_R "," FIRST_S ",i=1000" },
  { "i-2000000", FIRST_R "," FIRST_S ",i=2000000" },
  { "unknown-extension", FIRST_R "," FIRST_S "," FIRST_I ",x=a=b,Y=c" },
  { "right-version-of-tls", FIRST_R "," FIRST_S "," FIRST_I ",t=0304" },
  { "right-hash", FIRST_R "," FIRST_S "," FIRST_I ",h=" OFFER_HASH },
};

static void
test_good_first (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good_first); i++) {
    g_autoptr (XmppSaslExchange) exchange = new_exchange (&vectors[0], FALSE);
    GError *error = NULL;

    g_test_message ("%s", good_first[i].name);
    g_assert_cmpint (xmpp_sasl_exchange_step (exchange, NULL, NULL), ==, XMPP_SASL_RESPOND);
    g_assert_cmpint (challenge (exchange, good_first[i].message, &error), ==, XMPP_SASL_DERIVE);
    g_assert_no_error (error);
  }
}

/* A nonce, a salt and a message may be long, but not too long. */
static void
test_sizes (void)
{
  static const struct {
    gsize nonce, salt, rest;
    XmppSaslStep step;
  } sizes[] = {
    { 1000, 1024, 0, XMPP_SASL_DERIVE },   { 1001, 16, 0, XMPP_SASL_FAILED },
    { 20, 1025, 0, XMPP_SASL_FAILED },     { 20, 1024 * 1024, 0, XMPP_SASL_FAILED },
    { 20, 16, 8000, XMPP_SASL_DERIVE },    { 20, 16, 8192, XMPP_SASL_FAILED },
    { 20, 16, 1 << 20, XMPP_SASL_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (XmppSaslExchange) exchange = new_exchange (&vectors[0], FALSE);
    g_autofree char *nonce = g_strnfill (sizes[i].nonce, 'N');
    g_autofree char *salt_data = g_strnfill (sizes[i].salt, 'S');
    g_autofree char *salt = g_base64_encode ((guint8 *) salt_data, sizes[i].salt);
    g_autofree char *rest = g_strnfill (sizes[i].rest, 'X');
    g_autofree char *message =
      g_strdup_printf ("r=" NONCE_1 "%s,s=%s,i=4096,x=X%s", nonce, salt, rest);

    g_test_message ("%u", i);
    g_assert_cmpint (xmpp_sasl_exchange_step (exchange, NULL, NULL), ==, XMPP_SASL_RESPOND);
    g_assert_cmpint (challenge (exchange, message, NULL), ==, sizes[i].step);
  }
}

/* XEP-0474 and XEP-0515 */
static void
test_downgrade (void)
{
  static const struct {
    const char *rest;
    gboolean must_be_proven;
    XmppSaslStep step;
  } cases[] = {
    { "", FALSE, XMPP_SASL_DERIVE },
    { "", TRUE, XMPP_SASL_FAILED },
    { ",h=" OFFER_HASH, TRUE, XMPP_SASL_DERIVE },
    { ",h=H6k/rBLDqgOhRRaCuuatSDFkJ08=", FALSE, XMPP_SASL_FAILED },
    { ",h=H6k/rBLDqgOhRRaCuuatSDFkJ08=", TRUE, XMPP_SASL_FAILED },
    { ",h=G6k/", FALSE, XMPP_SASL_FAILED },
    { ",t=0303", FALSE, XMPP_SASL_FAILED },
    { ",t=0304", TRUE, XMPP_SASL_FAILED },
    { ",h=" OFFER_HASH ",t=0303", FALSE, XMPP_SASL_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmppSaslExchange) exchange = new_exchange (&vectors[0], cases[i].must_be_proven);
    g_autofree char *message = g_strconcat (FIRST_R "," FIRST_S "," FIRST_I, cases[i].rest, NULL);
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", message);
    g_assert_cmpint (xmpp_sasl_exchange_step (exchange, NULL, NULL), ==, XMPP_SASL_RESPOND);
    g_assert_cmpint (challenge (exchange, message, &error), ==, cases[i].step);
    if (cases[i].step == XMPP_SASL_FAILED)
      g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_DOWNGRADE);
  }
}

static const struct {
  const char *message; /* (nullable) */
  XmppSaslError code;
} bad_finals[] = {
  { NULL, XMPP_SASL_ERROR_SERVER_UNPROVEN },
  { "v=smF9pqV8S7suAoZWja4dJRkFsKQ=", XMPP_SASL_ERROR_SERVER_UNPROVEN },
  { "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=rmF9", XMPP_SASL_ERROR_PROTOCOL },
  { "v=rmF9pqV8S7suAoZWja4dJRkFsKSm", XMPP_SASL_ERROR_SERVER_UNPROVEN },
  { "v=rmF9", XMPP_SASL_ERROR_SERVER_UNPROVEN },
  { "v=", XMPP_SASL_ERROR_PROTOCOL },
  { "v= ", XMPP_SASL_ERROR_PROTOCOL },
  { "v=*", XMPP_SASL_ERROR_PROTOCOL },
  { "", XMPP_SASL_ERROR_PROTOCOL },
  { "x=1", XMPP_SASL_ERROR_PROTOCOL },
  { "x=1,v=rmF9pqV8S7suAoZWja4dJRkFsKQ=", XMPP_SASL_ERROR_PROTOCOL },
  { "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=,m=1", XMPP_SASL_ERROR_PROTOCOL },
  { "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=,v=rmF9pqV8S7suAoZWja4dJRkFsKQ=", XMPP_SASL_ERROR_PROTOCOL },
  { "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=,e=other-error", XMPP_SASL_ERROR_REFUSED },
  { "e=invalid-proof", XMPP_SASL_ERROR_NOT_AUTHORIZED },
  { "e=unknown-user", XMPP_SASL_ERROR_NOT_AUTHORIZED },
  { "e=channel-bindings-dont-match", XMPP_SASL_ERROR_BINDING },
  { "e=channel-binding-not-supported", XMPP_SASL_ERROR_BINDING },
  { "e=server-does-support-channel-binding", XMPP_SASL_ERROR_DOWNGRADE },
  { "e=no-resources", XMPP_SASL_ERROR_TEMPORARY },
  { "e=other-error", XMPP_SASL_ERROR_REFUSED },
  { "e=\xc3\xa4", XMPP_SASL_ERROR_REFUSED },
};

static void
test_bad_final (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_finals); i++) {
    g_autoptr (XmppSaslExchange) with_success = run_to_final (&vectors[0]);
    g_autoptr (XmppSaslExchange) with_challenge = run_to_final (&vectors[0]);
    const char *message = bad_finals[i].message;
    g_autoptr (GError) error = NULL, other_error = NULL;

    g_test_message ("%s", message);
    g_assert_false (succeed (with_success, message, &error));
    g_assert_error (error, XMPP_SASL_ERROR, (int) bad_finals[i].code);
    if (message != NULL) {
      g_assert_cmpint (challenge (with_challenge, message, &other_error), ==, XMPP_SASL_FAILED);
      g_assert_error (other_error, XMPP_SASL_ERROR, (int) bad_finals[i].code);
    }
  }
}

/* A server that says yes before it has proven anything is none of ours. */
static void
test_early_success (void)
{
  g_autoptr (XmppSaslExchange) exchange = new_exchange (&vectors[0], FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (xmpp_sasl_exchange_step (exchange, NULL, NULL), ==, XMPP_SASL_RESPOND);
  g_assert_false (succeed (exchange, NULL, &error));
  g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_SERVER_UNPROVEN);
  g_clear_error (&error);
  g_assert_false (succeed (exchange, vectors[0].server_final, &error));
  g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_SERVER_UNPROVEN);
  g_clear_error (&error);
  g_assert_false (succeed (exchange, "v= ", &error));
  g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_SERVER_UNPROVEN);
  g_clear_error (&error);

  g_assert_cmpint (challenge (exchange, vectors[0].server_first, NULL), ==, XMPP_SASL_DERIVE);
  g_assert_false (succeed (exchange, vectors[0].server_final, &error));
  g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_SERVER_UNPROVEN);
  g_clear_error (&error);
  g_assert_cmpint (challenge (exchange, vectors[0].server_final, &error), ==, XMPP_SASL_FAILED);
  g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL);
}

/* An endless exchange ends. */
static void
test_challenge_after_end (void)
{
  g_autoptr (XmppSaslExchange) exchange = run_to_final (&vectors[0]);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (challenge (exchange, vectors[0].server_final, NULL), ==, XMPP_SASL_RESPOND);
  g_assert_cmpint (challenge (exchange, vectors[0].server_final, &error), ==, XMPP_SASL_FAILED);
  g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL);
  g_clear_error (&error);
  g_assert_false (succeed (exchange, "v=AAAA", &error));
  g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_SERVER_UNPROVEN);
}

/* The nonce is fresh each time, and has 128 bits at least. */
static void
test_random_nonce (void)
{
  Vector vector = vectors[0];
  g_autoptr (GBytes) first = NULL, second = NULL;

  vector.nonce = NULL;
  for (guint i = 0; i < 2; i++) {
    g_autoptr (XmppSaslExchange) exchange = new_exchange (&vector, FALSE);

    g_assert_cmpint (xmpp_sasl_exchange_step (exchange, NULL, NULL), ==, XMPP_SASL_RESPOND);
    *(i == 0 ? &first : &second) = xmpp_sasl_exchange_take_response (exchange);
  }
  g_assert_cmpuint (g_bytes_get_size (first), >=, strlen ("n,,n=user,r=") + 22);
  g_assert_false (g_bytes_equal (first, second));
}

static void
test_bad_password (void)
{
  Vector vector = vectors[0];
  g_autoptr (XmppSaslExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  vector.password = "bell\x07";
  exchange = new_exchange (&vector, FALSE);
  g_assert_cmpint (xmpp_sasl_exchange_step (exchange, NULL, &error), ==, XMPP_SASL_FAILED);
  g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PREPARATION);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++) {
    g_autofree char *path = g_strconcat ("/scram/", vectors[i].name, NULL);

    g_test_add_data_func (path, &vectors[i], test_vector);
  }
  g_test_add_func ("/scram/bad-first", test_bad_first);
  g_test_add_func ("/scram/good-first", test_good_first);
  g_test_add_func ("/scram/sizes", test_sizes);
  g_test_add_func ("/scram/downgrade", test_downgrade);
  g_test_add_func ("/scram/bad-final", test_bad_final);
  g_test_add_func ("/scram/early-success", test_early_success);
  g_test_add_func ("/scram/challenge-after-end", test_challenge_after_end);
  g_test_add_func ("/scram/random-nonce", test_random_nonce);
  g_test_add_func ("/scram/bad-password", test_bad_password);
  return g_test_run ();
}
