/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The contact list as rows: a heading for each group with its contacts below it.
 *
 * All rows are computed anew after a burst of changes, which takes a few milliseconds for ten
 * thousand contacts, and only the range that differs is announced: one mechanism for every kind of
 * change, and no handler on any contact.
 */
#include "config.h"

#include "ui/sidebar/contact-tree.h"

#include "base/props.h"
#include "base/text.h"
#include "im/nearby.h"
#include "im/person.h"
#include "im/roster.h"
#include "ui/sidebar/contact-group.h"
#include "ui/sidebar/contact-twin.h"

#include <glib/gi18n.h>

/* Long enough to gather a burst, too short to be noticed. */
#define GATHER_MS 40

struct _UiContactTree {
  GObject parent_instance;

  GListModel *accounts;
  GPtrArray *rosters; /* of ImRoster, in the order of the accounts */
  GPtrArray *rows;    /* of UiContactGroup and ImContact */
  GHashTable *twins;  /* ImContact → GPtrArray of UiContactTwin, as in the rows */
  GHashTable *groups; /* name ("" for none) → UiContactGroup; kept so that a group stays closed */
  char *search;
  gboolean show_offline;
  gboolean empty;
  guint rebuild_id;
};

enum {
  PROP_SEARCH = 1,
  PROP_SHOW_OFFLINE,
  PROP_EMPTY,
  N_PROPS,
};

static const BaseProp props[] = {
  { "search", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (UiContactTree, search), BASE_RW },
  { "show-offline", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (UiContactTree, show_offline), BASE_RW },
  { "empty", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (UiContactTree, empty), BASE_RO },
};

static GParamSpec *pspecs[N_PROPS];

static void ui_contact_tree_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (UiContactTree,
                               ui_contact_tree,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      ui_contact_tree_list_model_init))

/* The contacts of one group while the rows are computed. */
typedef struct {
  UiContactGroup *group;
  GPtrArray *shown; /* of ImContact and UiContactTwin, borrowed */
  guint online;
  guint total;
} Section;

static void
section_free (Section *section)
{
  g_ptr_array_unref (section->shown);
  g_free (section);
}

static gboolean
one_matches (ImContact *contact, char **words)
{
  g_autofree char *name = im_contact_dup_display_name (contact);
  g_autofree char *folded_name = base_text_fold (name);
  g_autofree char *folded_address = base_text_fold (im_contact_get_address (contact));

  for (char **word = words; *word != NULL; word++) {
    if (strstr (folded_name, *word) == NULL && strstr (folded_address, *word) == NULL)
      return FALSE;
  }

  return TRUE;
}

/* Whoever is reached in several ways is found by each of them. */
static gboolean
matches (ImContact *contact, char **words)
{
  ImPerson *person = im_person_of_contact (contact);
  gboolean found = one_matches (contact, words);

  for (guint i = 0; person != NULL && !found && i < im_person_get_n_ways (person); i++) {
    const ImWay *way = im_person_get_way (person, i);
    ImContact *other = im_roster_find (im_account_get_roster (way->account), way->jid);

    found = other != NULL && one_matches (other, words);
  }
  return found;
}

static Section *
ensure_section (UiContactTree *self, GHashTable *sections, const char *name)
{
  Section *section = g_hash_table_lookup (sections, name);
  UiContactGroup *group;

  if (section != NULL)
    return section;

  group = g_hash_table_lookup (self->groups, name);
  if (group == NULL) {
    group = ui_contact_group_new (*name != '\0' ? name : NULL);
    g_hash_table_insert (self->groups, g_strdup (name), group);
  }

  section = g_new0 (Section, 1);
  section->group = group;
  section->shown = g_ptr_array_new ();
  g_hash_table_insert (sections, g_strdup (name), section);
  return section;
}

static void
add_to_section (UiContactTree *self,
                GHashTable *sections,
                const char *group,
                ImContact *contact,
                gpointer row)
{
  Section *section = ensure_section (self, sections, group);
  ImContact *best = im_person_best_of (contact);

  section->total++;
  section->online += im_contact_get_show (best) > IM_SHOW_OFFLINE;
  /* The list stays as it is while a connection is lost. */
  if (im_contact_was_there (best) || self->show_offline)
    g_ptr_array_add (section->shown, row);
}

/* The rows of @contact in its further groups; those of before, so that they are known again. */
static GPtrArray *
ensure_twins (UiContactTree *self, GHashTable *old_twins, ImContact *contact, guint n)
{
  GPtrArray *twins = NULL;

  if (!g_hash_table_steal_extended (old_twins, contact, NULL, (gpointer *) &twins))
    twins = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_insert (self->twins, contact, twins);
  while (twins->len < n)
    g_ptr_array_add (twins, ui_contact_twin_new (contact));
  return twins;
}

