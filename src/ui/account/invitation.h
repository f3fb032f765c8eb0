/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a link says about a new account: links to a server, and invitations (XEP-0401, XEP-0445 §2).
 */
#pragma once

#include "im/uri.h"

typedef struct {
  char *server;
  char *username; /* (nullable): the account must have this name */
  char *token;    /* (nullable) */
} UiInvitation;

/**
 * ui_invitation_new:
 *
 * Returns: (nullable): NULL if nobody can create an account with this link
 */
UiInvitation *ui_invitation_new (const ImUri *uri) G_GNUC_WARN_UNUSED_RESULT;
void ui_invitation_free (UiInvitation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UiInvitation, ui_invitation_free)
