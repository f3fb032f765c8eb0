/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The suggestions of one account: a part of it.
 */
#pragma once

#include "im/suggestion.h"
#include "xmpp/session.h"

typedef struct _ImSuggestions ImSuggestions;

/* @account owns it */
ImSuggestions *im_suggestions_new (ImAccount *account,
                                   XmppSession *session) G_GNUC_WARN_UNUSED_RESULT;
void im_suggestions_free (ImSuggestions *self);
GListModel *im_suggestions_get_model (ImSuggestions *self); /* (transfer none) */
