/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A BOSH session without I/O (XEP-0124 1.11, XEP-0206 1.4). */

#include "config.h"

#include "xmpp/transport/bosh-session.h"

#include "xml/error.h"
#include "xml/writer.h"
#include "xmpp/ns.h"
#include "xmpp/stream-error.h"
#include "xmpp/timer.h"
#include "xmpp/transport/key-sequence.h"

#define VERSION "1.11"
#define HOLD 1
#define KEYS 64

/* What one request carries at most, but for a single larger stanza. */
#define MAX_BATCH (64 * 1024)

/* All the stanzas of one answer. */
#define MAX_ANSWER                                                                                 \
  ((XmlLimits){ .max_depth = 128, .max_attrs = 256, .max_element = 16 * 1024 * 1024 })

/* What a server may claim. */
#define MAX_REQUESTS 16
#define MAX_POLLING_S 600

/* So many empty requests that were answered by nothing, one soon after the other, show a server that
 * does not hold them whatever it says. */
#define MAX_HASTY 4
#define HASTY XMPP_SECOND

#define BODY_OPEN                                                                                  \
  "<body xmlns='" XMPP_NS_HTTP_BIND "' xmlns:xmpp='" XMPP_NS_XBOSH "' rid='%" G_GUINT64_FORMAT "'"

typedef enum {
  QUEUED,
  POSTED,
  ANSWERED, /* but one before it is not */
} Stage;

typedef struct {
  XmppBoshRequest request;
  Stage stage;
  gboolean restarts;  /* the stream */
  XmlElement *answer; /* (nullable) */
} Pending;

struct _XmppBoshSession {
  char *to, *from, *lang; /* (nullable): of the header */
  char *sid;              /* NULL until the session is there */
  guint64 rid;            /* of the next request */
  guint limit;            /* of open requests */
  gboolean polls;         /* the server does not hold requests … */
  gint64 interval;        /* … and allows an empty one this often */
  gint64 last_empty;
  guint n_hasty;     /* empty requests since there was anything to say or hear */
  gboolean acks;     /* the server wants to be told which answers have come */
  gboolean creating; /* the first request is made */
  gboolean restart;  /* is to be asked for, after what is in the queue … */
  guint n_before;    /* … of which so many elements go before it */
  gboolean opening;  /* the next content begins a new stream */
  gboolean terminate, terminated;
  gboolean over;         /* CLOSED or FAILED is in the events */
  XmppKeySequence *keys; /* (nullable) */
  GQueue elements;       /* of XmlElement */
  GQueue pending;        /* of Pending, by rid */
  GQueue events;         /* of XmppInboxEvent */
};

/* XEP-0124 §17.2 as what it would be in a stream. */
static const struct {
  const char *name;
  guint status; /* of older servers; 0: none */
  const char *condition;
} conditions[] = {
  { "bad-request", 400, "bad-format" },
  { "host-gone", 0, "host-gone" },
  { "host-unknown", 0, "host-unknown" },
  { "improper-addressing", 0, "improper-addressing" },
  { "internal-server-error", 0, "internal-server-error" },
  { "policy-violation", 403, "policy-violation" },
  { "remote-connection-failed", 0, "remote-connection-failed" },
  { "see-other-uri", 0, "see-other-host" },
  { "system-shutdown", 0, "system-shutdown" },
  { "undefined-condition", 0, "undefined-condition" },
};

static void
free_pending (gpointer data)
{
  Pending *self = data;

  g_bytes_unref (self->request.body);
  g_clear_pointer (&self->answer, xml_element_unref);
  g_free (self);
}

static void
unref_element (gpointer element)
{
  xml_element_unref (element);
}

static void
free_event (gpointer event)
{
  xmpp_inbox_event_free (event);
}

/* Takes @error. */
static void
push (XmppBoshSession *self, XmppInboxKind kind, const XmlElement *element, GError *error)
{
  XmppInboxEvent *event = g_new0 (XmppInboxEvent, 1);

  event->kind = kind;
  event->element = element ? xml_element_ref (element) : NULL;
  event->error = error;
  g_queue_push_tail (&self->events, event);
  self->over |= kind == XMPP_INBOX_CLOSED || kind == XMPP_INBOX_FAILED;
}

/* --- Requests --- */

static void
append_attr (GString *out, const char *name, const char *value)
{
  g_autofree char *escaped = value ? g_markup_escape_text (value, -1) : NULL;

  if (escaped != NULL)
    g_string_append_printf (out, " %s='%s'", name, escaped);
}

static void
append_keys (XmppBoshSession *self, GString *out)
{
  g_autofree char *key = NULL;
  g_autofree char *new_key = NULL;

  if (self->keys == NULL)
    return;
  xmpp_key_sequence_step (self->keys, &key, &new_key);
  append_attr (out, "key", key);
  append_attr (out, "newkey", new_key);
}

