/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plays transcripts against the code under test. */

#include "config.h"

#include "mock/transport.h"

#include "xml/parser.h"
#include "xml/writer.h"
#include "xmpp/ns.h"

#include <string.h>

/* Of a line in the log: a reader of TAP need not take lines of 64 KiB. */
#define SHOWN_BYTES 4000

struct _MockTransport {
  GObject parent_instance;
  XmppTransportFlags flags;
  XmppTlsFacts facts;
  GQueue sent;          /* of XmlElement: what no C: line has asked for yet */
  XmlElement *last;     /* of the last C: line */
  char *last_id;        /* of the last one that had any */
  gboolean close_asked; /* xmpp_transport_close () was called */
  gboolean closed;      /* ::closed was emitted */
  gboolean hold_secure;
  GTask *secure;
};

static void transport_iface_init (XmppTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MockTransport,
                               mock_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (XMPP_TYPE_TRANSPORT, transport_iface_init))

static void
on_parsed (const XmlElement *element, gpointer data)
{
  XmlElement **parsed = data;

  g_clear_pointer (parsed, xml_element_unref);
  *parsed = xml_element_ref (element);
}

/* As if it stood in a stream; a header without its end tag is read as one that has it. */
static XmlElement *
parse (const char *line)
{
  static const XmlParserEvents events = { .element = on_parsed };
  g_autoptr (XmlElement) parsed = NULL;
  g_autoptr (XmlParser) parser = xml_parser_new (&events, XML_LIMITS_DEFAULT, &parsed);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean is_header = g_str_has_prefix (line, "<stream ") || g_str_equal (line, "<stream>");

  g_string_printf (text, "<stream:stream xmlns='%s' xmlns:stream='%s'>", XMPP_NS_CLIENT,
                   XMPP_NS_STREAM);
  if (is_header)
    g_string_append_printf (text, "<stream:%s</stream:stream>", line + 1);
  else
    g_string_append (text, line);
  if (!xml_parser_feed (parser, text->str, text->len, &error) || parsed == NULL)
    g_error ("bad line in the test: %s: %s", line, error != NULL ? error->message : "incomplete");
  return g_steal_pointer (&parsed);
}

static gboolean
value_matches (const char *pattern, const char *value)
{
  return value != NULL && (g_str_equal (pattern, "*") || g_str_equal (pattern, value));
}

static guint
count_attrs (const XmlElement *element)
{
  guint n = 0;

  for (const XmlAttr *attr = xml_element_attrs (element); attr != NULL; attr = attr->next)
    n++;
  return n;
}

static gboolean
matches (const XmlElement *pattern, const XmlElement *element)
{
  g_autofree char *pattern_text = xml_element_dup_text (pattern);
  g_autofree char *text = xml_element_dup_text (element);
  XmlIter left = { .parent = pattern }, right = { .parent = element };
  const XmlElement *wanted, *found;

  if (!xml_element_is (element, xml_element_get_name (pattern), xml_element_get_ns (pattern)) ||
      count_attrs (pattern) != count_attrs (element))
    return FALSE;

  for (const XmlAttr *attr = xml_element_attrs (pattern); attr != NULL; attr = attr->next) {
    const char *value = *attr->ns != '\0' ? xml_element_get_with_ns (element, attr->name, attr->ns)
                                          : xml_element_get (element, attr->name);
    if (!value_matches (attr->value, value))
      return FALSE;
  }

  if (g_str_equal (g_strstrip (pattern_text), "*"))
    return TRUE;
  if (!g_str_equal (pattern_text, g_strstrip (text)))
    return FALSE;
  while (xml_iter_next (&left, &wanted)) {
    if (!xml_iter_next (&right, &found) || !matches (wanted, found))
      return FALSE;
  }
  return !xml_iter_next (&right, &found);
}

static gboolean
on_patience_lost (gpointer user_data)
{
  g_error ("the client does nothing; expected: %s", (const char *) user_data);
  return G_SOURCE_REMOVE;
}

/* Until the client has sent or closed; only a failing test takes long. */
static void
wait_for_client (MockTransport *self, const char *line)
{
  guint patience = g_timeout_add_seconds (10, on_patience_lost, (gpointer) line);

  while (g_queue_is_empty (&self->sent) && !self->close_asked)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (patience);
}

