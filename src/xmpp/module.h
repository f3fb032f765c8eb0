/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Base class of the protocol extensions with behaviour; what they handle stands in class tables. */

#pragma once

#include "xml/element.h"

#include <glib-object.h>

typedef struct _XmppRequest XmppRequest;
typedef struct _XmppSession XmppSession;

#define XMPP_TYPE_MODULE (xmpp_module_get_type ())
G_DECLARE_DERIVABLE_TYPE (XmppModule, xmpp_module, XMPP, MODULE, GObject)

/**
 * XmppOn:
 * @XMPP_ON_GET: an iq of type get with this payload; exactly one handler in a session.
 * @XMPP_ON_SET: the same for type set.
 * @XMPP_ON_MESSAGE: a message of any type but error with this child; all handlers run.
 * @XMPP_ON_PRESENCE: a presence of any type, error too, with this child; all handlers run.
 * @XMPP_ON_PEP: an event of the pubsub node `ns`, sent by a bare address (XEP-0163); the payload
 *   is `<items/>`. The node is announced as `node+notify`.
 * @XMPP_ON_NONZA: a top-level element that is no stanza.
 */
typedef enum {
  XMPP_ON_GET,
  XMPP_ON_SET,
  XMPP_ON_MESSAGE,
  XMPP_ON_PRESENCE,
  XMPP_ON_PEP,
  XMPP_ON_NONZA,
} XmppOn;

/* For name and ns of a message or presence handler: each one, whatever is in it; payload is NULL.
 */
#define XMPP_ANY "*"

/**
 * XmppHandler:
 * @name: of the payload; not used by XMPP_ON_PEP.
 * @ns: of the payload; the node for XMPP_ON_PEP.
 * @request: for XMPP_ON_GET and XMPP_ON_SET. To answer later, keep a reference; a request that is
 *   dropped answers `service-unavailable` by itself.
 * @stanza: for all others. The sender is *not* checked here, except that a `from` is a valid
 *   address; see xmpp_session_is_from_account().
 *
 * For example `{ XMPP_ON_GET, "ping", XMPP_NS_PING, .request = on_ping }`. Tables end with `{ 0 }`.
 */
typedef struct {
  XmppOn on;
  const char *name, *ns;

  union {
    void (*request) (XmppModule *self, XmppRequest *request);
    void (*stanza) (XmppModule *self, const XmlElement *stanza, const XmlElement *payload);
  };
} XmppHandler;

struct _XmppModuleClass {
  GObjectClass parent_class;

  const XmppHandler *handlers; /* (nullable): ends with { 0 } */
  const char *const *features; /* (nullable): for disco#info, ends with NULL */

  /* (nullable): the namespace of an `<enable/>` that may go with the sign-in (XEP-0386); whether it
   * did is told by xmpp_session_is_enabled(). */
  const char *enable;

  /* It fetches from the archive what came while we were away. Bind 2 is used only if some module
   * does, as it has the server drop such messages otherwise (XEP-0386 §3.2). */
  gboolean reads_archive;

  /* The session is ONLINE, but nobody has been told yet: what is sent here goes out first.
   * @resumed: the session is the one of before, and so is all that the module knows; no stopped()
   * came between. Otherwise it is a new one. */
  void (*started) (XmppModule *self, gboolean resumed);

  /* The session is over and nothing of it can be resumed. Called once for each started (FALSE). */
  void (*stopped) (XmppModule *self);
};

/**
 * xmpp_module_get_session:
 *
 * Returns: (transfer none): the session, which owns the module and outlives it.
 */
XmppSession *xmpp_module_get_session (XmppModule *self);

/* A registered type, as in `{ xmpp_ping_get_type, xmpp_disco_get_type, NULL }`. */
typedef GType (*XmppModuleType) (void);
