/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whole negotiations, as the RFCs print them and as an attacker would like them. */
#include "xmpp/negotiator.h"

#include "mock/transcript.h"
#include "xmpp/ns.h"
#include "xmpp/sasl/sasl-error.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stream-error.h"

#include <string.h>

/* The data of XEP-0474's example; for every type. */
#define BINDING_DATA "THIS IS FAKE CB DATA"

/* One transcript being played. Its notes begin with the words of the table at the end. */
typedef struct {
  Transcript *transcript;
  XmppJid *account;
  XmppCredentials *credentials;
  char *resource, *nonce;
  XmppResumption resumption;
  XmppBindings bindings;
  gboolean is_secure; /* from the start */

  XmppNegotiator *negotiator;
  XmppStep step; /* what is still to be done; WAIT if nothing */
  GError *error;
} Play;

typedef struct {
  const char *word;
  void (*act) (Play *play, const char *argument, char **rest);
} Note;

static const struct {
  const char *name;
  GQuark (*domain) (void);
  int code;
} errors[] = {
  { "no-tls", xmpp_negotiation_error_quark, XMPP_NEGOTIATION_ERROR_NO_TLS },
  { "tls-refused", xmpp_negotiation_error_quark, XMPP_NEGOTIATION_ERROR_TLS_REFUSED },
  { "old-server", xmpp_negotiation_error_quark, XMPP_NEGOTIATION_ERROR_OLD_SERVER },
  { "no-feature", xmpp_negotiation_error_quark, XMPP_NEGOTIATION_ERROR_NO_FEATURE },
  { "wrong-address", xmpp_negotiation_error_quark, XMPP_NEGOTIATION_ERROR_BIND },
  { "unexpected", xmpp_negotiation_error_quark, XMPP_NEGOTIATION_ERROR_UNEXPECTED },
  { "endless", xmpp_negotiation_error_quark, XMPP_NEGOTIATION_ERROR_ENDLESS },
  { "account-disabled", xmpp_sasl_error_quark, XMPP_SASL_ERROR_ACCOUNT_DISABLED },
  { "downgrade", xmpp_sasl_error_quark, XMPP_SASL_ERROR_DOWNGRADE },
  { "invalid-mechanism", xmpp_sasl_error_quark, XMPP_SASL_ERROR_INVALID_MECHANISM },
  { "no-mechanism", xmpp_sasl_error_quark, XMPP_SASL_ERROR_NO_MECHANISM },
  { "not-authorized", xmpp_sasl_error_quark, XMPP_SASL_ERROR_NOT_AUTHORIZED },
  { "protocol", xmpp_sasl_error_quark, XMPP_SASL_ERROR_PROTOCOL },
  { "server-unproven", xmpp_sasl_error_quark, XMPP_SASL_ERROR_SERVER_UNPROVEN },
  { "stanza-conflict", xmpp_stanza_error_quark, XMPP_STANZA_ERROR_CONFLICT },
  { "stanza-not-allowed", xmpp_stanza_error_quark, XMPP_STANZA_ERROR_NOT_ALLOWED },
  { "stream-host-unknown", xmpp_stream_error_quark, XMPP_STREAM_ERROR_HOST_UNKNOWN },
};

static const char *const strengths[] = { "none", "password", "proof", "bound" };

/* --- Set up --- */

static void
assert_idle (Play *play)
{
  g_autoptr (XmlElement) sent = xmpp_negotiator_pop (play->negotiator);

  g_assert_no_error (play->error);
  g_assert_cmpint (play->step, ==, XMPP_STEP_WAIT);
  g_assert_null (sent);
}

/* A new connection; what is not set up again stays. */
static void
note_again (Play *play, const char *argument, char **rest)
{
  assert_idle (play);
  g_clear_pointer (&play->negotiator, xmpp_negotiator_free);
}

