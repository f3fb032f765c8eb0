/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the parser builds elements in place. Private to xml/. */
#pragma once

#include "xml/arena.h"
#include "xml/element.h"

/* The first element of @arena, which it takes (transfer full); names are borrowed from its pool. */
XmlElement *xml_element_new_in (XmlArena *arena, const char *name, const char *ns);

/* A new last child of @self in the same arena; names are borrowed. */
XmlElement *xml_element_add_in (XmlElement *self, const char *name, const char *ns);

/* Makes @attrs, linked and in the same arena, the attributes of @self. */
void xml_element_set_attrs_in (XmlElement *self, const XmlAttr *attrs);

/* Appends text, to the last piece if possible. */
void xml_element_text_in (XmlElement *self, const char *text, gsize n_bytes);
