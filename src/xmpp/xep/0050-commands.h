/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ad-hoc commands: what to send for each step, and what came back (XEP-0050, XEP-0133). */
#pragma once

#include "xml/element.h"
#include "xmpp/xep/0004-data-forms.h"

/* Bits: what one may do at a step (§3.4). */
typedef enum {
  XMPP_COMMAND_EXECUTE = 0, /* begins */
  XMPP_COMMAND_PREV = 1 << 0,
  XMPP_COMMAND_NEXT = 1 << 1,
  XMPP_COMMAND_COMPLETE = 1 << 2,
  XMPP_COMMAND_CANCEL = 1 << 3,
} XmppCommandAction;

/**
 * XmppCommand:
 * @session_id: (nullable): to be sent with the next step
 * @over: it is completed or cancelled
 * @actions: of XmppCommandAction, without CANCEL, which is always possible until it is over
 * @preferred: the one of @actions that Enter stands for
 * @form: (nullable): to fill in, or the result
 * @notes: (nullable): what it tells, line by line
 * @is_error: one of the notes is of an error
 *
 * One step of a command.
 */
typedef struct {
  char *session_id;
  gboolean over;
  guint actions;
  XmppCommandAction preferred;
  XmppForm *form;
  char *notes;
  gboolean is_error;
} XmppCommand;

/* @command: (nullable): NULL or another element gives NULL. (nullable) */
XmppCommand *xmpp_command_parse (const XmlElement *command) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_command_free (XmppCommand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppCommand, xmpp_command_free)

/**
 * xmpp_command_build:
 * @session_id, @answer: (nullable)
 *
 * The payload of an iq of type set.
 */
XmlElement *xmpp_command_build (const char *node,
                                const char *session_id,
                                XmppCommandAction action,
                                const XmppForm *answer) G_GNUC_WARN_UNUSED_RESULT;