/* XEP-0124 §9: up to which request all answers have come, unless it is the one before this. */
static void
append_ack (XmppBoshSession *self, GString *out)
{
  const Pending *oldest = g_queue_peek_head (&self->pending);

  if (self->acks && oldest != NULL)
    g_string_append_printf (out, " ack='%" G_GUINT64_FORMAT "'", oldest->request.rid - 1);
}

static GString *
begin_body (XmppBoshSession *self)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, BODY_OPEN, self->rid);
  append_attr (out, "sid", self->sid);
  append_keys (self, out);
  if (self->sid != NULL)
    append_ack (self, out);
  return out;
}

/* Takes @body. */
static Pending *
add_request (XmppBoshSession *self, GString *body)
{
  Pending *pending = g_new0 (Pending, 1);

  pending->request.rid = self->rid++;
  pending->request.body = g_string_free_to_bytes (body);
  g_queue_push_tail (&self->pending, pending);
  return pending;
}

static void
create (XmppBoshSession *self)
{
  GString *body = begin_body (self);

  append_attr (body, "to", self->to);
  append_attr (body, "from", self->from);
  append_attr (body, "xml:lang", self->lang);
  g_string_append_printf (body,
                          " content='text/xml; charset=utf-8' ver='" VERSION
                          "' wait='%d' hold='%d' ack='1' xmpp:version='1.0'/>",
                          XMPP_BOSH_WAIT_S, HOLD);
  self->creating = TRUE;
  add_request (self, body);
}

static void
ask_for_restart (XmppBoshSession *self)
{
  GString *body = begin_body (self);

  append_attr (body, "to", self->to);
  append_attr (body, "xml:lang", self->lang);
  g_string_append (body, " xmpp:restart='true'/>");
  self->restart = FALSE;
  add_request (self, body)->restarts = TRUE;
}

/* As much of the queue as one request may carry, perhaps nothing. */
static void
carry (XmppBoshSession *self)
{
  GString *body = begin_body (self);
  XmlElement *element;

  if (self->terminate && !self->restart)
    append_attr (body, "type", "terminate");
  g_string_append_c (body, '>');
  while (body->len < MAX_BATCH && (!self->restart || self->n_before > 0) &&
         (element = g_queue_pop_head (&self->elements)) != NULL) {
    xml_writer_append (body, element, NULL);
    xml_element_unref (element);
    if (self->restart)
      self->n_before--;
  }
  g_string_append (body, "</body>");
  /* The rest first; a session that ends may well carry more than usual. */
  if (self->terminate && !self->restart)
    self->terminated = g_queue_is_empty (&self->elements);
  add_request (self, body);
}

/* Whether an empty request may go out. */
static gboolean
may_ask (XmppBoshSession *self, gint64 now)
{
  self->n_hasty = now < self->last_empty + HASTY ? self->n_hasty + 1 : 0;
  self->polls |= self->n_hasty > MAX_HASTY;
  if (self->polls && now < self->last_empty + self->interval)
    return FALSE;
  self->last_empty = now;
  return TRUE;
}

/* Whether there is reason for one more request. */
static gboolean
compose (XmppBoshSession *self, gint64 now)
{
  gboolean idle = g_queue_is_empty (&self->elements) && !self->terminate;

  if (self->to == NULL || self->terminated || self->over)
    return FALSE;
  if (!self->creating) {
    create (self);
    return TRUE;
  }
  /* XEP-0124 §11: only to end may there be one more than allowed. */
  if (self->sid == NULL || self->pending.length >= self->limit + (self->terminate ? 1 : 0))
    return FALSE;

  if (self->restart && self->n_before == 0) {
    ask_for_restart (self);
    return TRUE;
  }
  if (idle && (self->pending.length > 0 || !may_ask (self, now)))
    return FALSE;
  if (!idle)
    self->n_hasty = 0;
  carry (self);
  return TRUE;
}

/* --- Answers --- */

/* Takes @condition (nullable) of a stream error, with a text or an address. */
static GError *
to_error (const char *condition, const char *detail)
{
  g_autoptr (XmlElement) error = xml_element_new ("error", XMPP_NS_STREAM);

  xml_element_add_text_child (error, condition, XMPP_NS_STREAM_ERRORS, detail ? detail : "");
  return xmpp_stream_error_parse (error);
}

static GError *
explain (const char *name, const XmlElement *body)
{
  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    if (g_strcmp0 (name, conditions[i].name) == 0) {
      g_autofree char *uri = body ? xml_element_dup_child_text (body, "uri", NULL) : NULL;

      return to_error (conditions[i].condition, uri);
    }
  /* item-not-found, other-request and whatever comes: this session is no more, another may be. */
  return g_error_new (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
                      "The server has ended the session: %s", name);
}

