/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody suggests whom to have on the contact list, and the person chooses (XEP-0144).
 */
#pragma once

#include "im/types.h"
#include "xmpp/xep/0144-exchange.h"

#define IM_TYPE_SUGGESTION (im_suggestion_get_type ())
G_DECLARE_FINAL_TYPE (ImSuggestion, im_suggestion, IM, SUGGESTION, GObject)

ImAccount *im_suggestion_get_account (ImSuggestion *self); /* (transfer none) (nullable) */
XmppJid *im_suggestion_get_from (ImSuggestion *self);      /* (transfer none) */

/* What would change the contact list. Who is to be removed leaves the groups that are named there, else the
 * list. (element-type XmppExchangeItem) */
const GPtrArray *im_suggestion_get_items (ImSuggestion *self);

/* Those that wait for an answer, the oldest first, 20 at most: GListModel of ImSuggestion.
 * (transfer none) */
GListModel *im_suggestions_get (ImAccount *account);

/* Asks the server for what the person chose: @wanted has a boolean for each item. Nobody is told of
 * what fails; the list shows what came of it. Errors: IM_ERROR_OFFLINE. */
gboolean im_suggestion_accept (ImSuggestion *self, const gboolean *wanted, GError **error);

/* The person does not want it. */
void im_suggestion_dismiss (ImSuggestion *self);
