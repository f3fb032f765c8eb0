/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells the sender that a message has arrived (XEP-0184), also when it arrived a second time: the
 * first receipt may be what was lost.
 */

#include "im/account-private.h"
#include "im/failure.h"
#include "im/pipeline.h"
#include "im/settings.h"
#include "xmpp/xep/0184-receipts.h"

/* A receipt tells that we are here, so it goes only to those who see that anyway (XEP-0184 §8). */
static gboolean
may_know (ImDraft *draft)
{
  return im_own_presence_is_seen_by (im_account_get_presence (draft->account), draft->peer);
}

ImStageResult
im_stage_receipt (ImDraft *draft)
{
  ImServices *services = im_account_get_services (draft->account);
  g_autofree char *id = im_failure_make_quiet_id ();
  XmlElement *receipt;

  /* The device that a copy was meant for answers itself. */
  if (draft->copied || !im_settings_get_send_receipts (services->settings) ||
      !xmpp_receipts_is_requested (draft->stanza) ||
      (draft->message != NULL && draft->message->kind == STORE_MESSAGE_ERROR) || !may_know (draft))
    return IM_STAGE_NEXT;
  receipt = xmpp_receipts_new_receipt (draft->stanza);
  xml_element_set (receipt, "id", id);
  xmpp_session_send (im_account_get_session (draft->account), receipt);
  return IM_STAGE_NEXT;
}
