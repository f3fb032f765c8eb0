/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages that are hidden until they are asked for (XEP-0382). */
#pragma once

#include "xml/element.h"

/**
 * xmpp_spoiler_read:
 * @parent: of the `<spoiler/>`s, one for each language
 * @languages: (nullable): best first
 * @hint: (out) (nullable): what it is about; %NULL when the sender does not say
 *
 * Whether the text is to be hidden.
 */
gboolean xmpp_spoiler_read (const XmlElement *parent, const char *const *languages, char **hint);

/* @hint: (nullable) */
XmlElement *xmpp_spoiler_build (const char *hint) G_GNUC_WARN_UNUSED_RESULT;
