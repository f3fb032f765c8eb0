/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The strongest that is possible is chosen, and nothing that somebody between would like. */
#include "xmpp/sasl/choice.h"

#include "xmpp/sasl/sasl-error.h"

#include <string.h>

/* What the TLS connection can give. */
#define E "tls-exporter"
#define U "tls-unique"
#define S "tls-server-end-point"

typedef struct {
  const char *name;
  const char *mechanisms; /* separated by spaces */
  const char *list;       /* likewise; NULL: the server has none */
  const char *bindings;   /* likewise, of the connection */
  XmppSaslStrength min_strength;
  gboolean external;
  const char *chosen; /* NULL: an error … */
  XmppSaslError code; /* … with this code */
  const char *gs2;    /* the flag, and the binding if it is 'p' */
  gboolean must_be_proven;
  XmppSaslStrength pins;
} Case;

#define FLOOR(x) XMPP_SASL_STRENGTH_##x
#define GOOD(mechanism, gs2, must_be_proven, pins) mechanism, 0, gs2, must_be_proven, FLOOR (pins)
#define BAD(code) NULL, XMPP_SASL_ERROR_##code, NULL, FALSE, FLOOR (NONE)

#define ALL "PLAIN SCRAM-SHA-1 SCRAM-SHA-1-PLUS SCRAM-SHA-256 SCRAM-SHA-256-PLUS"

