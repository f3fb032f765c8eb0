/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of data forms, with the example of XEP-0128. */
#include "config.h"

#include "xmpp/xep/0004-data-forms.h"

#include "../snippet.h"

static const char serverinfo[] =
  "<x xmlns='jabber:x:data' type='result'>"
  "<field var='FORM_TYPE' type='hidden'>"
  "<value>http://jabber.org/network/serverinfo</value></field>"
  "<field var='c2s_port'><value>5222</value></field>"
  "<field var='ip_version' type='text-multi'><value>ipv4</value><value>ipv6</value></field>"
  "<field type='fixed'/>"
  "<field var='empty'><value/></field>"
  "</x>";

static void
test_both_ways (void)
{
  g_autoptr (XmlElement) element = snippet_parse (serverinfo);
  g_autoptr (XmppForm) form = xmpp_form_parse (element);
  g_autoptr (XmlElement) built = xmpp_form_build (form);
  const XmppFormField *versions = xmpp_form_find (form, "ip_version");

  g_assert_cmpstr (form->type, ==, "result");
  g_assert_cmpuint (form->fields->len, ==, 5);
  g_assert_cmpstr (xmpp_form_get (form, "FORM_TYPE"), ==, "http://jabber.org/network/serverinfo");
  g_assert_cmpstr (xmpp_form_get (form, "c2s_port"), ==, "5222");
  g_assert_cmpstr (xmpp_form_get (form, "empty"), ==, "");
  g_assert_null (xmpp_form_get (form, "info_url"));
  g_assert_null (xmpp_form_find (form, "info_url"));
  g_assert_cmpstr (versions->type, ==, "text-multi");
  g_assert_cmpuint (g_strv_length (versions->values), ==, 2);
  g_assert_cmpstr (versions->values[1], ==, "ipv6");

  snippet_assert_equal (built, serverinfo);
}

static void
test_make (void)
{
  g_autoptr (XmppForm) form = xmpp_form_new ("result", "urn:xmpp:dataforms:softwareinfo");
  g_autoptr (XmppForm) untyped = xmpp_form_new ("cancel", NULL);
  g_autoptr (XmlElement) built = NULL;

  xmpp_form_add (form, "software", NULL, (const char *const[]){ "Kith", NULL });
  built = xmpp_form_build (form);
  snippet_assert_equal (built, "<x xmlns='jabber:x:data' type='result'>"
                               "<field var='FORM_TYPE' type='hidden'>"
                               "<value>urn:xmpp:dataforms:softwareinfo</value></field>"
                               "<field var='software'><value>Kith</value></field></x>");
  g_assert_cmpuint (untyped->fields->len, ==, 0);
}

static void
test_hostile (void)
{
  g_autoptr (XmlElement) element = snippet_parse (
    "<x xmlns='jabber:x:data'>text<field xmlns='urn:x' var='a'><value>1</value></field>"
    "<field var='b'><value xmlns='urn:x'>1</value><option><value>2</value></option></field>"
    "<item><field var='c'><value>3</value></field></item></x>");
  g_autoptr (XmppForm) form = xmpp_form_parse (element);

  g_assert_cmpstr (form->type, ==, "form");
  g_assert_cmpuint (form->fields->len, ==, 1);
  g_assert_nonnull (xmpp_form_find (form, "b"));
  g_assert_null (xmpp_form_get (form, "b"));
}

/* XEP-0004 §4, shortened, with the media of XEP-0221 and the rules of XEP-0122. */
static const char questions[] =
  "<x xmlns='jabber:x:data' type='form'>"
  "<title>Bot Configuration</title>"
  "<instructions>Fill out this form</instructions><instructions> to configure it. </instructions>"
  "<field type='hidden' var='FORM_TYPE'><value>jabber:bot</value></field>"
  "<field type='fixed'><value>Section 1: Bot Info</value></field>"
  "<field type='text-single' label='The name of your bot' var='botname'><required/></field>"
  "<field type='text-multi' label='Helpful description' var='description'/>"
  "<field type='boolean' label='Public bot?' var='public'><value>true</value></field>"
  "<field type='text-private' label='Password' var='password'><desc>For it alone</desc></field>"
  "<field type='list-multi' label='Features' var='features'>"
  "<option label='Contests'><value>contests</value></option>"
  "<option label='News'><value>news</value></option><option/>"
  "<validate xmlns='http://jabber.org/protocol/xdata-validate'>"
  "<basic/><list-range min='1' max='2'/></validate>"
  "<value>news</value></field>"
  "<field type='list-single' var='maxsubs'><option><value>10</value></option></field>"
  "<field type='jid-multi' label='People to invite' var='invitelist'/>"
  "<field var='ocr' label='Enter the text you see'>"
  "<media xmlns='urn:xmpp:media-element' height='80' width='290'>"
  "<uri type='image/jpeg'> cid:sha1+abc@bob.xmpp.org </uri><uri>http://example.org/a</uri>"
  "</media></field>"
  "</x>";

static const XmppFormField *
get_field (const XmppForm *form, const char *var)
{
  const XmppFormField *field = xmpp_form_find (form, var);

  g_assert_nonnull (field);
  return field;
}

