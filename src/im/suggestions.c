/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Suggestions for the contact list (XEP-0144): from whom they are taken, and what of them would change
 * anything. Nothing is done without the person.
 */

#include "im/suggestions.h"

#include "im/account-private.h"
#include "im/roster-private.h"

/* One from each sender at a time, so that nobody fills the list alone. */
#define MAX_SUGGESTIONS 20

struct _ImSuggestion {
  GObject parent_instance;

  ImAccount *account; /* weak */
  XmppJid *from;
  GPtrArray *items; /* of XmppExchangeItem */
};

struct _ImSuggestions {
  ImAccount *account; /* unowned */
  XmppExchange *module;
  GListStore *model;
};

G_DEFINE_FINAL_TYPE (ImSuggestion, im_suggestion, G_TYPE_OBJECT)

ImAccount *
im_suggestion_get_account (ImSuggestion *self)
{
  return self->account;
}

XmppJid *
im_suggestion_get_from (ImSuggestion *self)
{
  return self->from;
}

const GPtrArray *
im_suggestion_get_items (ImSuggestion *self)
{
  return self->items;
}

GListModel *
im_suggestions_get (ImAccount *account)
{
  return im_suggestions_get_model (im_account_get_parts (account)->suggestions);
}

/* Those of the contact that @item does not name. */
static GStrv
list_other_groups (ImContact *contact, const XmppExchangeItem *item)
{
  g_autoptr (GStrvBuilder) others = g_strv_builder_new ();
  const char *const *groups = im_contact_get_groups (contact);

  for (guint i = 0; groups[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) item->groups, groups[i]))
      g_strv_builder_add (others, groups[i]);
  return g_strv_builder_end (others);
}

static gboolean
contains_all (const char *const *groups, const char *const *others)
{
  gboolean all = TRUE;

  for (guint i = 0; all && others[i] != NULL; i++)
    all = g_strv_contains (groups, others[i]);
  return all;
}

/* In whatever order. */
static gboolean
is_in_groups (ImContact *contact, const char *const *groups)
{
  const char *const *current = im_contact_get_groups (contact);

  return contains_all (current, groups) && contains_all (groups, current);
}

/* People may only recommend somebody; what keeps a list of its own, such as a gateway that one is
 * registered with, may also take back and rename (§5), which concerns only what it names. What is so
 * already is left out (§3). */
static gboolean
would_change (ImRoster *roster, const XmppJid *from, const XmppExchangeItem *item)
{
  ImContact *contact = im_roster_find (roster, item->jid);
  const char *const *groups = (const char *const *) item->groups;

  if (item->action == XMPP_EXCHANGE_ADD)
    return contact == NULL;
  if (contact == NULL || xmpp_jid_local (from) != NULL)
    return FALSE;
  if (item->action == XMPP_EXCHANGE_DELETE) {
    g_auto (GStrv) others = list_other_groups (contact, item);

    return *groups == NULL || !is_in_groups (contact, (const char *const *) others);
  }
  return (item->name != NULL && g_strcmp0 (im_contact_get_name (contact), item->name) != 0) ||
         (*groups != NULL && !is_in_groups (contact, groups));
}

/* Only for what would change the list now. */
static void
accept_item (ImRoster *roster, const XmppExchangeItem *item)
{
  const char *const *groups = (const char *const *) item->groups;
  ImContact *contact = im_roster_find (roster, item->jid);

  if (item->action == XMPP_EXCHANGE_ADD) {
    im_roster_add_async (roster, item->jid, item->name, groups, NULL, NULL, NULL, NULL);
  } else if (item->action == XMPP_EXCHANGE_MODIFY) {
    xmpp_roster_set_async (im_roster_get_module (roster), item->jid,
                           item->name != NULL ? item->name : im_contact_get_name (contact),
                           *groups != NULL ? groups : im_contact_get_groups (contact), NULL, NULL,
                           NULL);
  } else if (*groups != NULL) {
    g_auto (GStrv) others = list_other_groups (contact, item);

    im_roster_set_groups_async (roster, contact, (const char *const *) others, NULL, NULL, NULL);
  } else {
    im_roster_remove_async (roster, contact, NULL, NULL, NULL);
  }
}

gboolean
im_suggestion_accept (ImSuggestion *self, const gboolean *wanted, GError **error)
{
  ImRoster *roster;

  if (self->account == NULL)
    return TRUE;
  roster = im_account_get_roster (self->account);
  if (!im_roster_check_online (roster, error))
    return FALSE;
  for (guint i = 0; i < self->items->len; i++)
    if (wanted[i] && would_change (roster, self->from, self->items->pdata[i]))
      accept_item (roster, self->items->pdata[i]);
  im_suggestion_dismiss (self);
  return TRUE;
}

