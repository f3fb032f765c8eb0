/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * XML elements. */
#include "config.h"

#include "xml/element.h"

#include "xml/element-private.h"
#include "xml/error.h"

#include <string.h>

/* Enough for a short stanza that we build. */
#define FIRST_CHUNK 512

typedef enum { NODE_ELEMENT, NODE_LINK, NODE_TEXT } NodeKind;

/* What an element contains, in its order. */
typedef struct _Node Node;

struct _Node {
  Node *next;
  NodeKind kind;
  guint n_bytes; /* of a text */
};

struct _XmlElement {
  Node node;
  XmlArena *arena;
  const char *name, *ns;
  const XmlAttr *attrs;
  Node *first, *last;
};

/* A child that lives in an arena of its own, which may have other parents too. */
typedef struct {
  Node node;
  XmlElement *child;
} Link;

typedef struct {
  Node node;
  char text[];
} Text;

G_DEFINE_QUARK (xml_error, xml_error)

static const XmlElement *
node_element (const Node *node)
{
  switch (node->kind) {
  case NODE_ELEMENT:
    return (const XmlElement *) node;
  case NODE_LINK:
    return ((const Link *) node)->child;
  case NODE_TEXT:
  default:
    return NULL;
  }
}

static void
append_node (XmlElement *self, Node *node, NodeKind kind)
{
  node->next = NULL;
  node->kind = kind;
  node->n_bytes = 0;
  if (self->last != NULL)
    self->last->next = node;
  else
    self->first = node;
  self->last = node;
}

static XmlElement *
element_alloc (XmlArena *arena, const char *name, const char *ns)
{
  XmlElement *self = xml_arena_alloc (arena, sizeof (XmlElement));

  self->node = (Node){ .kind = NODE_ELEMENT };
  self->arena = arena;
  self->name = name;
  self->ns = ns;
  self->attrs = NULL;
  self->first = self->last = NULL;
  return self;
}

XmlElement *
xml_element_new_in (XmlArena *arena, const char *name, const char *ns)
{
  return element_alloc (arena, name, ns);
}

XmlElement *
xml_element_add_in (XmlElement *self, const char *name, const char *ns)
{
  XmlElement *child = element_alloc (self->arena, name, ns);

  append_node (self, &child->node, NODE_ELEMENT);
  return child;
}

void
xml_element_set_attrs_in (XmlElement *self, const XmlAttr *attrs)
{
  self->attrs = attrs;
}

void
xml_element_text_in (XmlElement *self, const char *text, gsize n_bytes)
{
  Node *last = self->last;
  Text *node;

  if (last != NULL && last->kind == NODE_TEXT && n_bytes <= G_MAXUINT - last->n_bytes) {
    char *end = ((Text *) last)->text + last->n_bytes;

    if (xml_arena_grow (self->arena, end, n_bytes)) {
      memcpy (end, text, n_bytes);
      last->n_bytes += (guint) n_bytes;
      return;
    }
  }
  node = xml_arena_alloc (self->arena, sizeof (Text) + n_bytes);
  append_node (self, &node->node, NODE_TEXT);
  memcpy (node->text, text, n_bytes);
  node->node.n_bytes = (guint) n_bytes;
}

/* A prefix is none of a name's parts, and a namespace no attribute. */
static gboolean
is_local_name (const char *name)
{
  return name != NULL && *name != '\0' && strchr (name, ':') == NULL;
}

static gboolean
is_open (const XmlElement *self)
{
  return self != NULL && !xml_arena_is_sealed (self->arena);
}

XmlElement *
xml_element_new (const char *name, const char *ns)
{
  XmlArena *arena;

  g_return_val_if_fail (is_local_name (name), NULL);
  g_return_val_if_fail (ns != NULL, NULL);

  arena = xml_arena_new (FIRST_CHUNK, NULL);
  return element_alloc (arena, xml_arena_strdup (arena, name), xml_arena_strdup (arena, ns));
}

static void
copy_into (XmlElement *self, const XmlElement *other)
{
  const XmlElement *child;
  const char *text;
  gsize n_bytes;
  gconstpointer at = NULL;

  for (const XmlAttr *attr = other->attrs; attr != NULL; attr = attr->next)
    xml_element_set_with_ns (self, attr->name, attr->ns, attr->value);
  while ((at = xml_element_next_content (other, at, &child, &text, &n_bytes)) != NULL) {
    if (child != NULL)
      copy_into (xml_element_add (self, child->name, child->ns), child);
    else
      xml_element_text_in (self, text, n_bytes);
  }
}

XmlElement *
xml_element_copy (const XmlElement *self)
{
  XmlElement *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = xml_element_new (self->name, self->ns);
  copy_into (copy, self);
  return copy;
}

XmlElement *
xml_element_set (XmlElement *self, const char *attr, const char *value)
{
  return xml_element_set_with_ns (self, attr, "", value);
}

