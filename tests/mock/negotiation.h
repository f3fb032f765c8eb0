/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plays a transcript with the negotiator as the client. What the transcript's notes may say stands
 * in the table `notes` in the .c file. */
#pragma once

#include "xmpp/negotiator.h"

#include "mock/transcript.h"

/* One or more transcripts being played; all zero but @step to begin with. */
typedef struct {
  Transcript *transcript;
  XmppJid *account;
  XmppCredentials *credentials;
  char *resource, *nonce;
  XmppResumption resumption;
  XmppBindings bindings;
  gboolean is_secure; /* from the start */
  gboolean bind_inline, inactive, allow_clear;
  gboolean is_featureless;
  char **enable;
  XmlElement *known;

  XmppNegotiator *negotiator;
  XmppStep step; /* what is still to be done; WAIT if nothing */
  GError *error;
} Negotiation;

/* Adds the test /@name: tests/transcripts/@name.xmpp, to the end and with nothing left over. */
void negotiation_add_test (const char *name);

/* Plays tests/transcripts/@name.xmpp and leaves it as it is then. */
void negotiation_play (Negotiation *play, const char *name);
void negotiation_clear (Negotiation *play);
