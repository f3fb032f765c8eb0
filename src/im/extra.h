/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message carries besides its text, as the archive keeps it: elements in a row, in XML.
 */
#pragma once

#include "xml/element.h"

/**
 * im_extra_parse:
 * @extra: (nullable): StoreMessage.extra
 *
 * Returns: (nullable): a sealed element whose children they are; %NULL: there are none
 */
XmlElement *im_extra_parse (const char *extra) G_GNUC_WARN_UNUSED_RESULT;

/* Adds @element to *@extra, which may be NULL. */
void im_extra_append (char **extra, const XmlElement *element);
