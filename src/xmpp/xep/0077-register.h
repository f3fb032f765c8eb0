/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Registration with a server or a service: what it asks for, whether in the old way, as a form or
 * on a web page, and the answers (XEP-0077, XEP-0066, XEP-0158, XEP-0445). */
#pragma once

#include "xml/element.h"
#include "xmpp/xep/0004-data-forms.h"

/**
 * XmppRegistration:
 * @registered: one is registered already; what is known stands in the form.
 * @form: what is asked for; the fields of the old way have no labels, their names tell all.
 * @legacy: it came in the old way and is answered so.
 * @url: (nullable): an http(s) page where one may, or if there are no fields must, register.
 * @query: all of it, for bits of binary (XEP-0231).
 */
typedef struct {
  gboolean registered;
  XmppForm *form;
  gboolean legacy;
  char *url;
  XmlElement *query;
} XmppRegistration;

/**
 * xmpp_registration_parse:
 * @query: a <query/> in XMPP_NS_REGISTER, or what else came
 *
 * Returns: (nullable): NULL if it is not that
 */
XmppRegistration *xmpp_registration_parse (const XmlElement *query) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_registration_free (XmppRegistration *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppRegistration, xmpp_registration_free)

/* The payloads of an iq: a get that asks for it, and sets. */
XmlElement *xmpp_registration_build_get (void) G_GNUC_WARN_UNUSED_RESULT;

/* @answer: its fields, as of xmpp_form_new_submit() and xmpp_form_add() */
XmlElement *xmpp_registration_build_answer (const XmppRegistration *self,
                                            const XmppForm *answer) G_GNUC_WARN_UNUSED_RESULT;
XmlElement *xmpp_registration_build_remove (void) G_GNUC_WARN_UNUSED_RESULT;

/* @username: the local part of one's own address */
XmlElement *xmpp_registration_build_password (const char *username,
                                              const char *password) G_GNUC_WARN_UNUSED_RESULT;

/* Shows an invitation before one registers (XEP-0445 §3). */
XmlElement *xmpp_registration_build_token (const char *token) G_GNUC_WARN_UNUSED_RESULT;