XmlElement *
xml_element_set_with_ns (XmlElement *self, const char *attr, const char *ns, const char *value)
{
  const XmlAttr **link;
  XmlAttr *added;

  g_return_val_if_fail (is_open (self), self);
  g_return_val_if_fail (is_local_name (attr) && ns != NULL, self);
  g_return_val_if_fail (*ns != '\0' || !g_str_equal (attr, "xmlns"), self);

  if (value == NULL)
    return self;
  added = xml_arena_alloc (self->arena, sizeof (XmlAttr));
  added->name = xml_arena_strdup (self->arena, attr);
  added->ns = *ns != '\0' ? xml_arena_strdup (self->arena, ns) : "";
  added->value = xml_arena_strdup (self->arena, value);
  added->next = NULL;
  for (link = &self->attrs; *link != NULL; link = (const XmlAttr **) &(*link)->next) {
    if (g_str_equal ((*link)->name, attr) && g_str_equal ((*link)->ns, ns)) {
      added->next = (*link)->next;
      break;
    }
  }
  *link = added;
  return self;
}

XmlElement *
xml_element_set_uint (XmlElement *self, const char *attr, guint64 value)
{
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT, value);
  return xml_element_set (self, attr, text);
}

XmlElement *
xml_element_set_lang (XmlElement *self, const char *lang)
{
  return xml_element_set_with_ns (self, "lang", XML_NS_XML, lang);
}

XmlElement *
xml_element_add (XmlElement *self, const char *name, const char *ns)
{
  g_return_val_if_fail (is_open (self), NULL);
  g_return_val_if_fail (is_local_name (name), NULL);

  if (ns == NULL || g_str_equal (ns, self->ns))
    ns = self->ns;
  else
    ns = xml_arena_strdup (self->arena, ns);
  return xml_element_add_in (self, xml_arena_strdup (self->arena, name), ns);
}

static void
release_element (gpointer element)
{
  xml_element_unref (element);
}

XmlElement *
xml_element_take (XmlElement *self, XmlElement *child)
{
  Link *link;

  g_return_val_if_fail (is_open (self), self);
  g_return_val_if_fail (child != NULL && child->arena != self->arena, self);

  link = xml_arena_alloc (self->arena, sizeof (Link));
  link->child = child;
  append_node (self, &link->node, NODE_LINK);
  xml_arena_own (self->arena, child, release_element);
  return self;
}

XmlElement *
xml_element_text (XmlElement *self, const char *text)
{
  g_return_val_if_fail (is_open (self), self);

  if (text != NULL && *text != '\0')
    xml_element_text_in (self, text, strlen (text));
  return self;
}

XmlElement *
xml_element_add_text_child (XmlElement *self, const char *name, const char *ns, const char *text)
{
  if (text != NULL)
    xml_element_text (xml_element_add (self, name, ns), text);
  return self;
}

/* What an arena links to hangs below its elements: they are walked to find it. */
static void
seal_links (const XmlElement *self)
{
  for (Node *node = self->first; node != NULL; node = node->next) {
    if (node->kind == NODE_LINK)
      xml_element_seal (((Link *) node)->child);
    else if (node->kind == NODE_ELEMENT)
      seal_links ((XmlElement *) node);
  }
}

void
xml_element_seal (XmlElement *self)
{
  g_return_if_fail (self != NULL);

  if (xml_arena_is_sealed (self->arena))
    return;
  xml_arena_seal (self->arena);
  seal_links (self);
}

gboolean
xml_element_is_sealed (const XmlElement *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return xml_arena_is_sealed (self->arena);
}

XmlElement *
xml_element_ref (const XmlElement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  xml_arena_ref (self->arena);
  return (XmlElement *) self;
}

void
xml_element_unref (XmlElement *self)
{
  if (self != NULL)
    xml_arena_unref (self->arena);
}

const char *
xml_element_get_name (const XmlElement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

const char *
xml_element_get_ns (const XmlElement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->ns;
}

static gboolean
matches (const char *have, const char *want)
{
  return want == NULL || have == want || g_str_equal (have, want);
}

gboolean
xml_element_is (const XmlElement *self, const char *name, const char *ns)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return matches (self->name, name) && matches (self->ns, ns);
}

const char *
xml_element_get (const XmlElement *self, const char *attr)
{
  return xml_element_get_with_ns (self, attr, "");
}

const char *
xml_element_get_with_ns (const XmlElement *self, const char *attr, const char *ns)
{
  g_return_val_if_fail (self != NULL && attr != NULL && ns != NULL, NULL);

  for (const XmlAttr *at = self->attrs; at != NULL; at = at->next)
    if (matches (at->name, attr) && matches (at->ns, ns))
      return at->value;
  return NULL;
}

const char *
xml_element_get_lang (const XmlElement *self)
{
  return xml_element_get_with_ns (self, "lang", XML_NS_XML);
}

const XmlAttr *
xml_element_attrs (const XmlElement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->attrs;
}

