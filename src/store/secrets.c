/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The Secret Service, through libsecret.
 */
#include "config.h"

#include "store/secrets.h"

#include <libsecret/secret.h>

G_DEFINE_QUARK (store_secrets_error, store_secrets_error)

static const SecretSchema schema = {
  .name = "im.kith.Kith.Account",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

/* What the bus says when nobody answers to the name, or may be asked. */
static const int absences[] = {
  G_DBUS_ERROR_SERVICE_UNKNOWN,    G_DBUS_ERROR_NAME_HAS_NO_OWNER,
  G_DBUS_ERROR_NO_REPLY,           G_DBUS_ERROR_NO_SERVER,
  G_DBUS_ERROR_DISCONNECTED,       G_DBUS_ERROR_TIMEOUT,
  G_DBUS_ERROR_TIMED_OUT,          G_DBUS_ERROR_ACCESS_DENIED,
  G_DBUS_ERROR_SPAWN_EXEC_FAILED,  G_DBUS_ERROR_SPAWN_FORK_FAILED,
  G_DBUS_ERROR_SPAWN_CHILD_EXITED, G_DBUS_ERROR_SPAWN_CHILD_SIGNALED,
  G_DBUS_ERROR_SPAWN_FAILED,       G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND,
};

static gboolean
is_absence (const GError *error)
{
  /* These come from the attempt to reach the session bus, or to start one. */
  if (error->domain == G_IO_ERROR || error->domain == G_SPAWN_ERROR ||
      error->domain == G_SPAWN_EXIT_ERROR)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (absences); i++) {
    if (g_error_matches (error, G_DBUS_ERROR, absences[i]))
      return TRUE;
  }
  return FALSE;
}

static StoreSecretsError
code_of (const GError *error)
{
  /* The caller did not cancel, so the person did: they closed the keyring's dialog. */
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return STORE_SECRETS_ERROR_LOCKED;
  return is_absence (error) ? STORE_SECRETS_ERROR_UNAVAILABLE : STORE_SECRETS_ERROR_FAILED;
}

/* Ends @task with what libsecret said. @error: (transfer full) */
static void
return_error (GTask *task, GError *error)
{
  g_autoptr (GError) owned = error;

  if (g_task_return_error_if_cancelled (task))
    return;
  g_dbus_error_strip_remote_error (owned);
  g_task_return_new_error (task, STORE_SECRETS_ERROR, code_of (owned), "The keyring reports: %s",
                           owned->message);
}

static GHashTable *
attributes_new (const char *account, const char *kind)
{
  return secret_attributes_build (&schema, "account", account, "kind", kind, NULL);
}

static void
free_secret (gpointer secret)
{
  store_secret_free (secret);
}

static void
on_retrieved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SecretValue) value = NULL;
  GError *error = NULL;

  value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);
  if (error != NULL) {
    return_error (task, error);
    return;
  }
  /* What is no text was not put there by us. */
  if (value == NULL || secret_value_get_text (value) == NULL) {
    g_task_return_pointer (task, NULL, NULL);
    return;
  }
  g_task_return_pointer (task, secret_value_unref_to_password (g_steal_pointer (&value), NULL),
                         free_secret);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autolist (GObject) found = NULL;
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  found = secret_password_search_finish (result, &error);
  if (error != NULL) {
    return_error (task, error);
    return;
  }
  if (found == NULL) {
    g_task_return_pointer (task, NULL, NULL);
    return;
  }
  /* A dialog that was closed is no error to libsecret; the item is just still locked. */
  if (SECRET_IS_ITEM (found->data) && secret_item_get_locked (found->data)) {
    return_error (task, g_error_new_literal (SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "Still locked"));
    return;
  }
  secret_retrievable_retrieve_secret (found->data, cancellable, on_retrieved,
                                      g_steal_pointer (&task));
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, error);
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  /* FALSE without an error: there was nothing. */
  secret_password_clear_finish (result, &error);
  if (error != NULL)
    return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
store_secret_free (StoreSecret *self)
{
  secret_password_free (self);
}

void
store_secrets_lookup_async (const char *account,
                            const char *kind,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GHashTable) attributes = NULL;

  g_return_if_fail (account != NULL && kind != NULL);

  g_task_set_source_tag (task, store_secrets_lookup_async);
  attributes = attributes_new (account, kind);
  /* Not secret_password_lookup(), which cannot tell a locked keyring from an empty one. */
  secret_password_searchv (&schema, attributes, SECRET_SEARCH_UNLOCK, cancellable, on_found,
                           g_steal_pointer (&task));
}

StoreSecret *
store_secrets_lookup_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
store_secrets_store_async (const char *account,
                           const char *kind,
                           const char *secret,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GHashTable) attributes = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (account != NULL && kind != NULL && secret != NULL);

  g_task_set_source_tag (task, store_secrets_store_async);
  attributes = attributes_new (account, kind);
  /* The keyring's own program shows this. */
  label = g_strdup_printf ("Kith: %s", account);
  secret_password_storev (&schema, attributes, SECRET_COLLECTION_DEFAULT, label, secret,
                          cancellable, on_stored, g_steal_pointer (&task));
}

gboolean
store_secrets_store_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
store_secrets_clear_async (const char *account,
                           const char *kind,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GHashTable) attributes = NULL;

  g_return_if_fail (account != NULL);

  g_task_set_source_tag (task, store_secrets_clear_async);
  attributes = kind != NULL ? attributes_new (account, kind)
                            : secret_attributes_build (&schema, "account", account, NULL);
  secret_password_clearv (&schema, attributes, cancellable, on_cleared, g_steal_pointer (&task));
}

gboolean
store_secrets_clear_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
