/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Those who are reached in several ways: each is one entry in the lists. Who is, the person says.
 */
#pragma once

#include "im/person.h"

#define IM_TYPE_PEOPLE (im_people_get_type ())
G_DECLARE_FINAL_TYPE (ImPeople, im_people, IM, PEOPLE, GObject)

/*
 * Signals:
 *
 * - changed (): who belongs together has changed, or something about a chat with one of them
 * - contacts-changed (): accounts, or contacts of theirs: ask im_people_suggest() again
 * - not-saved (GError): who belongs together now will not after a restart
 */

/* Those of all accounts, of which @account is one. (transfer none) */
ImPeople *im_people_get (ImAccount *account);

/* (transfer none) (nullable): there is no other way to them; by the bare address */
ImPerson *im_people_find (ImPeople *self, ImAccount *account, const XmppJid *jid);

/* @other leads to the same person as @jid, and so does what leads to the same as one of them. What
 * was chosen for the chat with @jid holds for all of them. */
void im_people_join (ImPeople *self,
                     ImAccount *account,
                     XmppJid *jid,
                     ImAccount *other_account,
                     XmppJid *other);

/* It leads to somebody else. */
void im_people_part (ImPeople *self, ImAccount *account, XmppJid *jid);

/* Contacts of other accounts who have the address @jid too and are not joined with it.
 * (element-type ImContact) */
GPtrArray *
im_people_suggest (ImPeople *self, ImAccount *account, XmppJid *jid) G_GNUC_WARN_UNUSED_RESULT;