gboolean
xml_element_get_uint (const XmlElement *self,
                      const char *attr,
                      guint64 max,
                      guint64 *out,
                      GError **error)
{
  const char *value = xml_element_get (self, attr);
  guint64 number;

  if (value == NULL) {
    g_set_error (error, XML_ERROR, XML_ERROR_VALUE, "<%s/> has no %s", self->name, attr);
    return FALSE;
  }
  if (!g_ascii_string_to_unsigned (value, 10, 0, max, &number, NULL)) {
    g_set_error (error, XML_ERROR, XML_ERROR_VALUE,
                 "%s of <%s/> is not a number up to %" G_GUINT64_FORMAT, attr, self->name, max);
    return FALSE;
  }
  *out = number;
  return TRUE;
}

const XmlElement *
xml_element_find (const XmlElement *self, const char *name, const char *ns)
{
  XmlIter iter = { .parent = self, .name = name, .ns = ns };
  const XmlElement *child;

  return xml_iter_next (&iter, &child) ? child : NULL;
}

gboolean
xml_iter_next (XmlIter *iter, const XmlElement **child)
{
  const Node *node = iter->last;

  g_return_val_if_fail (iter->parent != NULL, FALSE);

  for (node = node == NULL ? iter->parent->first : node->next; node != NULL; node = node->next) {
    const XmlElement *element = node_element (node);

    iter->last = node;
    if (element != NULL && xml_element_is (element, iter->name, iter->ns)) {
      *child = element;
      return TRUE;
    }
  }
  return FALSE;
}

char *
xml_element_dup_text (const XmlElement *self)
{
  gsize n_bytes = 0;
  char *text, *at;

  g_return_val_if_fail (self != NULL, NULL);

  for (const Node *node = self->first; node != NULL; node = node->next)
    n_bytes += node->n_bytes;
  at = text = g_malloc (n_bytes + 1);
  for (const Node *node = self->first; node != NULL; node = node->next)
    if (node->kind == NODE_TEXT)
      at = (char *) memcpy (at, ((const Text *) node)->text, node->n_bytes) + node->n_bytes;
  *at = '\0';
  return text;
}

char *
xml_element_dup_child_text (const XmlElement *self, const char *name, const char *ns)
{
  const XmlElement *child = xml_element_find (self, name, ns);

  return child != NULL ? xml_element_dup_text (child) : NULL;
}

gconstpointer
xml_element_next_content (const XmlElement *self,
                          gconstpointer last,
                          const XmlElement **child,
                          const char **text,
                          gsize *n_bytes)
{
  const Node *node = last;

  g_return_val_if_fail (self != NULL, NULL);

  node = node == NULL ? self->first : node->next;
  if (node == NULL)
    return NULL;
  *child = node_element (node);
  *text = node->kind == NODE_TEXT ? ((const Text *) node)->text : NULL;
  *n_bytes = node->n_bytes;
  return node;
}

gsize
xml_element_get_n_bytes (const XmlElement *self)
{
  gsize n_bytes;

  g_return_val_if_fail (self != NULL, 0);

  n_bytes = 2 * strlen (self->name) + strlen ("<></>");
  for (const XmlAttr *attr = self->attrs; attr != NULL; attr = attr->next)
    n_bytes += strlen (attr->name) + strlen (attr->value) + strlen (" =''");
  for (const Node *node = self->first; node != NULL; node = node->next) {
    const XmlElement *child = node_element (node);

    n_bytes += node->n_bytes;
    if (child == NULL)
      continue;
    n_bytes += xml_element_get_n_bytes (child);
    if (child->ns != self->ns && !g_str_equal (child->ns, self->ns))
      n_bytes += strlen (child->ns) + strlen (" xmlns=''");
  }
  return n_bytes;
}

static gboolean
attrs_within (const XmlElement *self, const XmlElement *other)
{
  for (const XmlAttr *attr = self->attrs; attr != NULL; attr = attr->next)
    if (g_strcmp0 (attr->value, xml_element_get_with_ns (other, attr->name, attr->ns)) != 0)
      return FALSE;
  return TRUE;
}

/* Takes the text from @node on; returns the node behind it. */
static const Node *
gather_text (const Node *node, GString *text)
{
  g_string_truncate (text, 0);
  for (; node != NULL && node->kind == NODE_TEXT; node = node->next)
    g_string_append_len (text, ((const Text *) node)->text, node->n_bytes);
  return node;
}

static gboolean
contents_equal (const XmlElement *a, const XmlElement *b)
{
  g_autoptr (GString) text_a = g_string_new (NULL);
  g_autoptr (GString) text_b = g_string_new (NULL);
  const Node *at_a = a->first, *at_b = b->first;

  while (TRUE) {
    at_a = gather_text (at_a, text_a);
    at_b = gather_text (at_b, text_b);
    if (!g_string_equal (text_a, text_b))
      return FALSE;
    if (at_a == NULL || at_b == NULL)
      return at_a == at_b;
    if (!xml_element_equal (node_element (at_a), node_element (at_b)))
      return FALSE;
    at_a = at_a->next;
    at_b = at_b->next;
  }
}

gboolean
xml_element_equal (const XmlElement *a, const XmlElement *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a == b || (xml_element_is (a, b->name, b->ns) && attrs_within (a, b) &&
                    attrs_within (b, a) && contents_equal (a, b));
}
