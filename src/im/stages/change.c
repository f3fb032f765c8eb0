/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings what is said about another message into that one; nothing of it goes on, unless the archive
 * has made a message of its own of it.
 */

#include "im/account-private.h"
#include "im/changes.h"
#include "im/pipeline.h"
#include "im/sync.h"

/* It stands for the message that it corrects: from here on it is as if that one had come. */
static void
go_on_as_message (ImDraft *draft, StoreChangeOutcome *outcome)
{
  draft->message = store_message_copy (outcome->message);
  draft->insertion = g_new0 (StoreInsertion, 1);
  draft->insertion->message = g_steal_pointer (&outcome->message);
  draft->insertion->conversation = g_steal_pointer (&outcome->conversation);
  im_draft_resume (draft, IM_STAGE_NEXT);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ImDraft *draft = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreChangeOutcome) outcome =
    store_changes_add_finish (STORE_DB (source), result, &error);

  /* NOT_FOUND: the account was removed. */
  if (outcome == NULL && !g_error_matches (error, STORE_ERROR, STORE_ERROR_NOT_FOUND)) {
    im_draft_fail (draft, error);
    return;
  }
  if (outcome != NULL && outcome->added) {
    go_on_as_message (draft, outcome);
    return;
  }
  if (outcome != NULL)
    im_change_show (draft->account, outcome);
  im_stage_receipt (draft);
  im_draft_resume (draft, IM_STAGE_DONE);
}

ImStageResult
im_stage_change (ImDraft *draft)
{
  if (draft->change == NULL)
    return IM_STAGE_NEXT;
  store_changes_add_async (
    im_account_get_services (draft->account)->db, im_account_get_id (draft->account),
    xmpp_jid_string (draft->peer), draft->change,
    im_sync_get_complete (im_account_get_sync (draft->account)), NULL, on_added, draft);
  return IM_STAGE_WAIT;
}
