/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A contact: the roster item (RFC 6121 §2.1.2) and what its resources say of themselves (§4.7).
 */

#include "im/contact-private.h"

#include "base/props.h"
#include "base/text.h"
#include "im/account.h"
#include "xmpp/jid-escape.h"

#include <string.h>

/* More resources than this of one contact are a fault or an attack; the least reachable is dropped. */
#define MAX_RESOURCES 32

#define READ (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)

struct _ImContact {
  GObject parent_instance;

  ImAccount *account; /* unowned: the roster, which is the account's, orphans its contacts */
  XmppJid *jid;
  char *name;
  char *nick;           /* (nullable) what they call themselves */
  char *sort_key;       /* (nullable) made when first compared */
  const char **groups;  /* (nullable) interned GRefStrings, for thousands share a few groups */
  GPtrArray *resources; /* (nullable) the best first */
  ImSubscription subscription;
  gboolean ask;
  gboolean stale; /* the resources are not to be believed at the moment */
};

G_DEFINE_FINAL_TYPE (ImContact, im_contact, G_TYPE_OBJECT)

enum {
  PROP_JID = 1,
  PROP_ACCOUNT,
  PROP_ADDRESS,
  PROP_NAME,
  PROP_DISPLAY_NAME,
  PROP_GROUPS,
  PROP_SUBSCRIPTION,
  PROP_ASK,
  PROP_SHOW,
  PROP_STATUS_TEXT,
  PROP_COLOR_SEED,
  PROP_RESOURCES,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static const char *const no_groups[] = { NULL };

static void
resource_free (gpointer data)
{
  ImResource *resource = data;

  g_free (resource->name);
  g_free (resource->status_text);
  g_free (resource);
}

static int
compare_pointers (gconstpointer a, gconstpointer b)
{
  return im_resource_compare (*(ImResource *const *) a, *(ImResource *const *) b);
}

static const ImResource *
best_resource (ImContact *self)
{
  return self->resources != NULL && !self->stale ? g_ptr_array_index (self->resources, 0) : NULL;
}

static void
groups_free (const char **groups)
{
  if (groups == NULL)
    return;
  for (guint i = 0; groups[i] != NULL; i++)
    g_ref_string_release ((char *) groups[i]);
  g_free (groups);
}

static const char **
groups_intern (const char *const *groups)
{
  guint n_groups = groups != NULL ? g_strv_length ((char **) groups) : 0;
  const char **interned;

  if (n_groups == 0)
    return NULL;
  interned = g_new0 (const char *, n_groups + 1);
  for (guint i = 0; i < n_groups; i++)
    interned[i] = g_ref_string_new_intern (groups[i]);
  return interned;
}

static gboolean
set_name (ImContact *self, const char *name)
{
  if (name != NULL && *name == '\0')
    name = NULL;
  if (!base_prop_set_string (self, &self->name, name, props[PROP_NAME]))
    return FALSE;
  g_clear_pointer (&self->sort_key, g_free);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DISPLAY_NAME]);
  return TRUE;
}

/* A presence replaces the earlier one of its resource and goes to the front of its equals. */
static void
replace_resource (ImContact *self, ImResource *resource)
{
  if (self->resources == NULL)
    self->resources = g_ptr_array_new_full (1, resource_free);
  for (guint i = 0; i < self->resources->len; i++) {
    const ImResource *old = g_ptr_array_index (self->resources, i);

    if (g_str_equal (old->name, resource->name)) {
      g_ptr_array_remove_index (self->resources, i);
      break;
    }
  }
  g_ptr_array_insert (self->resources, 0, resource);
  if (self->resources->len > 1)
    g_ptr_array_sort (self->resources, compare_pointers);
  if (self->resources->len > MAX_RESOURCES)
    g_ptr_array_remove_index (self->resources, self->resources->len - 1);
}

static void
remove_resource (ImContact *self, const char *name)
{
  for (guint i = 0; self->resources != NULL && i < self->resources->len; i++) {
    const ImResource *old = g_ptr_array_index (self->resources, i);

    /* Unavailable from the bare address speaks for all of them. */
    if (*name == '\0' || g_str_equal (old->name, name)) {
      g_ptr_array_remove_index (self->resources, i);
      i--;
    }
    if (self->resources->len == 0)
      g_clear_pointer (&self->resources, g_ptr_array_unref);
  }
}

