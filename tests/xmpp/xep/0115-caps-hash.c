/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the capabilities' hash: the XEP's two examples, and what is ill-formed. */
#include "config.h"

#include "xmpp/xep/0115-caps-hash.h"

#include "../snippet.h"

/* XEP-0115 §5.2; the features stand in another order here. */
#define SIMPLE                                                                                     \
  "<identity category='client' type='pc' name='Exodus 0.9.1'/>"                                    \
  "<feature var='http://jabber.org/protocol/muc'/>"                                                \
  "<feature var='http://jabber.org/protocol/disco#items'/>"                                        \
  "<feature var='http://jabber.org/protocol/caps'/>"                                               \
  "<feature var='http://jabber.org/protocol/disco#info'/>"

/* §5.3 */
#define COMPLEX                                                                                    \
  "<identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/>"                          \
  "<identity xml:lang='el' category='client' name='\u03a8 0.11' type='pc'/>"                       \
  "<feature var='http://jabber.org/protocol/caps'/>"                                               \
  "<feature var='http://jabber.org/protocol/disco#info'/>"                                         \
  "<feature var='http://jabber.org/protocol/disco#items'/>"                                        \
  "<feature var='http://jabber.org/protocol/muc'/>"                                                \
  "<x xmlns='jabber:x:data' type='result'>"                                                        \
  "<field var='software_version'><value>0.11</value></field>"                                      \
  "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:dataforms:softwareinfo</value></field>"    \
  "<field var='ip_version' type='text-multi'><value>ipv6</value><value>ipv4</value></field>"       \
  "<field var='os'><value>Mac</value></field>"                                                     \
  "<field var='os_version'><value>10.5.1</value></field>"                                          \
  "<field var='software'><value>Psi</value></field>"                                               \
  "</x>"

#define FORM(type, rest)                                                                           \
  "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>" type       \
  "</value></field>" rest "</x>"

static XmppDiscoInfo *
parse (const char *children)
{
  g_autofree char *text =
    g_strdup_printf ("<query xmlns='http://jabber.org/protocol/disco#info'>%s</query>", children);
  g_autoptr (XmlElement) query = snippet_parse (text);
  XmppDiscoInfo *info = xmpp_disco_info_parse (query, NULL);

  g_assert_nonnull (info);
  return info;
}