static void
clear_set_up (Play *play)
{
  g_clear_pointer (&play->account, xmpp_jid_unref);
  g_clear_pointer (&play->credentials, xmpp_credentials_unref);
  g_clear_pointer (&play->resource, g_free);
  g_clear_pointer (&play->nonce, g_free);
  g_free ((char *) play->resumption.id);
  g_clear_pointer (&play->resumption.jid, xmpp_jid_unref);
  play->resumption = (XmppResumption){ 0 };
  for (guint i = 0; play->bindings.binding[i].type != NULL; i++)
    g_bytes_unref (play->bindings.binding[i].data);
  play->bindings = (XmppBindings){ 0 };
  play->is_secure = FALSE;
}

/* The first note: all is set up anew. */
static void
note_account (Play *play, const char *address, char **rest)
{
  if (play->negotiator != NULL)
    note_again (play, NULL, NULL);
  clear_set_up (play);
  play->account = xmpp_jid_parse (address, NULL);
  g_assert_nonnull (play->account);
  play->credentials = xmpp_credentials_new (NULL, rest[0]);
  play->bindings.tls = G_TLS_PROTOCOL_VERSION_TLS_1_3;
}

static void
note_certificate (Play *play, const char *argument, char **rest)
{
  xmpp_credentials_set_external (play->credentials, TRUE);
}

static void
note_at_least (Play *play, const char *name, char **rest)
{
  for (guint i = 0; i < G_N_ELEMENTS (strengths); i++) {
    if (g_str_equal (strengths[i], name))
      xmpp_credentials_set_min_strength (play->credentials, i);
  }
}

static void
note_resource (Play *play, const char *resource, char **rest)
{
  play->resource = g_strdup (resource);
}

static void
note_nonce (Play *play, const char *nonce, char **rest)
{
  play->nonce = g_strdup (nonce);
}

static void
note_resume (Play *play, const char *id, char **rest)
{
  play->resumption.id = g_strdup (id);
  play->resumption.h = g_ascii_strtoull (rest[0], NULL, 10);
  play->resumption.jid = xmpp_jid_parse (rest[1], NULL);
  g_assert_nonnull (play->resumption.jid);
}

static void
note_secure_from_start (Play *play, const char *argument, char **rest)
{
  play->is_secure = TRUE;
}

/* The bindings that the TLS connection will have. */
static void
note_bindings (Play *play, const char *first, char **rest)
{
  for (guint i = 0; first != NULL; first = rest[i++])
    play->bindings.binding[i] =
      (XmppBinding){ g_intern_string (first),
                     g_bytes_new_static (BINDING_DATA, strlen (BINDING_DATA)) };
}

/* --- What happens --- */

static void
take_step (Play *play, XmppStep step)
{
  g_assert_true ((step == XMPP_STEP_FAILED) == (play->error != NULL));
  play->step = step;
}

static void
note_secured (Play *play, const char *argument, char **rest)
{
  g_assert_cmpint (play->step, ==, XMPP_STEP_SECURE);
  take_step (play, xmpp_negotiator_secured (play->negotiator, &play->bindings, &play->error));
}

/* The key is being derived while the server goes on. */
static void
note_pending (Play *play, const char *argument, char **rest)
{
  g_assert_cmpint (play->step, ==, XMPP_STEP_DERIVE);
  play->step = XMPP_STEP_WAIT;
}

static void
note_derived (Play *play, const char *argument, char **rest)
{
  g_autoptr (XmppKeyRequest) request = NULL;
  g_autoptr (GBytes) key = NULL;

  g_assert_cmpint (play->step, ==, XMPP_STEP_DERIVE);
  request = xmpp_negotiator_take_key_request (play->negotiator);
  g_assert_nonnull (request);
  key = xmpp_key_request_run (request, &play->error);
  take_step (play, xmpp_negotiator_supply_key (play->negotiator, key, &play->error));
}

/* --- What comes out --- */

static void
note_ready (Play *play, const char *jid, char **rest)
{
  const XmppNegotiated *result;

  g_assert_cmpint (play->step, ==, XMPP_STEP_READY);
  play->step = XMPP_STEP_WAIT;
  result = xmpp_negotiator_get_result (play->negotiator);
  g_assert_cmpstr (xmpp_jid_string (result->jid), ==, jid);
  g_assert_true (xml_element_is (result->features, "features", XMPP_NS_STREAM));
}

