/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The domain of an address: names by UTS #46, IPv4 and IPv6 addresses (RFC 7622 §3.2). */
#include "config.h"

#include "xmpp/domain.h"

#include "xmpp/jid.h"

#include <arpa/inet.h>
#include <string.h>
#include <unicode/uidna.h>

/* As DNS has it (RFC 1035 §2.3.4). The limit of 255 octets for a whole name is left to DNS: an
 * address with a longer name is of no use there, but RFC 7622 allows it. */
#define MAX_LABEL 63

/* Hyphens in the third and fourth place are reserved, but such names exist, not only "xn--". */
#define FORGIVEN (UIDNA_ERROR_HYPHEN_3_4 | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG)

static UIDNA *
get_idna (void)
{
  static UIDNA *idna;

  if (g_once_init_enter (&idna)) {
    UErrorCode status = U_ZERO_ERROR;
    UIDNA *opened =
      uidna_openUTS46 (UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE |
                         UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ,
                       &status);

    /* Its data are part of the library. */
    g_assert (U_SUCCESS (status));
    g_once_init_leave (&idna, opened);
  }
  return idna;
}

typedef int32_t (*Convert) (const UIDNA *idna,
                            const char *name,
                            int32_t length,
                            char *dest,
                            int32_t capacity,
                            UIDNAInfo *info,
                            UErrorCode *status);

/* Runs @convert over @text; @errors gets UIDNA_ERROR_ bits. */
static char *
run_idna (Convert convert, const char *text, guint *errors)
{
  UErrorCode status = U_ZERO_ERROR;
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  gsize size = 8 * strlen (text) + 64;
  g_autofree char *result = g_malloc (size);
  int32_t n = convert (get_idna (), text, -1, result, size, &info, &status);

  if (status == U_BUFFER_OVERFLOW_ERROR) {
    status = U_ZERO_ERROR;
    g_free (result);
    result = g_malloc (n + 1);
    n = convert (get_idna (), text, -1, result, n + 1, &info, &status);
  }

  *errors = U_SUCCESS (status) ? info.errors & ~FORGIVEN : UIDNA_ERROR_DISALLOWED;
  return g_steal_pointer (&result);
}

static gboolean
fail (GError **error, XmppJidError code, const char *message)
{
  g_set_error_literal (error, XMPP_JID_ERROR, code, message);
  return FALSE;
}

/* What holds for each label of a name that is ASCII, and for the ASCII in one that is not.
 * @plain: FALSE if somewhere UTS #46 has a say. */
static gboolean
check_labels (const char *name, gboolean *plain, GError **error)
{
  *plain = TRUE;

  for (const char *label = name;; label++) {
    gsize n = strcspn (label, ".");
    gboolean ascii = TRUE;

    if (n == 0)
      return fail (error, XMPP_JID_ERROR_EMPTY, "The domain has an empty label");

    for (gsize i = 0; i < n; i++) {
      if ((guchar) label[i] >= 0x80)
        ascii = FALSE;
      else if (!g_ascii_isalnum (label[i]) && label[i] != '-' && label[i] != '_')
        return fail (error, XMPP_JID_ERROR_DOMAIN, "The domain has a forbidden character");
    }

    if (ascii && n > MAX_LABEL)
      return fail (error, XMPP_JID_ERROR_TOO_LONG, "A label of the domain is too long");
    if (label[0] == '-' || label[n - 1] == '-')
      return fail (error, XMPP_JID_ERROR_DOMAIN, "A label of the domain begins or ends with “-”");
    if (!ascii || g_ascii_strncasecmp (label, "xn--", 4) == 0)
      *plain = FALSE;

    label += n;
    if (*label == '\0')
      return TRUE;
  }
}

static void
drop_trailing_dot (char *name)
{
  if (g_str_has_suffix (name, "."))
    name[strlen (name) - 1] = '\0';
}

static char *
prepare_name (const char *text, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *ascii = NULL;
  guint errors, ascii_errors;
  gboolean plain;

  /* Most names are plain ASCII: they need none of ICU's tables. */
  if (g_str_is_ascii (text)) {
    name = g_ascii_strdown (text, -1);
    drop_trailing_dot (name);
    if (!check_labels (name, &plain, error))
      return NULL;
    if (plain)
      return g_steal_pointer (&name);
    g_clear_pointer (&name, g_free);
  }

  /* The mapping may produce ASCII, dots too, so the rules for labels come after it. */
  name = run_idna (uidna_nameToUnicodeUTF8, text, &errors);
  drop_trailing_dot (name);
  if ((errors & ~UIDNA_ERROR_EMPTY_LABEL) != 0) {
    fail (error, XMPP_JID_ERROR_DOMAIN, "The domain is no valid international name");
    return NULL;
  }
  if (!check_labels (name, &plain, error))
    return NULL;

  ascii = run_idna (uidna_nameToASCII_UTF8, name, &ascii_errors);
  if (ascii_errors & UIDNA_ERROR_LABEL_TOO_LONG) {
    fail (error, XMPP_JID_ERROR_TOO_LONG, "A label of the domain is too long");
    return NULL;
  }
  if (ascii_errors != 0) {
    fail (error, XMPP_JID_ERROR_DOMAIN, "The domain is no valid international name");
    return NULL;
  }
  return g_steal_pointer (&name);
}

static char *
prepare_ipv6 (const char *text, GError **error)
{
  g_autofree char *address = NULL;
  struct in6_addr bytes;
  char canonical[INET6_ADDRSTRLEN];

  address = g_strndup (text + 1, strcspn (text + 1, "]"));
  if (!g_str_equal (text + 1 + strlen (address), "]") ||
      inet_pton (AF_INET6, address, &bytes) != 1) {
    fail (error, XMPP_JID_ERROR_DOMAIN, "What stands in brackets is no IPv6 address");
    return NULL;
  }

  inet_ntop (AF_INET6, &bytes, canonical, sizeof canonical);
  return g_strdup_printf ("[%s]", canonical);
}

char *
xmpp_domain_prepare (const char *text, gssize n_bytes, GError **error)
{
  g_autofree char *given = NULL;
  g_autofree char *prepared = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  given = n_bytes < 0 ? g_strdup (text) : g_strndup (text, n_bytes);
  if (*given == '\0') {
    fail (error, XMPP_JID_ERROR_EMPTY, "The domain is empty");
    return NULL;
  }
  if (!g_utf8_validate (given, -1, NULL)) {
    fail (error, XMPP_JID_ERROR_DOMAIN, "The domain is not UTF-8");
    return NULL;
  }

  prepared = *given == '[' ? prepare_ipv6 (given, error) : prepare_name (given, error);
  if (prepared == NULL)
    return NULL;
  if (strlen (prepared) > XMPP_DOMAIN_MAX_OCTETS) {
    fail (error, XMPP_JID_ERROR_TOO_LONG, "The domain is too long");
    return NULL;
  }
  return g_steal_pointer (&prepared);
}

char *
xmpp_domain_to_host (const char *domain)
{
  guint errors;

  g_return_val_if_fail (domain != NULL, NULL);

  if (*domain == '[')
    return g_strndup (domain + 1, strlen (domain) - 2);
  if (g_str_is_ascii (domain))
    return g_strdup (domain);
  return run_idna (uidna_nameToASCII_UTF8, domain, &errors);
}
