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

#define MAX_FOUND 100

struct _Asking {
  XmppMam *mam;
  char *text;
  int step;
};
BASE_DEFINE_DATA (Asking, asking)

static void
asking_cleanup (Asking *self)
{
  g_clear_object (&self->mam);
  g_free (self->text);
}

/* @field: (nullable): what the archive calls a search by words. FALSE: @error */
static gboolean
ask_for_text (Asking *self,
              GTask *task,
              const char *field,
              GAsyncReadyCallback step,
              GError **error)
{
  XmppMamQuery query = { .text_field = field, .text = self->text, .max = MAX_FOUND };

  if (field == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                 "The server's archive cannot be searched by words");
    return FALSE;
  }
  xmpp_mam_query_async (self->mam, &query, g_task_get_cancellable (task), step,
                        g_object_ref (task));
  return TRUE;
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

static void
search_step (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *self = asking_from_task (task);
  GError *error = NULL;

  switch (self->step++) {
  case 0: {
    g_autofree char *field = xmpp_mam_text_field_finish (self->mam, result, &error);

    if (error == NULL && ask_for_text (self, task, field, search_step, &error))
      return;
    break;
  }
  case 1: {
    g_autoptr (XmppMamPage) page = xmpp_mam_query_finish (self->mam, result, &error);

    if (page == NULL)
      break;
    keep (task, page, search_step);
    return;
  }
  case 2: {
    g_autoptr (StoreMamOutcome) outcome = store_mam_add_finish (STORE_DB (source), result, &error);

    if (outcome == NULL)
      break;
    im_sync_show (im_account_get_sync (g_task_get_source_object (task)), outcome);
    g_task_return_int (task, (gssize) outcome->added->len);
    return;
  }
  default:
    g_assert_not_reached ();
  }
  g_task_return_error (task, error);
}

void
im_server_search_async (ImAccount *account,
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
