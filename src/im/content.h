/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message carries: its text, what parts of that look like, and what stands beside it.
 */
#pragma once

#include "xml/element.h"
#include "xmpp/text-spans.h"

/* So much is kept of what a message carries besides its text, in bytes of XML. */
#define IM_EXTRA_MAX (16 * 1024)

/**
 * im_content_read:
 * @stanza: a message
 *
 * What of a message is kept besides its text and its ids, as in im/extra.h: formatting (XEP-0071,
 * 0394), whether it is to be styled (0393), spoilers (0382), references (0372), links (0066), the name
 * of its encryption (0380), its timer (0466), and that it asks for attention (0224). What would make it
 * longer than %IM_EXTRA_MAX is left out.
 *
 * Returns: (nullable): XML; %NULL when there is nothing of that kind
 */
char *im_content_read (const XmlElement *stanza) G_GNUC_WARN_UNUSED_RESULT;

/* Puts what im_content_read() would read there into @stanza: of a message of ours. @extra: (nullable):
 * which may have more in it. */
void im_content_write (const char *extra, XmlElement *stanza);

/* Whether the text is not to be seen before it is asked for. @extra: (nullable) */
gboolean im_content_is_spoiler (const char *extra);

/* (nullable): what the hidden text is about, "" if nothing is said of it; NULL: it is not hidden. @extra:
 * (nullable) */
char *im_content_dup_spoiler (const char *extra) G_GNUC_WARN_UNUSED_RESULT;

/* @extra without its wish for attention; both (nullable) */
char *im_content_drop_attention (const char *extra) G_GNUC_WARN_UNUSED_RESULT;

/* Whether there is something to show in @stanza though it may have no text. */
gboolean im_content_is_in (const XmlElement *stanza);

typedef struct {
  char *url;
  char *title; /* (nullable) */
} ImLink;

/**
 * ImContent:
 * @text: to be shown; "" when there is none
 * @spans: (element-type XmppTextSpan): what parts of @text look like
 * @is_spoiler: @text is to be hidden until it is asked for
 * @hint: (nullable): what the spoiler is about
 * @links: (element-type ImLink): those that do not stand in the text
 * @encryption: (nullable): the name of the encryption that it came in; @text is not what was written
 * @timer_s: the sender wants it gone after so long; 0: no
 * @asks_attention: the sender wants the person to look
 */
typedef struct {
  char *text;
  GArray *spans;
  gboolean is_spoiler;
  char *hint;
  GPtrArray *links;
  char *encryption;
  guint timer_s;
  gboolean asks_attention;
} ImContent;

/**
 * im_content_new:
 * @body: (nullable): the plain text
 * @extra: (nullable): as im_content_read() gives it
 */
ImContent *im_content_new (const char *body, const char *extra) G_GNUC_WARN_UNUSED_RESULT;
void im_content_free (ImContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImContent, im_content_free)
