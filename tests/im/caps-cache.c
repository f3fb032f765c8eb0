/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What other programs can do, kept in the archive.
 */

#include "im/caps-cache.h"

#include "rig.h"

static char *
look_up (XmppCapsCache *cache, const char *hash)
{
  XmppCapsCacheInterface *interface = XMPP_CAPS_CACHE_GET_IFACE (cache);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *xml;

  interface->lookup_async (cache, hash, NULL, im_rig_done, &result);
  xml = interface->lookup_finish (cache, im_rig_await (&result), &error);
  g_assert_no_error (error);
  return xml;
}

static void
test_kept (ImRig *rig, gconstpointer data)
{
  XmppCapsCache *cache = rig->services->caps_cache;
  g_autofree char *found = NULL;

  g_assert_null (look_up (cache, "sha-1:abc"));
  XMPP_CAPS_CACHE_GET_IFACE (cache)->save (cache, "sha-1:abc", "<query/>");
  found = look_up (cache, "sha-1:abc");
  g_assert_cmpstr (found, ==, "<query/>");
  g_assert_null (look_up (cache, "sha-1:def"));
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);
  im_rig_add ("caps-cache", "kept", test_kept);
  return g_test_run ();
}
