/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fetches a part of one chat from the server's archive at once.
 */

#include "im/server-history.h"

#include "base/data.h"
#include "im/account-private.h"
#include "im/conversation-private.h"
#include "store/mam.h"
#include "xmpp/xep/0313-mam.h"

/* The first page is to be there soon; what follows it is to bring something to show. */
#define FIRST_PAGE IM_MESSAGE_LIST_PAGE

/* After so many pages without anything to show the next scroll goes on. */
#define MAX_PAGES 20

struct _Fetch {
  XmppMam *mam;
  gint64 time;
  gboolean newer;
  ImArchiveEdge edge; /* where the next page backwards ends */
  char *after;        /* (nullable): where the next page forwards begins */
  gint64 reached;     /* the far side of what has come */
  guint n_pages;
  gboolean complete;
  gboolean keeping; /* the last page is being kept, else it was asked for */
};
BASE_DEFINE_DATA (Fetch, fetch)

static void
fetch_cleanup (Fetch *self)
{
  g_clear_object (&self->mam);
  im_archive_edge_clear (&self->edge);
  g_free (self->after);
}

gboolean
im_server_history_may_ask (ImConversation *conversation, gint64 from, gint64 to)
{
  ImAccount *account = im_conversation_get_account (conversation);

  /* The archive of a talk with oneself cannot be told from all of it. */
  return account != NULL && im_account_get_state (account) == IM_ACCOUNT_ONLINE &&
         !xmpp_jid_equal (im_account_get_jid (account), im_conversation_get_jid (conversation)) &&
         im_sync_lacks (im_account_get_sync (account), from, to);
}

static void
ask (GTask *task, GAsyncReadyCallback step)
{
  Fetch *self = fetch_from_task (task);
  XmppMamQuery query = {
    .with = im_conversation_get_address (g_task_get_source_object (task)),
    .before = self->edge.id,
    .forwards = self->newer,
    .after = self->after,
    .max = self->n_pages == 0 ? FIRST_PAGE : XMPP_MAM_MAX,
  };

  if (self->newer && self->after == NULL)
    query.start = im_archive_second_of (self->time);
  else if (!self->newer && self->edge.id == NULL && self->time != G_MAXINT64)
    query.end = im_archive_second_after (self->time);
  self->keeping = FALSE;
  self->n_pages++;
  xmpp_mam_query_async (self->mam, &query, g_task_get_cancellable (task), step,
                        g_object_ref (task));
}

static void
keep (GTask *task, ImAccount *account, const XmppMamPage *page, GAsyncReadyCallback step)
{
  Fetch *self = fetch_from_task (task);
  g_auto (ImArchiveEdge) end_of_time = { .time = G_MAXINT64 };
  StoreMamPage *kept =
    im_sync_read_loose (im_account_get_sync (account), page, im_account_get_created (account),
                        self->newer ? &end_of_time : &self->edge);

  if (self->newer)
    im_archive_page_raise (kept, self->reached);
  g_free (self->after);
  self->after = g_strdup (page->last);
  self->reached = self->newer ? MAX (self->reached, kept->newest_time) : self->edge.time;
  self->complete = page->complete;
  self->keeping = TRUE;
  /* Not to be cancelled: what is kept has to be shown. */
  store_mam_add_async (im_account_get_services (account)->db, im_account_get_id (account), kept,
                       NULL, step, g_object_ref (task));
}

/* Whether there is something to show, or will not be: what is older than what was too old is, too. */
static gboolean
is_enough (const Fetch *self, const StoreMamOutcome *outcome)
{
  return self->complete || outcome->added->len > 0 || self->n_pages == MAX_PAGES ||
         (self->newer ? self->after == NULL : outcome->n_too_old > 0);
}

static void
fetch_step (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *self = fetch_from_task (task);
  ImAccount *account = im_conversation_get_account (g_task_get_source_object (task));
  GError *error = NULL;

  if (!self->keeping) {
    g_autoptr (XmppMamPage) page = xmpp_mam_query_finish (self->mam, result, &error);

    if (page != NULL && account != NULL) {
      keep (task, account, page, fetch_step);
      return;
    }
  } else {
    g_autoptr (StoreMamOutcome) outcome = store_mam_add_finish (STORE_DB (source), result, &error);

    if (outcome != NULL && account != NULL) {
      im_sync_show (im_account_get_sync (account), outcome);
      if (self->complete)
        self->reached = self->newer ? G_MAXINT64 : 0;
      else if (!self->newer && outcome->n_too_old > 0)
        self->reached = 0;
      if (is_enough (self, outcome))
        g_task_return_boolean (task, TRUE);
      else
        ask (task, fetch_step);
      return;
    }
  }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "The account is gone");
}

void
im_server_history_async (ImConversation *conversation,
                         gint64 time,
                         gboolean newer,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (conversation, cancellable, callback, user_data);
  ImAccount *account = im_conversation_get_account (conversation);
  Fetch *self;

  g_task_set_source_tag (task, im_server_history_async);
  if (account == NULL || im_account_get_state (account) != IM_ACCOUNT_ONLINE) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "Not signed in");
    return;
  }
  self = fetch_alloc ();
  self->mam =
    g_object_ref (xmpp_session_get_module (im_account_get_session (account), XMPP_TYPE_MAM));
  self->time = time;
  self->reached = time;
  self->newer = newer;
  self->edge.time = time;
  fetch_to_task (self, task);
  ask (task, fetch_step);
}

gboolean
im_server_history_finish (ImConversation *conversation,
                          GAsyncResult *result,
                          gint64 *reached,
                          GError **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *reached = fetch_from_task (G_TASK (result))->reached;
  return TRUE;
}
