/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What others can do, learned from the hash in their presence; and our own hash (XEP-0115). */
#pragma once

#include "xmpp/jid.h"
#include "xmpp/module.h"
#include "xmpp/xep/0030-disco-info.h"

#include <gio/gio.h>

/* Who we are, in the attribute 'node'. */
#define XMPP_CAPS_NODE "https://kith.im"

/**
 * XmppCapsCache:
 *
 * Keeps infos from one session to the next, and for all accounts: implemented by who can store
 * them. What comes back is verified again, so it need not be trusted.
 */
#define XMPP_TYPE_CAPS_CACHE (xmpp_caps_cache_get_type ())
G_DECLARE_INTERFACE (XmppCapsCache, xmpp_caps_cache, XMPP, CAPS_CACHE, GObject)

/**
 * XmppCapsCacheInterface:
 * @lookup_async: looks up @hash, such as "sha-1:QgayPKawpkPSDYmwT/WM94uAlu0="
 * @lookup_finish: the text that was saved; %NULL without an error if there is none
 * @save: @xml is a <query/> of disco#info that has @hash; at most 64 KiB
 */
struct _XmppCapsCacheInterface {
  GTypeInterface parent;

  void (*lookup_async) (XmppCapsCache *self,
                        const char *hash,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  char *(*lookup_finish) (XmppCapsCache *self, GAsyncResult *result, GError **error);
  void (*save) (XmppCapsCache *self, const char *hash, const char *xml);
};

/**
 * XmppCaps::learned:
 * @jid: (type XmppJid): whose capabilities xmpp_caps_get_info() now knows
 */
#define XMPP_TYPE_CAPS (xmpp_caps_get_type ())
G_DECLARE_FINAL_TYPE (XmppCaps, xmpp_caps, XMPP, CAPS, XmppModule)

/* @cache: (nullable): %NULL keeps what is learned only as long as the session lasts */
void xmpp_caps_set_cache (XmppCaps *self, XmppCapsCache *cache);

/**
 * xmpp_caps_get_info:
 * @jid: with its resource, as its presence came
 *
 * Returns: (transfer none) (nullable): what @jid is, or %NULL while that is not known: it has not
 *   announced any capabilities, has not answered yet, or its answer was not what it had announced
 */
XmppDiscoInfo *xmpp_caps_get_info (XmppCaps *self, const XmppJid *jid);

/* FALSE also while nothing is known. */
gboolean xmpp_caps_has_feature (XmppCaps *self, const XmppJid *jid, const char *feature);

/* The <c/> for our own available presence. */
XmlElement *xmpp_caps_build (XmppCaps *self) G_GNUC_WARN_UNUSED_RESULT;