void
im_suggestion_dismiss (ImSuggestion *self)
{
  GListStore *model;
  guint position;

  if (self->account == NULL)
    return;
  model = G_LIST_STORE (im_suggestions_get (self->account));
  if (g_list_store_find (model, self, &position))
    g_list_store_remove (model, position);
}

/* Contacts, the server, and services that became contacts when one registered with them. */
static gboolean
is_trusted (ImSuggestions *self, XmppJid *from)
{
  XmppJid *account = im_account_get_jid (self->account);

  if (xmpp_jid_equal_bare (from, account) ||
      im_roster_find (im_account_get_roster (self->account), from))
    return TRUE;
  return xmpp_jid_local (from) == NULL &&
         g_str_equal (xmpp_jid_domain (from), xmpp_jid_domain (account));
}

/* Who would be in no group then is to go altogether (§3.2). */
static XmppExchangeItem *
copy_item (ImRoster *roster, const XmppExchangeItem *item)
{
  XmppExchangeItem *copy = xmpp_exchange_item_copy (item);

  if (item->action == XMPP_EXCHANGE_DELETE) {
    g_auto (GStrv) others = list_other_groups (im_roster_find (roster, item->jid), item);

    if (*others == NULL) {
      g_strfreev (copy->groups);
      copy->groups = g_new0 (char *, 1);
    }
  }
  return copy;
}

static ImSuggestion *
new_suggestion (ImSuggestions *self, XmppJid *from, GPtrArray *items)
{
  ImRoster *roster = im_account_get_roster (self->account);
  ImSuggestion *suggestion = g_object_new (IM_TYPE_SUGGESTION, NULL);

  g_set_weak_pointer (&suggestion->account, self->account);
  suggestion->from = xmpp_jid_bare (from);
  suggestion->items = g_ptr_array_new_with_free_func (xmpp_exchange_item_free);
  for (guint i = 0; i < items->len; i++) {
    const XmppExchangeItem *item = g_ptr_array_index (items, i);

    if (would_change (roster, from, item) &&
        !xmpp_jid_equal_bare (item->jid, im_account_get_jid (self->account)))
      g_ptr_array_add (suggestion->items, copy_item (roster, item));
  }
  return suggestion;
}

/* A new one of the same sender takes the place of theirs. */
static void
put (ImSuggestions *self, ImSuggestion *suggestion)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  for (guint i = 0; i < n_items; i++) {
    g_autoptr (ImSuggestion) other = g_list_model_get_item (G_LIST_MODEL (self->model), i);

    if (xmpp_jid_equal (other->from, suggestion->from)) {
      g_list_store_splice (self->model, i, 1, (gpointer *) &suggestion, 1);
      return;
    }
  }
  if (n_items < MAX_SUGGESTIONS)
    g_list_store_append (self->model, suggestion);
}

static void
on_suggested (XmppExchange *module, XmppJid *from, GPtrArray *items, ImAccount *account)
{
  ImSuggestions *self = im_account_get_parts (account)->suggestions;
  g_autoptr (ImSuggestion) suggestion = NULL;

  if (!is_trusted (self, from))
    return;
  suggestion = new_suggestion (self, from, items);
  if (suggestion->items->len > 0)
    put (self, suggestion);
}

ImSuggestions *
im_suggestions_new (ImAccount *account, XmppSession *session)
{
  ImSuggestions *self = g_new0 (ImSuggestions, 1);

  self->account = account;
  self->module = g_object_ref (xmpp_session_get_module (session, XMPP_TYPE_EXCHANGE));
  self->model = g_list_store_new (IM_TYPE_SUGGESTION);
  g_signal_connect_object (self->module, "suggested", G_CALLBACK (on_suggested), account, 0);
  return self;
}

void
im_suggestions_free (ImSuggestions *self)
{
  g_object_unref (self->module);
  g_object_unref (self->model);
  g_free (self);
}

GListModel *
im_suggestions_get_model (ImSuggestions *self)
{
  return G_LIST_MODEL (self->model);
}

static void
im_suggestion_dispose (GObject *object)
{
  g_clear_weak_pointer (&IM_SUGGESTION (object)->account);
  G_OBJECT_CLASS (im_suggestion_parent_class)->dispose (object);
}

static void
im_suggestion_finalize (GObject *object)
{
  g_clear_pointer (&IM_SUGGESTION (object)->from, xmpp_jid_unref);
  g_clear_pointer (&IM_SUGGESTION (object)->items, g_ptr_array_unref);
  G_OBJECT_CLASS (im_suggestion_parent_class)->finalize (object);
}

static void
im_suggestion_class_init (ImSuggestionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = im_suggestion_dispose;
  G_OBJECT_CLASS (klass)->finalize = im_suggestion_finalize;
}

static void
im_suggestion_init (ImSuggestion *self)
{
}
