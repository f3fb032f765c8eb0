/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Goes through the modules and reads their class tables. */

#include "config.h"

#include "xmpp/module-set.h"

#include "xmpp/session.h"

#include <stdlib.h>
#include <string.h>

struct _XmppModuleSet {
  XmppSession *session; /* which owns it */
  GPtrArray *modules;   /* of XmppModule */
};

XmppModuleSet *
xmpp_module_set_new (XmppSession *session, const XmppModuleType *types)
{
  XmppModuleSet *self = g_new0 (XmppModuleSet, 1);

  self->session = session;
  self->modules = g_ptr_array_new_with_free_func (g_object_unref);
  for (; *types != NULL; types++)
    g_ptr_array_add (self->modules, g_object_new ((*types) (), "session", session, NULL));
  return self;
}

void
xmpp_module_set_free (XmppModuleSet *self)
{
  g_ptr_array_unref (self->modules);
  g_free (self);
}

void
xmpp_module_set_route (XmppModuleSet *self, XmppRouter *router)
{
  for (guint i = 0; i < self->modules->len; i++)
    xmpp_router_add (router, self->modules->pdata[i]);
}

void
xmpp_module_set_start (XmppModuleSet *self, gboolean resumed)
{
  for (guint i = 0; i < self->modules->len; i++) {
    XmppModuleClass *klass = XMPP_MODULE_GET_CLASS (self->modules->pdata[i]);

    if (xmpp_session_get_state (self->session) != XMPP_SESSION_ONLINE)
      return;
    if (klass->started != NULL)
      klass->started (self->modules->pdata[i], resumed);
  }
}

void
xmpp_module_set_stop (XmppModuleSet *self)
{
  for (guint i = 0; i < self->modules->len; i++) {
    XmppModuleClass *klass = XMPP_MODULE_GET_CLASS (self->modules->pdata[i]);

    if (klass->stopped != NULL)
      klass->stopped (self->modules->pdata[i]);
  }
}

GPtrArray *
xmpp_module_set_join (XmppModuleSet *self, XmppNegotiation *negotiation)
{
  GPtrArray *enable = g_ptr_array_new ();

  for (guint i = 0; i < self->modules->len; i++) {
    XmppModuleClass *klass = XMPP_MODULE_GET_CLASS (self->modules->pdata[i]);

    if (klass->enable != NULL)
      g_ptr_array_add (enable, (gpointer) klass->enable);
    negotiation->bind_inline |= klass->reads_archive;
  }
  g_ptr_array_add (enable, NULL);
  negotiation->enable = (const char *const *) enable->pdata;
  return enable;
}

gpointer
xmpp_module_set_get (XmppModuleSet *self, GType type)
{
  for (guint i = 0; i < self->modules->len; i++) {
    if (G_OBJECT_TYPE (self->modules->pdata[i]) == type)
      return self->modules->pdata[i];
  }
  return NULL;
}

static void
add_features (GHashTable *features, const XmppModuleClass *klass)
{
  for (guint i = 0; klass->features != NULL && klass->features[i] != NULL; i++)
    g_hash_table_add (features, g_strdup (klass->features[i]));
  for (const XmppHandler *handler = klass->handlers; handler != NULL && handler->ns != NULL;
       handler++) {
    if (handler->on == XMPP_ON_PEP)
      g_hash_table_add (features, g_strconcat (handler->ns, "+notify", NULL));
  }
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char **
xmpp_module_set_dup_features (XmppModuleSet *self)
{
  g_autoptr (GHashTable) unique = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  char **features;
  guint n;

  for (guint i = 0; i < self->modules->len; i++)
    add_features (unique, XMPP_MODULE_GET_CLASS (self->modules->pdata[i]));

  features = (char **) g_hash_table_get_keys_as_array (unique, &n);
  g_hash_table_steal_all (unique);
  qsort (features, n, sizeof *features, compare_strings);
  return features;
}
