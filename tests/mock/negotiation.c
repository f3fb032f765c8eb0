/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plays a transcript with the negotiator as the client. */
#include "config.h"

#include "mock/negotiation.h"

#include "mock/transcript.h"
#include "xmpp/ns.h"
#include "xmpp/sasl/sasl-error.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stream-error.h"

#include <string.h>

/* The data of XEP-0474's example; for every type. */
#define BINDING_DATA "THIS IS FAKE CB DATA"

typedef struct {
  const char *word;
  void (*act) (Negotiation *play, const char *argument, char **rest);
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
  { "task", xmpp_negotiation_error_quark, XMPP_NEGOTIATION_ERROR_TASK },
  { "endless", xmpp_negotiation_error_quark, XMPP_NEGOTIATION_ERROR_ENDLESS },
  { "account-disabled", xmpp_sasl_error_quark, XMPP_SASL_ERROR_ACCOUNT_DISABLED },
  { "downgrade", xmpp_sasl_error_quark, XMPP_SASL_ERROR_DOWNGRADE },
  { "invalid-mechanism", xmpp_sasl_error_quark, XMPP_SASL_ERROR_INVALID_MECHANISM },
  { "no-credentials", xmpp_sasl_error_quark, XMPP_SASL_ERROR_NO_CREDENTIALS },
  { "no-mechanism", xmpp_sasl_error_quark, XMPP_SASL_ERROR_NO_MECHANISM },
  { "not-authorized", xmpp_sasl_error_quark, XMPP_SASL_ERROR_NOT_AUTHORIZED },
  { "protocol", xmpp_sasl_error_quark, XMPP_SASL_ERROR_PROTOCOL },
  { "temporary", xmpp_sasl_error_quark, XMPP_SASL_ERROR_TEMPORARY },
  { "server-unproven", xmpp_sasl_error_quark, XMPP_SASL_ERROR_SERVER_UNPROVEN },
  { "stanza-conflict", xmpp_stanza_error_quark, XMPP_STANZA_ERROR_CONFLICT },
  { "stanza-not-allowed", xmpp_stanza_error_quark, XMPP_STANZA_ERROR_NOT_ALLOWED },
  { "stream-host-unknown", xmpp_stream_error_quark, XMPP_STREAM_ERROR_HOST_UNKNOWN },
};

static const char *const strengths[] = { "none", "password", "proof", "bound" };

/* --- Set up --- */

static void
assert_idle (Negotiation *play)
{
  g_autoptr (XmlElement) sent = xmpp_negotiator_pop (play->negotiator);

  g_assert_no_error (play->error);
  g_assert_cmpint (play->step, ==, XMPP_STEP_WAIT);
  g_assert_null (sent);
}

/* A new connection; what is not set up again stays, and with @argument what was offered is known. */
static void
note_again (Negotiation *play, const char *argument, char **rest)
{
  assert_idle (play);
  g_clear_pointer (&play->known, xml_element_unref);
  if (g_strcmp0 (argument, "known") == 0)
    play->known = xml_element_ref (xmpp_negotiator_get_result (play->negotiator)->offer);
  g_clear_pointer (&play->negotiator, xmpp_negotiator_free);
}

static void
clear_set_up (Negotiation *play)
{
  g_clear_pointer (&play->account, xmpp_jid_unref);
  g_clear_pointer (&play->credentials, xmpp_credentials_unref);
  g_clear_pointer (&play->resource, g_free);
  g_clear_pointer (&play->nonce, g_free);
  g_clear_pointer (&play->known, xml_element_unref);
  g_free ((char *) play->resumption.id);
  g_clear_pointer (&play->resumption.jid, xmpp_jid_unref);
  play->resumption = (XmppResumption){ 0 };
  for (guint i = 0; play->bindings.binding[i].type != NULL; i++)
    g_bytes_unref (play->bindings.binding[i].data);
  play->bindings = (XmppBindings){ 0 };
  play->is_secure = FALSE;
  play->bind_inline = play->inactive = play->allow_clear = FALSE;
  play->is_featureless = FALSE;
  g_clear_pointer (&play->enable, g_strfreev);
}

