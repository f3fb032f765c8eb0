/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which of the offered mechanisms to sign in with, and bound to what (XEP-0440, XEP-0474). */
#include "config.h"

#include "xmpp/sasl/choice.h"

#include "xmpp/sasl/sasl-error.h"

#include <string.h>

/* The best first. */
static const char *const binding_types[] = {
  XMPP_BINDING_EXPORTER,
  XMPP_BINDING_UNIQUE,
  XMPP_BINDING_END_POINT,
};

typedef struct {
  const XmppSaslOffer *offer;
  gboolean has_certificate;
  gboolean has_password;
  gboolean has_name;
  gboolean legacy;
  gboolean has_scram; /* the server offers it in some form that we know */
} Situation;

static gboolean
offers (const XmppSaslOffer *offer, const XmppSaslMechanism *mechanism)
{
  return g_strv_contains (offer->mechanisms, mechanism->name);
}

static gboolean
offers_scram (const XmppSaslOffer *offer)
{
  for (guint i = 0; xmpp_sasl_mechanisms[i] != NULL; i++) {
    if (xmpp_sasl_mechanism_is_scram (xmpp_sasl_mechanisms[i]) &&
        offers (offer, xmpp_sasl_mechanisms[i]))
      return TRUE;
  }
  return FALSE;
}

/* Counts -PLUS with a hash we do not know, too: it says that the server can do it. */
static gboolean
offers_plus (const XmppSaslOffer *offer)
{
  for (guint i = 0; offer->mechanisms[i] != NULL; i++) {
    if (g_str_has_prefix (offer->mechanisms[i], "SCRAM-") &&
        g_str_has_suffix (offer->mechanisms[i], "-PLUS"))
      return TRUE;
  }
  return FALSE;
}

static const XmppBinding *
find_binding (const XmppBindings *bindings, const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (bindings->binding); i++) {
    if (bindings->binding[i].type == NULL)
      break;
    if (g_str_equal (bindings->binding[i].type, type))
      return &bindings->binding[i];
  }
  return NULL;
}

/* (nullable): the best that both sides have. */
static const XmppBinding *
find_common_binding (const XmppSaslOffer *offer, const XmppBindings *bindings)
{
  if (offer->bindings == NULL)
    return find_binding (bindings, XMPP_BINDING_UNIQUE);
  for (guint i = 0; i < G_N_ELEMENTS (binding_types); i++) {
    const XmppBinding *binding = find_binding (bindings, binding_types[i]);

    if (binding != NULL && g_strv_contains (offer->bindings, binding_types[i]))
      return binding;
  }
  return NULL;
}

/* Decides on the GS2 flag; whether 'p' stands depends on the mechanism too. */
static void
choose_binding (const XmppSaslOffer *offer, const XmppBindings *bindings, XmppSaslChoice *choice)
{
  const XmppBinding *common = find_common_binding (offer, bindings);

  choice->gs2_flag = 'n';
  if (bindings->binding[0].type == NULL)
    return;
  if (!offers_plus (offer)) {
    if (offer->bindings != NULL)
      choice->offer_must_be_proven = TRUE;
    else
      choice->gs2_flag = 'y';
  } else if (common != NULL) {
    choice->gs2_flag = 'p';
    choice->binding = *common;
  } else if (offer->bindings != NULL) {
    choice->offer_must_be_proven = !g_strv_contains (offer->bindings, XMPP_BINDING_END_POINT);
  }
}

static gboolean
is_possible (const XmppSaslMechanism *mechanism,
             const Situation *situation,
             const XmppSaslChoice *choice)
{
  if (!offers (situation->offer, mechanism))
    return FALSE;
  if (mechanism == &xmpp_sasl_external)
    return situation->has_certificate;
  if (mechanism == &xmpp_sasl_anonymous)
    return !situation->has_name;
  if (mechanism == &xmpp_sasl_digest_md5)
    return situation->legacy && situation->has_password && !situation->has_scram;
  if (mechanism == &xmpp_sasl_plain)
    return situation->has_password && !situation->has_scram;
  return situation->has_password &&
         (choice->gs2_flag == 'p' || !xmpp_sasl_mechanism_is_bound (mechanism));
}

