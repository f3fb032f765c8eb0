/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * XML elements: trees that are built once, sealed when they are parsed or sent, and shared then.
 *
 * A tree lives in an arena that is freed as one; a reference to any of its elements holds it all.
 * Each element has a namespace, "" if none. Strings are copied in, must be UTF-8, and are handed
 * out for as long as the tree lives. A sealed tree may be read from any thread. */
#pragma once

#include <glib.h>

#define XML_NS_XML "http://www.w3.org/XML/1998/namespace"
#define XML_NS_STREAM "http://etherx.jabber.org/streams"

typedef struct _XmlElement XmlElement;

/**
 * XmlAttr:
 * @ns: "" for an attribute without prefix
 *
 * An attribute, in a list that xml_element_attrs() begins.
 */
typedef struct _XmlAttr XmlAttr;

struct _XmlAttr {
  const XmlAttr *next;
  const char *name, *ns, *value;
};

/**
 * XmlIter:
 *
 * A walk over the child elements of @parent, on the stack:
 *
 * |[<!-- language="C" -->
 * XmlIter iter = { .parent = query, .name = "item", .ns = XMPP_NS_ROSTER };
 * const XmlElement *item;
 *
 * while (xml_iter_next (&iter, &item))
 *   …
 * ]|
 *
 * A @name or @ns of %NULL matches all.
 */
typedef struct {
  const XmlElement *parent;
  const char *name, *ns;
  gconstpointer last; /* private */
} XmlIter;

/* --- Building: only until the tree is sealed --- */

/**
 * xml_element_new:
 * @ns: the namespace, "" for none
 */
XmlElement *xml_element_new (const char *name, const char *ns) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xml_element_copy:
 *
 * A deep copy that may be edited, of a tree sealed or not.
 */
XmlElement *xml_element_copy (const XmlElement *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xml_element_set:
 * @value: (nullable): %NULL does nothing
 *
 * Sets an attribute, or replaces its value.
 *
 * Returns: (transfer none): @self
 */
XmlElement *xml_element_set (XmlElement *self, const char *attr, const char *value);

/* As xml_element_set(), for an attribute in a namespace: "lang" in XML_NS_XML. */
XmlElement *
xml_element_set_with_ns (XmlElement *self, const char *attr, const char *ns, const char *value);
XmlElement *xml_element_set_uint (XmlElement *self, const char *attr, guint64 value);
XmlElement *xml_element_set_lang (XmlElement *self, const char *lang); /* xml:lang, (nullable) */

/**
 * xml_element_add:
 * @ns: (nullable): the namespace, that of @self if %NULL
 *
 * Returns: (transfer none): the new child
 */
XmlElement *xml_element_add (XmlElement *self, const char *name, const char *ns);

/**
 * xml_element_take:
 * @child: (transfer full): a tree of its own, or any element of a sealed one, which is shared
 *
 * Returns: (transfer none): @self
 */
XmlElement *xml_element_take (XmlElement *self, XmlElement *child);

/**
 * xml_element_text:
 * @text: (nullable): %NULL and "" do nothing
 *
 * Appends text. Characters that XML does not know are replaced when it is written.
 *
 * Returns: (transfer none): @self
 */
XmlElement *xml_element_text (XmlElement *self, const char *text);

/**
 * xml_element_add_text_child:
 * @ns: (nullable): as in xml_element_add()
 * @text: (nullable): %NULL adds no child; "" an empty one
 *
 * Returns: (transfer none): @self
 */
XmlElement *
xml_element_add_text_child (XmlElement *self, const char *name, const char *ns, const char *text);

/* From now on the tree, with all that was taken into it, is constant and may be shared. */
void xml_element_seal (XmlElement *self);
gboolean xml_element_is_sealed (const XmlElement *self);

/* --- Sharing --- */

XmlElement *xml_element_ref (const XmlElement *self);
void xml_element_unref (XmlElement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmlElement, xml_element_unref)

/* --- Reading --- */

const char *xml_element_get_name (const XmlElement *self);
const char *xml_element_get_ns (const XmlElement *self); /* "" for none */

/* A @name or @ns of NULL matches all. */
gboolean xml_element_is (const XmlElement *self, const char *name, const char *ns);

const char *xml_element_get (const XmlElement *self, const char *attr); /* (nullable) */
const char *
xml_element_get_with_ns (const XmlElement *self, const char *attr, const char *ns); /* (nullable) */

/* The element's own xml:lang; what it inherits its parents know. (nullable) */
const char *xml_element_get_lang (const XmlElement *self);
const XmlAttr *xml_element_attrs (const XmlElement *self); /* (nullable) */

/**
 * xml_element_get_uint:
 * @max: the greatest value that is accepted
 * @out: (out): untouched on failure
 *
 * Reads a required attribute as decimal digits. Errors: %XML_ERROR_VALUE if it is absent, no
 * number, or too great.
 */
gboolean xml_element_get_uint (const XmlElement *self,
                               const char *attr,
                               guint64 max,
                               guint64 *out,
                               GError **error);

/**
 * xml_element_find:
 *
 * The first child of that name and namespace; %NULL matches all of either.
 *
 * Returns: (transfer none) (nullable): the child
 */
const XmlElement *xml_element_find (const XmlElement *self, const char *name, const char *ns);
gboolean xml_iter_next (XmlIter *iter, const XmlElement **child);

/* The text of the element itself, without that of its children; "" if none. */
char *xml_element_dup_text (const XmlElement *self) G_GNUC_WARN_UNUSED_RESULT;

/* The text of the first such child, or NULL if there is no such child. */
char *xml_element_dup_child_text (const XmlElement *self,
                                  const char *name,
                                  const char *ns) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xml_element_next_content:
 * @last: (nullable): what the last call returned, or %NULL to begin
 * @child: (out): the child element, or %NULL where there is text
 * @text: (out): the text, or %NULL where there is a child
 * @n_bytes: (out): the length of @text
 *
 * Walks over children and text in their order, for those who write or compare. Text may come in
 * several pieces.
 *
 * Returns: (nullable): what to call with next, or %NULL at the end
 */
gconstpointer xml_element_next_content (const XmlElement *self,
                                        gconstpointer last,
                                        const XmlElement **child,
                                        const char **text,
                                        gsize *n_bytes);

/* About as many bytes as it has when written; for limits. */
gsize xml_element_get_n_bytes (const XmlElement *self);

/* The same names, attributes in any order, children and text in theirs. */
gboolean xml_element_equal (const XmlElement *a, const XmlElement *b);
