/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a link says about a new account (XEP-0401, XEP-0445 §2).
 */
#include "config.h"

#include "ui/account/invitation.h"

/* A contact's link is for an account too only if it says so. */
static gboolean
is_for_account (const ImUri *uri)
{
  return uri->action == IM_URI_REGISTER ||
         (uri->action == IM_URI_ROSTER && im_uri_get (uri, "preauth") != NULL &&
          g_strcmp0 (im_uri_get (uri, "ibr"), "y") == 0);
}

UiInvitation *
ui_invitation_new (const ImUri *uri)
{
  UiInvitation *self;

  if (uri->jid == NULL || !is_for_account (uri))
    return NULL;
  self = g_new0 (UiInvitation, 1);
  self->server = g_strdup (xmpp_jid_domain (uri->jid));
  self->token = g_strdup (im_uri_get (uri, "preauth"));
  /* A contact's own name is taken. */
  if (uri->action == IM_URI_REGISTER)
    self->username = g_strdup (xmpp_jid_local (uri->jid));
  return self;
}

void
ui_invitation_free (UiInvitation *self)
{
  g_free (self->server);
  g_free (self->username);
  g_free (self->token);
  g_free (self);
}
