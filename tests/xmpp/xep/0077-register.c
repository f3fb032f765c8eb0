/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of registration, with the examples of XEP-0077 and XEP-0445. */
#include "config.h"

#include "xmpp/xep/0077-register.h"

#include "../snippet.h"

static XmppRegistration *
parse (const char *text)
{
  g_autoptr (XmlElement) query = snippet_parse (text);
  XmppRegistration *self = xmpp_registration_parse (query);

  g_assert_nonnull (self);
  return self;
}

static void
test_legacy (void)
{
  g_autoptr (XmppRegistration) self =
    parse ("<query xmlns='jabber:iq:register'><instructions> Choose a username. </instructions>"
           "<key>1234</key><email/><password/><username/></query>");
  g_autoptr (XmppForm) answer = xmpp_form_new_submit (self->form);
  g_autoptr (XmlElement) built = NULL;
  const XmppFormField *first = self->form->fields->pdata[0];

  g_assert_true (self->legacy);
  g_assert_false (self->registered);
  g_assert_null (self->url);
  g_assert_cmpstr (self->form->instructions, ==, "Choose a username.");
  g_assert_cmpuint (self->form->fields->len, ==, 4);
  g_assert_cmpstr (first->var, ==, "username");
  g_assert_true (first->required);
  g_assert_cmpint (xmpp_form_field_kind (xmpp_form_find (self->form, "password")), ==,
                   XMPP_FIELD_TEXT_PRIVATE);

  xmpp_form_add_value (answer, "username", NULL, "bill");
  xmpp_form_add_value (answer, "password", NULL, "Calliope");
  built = xmpp_registration_build_answer (self, answer);
  snippet_assert_equal (built, "<query xmlns='jabber:iq:register'><key>1234</key>"
                               "<username>bill</username><password>Calliope</password></query>");
}

static void
test_form (void)
{
  g_autoptr (XmppRegistration) self =
    parse ("<query xmlns='jabber:iq:register'><registered/><username>x</username>"
           "<x xmlns='jabber:x:data' type='form'>"
           "<field type='hidden' var='FORM_TYPE'><value>jabber:iq:register</value></field>"
           "<field type='text-single' var='first'><required/></field></x></query>");
  g_autoptr (XmppForm) answer = xmpp_form_new_submit (self->form);
  g_autoptr (XmlElement) built = xmpp_registration_build_answer (self, answer);

  g_assert_false (self->legacy);
  g_assert_true (self->registered);
  g_assert_null (xmpp_form_find (self->form, "username"));
  snippet_assert_equal (built, "<query xmlns='jabber:iq:register'>"
                               "<x xmlns='jabber:x:data' type='submit'>"
                               "<field type='hidden' var='FORM_TYPE'>"
                               "<value>jabber:iq:register</value></field></x></query>");
}

static void
test_page (void)
{
  static const struct {
    const char *url, *expected;
  } cases[] = {
    { "http://www.shakespeare.lit/contests.php", "http://www.shakespeare.lit/contests.php" },
    { " https://example.org/\n", "https://example.org/" },
    { "file:///etc/passwd", NULL },
    { "javascript:alert(1)", NULL },
    { "https://[::", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
      g_strdup_printf ("<query xmlns='jabber:iq:register'><instructions>Visit</instructions>"
                       "<x xmlns='jabber:x:oob'><url>%s</url></x></query>",
                       cases[i].url);
    g_autoptr (XmppRegistration) self = parse (text);

    g_test_message ("%s", cases[i].url);
    g_assert_cmpstr (self->url, ==, cases[i].expected);
    g_assert_cmpuint (self->form->fields->len, ==, 0);
  }
}

static void
test_other (void)
{
  g_autoptr (XmlElement) other = snippet_parse ("<query xmlns='jabber:iq:roster'/>");

  g_assert_null (xmpp_registration_parse (other));
  g_assert_null (xmpp_registration_parse (NULL));
}

static void
test_requests (void)
{
  g_autoptr (XmlElement) get = xmpp_registration_build_get ();
  g_autoptr (XmlElement) remove = xmpp_registration_build_remove ();
  g_autoptr (XmlElement) password = xmpp_registration_build_password ("bill", "newpass");
  g_autoptr (XmlElement) token = xmpp_registration_build_token ("TOKEN");

  snippet_assert_equal (get, "<query xmlns='jabber:iq:register'/>");
  snippet_assert_equal (remove, "<query xmlns='jabber:iq:register'><remove/></query>");
  snippet_assert_equal (password, "<query xmlns='jabber:iq:register'><username>bill</username>"
                                  "<password>newpass</password></query>");
  snippet_assert_equal (token, "<preauth xmlns='urn:xmpp:pars:0' token='TOKEN'/>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/register/legacy", test_legacy);
  g_test_add_func ("/register/form", test_form);
  g_test_add_func ("/register/page", test_page);
  g_test_add_func ("/register/other", test_other);
  g_test_add_func ("/register/requests", test_requests);

  return g_test_run ();
}
