/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * xmpp: addresses as links (RFC 5122, XEP-0147): a pure parser and its counterpart.
 */
#pragma once

#include "xmpp/jid.h"

#include <glib.h>

/* What a link asks for. Anything else than the named ones is UNKNOWN: open the address's page. */
typedef enum {
  IM_URI_NONE,      /* just the address */
  IM_URI_MESSAGE,   /* ?message: write to them; body and subject may be proposed */
  IM_URI_SUBSCRIBE, /* ?subscribe: ask to see their presence */
  IM_URI_ROSTER,    /* ?roster: add to the contacts; name and group may be proposed */
  IM_URI_REMOVE,    /* ?remove: remove from the contacts */
  IM_URI_UNSUBSCRIBE,
  IM_URI_JOIN,     /* ?join: a room */
  IM_URI_REGISTER, /* ?register: with a server, service or invitation */
  IM_URI_UNKNOWN,
} ImUriAction;

typedef struct {
  XmppJid *account; /* (nullable): xmpp://account@here/…: the account to use */
  XmppJid *jid;     /* (nullable): only when account is given */
  ImUriAction action;
  GHashTable *params; /* decoded keys and values; see im_uri_get() */
} ImUri;

/**
 * im_uri_parse:
 *
 * Nothing that a link says is ever done without the person: this only reads it. At most 8 KiB.
 *
 * Errors: IM_ERROR_INVALID, XMPP_JID_ERROR_*.
 */
ImUri *im_uri_parse (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void im_uri_free (ImUri *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImUri, im_uri_free)

/* "body", "subject", "name", "group", "thread", "password", "preauth" …; NULL when absent. */
const char *im_uri_get (const ImUri *self, const char *key);

/* The shortest link to @jid. */
char *im_uri_format (const XmppJid *jid) G_GNUC_WARN_UNUSED_RESULT;
