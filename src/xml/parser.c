/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A push parser for XML streams over libxml2's SAX2 interface, which nothing else includes. */
#include "config.h"

#include "xml/parser.h"

#include "xml/element-private.h"
#include "xml/utf8.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <string.h>

/* libxml2 takes lengths as int, and keeps a tag until it is complete: it is fed in pieces, and what
 * it keeps is bounded. That also bounds the search for duplicate attributes, which is quadratic. */
#define PIECE (16 * 1024)
#define MAX_KEPT (64 * 1024)

/* A tree may use this many times max_element: each "<a/>" costs more than its four bytes. */
#define MEMORY_FACTOR 8

/* Room for a usual stanza. */
#define FIRST_CHUNK 2048

/* A pool of names that has grown beyond this is replaced before the next stanza. */
#define MAX_NAMES (64 * 1024)

/* libxml2 hands out the same pointer for the same name: a small cache saves most look-ups. */
#define CACHE_BITS 9

typedef struct {
  const xmlChar *key;
  const char *name;
} CachedName;

typedef struct {
  XmlElement *element;
  guint n_namespaces; /* declared here and above */
} Level;

struct _XmlParser {
  const XmlParserEvents *events;
  gpointer data;
  XmlLimits limits;
  guint top; /* the depth of what is handed out: 1 in a stream, 0 for a document */

  xmlParserCtxt *context;
  GError *error;   /* why the context was stopped */
  gsize n_fed;     /* bytes given to the context */
  gsize n_settled; /* of those, the ones before the element that is being read */
  XmlUtf8 utf8;

  guint depth;     /* how many elements are open */
  Level *levels;   /* their room is max_depth */
  XmlArena *arena; /* of the element that is read */
  XmlNames *names;
  CachedName cache[1 << CACHE_BITS];

  guint in_feed : 1, freed : 1;
};

static gboolean
is_stopped (const XmlParser *self)
{
  return self->error != NULL || self->freed;
}

static void G_GNUC_PRINTF (3, 4) fail (XmlParser *self, XmlErrorCode code, const char *format, ...)
{
  va_list args;

  if (is_stopped (self))
    return;
  va_start (args, format);
  self->error = g_error_new_valist (XML_ERROR, code, format, args);
  va_end (args);
  xmlStopParser (self->context);
}

static const char *
intern (XmlParser *self, const xmlChar *name)
{
  CachedName *cached;

  if (name == NULL)
    return "";
  /* Multiplied by 2³² over the golden ratio, the upper bits differ even for neighbours. */
  cached = &self->cache[(guint32) ((gsize) name * 2654435769u) >> (32 - CACHE_BITS)];
  if (cached->key != name) {
    cached->key = name;
    cached->name = xml_names_intern (self->names, (const char *) name);
  }
  return cached->name;
}

static void
renew_names (XmlParser *self)
{
  g_clear_pointer (&self->names, xml_names_unref);
  self->names = xml_names_new ();
  memset (self->cache, 0, sizeof self->cache);
}

/* The bytes up to here belong to no element any more. */
static void
settle (XmlParser *self)
{
  self->n_settled = (gsize) xmlByteConsumed (self->context);
}

static gboolean
check_limits (XmlParser *self, guint n_attrs, guint n_namespaces)
{
  if (self->depth >= self->limits.max_depth)
    fail (self, XML_ERROR_TOO_DEEP, "Elements are nested deeper than %u", self->limits.max_depth);
  else if (n_attrs > self->limits.max_attrs || n_namespaces > self->limits.max_attrs)
    fail (self, XML_ERROR_TOO_BIG, "There are more than %u attributes", self->limits.max_attrs);
  else if (self->depth > self->top &&
           xml_arena_get_n_bytes (self->arena) / MEMORY_FACTOR > self->limits.max_element)
    fail (self, XML_ERROR_TOO_BIG, "An element takes too much memory");
  return !is_stopped (self);
}

