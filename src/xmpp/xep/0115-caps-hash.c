/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The verification string of entity capabilities: made and checked (XEP-0115 §5). */
#include "config.h"

#include "xmpp/xep/0115-caps-hash.h"

#include <string.h>

G_DEFINE_QUARK (xmpp_caps_error, xmpp_caps_error)

static const struct {
  const char *name;
  GChecksumType type;
} functions[] = {
  { "sha-1", G_CHECKSUM_SHA1 },
  { "sha-256", G_CHECKSUM_SHA256 },
  { "sha-384", G_CHECKSUM_SHA384 },
  { "sha-512", G_CHECKSUM_SHA512 },
};

/* Sorting is by octet, which strcmp() does. The comparing functions get what the array holds. */

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static int
compare_identities (gconstpointer a, gconstpointer b)
{
  const XmppDiscoIdentity *one = *(const XmppDiscoIdentity *const *) a;
  const XmppDiscoIdentity *other = *(const XmppDiscoIdentity *const *) b;
  int order = strcmp (one->category, other->category);

  if (order == 0)
    order = strcmp (one->type, other->type);
  if (order == 0)
    order = g_strcmp0 (one->lang, other->lang);
  if (order == 0)
    order = g_strcmp0 (one->name, other->name);
  return order;
}

static int
compare_forms (gconstpointer a, gconstpointer b)
{
  const XmppForm *one = *(const XmppForm *const *) a;
  const XmppForm *other = *(const XmppForm *const *) b;

  return strcmp (xmpp_form_get (one, "FORM_TYPE"), xmpp_form_get (other, "FORM_TYPE"));
}

static int
compare_fields (gconstpointer a, gconstpointer b)
{
  const XmppFormField *one = *(const XmppFormField *const *) a;
  const XmppFormField *other = *(const XmppFormField *const *) b;

  return g_strcmp0 (one->var, other->var);
}

/* The same things in another order; they stay where they are. */
static GPtrArray *
sorted (const GPtrArray *array, GCompareFunc compare)
{
  GPtrArray *result = g_ptr_array_sized_new (array->len);

  for (guint i = 0; i < array->len; i++)
    g_ptr_array_add (result, array->pdata[i]);
  g_ptr_array_sort (result, compare);
  return result;
}

static gboolean
ill_formed (GError **error, const char *message)
{
  g_set_error_literal (error, XMPP_CAPS_ERROR, XMPP_CAPS_ERROR_ILL_FORMED, message);
  return FALSE;
}

