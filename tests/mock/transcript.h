/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conversations of a client with a server, as the RFCs and XEPs print them, to be played.
 *
 * A transcript is a text file in tests/transcripts. A line that begins with white space continues
 * the one before; "#" begins a comment. Every other line is one of:
 *
 * - `C: <element/>`: what the client must send next,
 * - `S: <element/>`: what the server sends next,
 * - `= text`: what is set up, what happens, or what must come out, in the test's own words.
 *
 * A stream header is written as in the RFC, `<stream:stream …>` without an end. The prefix `stream`
 * and the default namespace jabber:client are always there. In what the client sends, `*` stands
 * for any value of an attribute or any content; in what the server sends, `id='@'` is the id of what
 * the client has sent last. */
#pragma once

#include "xml/element.h"

typedef enum {
  TRANSCRIPT_CLIENT = 'C',
  TRANSCRIPT_SERVER = 'S',
  TRANSCRIPT_NOTE = '=',
} TranscriptKind;

typedef struct {
  TranscriptKind kind;
  guint number;        /* in the file */
  char *text;          /* stripped of white space */
  gboolean is_header;  /* of a stream */
  XmlElement *element; /* (nullable): of CLIENT and SERVER */
} TranscriptLine;

typedef struct _Transcript Transcript;

/* Reads tests/transcripts/@name.xmpp; what is wrong with it ends the test. */
Transcript *transcript_new (const char *name) G_GNUC_WARN_UNUSED_RESULT;
void transcript_free (Transcript *self);

/* (nullable): the next line, valid until the next call. */
const TranscriptLine *transcript_next (Transcript *self);

/* Whether @element is what @pattern says: the same names, attributes in any order, children in
 * theirs; "*" stands for any value of an attribute, or for any content. */
gboolean transcript_matches (const XmlElement *pattern, const XmlElement *element);

/* Ends the test unless @actual (nullable) is what the CLIENT line @expected says. */
void transcript_assert (Transcript *self, const TranscriptLine *expected, const XmlElement *actual);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Transcript, transcript_free)
