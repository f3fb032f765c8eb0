/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeps a message, and makes its conversation when it is the first.
 */

#include "im/account-private.h"
#include "im/conversation-private.h"
#include "im/pipeline.h"

/* What nothing will ever change: the account was removed. */
static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

static void
on_inserted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ImDraft *draft = user_data;
  g_autoptr (GError) error = NULL;

  draft->insertion = store_messages_insert_incoming_finish (STORE_DB (source), result, &error);
  if (draft->insertion != NULL)
    im_draft_resume (draft, IM_STAGE_NEXT);
  else if (is_final (error))
    im_draft_resume (draft, IM_STAGE_DONE);
  else
    im_draft_fail (draft, error);
}

ImStageResult
im_stage_store (ImDraft *draft)
{
  const char *peer;

  if (draft->insertion != NULL)
    return IM_STAGE_NEXT; /* a change has made it */
  peer = draft->announced ? STORE_ANNOUNCEMENTS_PEER : xmpp_jid_string (draft->peer);

  store_messages_insert_incoming_async (im_account_get_services (draft->account)->db,
                                        im_account_get_id (draft->account), peer, draft->message,
                                        NULL, on_inserted, draft);
  return IM_STAGE_WAIT;
}
