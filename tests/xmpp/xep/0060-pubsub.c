/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of what is said to a publish-subscribe service, by XEP-0060's and XEP-0490's examples. */
#include "config.h"

#include "xmpp/xep/0060-pubsub.h"

#include "xmpp/ns.h"
#include "xmpp/snippet.h"
#include "xmpp/stanza-error.h"

#include <gio/gio.h>

#define NODE "urn:xmpp:mds:displayed:0"

static char *
describe (const char *xml)
{
  g_autoptr (XmlElement) items = snippet_parse (xml);
  g_autoptr (GPtrArray) list = xmpp_pubsub_read_items (items);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++) {
    const XmppPubsubItem *item = list->pdata[i];

    g_string_append_printf (text, "%s%s:%s ", item->retracted ? "-" : "", item->id,
                            item->payload != NULL ? xml_element_get_name (item->payload) : "");
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_read (void)
{
  g_autofree char *long_id = g_strnfill (3072, 'x');
  g_autofree char *too_long =
    g_strdup_printf ("<items xmlns='%s'><item id='%s'/></items>", XMPP_NS_PUBSUB, long_id);

  const struct {
    const char *in, *out;
  } cases[] = {
    { "<items xmlns='http://jabber.org/protocol/pubsub' node='n'><item id='a@b'><x xmlns='y'/>"
      "<second xmlns='y'/></item><item id='c@d'/></items>",
      "a@b:x c@d: " },
    { "<items xmlns='http://jabber.org/protocol/pubsub#event' node='n'>"
      "<retract id='ae89'/><item id='current'><x xmlns='y'/></item></items>",
      "-ae89: current:x " },
    /* Without an id, of another namespace, of another name. */
    { "<items xmlns='http://jabber.org/protocol/pubsub'><item><x xmlns='y'/></item><item id=''/>"
      "<item xmlns='other' id='a'/><thing id='b'/></items>",
      "" },
    { too_long, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *out = describe (cases[i].in);

    g_assert_cmpstr (out, ==, cases[i].out);
  }
}

static void
test_nothing (void)
{
  g_autoptr (GPtrArray) none = xmpp_pubsub_read_items (NULL);

  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_bounded (void)
{
  g_autoptr (XmlElement) items = xml_element_new ("items", XMPP_NS_PUBSUB);
  g_autoptr (GPtrArray) list = NULL;

  for (guint i = 0; i < XMPP_PUBSUB_MAX_ITEMS + 10; i++)
    xml_element_set_uint (xml_element_add (items, "item", NULL), "id", i);
  xml_element_seal (items);
  list = xmpp_pubsub_read_items (items);
  g_assert_cmpuint (list->len, ==, XMPP_PUBSUB_MAX_ITEMS);
}

static void
assert_builds (XmlElement *built, const char *expected)
{
  g_autoptr (XmlElement) element = built;

  snippet_assert_equal (element, expected);
}

#define FIELD(var, value) "<field var='" var "'><value>" value "</value></field>"
#define PRIVATE                                                                                    \
  FIELD ("pubsub#persist_items", "true")                                                           \
  FIELD ("pubsub#max_items", "max")                                                                \
  FIELD ("pubsub#send_last_published_item", "never") FIELD ("pubsub#access_model", "whitelist")
#define FORM(about)                                                                                \
  "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"                   \
  "<value>http://jabber.org/protocol/pubsub#" about "</value></field>" PRIVATE "</x>"

/* XEP-0490 §4.2, example 1 */
static void
test_publish (void)
{
  assert_builds (xmpp_pubsub_build_publish (NODE, "romeo@montegue.lit",
                                            xml_element_new ("displayed", NODE),
                                            xmpp_pubsub_private_items),
                 "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='" NODE "'>"
                 "<item id='romeo@montegue.lit'><displayed xmlns='" NODE "'/></item></publish>"
                 "<publish-options>" FORM ("publish-options") "</publish-options></pubsub>");
  assert_builds (xmpp_pubsub_build_publish ("n", NULL, xml_element_new ("x", "y"), NULL),
                 "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='n'>"
                 "<item><x xmlns='y'/></item></publish></pubsub>");
}

static void
test_ask (void)
{
  assert_builds (xmpp_pubsub_build_request (NODE, NULL),
                 "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='" NODE
                 "'/></pubsub>");
  assert_builds (xmpp_pubsub_build_request ("n", "current"),
                 "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='n'>"
                 "<item id='current'/></items></pubsub>");
  assert_builds (xmpp_pubsub_build_retract ("n", "i"),
                 "<pubsub xmlns='http://jabber.org/protocol/pubsub'>"
                 "<retract node='n' notify='true'><item id='i'/></retract></pubsub>");
  assert_builds (xmpp_pubsub_build_configure ("n", xmpp_pubsub_private_items),
                 "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'>"
                 "<configure node='n'>" FORM ("node_config") "</configure></pubsub>");
}

#define ERROR(app)                                                                                 \
  "<iq xmlns='jabber:client' type='error'><error type='cancel'><conflict "                         \
  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>" app "</error></iq>"

static void
test_precondition (void)
{
  const struct {
    const char *xml;
    gboolean is;
  } cases[] = {
    { ERROR ("<precondition-not-met xmlns='http://jabber.org/protocol/pubsub#errors'/>"), TRUE },
    { ERROR ("<precondition-not-met xmlns='other'/>"), FALSE },
    { ERROR (""), FALSE },
  };

  g_autoptr (GError) other = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "no");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) iq = snippet_parse (cases[i].xml);
    g_autoptr (GError) error = xmpp_stanza_error_parse (iq);

    g_assert_true (xmpp_pubsub_is_precondition (error) == cases[i].is);
  }
  g_assert_false (xmpp_pubsub_is_precondition (other));
  g_assert_false (xmpp_pubsub_is_precondition (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pubsub/read", test_read);
  g_test_add_func ("/pubsub/nothing", test_nothing);
  g_test_add_func ("/pubsub/bounded", test_bounded);
  g_test_add_func ("/pubsub/publish", test_publish);
  g_test_add_func ("/pubsub/ask", test_ask);
  g_test_add_func ("/pubsub/precondition", test_precondition);
  return g_test_run ();
}
