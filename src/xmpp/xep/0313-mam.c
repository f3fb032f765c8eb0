/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Archives of messages on a server, read in pages (XEP-0313). */
#include "config.h"

#include "xmpp/xep/0313-mam.h"

#include "base/data.h"
#include "base/time.h"
#include "xmpp/ns.h"
#include "xmpp/session.h"
#include "xmpp/xep/0004-data-forms.h"
#include "xmpp/xep/0059-rsm.h"
#include "xmpp/xep/0297-forward.h"

#include <string.h>

/* What one page may hold in memory before it is stored. */
#define MAX_BYTES ((gsize) 64 << 20)
#define MAX_ID 1023

struct _XmppMam {
  XmppModule parent_instance;

  GHashTable *pages; /* owned: query id → Pending of the task that waits */
  guint n_queries;
};

/* A page under way. */
struct _Pending {
  XmppMam *mam;
  char *query_id;
  guint max;
  gsize n_bytes;
  gboolean too_much;
  GPtrArray *results;
};

BASE_DEFINE_DATA (Pending, pending)

G_DEFINE_QUARK (xmpp_mam_error, xmpp_mam_error)
G_DEFINE_FINAL_TYPE (XmppMam, xmpp_mam, XMPP_TYPE_MODULE)

static void
result_free (gpointer data)
{
  XmppMamResult *result = data;

  g_free (result->id);
  g_clear_pointer (&result->message, xml_element_unref);
  g_free (result);
}

void
xmpp_mam_page_free (gpointer self)
{
  XmppMamPage *page = self;

  if (page == NULL)
    return;
  g_ptr_array_unref (page->results);
  g_free (page->first);
  g_free (page->last);
  g_free (page);
}

static void
pending_cleanup (Pending *self)
{
  g_hash_table_remove (self->mam->pages, self->query_id);
  g_free (self->query_id);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_object_unref (self->mam);
}

gboolean
xmpp_mam_is_result (const XmlElement *message)
{
  return xml_element_find (message, "result", XMPP_NS_MAM) != NULL;
}

/* (nullable): what cannot be read is left out, it would not be there at the next try either */
static XmppMamResult *
read_result (const XmlElement *payload)
{
  const char *id = xml_element_get (payload, "id");
  gint64 time = 0;
  const XmlElement *message = xmpp_forward_read (payload, &time);
  XmppMamResult *result;

  if (id == NULL || *id == '\0' || strlen (id) > MAX_ID || message == NULL || time == 0)
    return NULL;
  result = g_new0 (XmppMamResult, 1);
  result->id = g_strdup (id);
  result->time = time;
  result->message = xml_element_ref (message);
  return result;
}

static void
on_result (XmppModule *module, const XmlElement *stanza, const XmlElement *payload)
{
  XmppMam *self = XMPP_MAM (module);
  const char *query_id = xml_element_get (payload, "queryid");
  Pending *pending = query_id != NULL ? g_hash_table_lookup (self->pages, query_id) : NULL;
  XmppMamResult *result;

  if (pending == NULL || !xmpp_session_is_from_account (xmpp_module_get_session (module), stanza))
    return;
  pending->n_bytes += xml_element_get_n_bytes (stanza);
  if (pending->results->len >= pending->max || pending->n_bytes > MAX_BYTES) {
    pending->too_much = TRUE;
    return;
  }
  result = read_result (payload);
  if (result != NULL)
    g_ptr_array_add (pending->results, result);
}

static gboolean
is_true (const char *text)
{
  return g_strcmp0 (text, "true") == 0 || g_strcmp0 (text, "1") == 0;
}

static gboolean
is_false (const char *text)
{
  return g_strcmp0 (text, "false") == 0 || g_strcmp0 (text, "0") == 0;
}

static XmppMamPage *
read_page (Pending *pending, const XmlElement *reply, GError **error)
{
  const XmlElement *fin = xml_element_find (reply, "fin", XMPP_NS_MAM);
  g_auto (XmppRsmPage) set = { 0 };
  XmppMamPage *page;

  if (pending->too_much) {
    g_set_error (error, XMPP_MAM_ERROR, XMPP_MAM_ERROR_TOO_MUCH,
                 "The archive sends more than %u messages or %" G_GSIZE_FORMAT " bytes in one page",
                 pending->max, MAX_BYTES);
    return NULL;
  }
  if (fin == NULL) {
    g_set_error (error, XMPP_MAM_ERROR, XMPP_MAM_ERROR_INVALID, "A page without its end");
    return NULL;
  }
  xmpp_rsm_read (fin, &set);
  if (set.first == NULL && pending->results->len > 0) {
    g_set_error (error, XMPP_MAM_ERROR, XMPP_MAM_ERROR_INVALID,
                 "A page without the id it begins with");
    return NULL;
  }
  page = g_new0 (XmppMamPage, 1);
  page->results = g_steal_pointer (&pending->results);
  page->first = g_steal_pointer (&set.first);
  page->last = g_steal_pointer (&set.last);
  page->complete = is_true (xml_element_get (fin, "complete")) || page->first == NULL;
  page->stable = !is_false (xml_element_get (fin, "stable"));
  return page;
}