/* Those nearby come and go, and nobody puts them anywhere. */
static const char *
group_of_ungrouped (ImContact *contact)
{
  ImAccount *account = im_contact_get_account (contact);

  return account != NULL && im_nearby_is (account) ? _ ("Nearby") : "";
}

static void
add_contact (UiContactTree *self, GHashTable *sections, GHashTable *old_twins, ImContact *contact)
{
  const char *const *groups = im_contact_get_groups (contact);
  guint n = g_strv_length ((char **) groups);
  GPtrArray *twins = n > 1 ? ensure_twins (self, old_twins, contact, n - 1) : NULL;

  if (n == 0)
    add_to_section (self, sections, group_of_ungrouped (contact), contact, contact);
  for (guint i = 0; i < n; i++)
    add_to_section (self, sections, groups[i], contact,
                    i == 0 ? (gpointer) contact : twins->pdata[i - 1]);
}

static GHashTable *
new_twins (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

/* Named groups in the order of the language, then the contacts without one. */
static int
compare_sections (gconstpointer a, gconstpointer b)
{
  const Section *left = *(Section *const *) a;
  const Section *right = *(Section *const *) b;
  const char *left_name = ui_contact_group_get_name (left->group);
  const char *right_name = ui_contact_group_get_name (right->group);

  if (left_name == NULL || right_name == NULL)
    return (left_name == NULL) - (right_name == NULL);
  return base_text_compare (left_name, right_name);
}

static void
append_sections (GPtrArray *rows, GHashTable *sections)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  gboolean headings = g_hash_table_size (sections) > 1 || !g_hash_table_contains (sections, "");
  GHashTableIter iter;
  gpointer section_of_iter;

  g_hash_table_iter_init (&iter, sections);
  while (g_hash_table_iter_next (&iter, NULL, &section_of_iter))
    g_ptr_array_add (sorted, section_of_iter);
  g_ptr_array_sort (sorted, compare_sections);
  for (guint i = 0; i < sorted->len; i++) {
    Section *section = sorted->pdata[i];

    ui_contact_group_set_counts (section->group, section->online, section->total);
    if (headings && section->shown->len > 0)
      g_ptr_array_add (rows, g_object_ref (section->group));
    if (headings && !ui_contact_group_get_expanded (section->group))
      continue;
    for (guint j = 0; j < section->shown->len; j++)
      g_ptr_array_add (rows, g_object_ref (section->shown->pdata[j]));
  }
}

static GPtrArray *
compute_rows (UiContactTree *self, guint *n_contacts)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) sections =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) section_free);
  g_autofree char *folded = base_text_fold (self->search != NULL ? self->search : "");
  g_auto (GStrv) words = g_strsplit_set (folded, " \t", 0);
  gboolean searching = *g_strchug (folded) != '\0';
  g_autoptr (GHashTable) old_twins = g_steal_pointer (&self->twins);

  self->twins = new_twins ();
  *n_contacts = 0;
  for (guint i = 0; i < self->rosters->len; i++) {
    GListModel *roster = self->rosters->pdata[i];
    guint n = g_list_model_get_n_items (roster);

    *n_contacts += n;
    for (guint j = 0; j < n; j++) {
      g_autoptr (ImContact) contact = g_list_model_get_item (roster, j);

      if (!im_person_shows_contact (contact))
        continue;
      if (!searching)
        add_contact (self, sections, old_twins, contact);
      else if (matches (contact, words))
        g_ptr_array_add (rows, g_steal_pointer (&contact));
    }
  }

  append_sections (rows, sections);
  return rows;
}

static void
rebuild (UiContactTree *self)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->rows);
  guint n_contacts, start = 0, end = 0, n_common;

  self->rows = compute_rows (self, &n_contacts);
  n_common = MIN (old->len, self->rows->len);
  while (start < n_common && old->pdata[start] == self->rows->pdata[start])
    start++;
  while (end < n_common - start &&
         old->pdata[old->len - 1 - end] == self->rows->pdata[self->rows->len - 1 - end])
    end++;

  if (old->len != self->rows->len || start != old->len)
    g_list_model_items_changed (G_LIST_MODEL (self), start, old->len - start - end,
                                self->rows->len - start - end);

  if (self->empty != (n_contacts == 0)) {
    self->empty = n_contacts == 0;
    g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_EMPTY]);
  }
}