static void
test_string (void)
{
  static const struct {
    const char *children, *string;
  } cases[] = {
    { SIMPLE, "client/pc//Exodus 0.9.1<http://jabber.org/protocol/caps<"
              "http://jabber.org/protocol/disco#info<http://jabber.org/protocol/disco#items<"
              "http://jabber.org/protocol/muc<" },
    { COMPLEX,
      "client/pc/el/\u03a8 0.11<client/pc/en/Psi 0.11<http://jabber.org/protocol/caps<"
      "http://jabber.org/protocol/disco#info<http://jabber.org/protocol/disco#items<"
      "http://jabber.org/protocol/muc<urn:xmpp:dataforms:softwareinfo<"
      "ip_version<ipv4<ipv6<os<Mac<os_version<10.5.1<software<Psi<software_version<0.11<" },
    { "", "" },
    { "<identity category='a' type='b'/>", "a/b//<" },
    /* By octets: upper case first, then by length. */
    { "<feature var='b'/><feature var='a'/><feature var='B'/><feature var='aa'/>"
      "<feature var='\u00e9'/>",
      "B<a<aa<b<\u00e9<" },
    /* Forms by their type; one without type, and one whose type is not hidden, do not count. */
    { FORM ("z", "") FORM ("a", "<field var='v'><value/></field>"), "a<v<<z<" },
    { "<x xmlns='jabber:x:data'><field var='v'><value>1</value></field></x>", "" },
    { "<x xmlns='jabber:x:data'><field var='FORM_TYPE'><value>a</value></field></x>", "" },
    { "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'/></x>", "" },
    /* Two values of FORM_TYPE are bad only if they differ. */
    { "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>a</value>"
      "<value>a</value></field></x>",
      "a<" },
    /* A literal "&lt;" stays one. */
    { "<feature var='&amp;lt;'/>", "&lt;<" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (XmppDiscoInfo) info = parse (cases[i].children);
    g_autofree char *string = xmpp_caps_string (info, &error);

    g_test_message ("%s", cases[i].children);
    g_assert_no_error (error);
    g_assert_cmpstr (string, ==, cases[i].string);
  }
}

static void
test_ill_formed (void)
{
  static const char *const cases[] = {
    "<identity category='a' type='b'/><feature var='x'/><identity category='a' type='b'/>",
    "<identity category='a' type='b' xml:lang='c' name='d'/>"
    "<identity name='d' xml:lang='c' category='a' type='b'/>",
    "<feature var='x'/><feature var='y'/><feature var='x'/>",
    FORM ("a", "") FORM ("b", "") FORM ("a", "<field var='v'/>"),
    FORM ("a", "<field var='v'/><field var='v'/>"),
    "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>a</value>"
    "<value>b</value></field></x>",
    /* Parts that look like two. */
    "<identity category='a' type='b' name='c&lt;urn:x'/>",
    "<identity category='a/b' type='' name='c'/>",
    "<identity category='a' type='b/c'/>",
    "<identity category='a' type='b' xml:lang='en/x'/>",
    "<feature var='x&lt;y'/>",
    FORM ("a&lt;b", ""),
    FORM ("a", "<field var='v&lt;'/>"),
    FORM ("a", "<field var='v'><value>1&lt;w</value></field>"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (XmppDiscoInfo) info = parse (cases[i]);

    g_test_message ("%s", cases[i]);
    g_assert_null (xmpp_caps_string (info, &error));
    g_assert_error (error, XMPP_CAPS_ERROR, XMPP_CAPS_ERROR_ILL_FORMED);
    g_clear_error (&error);
    g_assert_null (xmpp_caps_hash (info, "sha-1", &error));
    g_assert_error (error, XMPP_CAPS_ERROR, XMPP_CAPS_ERROR_ILL_FORMED);
  }
}

static void
test_verify (void)
{
  static const struct {
    const char *children, *hash, *ver;
    int code; /* an XmppCapsError, -1 for none */
  } cases[] = {
    { SIMPLE, "sha-1", "QgayPKawpkPSDYmwT/WM94uAlu0=", -1 },
    { COMPLEX, "sha-1", "q07IKJEyjvHSyhy//CH0CxmKi8w=", -1 },
    { "", "sha-256", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", -1 },
    { "", "sha-512",
      "z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+"
      "SfaPg==",
      -1 },
    { SIMPLE, "sha-1", "q07IKJEyjvHSyhy//CH0CxmKi8w=", XMPP_CAPS_ERROR_MISMATCH },
    { SIMPLE "<feature var='urn:evil'/>", "sha-1",
      "QgayPKawpkPSDYmwT/WM94uAlu0=", XMPP_CAPS_ERROR_MISMATCH },
    { SIMPLE, "sha-1", "", XMPP_CAPS_ERROR_MISMATCH },
    { SIMPLE, "sha-256", "QgayPKawpkPSDYmwT/WM94uAlu0=", XMPP_CAPS_ERROR_MISMATCH },
    { SIMPLE, "SHA-1", "QgayPKawpkPSDYmwT/WM94uAlu0=", XMPP_CAPS_ERROR_HASH },
    { SIMPLE, "md5", "x", XMPP_CAPS_ERROR_HASH },
    { SIMPLE, NULL, "x", XMPP_CAPS_ERROR_HASH },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (XmppDiscoInfo) info = parse (cases[i].children);
    gboolean good = xmpp_caps_verify (info, cases[i].hash, cases[i].ver, &error);

    g_test_message ("%" G_GSIZE_FORMAT, i);
    g_assert_true (good == (cases[i].code < 0));
    if (cases[i].code < 0)
      g_assert_no_error (error);
    else
      g_assert_error (error, XMPP_CAPS_ERROR, cases[i].code);
    g_assert_true (xmpp_caps_knows_hash (cases[i].hash) == (cases[i].code != XMPP_CAPS_ERROR_HASH));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/caps-hash/string", test_string);
  g_test_add_func ("/caps-hash/ill-formed", test_ill_formed);
  g_test_add_func ("/caps-hash/verify", test_verify);

  return g_test_run ();
}
