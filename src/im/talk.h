/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A talk with a service by forms: registration (XEP-0077), search (XEP-0055), or a command
 * (XEP-0050), step by step.
 */
#pragma once

#include "im/account.h"
#include "im/form.h"
#include "im/service.h"

typedef enum {
  IM_TALK_REGISTER,
  IM_TALK_SEARCH,
  IM_TALK_COMMAND,
} ImTalkKind;

/**
 * ImTalkAction:
 * @IM_TALK_BEGIN: asks what there is to fill in
 * @IM_TALK_PREV: back to the step before
 * @IM_TALK_NEXT: on to the next step
 * @IM_TALK_COMPLETE: the last step
 * @IM_TALK_CANCEL: nothing of it shall be
 * @IM_TALK_REMOVE: ends a registration
 *
 * Bits: what can be done at a step.
 */
typedef enum {
  IM_TALK_BEGIN = 0,
  IM_TALK_PREV = 1 << 0,
  IM_TALK_NEXT = 1 << 1,
  IM_TALK_COMPLETE = 1 << 2,
  IM_TALK_CANCEL = 1 << 3,
  IM_TALK_REMOVE = 1 << 4,
} ImTalkAction;

#define IM_TYPE_TALK (im_talk_get_type ())
G_DECLARE_FINAL_TYPE (ImTalk, im_talk, IM, TALK, GObject)

/* @node: (nullable): of the command */
ImTalk *im_talk_new (ImAccount *account, XmppJid *service, const char *node, ImTalkKind kind)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * im_talk_act_async:
 * @action: one bit, or BEGIN; again BEGIN starts anew
 * @answer: (transfer full) (nullable): to the form; not needed for PREV, CANCEL and REMOVE
 *
 * Errors: IM_ERROR_OFFLINE, XMPP_STANZA_ERROR, XMPP_SESSION_ERROR. What was shown before remains.
 */
void im_talk_act_async (ImTalk *self,
                        ImTalkAction action,
                        XmppForm *answer,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean im_talk_act_finish (ImTalk *self, GAsyncResult *result, GError **error);

ImTalkKind im_talk_get_kind (ImTalk *self);
XmppJid *im_talk_get_service (ImTalk *self);       /* (transfer none) */
ImAccount *im_talk_get_account (ImTalk *self);     /* (transfer none) */
ImForm *im_talk_get_form (ImTalk *self);           /* (nullable): to fill in, or the result */
const char *im_talk_get_notes (ImTalk *self);      /* (nullable) */
gboolean im_talk_has_error (ImTalk *self);         /* the notes tell of a failure */
const char *im_talk_get_url (ImTalk *self);        /* (nullable): a page for the same */
guint im_talk_get_actions (ImTalk *self);          /* what can be done now */
ImTalkAction im_talk_get_preferred (ImTalk *self); /* what Enter stands for */

/* Nothing is left to be done. */
gboolean im_talk_is_over (ImTalk *self);

/* A registration with it makes it a contact, and its end takes the people there off the list: see
 * im/gateway.h. */
void im_talk_set_gateway (ImTalk *self, ImService *gateway);
ImService *im_talk_get_gateway (ImTalk *self); /* (transfer none) (nullable) */

/* There is a registration already. */
gboolean im_talk_is_registered (ImTalk *self);
