/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A module knows its session for as long as that lives. */

#include "xmpp/module.h"

#include "xmpp/session.h"

#define TEST_TYPE_MODULE (test_module_get_type ())
G_DECLARE_FINAL_TYPE (TestModule, test_module, TEST, MODULE, XmppModule)

struct _TestModule {
  XmppModule parent_instance;
};

G_DEFINE_FINAL_TYPE (TestModule, test_module, XMPP_TYPE_MODULE)

static void
test_module_class_init (TestModuleClass *klass)
{
}

static void
test_module_init (TestModule *self)
{
}

static void
test_session (void)
{
  static const XmppModuleType modules[] = { test_module_get_type, NULL };
  g_autoptr (XmppJid) account = xmpp_jid_parse ("romeo@example.org", NULL);
  XmppSession *session = xmpp_session_new (account, modules);
  g_autoptr (XmppModule) module =
    g_object_ref (xmpp_session_get_module (session, TEST_TYPE_MODULE));

  g_assert_true (xmpp_module_get_session (module) == session);
  g_assert_finalize_object (session);
  g_assert_null (xmpp_module_get_session (module));
}

/* A class without tables handles and announces nothing. */
static void
test_no_tables (void)
{
  static const XmppModuleType modules[] = { test_module_get_type, NULL };
  g_autoptr (XmppJid) account = xmpp_jid_parse ("romeo@example.org", NULL);
  g_autoptr (XmppSession) session = xmpp_session_new (account, modules);
  g_auto (GStrv) features = xmpp_session_dup_features (session);

  g_assert_cmpuint (g_strv_length (features), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/module/session", test_session);
  g_test_add_func ("/module/no-tables", test_no_tables);
  return g_test_run ();
}
