/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Service discovery: what we are, and what others are (XEP-0030). */
#include "config.h"

#include "xmpp/xep/0030-disco.h"

#include "base/data.h"
#include "xmpp/ns.h"
#include "xmpp/request.h"
#include "xmpp/session.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0115-caps-hash.h"
#include "xmpp/xep/0115-caps.h"

struct _XmppDisco {
  XmppModule parent_instance;
  XmppDiscoInfo *own_info; /* NULL until somebody asks */
  char *own_ver;           /* its hash; NULL as long, as are the next two */
  char *caps_node;         /* its name for who has our hash */
  XmlElement *caps_answer; /* what we say of that node */
  GHashTable *chosen;      /* the features that are the person's choice, and chosen */
  GHashTable *queries;     /* what is asked → GPtrArray of GTask; the array belongs to Query */
};

G_DEFINE_FINAL_TYPE (XmppDisco, xmpp_disco, XMPP_TYPE_MODULE)

/* One question under way, and who waits for its answer. */
struct _Query {
  XmppDisco *disco;
  char *key;
  GPtrArray *tasks;
};

BASE_DEFINE_DATA (Query, query)

static void
query_cleanup (Query *self)
{
  g_clear_object (&self->disco);
  g_free (self->key);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
}

static void
ensure_own_info (XmppDisco *self)
{
  g_auto (GStrv) features = NULL;
  GHashTableIter chosen;
  gpointer choice;

  if (self->own_info != NULL)
    return;

  self->own_info = xmpp_disco_info_new (NULL);
  xmpp_disco_info_add_identity (self->own_info, "client", "pc", NULL, XMPP_CLIENT_NAME);
  features = xmpp_session_dup_features (xmpp_module_get_session (XMPP_MODULE (self)));
  for (char **feature = features; *feature != NULL; feature++)
    xmpp_disco_info_add_feature (self->own_info, *feature);
  g_hash_table_iter_init (&chosen, self->chosen);
  while (g_hash_table_iter_next (&chosen, &choice, NULL))
    xmpp_disco_info_add_feature (self->own_info, choice);

  self->own_ver = xmpp_caps_hash (self->own_info, "sha-1", NULL);
  g_assert (self->own_ver != NULL);
  self->caps_node = g_strconcat (XMPP_CAPS_NODE "#", self->own_ver, NULL);
  self->caps_answer =
    xml_element_set (xmpp_disco_info_build (self->own_info), "node", self->caps_node);
  xml_element_seal (self->caps_answer);
}

/* We have no node but the one that our capabilities name. */
static gboolean
refuse_node (XmppDisco *self, XmppRequest *request)
{
  const char *node = xml_element_get (xmpp_request_get_payload (request), "node");
  g_autoptr (GError) error = NULL;

  ensure_own_info (self);
  if (node == NULL || g_str_equal (node, self->caps_node))
    return FALSE;

  error = xmpp_stanza_error_new (XMPP_STANZA_ERROR_ITEM_NOT_FOUND, NULL);
  xmpp_request_fail (request, error);
  return TRUE;
}

/* Prosody asks for the caps node on behalf of each contact at once: all get the same element. */
static void
on_info (XmppModule *module, XmppRequest *request)
{
  XmppDisco *self = XMPP_DISCO (module);

  if (refuse_node (self, request))
    return;

  if (xml_element_get (xmpp_request_get_payload (request), "node") != NULL)
    xmpp_request_reply (request, xml_element_ref (self->caps_answer));
  else
    xmpp_request_reply (request, xmpp_disco_info_build (self->own_info));
}

static void
on_items (XmppModule *module, XmppRequest *request)
{
  XmppDisco *self = XMPP_DISCO (module);
  XmlElement *query;

  if (refuse_node (self, request))
    return;

  query = xml_element_new ("query", XMPP_NS_DISCO_ITEMS);
  xml_element_set (query, "node", xml_element_get (xmpp_request_get_payload (request), "node"));
  xmpp_request_reply (request, query);
}

XmppDiscoInfo *
xmpp_disco_get_own_info (XmppDisco *self)
{
  ensure_own_info (self);
  return self->own_info;
}

const char *
xmpp_disco_get_own_ver (XmppDisco *self)
{
  ensure_own_info (self);
  return self->own_ver;
}

static void
clear_own_info (XmppDisco *self)
{
  g_clear_pointer (&self->own_info, xmpp_disco_info_unref);
  g_clear_pointer (&self->own_ver, g_free);
  g_clear_pointer (&self->caps_node, g_free);
  g_clear_pointer (&self->caps_answer, xml_element_unref);
}

