/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server, a service or a node of one, as one walks through them (XEP-0030).
 */

#include "im/service.h"

#include "base/data.h"
#include "im/account-private.h"
#include "xmpp/ns.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0030-disco-info.h"
#include "xmpp/xep/0030-disco-items.h"

struct _ImService {
  GObject parent_instance;

  ImAccount *account;
  XmppJid *jid;
  char *node, *name;   /* (nullable) */
  XmppDiscoInfo *info; /* NULL before it is loaded */
  char *kind;
  GPtrArray *items, *commands;
};

G_DEFINE_FINAL_TYPE (ImService, im_service, G_TYPE_OBJECT)

struct _Work {
  guint step;
  char *software;
  gint64 uptime_s;
};

BASE_DEFINE_DATA (Work, work)

static void
work_cleanup (Work *self)
{
  g_free (self->software);
}

/* @task, @payload: (transfer full) */
static void
ask (ImService *self, GTask *task, XmlElement *payload, GAsyncReadyCallback callback)
{
  if (im_account_get_state (self->account) != IM_ACCOUNT_ONLINE) {
    xml_element_unref (payload);
    g_task_return_new_error (task, IM_ERROR, IM_ERROR_OFFLINE, "the account is not signed in");
    g_object_unref (task);
    return;
  }
  xmpp_session_query_async (im_account_get_session (self->account), "get", self->jid, payload,
                            g_task_get_cancellable (task), callback, task);
}

/* Servers say of themselves too that they keep the nodes of their people, and may do so first. */
static const XmppDiscoIdentity *
find_identity (const XmppDiscoInfo *info)
{
  for (guint i = 0; i < info->identities->len; i++) {
    const XmppDiscoIdentity *identity = info->identities->pdata[i];

    if (!g_str_equal (identity->type, "pep"))
      return identity;
  }
  return info->identities->len > 0 ? info->identities->pdata[0] : NULL;
}

static void
take_info (ImService *self, XmppDiscoInfo *info)
{
  const XmppDiscoIdentity *first = find_identity (info);

  g_clear_pointer (&self->info, xmpp_disco_info_unref);
  self->info = info;
  g_free (self->kind);
  self->kind = first != NULL ? g_strconcat (first->category, "/", first->type, NULL) : NULL;
  if (first != NULL && first->name != NULL && *first->name != '\0') {
    g_free (self->name);
    self->name = g_strdup (first->name);
  }
}

static void
take_items (ImService *self, const XmlElement *reply, GPtrArray *into)
{
  g_autoptr (GPtrArray) items =
    xmpp_disco_items_parse (reply != NULL ? xmpp_iq_payload (reply) : NULL);

  g_ptr_array_set_size (into, 0);
  for (guint i = 0; i < items->len; i++) {
    const XmppDiscoItem *item = items->pdata[i];

    g_ptr_array_add (into, im_service_new (self->account, item->jid, item->node, item->name));
  }
}

static gboolean
take_info_reply (ImService *self, GObject *source, GAsyncResult *result, GError **error)
{
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, error);
  const XmlElement *query = reply != NULL ? xmpp_iq_payload (reply) : NULL;
  XmppDiscoInfo *info;

  if (reply == NULL)
    return FALSE;
  info = query != NULL ? xmpp_disco_info_parse (query, error) : xmpp_disco_info_new (NULL);
  if (info != NULL)
    take_info (self, info);
  return info != NULL;
}