/* The first note: all is set up anew. */
static void
note_account (Negotiation *play, const char *address, char **rest)
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
note_certificate (Negotiation *play, const char *argument, char **rest)
{
  xmpp_credentials_set_external (play->credentials, "");
}

static void
note_at_least (Negotiation *play, const char *name, char **rest)
{
  for (guint i = 0; i < G_N_ELEMENTS (strengths); i++) {
    if (g_str_equal (strengths[i], name))
      xmpp_credentials_set_min_strength (play->credentials, i);
  }
}

static void
note_resource (Negotiation *play, const char *resource, char **rest)
{
  play->resource = g_strdup (resource);
}

static void
note_nonce (Negotiation *play, const char *nonce, char **rest)
{
  play->nonce = g_strdup (nonce);
}

static void
note_resume (Negotiation *play, const char *id, char **rest)
{
  play->resumption.id = g_strdup (id);
  play->resumption.h = g_ascii_strtoull (rest[0], NULL, 10);
  play->resumption.jid = xmpp_jid_parse (rest[1], NULL);
  g_assert_nonnull (play->resumption.jid);
}

static void
note_agent (Negotiation *play, const char *id, char **rest)
{
  xmpp_credentials_set_agent_id (play->credentials, id);
}

static void
note_has_token (Negotiation *play, const char *mechanism, char **rest)
{
  gboolean expired = g_strcmp0 (rest[1], "expired") == 0;
  g_autoptr (XmppSaslToken) token =
    xmpp_sasl_token_new (mechanism, rest[0], expired ? 0 : G_MAXINT64);

  xmpp_credentials_set_token (play->credentials, token);
}

static void
note_bind_inline (Negotiation *play, const char *first, char **rest)
{
  g_autoptr (GStrvBuilder) enable = g_strv_builder_new ();

  for (guint i = 0; first != NULL; first = rest[i++])
    g_strv_builder_add (enable, first);
  play->bind_inline = TRUE;
  g_strfreev (play->enable);
  play->enable = g_strv_builder_end (enable);
}

static void
note_legacy (Negotiation *play, const char *argument, char **rest)
{
  xmpp_credentials_set_legacy (play->credentials, TRUE);
}

static void
note_allow_clear (Negotiation *play, const char *argument, char **rest)
{
  play->allow_clear = TRUE;
}

static void
note_inactive (Negotiation *play, const char *argument, char **rest)
{
  play->inactive = TRUE;
}

static void
note_secure_from_start (Negotiation *play, const char *argument, char **rest)
{
  play->is_secure = TRUE;
}

/* The bindings that the TLS connection will have. */
static void
note_bindings (Negotiation *play, const char *first, char **rest)
{
  for (guint i = 0; first != NULL; first = rest[i++])
    play->bindings.binding[i] =
      (XmppBinding){ g_intern_string (first),
                     g_bytes_new_static (BINDING_DATA, strlen (BINDING_DATA)) };
}

/* --- What happens --- */

static void
note_after (Negotiation *play, const char *name, char **rest)
{
  negotiation_play (play, name);
}

static void
take_step (Negotiation *play, XmppStep step)
{
  g_assert_true ((step == XMPP_STEP_FAILED) == (play->error != NULL));
  play->step = step;
}

static void
note_secured (Negotiation *play, const char *argument, char **rest)
{
  g_assert_cmpint (play->step, ==, XMPP_STEP_SECURE);
  take_step (play, xmpp_negotiator_secured (play->negotiator, &play->bindings, &play->error));
}

/* The key is being derived while the server goes on. */
static void
note_pending (Negotiation *play, const char *argument, char **rest)
{
  g_assert_cmpint (play->step, ==, XMPP_STEP_DERIVE);
  play->step = XMPP_STEP_WAIT;
}

static void
note_derived (Negotiation *play, const char *argument, char **rest)
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
note_no_features (Negotiation *play, const char *argument, char **rest)
{
  play->is_featureless = TRUE;
}

static void
note_ready (Negotiation *play, const char *jid, char **rest)
{
  const XmppNegotiated *result;

  g_assert_cmpint (play->step, ==, XMPP_STEP_READY);
  play->step = XMPP_STEP_WAIT;
  result = xmpp_negotiator_get_result (play->negotiator);
  g_assert_cmpstr (xmpp_jid_string (result->jid), ==, jid);
  g_assert_true (result->features == NULL
                   ? result->resume == XMPP_RESUME_DONE || play->is_featureless
                   : xml_element_is (result->features, "features", XMPP_NS_STREAM));
}