static void
on_reply (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);
  XmppMamPage *page = reply != NULL ? read_page (pending_from_task (task), reply, &error) : NULL;

  if (page != NULL)
    g_task_return_pointer (task, page, xmpp_mam_page_free);
  else
    g_task_return_error (task, error);
}

static void
add_time (XmppForm *form, const char *var, gint64 time)
{
  g_autofree char *text = base_time_format (time);

  if (time != 0)
    xmpp_form_add (form, var, NULL, (const char *const[]){ text, NULL });
}

static XmlElement *
build_query (const XmppMamQuery *query, const char *query_id)
{
  XmlElement *element =
    xml_element_set (xml_element_new ("query", XMPP_NS_MAM), "queryid", query_id);
  g_autoptr (XmppForm) form = xmpp_form_new ("submit", XMPP_NS_MAM);

  if (query->with != NULL)
    xmpp_form_add_value (form, "with", NULL, query->with);
  add_time (form, "start", query->start);
  add_time (form, "end", query->end);
  if (query->text_field != NULL)
    xmpp_form_add_value (form, query->text_field, NULL, query->text);
  xml_element_take (element, xmpp_form_build (form));
  return xml_element_take (element, query->forwards
                                      ? xmpp_rsm_build_after (query->after, query->max)
                                      : xmpp_rsm_build_before (query->before, query->max));
}

void
xmpp_mam_query_async (XmppMam *self,
                      const XmppMamQuery *query,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Pending *pending = pending_alloc ();

  g_return_if_fail (query->max > 0 && query->max <= XMPP_MAM_MAX);

  g_task_set_source_tag (task, xmpp_mam_query_async);
  pending->mam = g_object_ref (self);
  pending->query_id = g_strdup_printf ("%u", ++self->n_queries);
  pending->max = query->max;
  pending->results = g_ptr_array_new_with_free_func (result_free);
  g_hash_table_insert (self->pages, pending->query_id, pending);
  pending_to_task (pending, task);
  xmpp_session_query_async (xmpp_module_get_session (XMPP_MODULE (self)), "set", NULL,
                            build_query (query, pending->query_id), cancellable, on_reply,
                            g_steal_pointer (&task));
}

XmppMamPage *
xmpp_mam_query_finish (XmppMam *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_form (GObject *source, GAsyncResult *result, gpointer user_data)
{
  /* That of XEP-0431, and the one that ejabberd had before. */
  static const char *const names[] = { "{urn:xmpp:fulltext:0}fulltext", "withtext" };
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);
  const XmlElement *query = reply != NULL ? xml_element_find (reply, "query", XMPP_NS_MAM) : NULL;
  const XmlElement *x = query != NULL ? xml_element_find (query, "x", XMPP_NS_DATA_FORMS) : NULL;
  g_autoptr (XmppForm) form = x != NULL ? xmpp_form_parse (x) : NULL;
  const char *found = NULL;

  if (reply == NULL) {
    g_task_return_error (task, error);
    return;
  }
  for (guint i = 0; form != NULL && found == NULL && i < G_N_ELEMENTS (names); i++)
    if (xmpp_form_find (form, names[i]) != NULL)
      found = names[i];
  g_task_return_pointer (task, g_strdup (found), g_free);
}

void
xmpp_mam_text_field_async (XmppMam *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, xmpp_mam_text_field_async);
  xmpp_session_query_async (xmpp_module_get_session (XMPP_MODULE (self)), "get", NULL,
                            xml_element_new ("query", XMPP_NS_MAM), cancellable, on_form,
                            g_steal_pointer (&task));
}

char *
xmpp_mam_text_field_finish (XmppMam *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
xmpp_mam_finalize (GObject *object)
{
  g_hash_table_unref (XMPP_MAM (object)->pages);
  G_OBJECT_CLASS (xmpp_mam_parent_class)->finalize (object);
}

static void
xmpp_mam_class_init (XmppMamClass *klass)
{
  static const XmppHandler handlers[] = {
    { XMPP_ON_MESSAGE, "result", XMPP_NS_MAM, .stanza = on_result },
    { 0 },
  };

  G_OBJECT_CLASS (klass)->finalize = xmpp_mam_finalize;
  XMPP_MODULE_CLASS (klass)->handlers = handlers;
}

static void
xmpp_mam_init (XmppMam *self)
{
  self->pages = g_hash_table_new (g_str_hash, g_str_equal);
}
