/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A name service that answers what the test wants; whatever it was not told does not exist. */

#pragma once

#include <gio/gio.h>

#define FAKE_TYPE_RESOLVER (fake_resolver_get_type ())
G_DECLARE_FINAL_TYPE (FakeResolver, fake_resolver, FAKE, RESOLVER, GResolver)

FakeResolver *fake_resolver_new (void);

/* @service: such as "xmpp-client" */
void fake_resolver_add (FakeResolver *self,
                        const char *service,
                        const char *target,
                        guint16 port,
                        guint16 priority,
                        guint16 weight);
void fake_resolver_fail (FakeResolver *self, const char *service, GResolverError code);

/* No answer until the question is cancelled. */
void fake_resolver_stay_silent (FakeResolver *self, const char *service);

/* How often SRV records were asked for, and whether for another domain than @domain. */
guint fake_resolver_get_n_asked (FakeResolver *self);
gboolean fake_resolver_asked_only (FakeResolver *self, const char *domain);