static guint
read_uint (const XmlElement *body, const char *name, guint fallback, guint max)
{
  guint64 value;

  return xml_element_get_uint (body, name, max, &value, NULL) ? (guint) value : fallback;
}

/* The answer to the first request. */
static void
take_terms (XmppBoshSession *self, const XmlElement *body)
{
  const char *sid = xml_element_get (body, "sid");
  guint hold = read_uint (body, "hold", HOLD, MAX_REQUESTS - 1);

  if (sid == NULL || *sid == '\0' || strlen (sid) > 1024) {
    push (self, XMPP_INBOX_FAILED, NULL,
          g_error_new (XML_ERROR, XML_ERROR_BAD_FORMAT, "The session has no name"));
    return;
  }

  self->sid = g_strdup (sid);
  self->limit = MAX (1, read_uint (body, "requests", hold + 1, MAX_REQUESTS));
  self->acks = xml_element_get (body, "ack") != NULL;
  self->polls = hold == 0 || read_uint (body, "wait", XMPP_BOSH_WAIT_S, G_MAXUINT) == 0;
  self->interval = MAX (1, read_uint (body, "polling", 5, MAX_POLLING_S)) * XMPP_SECOND;
  self->opening = TRUE;
}

/* The <stream:stream> that this road does without. */
static void
push_header (XmppBoshSession *self, const XmlElement *body)
{
  g_autoptr (XmlElement) header = xml_element_new ("stream", XMPP_NS_STREAM);
  const char *version = xml_element_get_with_ns (body, "version", XMPP_NS_XBOSH);
  const char *id = xml_element_get (body, "authid");

  xml_element_set (header, "from", xml_element_get (body, "from"));
  xml_element_set (header, "id", id ? id : self->sid);
  /* A restarted stream is of the version that the first was (XEP-0206 §5). */
  xml_element_set (header, "version", version ? version : "1.0");
  xml_element_seal (header);
  push (self, XMPP_INBOX_OPENED, header, NULL);
}

static void
push_content (XmppBoshSession *self, const XmlElement *body)
{
  XmlIter iter = { .parent = body };
  const XmlElement *child;

  while (xml_iter_next (&iter, &child)) {
    if (g_str_equal (xml_element_get_ns (child), XMPP_NS_HTTP_BIND))
      continue; /* <uri/> */
    if (self->opening) {
      self->opening = FALSE;
      push_header (self, body);
    }
    push (self, XMPP_INBOX_ELEMENT, child, NULL);
    self->n_hasty = 0;
  }
}

static void
take_answer (XmppBoshSession *self, const XmlElement *body)
{
  const char *condition = xml_element_get (body, "condition");
  gboolean ends = g_strcmp0 (xml_element_get (body, "type"), "terminate") == 0;

  if (self->sid == NULL && !ends)
    take_terms (self, body);
  if (self->over)
    return;
  push_content (self, body);
  if (!ends)
    return;

  if (condition == NULL || self->terminated)
    push (self, XMPP_INBOX_CLOSED, NULL, NULL);
  else if (g_str_equal (condition, "remote-stream-error") &&
           xml_element_find (body, "error", XMPP_NS_STREAM) != NULL)
    push (self, XMPP_INBOX_CLOSED, NULL, NULL); /* the error was among the content */
  else
    push (self, XMPP_INBOX_FAILED, NULL, explain (condition, body));
}

static Pending *
find (XmppBoshSession *self, guint64 rid)
{
  for (GList *l = self->pending.head; l != NULL; l = l->next) {
    Pending *pending = l->data;

    if (pending->request.rid == rid)
      return pending;
  }
  return NULL;
}

static void
deliver (XmppBoshSession *self)
{
  Pending *oldest;

  while (!self->over && (oldest = g_queue_peek_head (&self->pending)) != NULL &&
         oldest->stage == ANSWERED) {
    gboolean last = self->terminated && self->pending.length == 1;

    g_queue_pop_head (&self->pending);
    take_answer (self, oldest->answer);
    free_pending (oldest);
    /* Servers differ in what they say to the end. */
    if (last && !self->over)
      push (self, XMPP_INBOX_CLOSED, NULL, NULL);
  }
}

static gboolean
has_type (const XmlElement *body, const char *type)
{
  return g_strcmp0 (xml_element_get (body, "type"), type) == 0;
}

/* (nullable): NULL: the status says that it is no answer of this server. */
static const char *
to_condition (guint status)
{
  if (status == 404)
    return "item-not-found";
  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    if (conditions[i].status == status)
      return conditions[i].name;
  return NULL;
}

static XmlElement *
new_empty_body (void)
{
  XmlElement *body = xml_element_new ("body", XMPP_NS_HTTP_BIND);

  xml_element_seal (body);
  return body;
}

/* --- Public --- */