static void
test_questions (void)
{
  g_autoptr (XmlElement) element = snippet_parse (questions);
  g_autoptr (XmppForm) form = xmpp_form_parse (element);
  const XmppFormField *features = get_field (form, "features");
  const XmppFormOption *option = features->options->pdata[1];
  const XmppFormMedia *media = get_field (form, "ocr")->media->pdata[0];

  g_assert_cmpstr (form->title, ==, "Bot Configuration");
  g_assert_cmpstr (form->instructions, ==, "Fill out this form\nto configure it.");
  g_assert_false (form->clipped);
  g_assert_cmpint (xmpp_form_field_kind (form->fields->pdata[1]), ==, XMPP_FIELD_FIXED);
  g_assert_true (get_field (form, "botname")->required);
  g_assert_cmpstr (get_field (form, "botname")->label, ==, "The name of your bot");
  g_assert_false (get_field (form, "description")->required);
  g_assert_true (xmpp_form_field_is_true (get_field (form, "public")));
  g_assert_false (xmpp_form_field_is_true (get_field (form, "password")));
  g_assert_cmpstr (get_field (form, "password")->desc, ==, "For it alone");
  g_assert_cmpuint (features->options->len, ==, 3);
  g_assert_cmpstr (option->label, ==, "News");
  g_assert_cmpstr (option->value, ==, "news");
  g_assert_cmpuint (features->rule->list_max, ==, 2);
  g_assert_cmpint (xmpp_form_field_kind (get_field (form, "ocr")), ==, XMPP_FIELD_TEXT_SINGLE);
  g_assert_cmpuint (get_field (form, "ocr")->media->len, ==, 2);
  g_assert_cmpstr (media->type, ==, "image/jpeg");
  g_assert_cmpstr (media->uri, ==, "cid:sha1+abc@bob.xmpp.org");
}

static void
test_answer (void)
{
  g_autoptr (XmlElement) element = snippet_parse (questions);
  g_autoptr (XmppForm) form = xmpp_form_parse (element);
  g_autoptr (XmppForm) answer = xmpp_form_new_submit (form);
  g_autoptr (XmlElement) built = NULL;

  xmpp_form_add_value (answer, "botname", "text-single", "Robbie");
  built = xmpp_form_build (answer);
  snippet_assert_equal (built, "<x xmlns='jabber:x:data' type='submit'>"
                               "<field var='FORM_TYPE' type='hidden'>"
                               "<value>jabber:bot</value></field>"
                               "<field var='botname' type='text-single'>"
                               "<value>Robbie</value></field></x>");
}

static void
test_check (void)
{
  static const struct {
    const char *var;
    const char *values[4];
    XmppFormFault fault;
  } cases[] = {
    { "botname", { NULL }, XMPP_FORM_FAULT_MISSING },
    { "botname", { "", NULL }, XMPP_FORM_FAULT_MISSING },
    { "botname", { "Robbie", NULL }, XMPP_FORM_FAULT_NONE },
    { "description", { NULL }, XMPP_FORM_FAULT_NONE },
    { "features", { NULL }, XMPP_FORM_FAULT_TOO_FEW },
    { "features", { "news", "contests", NULL }, XMPP_FORM_FAULT_NONE },
    { "features", { "news", "contests", "news", NULL }, XMPP_FORM_FAULT_TOO_MANY },
    { "features", { "polls", NULL }, XMPP_FORM_FAULT_OPTION },
    { "maxsubs", { "11", NULL }, XMPP_FORM_FAULT_OPTION },
    { "invitelist", { "juliet@example.org", "@", NULL }, XMPP_FORM_FAULT_ADDRESS },
    { "invitelist", { "juliet@example.org", NULL }, XMPP_FORM_FAULT_NONE },
  };

  g_autoptr (XmlElement) element = snippet_parse (questions);
  g_autoptr (XmppForm) form = xmpp_form_parse (element);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (xmpp_form_field_check (get_field (form, cases[i].var), cases[i].values), ==,
                     cases[i].fault);
}

static void
test_report (void)
{
  g_autoptr (XmlElement) element = snippet_parse (
    "<x xmlns='jabber:x:data' type='result'><title>Search</title>"
    "<reported><field var='name' label='Name'/><field var='jid' type='jid-single'/></reported>"
    "<item><field var='jid'><value>juliet@example.org</value></field>"
    "<field var='name'><value>Juliet</value></field></item>"
    "<item><field var='name'><value>Romeo</value></field></item></x>");
  g_autoptr (XmppForm) form = xmpp_form_parse (element);
  const XmppFormField *column = form->reported->pdata[1];

  g_assert_cmpuint (form->reported->len, ==, 2);
  g_assert_cmpuint (form->items->len, ==, 2);
  g_assert_cmpint (xmpp_form_field_kind (column), ==, XMPP_FIELD_JID_SINGLE);
  g_assert_cmpstr (xmpp_form_item_find (form->items->pdata[0], "name")->values[0], ==, "Juliet");
  g_assert_null (xmpp_form_item_find (form->items->pdata[1], "jid"));
}

/* Ten thousand fields are read no further than they may be. */
static void
test_endless (void)
{
  g_autoptr (GString) text = g_string_new ("<x xmlns='jabber:x:data'>");
  g_autoptr (XmlElement) element = NULL;
  g_autoptr (XmppForm) form = NULL;

  for (guint i = 0; i < XMPP_FORM_MAX_PARTS; i++)
    g_string_append (text, "<field var='a'><value/></field>");
  g_string_append (text, "</x>");
  element = snippet_parse (text->str);
  form = xmpp_form_parse (element);
  g_assert_true (form->clipped);
  g_assert_cmpuint (form->fields->len, ==, XMPP_FORM_MAX_PARTS / 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/data-forms/both-ways", test_both_ways);
  g_test_add_func ("/data-forms/make", test_make);
  g_test_add_func ("/data-forms/hostile", test_hostile);
  g_test_add_func ("/data-forms/questions", test_questions);
  g_test_add_func ("/data-forms/answer", test_answer);
  g_test_add_func ("/data-forms/check", test_check);
  g_test_add_func ("/data-forms/report", test_report);
  g_test_add_func ("/data-forms/endless", test_endless);

  return g_test_run ();
}
