/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests that a form which is asked again keeps what was filled in and chosen, whatever kind of field it
 * is. The rest is tested in window/registration.py and window/services.py.
 */
#include "config.h"

#include "ui/widgets/data-form.h"

#include "tests/xmpp/snippet.h"

#define FORM(name, secret, colour, langs, news, friends)                                           \
  "<x xmlns='jabber:x:data' type='form'>"                                                          \
  "<field var='name' type='text-single'>" name "</field>"                                          \
  "<field var='secret' type='text-private'>" secret "</field>"                                     \
  "<field type='fixed'><value>Words</value></field>"                                               \
  "<field var='colour' type='list-single'>" colour                                                 \
  "<option><value>red</value></option><option><value>blue</value></option></field>"                \
  "<field var='langs' type='list-multi'>" langs "<option><value>en</value></option>"               \
  "<option><value>eo</value></option><option><value>de</value></option></field>"                   \
  "<field var='news' type='boolean'>" news "</field>"                                              \
  "<field var='friends' type='jid-multi'>" friends "</field></x>"

#define V(text) "<value>" text "</value>"

static ImForm *
new_form (const char *text)
{
  g_autoptr (XmlElement) x = snippet_parse (text);

  return im_form_new (xmpp_form_parse (x));
}

static void
assert_values (const XmppForm *form, const char *var, const char *expected)
{
  const XmppFormField *field = xmpp_form_find (form, var);
  g_autofree char *values = g_strjoinv (",", field->values);

  g_assert_cmpstr (values, ==, expected);
}

static void
test_renewed (void)
{
  g_autoptr (ImForm) filled =
    new_form (FORM (V ("juliet"), V ("pencil"), V ("blue"), V ("en") V ("de"), V ("1"),
                    V ("romeo@example.net") V ("nurse@example.net")));
  g_autoptr (ImForm) empty = new_form (FORM ("", "", V ("red"), V ("eo"), "", ""));
  UiDataForm *form = g_object_ref_sink (g_object_new (UI_TYPE_DATA_FORM, NULL));
  g_autoptr (XmppForm) answer = NULL;
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (form));
  ui_data_form_set_form (form, filled);
  ui_data_form_set_value (form, "name", "rosaline", TRUE);
  ui_data_form_renew (form, empty);
  answer = ui_data_form_dup_answer (form);
  g_assert_nonnull (answer);
  assert_values (answer, "name", "rosaline");
  assert_values (answer, "secret", "pencil");
  assert_values (answer, "colour", "blue");
  assert_values (answer, "langs", "en,de");
  assert_values (answer, "news", "1");
  assert_values (answer, "friends", "romeo@example.net,nurse@example.net");
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (form);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/data-form/renewed", test_renewed);
  return g_test_run ();
}
