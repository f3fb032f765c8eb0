/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes what one's other devices sent and received out of its envelope (XEP-0280), and keeps pages
 * of the archive (XEP-0313) away from what follows.
 */

#include "im/account-private.h"
#include "im/pipeline.h"
#include "xmpp/xep/0280-carbons.h"
#include "xmpp/xep/0313-mam.h"

ImStageResult
im_stage_unwrap (ImDraft *draft)
{
  const XmlElement *copy;
  gboolean sent;

  /* An envelope of anybody else is forged; what else is in their message counts (XEP-0280). */
  if (!xmpp_session_is_from_account (im_account_get_session (draft->account), draft->stanza))
    return IM_STAGE_NEXT;
  if (xmpp_mam_is_result (draft->stanza))
    return IM_STAGE_DONE;
  copy = xmpp_carbons_read (draft->stanza, &sent);
  if (copy == NULL)
    return IM_STAGE_NEXT;
  draft->copied = TRUE;
  draft->direction = sent ? STORE_MESSAGE_OUT : STORE_MESSAGE_IN;
  copy = xml_element_ref (copy);
  xml_element_unref (draft->stanza);
  draft->stanza = (XmlElement *) copy;
  return IM_STAGE_NEXT;
}
