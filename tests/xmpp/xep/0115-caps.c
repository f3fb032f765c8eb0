/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of capabilities: learned, kept, refused; what hostile peers can make us do. */
#include "config.h"

#include "xmpp/xep/0115-caps.h"

#include "mock/online.h"
#include "xmpp/ns.h"
#include "xmpp/xep/0030-disco.h"
#include "xmpp/xep/0115-caps-hash.h"

#include <string.h>

#define INFO "http://jabber.org/protocol/disco#info"
#define MUC "http://jabber.org/protocol/muc"

/* XEP-0115 §5.2 */
#define EXODUS "QgayPKawpkPSDYmwT/WM94uAlu0="
#define EXODUS_INFO                                                                                \
  "<identity category='client' type='pc' name='Exodus 0.9.1'/>"                                    \
  "<feature var='http://jabber.org/protocol/caps'/>"                                               \
  "<feature var='" INFO "'/><feature var='http://jabber.org/protocol/disco#items'/>"               \
  "<feature var='" MUC "'/>"

#define PRESENCE(from, ver)                                                                        \
  "S: <presence from='" from "'><c xmlns='http://jabber.org/protocol/caps' hash='sha-1'"           \
  " node='http://exodus' ver='" ver "'/></presence>\n"
#define ASKED(to, ver)                                                                             \
  "C: <iq to='" to "' id='*' type='get'><query xmlns='" INFO "' node='http://exodus#" ver "'/>"    \
  "</iq>\n"
#define ANSWER(from, info)                                                                         \
  "S: <iq from='" from "' id='@' type='result'><query xmlns='" INFO "'>" info "</query></iq>\n"

static const XmppModuleType modules[] = { xmpp_disco_get_type, xmpp_caps_get_type, NULL };

/* A cache in memory. */
struct _MockCache {
  GObject parent_instance;
  GHashTable *texts;
  GString *seen;
  GQueue *held; /* (nullable): look-ups that mock_cache_release() answers */
};

static void cache_iface_init (XmppCapsCacheInterface *iface);

#define MOCK_TYPE_CACHE (mock_cache_get_type ())
G_DECLARE_FINAL_TYPE (MockCache, mock_cache, MOCK, CACHE, GObject)
G_DEFINE_FINAL_TYPE_WITH_CODE (MockCache,
                               mock_cache,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (XMPP_TYPE_CAPS_CACHE, cache_iface_init))

static void
mock_cache_lookup_async (XmppCapsCache *cache,
                         const char *hash,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  MockCache *self = MOCK_CACHE (cache);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_string_append_printf (self->seen, "lookup:%s ", hash);
  if (self->held != NULL)
    g_queue_push_tail (self->held, g_steal_pointer (&task));
  else
    g_task_return_pointer (task, g_strdup (g_hash_table_lookup (self->texts, hash)), g_free);
}

/* Answers the look-up that is held longest: there is nothing. */
static void
mock_cache_release (MockCache *self)
{
  g_autoptr (GTask) task = g_queue_pop_head (self->held);

  g_task_return_pointer (task, NULL, NULL);
}