/* clang-format off */
static const Case cases[] = {
  /* Strength, in any order. */
  { "strongest", "SCRAM-SHA-1 SCRAM-SHA-512 PLAIN SCRAM-SHA-256", NULL, "", FLOOR (NONE), FALSE,
    GOOD ("SCRAM-SHA-512", "n", FALSE, PROOF) },
  { "binding-before-hash", "SCRAM-SHA-512 SCRAM-SHA-1-PLUS", E, E, FLOOR (NONE), FALSE,
    GOOD ("SCRAM-SHA-1-PLUS", "p " E, FALSE, BOUND) },
  { "plain-alone", "PLAIN", NULL, E, FLOOR (NONE), FALSE, GOOD ("PLAIN", "y", FALSE, PASSWORD) },
  { "plain-beside-unknown", "DIGEST-MD5 PLAIN X-OAUTH2", NULL, E, FLOOR (NONE), FALSE,
    GOOD ("PLAIN", "y", FALSE, PASSWORD) },
  { "certificate", ALL " EXTERNAL", E " " S, E " " S, FLOOR (NONE), TRUE,
    GOOD ("EXTERNAL", "p " E, FALSE, PROOF) },
  { "no-certificate", "EXTERNAL SCRAM-SHA-1", NULL, "", FLOOR (NONE), FALSE,
    GOOD ("SCRAM-SHA-1", "n", FALSE, PROOF) },
  { "certificate-not-offered", "SCRAM-SHA-1", NULL, E, FLOOR (NONE), TRUE,
    GOOD ("SCRAM-SHA-1", "y", FALSE, PROOF) },
  { "nothing-known", "DIGEST-MD5 ANONYMOUS", NULL, E, FLOOR (NONE), FALSE, BAD (NO_MECHANISM) },
  { "nothing", "", NULL, E, FLOOR (NONE), FALSE, BAD (NO_MECHANISM) },
  { "wrong-case", "plain scram-sha-1", NULL, E, FLOOR (NONE), FALSE, BAD (NO_MECHANISM) },

  /* Bindings (XEP-0440 §4). */
  { "rule-1", ALL, S, E " " S, FLOOR (NONE), FALSE,
    GOOD ("SCRAM-SHA-256-PLUS", "p " S, FALSE, BOUND) },
  { "rule-2", ALL, E " " S, "", FLOOR (NONE), FALSE,
    GOOD ("SCRAM-SHA-256", "n", FALSE, PROOF) },
  { "rule-3", "SCRAM-SHA-1 PLAIN", NULL, E " " S, FLOOR (NONE), FALSE,
    GOOD ("SCRAM-SHA-1", "y", FALSE, PROOF) },
  { "rule-4-tls-1.3", ALL, NULL, E " " S, FLOOR (NONE), FALSE,
    GOOD ("SCRAM-SHA-256", "n", FALSE, PROOF) },
  { "rule-4-tls-1.2", ALL, NULL, U " " S, FLOOR (NONE), FALSE,
    GOOD ("SCRAM-SHA-256-PLUS", "p " U, FALSE, PROOF) },
  { "rule-5", "SCRAM-SHA-1 PLAIN", E " " S, E " " S, FLOOR (NONE), FALSE,
    GOOD ("SCRAM-SHA-1", "n", TRUE, PROOF) },
  { "rule-5-nothing-in-common", "SCRAM-SHA-1", U, E, FLOOR (NONE), FALSE,
    GOOD ("SCRAM-SHA-1", "n", TRUE, PROOF) },
  { "rule-5-empty-list", "SCRAM-SHA-1", "", E, FLOOR (NONE), FALSE,
    GOOD ("SCRAM-SHA-1", "n", TRUE, PROOF) },
  { "rule-6", ALL, "made-up", E " " S, FLOOR (NONE), FALSE,
    GOOD ("SCRAM-SHA-256", "n", TRUE, PROOF) },
  { "rule-6-empty-list", ALL, "", E " " S, FLOOR (NONE), FALSE,
    GOOD ("SCRAM-SHA-256", "n", TRUE, PROOF) },
  { "rule-6-end-point-listed", ALL, U " " S, E, FLOOR (NONE), FALSE,
    GOOD ("SCRAM-SHA-256", "n", FALSE, PROOF) },
  { "rule-7", ALL, S " " E " " U, S " " E, FLOOR (NONE), FALSE,
    GOOD ("SCRAM-SHA-256-PLUS", "p " E, FALSE, BOUND) },
  { "unique-before-end-point", ALL, S " " U, S " " U, FLOOR (NONE), FALSE,
    GOOD ("SCRAM-SHA-256-PLUS", "p " U, FALSE, BOUND) },
  { "plus-only-with-unknown-hash", "SCRAM-SHA3-512-PLUS SCRAM-SHA-1", E, E, FLOOR (NONE), FALSE,
    GOOD ("SCRAM-SHA-1", "n", FALSE, PROOF) },
  { "plus-alone-not-possible", "SCRAM-SHA-1-PLUS PLAIN", NULL, E, FLOOR (NONE), FALSE,
    BAD (NO_MECHANISM) },

  /* What the account has used before. */
  { "only-plain-after-scram", "PLAIN", NULL, E, FLOOR (PROOF), FALSE, BAD (DOWNGRADE) },
  { "only-plain-after-plus", "PLAIN", NULL, E, FLOOR (BOUND), FALSE, BAD (DOWNGRADE) },
  { "plain-after-plain", "PLAIN", NULL, E, FLOOR (PASSWORD), FALSE,
    GOOD ("PLAIN", "y", FALSE, PASSWORD) },
  { "other-hash", "SCRAM-SHA-1", NULL, E, FLOOR (PROOF), FALSE,
    GOOD ("SCRAM-SHA-1", "y", FALSE, PROOF) },
  { "plus-taken-away", "SCRAM-SHA-256", NULL, E, FLOOR (BOUND), FALSE,
    GOOD ("SCRAM-SHA-256", "y", TRUE, PROOF) },
  { "list-taken-away", ALL, NULL, E, FLOOR (BOUND), FALSE,
    GOOD ("SCRAM-SHA-256", "n", TRUE, PROOF) },
  { "nothing-to-bind-to", "SCRAM-SHA-256", NULL, "", FLOOR (BOUND), FALSE,
    GOOD ("SCRAM-SHA-256", "n", FALSE, PROOF) },
  { "only-plain-and-nothing-to-bind-to", "PLAIN", NULL, "", FLOOR (BOUND), FALSE, BAD (DOWNGRADE) },
  { "plus-after-plus", ALL, E, E, FLOOR (BOUND), FALSE,
    GOOD ("SCRAM-SHA-256-PLUS", "p " E, FALSE, BOUND) },
  { "certificate-after-plus", "EXTERNAL", NULL, E, FLOOR (BOUND), TRUE,
    GOOD ("EXTERNAL", "y", FALSE, PROOF) },
};

/* clang-format on */

static XmppBindings
make_bindings (const char *names)
{
  g_auto (GStrv) types = g_strsplit (names, " ", -1);
  XmppBindings bindings = { .tls = G_TLS_PROTOCOL_VERSION_TLS_1_3 };

  for (guint i = 0; types[i] != NULL && *types[i] != '\0'; i++)
    bindings.binding[i] =
      (XmppBinding){ g_intern_string (types[i]), g_bytes_new (types[i], strlen (types[i])) };
  return bindings;
}

static void
clear_bindings (XmppBindings *bindings)
{
  for (guint i = 0; bindings->binding[i].type != NULL; i++)
    g_bytes_unref (bindings->binding[i].data);
}

static char **
split (const char *names)
{
  return *names != '\0' ? g_strsplit (names, " ", -1) : g_new0 (char *, 1);
}