static void
load_step (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  ImService *self = g_task_get_source_object (task);
  Work *work = work_from_task (task);
  g_autoptr (XmlElement) reply = NULL;
  GError *error = NULL;

  switch (work->step++) {
  case 0:
    if (!take_info_reply (self, source, result, &error)) {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
    ask (self, task, xmpp_disco_items_build_get (self->node), load_step);
    return;
  case 1:
    reply = xmpp_session_query_finish (XMPP_SESSION (source), result, NULL);
    take_items (self, reply, self->items);
    if ((im_service_get_abilities (self) & IM_SERVICE_CAN_COMMAND) != 0) {
      ask (self, task, xmpp_disco_items_build_get (XMPP_NS_COMMANDS), load_step);
      return;
    }
    break;
  default:
    reply = xmpp_session_query_finish (XMPP_SESSION (source), result, NULL);
    take_items (self, reply, self->commands);
    break;
  }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

void
im_service_load_async (ImService *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  XmlElement *query = xml_element_new ("query", XMPP_NS_DISCO_INFO);

  g_task_set_source_tag (task, im_service_load_async);
  work_to_task (work_alloc (), task);
  xml_element_set (query, "node", self->node);
  ask (self, task, query, load_step);
}

gboolean
im_service_load_finish (ImService *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* "Prosody 0.12.3 (Linux)" (XEP-0092) */
static char *
dup_software (const XmlElement *query)
{
  g_autofree char *name = xml_element_dup_child_text (query, "name", XMPP_NS_VERSION);
  g_autofree char *version = xml_element_dup_child_text (query, "version", XMPP_NS_VERSION);
  g_autofree char *os = xml_element_dup_child_text (query, "os", XMPP_NS_VERSION);

  if (name == NULL)
    return NULL;
  return os != NULL ? g_strdup_printf ("%s %s (%s)", name, version != NULL ? version : "", os)
                    : g_strdup_printf ("%s %s", name, version != NULL ? version : "");
}

static void
facts_step (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  ImService *self = g_task_get_source_object (task);
  Work *work = work_from_task (task);
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, NULL);
  const XmlElement *payload = reply != NULL ? xmpp_iq_payload (reply) : NULL;
  guint64 seconds;

  if (work->step++ == 0) {
    work->software = payload != NULL ? dup_software (payload) : NULL;
    ask (self, task, xml_element_new ("query", XMPP_NS_LAST), facts_step);
    return;
  }
  if (payload != NULL && xml_element_get_uint (payload, "seconds", G_MAXINT64 / 2, &seconds, NULL))
    work->uptime_s = (gint64) seconds;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

void
im_service_ask_facts_async (ImService *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Work *work = work_alloc ();

  g_task_set_source_tag (task, im_service_ask_facts_async);
  work->uptime_s = -1;
  work_to_task (work, task);
  ask (self, task, xml_element_new ("query", XMPP_NS_VERSION), facts_step);
}

gboolean
im_service_ask_facts_finish (ImService *self,
                             GAsyncResult *result,
                             char **software,
                             gint64 *uptime_s,
                             GError **error)
{
  Work *work = work_from_task (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *software = g_steal_pointer (&work->software);
  *uptime_s = work->uptime_s;
  return TRUE;
}

ImService *
im_service_new (ImAccount *account, XmppJid *jid, const char *node, const char *name)
{
  ImService *self = g_object_new (IM_TYPE_SERVICE, NULL);

  self->account = g_object_ref (account);
  self->jid = xmpp_jid_ref (jid);
  self->node = g_strdup (node);
  self->name = g_strdup (name);
  return self;
}

ImAccount *
im_service_get_account (ImService *self)
{
  return self->account;
}

XmppJid *
im_service_get_jid (ImService *self)
{
  return self->jid;
}

const char *
im_service_get_node (ImService *self)
{
  return self->node;
}

const char *
im_service_get_name (ImService *self)
{
  if (self->name != NULL && *self->name != '\0')
    return self->name;
  return self->node != NULL ? self->node : xmpp_jid_string (self->jid);
}

/* A registration there is the account itself: its password and its end are matters of the account,
 * not of a service (XEP-0077 §3.2, §3.3). */
static gboolean
is_own_server (ImService *self)
{
  return g_str_equal (xmpp_jid_domain (self->jid),
                      xmpp_jid_domain (im_account_get_jid (self->account)));
}

guint
im_service_get_abilities (ImService *self)
{
  static const struct {
    const char *feature;
    guint ability;
  } features[] = {
    { XMPP_NS_REGISTER, IM_SERVICE_CAN_REGISTER },
    { XMPP_NS_SEARCH, IM_SERVICE_CAN_SEARCH },
    { XMPP_NS_COMMANDS, IM_SERVICE_CAN_COMMAND },
  };

  guint abilities = 0;

  /* What a node can do its owner does. */
  if (self->info == NULL || self->node != NULL)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (features); i++) {
    if (xmpp_disco_info_has_feature (self->info, features[i].feature))
      abilities |= features[i].ability;
  }
  if (xmpp_disco_info_has_identity (self->info, "gateway", NULL))
    abilities |= IM_SERVICE_IS_GATEWAY;
  if (is_own_server (self))
    abilities &= ~(guint) IM_SERVICE_CAN_REGISTER;
  return abilities;
}

const char *
im_service_get_kind (ImService *self)
{
  return self->kind != NULL ? self->kind : "";
}

GPtrArray *
im_service_get_items (ImService *self)
{
  return self->items;
}

GPtrArray *
im_service_get_commands (ImService *self)
{
  return self->commands;
}

/* Only links that a desktop opens without harm. */
static gboolean
is_contact (const char *link)
{
  static const char *const schemes[] = { "xmpp", "mailto", "https", "http", NULL };
  const char *scheme = g_uri_peek_scheme (link);

  return scheme != NULL && g_strv_contains (schemes, scheme);
}

char **
im_service_dup_contacts (ImService *self)
{
  g_autoptr (GStrvBuilder) links = g_strv_builder_new ();
  const XmppForm *form =
    self->info != NULL ? xmpp_disco_info_find_form (self->info, XMPP_NS_SERVER_INFO) : NULL;

  for (guint i = 0; form != NULL && i < form->fields->len; i++) {
    const XmppFormField *field = form->fields->pdata[i];

    for (char **value = field->values; *value != NULL; value++)
      if (field->var != NULL && g_str_has_suffix (field->var, "-addresses") && is_contact (*value))
        g_strv_builder_add (links, *value);
  }
  return g_strv_builder_end (links);
}

static void
im_service_finalize (GObject *object)
{
  ImService *self = IM_SERVICE (object);

  g_clear_object (&self->account);
  g_clear_pointer (&self->jid, xmpp_jid_unref);
  g_clear_pointer (&self->info, xmpp_disco_info_unref);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->commands);
  g_free (self->node);
  g_free (self->name);
  g_free (self->kind);
  G_OBJECT_CLASS (im_service_parent_class)->finalize (object);
}

static void
im_service_class_init (ImServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = im_service_finalize;
}

static void
im_service_init (ImService *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->commands = g_ptr_array_new_with_free_func (g_object_unref);
}
