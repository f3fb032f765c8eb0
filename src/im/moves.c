/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks the old account of who claims to have moved.
 */

#include "im/moves.h"

#include "base/data.h"
#include "im/contact.h"
#include "xmpp/xep/0283-moved.h"

struct _ImMoves {
  ImRoster *roster;
  ImRequests *requests;
  XmppMoved *module;
  GCancellable *cancellable;
};

/* A claim that is looked into. */
struct _Claim {
  ImMoves *moves; /* gone when the question was cancelled */
  XmppJid *from;
  XmppJid *old;
};

BASE_DEFINE_DATA (Claim, claim)

static void
claim_cleanup (Claim *self)
{
  g_clear_pointer (&self->from, xmpp_jid_unref);
  g_clear_pointer (&self->old, xmpp_jid_unref);
}

static void
on_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Claim) claim = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppJid) told = xmpp_moved_ask_finish (XMPP_MOVED (source), result, &error);

  if (told == NULL)
    g_debug ("%s is not known to be %s: %s", xmpp_jid_string (claim->from),
             xmpp_jid_string (claim->old), error->message);
  else if (xmpp_jid_equal (told, claim->from))
    im_requests_set_moved (claim->moves->requests, claim->from, claim->old);
}

/* Who does not see our presence has no claim to see it from another address (§4.3). */
static void
on_claimed (XmppMoved *module, XmppJid *from, XmppJid *old, ImMoves *self)
{
  ImContact *contact = im_roster_find (self->roster, old);
  Claim *claim;

  if (contact == NULL || (im_contact_get_subscription (contact) & IM_SUBSCRIPTION_FROM) == 0)
    return;
  claim = claim_alloc ();
  claim->moves = self;
  claim->from = xmpp_jid_ref (from);
  claim->old = xmpp_jid_ref (old);
  xmpp_moved_ask_async (module, old, self->cancellable, on_told, claim);
}

ImMoves *
im_moves_new (ImRoster *roster, ImRequests *requests, XmppSession *session)
{
  ImMoves *self = g_new0 (ImMoves, 1);

  self->roster = roster;
  self->requests = requests;
  self->module = g_object_ref (xmpp_session_get_module (session, XMPP_TYPE_MOVED));
  self->cancellable = g_cancellable_new ();
  g_signal_connect (self->module, "claimed", G_CALLBACK (on_claimed), self);
  return self;
}

void
im_moves_free (ImMoves *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_signal_handlers_disconnect_by_data (self->module, self);
  g_object_unref (self->module);
  g_free (self);
}