static char *
mock_cache_lookup_finish (XmppCapsCache *cache, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
mock_cache_save (XmppCapsCache *cache, const char *hash, const char *xml)
{
  MockCache *self = MOCK_CACHE (cache);

  g_string_append_printf (self->seen, "save:%s ", hash);
  g_hash_table_insert (self->texts, g_strdup (hash), g_strdup (xml));
}

static void
cache_iface_init (XmppCapsCacheInterface *iface)
{
  iface->lookup_async = mock_cache_lookup_async;
  iface->lookup_finish = mock_cache_lookup_finish;
  iface->save = mock_cache_save;
}

static void
mock_cache_finalize (GObject *object)
{
  MockCache *self = MOCK_CACHE (object);

  g_hash_table_unref (self->texts);
  g_assert_true (self->held == NULL || g_queue_is_empty (self->held));
  g_clear_pointer (&self->held, g_queue_free);

  G_OBJECT_CLASS (mock_cache_parent_class)->finalize (object);
}

static void
mock_cache_class_init (MockCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mock_cache_finalize;
}

static void
mock_cache_init (MockCache *self)
{
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
on_learned (XmppCaps *caps, XmppJid *jid, MockOnline *f)
{
  g_assert_nonnull (xmpp_caps_get_info (caps, jid));
  g_string_append_printf (f->seen, "learned:%s ", xmpp_jid_string (jid));
}

static XmppCaps *
sign_in (MockOnline *f)
{
  XmppCaps *caps;

  mock_online_sign_in (f, NULL);
  caps = mock_online_get (f, XMPP_TYPE_CAPS);
  g_signal_connect (caps, "learned", G_CALLBACK (on_learned), f);
  return caps;
}

static MockCache *
add_cache (MockOnline *f)
{
  g_autoptr (MockCache) cache = g_object_new (MOCK_TYPE_CACHE, NULL);

  cache->seen = f->seen;
  xmpp_caps_set_cache (mock_online_get (f, XMPP_TYPE_CAPS), XMPP_CAPS_CACHE (cache));
  return cache; /* which the module holds */
}

/* Callbacks that are due at once. */
static void
run_loop (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static gboolean
has_muc (XmppCaps *caps, const char *address)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse (address, NULL);

  return xmpp_caps_has_feature (caps, jid, MUC);
}

static void
test_learn (MockOnline *f, gconstpointer data)
{
  XmppCaps *caps = sign_in (f);

  mock_online_play (f, PRESENCE ("romeo@montague.lit/orchard", EXODUS));
  g_assert_false (has_muc (caps, "romeo@montague.lit/orchard"));
  mock_online_play (f, PRESENCE ("nurse@capulet.lit/a", EXODUS)
                         ASKED ("romeo@montague.lit/orchard", EXODUS)
                           ANSWER ("romeo@montague.lit/orchard", EXODUS_INFO) "--");
  run_loop ();
  g_assert_true (has_muc (caps, "romeo@montague.lit/orchard"));
  g_assert_true (has_muc (caps, "nurse@capulet.lit/a"));
  g_assert_false (has_muc (caps, "nurse@capulet.lit/b"));
  g_assert_nonnull (strstr (f->seen->str, "learned:nurse@capulet.lit/a "));
  g_assert_nonnull (strstr (f->seen->str, "learned:romeo@montague.lit/orchard "));
  g_string_truncate (f->seen, 0);

  /* Whoever comes now need not be asked. */
  mock_online_play (f, PRESENCE ("benvolio@capulet.lit/b", EXODUS) "--");
  mock_online_assert_seen (f, "learned:benvolio@capulet.lit/b ");

  /* The same again is nothing new. */
  mock_online_play (f, PRESENCE ("benvolio@capulet.lit/b", EXODUS) "--");
  mock_online_assert_seen (f, "");
}

static void
test_forget (MockOnline *f, gconstpointer data)
{
  XmppCaps *caps = sign_in (f);

  mock_online_play (f, PRESENCE ("a@b/1", EXODUS) ASKED ("a@b/1", EXODUS)
                         ANSWER ("a@b/1", EXODUS_INFO));
  run_loop ();
  mock_online_play (f, PRESENCE ("a@b/2", EXODUS) PRESENCE ("c@b/1", EXODUS));

  /* A presence that does not name them does not take them back (§8.4), another hash does. */
  mock_online_play (f, "S: <presence from='a@b/1'><show>away</show></presence>\n--");
  g_assert_true (has_muc (caps, "a@b/1"));
  mock_online_play (f, "S: <presence from='a@b/1' type='error'/>\n--");
  g_assert_true (has_muc (caps, "a@b/1"));
  mock_online_play (f, PRESENCE ("a@b/1", "other") ASKED ("a@b/1", "other") "--");
  g_assert_false (has_muc (caps, "a@b/1"));
  mock_online_play (f, PRESENCE ("a@b/1", EXODUS) "--");
  g_assert_true (has_muc (caps, "a@b/1"));

  mock_online_play (f, "S: <presence from='a@b/1' type='unavailable'/>\n--");
  g_assert_false (has_muc (caps, "a@b/1"));
  g_assert_true (has_muc (caps, "a@b/2"));
  mock_online_play (f, PRESENCE ("a@b/1", EXODUS) "S: <presence from='a@b' type='unavailable'/>\n");
  g_assert_false (has_muc (caps, "a@b/1"));
  g_assert_false (has_muc (caps, "a@b/2"));
  g_assert_true (has_muc (caps, "c@b/1"));
}

/* Who lies is not believed, and the next who announces the same is asked. */
static void
test_wrong_hash (MockOnline *f, gconstpointer data)
{
  XmppCaps *caps = sign_in (f);
  MockCache *cache = add_cache (f);

  mock_online_play (f, PRESENCE ("evil@b/1", EXODUS));
  run_loop ();
  mock_online_play (f, PRESENCE ("a@b/1", EXODUS) ASKED ("evil@b/1", EXODUS)
                         ANSWER ("evil@b/1", EXODUS_INFO "<feature var='urn:evil'/>"));
  run_loop ();
  g_assert_false (has_muc (caps, "evil@b/1"));
  g_assert_cmpuint (g_hash_table_size (cache->texts), ==, 0);

  mock_online_play (f, ASKED ("a@b/1", EXODUS) "S: <iq from='a@b/1' id='@' type='error'/>\n");
  run_loop ();
  mock_online_play (f, "--");
  mock_online_assert_seen (f, "lookup:sha-1:" EXODUS " ");

  mock_online_play (f, PRESENCE ("c@b/1", EXODUS) ASKED ("c@b/1", EXODUS)
                         ANSWER ("c@b/1", EXODUS_INFO));
  run_loop ();
  g_assert_true (has_muc (caps, "a@b/1"));
  g_assert_true (g_str_has_prefix (f->seen->str, "save:sha-1:" EXODUS " "));
  g_assert_cmpuint (g_hash_table_size (cache->texts), ==, 1);
}

/* What announces nothing that could be verified is not asked. */
static void
test_ignored (MockOnline *f, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (2000, 'x');
  static const char *const attributes[] = {
    "node='http://exodus' ver='0.9.1' ext='legacy'",
    "node='http://exodus' ver='x' hash='md5'",
    "ver='x' hash='sha-1'",
    "node='http://exodus' hash='sha-1'",
    "node='http://exodus' ver='' hash='sha-1'",
  };

  sign_in (f);
  for (gsize i = 0; i < G_N_ELEMENTS (attributes); i++)
    mock_transport_play (f->transport,
                         "S: <presence from='a@b/c'><c xmlns='http://jabber.org/protocol/caps' "
                         "%s/></presence>\n--",
                         attributes[i]);
  mock_transport_play (f->transport,
                       "S: <presence from='a@b/c'><c xmlns='http://jabber.org/protocol/caps' "
                       "node='n' hash='sha-1' ver='%s'/></presence>\n--",
                       long_text);
  mock_transport_play (f->transport,
                       "S: <presence from='a@b/c'><c xmlns='http://jabber.org/protocol/caps' "
                       "node='%s' hash='sha-1' ver='v'/></presence>\n--",
                       long_text);
  mock_online_play (f, "S: <presence><c xmlns='http://jabber.org/protocol/caps' node='n' "
                       "hash='sha-1' ver='v'/></presence>\n"
                       "S: <presence from='a@b/c' type='subscribe'>"
                       "<c xmlns='http://jabber.org/protocol/caps' node='n' hash='sha-1' ver='v'/>"
                       "</presence>\n--");
  mock_online_assert_seen (f, "");
}

static void
test_cache (MockOnline *f, gconstpointer data)
{
  XmppCaps *caps = sign_in (f);
  MockCache *cache = add_cache (f);
  static const char *const spoiled[] = {
    "<query xmlns='" INFO "'/>",
    "<query",
    "<query xmlns='urn:x'/>",
  };

  g_hash_table_insert (cache->texts, g_strdup ("sha-1:" EXODUS),
                       g_strdup ("<query xmlns='" INFO "'>" EXODUS_INFO "</query>"));
  mock_online_play (f, PRESENCE ("a@b/1", EXODUS));
  run_loop ();
  mock_online_play (f, "--");
  mock_online_assert_seen (f, "lookup:sha-1:" EXODUS " learned:a@b/1 ");
  g_assert_true (has_muc (caps, "a@b/1"));

  /* It is not trusted either. */
  for (gsize i = 0; i < G_N_ELEMENTS (spoiled); i++) {
    g_autofree char *hash = g_strdup_printf ("sha-1:%" G_GSIZE_FORMAT, i);

    g_hash_table_insert (cache->texts, g_strdup (hash), g_strdup (spoiled[i]));
    mock_transport_play (f->transport,
                         "S: <presence from='a@b/2'><c xmlns='http://jabber.org/protocol/caps' "
                         "hash='sha-1' node='n' ver='%s'/></presence>\n",
                         hash + 6);
    run_loop ();
    mock_transport_play (f->transport,
                         "C: <iq to='a@b/2' id='*' type='get'>"
                         "<query xmlns='" INFO "' node='n#%s'/></iq>\n--",
                         hash + 6);
  }
}

/* Nobody can make us ask more than a few at a time, nor remember without end. */
static void
test_flood (MockOnline *f, gconstpointer data)
{
  XmppCaps *caps = sign_in (f);
  guint n_asked = 0;

  for (guint i = 0; i < 1100; i++)
    mock_transport_play (f->transport,
                         "S: <presence from='evil@b/%u'><c xmlns='http://jabber.org/protocol/caps' "
                         "hash='sha-1' node='n' ver='v%u'/></presence>\n",
                         i, i);
  g_assert_cmpuint (mock_transport_get_n_pending (f->transport), ==, 8);

  /* There is no room for an honest one … */
  mock_online_play (f, PRESENCE ("a@b/1", EXODUS));
  g_assert_cmpuint (mock_transport_get_n_pending (f->transport), ==, 8);

  /* … until those have gone; what was to be asked of them is not asked any more. */
  mock_online_play (f, "S: <presence from='evil@b' type='unavailable'/>\n");
  while (mock_transport_get_n_pending (f->transport) > 0) {
    mock_transport_play (f->transport,
                         "C: <iq to='*' id='*' type='get'><query xmlns='" INFO "' node='*'/></iq>\n"
                         "S: <iq from='evil@b/%u' id='@' type='result'/>\n",
                         n_asked);
    run_loop ();
    n_asked++;
  }
  g_assert_cmpuint (n_asked, ==, 8);
  mock_online_play (f, PRESENCE ("c@b/1", EXODUS) ASKED ("c@b/1", EXODUS)
                         ANSWER ("c@b/1", EXODUS_INFO));
  run_loop ();
  g_assert_true (has_muc (caps, "c@b/1"));
}

/* A liar with many devices cannot keep us busy with one hash. */
static void
test_liar (MockOnline *f, gconstpointer data)
{
  guint n_asked = 0;

  sign_in (f);
  for (guint i = 0; i < 50; i++) {
    mock_transport_play (f->transport,
                         "S: <presence from='evil@b/%u'><c xmlns='http://jabber.org/protocol/caps' "
                         "hash='sha-1' node='n' ver='v'/></presence>\n",
                         i);
    if (mock_transport_get_n_pending (f->transport) == 0)
      continue;
    mock_transport_play (f->transport,
                         "C: <iq to='evil@b/%u' id='*' type='get'>"
                         "<query xmlns='" INFO "' node='n#v'/></iq>\n"
                         "S: <iq from='evil@b/%u' id='@' type='result'>"
                         "<query xmlns='" INFO "'/></iq>\n",
                         i, i);
    run_loop ();
    n_asked++;
  }
  g_assert_cmpuint (n_asked, ==, 16);
}

/* Nobody is there after the session; what is known needs no question in the next. */
static void
test_next_session (MockOnline *f, gconstpointer data)
{
  XmppCaps *caps = sign_in (f);

  mock_online_play (f, PRESENCE ("a@b/1", EXODUS) ASKED ("a@b/1", EXODUS)
                         ANSWER ("a@b/1", EXODUS_INFO));
  run_loop ();
  mock_online_play (f, PRESENCE ("a@b/2", "other") ASKED ("a@b/2", "other"));
  mock_online_lose (f);
  run_loop ();
  g_assert_false (has_muc (caps, "a@b/1"));

  mock_online_sign_in (f, NULL);
  mock_online_play (f, PRESENCE ("a@b/1", EXODUS) "--\n" PRESENCE ("a@b/2", "other")
                         ASKED ("a@b/2", "other") "--");
  g_assert_true (has_muc (caps, "a@b/1"));
}

/* The slow answer of a cache belongs to the session that has asked. */
static void
test_late_cache (MockOnline *f, gconstpointer data)
{
  MockCache *cache;

  sign_in (f);
  cache = add_cache (f);
  cache->held = g_queue_new ();
  mock_online_play (f, PRESENCE ("a@b/1", EXODUS) PRESENCE ("a@b/2", "other") "--");
  mock_online_lose (f);

  mock_online_sign_in (f, NULL);
  mock_online_play (f, PRESENCE ("a@b/1", EXODUS) "--");
  mock_cache_release (cache);
  mock_cache_release (cache);
  run_loop ();
  mock_online_play (f, "--");
  mock_cache_release (cache);
  run_loop ();
  mock_online_play (f, ASKED ("a@b/1", EXODUS) "--");
}

/* What we announce is what we answer, and who runs the same program need not be asked. */
static void
test_own (MockOnline *f, gconstpointer data)
{
  XmppCaps *caps = sign_in (f);
  XmppDisco *disco = mock_online_get (f, XMPP_TYPE_DISCO);
  g_autoptr (XmlElement) c = xmpp_caps_build (caps);
  const char *ver = xml_element_get (c, "ver");

  g_assert_true (xml_element_is (c, "c", XMPP_NS_CAPS));
  g_assert_cmpstr (xml_element_get (c, "node"), ==, XMPP_CAPS_NODE);
  g_assert_true (
    xmpp_caps_verify (xmpp_disco_get_own_info (disco), xml_element_get (c, "hash"), ver, NULL));
  g_assert_true (xmpp_disco_info_has_feature (xmpp_disco_get_own_info (disco), XMPP_NS_CAPS));

  mock_transport_play (f->transport,
                       "S: <presence from='a@b/1'><c xmlns='http://jabber.org/protocol/caps' "
                       "hash='sha-1' node='anything' ver='%s'/></presence>\n--",
                       ver);
  mock_online_assert_seen (f, "learned:a@b/1 ");
}

#define ADD(path, func)                                                                            \
  g_test_add (path, MockOnline, modules, mock_online_setup, func, mock_online_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/caps/learn", test_learn);
  ADD ("/caps/forget", test_forget);
  ADD ("/caps/wrong-hash", test_wrong_hash);
  ADD ("/caps/ignored", test_ignored);
  ADD ("/caps/cache", test_cache);
  ADD ("/caps/flood", test_flood);
  ADD ("/caps/liar", test_liar);
  ADD ("/caps/next-session", test_next_session);
  ADD ("/caps/late-cache", test_late_cache);
  ADD ("/caps/own", test_own);

  return g_test_run ();
}