/* The next thing that was sent. A header counts as one. */
static void
expect (MockTransport *self, const char *line)
{
  g_autoptr (XmlElement) pattern = NULL;

  wait_for_client (self, line);
  if (g_queue_is_empty (&self->sent))
    g_error ("the client closes instead of: %s", line);

  g_clear_pointer (&self->last, xml_element_unref);
  self->last = g_queue_pop_head (&self->sent);
  if (xml_element_get (self->last, "id") != NULL) {
    g_free (self->last_id);
    self->last_id = g_strdup_printf ("'%s'", xml_element_get (self->last, "id"));
  }
  if (g_str_equal (line, "<stream>")) {
    g_assert_true (xml_element_is (self->last, "stream", XMPP_NS_STREAM));
    return;
  }

  pattern = parse (line);
  if (!matches (pattern, self->last)) {
    g_autofree char *sent = xml_writer_dup (self->last, XMPP_NS_CLIENT);
    g_error ("the client sent: %s\ninstead of: %s", sent, line);
  }
}

static void
expect_close (MockTransport *self)
{
  wait_for_client (self, "</stream>");
  g_assert_cmpuint (self->sent.length, ==, 0);
  g_assert_true (self->close_asked);
}

static void
end (MockTransport *self, GError *error)
{
  g_autoptr (GError) owned = error;

  g_assert_false (self->closed);
  self->closed = TRUE;
  xmpp_transport_emit_closed (XMPP_TRANSPORT (self), error);
}

static void
serve (MockTransport *self, const char *line)
{
  g_autoptr (XmlElement) element = NULL;
  g_autoptr (GString) text = g_string_new (line);

  if (self->last_id != NULL)
    g_string_replace (text, "'@'", self->last_id, 0);
  element = parse (text->str);
  if (xml_element_is (element, "stream", XMPP_NS_STREAM))
    xmpp_transport_emit_opened (XMPP_TRANSPORT (self), element);
  else
    xmpp_transport_emit_element (XMPP_TRANSPORT (self), element);
}

static void
play_line (MockTransport *self, const char *line)
{
  g_test_message ("%.*s", SHOWN_BYTES, line);

  if (g_str_equal (line, "--"))
    g_assert_cmpuint (self->sent.length, ==, 0);
  else if (g_str_equal (line, "C: </stream>"))
    expect_close (self);
  else if (g_str_has_prefix (line, "C: "))
    expect (self, line + 3);
  else if (g_str_equal (line, "S: </stream>"))
    end (self, NULL);
  else if (g_str_equal (line, "S: reset"))
    end (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "reset"));
  else if (g_str_has_prefix (line, "S: "))
    serve (self, line + 3);
  else
    g_error ("bad line in the test: %s", line);
}

MockTransport *
mock_transport_new (XmppTransportFlags flags)
{
  MockTransport *self = g_object_new (MOCK_TYPE_TRANSPORT, NULL);

  self->flags = flags;
  return self;
}

void
mock_transport_hold_secure (MockTransport *self)
{
  self->hold_secure = TRUE;
}

void
mock_transport_secured (MockTransport *self, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->secure);

  g_assert_nonnull (task);
  if (error != NULL) {
    g_task_return_error (task, error);
    return;
  }
  self->flags |= XMPP_TRANSPORT_SECURE;
  g_task_return_boolean (task, TRUE);
}

void
mock_transport_play (MockTransport *self, const char *format, ...)
{
  g_autoptr (MockTransport) alive = g_object_ref (self);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *transcript = NULL;
  g_auto (GStrv) pieces = NULL;
  va_list args;

  va_start (args, format);
  transcript = g_strdup_vprintf (format, args);
  va_end (args);

  pieces = g_strsplit (transcript, "\n", -1);
  for (char **piece = pieces; *piece != NULL; piece++) {
    const char *text = g_strstrip (*piece);
    gboolean begins =
      g_str_has_prefix (text, "C: ") || g_str_has_prefix (text, "S: ") || g_str_equal (text, "--");
    if (begins && line->len > 0) {
      play_line (self, line->str);
      g_string_truncate (line, 0);
    }
    g_string_append (line, text);
  }
  if (line->len > 0)
    play_line (self, line->str);
}

