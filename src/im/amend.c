/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the person does to a message after it was written; and what it said before.
 */

#include "im/amend.h"

#include "base/text.h"
#include "im/account-private.h"
#include "im/conversation-private.h"
#include "im/reactions.h"
#include "store/changes.h"

#include <string.h>

/* Who goes back further than this looks for the message and takes its menu. */
#define MAX_BACK 30

static gboolean
is_own (ImMessage *message)
{
  return im_message_get_outgoing (message) && im_message_get_kind (message) == IM_MESSAGE_CHAT &&
         im_message_get_retracted (message) == 0;
}

gboolean
im_amend_can_correct (ImMessage *message)
{
  return is_own (message) && *im_message_get_body (message) != '\0' &&
         !im_message_get_clipped (message) && im_message_get_has_id (message);
}

gboolean
im_amend_can_take_back (ImMessage *message)
{
  return is_own (message) && im_message_get_state (message) != IM_MESSAGE_FAILED &&
         im_message_get_has_id (message);
}

gboolean
im_amend_can_react (ImMessage *message)
{
  ImMessageKind kind = im_message_get_kind (message);

  return im_message_get_retracted (message) == 0 && im_message_get_has_id (message) &&
         (kind == IM_MESSAGE_CHAT || kind == IM_MESSAGE_NORMAL) &&
         im_message_get_state (message) != IM_MESSAGE_FAILED;
}

ImMessage *
im_amend_find_last (ImMessageList *list)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  for (guint i = n; i > 0 && i + MAX_BACK > n; i--) {
    g_autoptr (ImMessage) message = g_list_model_get_item (G_LIST_MODEL (list), i - 1);

    if (im_amend_can_correct (message))
      return g_steal_pointer (&message);
  }
  return NULL;
}

void
im_amend_correct (ImConversation *conversation, ImMessage *message, const char *text)
{
  ImAccount *account = im_conversation_get_account (conversation);
  g_autofree char *body = g_strdup (text);
  gsize length = strlen (body);

  if (account == NULL || base_text_is_blank (text) || !im_amend_can_correct (message))
    return;
  while (body[length - 1] == '\n' || body[length - 1] == '\r')
    body[--length] = '\0';
  if (!g_str_equal (body, im_message_get_body (message)))
    im_outbox_correct (im_account_get_outbox (account), conversation, message, body);
}

void
im_amend_take_back (ImConversation *conversation, ImMessage *message)
{
  ImAccount *account = im_conversation_get_account (conversation);

  if (account != NULL && im_amend_can_take_back (message))
    im_outbox_take_back (im_account_get_outbox (account), conversation, message);
}

void
im_amend_toggle_reaction (ImConversation *conversation, ImMessage *message, const char *emoji)
{
  ImAccount *account = im_conversation_get_account (conversation);
  g_auto (GStrv) all = NULL;

  if (account == NULL || !im_amend_can_react (message))
    return;
  all = im_reactions_toggle (im_message_get_reactions (message),
                             im_conversation_get_address (conversation), emoji);
  if (all != NULL)
    im_outbox_react (im_account_get_outbox (account), conversation, message,
                     (const char *const *) all);
}

void
im_version_free (gpointer self)
{
  ImVersion *version = self;

  g_free (version->text);
  g_free (version);
}

static void
free_list (gpointer list)
{
  g_ptr_array_unref (list);
}

static void
on_versions (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) changes = store_changes_versions_finish (STORE_DB (source), result, &error);
  GPtrArray *versions;

  if (changes == NULL) {
    g_task_return_error (task, error);
    return;
  }
  versions = g_ptr_array_new_with_free_func (im_version_free);
  for (guint i = 0; i < changes->len; i++) {
    StoreChange *change = changes->pdata[i];
    ImVersion *version;

    if (change->state == STORE_MESSAGE_FAILED || change->body == NULL)
      continue;
    version = g_new0 (ImVersion, 1);
    version->time = change->time;
    version->text = g_steal_pointer (&change->body);
    g_ptr_array_add (versions, version);
  }
  g_task_return_pointer (task, versions, free_list);
}

void
im_amend_list_versions_async (ImConversation *conversation,
                              ImMessage *message,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (conversation, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_amend_list_versions_async);
  store_changes_versions_async (im_conversation_get_db (conversation), im_message_get_id (message),
                                cancellable, on_versions, task);
}

GPtrArray *
im_amend_list_versions_finish (ImConversation *conversation, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