static void
note_failed (Play *play, const char *name, char **rest)
{
  g_assert_cmpint (play->step, ==, XMPP_STEP_FAILED);
  play->step = XMPP_STEP_WAIT;
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++) {
    if (g_str_equal (errors[i].name, name)) {
      g_assert_error (play->error, errors[i].domain (), errors[i].code);
      g_clear_error (&play->error);
      return;
    }
  }
  g_error ("no error: %s", name);
}

static void
note_mechanism (Play *play, const char *name, char **rest)
{
  const XmppNegotiated *result = xmpp_negotiator_get_result (play->negotiator);

  g_assert_cmpstr (result->mechanism, ==, name);
  g_assert_cmpstr (strengths[result->strength], ==, rest[0]);
}

static void
note_from_now_on (Play *play, const char *strength, char **rest)
{
  g_assert_cmpstr (strengths[xmpp_credentials_get_min_strength (play->credentials)], ==, strength);
}

static void
note_managed (Play *play, const char *id, char **rest)
{
  const XmppNegotiated *result = xmpp_negotiator_get_result (play->negotiator);

  g_assert_true (result->managed);
  g_assert_cmpint (result->resume, !=, XMPP_RESUME_DONE);
  g_assert_cmpstr (result->sm_id, ==, id);
  g_assert_cmpuint (result->sm_max_s, ==, id != NULL ? g_ascii_strtoull (rest[0], NULL, 10) : 0);
  g_assert_cmpstr (result->sm_location, ==, id != NULL ? rest[1] : NULL);
}

static void
note_not_managed (Play *play, const char *argument, char **rest)
{
  const XmppNegotiated *result = xmpp_negotiator_get_result (play->negotiator);

  g_assert_false (result->managed);
  g_assert_null (result->sm_id);
}

static void
assert_resume (Play *play, XmppResumeOutcome outcome, const char *h)
{
  const XmppNegotiated *result = xmpp_negotiator_get_result (play->negotiator);

  g_assert_cmpint (result->resume, ==, outcome);
  g_assert_cmpint (result->has_h, ==, h != NULL);
  if (h != NULL)
    g_assert_cmpuint (result->h, ==, g_ascii_strtoull (h, NULL, 10));
}

static void
note_resumed (Play *play, const char *h, char **rest)
{
  assert_resume (play, XMPP_RESUME_DONE, h);
}

static void
note_not_resumed (Play *play, const char *h, char **rest)
{
  assert_resume (play, XMPP_RESUME_REFUSED, h);
}

static void
note_early (Play *play, const char *id, char **rest)
{
  g_autoptr (XmlElement) stanza = xmpp_negotiator_pop_early (play->negotiator);

  g_assert_nonnull (stanza);
  g_assert_cmpstr (xml_element_get (stanza, "id"), ==, id);
}

static const Note notes[] = {
  { "account", note_account },         /* ADDRESS [PASSWORD]: the first of all */
  { "certificate", note_certificate }, /* there is one of the client's */
  { "at-least", note_at_least },       /* STRENGTH */
  { "resource", note_resource },       /* RESOURCE */
  { "nonce", note_nonce },             /* NONCE */
  { "resume", note_resume },           /* ID H ADDRESS */
  { "direct-tls", note_secure_from_start },
  { "bindings", note_bindings }, /* TYPE… */
  { "secured", note_secured },
  { "derived", note_derived },
  { "pending", note_pending },
  { "again", note_again },
  { "ready", note_ready },             /* ADDRESS */
  { "failed", note_failed },           /* ERROR */
  { "mechanism", note_mechanism },     /* NAME STRENGTH */
  { "from-now-on", note_from_now_on }, /* STRENGTH */
  { "managed", note_managed },         /* [ID MAX [LOCATION]] */
  { "not-managed", note_not_managed },
  { "resumed", note_resumed },         /* H */
  { "not-resumed", note_not_resumed }, /* [H] */
  { "early", note_early },             /* ID */
};

