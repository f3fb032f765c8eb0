/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A request for a subscription, as the person sees it.
 */

#include "im/request-private.h"

#include "base/props.h"
#include "im/account.h"

struct _ImRequest {
  GObject parent_instance;

  ImAccount *account; /* weak */
  XmppJid *jid;
  char *nick;
  char *text;
  XmppJid *moved_from; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (ImRequest, im_request, G_TYPE_OBJECT)

enum {
  PROP_NICK = 1,
  PROP_TEXT,
  N_TABLE_PROPS,
  PROP_ACCOUNT = N_TABLE_PROPS,
  PROP_ADDRESS,
  N_PROPS
};

static const BaseProp table[] = {
  { "nick", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (ImRequest, nick), BASE_RO },
  { "text", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (ImRequest, text), BASE_RO },
};

static GParamSpec *props[N_PROPS];

ImRequest *
im_request_new (ImAccount *account,
                XmppJid *jid,
                const char *nick,
                const char *text,
                XmppJid *moved_from)
{
  ImRequest *self = g_object_new (IM_TYPE_REQUEST, NULL);

  g_set_weak_pointer (&self->account, account);
  self->jid = xmpp_jid_bare (jid);
  self->nick = g_strdup (nick);
  self->text = g_strdup (text);
  self->moved_from = moved_from != NULL ? xmpp_jid_ref (moved_from) : NULL;
  return self;
}

XmppJid *
im_request_get_moved_from (ImRequest *self)
{
  return self->moved_from;
}

XmppJid *
im_request_get_jid (ImRequest *self)
{
  return self->jid;
}

ImAccount *
im_request_get_account (ImRequest *self)
{
  return self->account;
}

const char *
im_request_get_address (ImRequest *self)
{
  return xmpp_jid_string (self->jid);
}

const char *
im_request_get_nick (ImRequest *self)
{
  return self->nick;
}

const char *
im_request_get_text (ImRequest *self)
{
  return self->text;
}

static void
im_request_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ImRequest *self = IM_REQUEST (object);

  switch (id) {
  case PROP_ACCOUNT:
    g_value_set_object (value, self->account);
    break;
  case PROP_ADDRESS:
    g_value_set_string (value, im_request_get_address (self));
    break;
  default:
    base_props_get (object, id, value, pspec);
  }
}

static void
im_request_dispose (GObject *object)
{
  g_clear_weak_pointer (&IM_REQUEST (object)->account);
  G_OBJECT_CLASS (im_request_parent_class)->dispose (object);
}

static void
im_request_finalize (GObject *object)
{
  base_props_clear (object, table, G_N_ELEMENTS (table));
  g_clear_pointer (&IM_REQUEST (object)->jid, xmpp_jid_unref);
  g_clear_pointer (&IM_REQUEST (object)->moved_from, xmpp_jid_unref);
  G_OBJECT_CLASS (im_request_parent_class)->finalize (object);
}

static void
im_request_class_init (ImRequestClass *klass)
{
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  base_props_install (object_class, table, G_N_ELEMENTS (table), props);
  object_class->get_property = im_request_get_property;
  object_class->dispose = im_request_dispose;
  object_class->finalize = im_request_finalize;
  props[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, IM_TYPE_ACCOUNT, read);
  props[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, read);
  for (guint i = N_TABLE_PROPS; i < N_PROPS; i++)
    g_object_class_install_property (object_class, i, props[i]);
}

static void
im_request_init (ImRequest *self)
{
}
