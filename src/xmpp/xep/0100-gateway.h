/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Gateways to other networks: how they ask for a person's name there, and what they make of it
 * (XEP-0100 §6). */
#pragma once

#include "xml/element.h"

typedef struct {
  char *desc;   /* (nullable): what to do */
  char *prompt; /* (nullable): what to call the field */
} XmppGatewayPrompt;

/* The payload of an iq of type get. */
XmlElement *xmpp_gateway_build_get (void) G_GNUC_WARN_UNUSED_RESULT;

/* @query: (nullable). Returns: (nullable): NULL if it is no prompt */
XmppGatewayPrompt *xmpp_gateway_prompt_parse (const XmlElement *query) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_gateway_prompt_free (XmppGatewayPrompt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppGatewayPrompt, xmpp_gateway_prompt_free)

/* The payload of an iq of type set. @name: of a person on the other network */
XmlElement *xmpp_gateway_build_name (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* The address that the gateway has for that person. @query: (nullable). (nullable) */
char *xmpp_gateway_dup_address (const XmlElement *query) G_GNUC_WARN_UNUSED_RESULT;