/* --- The player --- */

static void play_lines (Play *play, const char *name);

static void
play_note (Play *play, const TranscriptLine *line)
{
  g_auto (GStrv) words = g_strsplit (line->text, " ", -1);
  static char *nothing[] = { NULL, NULL };

  if (g_str_equal (words[0], "after")) { /* TRANSCRIPT: what came before this one */
    play_lines (play, words[1]);
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++) {
    if (g_str_equal (notes[i].word, words[0])) {
      notes[i].act (play, words[1], words[1] != NULL ? words + 2 : nothing);
      return;
    }
  }
  g_error ("line %u: no such note", line->number);
}

static void
play_client (Play *play, const TranscriptLine *line)
{
  g_autoptr (XmlElement) sent = NULL;

  if (line->is_header) {
    g_assert_cmpint (play->step, ==, XMPP_STEP_RESTART);
    play->step = XMPP_STEP_WAIT;
    sent = xmpp_negotiator_dup_header (play->negotiator);
  } else {
    sent = xmpp_negotiator_pop (play->negotiator);
  }
  transcript_assert (play->transcript, line, sent);
}

static void
play_server (Play *play, const TranscriptLine *line)
{
  assert_idle (play);
  take_step (play, line->is_header
                     ? xmpp_negotiator_opened (play->negotiator, line->element, &play->error)
                     : xmpp_negotiator_feed (play->negotiator, line->element, &play->error));
}

static void
begin (Play *play)
{
  XmppNegotiation negotiation = {
    .account = play->account,
    .credentials = play->credentials,
    .resource = play->resource,
    .resume = play->resumption.id != NULL ? &play->resumption : NULL,
    .secure = play->is_secure ? &play->bindings : NULL,
    .nonce = play->nonce,
  };

  play->negotiator = xmpp_negotiator_new (&negotiation);
  play->step = XMPP_STEP_RESTART;
}

static void
play_lines (Play *play, const char *name)
{
  Transcript *outer = play->transcript;
  g_autoptr (Transcript) transcript = transcript_new (name);
  const TranscriptLine *line;

  play->transcript = transcript;
  while ((line = transcript_next (transcript)) != NULL) {
    g_test_message ("%s:%u", name, line->number);
    if (line->kind == TRANSCRIPT_NOTE) {
      play_note (play, line);
      continue;
    }
    if (play->negotiator == NULL)
      begin (play);
    if (line->kind == TRANSCRIPT_CLIENT)
      play_client (play, line);
    else
      play_server (play, line);
  }
  play->transcript = outer;
}

static void
play_transcript (gconstpointer name)
{
  Play play = { .step = XMPP_STEP_WAIT };

  play_lines (&play, name);
  assert_idle (&play);
  xmpp_negotiator_free (play.negotiator);
  clear_set_up (&play);
}

/* Every file of tests/transcripts that begins with "negotiate-". */
static void
add_transcripts (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "transcripts", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *file;

  g_assert_nonnull (dir);
  while ((file = g_dir_read_name (dir)) != NULL) {
    if (g_str_has_prefix (file, "negotiate-") && g_str_has_suffix (file, ".xmpp")) {
      char *name = g_strndup (file, strlen (file) - strlen (".xmpp"));
      g_autofree char *test = g_strconcat ("/negotiator/", name + strlen ("negotiate-"), NULL);

      g_test_add_data_func_full (test, name, play_transcript, g_free);
    }
  }
}

static XmlElement *
new_stanza (guint i)
{
  XmlElement *message = xml_element_new ("message", XMPP_NS_CLIENT);

  xml_element_set_uint (message, "id", i);
  xml_element_seal (message);
  return message;
}

/* Goes as far as to where the answer to <enable/> is awaited. */
static Play
play_to_enable (void)
{
  Play play = { .step = XMPP_STEP_WAIT };

  play_lines (&play, "bound");
  return play;
}