void
xmpp_disco_set_feature (XmppDisco *self, const char *feature, gboolean chosen)
{
  if (chosen)
    g_hash_table_add (self->chosen, g_strdup (feature));
  else
    g_hash_table_remove (self->chosen, feature);
  clear_own_info (self);
}

static XmppDiscoInfo *
read_answer (const XmlElement *reply, GError **error)
{
  const XmlElement *payload = xmpp_iq_payload (reply);

  if (payload == NULL) {
    g_set_error_literal (error, XMPP_DISCO_ERROR, XMPP_DISCO_ERROR_MALFORMED,
                         "The answer is empty");
    return NULL;
  }
  return xmpp_disco_info_parse (payload, error);
}

static void
release_info (gpointer info)
{
  xmpp_disco_info_unref (info);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Query) query = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);
  g_autoptr (XmppDiscoInfo) info = reply != NULL ? read_answer (reply, &error) : NULL;

  g_hash_table_remove (query->disco->queries, query->key);
  for (guint i = 0; i < query->tasks->len; i++) {
    GTask *task = query->tasks->pdata[i];

    if (info != NULL)
      g_task_return_pointer (task, xmpp_disco_info_ref (info), release_info);
    else
      g_task_return_error (task, g_error_copy (error));
  }
}

void
xmpp_disco_query_async (XmppDisco *self,
                        XmppJid *to,
                        const char *node,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  /* No address has a line break in it. */
  g_autofree char *key = g_strjoin ("\n", to != NULL ? xmpp_jid_string (to) : "", node, NULL);
  GPtrArray *tasks = g_hash_table_lookup (self->queries, key);
  g_autoptr (Query) query = NULL;
  XmlElement *payload;

  g_task_set_source_tag (task, xmpp_disco_query_async);
  if (tasks != NULL) {
    g_ptr_array_add (tasks, g_steal_pointer (&task));
    return;
  }

  query = query_alloc ();
  query->disco = g_object_ref (self);
  query->key = g_steal_pointer (&key);
  query->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (query->tasks, g_steal_pointer (&task));
  g_hash_table_insert (self->queries, query->key, query->tasks);

  payload = xml_element_set (xml_element_new ("query", XMPP_NS_DISCO_INFO), "node", node);
  /* Others may wait for the answer as well, so one who gives up does not stop it. */
  xmpp_session_query_async (xmpp_module_get_session (XMPP_MODULE (self)), "get", to, payload, NULL,
                            on_answer, g_steal_pointer (&query));
}

XmppDiscoInfo *
xmpp_disco_query_finish (XmppDisco *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
xmpp_disco_finalize (GObject *object)
{
  XmppDisco *self = XMPP_DISCO (object);

  clear_own_info (self);
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  g_clear_pointer (&self->queries, g_hash_table_unref);

  G_OBJECT_CLASS (xmpp_disco_parent_class)->finalize (object);
}

static void
xmpp_disco_class_init (XmppDiscoClass *klass)
{
  static const XmppHandler handlers[] = {
    { XMPP_ON_GET, "query", XMPP_NS_DISCO_INFO, .request = on_info },
    { XMPP_ON_GET, "query", XMPP_NS_DISCO_ITEMS, .request = on_items },
    { 0 },
  };
  /* Our own, and those of the codecs, which have no module that could tell. */
  static const char *const features[] = {
    XMPP_NS_CHAT_STATES,
    XMPP_NS_CORRECTION,
    XMPP_NS_DELAY,
    XMPP_NS_DISCO_INFO,
    XMPP_NS_DISCO_ITEMS,
    XMPP_NS_EME,
    XMPP_NS_FALLBACK,
    XMPP_NS_MARKERS,
    XMPP_NS_MARKUP,
    XMPP_NS_OOB,
    XMPP_NS_REACTIONS,
    XMPP_NS_RECEIPTS,
    XMPP_NS_REFERENCE,
    XMPP_NS_REPLY,
    XMPP_NS_RETRACTION,
    XMPP_NS_SPOILER,
    XMPP_NS_STYLING,
    XMPP_NS_XHTML_IM,
    NULL,
  };

  XMPP_MODULE_CLASS (klass)->handlers = handlers;
  XMPP_MODULE_CLASS (klass)->features = features;
  G_OBJECT_CLASS (klass)->finalize = xmpp_disco_finalize;
}

static void
xmpp_disco_init (XmppDisco *self)
{
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->queries = g_hash_table_new (g_str_hash, g_str_equal);
}
