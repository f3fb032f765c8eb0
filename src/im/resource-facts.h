/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a contact's programs say of themselves when they are asked: name, version, hour.
 */
#pragma once

#include "im/contact.h"

/**
 * ImFacts:
 * @program: (nullable): what it is called, "Gajim 1.7.3"
 * @system: (nullable): what it runs on
 * @kind: (nullable): a type of client as the registrar has them: "pc", "phone", "web" …
 * @has_zone: the next is known
 * @zone: how far east of UTC their clock is, in minutes
 */
typedef struct {
  char *program;
  char *system;
  char *kind;
  gboolean has_zone;
  int zone;
} ImFacts;

#define IM_TYPE_RESOURCE_FACTS (im_resource_facts_get_type ())
G_DECLARE_FINAL_TYPE (ImResourceFacts, im_resource_facts, IM, RESOURCE_FACTS, GObject)

/*
 * Asks each resource of the contact once (XEP-0092, XEP-0202), as long as it lives. Only of those
 * who see our presence: to the others the question would tell that we are here.
 *
 * Signals:
 *
 * - changed (): im_resource_facts_find() gives something else now
 */

ImResourceFacts *im_resource_facts_new (ImContact *contact) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer none) (nullable): NULL while nothing is known */
const ImFacts *im_resource_facts_find (ImResourceFacts *self, const char *resource);