static void
clear (Play *play)
{
  g_clear_error (&play->error);
  xmpp_negotiator_free (play->negotiator);
  clear_set_up (play);
}

static void
test_early_endless (void)
{
  Play play = play_to_enable ();
  XmppStep step = XMPP_STEP_WAIT;
  guint n;

  for (n = 0; n < 1000 && step == XMPP_STEP_WAIT; n++) {
    g_autoptr (XmlElement) message = new_stanza (n);

    step = xmpp_negotiator_feed (play.negotiator, message, &play.error);
  }
  g_assert_cmpuint (n, ==, 65);
  g_assert_error (play.error, XMPP_NEGOTIATION_ERROR, XMPP_NEGOTIATION_ERROR_ENDLESS);
  clear (&play);
}

/* Whatever comes after the end, it is the end. */
static void
test_after_end (void)
{
  Play play = play_to_enable ();
  g_autoptr (XmlElement) enabled = xml_element_new ("enabled", XMPP_NS_STREAM_MANAGEMENT);
  g_autoptr (XmlElement) features = xml_element_new ("features", XMPP_NS_STREAM);

  g_assert_cmpint (xmpp_negotiator_feed (play.negotiator, enabled, NULL), ==, XMPP_STEP_READY);
  for (guint i = 0; i < 2; i++) {
    g_assert_cmpint (xmpp_negotiator_feed (play.negotiator, features, &play.error), ==,
                     XMPP_STEP_FAILED);
    g_assert_error (play.error, XMPP_NEGOTIATION_ERROR, XMPP_NEGOTIATION_ERROR_UNEXPECTED);
    g_clear_error (&play.error);
    g_assert_cmpint (xmpp_negotiator_opened (play.negotiator, features, &play.error), ==,
                     XMPP_STEP_FAILED);
    g_clear_error (&play.error);
  }
  clear (&play);
}

/* <stream:features/> with that many mechanisms, the last of which is PLAIN. */
static XmlElement *
new_features (guint n_mechanisms)
{
  XmlElement *features = xml_element_new ("features", XMPP_NS_STREAM);
  XmlElement *mechanisms = xml_element_add (features, "mechanisms", XMPP_NS_SASL);

  for (guint i = 1; i < n_mechanisms; i++)
    xml_element_add_text_child (mechanisms, "mechanism", NULL, "X-TOKEN");
  xml_element_add_text_child (mechanisms, "mechanism", NULL, "PLAIN");
  xml_element_seal (features);
  return features;
}

static XmppStep
offer (guint n_mechanisms, GError **error)
{
  g_autoptr (XmppJid) account = xmpp_jid_parse ("juliet@example.com", NULL);
  g_autoptr (XmppCredentials) credentials = xmpp_credentials_new (NULL, "secret");
  XmppBindings bindings = { .tls = G_TLS_PROTOCOL_VERSION_TLS_1_3 };
  XmppNegotiation negotiation = { .account = account,
                                  .credentials = credentials,
                                  .secure = &bindings };
  g_autoptr (XmppNegotiator) negotiator = xmpp_negotiator_new (&negotiation);
  g_autoptr (XmlElement) header = xmpp_negotiator_dup_header (negotiator);
  g_autoptr (XmlElement) features = new_features (n_mechanisms);

  g_assert_cmpint (xmpp_negotiator_opened (negotiator, header, NULL), ==, XMPP_STEP_WAIT);
  return xmpp_negotiator_feed (negotiator, features, error);
}

static void
test_many_mechanisms (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (offer (64, &error), ==, XMPP_STEP_WAIT);
  g_assert_cmpint (offer (65, &error), ==, XMPP_STEP_FAILED);
  g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_transcripts ();
  g_test_add_func ("/negotiator/early-endless", test_early_endless);
  g_test_add_func ("/negotiator/after-end", test_after_end);
  g_test_add_func ("/negotiator/many-mechanisms", test_many_mechanisms);
  return g_test_run ();
}