static void
note_failed (Negotiation *play, const char *name, char **rest)
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
note_mechanism (Negotiation *play, const char *name, char **rest)
{
  const XmppNegotiated *result = xmpp_negotiator_get_result (play->negotiator);

  g_assert_cmpstr (result->mechanism, ==, name);
  g_assert_cmpstr (strengths[result->strength], ==, rest[0]);
}

static void
note_from_now_on (Negotiation *play, const char *strength, char **rest)
{
  g_assert_cmpstr (strengths[xmpp_credentials_get_min_strength (play->credentials)], ==, strength);
}

static void
note_managed (Negotiation *play, const char *id, char **rest)
{
  const XmppNegotiated *result = xmpp_negotiator_get_result (play->negotiator);

  g_assert_true (result->managed);
  g_assert_cmpint (result->resume, !=, XMPP_RESUME_DONE);
  g_assert_cmpstr (result->sm_id, ==, id);
  g_assert_cmpuint (result->sm_max_s, ==, id != NULL ? g_ascii_strtoull (rest[0], NULL, 10) : 0);
  g_assert_cmpstr (result->sm_location, ==, id != NULL ? rest[1] : NULL);
}

static void
note_not_managed (Negotiation *play, const char *argument, char **rest)
{
  const XmppNegotiated *result = xmpp_negotiator_get_result (play->negotiator);

  g_assert_false (result->managed);
  g_assert_null (result->sm_id);
}

static void
assert_resume (Negotiation *play, XmppResumeOutcome outcome, const char *h)
{
  const XmppNegotiated *result = xmpp_negotiator_get_result (play->negotiator);

  g_assert_cmpint (result->resume, ==, outcome);
  g_assert_cmpint (result->has_h, ==, h != NULL);
  if (h != NULL)
    g_assert_cmpuint (result->h, ==, g_ascii_strtoull (h, NULL, 10));
}

static void
note_resumed (Negotiation *play, const char *h, char **rest)
{
  assert_resume (play, XMPP_RESUME_DONE, h);
}

static void
note_not_resumed (Negotiation *play, const char *h, char **rest)
{
  assert_resume (play, XMPP_RESUME_REFUSED, h);
}

static void
note_early (Negotiation *play, const char *id, char **rest)
{
  g_autoptr (XmlElement) stanza = xmpp_negotiator_pop_early (play->negotiator);

  g_assert_nonnull (stanza);
  g_assert_cmpstr (xml_element_get (stanza, "id"), ==, id);
}

static void
note_enabled (Negotiation *play, const char *first, char **rest)
{
  char **enabled = xmpp_negotiator_get_result (play->negotiator)->enabled;

  for (guint i = 0; first != NULL; first = rest[i++])
    g_assert_cmpstr (*enabled++, ==, first);
  g_assert_true (enabled == NULL || *enabled == NULL);
}

static void
note_counts_early (Negotiation *play, const char *argument, char **rest)
{
  g_assert_true (xmpp_negotiator_get_result (play->negotiator)->counts_early);
}

static void
note_given_token (Negotiation *play, const char *mechanism, char **rest)
{
  XmppSaslToken *token = xmpp_credentials_get_token (play->credentials);

  g_assert_nonnull (token);
  g_assert_cmpstr (xmpp_sasl_token_get_mechanism (token), ==, mechanism);
  g_assert_cmpstr (xmpp_sasl_token_get_secret (token), ==, rest[0]);
}

static void
note_no_token (Negotiation *play, const char *argument, char **rest)
{
  g_assert_null (xmpp_credentials_get_token (play->credentials));
}