static void
on_start_document (void *data)
{
  XmlParser *self = data;
  const xmlChar *encoding = self->context->encoding, *version = self->context->version;

  if (encoding != NULL && g_ascii_strcasecmp ((const char *) encoding, "UTF-8") != 0)
    fail (self, XML_ERROR_BAD_ENCODING, "The encoding is not UTF-8");
  else if (version != NULL && strcmp ((const char *) version, "1.0") != 0)
    fail (self, XML_ERROR_NOT_WELL_FORMED, "The version of XML is not 1.0");
}

/* libxml2 gives five pointers for each attribute: name, prefix, namespace, value and its end. */
static void
set_attrs (XmlParser *self, XmlElement *element, guint n_attrs, const xmlChar **raw)
{
  gsize n_bytes = n_attrs * sizeof (XmlAttr);
  XmlAttr *attrs;
  char *text;

  for (guint i = 0; i < n_attrs; i++)
    n_bytes += (gsize) (raw[5 * i + 4] - raw[5 * i + 3]) + 1;
  attrs = xml_arena_alloc (self->arena, n_bytes);
  text = (char *) (attrs + n_attrs);
  for (guint i = 0; i < n_attrs; i++, raw += 5) {
    gsize length = (gsize) (raw[4] - raw[3]);

    attrs[i].next = i + 1 < n_attrs ? &attrs[i + 1] : NULL;
    attrs[i].name = intern (self, raw[0]);
    attrs[i].ns = intern (self, raw[2]);
    attrs[i].value = memcpy (text, raw[3], length);
    text[length] = '\0';
    text += length + 1;
  }
  xml_element_set_attrs_in (element, attrs);
}

static XmlElement *
open_element (XmlParser *self, const xmlChar *name, const xmlChar *ns)
{
  if (self->depth > self->top)
    return xml_element_add_in (self->levels[self->depth - 1].element, intern (self, name),
                               intern (self, ns));

  if (xml_names_get_n_bytes (self->names) > MAX_NAMES)
    renew_names (self);
  self->arena = xml_arena_new (FIRST_CHUNK, self->names);
  return xml_element_new_in (self->arena, intern (self, name), intern (self, ns));
}

static void
on_start_element (void *data,
                  const xmlChar *name,
                  const xmlChar *prefix,
                  const xmlChar *ns,
                  int n_declared,
                  const xmlChar **declared,
                  int n_attrs,
                  int n_defaulted,
                  const xmlChar **attrs)
{
  XmlParser *self = data;
  guint n_namespaces = (guint) n_declared;
  XmlElement *element;

  if (is_stopped (self))
    return;
  if (self->depth > 0)
    n_namespaces += self->levels[self->depth - 1].n_namespaces;
  if (!check_limits (self, (guint) (n_attrs + n_declared), n_namespaces))
    return;

  element = open_element (self, name, ns);
  if (n_attrs > 0)
    set_attrs (self, element, (guint) n_attrs, attrs);
  self->levels[self->depth++] = (Level){ element, n_namespaces };
  if (self->depth > self->top)
    return;

  /* The header of a stream. */
  xml_arena_seal (self->arena);
  settle (self);
  if (self->events->opened != NULL)
    self->events->opened (element, self->data);
}

/* Hands out the element that is complete now. */
static void
deliver (XmlParser *self, XmlElement *element)
{
  gsize n_before = self->n_settled;

  settle (self);
  if (self->n_settled - n_before > self->limits.max_element)
    fail (self, XML_ERROR_TOO_BIG, "An element has too many bytes");
  xml_arena_seal (self->arena);
  if (!is_stopped (self) && self->events->element != NULL)
    self->events->element (element, self->data);
}

static void
on_end_element (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns)
{
  XmlParser *self = data;
  XmlElement *element;

  if (is_stopped (self))
    return;
  self->depth--;
  if (self->depth > self->top)
    return;
  element = self->levels[self->depth].element;
  if (self->depth == self->top)
    deliver (self, element);
  else if (self->events->closed != NULL)
    self->events->closed (self->data);
  xml_element_unref (element);
}

