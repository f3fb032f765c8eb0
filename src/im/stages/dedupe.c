/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ends what the archive had before: a server may deliver a message twice, a sender may repeat it.
 */

#include "im/pipeline.h"

ImStageResult
im_stage_dedupe (ImDraft *draft)
{
  return draft->insertion->duplicate ? IM_STAGE_DONE : IM_STAGE_NEXT;
}