static void
notify_presence (ImContact *self, ImShow old_show, const char *old_text)
{
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RESOURCES]);
  if (im_contact_get_show (self) != old_show)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOW]);
  if (g_strcmp0 (im_contact_get_status_text (self), old_text) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATUS_TEXT]);
  g_object_thaw_notify (G_OBJECT (self));
}

char *
im_display_name_of (const XmppJid *jid)
{
  if (xmpp_jid_local (jid) == NULL)
    return g_strdup (xmpp_jid_domain (jid));
  return xmpp_jid_unescape_local (xmpp_jid_local (jid));
}

XmppJid *
im_contact_get_jid (ImContact *self)
{
  return self->jid;
}

ImAccount *
im_contact_get_account (ImContact *self)
{
  return self->account;
}

const char *
im_contact_get_address (ImContact *self)
{
  return xmpp_jid_string (self->jid);
}

const char *
im_contact_get_name (ImContact *self)
{
  return self->name;
}

char *
im_contact_dup_display_name (ImContact *self)
{
  const char *name = self->name != NULL ? self->name : self->nick;

  return name != NULL ? g_strdup (name) : im_display_name_of (self->jid);
}

const char *const *
im_contact_get_groups (ImContact *self)
{
  return self->groups != NULL ? self->groups : no_groups;
}

ImSubscription
im_contact_get_subscription (ImContact *self)
{
  return self->subscription;
}

gboolean
im_contact_get_ask (ImContact *self)
{
  return self->ask;
}

ImShow
im_contact_get_show (ImContact *self)
{
  const ImResource *best = best_resource (self);

  if (self->stale)
    return IM_SHOW_UNKNOWN;
  return best != NULL ? best->show : IM_SHOW_OFFLINE;
}

const char *
im_contact_get_status_text (ImContact *self)
{
  const ImResource *best = best_resource (self);

  return best != NULL ? best->status_text : NULL;
}

gboolean
im_contact_was_there (ImContact *self)
{
  return self->resources != NULL;
}

const GPtrArray *
im_contact_get_resources (ImContact *self)
{
  return self->stale ? NULL : self->resources;
}

ImContact *
im_contact_new (ImAccount *account, XmppJid *jid)
{
  ImContact *self = g_object_new (IM_TYPE_CONTACT, NULL);

  self->account = account;
  self->jid = xmpp_jid_bare (jid);
  return self;
}

void
im_contact_orphan (ImContact *self)
{
  self->account = NULL;
}

gboolean
im_contact_update (ImContact *self,
                   const char *name,
                   const char *const *groups,
                   ImSubscription subscription,
                   gboolean ask)
{
  gboolean renamed;

  g_object_freeze_notify (G_OBJECT (self));
  renamed = set_name (self, name);
  if (!g_strv_equal (groups != NULL ? groups : no_groups, im_contact_get_groups (self))) {
    groups_free (self->groups);
    self->groups = groups_intern (groups);
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_GROUPS]);
  }
  if (self->subscription != subscription) {
    self->subscription = subscription;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SUBSCRIPTION]);
  }
  if (self->ask != ask) {
    self->ask = ask;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ASK]);
  }
  g_object_thaw_notify (G_OBJECT (self));
  return renamed;
}

const char *
im_contact_get_nick (ImContact *self)
{
  return self->nick;
}

gboolean
im_contact_set_nick (ImContact *self, const char *nick)
{
  if (g_strcmp0 (self->nick, nick) == 0)
    return FALSE;
  g_free (self->nick);
  self->nick = g_strdup (nick);
  if (self->name != NULL)
    return FALSE;
  g_clear_pointer (&self->sort_key, g_free);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DISPLAY_NAME]);
  return TRUE;
}

void
im_contact_set_presence (ImContact *self,
                         const char *resource,
                         ImShow show,
                         int priority,
                         const char *status_text,
                         gint64 idle_since)
{
  ImShow old_show = im_contact_get_show (self);
  g_autofree char *old_text = g_strdup (im_contact_get_status_text (self));

  if (resource == NULL)
    resource = "";
  if (show == IM_SHOW_OFFLINE) {
    remove_resource (self, resource);
  } else {
    ImResource *added = g_new0 (ImResource, 1);

    added->name = g_strdup (resource);
    added->show = show;
    added->priority = priority;
    added->idle_since = idle_since;
    added->status_text =
      status_text != NULL && *status_text != '\0' ? g_strdup (status_text) : NULL;
    replace_resource (self, added);
  }
  notify_presence (self, old_show, old_text);
}

