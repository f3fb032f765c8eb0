/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people keep at their accounts: nodes of their own (XEP-0163), private ones too (XEP-0223). */
#include "config.h"

#include "xmpp/xep/0163-pep.h"

#include "base/data.h"
#include "xmpp/ns.h"
#include "xmpp/session.h"
#include "xmpp/stanza-error.h"
#include "xmpp/xep/0030-disco.h"

struct _XmppPep {
  XmppModule parent_instance;

  XmppDiscoInfo *info; /* (nullable): of our account, once it has told in this session */
};

G_DEFINE_FINAL_TYPE (XmppPep, xmpp_pep, XMPP_TYPE_MODULE)

typedef enum { LOOK_UP, PUBLISH, CONFIGURE, PUBLISH_AGAIN } PublishStep;

/* What is to be published, from question to question. */
struct _Publish {
  char *node;
  char *id;
  XmlElement *payload;
  const XmppPubsubOption *options;
  PublishStep step; /* whose answer is awaited */
};

BASE_DEFINE_DATA (Publish, publish)

static void
publish_cleanup (Publish *publish)
{
  g_free (publish->node);
  g_free (publish->id);
  g_clear_pointer (&publish->payload, xml_element_unref);
}

static void
release_info (gpointer info)
{
  xmpp_disco_info_unref (info);
}

static void
release_items (gpointer items)
{
  g_ptr_array_unref (items);
}

static void
on_info (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  XmppPep *self = g_task_get_source_object (task);
  GError *error = NULL;
  XmppDiscoInfo *info = xmpp_disco_query_finish (XMPP_DISCO (source), result, &error);

  if (info == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (self->info == NULL)
    self->info = xmpp_disco_info_ref (info);
  g_task_return_pointer (task, info, release_info);
}

void
xmpp_pep_lookup_async (XmppPep *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  XmppSession *session = xmpp_module_get_session (XMPP_MODULE (self));
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, xmpp_pep_lookup_async);
  if (self->info != NULL)
    g_task_return_pointer (task, xmpp_disco_info_ref (self->info), release_info);
  else
    xmpp_disco_query_async (xmpp_session_get_module (session, XMPP_TYPE_DISCO),
                            xmpp_session_get_account (session), NULL, cancellable, on_info,
                            g_steal_pointer (&task));
}

XmppDiscoInfo *
xmpp_pep_lookup_finish (XmppPep *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
can_publish (const XmppDiscoInfo *info, GError **error)
{
  if (xmpp_disco_info_has_identity (info, "pubsub", "pep") &&
      xmpp_disco_info_has_feature (info, XMPP_NS_PUBSUB "#publish-options"))
    return TRUE;
  g_set_error_literal (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_FEATURE_NOT_IMPLEMENTED,
                       "The server keeps nothing for its accounts");
  return FALSE;
}

/* Asks the server; @payload: (transfer full) */
static void
ask (GTask *task, XmlElement *payload, GAsyncReadyCallback callback)
{
  XmppPep *self = g_task_get_source_object (task);

  xmpp_session_query_async (xmpp_module_get_session (XMPP_MODULE (self)), "set", NULL, payload,
                            g_task_get_cancellable (task), callback, g_object_ref (task));
}

static XmlElement *
build_publish (const Publish *publish)
{
  return xmpp_pubsub_build_publish (publish->node, publish->id, xml_element_ref (publish->payload),
                                    publish->options);
}

/* A node that is another than it shall be is made so, and then once more. */
static void
publish_step (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Publish *publish = publish_from_task (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppDiscoInfo) info = NULL;
  g_autoptr (XmlElement) reply = NULL;

  if (publish->step == LOOK_UP)
    info = xmpp_pep_lookup_finish (XMPP_PEP (source), result, &error);
  else
    reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);

  switch (publish->step++) {
  case LOOK_UP:
    if (info == NULL || !can_publish (info, &error))
      break;
    ask (task, build_publish (publish), publish_step);
    return;
  case PUBLISH:
    if (!xmpp_pubsub_is_precondition (error))
      break;
    ask (task, xmpp_pubsub_build_configure (publish->node, publish->options), publish_step);
    return;
  case CONFIGURE:
    if (reply == NULL)
      break;
    ask (task, build_publish (publish), publish_step);
    return;
  case PUBLISH_AGAIN:
    break;
  default:
    g_assert_not_reached ();
  }
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

void
xmpp_pep_publish_async (XmppPep *self,
                        const char *node,
                        const char *id,
                        XmlElement *payload,
                        const XmppPubsubOption *options,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Publish *publish = publish_alloc ();

  g_task_set_source_tag (task, xmpp_pep_publish_async);
  publish->node = g_strdup (node);
  publish->id = g_strdup (id);
  publish->payload = payload;
  publish->options = options;
  /* It may be sent twice. */
  xml_element_seal (payload);
  publish_to_task (publish, task);
  xmpp_pep_lookup_async (self, cancellable, publish_step, task);
}

gboolean
xmpp_pep_publish_finish (XmppPep *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_retracted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);

  if (reply == NULL &&
      !g_error_matches (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_ITEM_NOT_FOUND)) {
    g_task_return_error (task, error);
    return;
  }
  g_clear_error (&error);
  g_task_return_boolean (task, TRUE);
}