void
mock_transport_finish (MockTransport *self)
{
  if (self->close_asked && !self->closed)
    end (self, NULL);
}

char *
mock_transport_dup_last (MockTransport *self, const char *attr)
{
  return g_strdup (xml_element_get (self->last, attr));
}

char *
mock_transport_dup_last_text (MockTransport *self)
{
  return xml_element_dup_text (self->last);
}

guint
mock_transport_get_n_pending (MockTransport *self)
{
  return self->sent.length;
}

gboolean
mock_transport_is_closed (MockTransport *self)
{
  return self->close_asked;
}

gboolean
mock_transport_is_dropped (MockTransport *self)
{
  return G_OBJECT (self)->ref_count == 1;
}

static void
mock_transport_open (XmppTransport *transport, const XmlElement *header)
{
  MockTransport *self = MOCK_TRANSPORT (transport);

  g_queue_push_tail (&self->sent, xml_element_ref (header));
}

static void
mock_transport_send (XmppTransport *transport, XmlElement *element)
{
  MockTransport *self = MOCK_TRANSPORT (transport);

  xml_element_seal (element);
  if (self->close_asked || self->closed)
    xml_element_unref (element);
  else
    g_queue_push_tail (&self->sent, element);
}

static void
mock_transport_secure_async (XmppTransport *transport,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  MockTransport *self = MOCK_TRANSPORT (transport);

  g_assert_true (self->flags & XMPP_TRANSPORT_CAN_STARTTLS);
  self->secure = g_task_new (self, cancellable, callback, user_data);
  if (!self->hold_secure)
    mock_transport_secured (self, NULL);
}

static gboolean
mock_transport_secure_finish (XmppTransport *transport, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static GBytes *
mock_transport_dup_binding (XmppTransport *transport, GTlsChannelBindingType type, GError **error)
{
  g_set_error_literal (error, G_TLS_CHANNEL_BINDING_ERROR,
                       G_TLS_CHANNEL_BINDING_ERROR_NOT_SUPPORTED, "there is no TLS here");
  return NULL;
}

static XmppTransportFlags
mock_transport_get_flags (XmppTransport *transport)
{
  return MOCK_TRANSPORT (transport)->flags;
}

static const XmppTlsFacts *
mock_transport_get_tls_facts (XmppTransport *transport)
{
  MockTransport *self = MOCK_TRANSPORT (transport);

  return self->flags & XMPP_TRANSPORT_SECURE ? &self->facts : NULL;
}

static const XmppEndpoint *
mock_transport_get_endpoint (XmppTransport *transport)
{
  static const XmppEndpoint endpoint = { XMPP_ROAD_TCP, (char *) "mock.test", 5222,
                                         XMPP_TLS_START };

  return &endpoint;
}

static void
mock_transport_close (XmppTransport *transport)
{
  MOCK_TRANSPORT (transport)->close_asked = TRUE;
}

static void
transport_iface_init (XmppTransportInterface *iface)
{
  iface->open = mock_transport_open;
  iface->send = mock_transport_send;
  iface->secure_async = mock_transport_secure_async;
  iface->secure_finish = mock_transport_secure_finish;
  iface->dup_binding = mock_transport_dup_binding;
  iface->get_flags = mock_transport_get_flags;
  iface->get_tls_facts = mock_transport_get_tls_facts;
  iface->get_endpoint = mock_transport_get_endpoint;
  iface->close = mock_transport_close;
}

static void
unref_element (gpointer element)
{
  xml_element_unref (element);
}

static void
mock_transport_finalize (GObject *object)
{
  MockTransport *self = MOCK_TRANSPORT (object);

  g_assert_null (self->secure);
  g_queue_clear_full (&self->sent, unref_element);
  g_clear_pointer (&self->last, xml_element_unref);
  g_free (self->last_id);

  G_OBJECT_CLASS (mock_transport_parent_class)->finalize (object);
}

static void
mock_transport_class_init (MockTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mock_transport_finalize;
}

static void
mock_transport_init (MockTransport *self)
{
  g_queue_init (&self->sent);
  self->facts.version = G_TLS_PROTOCOL_VERSION_TLS_1_3;
}
