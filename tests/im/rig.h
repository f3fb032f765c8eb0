/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An account of romeo@example.org with an archive in memory and a server that the test plays.
 */
#pragma once

#include "im/account-private.h"
#include "im/accounts-private.h"
#include "im/conversation-private.h"
#include "im/settings.h"
#include "mock/sign-in.h"
#include "mock/transport.h"

/**
 * ImRig:
 * @monitor: see fake_monitor_change()
 * @transport: (nullable): the one that was dialled last
 * @dial_error: (nullable): what the next dialling fails with, once
 * @no_tls: the server has no TLS, and the account may go without
 * @unmanaged: the server has no stream management, so the client asks for no acknowledgements
 * @limits: (nullable): what an unmanaged server says that it will not take, as XML
 * @archive: (nullable): what is said about the server's archive after the first presence; NULL:
 *   IM_RIG_NO_ARCHIVE
 * @displayed: (nullable): what is said before that about what was read; NULL:
 *   IM_RIG_NOTHING_DISPLAYED
 * @n_dials: how often was dialled
 * @dialled_host: (nullable): where to, the last time; NULL: wherever the domain says
 * @dialled_url: (nullable): the same for a road over the web
 * @dialled_road: by which road
 * @dialled_pin: (nullable): the only certificate that would have been accepted
 * @now: of the fake clock, by xmpp_timer_now()
 *
 * A fixture for g_test_add(). There is no bus, no keyring and no network.
 */
typedef struct {
  StoreDb *db;
  ImServices *services;
  ImConversations *conversations;
  ImAccounts *accounts;
  ImAccount *account;
  GNetworkMonitor *monitor;
  MockTransport *transport;
  GError *dial_error;
  gboolean no_tls;
  gboolean unmanaged;
  const char *limits;
  const char *archive;
  const char *displayed;
  guint n_dials;
  char *dialled_host;
  guint16 dialled_port;
  char *dialled_url;
  XmppRoad dialled_road;
  char *dialled_pin;
  gint64 now;
} ImRig;

/* Instead of g_test_init(). */
void im_rig_init (int *argc, char ***argv);

/* Adds a test of the unit @unit, a literal, that uses an ImRig; or one that is unmanaged. */
#define im_rig_add_unmanaged(unit, name, func)                                                     \
  g_test_add ("/im/" unit "/" name, ImRig, "", im_rig_setup, func, im_rig_teardown)
#define im_rig_add(unit, name, func)                                                               \
  g_test_add ("/im/" unit "/" name, ImRig, NULL, im_rig_setup, func, im_rig_teardown)

void im_rig_setup (ImRig *self, gconstpointer data);

/* Asserts that nothing of it is left. */
void im_rig_teardown (ImRig *self, gconstpointer data);

/* Adds the account with a password and wants it online, up to the open transport. */
void im_rig_connect (ImRig *self);

/* The account has dialled, and has what im_rig_play() plays on. */
void im_rig_wait_for_transport (ImRig *self);

/* The same up to the first presence. @items: the contact list, as XML */
void im_rig_sign_in (ImRig *self, const char *items);

/* The server's side of a sign-in on a transport that is connected. */
void im_rig_welcome (ImRig *self, const char *items);

/* The program dies and starts again: nothing but the archive is left. */
void im_rig_restart (ImRig *self);

/* See mock_transport_play(). */
void im_rig_play (ImRig *self, const char *transcript);

/* Moves the clock and runs what is due. */
void im_rig_advance (ImRig *self, gint64 seconds);

/* The same, but does not wait for the archive. */
void im_rig_advance_clock (ImRig *self, gint64 seconds);

/* Lets everything come through that needs nobody else: callbacks, and the archive's queue. */
void im_rig_settle (ImRig *self);

/* Waits until the account is in that state. */
void im_rig_wait_for_state (ImRig *self, ImAccountState state);

/* The conversation with an address, made when missing, and with its id. */
ImConversation *im_rig_converse (ImRig *self, const char *address);

/* Give im_rig_done() and the address of a NULL to an _async function. */
void im_rig_done (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *im_rig_await (GAsyncResult **result); /* (transfer none) */

XmppJid *im_rig_jid (const char *text);

/* "body/state" of each message in @list, one line, the oldest first. */
char *im_rig_dump (ImMessageList *list);

/* What a session begins with: copies of what other devices do are wanted. */
#define IM_RIG_BEGIN "C: <iq type='set' id='*'><enable xmlns='urn:xmpp:carbons:2'/></iq>\n"

/* What follows the first presence: the server is asked what was read elsewhere, which is nothing, and
 * what it can do for the account. */
#define IM_RIG_FETCH_DISPLAYED                                                                     \
  "C: <iq type='get' id='*'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"                    \
  "<items node='urn:xmpp:mds:displayed:0'/></pubsub></iq>\n"
#define IM_RIG_LOOK_UP                                                                             \
  "C: <iq type='get' id='*' to='romeo@example.org'>"                                               \
  "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>\n"
#define IM_RIG_NOT_FOUND                                                                           \
  "S: <iq type='error' id='@'><error type='cancel'><item-not-found "                               \
  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n"
#define IM_RIG_ABLE(features)                                                                      \
  "S: <iq type='result' id='@' from='romeo@example.org'>"                                          \
  "<query xmlns='http://jabber.org/protocol/disco#info'>"                                          \
  "<identity category='pubsub' type='pep'/>" features "</query></iq>\n"
#define IM_RIG_NOTHING_DISPLAYED                                                                   \
  IM_RIG_FETCH_DISPLAYED IM_RIG_NOT_FOUND IM_RIG_LOOK_UP IM_RIG_ABLE ("")

/* Then it is asked for its archive, and has none. */
#define IM_RIG_NO_ARCHIVE                                                                          \
  "C: <iq type='set' id='*'><query xmlns='urn:xmpp:mam:2' queryid='*'>*</query></iq>\n"            \
  "S: <iq type='error' id='@'><error type='cancel'><service-unavailable "                          \
  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n"

#define IM_RIG_JULIET "<item jid='juliet@example.com' name='Juliet' subscription='both'/>"