XmppBoshSession *
xmpp_bosh_session_new (guint64 first_rid, gboolean keys)
{
  XmppBoshSession *self = g_new0 (XmppBoshSession, 1);

  self->rid = first_rid;
  self->limit = 1;
  if (keys)
    self->keys = xmpp_key_sequence_new (XMPP_KEY_HEX, KEYS);
  return self;
}

void
xmpp_bosh_session_free (XmppBoshSession *self)
{
  g_free (self->to);
  g_free (self->from);
  g_free (self->lang);
  g_free (self->sid);
  g_clear_pointer (&self->keys, xmpp_key_sequence_free);
  g_queue_clear_full (&self->elements, unref_element);
  g_queue_clear_full (&self->pending, free_pending);
  g_queue_clear_full (&self->events, free_event);
  g_free (self);
}

void
xmpp_bosh_session_open (XmppBoshSession *self, const XmlElement *header)
{
  if (self->to != NULL) {
    self->restart = TRUE;
    self->n_before = self->elements.length;
    return;
  }
  self->to = g_strdup (xml_element_get (header, "to"));
  self->from = g_strdup (xml_element_get (header, "from"));
  self->lang = g_strdup (xml_element_get_lang (header));
}

void
xmpp_bosh_session_send (XmppBoshSession *self, XmlElement *element)
{
  if (self->terminate)
    xml_element_unref (element);
  else
    g_queue_push_tail (&self->elements, element);
}

void
xmpp_bosh_session_terminate (XmppBoshSession *self)
{
  self->terminate = TRUE;
}

const XmppBoshRequest *
xmpp_bosh_session_next (XmppBoshSession *self, gint64 now)
{
  do {
    for (GList *l = self->pending.head; l != NULL; l = l->next) {
      Pending *pending = l->data;

      if (pending->stage != QUEUED)
        continue;
      pending->stage = POSTED;
      self->opening |= pending->restarts;
      pending->restarts = FALSE;
      return &pending->request;
    }
  } while (compose (self, now));
  return NULL;
}

gint64
xmpp_bosh_session_get_due (XmppBoshSession *self)
{
  gboolean waits = self->polls && !self->over && g_queue_is_empty (&self->pending);

  return waits ? self->last_empty + self->interval : XMPP_NEVER;
}

gboolean
xmpp_bosh_session_answered (XmppBoshSession *self, guint64 rid, guint status, GBytes *body)
{
  Pending *pending = find (self, rid);
  const char *condition = to_condition (status);
  g_autoptr (XmlElement) answer = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_bytes;
  const char *bytes = g_bytes_get_data (body, &n_bytes);

  if (pending == NULL || self->over)
    return TRUE;
  if (pending->stage != POSTED)
    return pending->stage == ANSWERED;
  if (condition != NULL) {
    push (self, XMPP_INBOX_FAILED, NULL, explain (condition, NULL));
    return TRUE;
  }
  if (status != 200) {
    xmpp_bosh_session_lost (self, rid);
    return FALSE;
  }

  answer = xml_parser_parse_document (bytes, (gssize) n_bytes, MAX_ANSWER, &error);
  if (answer != NULL && !xml_element_is (answer, "body", XMPP_NS_HTTP_BIND))
    error = g_error_new (XML_ERROR, XML_ERROR_BAD_FORMAT, "The answer is no <body/>");
  if (error != NULL) {
    push (self, XMPP_INBOX_FAILED, NULL, g_steal_pointer (&error));
    return TRUE;
  }
  if (has_type (answer, "error")) {
    /* XEP-0124 §17.4: all that is open again. */
    for (GList *l = self->pending.head; l != NULL; l = l->next)
      xmpp_bosh_session_lost (self, ((Pending *) l->data)->request.rid);
    return FALSE;
  }

  /* Only requests have a number. ejabberd 23.01 gives one of ours back when another had overtaken it,
   * and what it had to say itself is lost: it says it again in another session (XEP-0198). */
  if (xml_element_get (answer, "rid") != NULL) {
    g_clear_pointer (&answer, xml_element_unref);
    answer = new_empty_body ();
    self->terminate = TRUE;
  }
  pending->stage = ANSWERED;
  pending->answer = g_steal_pointer (&answer);
  deliver (self);
  /* The end does not wait for what will never come. */
  if (!self->over && find (self, rid) != NULL && has_type (pending->answer, "terminate"))
    take_answer (self, pending->answer);
  return TRUE;
}

void
xmpp_bosh_session_lost (XmppBoshSession *self, guint64 rid)
{
  Pending *pending = find (self, rid);

  if (pending != NULL && pending->stage == POSTED)
    pending->stage = QUEUED;
}

XmppInboxEvent *
xmpp_bosh_session_pop (XmppBoshSession *self)
{
  return g_queue_pop_head (&self->events);
}
