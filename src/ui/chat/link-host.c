/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a link really leads, when it may look as if it led elsewhere (UTS #39).
 */
#include "config.h"

#include "ui/chat/link-host.h"

#include <string.h>
#include <unicode/uidna.h>
#include <unicode/uspoof.h>

/* A name is at most a quarter as long (RFC 1035 §2.3.4), but what is written may not be ASCII. */
#define MAX_HOST 1024

typedef int32_t (*Convert) (const UIDNA *idna,
                            const char *name,
                            int32_t length,
                            char *dest,
                            int32_t capacity,
                            UIDNAInfo *info,
                            UErrorCode *status);

/* NULL when it is too long to be a name. */
static char *
convert_host (Convert convert, const char *host)
{
  UErrorCode status = U_ZERO_ERROR;
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UIDNA *idna = uidna_openUTS46 (UIDNA_NONTRANSITIONAL_TO_ASCII, &status);
  char name[MAX_HOST];
  int32_t length = convert (idna, host, -1, name, sizeof name, &info, &status);

  uidna_close (idna);
  return U_SUCCESS (status) ? g_strndup (name, (gsize) length) : NULL;
}

/* Whether one label could be read as another name: it looks like ASCII, or mixes scripts. */
static gboolean
is_deceptive (const USpoofChecker *checker, const char *label)
{
  UErrorCode status = U_ZERO_ERROR;
  char skeleton[4 * MAX_HOST]; /* a letter may look like several */
  int32_t length;

  if (g_str_is_ascii (label))
    return FALSE;
  if (uspoof_checkUTF8 (checker, label, -1, NULL, &status) != 0 || U_FAILURE (status))
    return TRUE;
  length = uspoof_getSkeletonUTF8 (checker, 0, label, -1, skeleton, sizeof skeleton - 1, &status);
  if (U_FAILURE (status))
    return TRUE;
  skeleton[length] = '\0';
  return g_str_is_ascii (skeleton);
}

/* @host: as it is after the mapping of UTS #46: wide letters and dots have become plain ones. */
static gboolean
has_deceptive_label (const char *host)
{
  g_auto (GStrv) labels = g_strsplit (host, ".", -1);
  UErrorCode status = U_ZERO_ERROR;
  USpoofChecker *checker = uspoof_open (&status);
  gboolean found = FALSE;

  uspoof_setRestrictionLevel (checker, USPOOF_HIGHLY_RESTRICTIVE);
  uspoof_setChecks (checker, USPOOF_RESTRICTION_LEVEL | USPOOF_INVISIBLE | USPOOF_MIXED_NUMBERS,
                    &status);
  for (guint i = 0; labels[i] != NULL && !found; i++)
    found = is_deceptive (checker, labels[i]);
  uspoof_close (checker);
  return found;
}

char *
ui_link_dup_doubtful_host (const char *uri)
{
  g_autofree char *user = NULL, *host = NULL, *shown = NULL, *ascii = NULL;

  g_return_val_if_fail (uri != NULL, NULL);

  if (!g_uri_split_with_user (uri, G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_NON_DNS, NULL, &user,
                              NULL, NULL, &host, NULL, NULL, NULL, NULL, NULL) ||
      host == NULL || *host == '\0')
    return NULL;
  if (!g_str_is_ascii (host))
    shown = convert_host (uidna_nameToUnicodeUTF8, host);
  if ((user == NULL || strchr (user, '.') == NULL) &&
      (g_str_is_ascii (host) || (shown != NULL && !has_deceptive_label (shown))))
    return NULL;
  ascii = convert_host (uidna_nameToASCII_UTF8, host);
  return ascii != NULL ? g_steal_pointer (&ascii) : g_uri_escape_string (host, NULL, FALSE);
}