static const Note notes[] = {
  { "account", note_account },         /* ADDRESS [PASSWORD]: the first of all */
  { "certificate", note_certificate }, /* there is one of the client's */
  { "at-least", note_at_least },       /* STRENGTH */
  { "resource", note_resource },       /* RESOURCE */
  { "nonce", note_nonce },             /* NONCE */
  { "resume", note_resume },           /* ID H ADDRESS */
  { "agent", note_agent },             /* UUID */
  { "has-token", note_has_token },     /* MECHANISM SECRET [expired] */
  { "bind-inline", note_bind_inline }, /* [NAMESPACE…]: what to enable */
  { "inactive", note_inactive },
  { "legacy", note_legacy }, /* DIGEST-MD5 and jabber:iq:auth will do */
  { "allow-clear", note_allow_clear },
  { "direct-tls", note_secure_from_start },
  { "bindings", note_bindings }, /* TYPE… */
  { "after", note_after },       /* TRANSCRIPT: what comes before */
  { "secured", note_secured },
  { "derived", note_derived },
  { "pending", note_pending },
  { "again", note_again },             /* [known] */
  { "no-features", note_no_features }, /* the server is from before there were any */
  { "ready", note_ready },             /* ADDRESS */
  { "failed", note_failed },           /* ERROR */
  { "mechanism", note_mechanism },     /* NAME STRENGTH */
  { "from-now-on", note_from_now_on }, /* STRENGTH */
  { "managed", note_managed },         /* [ID MAX [LOCATION]] */
  { "not-managed", note_not_managed },
  { "resumed", note_resumed },         /* H */
  { "not-resumed", note_not_resumed }, /* [H] */
  { "early", note_early },             /* ID */
  { "counts-early", note_counts_early },
  { "enabled", note_enabled },         /* [NAMESPACE…] */
  { "given-token", note_given_token }, /* MECHANISM SECRET */
  { "no-token", note_no_token },
};

/* --- The player --- */

static void
play_note (Negotiation *play, const TranscriptLine *line)
{
  g_auto (GStrv) words = g_strsplit (line->text, " ", -1);
  static char *nothing[] = { NULL, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++) {
    if (g_str_equal (notes[i].word, words[0])) {
      notes[i].act (play, words[1], words[1] != NULL ? words + 2 : nothing);
      return;
    }
  }
  g_error ("line %u: no such note", line->number);
}

static void
play_client (Negotiation *play, const TranscriptLine *line)
{
  g_autoptr (XmlElement) sent = NULL;

  if (line->is_header) {
    g_assert_cmpint (play->step, ==, XMPP_STEP_RESTART);
    play->step = XMPP_STEP_WAIT;
    sent = xmpp_negotiator_dup_header (play->negotiator);
    xmpp_negotiator_hurry (play->negotiator);
  } else {
    sent = xmpp_negotiator_pop (play->negotiator);
  }
  transcript_assert (play->transcript, line, sent);
}

static void
play_server (Negotiation *play, const TranscriptLine *line)
{
  assert_idle (play);
  take_step (play, line->is_header
                     ? xmpp_negotiator_opened (play->negotiator, line->element, &play->error)
                     : xmpp_negotiator_feed (play->negotiator, line->element, &play->error));
}

static void
begin (Negotiation *play)
{
  XmppNegotiation negotiation = {
    .account = play->account,
    .credentials = play->credentials,
    .resource = play->resource,
    .resume = play->resumption.id != NULL ? &play->resumption : NULL,
    .secure = play->is_secure ? &play->bindings : NULL,
    .known = play->known,
    .nonce = play->nonce,
    .bind_inline = play->bind_inline,
    .enable = (const char *const *) play->enable,
    .inactive = play->inactive,
    .allow_clear = play->allow_clear,
  };

  play->negotiator = xmpp_negotiator_new (&negotiation);
  play->step = XMPP_STEP_RESTART;
}

void
negotiation_play (Negotiation *play, const char *name)
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

void
negotiation_clear (Negotiation *play)
{
  g_clear_error (&play->error);
  g_clear_pointer (&play->negotiator, xmpp_negotiator_free);
  clear_set_up (play);
}

static void
play_transcript (gconstpointer name)
{
  Negotiation play = { .step = XMPP_STEP_WAIT };

  negotiation_play (&play, name);
  assert_idle (&play);
  negotiation_clear (&play);
}

void
negotiation_add_test (const char *name)
{
  g_autofree char *path = g_strconcat ("/", name, NULL);

  g_test_add_data_func (path, name, play_transcript);
}
