/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The account for people nearby: one like any other, but by the road that has no server.
 */

#include "im/nearby.h"

#include "xmpp/jid-escape.h"

gboolean
im_nearby_is (ImAccount *account)
{
  return im_account_get_settings (account)->road == XMPP_ROAD_NEARBY;
}

ImAccount *
im_nearby_find (ImAccounts *accounts)
{
  GListModel *model = G_LIST_MODEL (accounts);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (ImAccount) account = g_list_model_get_item (model, i);

    if (im_nearby_is (account))
      return account;
  }
  return NULL;
}

/* The first label of a host's name, with nothing in it that a domain must not have. */
static char *
make_domain (const char *machine)
{
  g_autoptr (GString) domain = g_string_new (NULL);

  for (const char *c = machine; *c != '\0' && *c != '.' && domain->len < 63; c++) {
    if (g_ascii_isalnum (*c))
      g_string_append_c (domain, g_ascii_tolower (*c));
    else if (domain->len > 0 && domain->str[domain->len - 1] != '-')
      g_string_append_c (domain, '-');
  }
  while (domain->len > 0 && domain->str[domain->len - 1] == '-')
    g_string_truncate (domain, domain->len - 1);
  if (domain->len == 0)
    g_string_assign (domain, "localhost");
  return g_string_free (g_steal_pointer (&domain), FALSE);
}

char *
im_nearby_make_address (const char *user, const char *machine)
{
  g_autofree char *local = xmpp_jid_escape_local (user, NULL);
  g_autofree char *domain = make_domain (machine);
  g_autofree char *text = g_strdup_printf ("%s@%s", local != NULL ? local : "", domain);
  g_autoptr (XmppJid) jid = xmpp_jid_parse (text, NULL);

  return jid != NULL ? g_strdup (xmpp_jid_string (jid)) : g_strdup_printf ("user@%s", domain);
}

/* (transfer full): GLib says "Unknown" where there is none. */
static char *
dup_real_name (void)
{
  const char *name = g_get_real_name ();

  return g_strdup (g_strcmp0 (name, "Unknown") != 0 ? name : g_get_user_name ());
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *label = g_task_get_task_data (task);
  GError *error = NULL;
  ImAccount *account = im_accounts_add_finish (IM_ACCOUNTS (source), result, &error);

  if (account == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (label != NULL)
    im_account_set_label (account, label);
  g_task_return_pointer (task, account, g_object_unref);
}

void
im_nearby_add_async (ImAccounts *accounts,
                     const char *label,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (accounts, NULL, callback, user_data);
  g_autofree char *address = im_nearby_make_address (g_get_user_name (), g_get_host_name ());
  g_autoptr (ImAccountSettings) settings = im_account_settings_copy (NULL);

  g_task_set_source_tag (task, im_nearby_add_async);
  g_task_set_task_data (task, g_strdup (label), g_free);
  settings->road = XMPP_ROAD_NEARBY;
  settings->resource = dup_real_name ();
  im_accounts_add_async (accounts, address, NULL, settings, NULL, on_added, task);
}

ImAccount *
im_nearby_add_finish (ImAccounts *accounts, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
im_nearby_get_name (ImAccount *account)
{
  return im_account_get_settings (account)->resource;
}

/* It is what the road without a server takes for the name of this device. */
void
im_nearby_set_name (ImAccount *account, const char *name)
{
  g_autoptr (ImAccountSettings) settings =
    im_account_settings_copy (im_account_get_settings (account));

  g_free (settings->resource);
  settings->resource = g_strdup (name);
  im_account_set_settings (account, settings, NULL);
}