void
im_contact_set_stale (ImContact *self, gboolean stale)
{
  ImShow old_show = im_contact_get_show (self);
  g_autofree char *old_text = g_strdup (im_contact_get_status_text (self));

  if (self->stale == stale)
    return;
  self->stale = stale;
  if (self->resources != NULL)
    notify_presence (self, old_show, old_text);
  else
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOW]);
}

void
im_contact_clear_presence (ImContact *self)
{
  if (self->resources != NULL)
    im_contact_set_presence (self, "", IM_SHOW_OFFLINE, 0, NULL, 0);
}

static const char *
ensure_sort_key (ImContact *self)
{
  if (self->sort_key == NULL) {
    g_autofree char *name = im_contact_dup_display_name (self);

    self->sort_key = base_text_sort_key (name);
  }
  return self->sort_key;
}

int
im_contact_compare (ImContact *a, ImContact *b)
{
  int order = strcmp (ensure_sort_key (a), ensure_sort_key (b));

  return order != 0 ? order : xmpp_jid_compare (a->jid, b->jid);
}

int
im_resource_compare (const ImResource *a, const ImResource *b)
{
  if (a->priority != b->priority)
    return a->priority > b->priority ? -1 : 1;
  return a->show != b->show ? (a->show > b->show ? -1 : 1) : 0;
}

static void
im_contact_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ImContact *self = IM_CONTACT (object);

  switch (id) {
  case PROP_JID:
    g_value_set_boxed (value, self->jid);
    break;
  case PROP_ACCOUNT:
    g_value_set_object (value, self->account);
    break;
  case PROP_ADDRESS:
  case PROP_COLOR_SEED:
    g_value_set_string (value, im_contact_get_address (self));
    break;
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_DISPLAY_NAME:
    g_value_take_string (value, im_contact_dup_display_name (self));
    break;
  case PROP_GROUPS:
    g_value_set_boxed (value, im_contact_get_groups (self));
    break;
  case PROP_SUBSCRIPTION:
    g_value_set_flags (value, self->subscription);
    break;
  case PROP_ASK:
    g_value_set_boolean (value, self->ask);
    break;
  case PROP_SHOW:
    g_value_set_enum (value, im_contact_get_show (self));
    break;
  case PROP_STATUS_TEXT:
    g_value_set_string (value, im_contact_get_status_text (self));
    break;
  case PROP_RESOURCES:
    g_value_set_boxed (value, im_contact_get_resources (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
im_contact_finalize (GObject *object)
{
  ImContact *self = IM_CONTACT (object);

  g_clear_pointer (&self->jid, xmpp_jid_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->nick, g_free);
  g_clear_pointer (&self->sort_key, g_free);
  g_clear_pointer (&self->groups, groups_free);
  g_clear_pointer (&self->resources, g_ptr_array_unref);
  G_OBJECT_CLASS (im_contact_parent_class)->finalize (object);
}

static void
im_contact_class_init (ImContactClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = im_contact_get_property;
  object_class->finalize = im_contact_finalize;

  props[PROP_JID] = g_param_spec_boxed ("jid", NULL, NULL, XMPP_TYPE_JID, READ);
  props[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, IM_TYPE_ACCOUNT, READ);
  props[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, READ);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, READ);
  props[PROP_DISPLAY_NAME] = g_param_spec_string ("display-name", NULL, NULL, NULL, READ);
  props[PROP_GROUPS] = g_param_spec_boxed ("groups", NULL, NULL, G_TYPE_STRV, READ);
  props[PROP_SUBSCRIPTION] =
    g_param_spec_flags ("subscription", NULL, NULL, IM_TYPE_SUBSCRIPTION, 0, READ);
  props[PROP_ASK] = g_param_spec_boolean ("ask", NULL, NULL, FALSE, READ);
  props[PROP_SHOW] = g_param_spec_enum ("show", NULL, NULL, IM_TYPE_SHOW, IM_SHOW_OFFLINE, READ);
  props[PROP_STATUS_TEXT] = g_param_spec_string ("status-text", NULL, NULL, NULL, READ);
  props[PROP_COLOR_SEED] = g_param_spec_string ("color-seed", NULL, NULL, NULL, READ);
  props[PROP_RESOURCES] = g_param_spec_boxed ("resources", NULL, NULL, G_TYPE_PTR_ARRAY, READ);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
im_contact_init (ImContact *self)
{
}
