/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A hash table from (kind, name, namespace) to handlers, filled from the modules' class tables. */

#include "config.h"

#include "xmpp/router.h"

#include "xmpp/ns.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"

struct _XmppRouter {
  GHashTable *routes; /* Key → GArray of Route */
  XmppQueries *queries;
  XmppRequestAnswer answer; /* NULL once closed */
  gpointer user_data;
};

typedef struct {
  XmppOn on;
  const char *name, *ns;
} Key;

typedef struct {
  XmppModule *module; /* the session holds it */
  const XmppHandler *handler;
} Route;

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return (g_str_hash (key->name) * 31 + g_str_hash (key->ns)) * 31 + key->on;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const Key *left = a;
  const Key *right = b;

  return left->on == right->on && g_str_equal (left->name, right->name) &&
         g_str_equal (left->ns, right->ns);
}

static void
release_routes (gpointer routes)
{
  g_array_unref (routes);
}

static void
router_clear (gpointer data)
{
  XmppRouter *self = data;

  g_hash_table_unref (self->routes);
}

static void
router_unref (gpointer self)
{
  g_rc_box_release_full (self, router_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppRouter, router_unref)

static const GArray *
lookup (XmppRouter *self, XmppOn on, const char *name, const char *ns)
{
  Key key = { on, name, ns };

  return g_hash_table_lookup (self->routes, &key);
}

/* Runs all handlers of one kind of payload. */
static void
run (XmppRouter *self, Key key, const XmlElement *stanza, const XmlElement *payload)
{
  const GArray *routes = g_hash_table_lookup (self->routes, &key);

  for (guint i = 0; routes != NULL && i < routes->len && self->answer != NULL; i++) {
    const Route *route = &g_array_index (routes, Route, i);
    route->handler->stanza (route->module, stanza, payload);
  }
}

static void
run_for_children (XmppRouter *self, XmppOn on, const XmlElement *stanza)
{
  XmlIter iter = { .parent = stanza };
  const XmlElement *child;

  while (xml_iter_next (&iter, &child))
    run (self, (Key){ on, xml_element_get_name (child), xml_element_get_ns (child) }, stanza,
         child);
}

/* An event of a person's own node comes from the bare address (XEP-0163 §4.3.1); a full one could
 * be any client's of that person. */
static void
run_for_event (XmppRouter *self, const XmlElement *message, const XmppJid *from)
{
  const XmlElement *event = xml_element_find (message, "event", XMPP_NS_PUBSUB_EVENT);
  const XmlElement *items =
    event != NULL ? xml_element_find (event, "items", XMPP_NS_PUBSUB_EVENT) : NULL;
  const char *node = items != NULL ? xml_element_get (items, "node") : NULL;

  if (node != NULL && (from == NULL || xmpp_jid_is_bare (from)))
    run (self, (Key){ XMPP_ON_PEP, "", node }, message, items);
}

static void
answer_request (XmlElement *answer, gpointer user_data)
{
  XmppRouter *self = user_data;

  if (self->answer != NULL)
    self->answer (answer, self->user_data);
  else
    xml_element_unref (answer);
}

static void
refuse (XmppRouter *self, const XmlElement *iq, XmppStanzaErrorCode code)
{
  g_autoptr (GError) error = xmpp_stanza_error_new (code, NULL);

  self->answer (xmpp_stanza_new_error (iq, error), self->user_data);
}

/* RFC 6120 §8.2.3: a request has an id and exactly one child. */
static const XmlElement *
find_payload (const XmlElement *iq)
{
  XmlIter iter = { .parent = iq };
  const XmlElement *payload = NULL, *second = NULL;

  if (xmpp_stanza_id (iq) == NULL || !xml_iter_next (&iter, &payload) ||
      xml_iter_next (&iter, &second))
    return NULL;
  return payload;
}

static void
route_request (XmppRouter *self, XmppOn on, const XmlElement *iq, const XmppJid *from)
{
  const XmlElement *payload = find_payload (iq);
  const GArray *routes;
  const Route *route;
  g_autoptr (XmppRequest) request = NULL;

  if (payload == NULL) {
    refuse (self, iq, XMPP_STANZA_ERROR_BAD_REQUEST);
    return;
  }

  routes = lookup (self, on, xml_element_get_name (payload), xml_element_get_ns (payload));
  if (routes == NULL) {
    refuse (self, iq, XMPP_STANZA_ERROR_SERVICE_UNAVAILABLE);
    return;
  }

  route = &g_array_index (routes, Route, 0);
  request =
    xmpp_request_new (iq, payload, from, answer_request, g_rc_box_acquire (self), router_unref);
  route->handler->request (route->module, request);
}

static void
route_iq (XmppRouter *self, const XmlElement *iq, const XmppJid *from)
{
  switch (xmpp_iq_type (iq)) {
  case XMPP_IQ_GET:
    route_request (self, XMPP_ON_GET, iq, from);
    break;
  case XMPP_IQ_SET:
    route_request (self, XMPP_ON_SET, iq, from);
    break;
  case XMPP_IQ_RESULT:
  case XMPP_IQ_ERROR:
    if (!xmpp_queries_answer (self->queries, iq, from))
      g_debug ("dropped an answer nobody waits for from %s",
               from != NULL ? xmpp_jid_string (from) : "the server");
    break;
  case XMPP_IQ_INVALID:
    refuse (self, iq, XMPP_STANZA_ERROR_BAD_REQUEST);
    break;
  default:
    g_assert_not_reached ();
  }
}

XmppRouter *
xmpp_router_new (XmppQueries *queries, XmppRequestAnswer answer, gpointer user_data)
{
  XmppRouter *self = g_rc_box_new0 (XmppRouter);

  self->routes = g_hash_table_new_full (key_hash, key_equal, g_free, release_routes);
  self->queries = queries;
  self->answer = answer;
  self->user_data = user_data;
  return self;
}

void
xmpp_router_add (XmppRouter *self, XmppModule *module)
{
  const XmppHandler *handler = XMPP_MODULE_GET_CLASS (module)->handlers;

  for (; handler != NULL && handler->ns != NULL; handler++) {
    Key key = { handler->on, handler->on == XMPP_ON_PEP ? "" : handler->name, handler->ns };
    Route route = { module, handler };
    GArray *routes = g_hash_table_lookup (self->routes, &key);

    if (routes == NULL) {
      routes = g_array_new (FALSE, FALSE, sizeof (Route));
      g_hash_table_insert (self->routes, g_memdup2 (&key, sizeof key), routes);
    }
    g_assert (routes->len == 0 || (key.on != XMPP_ON_GET && key.on != XMPP_ON_SET));
    g_array_append_val (routes, route);
  }
}

gboolean
xmpp_router_route (XmppRouter *self, const XmlElement *element)
{
  g_autoptr (XmppRouter) alive = g_rc_box_acquire (self);
  g_autoptr (XmppJid) from = NULL;
  g_autoptr (GError) error = NULL;

  if (!xmpp_stanza_parse_from (element, &from, &error)) {
    g_debug ("dropped a stanza without a usable sender: %s", error->message);
    return FALSE;
  }

  switch (xmpp_stanza_kind (element)) {
  case XMPP_STANZA_IQ:
    route_iq (self, element, from);
    break;
  case XMPP_STANZA_MESSAGE:
    run (self, (Key){ XMPP_ON_MESSAGE, XMPP_ANY, XMPP_ANY }, element, NULL);
    /* An error carries back what we have sent: that is no news of the other side. */
    if (xmpp_message_type (element) == XMPP_MESSAGE_ERROR)
      break;
    run_for_children (self, XMPP_ON_MESSAGE, element);
    run_for_event (self, element, from);
    break;
  case XMPP_STANZA_PRESENCE:
    run (self, (Key){ XMPP_ON_PRESENCE, XMPP_ANY, XMPP_ANY }, element, NULL);
    run_for_children (self, XMPP_ON_PRESENCE, element);
    break;
  case XMPP_STANZA_OTHER:
    run (self, (Key){ XMPP_ON_NONZA, xml_element_get_name (element), xml_element_get_ns (element) },
         element, element);
    break;
  default:
    g_assert_not_reached ();
  }
  return TRUE;
}

void
xmpp_router_close (XmppRouter *self)
{
  self->answer = NULL;
  router_unref (self);
}
