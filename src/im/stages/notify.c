/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells the person of a new message.
 */

#include "im/announce.h"
#include "im/pipeline.h"

ImStageResult
im_stage_notify (ImDraft *draft)
{
  im_announce (draft->conversation, draft->insertion->message, draft->delayed);
  return IM_STAGE_DONE;
}
