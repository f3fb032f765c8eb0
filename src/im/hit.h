/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message that a search found.
 */
#pragma once

#include "base/text.h"
#include "im/types.h"
#include "store/search.h"

#define IM_TYPE_HIT (im_hit_get_type ())
G_DECLARE_FINAL_TYPE (ImHit, im_hit, IM, HIT, GObject)

/* Bytes of a snippet, about. */
#define IM_HIT_SNIPPET 160

/* @record: what was found in @conversation */
ImHit *im_hit_new (ImConversation *conversation, const StoreHit *record) G_GNUC_WARN_UNUSED_RESULT;

ImConversation *im_hit_get_conversation (ImHit *self); /* (transfer none) */
gint64 im_hit_get_id (ImHit *self);                    /* of the message */
gint64 im_hit_get_time (ImHit *self);                  /* µs since 1970, UTC */
gboolean im_hit_get_outgoing (ImHit *self);

/* The part of the message where the first of what was looked for is, in one line. */
const char *im_hit_get_snippet (ImHit *self);

/* (element-type BaseSpan): where the snippet has it */
const GArray *im_hit_get_spans (ImHit *self);

/**
 * im_hit_cut:
 * @spans: (element-type BaseSpan): of @body
 * @cut_spans: (out): of what is returned
 *
 * The snippet of a text.
 */
char *
im_hit_cut (const char *body, const GArray *spans, GArray **cut_spans) G_GNUC_WARN_UNUSED_RESULT;
