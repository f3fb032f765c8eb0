/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a kind of source is read. Private to store/.
 */
#pragma once

#include "store/source.h"

typedef struct {
  gpointer (*open) (const char *path, GError **error);
  GPtrArray *(*read) (gpointer self, guint n, double *progress, GError **error);
  void (*free) (gpointer self);
} StoreSourceClass;

extern const StoreSourceClass store_source_dino;
extern const StoreSourceClass store_source_gajim;
extern const StoreSourceClass store_source_pidgin;

/* Takes @message, which is left out if one of the addresses is missing. All (nullable) */
StoreImported *store_imported_new (const char *account,
                                   const char *peer,
                                   StoreMessage *message) G_GNUC_WARN_UNUSED_RESULT;

/* So many changes of one message are taken, as text for SQL. */
#define STORE_SOURCE_MAX_CHANGES "50"

/* (transfer none): a change of the message, of which @self has the id, by one of the two. The time may
 * be put off, behind what comes before it in the list. */
StoreChange *store_imported_add_change (StoreImported *self,
                                        StoreChangeKind kind,
                                        StoreDirection direction,
                                        gint64 time);

/* @emoji: (nullable): separated by @separator */
void store_imported_add_reactions (StoreImported *self,
                                   StoreDirection direction,
                                   gint64 time,
                                   const char *emoji,
                                   const char *separator);

/* Takes the first @n_chars from the body, which quote what is answered for programs that know no
 * replies (XEP-0461 §4), unless nothing would be left. */
void store_source_cut_quote (StoreMessage *message, gint64 n_chars);

/* A link beside the body (XEP-0066), which is left out if the body has it. @url: (nullable) */
void store_source_add_link (StoreMessage *message, const char *url, const char *description);

/* A full address, valid UTF-8; "" if there is none. @bare, @resource: (nullable) */
char *store_source_join (const char *bare, const char *resource) G_GNUC_WARN_UNUSED_RESULT;

/* (nullable): @text as valid UTF-8, no longer than STORE_SOURCE_MAX_BODY; NULL: it is NULL or empty */
char *store_source_dup_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;
