/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs the stages in order. One stage waits for the archive, which works in order itself, so
 * messages never overtake each other.
 */

#include "im/pipeline.h"

#include "im/account-private.h"
#include "im/conversations-private.h"
#include "im/roster.h"

static const ImStageFunc stages[IM_N_STAGES] = {
  [IM_STAGE_UNWRAP] = im_stage_unwrap, [IM_STAGE_PARSE] = im_stage_parse,
  [IM_STAGE_APPLY] = im_stage_apply,   [IM_STAGE_CHANGE] = im_stage_change,
  [IM_STAGE_STORE] = im_stage_store,   [IM_STAGE_RECEIPT] = im_stage_receipt,
  [IM_STAGE_DEDUPE] = im_stage_dedupe, [IM_STAGE_SHOW] = im_stage_show,
  [IM_STAGE_NOTIFY] = im_stage_notify,
};

/* @error: (nullable) */
static void
draft_end (ImDraft *draft, const GError *error)
{
  xmpp_session_release (im_account_get_session (draft->account), draft->hold, error);
  g_clear_object (&draft->account);
  g_clear_object (&draft->conversation);
  g_clear_pointer (&draft->stanza, xml_element_unref);
  g_clear_pointer (&draft->from, xmpp_jid_unref);
  g_clear_pointer (&draft->peer, xmpp_jid_unref);
  g_clear_pointer (&draft->message, store_message_free);
  g_clear_pointer (&draft->change, store_change_free);
  g_clear_pointer (&draft->insertion, store_insertion_free);
  g_free (draft);
}

gboolean
im_draft_is_of_contact (ImDraft *draft)
{
  return im_roster_find (im_account_get_roster (draft->account), draft->peer) != NULL;
}

gboolean
im_draft_find_conversation (ImDraft *draft)
{
  if (draft->conversation == NULL && im_draft_is_of_contact (draft))
    draft->conversation = g_object_ref (im_conversations_ensure (
      im_account_get_conversations (draft->account), draft->account, draft->peer));
  return draft->conversation != NULL;
}

void
im_draft_resume (ImDraft *draft, ImStageResult result)
{
  while (result == IM_STAGE_NEXT && ++draft->stage < IM_N_STAGES)
    result = stages[draft->stage](draft);
  if (result != IM_STAGE_WAIT)
    draft_end (draft, NULL);
}

void
im_draft_fail (ImDraft *draft, const GError *error)
{
  g_message ("%s: cannot keep a message: %s", im_account_get_address (draft->account),
             error->message);
  draft_end (draft, error);
}

void
im_pipeline_run (ImAccount *account, const XmlElement *stanza)
{
  ImDraft *draft = g_new0 (ImDraft, 1);

  draft->account = g_object_ref (account);
  draft->stanza = xml_element_ref (stanza);
  draft->hold = xmpp_session_hold (im_account_get_session (account));
  im_draft_resume (draft, im_stage_unwrap (draft));
}
