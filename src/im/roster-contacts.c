/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The contacts of a roster, and what a change does to their order and their groups.
 */

#include "im/roster-contacts.h"

#include "base/text.h"
#include "im/contact-private.h"

static int
compare_contacts (gconstpointer a, gconstpointer b, gpointer data)
{
  return im_contact_compare ((ImContact *) a, (ImContact *) b);
}

void
im_roster_contacts_init (ImRosterContacts *self)
{
  self->by_jid = g_hash_table_new (xmpp_jid_hash, xmpp_jid_equal);
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->model = base_sorted_model_new (IM_TYPE_CONTACT, compare_contacts, NULL, NULL);
  self->stale = TRUE;
}

void
im_roster_contacts_clear (ImRosterContacts *self)
{
  GHashTableIter iter;
  gpointer contact;

  if (self->model == NULL)
    return;
  g_hash_table_iter_init (&iter, self->by_jid);
  while (g_hash_table_iter_next (&iter, NULL, &contact))
    im_contact_orphan (contact);
  g_clear_pointer (&self->by_jid, g_hash_table_unref);
  g_clear_pointer (&self->groups, g_hash_table_unref);
  g_clear_object (&self->model);
  g_clear_weak_pointer (&self->account);
}

ImContact *
im_roster_contacts_find (ImRosterContacts *self, const XmppJid *jid)
{
  g_autoptr (XmppJid) bare = xmpp_jid_bare (jid);

  return g_hash_table_lookup (self->by_jid, bare);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return base_text_compare (*(const char *const *) a, *(const char *const *) b);
}

char **
im_roster_contacts_list_groups (ImRosterContacts *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

void
im_roster_contacts_set_stale (ImRosterContacts *self, gboolean stale)
{
  GHashTableIter iter;
  gpointer contact;

  if (self->stale == stale)
    return;
  self->stale = stale;
  g_hash_table_iter_init (&iter, self->by_jid);
  while (g_hash_table_iter_next (&iter, NULL, &contact))
    im_contact_set_stale (contact, stale);
}

void
im_roster_contacts_clear_presence (ImRosterContacts *self)
{
  GHashTableIter iter;
  gpointer contact;

  g_hash_table_iter_init (&iter, self->by_jid);
  while (g_hash_table_iter_next (&iter, NULL, &contact))
    im_contact_clear_presence (contact);
}

/* Counts @contact into its groups, or out of them; TRUE when a group came or went. */
static gboolean
count_groups (ImRosterContacts *self, ImContact *contact, int step)
{
  const char *const *groups = im_contact_get_groups (contact);
  gboolean changed = FALSE;

  for (guint i = 0; groups[i] != NULL; i++) {
    guint n_contacts = GPOINTER_TO_UINT (g_hash_table_lookup (self->groups, groups[i])) + step;

    if (n_contacts == 0)
      g_hash_table_remove (self->groups, groups[i]);
    else
      g_hash_table_insert (self->groups, g_strdup (groups[i]), GUINT_TO_POINTER (n_contacts));
    changed |= n_contacts == 0 || (step > 0 && n_contacts == 1);
  }
  return changed;
}

void
im_roster_batch_begin (ImRosterBatch *self, ImRosterContacts *contacts)
{
  self->contacts = contacts;
  self->added = g_ptr_array_new_with_free_func (g_object_unref);
  self->removed = g_ptr_array_new_with_free_func (g_object_unref);
  self->moved = g_ptr_array_new ();
  self->groups_changed = FALSE;
}

void
im_roster_batch_put (ImRosterBatch *self,
                     XmppJid *jid,
                     const char *name,
                     const char *const *groups,
                     ImSubscription subscription,
                     gboolean ask)
{
  ImRosterContacts *contacts = self->contacts;
  ImContact *contact = im_roster_contacts_find (contacts, jid);
  gboolean is_new = contact == NULL;
  gboolean renamed;

  if (is_new) {
    contact = im_contact_new (contacts->account, jid);
    im_contact_set_stale (contact, contacts->stale);
    g_ptr_array_add (self->added, contact);
    g_hash_table_insert (contacts->by_jid, im_contact_get_jid (contact), contact);
  } else {
    self->groups_changed |= count_groups (contacts, contact, -1);
  }
  renamed = im_contact_update (contact, name, groups, subscription, ask);
  self->groups_changed |= count_groups (contacts, contact, 1);
  if (renamed && !is_new)
    g_ptr_array_add (self->moved, contact);
}

void
im_roster_batch_remove (ImRosterBatch *self, ImContact *contact)
{
  ImRosterContacts *contacts = self->contacts;

  g_ptr_array_add (self->removed, g_object_ref (contact));
  self->groups_changed |= count_groups (contacts, contact, -1);
  g_hash_table_remove (contacts->by_jid, im_contact_get_jid (contact));
  base_sorted_model_remove (contacts->model, contact);
}

void
im_roster_batch_keep_only (ImRosterBatch *self, GHashTable *named)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer jid, contact;

  g_hash_table_iter_init (&iter, self->contacts->by_jid);
  while (g_hash_table_iter_next (&iter, &jid, &contact))
    if (!g_hash_table_contains (named, jid))
      g_ptr_array_add (gone, contact);
  for (guint i = 0; i < gone->len; i++)
    im_roster_batch_remove (self, g_ptr_array_index (gone, i));
}

void
im_roster_batch_end (ImRosterBatch *self)
{
  BaseSortedModel *model = self->contacts->model;

  /* First: a new one finds its place only among those that are in order. */
  base_sorted_model_reposition_many (model, self->moved->pdata, self->moved->len);
  base_sorted_model_insert_many (model, self->added->pdata, self->added->len);
}

void
im_roster_batch_clear (ImRosterBatch *self)
{
  g_clear_pointer (&self->added, g_ptr_array_unref);
  g_clear_pointer (&self->removed, g_ptr_array_unref);
  g_clear_pointer (&self->moved, g_ptr_array_unref);
}
