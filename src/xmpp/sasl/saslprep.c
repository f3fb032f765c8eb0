/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preparation of user names and passwords for SCRAM (RFC 4013), by ICU. */
#include "config.h"

#include "xmpp/sasl/saslprep.h"

#include "xmpp/sasl/sasl-error.h"
#include "xmpp/sasl/secret.h"

#include <string.h>
#include <unicode/usprep.h>
#include <unicode/ustring.h>

/* No longer text than this is a user name or password; it keeps the lengths within an int32_t. */
#define MAX_BYTES 4096

/* Normalisation makes a code point into 18 at most; UTF-16 has as many units as UTF-8 has octets,
 * or less. */
#define MAX_UNITS (MAX_BYTES * 18)

typedef struct {
  UChar text[MAX_BYTES];
  UChar prepared[MAX_UNITS];
  char utf8[MAX_UNITS * 3 + 1];
} Scratch;

/* The profile maps none of these and prohibits none, and most passwords are made of nothing else. */
static gboolean
is_plain (const char *text)
{
  for (const char *c = text; *c != '\0'; c++) {
    if (*c < 0x20 || *c > 0x7e)
      return FALSE;
  }
  return TRUE;
}

static UErrorCode
prepare (const char *text, Scratch *scratch)
{
  UErrorCode status = U_ZERO_ERROR;
  UParseError where;
  int32_t n_units;
  UStringPrepProfile *profile = usprep_openByType (USPREP_RFC4013_SASLPREP, &status);

  u_strFromUTF8 (scratch->text, G_N_ELEMENTS (scratch->text), &n_units, text, -1, &status);
  n_units =
    usprep_prepare (profile, scratch->text, n_units, scratch->prepared,
                    G_N_ELEMENTS (scratch->prepared), USPREP_ALLOW_UNASSIGNED, &where, &status);
  u_strToUTF8 (scratch->utf8, sizeof scratch->utf8, NULL, scratch->prepared, n_units, &status);
  if (profile != NULL)
    usprep_close (profile);
  return status;
}

char *
xmpp_saslprep (const char *text, GError **error)
{
  Scratch *scratch;
  UErrorCode status;
  char *prepared = NULL;

  if (strlen (text) > MAX_BYTES || *text == '\0') {
    g_set_error_literal (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PREPARATION,
                         "A user name or password is empty or too long");
    return NULL;
  }
  if (is_plain (text))
    return g_strdup (text);

  scratch = g_new0 (Scratch, 1);
  status = prepare (text, scratch);
  if (U_SUCCESS (status) && scratch->utf8[0] != '\0')
    prepared = g_strdup (scratch->utf8);
  else
    g_set_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PREPARATION,
                 "A user name or password cannot be prepared: %s", u_errorName (status));
  xmpp_secret_wipe (scratch, sizeof *scratch);
  g_free (scratch);
  return prepared;
}
