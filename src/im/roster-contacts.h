/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The contacts of a roster: in the order of their names, by address, and how many are in each group.
 */
#pragma once

#include "base/sorted-model.h"
#include "im/contact.h"

typedef struct {
  ImAccount *account;     /* weak */
  BaseSortedModel *model; /* of ImContact */
  GHashTable *by_jid;     /* XmppJid → ImContact, both the model's */
  GHashTable *groups;     /* name → how many contacts have it */
  gboolean stale;         /* what was known of who is there may be wrong by now */
} ImRosterContacts;

void im_roster_contacts_init (ImRosterContacts *self);

/* Lets go of all. The contacts may outlive it in somebody's hands, without their account. */
void im_roster_contacts_clear (ImRosterContacts *self);

ImContact *im_roster_contacts_find (ImRosterContacts *self,
                                    const XmppJid *jid); /* (transfer none) (nullable) */
char **im_roster_contacts_list_groups (ImRosterContacts *self) G_GNUC_WARN_UNUSED_RESULT;

/* Whether it is @stale, who is there; and that nobody is known to be. */
void im_roster_contacts_set_stale (ImRosterContacts *self, gboolean stale);
void im_roster_contacts_clear_presence (ImRosterContacts *self);

/*
 * One change of the list, or many that are told of together: 10,000 contacts that came one by one
 * would keep every view busy. After the end of it the roster tells what is in it.
 */
typedef struct {
  ImRosterContacts *contacts;
  GPtrArray *added;
  GPtrArray *removed;
  GPtrArray *moved;
  gboolean groups_changed;
} ImRosterBatch;

void im_roster_batch_begin (ImRosterBatch *self, ImRosterContacts *contacts);

/* Somebody new, or what is new of somebody. @name, @groups: (nullable) */
void im_roster_batch_put (ImRosterBatch *self,
                          XmppJid *jid,
                          const char *name,
                          const char *const *groups,
                          ImSubscription subscription,
                          gboolean ask);
void im_roster_batch_remove (ImRosterBatch *self, ImContact *contact);

/* Those whose addresses are not among @named, of XmppJid, are gone. */
void im_roster_batch_keep_only (ImRosterBatch *self, GHashTable *named);

/* The list has changed now. */
void im_roster_batch_end (ImRosterBatch *self);
void im_roster_batch_clear (ImRosterBatch *self);
