/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks a contact's programs for their names (XEP-0092) and hours (XEP-0202).
 */

#include "im/resource-facts.h"

#include "base/data.h"
#include "im/account-private.h"
#include "xmpp/xep/0092-version.h"
#include "xmpp/xep/0115-caps.h"
#include "xmpp/xep/0202-time.h"

struct _ImResourceFacts {
  GObject parent_instance;

  ImContact *contact;
  GHashTable *facts; /* resource → ImFacts */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (ImResourceFacts, im_resource_facts, G_TYPE_OBJECT)

static guint changed_signal;

/* A question for one resource. */
struct _Question {
  ImResourceFacts *owner;
  char *resource;
};

BASE_DEFINE_DATA (Question, question)

static void
question_cleanup (Question *question)
{
  g_clear_object (&question->owner);
  g_free (question->resource);
}

static Question *
question_new (ImResourceFacts *self, const char *resource)
{
  Question *question = question_alloc ();

  question->owner = g_object_ref (self);
  question->resource = g_strdup (resource);
  return question;
}

static void
facts_free (gpointer data)
{
  ImFacts *facts = data;

  g_free (facts->program);
  g_free (facts->system);
  g_free (facts->kind);
  g_free (facts);
}

static void
on_version (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  ImFacts *facts = g_hash_table_lookup (question->owner->facts, question->resource);
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, NULL);
  g_autoptr (XmppVersionInfo) version = reply != NULL ? xmpp_version_read (reply) : NULL;

  if (version == NULL)
    return;
  g_free (facts->program);
  g_free (facts->system);
  facts->program = version->version != NULL ? g_strjoin (" ", version->name, version->version, NULL)
                                            : g_steal_pointer (&version->name);
  facts->system = g_steal_pointer (&version->os);
  g_signal_emit (question->owner, changed_signal, 0);
}

static void
on_time (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  ImFacts *facts = g_hash_table_lookup (question->owner->facts, question->resource);
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, NULL);

  if (reply == NULL || !xmpp_time_read (reply, &facts->zone))
    return;
  facts->has_zone = TRUE;
  g_signal_emit (question->owner, changed_signal, 0);
}

/* What is known without asking. */
static void
read_caps (XmppSession *session, XmppJid *jid, ImFacts *facts)
{
  XmppDiscoInfo *info = xmpp_caps_get_info (xmpp_session_get_module (session, XMPP_TYPE_CAPS), jid);

  for (guint i = 0; info != NULL && i < info->identities->len; i++) {
    const XmppDiscoIdentity *identity = info->identities->pdata[i];

    if (!g_str_equal (identity->category, "client"))
      continue;
    facts->kind = g_strdup (identity->type);
    facts->program = g_strdup (identity->name);
    return;
  }
}

static void
learn (ImResourceFacts *self, XmppSession *session, const char *resource)
{
  g_autofree char *address =
    g_strconcat (im_contact_get_address (self->contact), "/", resource, NULL);
  g_autoptr (XmppJid) jid = xmpp_jid_parse_wire (address, NULL);
  ImFacts *facts;

  if (jid == NULL || xmpp_jid_is_bare (jid))
    return;
  facts = g_new0 (ImFacts, 1);
  g_hash_table_insert (self->facts, g_strdup (resource), facts);
  read_caps (session, jid, facts);
  if ((im_contact_get_subscription (self->contact) & IM_SUBSCRIPTION_FROM) == 0)
    return;
  xmpp_session_query_async (session, "get", jid, xmpp_version_build (), self->cancellable,
                            on_version, question_new (self, resource));
  xmpp_session_query_async (session, "get", jid, xmpp_time_build (), self->cancellable, on_time,
                            question_new (self, resource));
}

static void
on_resources (ImResourceFacts *self)
{
  ImAccount *account = im_contact_get_account (self->contact);
  const GPtrArray *resources = im_contact_get_resources (self->contact);

  for (guint i = 0; account != NULL && resources != NULL && i < resources->len; i++) {
    const ImResource *resource = resources->pdata[i];

    if (!g_hash_table_contains (self->facts, resource->name))
      learn (self, im_account_get_session (account), resource->name);
  }
}

ImResourceFacts *
im_resource_facts_new (ImContact *contact)
{
  ImResourceFacts *self = g_object_new (IM_TYPE_RESOURCE_FACTS, NULL);

  self->contact = g_object_ref (contact);
  g_signal_connect_object (contact, "notify::resources", G_CALLBACK (on_resources), self,
                           G_CONNECT_SWAPPED);
  on_resources (self);
  return self;
}

const ImFacts *
im_resource_facts_find (ImResourceFacts *self, const char *resource)
{
  return g_hash_table_lookup (self->facts, resource);
}

static void
im_resource_facts_dispose (GObject *object)
{
  ImResourceFacts *self = IM_RESOURCE_FACTS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->contact);
  G_OBJECT_CLASS (im_resource_facts_parent_class)->dispose (object);
}

static void
im_resource_facts_finalize (GObject *object)
{
  ImResourceFacts *self = IM_RESOURCE_FACTS (object);

  g_hash_table_unref (self->facts);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (im_resource_facts_parent_class)->finalize (object);
}

static void
im_resource_facts_class_init (ImResourceFactsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = im_resource_facts_dispose;
  object_class->finalize = im_resource_facts_finalize;
  changed_signal = g_signal_new ("changed", IM_TYPE_RESOURCE_FACTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
im_resource_facts_init (ImResourceFacts *self)
{
  self->facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, facts_free);
  self->cancellable = g_cancellable_new ();
}