static gboolean
on_gathered (gpointer user_data)
{
  UiContactTree *self = user_data;

  self->rebuild_id = 0;
  rebuild (self);
  return G_SOURCE_REMOVE;
}

static void
queue_rebuild (UiContactTree *self)
{
  if (self->rebuild_id == 0)
    self->rebuild_id = g_timeout_add (GATHER_MS, on_gathered, self);
}

static void
on_accounts_changed (UiContactTree *self)
{
  guint n = g_list_model_get_n_items (self->accounts);

  for (guint i = 0; i < self->rosters->len; i++)
    g_signal_handlers_disconnect_by_data (self->rosters->pdata[i], self);
  g_ptr_array_set_size (self->rosters, 0);

  for (guint i = 0; i < n; i++) {
    g_autoptr (ImAccount) account = g_list_model_get_item (self->accounts, i);
    ImRoster *roster = im_account_get_roster (account);

    g_signal_connect_object (roster, "items-changed", G_CALLBACK (queue_rebuild), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (roster, "contacts-changed", G_CALLBACK (queue_rebuild), self,
                             G_CONNECT_SWAPPED);
    g_ptr_array_add (self->rosters, g_object_ref (roster));
  }
  queue_rebuild (self);
}

/* What the person asks to see is not gathered: Return in the search opens what is shown. */
static void
on_notify (UiContactTree *self, GParamSpec *pspec)
{
  if (pspec == pspecs[PROP_EMPTY])
    return;

  g_clear_handle_id (&self->rebuild_id, g_source_remove);
  rebuild (self);
}

UiContactTree *
ui_contact_tree_new (GListModel *accounts)
{
  UiContactTree *self = g_object_new (UI_TYPE_CONTACT_TREE, NULL);

  self->accounts = g_object_ref (accounts);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (on_accounts_changed), self,
                           G_CONNECT_SWAPPED);
  on_accounts_changed (self);
  g_clear_handle_id (&self->rebuild_id, g_source_remove);
  rebuild (self);
  return self;
}

void
ui_contact_tree_toggle (UiContactTree *self, guint position)
{
  UiContactGroup *group;

  g_return_if_fail (UI_IS_CONTACT_TREE (self));

  if (position >= self->rows->len || !UI_IS_CONTACT_GROUP (self->rows->pdata[position]))
    return;

  group = self->rows->pdata[position];
  ui_contact_group_set_expanded (group, !ui_contact_group_get_expanded (group));
  rebuild (self);
}

ImContact *
ui_contact_tree_contact_of (gpointer row)
{
  if (UI_IS_CONTACT_TWIN (row))
    return ui_contact_twin_get_contact (row);

  return IM_IS_CONTACT (row) ? row : NULL;
}

static GType
ui_contact_tree_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
ui_contact_tree_get_n_items (GListModel *model)
{
  return UI_CONTACT_TREE (model)->rows->len;
}

static gpointer
ui_contact_tree_get_item (GListModel *model, guint position)
{
  UiContactTree *self = UI_CONTACT_TREE (model);

  return position < self->rows->len ? g_object_ref (self->rows->pdata[position]) : NULL;
}

static void
ui_contact_tree_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ui_contact_tree_get_item_type;
  iface->get_n_items = ui_contact_tree_get_n_items;
  iface->get_item = ui_contact_tree_get_item;
}

static void
ui_contact_tree_dispose (GObject *object)
{
  UiContactTree *self = UI_CONTACT_TREE (object);

  g_clear_handle_id (&self->rebuild_id, g_source_remove);
  g_ptr_array_set_size (self->rosters, 0);
  g_clear_object (&self->accounts);

  G_OBJECT_CLASS (ui_contact_tree_parent_class)->dispose (object);
}

static void
ui_contact_tree_finalize (GObject *object)
{
  UiContactTree *self = UI_CONTACT_TREE (object);

  g_ptr_array_unref (self->rosters);
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->twins);
  g_hash_table_unref (self->groups);
  g_free (self->search);

  G_OBJECT_CLASS (ui_contact_tree_parent_class)->finalize (object);
}

static void
ui_contact_tree_class_init (UiContactTreeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ui_contact_tree_dispose;
  object_class->finalize = ui_contact_tree_finalize;
  base_props_install (object_class, props, G_N_ELEMENTS (props), pspecs);
}

static void
ui_contact_tree_init (UiContactTree *self)
{
  self->rosters = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->twins = new_twins ();
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->empty = TRUE;
  g_signal_connect (self, "notify", G_CALLBACK (on_notify), NULL);
}