static int
compare_octets (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
append_sorted (GString *text, const char *const *items)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; items[i] != NULL; i++)
    g_ptr_array_add (sorted, (gpointer) items[i]);
  g_ptr_array_sort (sorted, compare_octets);
  for (guint i = 0; i < sorted->len; i++) {
    if (i > 0)
      g_string_append_c (text, '\x1e');
    g_string_append (text, g_ptr_array_index (sorted, i));
  }
}

/* XEP-0474 §5.1, steps 1 to 4 */
static char *
describe_offer (const XmppSaslOffer *offer)
{
  GString *text = g_string_new (NULL);

  append_sorted (text, offer->mechanisms);
  if (offer->bindings != NULL) {
    g_string_append_c (text, '\x1f');
    append_sorted (text, offer->bindings);
  }
  return g_string_free (text, FALSE);
}

static gboolean
is_name (const char *text)
{
  return *text != '\0' && strlen (text) <= 20 &&
         strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == strlen (text);
}

static void
set_no_mechanism (GError **error, const XmppSaslOffer *offer)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; offer->mechanisms[i] != NULL; i++) {
    if (is_name (offer->mechanisms[i]))
      g_string_append_printf (names, " %s", offer->mechanisms[i]);
  }
  g_set_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_NO_MECHANISM,
               "None of the server's ways to sign in can be used:%s",
               names->len > 0 ? names->str : " there is none");
}

/* What can be expected of the server here: by roads that bind to nothing it has no -PLUS to offer.
 *
 * So somebody who has a certificate for the domain that we trust, and closes the way to TCP, can be in
 * between there, as they can be for every account that knows no binding. It is put up with: TLS proves
 * the name before anything is sent (RFC 6120 §13.7.1), SCRAM gives away neither the password nor what
 * could be used a second time (RFC 5802 §9), so they have what is said while the connection lasts; and
 * the other way nobody who has once used -PLUS could sign in where only the web is let through. XEP-0474
 * (§7) forgives such changes for the same reason. Nothing weaker than SCRAM passes, and no token that is
 * bound to nothing: that would serve them again. */
static XmppSaslStrength
get_floor (const XmppCredentials *credentials, const XmppBindings *bindings)
{
  XmppSaslStrength floor = xmpp_credentials_get_min_strength (credentials);

  return bindings->binding[0].type != NULL ? floor : MIN (floor, XMPP_SASL_STRENGTH_PROOF);
}

/* Whether the strength of what was chosen is enough for the account. */
static gboolean
check_strength (XmppSaslChoice *choice, XmppSaslStrength floor, GError **error)
{
  const XmppSaslMechanism *mechanism = choice->mechanism;

  if (mechanism->strength >= floor)
    return TRUE;
  if (xmpp_sasl_mechanism_is_scram (mechanism)) {
    choice->offer_must_be_proven = TRUE;
    return TRUE;
  }
  g_set_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_DOWNGRADE,
               "The server offers no more than %s, but it did before", mechanism->name);
  return FALSE;
}

