/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lets an account's server look for words in its archive, and keeps what it finds.
 */

#include "im/server-search.h"

#include "base/data.h"
#include "im/account-private.h"
#include "store/mam.h"
#include "xmpp/xep/0313-mam.h"

#define PAGE 100

/* Pages may be shorter, and of what is in them all may be unusable. */
#define MAX_PAGES 50

struct _Asking {
  XmppMam *mam;
  char *with; /* (nullable) */
  char *text;
  char *field;  /* (nullable): what the archive calls a search by words */
  char *before; /* (nullable): where the next page ends */
  guint n_pages;
  guint n_found; /* with what was here already */
  guint n_added;
  int step;
};
BASE_DEFINE_DATA (Asking, asking)

static void
asking_cleanup (Asking *self)
{
  g_clear_object (&self->mam);
  g_free (self->with);
  g_free (self->text);
  g_free (self->field);
  g_free (self->before);
}

static void
ask (Asking *self, GTask *task, GAsyncReadyCallback step)
{
  XmppMamQuery query = {
    .with = self->with,
    .before = self->before,
    .text_field = self->field,
    .text = self->text,
    .max = PAGE,
  };

  xmpp_mam_query_async (self->mam, &query, g_task_get_cancellable (task), step,
                        g_object_ref (task));
}

/* Where the search goes on behind @page; a server that does not get on, or finds nothing that can be
 * used, would be asked for ever. */
static void
turn_over (Asking *self, const XmppMamPage *page)
{
  gboolean is_last = page->complete || g_strcmp0 (page->first, self->before) == 0;

  self->n_found += page->results->len;
  is_last |= ++self->n_pages == MAX_PAGES || self->n_found >= IM_SERVER_SEARCH_MAX;
  g_free (self->before);
  self->before = is_last ? NULL : g_strdup (page->first);
}

static void
keep (GTask *task, const XmppMamPage *page, GAsyncReadyCallback step)
{
  ImAccount *account = g_task_get_source_object (task);
  g_auto (ImArchiveEdge) edge = { 0 };

  im_archive_edge_reset (&edge);
  /* All of it is older than the end of time, so it counts as seen. */
  /* Not to be cancelled: what is kept has to be shown. */
  store_mam_add_async (im_account_get_services (account)->db, im_account_get_id (account),
                       im_sync_read_loose (im_account_get_sync (account), page, G_MAXINT64, &edge),
                       NULL, step, g_object_ref (task));
}

enum { FORM, PAGES, KEPT };

static void
search_step (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *self = asking_from_task (task);
  GError *error = NULL;

  switch (self->step) {
  case FORM:
    self->field = xmpp_mam_text_field_finish (self->mam, result, &error);
    if (error == NULL && self->field == NULL)
      error = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           "The server's archive cannot be searched by words");
    if (error != NULL)
      break;
    self->step = PAGES;
    ask (self, task, search_step);
    return;
  case PAGES: {
    g_autoptr (XmppMamPage) page = xmpp_mam_query_finish (self->mam, result, &error);

    if (page == NULL)
      break;
    turn_over (self, page);
    self->step = KEPT;
    keep (task, page, search_step);
    return;
  }
  case KEPT: {
    g_autoptr (StoreMamOutcome) outcome = store_mam_add_finish (STORE_DB (source), result, &error);

    if (outcome == NULL)
      break;
    im_sync_show (im_account_get_sync (g_task_get_source_object (task)), outcome);
    self->n_added += outcome->added->len;
    self->step = PAGES;
    if (self->before != NULL)
      ask (self, task, search_step);
    else
      g_task_return_int (task, self->n_added);
    return;
  }
  default:
    g_assert_not_reached ();
  }
  /* What was found before counts all the same. */
  if (self->n_found > 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_clear_error (&error);
    g_task_return_int (task, self->n_added);
    return;
  }
  g_task_return_error (task, error);
}

void
im_server_search_async (ImAccount *account,
                        const char *with,
                        const char *text,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (account, cancellable, callback, user_data);
  Asking *self = asking_alloc ();

  g_return_if_fail (IM_IS_ACCOUNT (account));
  g_return_if_fail (text != NULL);

  g_task_set_source_tag (task, im_server_search_async);
  self->with = g_strdup (with);
  self->text = g_strdup (text);
  asking_to_task (self, task);
  if (im_account_get_state (account) != IM_ACCOUNT_ONLINE) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "Not signed in");
    return;
  }
  self->mam =
    g_object_ref (xmpp_session_get_module (im_account_get_session (account), XMPP_TYPE_MAM));
  xmpp_mam_text_field_async (self->mam, cancellable, search_step, g_steal_pointer (&task));
}

int
im_server_search_finish (ImAccount *account, GAsyncResult *result, GError **error)
{
  return (int) g_task_propagate_int (G_TASK (result), error);
}
