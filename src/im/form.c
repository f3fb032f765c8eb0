/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A data form with the pictures that came for it (XEP-0004, XEP-0221).
 */

#include "im/form.h"

#include "xmpp/xep/0231-bob.h"

/* Of how many bits a form may be made: a picture, a sound, and alternatives. */
#define MAX_BITS 8

struct _ImForm {
  XmppForm *form;
  GHashTable *media; /* URI → GBytes; empty ones where nothing is to be had */
};

static void
unref_bytes (gpointer bytes)
{
  g_bytes_unref (bytes);
}

ImForm *
im_form_new (XmppForm *form)
{
  ImForm *self = g_rc_box_new0 (ImForm);

  self->form = form;
  self->media = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_bytes);
  return self;
}

ImForm *
im_form_ref (ImForm *self)
{
  return g_rc_box_acquire (self);
}

static void
form_clear (gpointer data)
{
  ImForm *self = data;

  xmpp_form_free (self->form);
  g_hash_table_unref (self->media);
}

void
im_form_unref (ImForm *self)
{
  g_rc_box_release_full (self, form_clear);
}

const XmppForm *
im_form_get_form (const ImForm *self)
{
  return self->form;
}

void
im_form_set_media (ImForm *self, const char *uri, GBytes *bytes)
{
  g_hash_table_replace (self->media, g_strdup (uri), g_bytes_ref (bytes));
}

GBytes *
im_form_get_media (const ImForm *self, const char *uri)
{
  GBytes *bytes = g_hash_table_lookup (self->media, uri);

  return bytes != NULL && g_bytes_get_size (bytes) > 0 ? bytes : NULL;
}

/* Takes the bits that are not there yet from @parent; without one, names the first of them. */
static char *
find_missing (const ImForm *self, const XmlElement *parent)
{
  for (guint i = 0; i < self->form->fields->len; i++) {
    const XmppFormField *field = self->form->fields->pdata[i];

    for (guint j = 0; field->media != NULL && j < field->media->len; j++) {
      const XmppFormMedia *media = field->media->pdata[j];
      g_autofree char *cid = xmpp_bob_dup_cid (media->uri);
      g_autoptr (GBytes) bytes = NULL;

      if (cid == NULL || g_hash_table_contains (self->media, media->uri) ||
          g_hash_table_size (self->media) >= MAX_BITS)
        continue;
      if (parent == NULL)
        return g_steal_pointer (&cid);
      bytes = xmpp_bob_find (parent, cid, NULL);
      if (bytes != NULL)
        g_hash_table_replace (self->media, g_strdup (media->uri), g_steal_pointer (&bytes));
    }
  }
  return NULL;
}

void
im_form_take_bits (ImForm *self, const XmlElement *parent)
{
  find_missing (self, parent);
}

char *
im_form_dup_missing (const ImForm *self)
{
  return find_missing (self, NULL);
}

void
im_form_give_up (ImForm *self, const char *cid)
{
  g_autofree char *uri = g_strconcat ("cid:", cid, NULL);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);

  if (!g_hash_table_contains (self->media, uri))
    im_form_set_media (self, uri, nothing);
}