static void
on_characters (void *data, const xmlChar *text, int n_bytes)
{
  XmlParser *self = data;

  if (is_stopped (self))
    return;
  if (self->depth > self->top) {
    xml_element_text_in (self->levels[self->depth - 1].element, (const char *) text,
                         (gsize) n_bytes);
    return;
  }
  /* Between stanzas there may be whitespace to keep the connection alive (RFC 6120 §4.6.1). */
  for (int i = 0; i < n_bytes; i++) {
    if (strchr (" \t\r\n", text[i]) == NULL) {
      fail (self, XML_ERROR_BAD_FORMAT, "There is text outside of the stanzas");
      return;
    }
  }
  self->n_settled += (gsize) n_bytes;
}

static void
on_comment (void *data, const xmlChar *text)
{
  fail (data, XML_ERROR_RESTRICTED, "There is a comment");
}

static void
on_instruction (void *data, const xmlChar *target, const xmlChar *text)
{
  fail (data, XML_ERROR_RESTRICTED, "There is a processing instruction");
}

static void
on_doctype (void *data, const xmlChar *name, const xmlChar *external_id, const xmlChar *system_id)
{
  fail (data, XML_ERROR_RESTRICTED, "There is a document type");
}

static void
on_reference (void *data, const xmlChar *name)
{
  fail (data, XML_ERROR_RESTRICTED, "There is an entity reference");
}

#if LIBXML_VERSION >= 21200
typedef const xmlError RaisedError;
#else
typedef xmlError RaisedError;
#endif

static void
on_error (void *data, RaisedError *raised)
{
  XmlParser *self = data;
  XmlErrorCode code = XML_ERROR_NOT_WELL_FORMED;

  if (raised->level < XML_ERR_ERROR || is_stopped (self))
    return;
  if (raised->code == XML_ERR_UNDECLARED_ENTITY || raised->code == XML_WAR_UNDECLARED_ENTITY)
    code = XML_ERROR_RESTRICTED;
  else if (raised->code == XML_ERR_INVALID_ENCODING || raised->code == XML_ERR_UNKNOWN_ENCODING ||
           raised->code == XML_ERR_UNSUPPORTED_ENCODING)
    code = XML_ERROR_BAD_ENCODING;
  /* libxml2's own words may quote what was sent. */
  fail (self, code, "The XML is not well-formed (libxml2 error %d)", raised->code);
}

static xmlSAXHandler handler = {
  .initialized = XML_SAX2_MAGIC,
  .startDocument = on_start_document,
  .startElementNs = on_start_element,
  .endElementNs = on_end_element,
  .characters = on_characters,
  .ignorableWhitespace = on_characters,
  .comment = on_comment,
  .processingInstruction = on_instruction,
  .internalSubset = on_doctype,
  .reference = on_reference,
  .serror = on_error,
};

static XmlParser *
parser_new (const XmlParserEvents *events, XmlLimits limits, gpointer data, guint top)
{
  XmlParser *self = g_new0 (XmlParser, 1);

  xmlInitParser ();
  self->events = events;
  self->limits = limits;
  self->data = data;
  self->top = top;
  self->context = xmlCreatePushParserCtxt (&handler, self, NULL, 0, NULL);
  if (self->context == NULL)
    g_error ("libxml2 has no memory");
  /* NOENT: otherwise "&amp;" in attributes stays one. No entity but the five ever comes to exist,
   * because the DTD that would define it is refused before it is read. */
  xmlCtxtUseOptions (self->context, XML_PARSE_NONET | XML_PARSE_NOENT);
  self->levels = g_new (Level, limits.max_depth);
  self->names = xml_names_new ();
  return self;
}

XmlParser *
xml_parser_new (const XmlParserEvents *events, XmlLimits limits, gpointer data)
{
  g_return_val_if_fail (events != NULL, NULL);
  g_return_val_if_fail (limits.max_depth > 0, NULL);

  return parser_new (events, limits, data, 1);
}

