/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bits of binary: small data such as the picture of a CAPTCHA, named by their hash (XEP-0231). */
#include "config.h"

#include "xmpp/xep/0231-bob.h"

#include "xmpp/ns.h"
#include "xmpp/sasl/base64.h"

#include <string.h>

static const struct {
  const char *prefix;
  GChecksumType type;
} hashes[] = {
  { "sha1+", G_CHECKSUM_SHA1 },      { "sha256+", G_CHECKSUM_SHA256 },
  { "sha-256+", G_CHECKSUM_SHA256 }, { "sha512+", G_CHECKSUM_SHA512 },
  { "sha-512+", G_CHECKSUM_SHA512 },
};

char *
xmpp_bob_dup_cid (const char *uri)
{
  return g_str_has_prefix (uri, "cid:") ? g_uri_unescape_string (uri + strlen ("cid:"), NULL)
                                        : NULL;
}

XmlElement *
xmpp_bob_build_request (const char *cid)
{
  return xml_element_set (xml_element_new ("data", XMPP_NS_BOB), "cid", cid);
}

static gboolean
is_hash_right (const char *cid, GBytes *bytes)
{
  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++) {
    g_autofree char *sum = NULL;
    const char *hash;

    if (!g_str_has_prefix (cid, hashes[i].prefix))
      continue;
    sum = g_compute_checksum_for_bytes (hashes[i].type, bytes);
    hash = cid + strlen (hashes[i].prefix);
    return g_ascii_strncasecmp (hash, sum, strlen (sum)) == 0 && hash[strlen (sum)] == '@';
  }
  return TRUE;
}

static char *
dup_without_space (char *text)
{
  g_autofree char *owned = text;
  GString *kept = g_string_new (NULL);

  for (const char *c = owned; *c != '\0'; c++)
    if (!g_ascii_isspace (*c))
      g_string_append_c (kept, *c);
  return g_string_free (kept, FALSE);
}

static GBytes *
decode (const XmlElement *data, const char *cid, GError **error)
{
  g_autofree char *text = dup_without_space (xml_element_dup_text (data));
  g_autoptr (GBytes) bytes = xmpp_base64_decode (text, XMPP_BOB_MAX_BYTES, NULL);

  if (bytes != NULL && is_hash_right (cid, bytes))
    return g_steal_pointer (&bytes);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The data is not what its name says");
  return NULL;
}

GBytes *
xmpp_bob_find (const XmlElement *parent, const char *cid, GError **error)
{
  XmlIter iter = { .parent = parent, .name = "data", .ns = XMPP_NS_BOB };
  const XmlElement *data;

  while (xml_iter_next (&iter, &data))
    if (g_strcmp0 (xml_element_get (data, "cid"), cid) == 0)
      return decode (data, cid, error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no such data");
  return NULL;
}