static void
assert_choice (const Case *c, const XmppSaslChoice *choice)
{
  g_autofree char *gs2 = choice->gs2_flag == 'p' ? g_strdup_printf ("p %s", choice->binding.type)
                                                 : g_strdup_printf ("%c", choice->gs2_flag);

  g_assert_cmpstr (choice->mechanism->name, ==, c->chosen);
  g_assert_cmpint (choice->offer_must_be_proven, ==, c->must_be_proven);
  g_assert_cmpint (choice->pins, ==, c->pins);
  g_assert_cmpint (choice->tls, ==, G_TLS_PROTOCOL_VERSION_TLS_1_3);
  if (xmpp_sasl_mechanism_is_scram (choice->mechanism)) {
    g_assert_cmpstr (gs2, ==, c->gs2);
    g_assert_cmpint (xmpp_sasl_mechanism_is_bound (choice->mechanism), ==, *gs2 == 'p');
  }
  if (choice->gs2_flag == 'p')
    g_assert_cmpmem (g_bytes_get_data (choice->binding.data, NULL),
                     g_bytes_get_size (choice->binding.data), choice->binding.type,
                     strlen (choice->binding.type));
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (XmppCredentials) credentials = xmpp_credentials_new (NULL, "secret");
  g_auto (GStrv) mechanisms = split (c->mechanisms);
  g_auto (GStrv) list = c->list != NULL ? split (c->list) : NULL;
  XmppSaslOffer offer = { (const char *const *) mechanisms, (const char *const *) list };
  XmppBindings bindings = make_bindings (c->bindings);
  g_auto (XmppSaslChoice) choice = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean good;

  xmpp_credentials_set_min_strength (credentials, c->min_strength);
  xmpp_credentials_set_external (credentials, c->external ? "" : NULL);
  good = xmpp_sasl_choose (&offer, credentials, "juliet", &bindings, &choice, &error);
  clear_bindings (&bindings);
  if (c->chosen != NULL) {
    g_assert_no_error (error);
    assert_choice (c, &choice);
  } else {
    g_assert_error (error, XMPP_SASL_ERROR, (int) c->code);
  }
  g_assert_cmpint (good, ==, c->chosen != NULL);
}

static void
test_no_credentials (void)
{
  static const char *const scram[] = { "SCRAM-SHA-1", "EXTERNAL", NULL };

  static const struct {
    const char *username, *account, *password;
  } lacking[] = {
    { NULL, NULL, "secret" },
    { "juliet", NULL, NULL },
    { NULL, "juliet", NULL },
  };

  XmppSaslOffer offer = { scram, NULL };
  XmppBindings bindings = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (lacking); i++) {
    g_autoptr (XmppCredentials) credentials =
      xmpp_credentials_new (lacking[i].username, lacking[i].password);
    g_auto (XmppSaslChoice) choice = { 0 };
    g_autoptr (GError) error = NULL;

    g_assert_false (
      xmpp_sasl_choose (&offer, credentials, lacking[i].account, &bindings, &choice, &error));
    g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_NO_CREDENTIALS);
  }
}

/* XEP-0474 §5.1, sorted whatever the order on the wire; an empty list is a list. */
static void
test_offer (void)
{
  static const char *const mechanisms[] = { "SCRAM-SHA-1-PLUS", "SCRAM-SHA-1", NULL };
  static const char *const list[] = { S, E, NULL };
  static const char *const empty[] = { NULL };

  static const struct {
    const char *const *list;
    const char *expected;
  } offers[] = {
    { list, "SCRAM-SHA-1\x1eSCRAM-SHA-1-PLUS\x1ftls-exporter\x1etls-server-end-point" },
    { NULL, "SCRAM-SHA-1\x1eSCRAM-SHA-1-PLUS" },
    { empty, "SCRAM-SHA-1\x1eSCRAM-SHA-1-PLUS\x1f" },
  };

  g_autoptr (XmppCredentials) credentials = xmpp_credentials_new ("juliet", "secret");
  XmppBindings bindings = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (offers); i++) {
    XmppSaslOffer offer = { mechanisms, offers[i].list };
    g_auto (XmppSaslChoice) choice = { 0 };

    g_assert_true (xmpp_sasl_choose (&offer, credentials, NULL, &bindings, &choice, NULL));
    g_assert_cmpstr (choice.offer, ==, offers[i].expected);
  }
}

/* The message says what there was, but does not repeat whatever a server makes up. */
static void
test_message (void)
{
  static const char *const mechanisms[] = { "DIGEST-MD5", "evil\nname", "X-TOKEN", NULL };
  g_autoptr (XmppCredentials) credentials = xmpp_credentials_new ("juliet", "secret");
  XmppSaslOffer offer = { mechanisms, NULL };
  XmppBindings bindings = { 0 };
  g_auto (XmppSaslChoice) choice = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (xmpp_sasl_choose (&offer, credentials, NULL, &bindings, &choice, &error));
  g_assert_true (g_str_has_suffix (error->message, ": DIGEST-MD5 X-TOKEN"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/choice/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/choice/no-credentials", test_no_credentials);
  g_test_add_func ("/choice/offer", test_offer);
  g_test_add_func ("/choice/message", test_message);
  return g_test_run ();
}