static void
parser_destroy (XmlParser *self)
{
  /* The trees that are not complete: the header's, and that of the element being read. */
  for (guint i = 0; i < self->depth && i <= self->top; i++)
    xml_element_unref (self->levels[i].element);
  xmlFreeParserCtxt (self->context);
  g_clear_error (&self->error);
  xml_names_unref (self->names);
  g_free (self->levels);
  g_free (self);
}

void
xml_parser_free (XmlParser *self)
{
  if (self == NULL)
    return;
  if (!self->in_feed) {
    parser_destroy (self);
    return;
  }
  self->freed = TRUE;
  xmlStopParser (self->context);
}

/* RFC 6120 §11.6. Of the encodings that libxml2 would guess from the first bytes, NULs give UTF-16
 * and UTF-32 away, and the first of them EBCDIC and the byte order mark. */
static gboolean
check_encoding (XmlParser *self, const char *bytes, gsize n_bytes)
{
  if (self->n_fed == 0 && strchr ("< \t\r\n", *bytes) == NULL)
    fail (self, XML_ERROR_BAD_ENCODING, "The stream does not begin with an element in UTF-8");
  else if (!xml_utf8_check (&self->utf8, bytes, n_bytes))
    fail (self, XML_ERROR_BAD_ENCODING, "The stream is not in UTF-8");
  return !is_stopped (self);
}

static void
feed_piece (XmlParser *self, const char *bytes, gsize n_bytes)
{
  gsize n_consumed;

  if (!check_encoding (self, bytes, n_bytes))
    return;
  self->n_fed += n_bytes;
  xmlParseChunk (self->context, bytes, (int) n_bytes, FALSE);
  if (is_stopped (self))
    return;
  if (!self->context->wellFormed || !self->context->nsWellFormed) {
    fail (self, XML_ERROR_NOT_WELL_FORMED, "The XML is not well-formed");
    return;
  }
  n_consumed = (gsize) xmlByteConsumed (self->context);
  if (self->n_fed - n_consumed > MAX_KEPT)
    fail (self, XML_ERROR_TOO_BIG, "A tag or a CDATA section has too many bytes");
  else if (self->n_fed - self->n_settled > self->limits.max_element)
    fail (self, XML_ERROR_TOO_BIG, "An element has too many bytes");
}

gboolean
xml_parser_feed (XmlParser *self, const char *bytes, gsize n_bytes, GError **error)
{
  g_return_val_if_fail (self != NULL && !self->in_feed && self->error == NULL, FALSE);

  self->in_feed = TRUE;
  for (gsize i = 0; i < n_bytes && !is_stopped (self); i += PIECE)
    feed_piece (self, bytes + i, MIN (PIECE, n_bytes - i));
  self->in_feed = FALSE;
  if (self->freed) {
    parser_destroy (self);
    return TRUE;
  }
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

static void
keep_element (const XmlElement *element, gpointer data)
{
  XmlElement **document = data;

  *document = xml_element_ref (element);
}

XmlElement *
xml_parser_parse_document (const char *bytes, gssize n_bytes, XmlLimits limits, GError **error)
{
  static const XmlParserEvents events = { .element = keep_element };
  g_autoptr (XmlElement) document = NULL;
  g_autoptr (XmlParser) self = NULL;

  g_return_val_if_fail (bytes != NULL || n_bytes == 0, NULL);
  g_return_val_if_fail (limits.max_depth > 0, NULL);

  self = parser_new (&events, limits, &document, 0);
  if (!xml_parser_feed (self, bytes, n_bytes < 0 ? strlen (bytes) : (gsize) n_bytes, error))
    return NULL;
  xmlParseChunk (self->context, NULL, 0, TRUE);
  if (document == NULL)
    fail (self, XML_ERROR_NOT_WELL_FORMED, "The element is not complete");
  if (self->error != NULL) {
    g_propagate_error (error, g_error_copy (self->error));
    return NULL;
  }
  return g_steal_pointer (&document);
}
