/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The modules of the program together: their tables are sound and do not compete. */

#include "xmpp/modules.h"

#include "mock/session.h"
#include "xmpp/router.h"

/* Every entry is complete; registering two handlers of one request would end the program. */
static void
test_tables (void)
{
  for (const XmppModuleType *type = xmpp_modules; *type != NULL; type++) {
    g_autoptr (GTypeClass) klass = g_type_class_ref ((*type) ());
    const XmppHandler *handler;

    g_test_message ("%s", G_OBJECT_CLASS_NAME (klass));
    g_assert_true (g_type_is_a (G_TYPE_FROM_CLASS (klass), XMPP_TYPE_MODULE));
    for (handler = XMPP_MODULE_CLASS (klass)->handlers; handler != NULL && handler->ns != NULL;
         handler++) {
      g_assert_true (handler->on == XMPP_ON_PEP || handler->name != NULL);
      g_assert_nonnull (handler->request);
    }
  }
}

static void
test_together (void)
{
  g_autoptr (XmppJid) account = xmpp_jid_parse ("romeo@example.org", NULL);
  g_autoptr (XmppSession) session = xmpp_session_new (account, xmpp_modules);
  g_autoptr (XmppQueries) queries = xmpp_queries_new (account);
  XmppRouter *router = xmpp_router_new (queries, NULL, NULL);
  g_auto (GStrv) features = xmpp_session_dup_features (session);

  for (const XmppModuleType *type = xmpp_modules; *type != NULL; type++)
    xmpp_router_add (router, xmpp_session_get_module (session, (*type) ()));
  xmpp_router_close (router);

  for (guint i = 1; features[0] != NULL && features[i] != NULL; i++)
    g_assert_cmpstr (features[i - 1], <, features[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/modules/tables", test_tables);
  g_test_add_func ("/modules/together", test_together);
  return g_test_run ();
}
