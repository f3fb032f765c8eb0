/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an entity is and can do: the answer of disco#info as a struct (XEP-0030, XEP-0128). */
#pragma once

#include "xml/element.h"
#include "xmpp/xep/0004-data-forms.h"

#define XMPP_DISCO_ERROR (xmpp_disco_error_quark ())
GQuark xmpp_disco_error_quark (void);

/**
 * XmppDiscoError:
 * @XMPP_DISCO_ERROR_MALFORMED: it is no disco#info, or an identity or feature lacks what it needs
 * @XMPP_DISCO_ERROR_TOO_BIG: more than 64 KiB; honest ones have a twentieth of that
 */
typedef enum {
  XMPP_DISCO_ERROR_MALFORMED,
  XMPP_DISCO_ERROR_TOO_BIG,
} XmppDiscoError;

/* Such as "client", "pc", "en", "Kith"; registered at https://xmpp.org/registrar/ */
typedef struct {
  char *category, *type;
  char *lang, *name; /* (nullable) */
} XmppDiscoIdentity;

/**
 * XmppDiscoInfo:
 *
 * Reference-counted. It may be changed by who has made it, and is constant once it is shared.
 */
typedef struct {
  char *node;            /* (nullable) */
  GPtrArray *identities; /* (element-type XmppDiscoIdentity) */
  GPtrArray *features;   /* (element-type utf8) */
  GPtrArray *forms;      /* (element-type XmppForm) */
} XmppDiscoInfo;

XmppDiscoInfo *xmpp_disco_info_new (const char *node) G_GNUC_WARN_UNUSED_RESULT; /* (nullable) */
XmppDiscoInfo *xmpp_disco_info_ref (XmppDiscoInfo *self);
void xmpp_disco_info_unref (XmppDiscoInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppDiscoInfo, xmpp_disco_info_unref)

/* @lang, @name: (nullable) */
void xmpp_disco_info_add_identity (XmppDiscoInfo *self,
                                   const char *category,
                                   const char *type,
                                   const char *lang,
                                   const char *name);
void xmpp_disco_info_add_feature (XmppDiscoInfo *self, const char *feature);
void xmpp_disco_info_take_form (XmppDiscoInfo *self, XmppForm *form); /* form: (transfer full) */

gboolean xmpp_disco_info_has_feature (const XmppDiscoInfo *self, const char *feature);

/* @type: (nullable): %NULL matches all of that category */
gboolean
xmpp_disco_info_has_identity (const XmppDiscoInfo *self, const char *category, const char *type);

/* The first form with that FORM_TYPE, such as XMPP_NS_SOFTWARE_INFO. (nullable) */
const XmppForm *xmpp_disco_info_find_form (const XmppDiscoInfo *self, const char *form_type);

/**
 * xmpp_disco_info_parse:
 * @query: a <query/> in XMPP_NS_DISCO_INFO
 *
 * Errors: XMPP_DISCO_ERROR. What XEP-0115 calls ill-formed, such as a feature that is there twice,
 * is none here.
 */
XmppDiscoInfo *xmpp_disco_info_parse (const XmlElement *query,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
XmlElement *xmpp_disco_info_build (const XmppDiscoInfo *self) G_GNUC_WARN_UNUSED_RESULT;