void
xmpp_pep_retract_async (XmppPep *self,
                        const char *node,
                        const char *id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, xmpp_pep_retract_async);
  xmpp_session_query_async (xmpp_module_get_session (XMPP_MODULE (self)), "set", NULL,
                            xmpp_pubsub_build_retract (node, id), cancellable, on_retracted, task);
}

gboolean
xmpp_pep_retract_finish (XmppPep *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Some servers answer with another node when they misread the question. */
static const XmlElement *
find_items (const XmlElement *reply, const char *node)
{
  const XmlElement *pubsub = xml_element_find (reply, "pubsub", XMPP_NS_PUBSUB);
  const XmlElement *items =
    pubsub != NULL ? xml_element_find (pubsub, "items", XMPP_NS_PUBSUB) : NULL;

  return items != NULL && g_strcmp0 (xml_element_get (items, "node"), node) == 0 ? items : NULL;
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);
  const XmlElement *items = NULL;

  if (reply != NULL) {
    items = find_items (reply, g_task_get_task_data (task));
  } else if (!g_error_matches (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_ITEM_NOT_FOUND)) {
    g_task_return_error (task, error);
    return;
  }
  g_clear_error (&error);
  g_task_return_pointer (task, xmpp_pubsub_read_items (items), release_items);
}

void
xmpp_pep_fetch_async (XmppPep *self,
                      XmppJid *of,
                      const char *node,
                      const char *id,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, xmpp_pep_fetch_async);
  g_task_set_task_data (task, g_strdup (node), g_free);
  xmpp_session_query_async (xmpp_module_get_session (XMPP_MODULE (self)), "get", of,
                            xmpp_pubsub_build_request (node, id), cancellable, on_fetched, task);
}

GPtrArray *
xmpp_pep_fetch_finish (XmppPep *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
xmpp_pep_stopped (XmppModule *module)
{
  g_clear_pointer (&XMPP_PEP (module)->info, xmpp_disco_info_unref);
}

static void
xmpp_pep_finalize (GObject *object)
{
  g_clear_pointer (&XMPP_PEP (object)->info, xmpp_disco_info_unref);
  G_OBJECT_CLASS (xmpp_pep_parent_class)->finalize (object);
}

static void
xmpp_pep_class_init (XmppPepClass *klass)
{
  XMPP_MODULE_CLASS (klass)->stopped = xmpp_pep_stopped;
  G_OBJECT_CLASS (klass)->finalize = xmpp_pep_finalize;
}

static void
xmpp_pep_init (XmppPep *self)
{
}