/* Two equal neighbours in a sorted array. */
static gboolean
has_twins (const GPtrArray *array, GCompareFunc compare)
{
  for (guint i = 1; i < array->len; i++)
    if (compare (&array->pdata[i - 1], &array->pdata[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Adds @text (nullable) and the separator behind it. */
static gboolean
add (GString *string, const char *text, const char *forbidden, char separator, GError **error)
{
  if (text != NULL && strpbrk (text, forbidden) != NULL)
    return ill_formed (error, "A part has a separator in it");

  g_string_append (string, text != NULL ? text : "");
  g_string_append_c (string, separator);
  return TRUE;
}

static gboolean
add_identities (GString *string, const XmppDiscoInfo *info, GError **error)
{
  g_autoptr (GPtrArray) identities = sorted (info->identities, compare_identities);

  if (has_twins (identities, compare_identities))
    return ill_formed (error, "An identity is there twice");

  for (guint i = 0; i < identities->len; i++) {
    const XmppDiscoIdentity *identity = identities->pdata[i];

    if (!add (string, identity->category, "</", '/', error) ||
        !add (string, identity->type, "</", '/', error) ||
        !add (string, identity->lang, "</", '/', error) ||
        !add (string, identity->name, "<", '<', error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_features (GString *string, const XmppDiscoInfo *info, GError **error)
{
  g_autoptr (GPtrArray) features = sorted (info->features, compare_strings);

  if (has_twins (features, compare_strings))
    return ill_formed (error, "A feature is there twice");

  for (guint i = 0; i < features->len; i++)
    if (!add (string, features->pdata[i], "<", '<', error))
      return FALSE;
  return TRUE;
}

static gboolean
add_form (GString *string, const XmppForm *form, GError **error)
{
  g_autoptr (GPtrArray) fields = sorted (form->fields, compare_fields);

  if (has_twins (fields, compare_fields))
    return ill_formed (error, "A field is there twice");
  if (!add (string, xmpp_form_get (form, "FORM_TYPE"), "<", '<', error))
    return FALSE;

  for (guint i = 0; i < fields->len; i++) {
    const XmppFormField *field = fields->pdata[i];
    g_auto (GStrv) values = g_strdupv (field->values);
    guint n_values = g_strv_length (values);

    if (g_strcmp0 (field->var, "FORM_TYPE") == 0)
      continue;
    if (!add (string, field->var, "<", '<', error))
      return FALSE;
    qsort (values, n_values, sizeof *values, compare_strings);
    for (guint j = 0; j < n_values; j++)
      if (!add (string, values[j], "<", '<', error))
        return FALSE;
  }
  return TRUE;
}

static gboolean
add_forms (GString *string, const XmppDiscoInfo *info, GError **error)
{
  g_autoptr (GPtrArray) typed = g_ptr_array_new ();
  g_autoptr (GPtrArray) forms = NULL;

  for (guint i = 0; i < info->forms->len; i++) {
    const XmppFormField *type = xmpp_form_find (info->forms->pdata[i], "FORM_TYPE");

    if (type == NULL || type->values[0] == NULL || g_strcmp0 (type->type, "hidden") != 0)
      continue;
    for (char **value = type->values; *value != NULL; value++)
      if (!g_str_equal (*value, type->values[0]))
        return ill_formed (error, "A form has two types");
    g_ptr_array_add (typed, info->forms->pdata[i]);
  }

  forms = sorted (typed, compare_forms);
  if (has_twins (forms, compare_forms))
    return ill_formed (error, "Two forms have the same type");

  for (guint i = 0; i < forms->len; i++)
    if (!add_form (string, forms->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
find_function (const char *hash, GChecksumType *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++)
    if (g_strcmp0 (hash, functions[i].name) == 0) {
      *type = functions[i].type;
      return TRUE;
    }
  return FALSE;
}

gboolean
xmpp_caps_knows_hash (const char *hash)
{
  GChecksumType type;

  return find_function (hash, &type);
}

char *
xmpp_caps_string (const XmppDiscoInfo *info, GError **error)
{
  g_autoptr (GString) string = g_string_new (NULL);

  if (!add_identities (string, info, error) || !add_features (string, info, error) ||
      !add_forms (string, info, error))
    return NULL;
  return g_string_free (g_steal_pointer (&string), FALSE);
}

char *
xmpp_caps_hash (const XmppDiscoInfo *info, const char *hash, GError **error)
{
  g_autofree char *string = NULL;
  g_autoptr (GChecksum) checksum = NULL;
  GChecksumType type;
  guint8 digest[64];
  gsize n_digest = sizeof digest;

  if (!find_function (hash, &type)) {
    g_set_error_literal (error, XMPP_CAPS_ERROR, XMPP_CAPS_ERROR_HASH,
                         "The hash function is unknown");
    return NULL;
  }

  string = xmpp_caps_string (info, error);
  if (string == NULL)
    return NULL;

  checksum = g_checksum_new (type);
  g_checksum_update (checksum, (const guchar *) string, strlen (string));
  g_checksum_get_digest (checksum, digest, &n_digest);
  return g_base64_encode (digest, n_digest);
}

gboolean
xmpp_caps_verify (const XmppDiscoInfo *info, const char *hash, const char *ver, GError **error)
{
  g_autofree char *computed = xmpp_caps_hash (info, hash, error);

  if (computed == NULL)
    return FALSE;
  if (!g_str_equal (computed, ver)) {
    g_set_error_literal (error, XMPP_CAPS_ERROR, XMPP_CAPS_ERROR_MISMATCH,
                         "The capabilities are not those that were announced");
    return FALSE;
  }
  return TRUE;
}
