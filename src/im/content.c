/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message carries, from the stanza to the archive and from there to those who show it.
 */

#include "im/content.h"

#include "im/extra.h"
#include "im/languages.h"
#include "xml/writer.h"
#include "xmpp/ns.h"
#include "xmpp/xep/0066-oob.h"
#include "xmpp/xep/0071-xhtml.h"
#include "xmpp/xep/0224-attention.h"
#include "xmpp/xep/0372-references.h"
#include "xmpp/xep/0380-eme.h"
#include "xmpp/xep/0382-spoiler.h"
#include "xmpp/xep/0393-styling.h"
#include "xmpp/xep/0394-markup.h"
#include "xmpp/xep/0466-ephemeral.h"

#include <string.h>

/* More links than this beside one text are no message. */
#define MAX_LINKS 8

static const struct {
  const char *name, *ns;
} kept[] = {
  { "unstyled", XMPP_NS_STYLING },    { "spoiler", XMPP_NS_SPOILER },
  { "encryption", XMPP_NS_EME },      { "ephemeral", XMPP_NS_EPHEMERAL },
  { "attention", XMPP_NS_ATTENTION }, { "x", XMPP_NS_OOB },
  { "markup", XMPP_NS_MARKUP },       { "reference", XMPP_NS_REFERENCE },
  { "html", XMPP_NS_XHTML_IM },
};

char *
im_content_read (const XmlElement *stanza)
{
  g_autoptr (GString) extra = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++) {
    XmlIter iter = { .parent = stanza, .name = kept[i].name, .ns = kept[i].ns };
    const XmlElement *child;

    while (xml_iter_next (&iter, &child)) {
      gsize before = extra->len;

      if (before + xml_element_get_n_bytes (child) > IM_EXTRA_MAX)
        continue;
      xml_writer_append (extra, child, NULL);
      if (extra->len > IM_EXTRA_MAX)
        g_string_truncate (extra, before);
    }
  }
  return extra->len > 0 ? g_string_free (g_steal_pointer (&extra), FALSE) : NULL;
}

void
im_content_write (const char *extra, XmlElement *stanza)
{
  g_autoptr (XmlElement) parsed = im_extra_parse (extra);

  for (guint i = 0; parsed != NULL && i < G_N_ELEMENTS (kept); i++) {
    XmlIter iter = { .parent = parsed, .name = kept[i].name, .ns = kept[i].ns };
    const XmlElement *child;

    while (xml_iter_next (&iter, &child))
      xml_element_take (stanza, xml_element_copy (child));
  }
}

gboolean
im_content_is_spoiler (const char *extra)
{
  g_autoptr (XmlElement) element = im_extra_parse (extra);

  return element != NULL && xml_element_find (element, "spoiler", XMPP_NS_SPOILER) != NULL;
}

char *
im_content_dup_spoiler (const char *extra)
{
  g_autoptr (XmlElement) parsed = im_extra_parse (extra);
  char *hint = NULL;

  if (parsed == NULL || !xmpp_spoiler_read (parsed, im_languages (), &hint))
    return NULL;
  return hint != NULL ? hint : g_strdup ("");
}

char *
im_content_drop_attention (const char *extra)
{
  g_autoptr (XmlElement) parsed = im_extra_parse (extra);
  XmlIter iter = { .parent = parsed };
  const XmlElement *child;
  char *rest = NULL;

  while (parsed != NULL && xml_iter_next (&iter, &child))
    if (!g_str_equal (xml_element_get_ns (child), XMPP_NS_ATTENTION))
      im_extra_append (&rest, child);
  return rest;
}

gboolean
im_content_is_in (const XmlElement *stanza)
{
  if (xml_element_find (stanza, "encryption", XMPP_NS_EME) != NULL)
    return xmpp_eme_has_content (stanza);
  return xml_element_find (stanza, "x", XMPP_NS_OOB) != NULL || xmpp_attention_is_asked (stanza);
}

static void
link_free (gpointer data)
{
  ImLink *link = data;

  g_free (link->url);
  g_free (link->title);
  g_free (link);
}

/* Most who send a link beside the text send it as the text too. */
static void
read_links (ImContent *self, const XmlElement *extra)
{
  XmlIter iter = { .parent = extra, .name = "x", .ns = XMPP_NS_OOB };
  const XmlElement *x;

  while (self->links->len < MAX_LINKS && xml_iter_next (&iter, &x)) {
    g_autofree char *title = NULL;
    g_autofree char *url = xmpp_oob_read (x, &title);
    ImLink *link;

    if (url == NULL || strstr (self->text, url) != NULL)
      continue;
    link = g_new0 (ImLink, 1);
    link->url = g_steal_pointer (&url);
    link->title = g_steal_pointer (&title);
    g_ptr_array_add (self->links, link);
  }
}

/* What is counted from the beginning of the body as it came: the quotation for programs that know no
 * replies, which is kept for itself, stood before the text. */
static void
read_marks (ImContent *self, const XmlElement *extra)
{
  g_autofree char *quote = xml_element_dup_child_text (extra, "fallback", XMPP_NS_FALLBACK);
  g_autofree char *body = g_strconcat (quote != NULL ? quote : "", self->text, NULL);
  g_autoptr (GArray) offsets = xmpp_text_offsets_new (body);
  guint moved = quote != NULL ? (guint) strlen (quote) : 0;
  guint first = self->spans->len;

  xmpp_markup_read (extra, offsets, self->spans);
  xmpp_references_read (extra, offsets, self->spans);
  for (guint i = self->spans->len; i > first; i--) {
    XmppTextSpan *span = &g_array_index (self->spans, XmppTextSpan, i - 1);

    if (span->start < moved) {
      g_array_remove_index (self->spans, i - 1);
      continue;
    }
    span->start -= moved;
    span->end -= moved;
  }
}

/* What the sender says of the text counts more than what is read into it. */
static void
read_text (ImContent *self, const char *body, const XmlElement *extra)
{
  self->spans = xmpp_text_spans_new ();
  self->text = xmpp_xhtml_read (extra, im_languages (), self->spans);
  if (self->text != NULL)
    return;
  self->text = g_strdup (body != NULL ? body : "");
  if (!xmpp_styling_is_disabled (extra) &&
      xml_element_find (extra, "markup", XMPP_NS_MARKUP) == NULL) {
    g_array_unref (self->spans);
    self->spans = xmpp_styling_parse (self->text);
  }
  if (xml_element_find (extra, NULL, NULL) != NULL)
    read_marks (self, extra);
}

ImContent *
im_content_new (const char *body, const char *extra)
{
  ImContent *self = g_new0 (ImContent, 1);
  g_autoptr (XmlElement) parsed = im_extra_parse (extra);

  if (parsed == NULL)
    parsed = xml_element_new ("extra", "");
  self->links = g_ptr_array_new_with_free_func (link_free);
  self->encryption = xmpp_eme_dup_name (parsed);
  self->timer_s = xmpp_ephemeral_read (parsed);
  self->asks_attention = xmpp_attention_is_asked (parsed);
  read_text (self, self->encryption == NULL ? body : NULL, parsed);
  self->is_spoiler =
    self->encryption == NULL && xmpp_spoiler_read (parsed, im_languages (), &self->hint);
  read_links (self, parsed);
  return self;
}

void
im_content_free (ImContent *self)
{
  g_free (self->text);
  g_clear_pointer (&self->spans, g_array_unref);
  g_free (self->hint);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_free (self->encryption);
  g_free (self);
}