gboolean
xmpp_sasl_choose (const XmppSaslOffer *offer,
                  const XmppCredentials *credentials,
                  const char *username,
                  const XmppBindings *bindings,
                  XmppSaslChoice *choice,
                  GError **error)
{
  XmppSaslChoice chosen = { .tls = bindings->tls };
  gboolean has_name = username != NULL || xmpp_credentials_get_username (credentials) != NULL;
  const Situation situation = {
    .offer = offer,
    .has_certificate = xmpp_credentials_get_external (credentials) != NULL,
    .has_password = has_name && xmpp_credentials_get_password (credentials) != NULL,
    .has_name = has_name,
    .legacy = xmpp_credentials_get_legacy (credentials),
    .has_scram = offers_scram (offer),
  };

  if (!situation.has_certificate && !situation.has_password &&
      (has_name || !offers (offer, &xmpp_sasl_anonymous))) {
    g_set_error_literal (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_NO_CREDENTIALS,
                         "There is no user name or no password to sign in with");
    return FALSE;
  }
  choose_binding (offer, bindings, &chosen);
  for (guint i = 0; xmpp_sasl_mechanisms[i] != NULL && chosen.mechanism == NULL; i++) {
    if (is_possible (xmpp_sasl_mechanisms[i], &situation, &chosen))
      chosen.mechanism = xmpp_sasl_mechanisms[i];
  }
  if (chosen.mechanism == NULL) {
    set_no_mechanism (error, offer);
    return FALSE;
  }
  if (!check_strength (&chosen, get_floor (credentials, bindings), error))
    return FALSE;

  if (chosen.gs2_flag == 'p' && !xmpp_sasl_mechanism_is_bound (chosen.mechanism)) {
    chosen.gs2_flag = 'n';
    chosen.binding = (XmppBinding){ 0 };
  }
  if (chosen.binding.data != NULL)
    g_bytes_ref (chosen.binding.data);
  /* Without a list it is gone again as soon as the server learns TLS 1.3: nothing to rely on. */
  chosen.pins = offer->bindings != NULL ? chosen.mechanism->pins
                                        : MIN (chosen.mechanism->pins, XMPP_SASL_STRENGTH_PROOF);
  chosen.offer = describe_offer (offer);
  *choice = chosen;
  return TRUE;
}

/* Without a list the server's word is taken: it offers these for this connection alone. */
static gboolean
is_token_possible (const XmppSaslMechanism *mechanism,
                   const XmppSaslOffer *offer,
                   const XmppCredentials *credentials,
                   const XmppBindings *bindings)
{
  if (!offers (offer, mechanism) ||
      mechanism->strength < xmpp_credentials_get_min_strength (credentials))
    return FALSE;
  if (mechanism->binding == NULL)
    return TRUE;
  return find_binding (bindings, mechanism->binding) != NULL &&
         (offer->bindings == NULL || g_strv_contains (offer->bindings, mechanism->binding));
}

gboolean
xmpp_sasl_choose_token (const XmppSaslOffer *offer,
                        const XmppCredentials *credentials,
                        const char *username,
                        const XmppBindings *bindings,
                        XmppSaslChoice *choice)
{
  const XmppSaslToken *token = xmpp_credentials_get_token (credentials);
  gboolean has_name = username != NULL || xmpp_credentials_get_username (credentials) != NULL;

  if (token == NULL || !has_name || xmpp_sasl_token_is_expired (token, g_get_real_time ()))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (xmpp_sasl_ht); i++) {
    const XmppSaslMechanism *mechanism = &xmpp_sasl_ht[i];

    if (!g_str_equal (mechanism->name, xmpp_sasl_token_get_mechanism (token)) ||
        !is_token_possible (mechanism, offer, credentials, bindings))
      continue;
    *choice = (XmppSaslChoice){ .mechanism = mechanism, .tls = bindings->tls };
    if (mechanism->binding != NULL) {
      choice->binding = *find_binding (bindings, mechanism->binding);
      g_bytes_ref (choice->binding.data);
    }
    return TRUE;
  }
  return FALSE;
}

const char *
xmpp_sasl_choose_token_kind (const XmppSaslOffer *offer,
                             const XmppCredentials *credentials,
                             const XmppBindings *bindings)
{
  for (guint i = 0; i < G_N_ELEMENTS (xmpp_sasl_ht); i++) {
    if (is_token_possible (&xmpp_sasl_ht[i], offer, credentials, bindings))
      return xmpp_sasl_ht[i].name;
  }
  return NULL;
}
