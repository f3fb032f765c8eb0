/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formatting that people type (XEP-0393): one pass over the lines for the blocks, and one over each
 * line for its spans. */
#include "config.h"

#include "xmpp/xep/0393-styling.h"

#include "xmpp/ns.h"

#include <string.h>

#define FENCE "```"
#define N_DIRECTIVES 4

static const struct {
  char directive;
  XmppTextStyle style;
} kinds[N_DIRECTIVES] = {
  { '*', XMPP_TEXT_STRONG },
  { '_', XMPP_TEXT_EMPHASIS },
  { '~', XMPP_TEXT_STRIKE },
  { '`', XMPP_TEXT_CODE },
};

/* @quotes: index in @spans of the quotation of each level that is open */
typedef struct {
  const char *text;
  GArray *spans;
  guint quotes[XMPP_STYLING_MAX_QUOTES];
  guint n_quotes;
  gboolean preformatted;
  guint block; /* index in @spans of the preformatted block */
} Parser;

/* A line of the text without its quotation marks. */
typedef struct {
  const char *start, *end;
} Line;

/* The glossary's: property White_Space or category Z. */
static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x0b || c == 0x85;
}

static gboolean
space_before (const char *p)
{
  return is_space (g_utf8_get_char (g_utf8_prev_char (p)));
}

static int
find_kind (char c)
{
  for (int i = 0; i < N_DIRECTIVES; i++)
    if (kinds[i].directive == c)
      return i;
  return -1;
}

static void
add (Parser *self, const char *start, const char *end, XmppTextStyle style)
{
  xmpp_text_spans_add (self->spans, (guint) (start - self->text), (guint) (end - self->text), style,
                       NULL);
}

/* The first place behind @opener where the directive could close a span; @line's end: none. The
 * search goes on where the last one for this directive ended, which keeps the whole linear. */
static const char *
next_closer (const char **searched, const char *opener, const Line *line)
{
  const char *p = MAX (*searched, opener + 1);

  while (p < line->end && (*p != *opener || space_before (p)))
    p++;
  *searched = p;
  return p;
}

/* Spans are matched from the left to the nearest closing directive, so none contains another of its
 * own kind, and at most all four kinds are within each other. */
static void
parse_spans (Parser *self, const Line *line)
{
  const char *searched[N_DIRECTIVES] = { NULL };
  const char *ends[N_DIRECTIVES];
  int depth = 0;
  gboolean may_open = TRUE;
  const char *p = line->start;

  while (p < line->end) {
    const char *bound = depth > 0 ? ends[depth - 1] : line->end;
    int kind = find_kind (*p);
    const char *closer;

    if (depth > 0 && p == bound) {
      add (self, p, p + 1, XMPP_TEXT_DIRECTIVE);
      depth--;
      may_open = FALSE;
      p++;
      continue;
    }
    if (kind < 0 || !may_open || p + 1 >= bound || is_space (g_utf8_get_char (p + 1))) {
      may_open = is_space (g_utf8_get_char (p));
      p = g_utf8_next_char (p);
      continue;
    }
    closer = next_closer (&searched[kind], p, line);
    if (closer == p + 1 || closer >= bound) {
      /* With nothing between them neither of both counts. */
      p += closer == p + 1 ? 2 : 1;
      may_open = FALSE;
      continue;
    }
    add (self, p, closer + 1, kinds[kind].style);
    add (self, p, p + 1, XMPP_TEXT_DIRECTIVE);
    ends[depth++] = closer;
    p = kinds[kind].style == XMPP_TEXT_CODE ? closer : p + 1;
  }
}

/* How deep the line is quoted, as far as it may be: lines of a block of code have as many marks as the
 * line that opened it, and what follows is code. */
static guint
read_quotes (Parser *self, Line *line)
{
  guint max = self->preformatted ? self->n_quotes : XMPP_STYLING_MAX_QUOTES;
  guint depth = 0;

  while (depth < max && line->start < line->end && *line->start == '>') {
    line->start++;
    depth++;
    if (line->start < line->end && is_space (g_utf8_get_char (line->start)))
      line->start = g_utf8_next_char (line->start);
  }
  return depth;
}

/* Ends the quotations that the line from @start is not in, and begins or continues those it is in. */
static void
set_quotes (Parser *self, guint depth, const char *start, const Line *line)
{
  self->n_quotes = MIN (self->n_quotes, depth);
  while (self->n_quotes < depth) {
    XmppTextSpan span = { .style = XMPP_TEXT_QUOTE, .level = self->n_quotes + 1 };

    span.start = (guint) (start - self->text);
    self->quotes[self->n_quotes++] = self->spans->len;
    g_array_append_val (self->spans, span);
  }
  for (guint i = 0; i < depth; i++)
    g_array_index (self->spans, XmppTextSpan, self->quotes[i]).end =
      (guint) (line->end - self->text);
  add (self, start, line->start, XMPP_TEXT_DIRECTIVE);
}

/* Not by g_str_has_prefix(): from GLib 2.76 on it measures all the text that follows. */
static gboolean
begins_with_fence (const Line *line)
{
  return strncmp (line->start, FENCE, strlen (FENCE)) == 0;
}

static void
open_block (Parser *self, const Line *line)
{
  self->preformatted = TRUE;
  self->block = self->spans->len;
  add (self, line->start, line->end, XMPP_TEXT_PREFORMATTED);
  add (self, line->start, line->end, XMPP_TEXT_DIRECTIVE);
}

static void
continue_block (Parser *self, const Line *line)
{
  g_array_index (self->spans, XmppTextSpan, self->block).end = (guint) (line->end - self->text);
  if (begins_with_fence (line) && line->start + strlen (FENCE) == line->end) {
    add (self, line->start, line->end, XMPP_TEXT_DIRECTIVE);
    self->preformatted = FALSE;
  }
}

static void
parse_line (Parser *self, Line line)
{
  const char *start = line.start;
  guint depth = read_quotes (self, &line);

  /* The quotation that the block is in is over, and so is the block. */
  if (self->preformatted && depth < self->n_quotes) {
    self->preformatted = FALSE;
    line.start = start;
    depth = read_quotes (self, &line);
  }
  set_quotes (self, depth, start, &line);
  if (self->preformatted)
    continue_block (self, &line);
  else if (begins_with_fence (&line))
    open_block (self, &line);
  else
    parse_spans (self, &line);
}

GArray *
xmpp_styling_parse (const char *text)
{
  Parser parser = { .text = text, .spans = xmpp_text_spans_new () };
  const char *p = text;

  while (*p != '\0') {
    const char *end = strchr (p, '\n');

    if (end == NULL)
      end = p + strlen (p);
    parse_line (&parser, (Line){ p, end });
    p = *end == '\n' ? end + 1 : end;
  }
  return parser.spans;
}

gboolean
xmpp_styling_is_disabled (const XmlElement *message)
{
  return xml_element_find (message, "unstyled", XMPP_NS_STYLING) != NULL;
}
