/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a link really leads, when it may look as if it led elsewhere (UTS #39). No widgets.
 */
#pragma once

#include <glib.h>

/**
 * ui_link_dup_doubtful_host:
 * @uri: of any scheme
 *
 * The host of @uri as the network knows it ("xn--…"), when what a person reads may be another one:
 * when it mixes scripts as no language does, when its letters look like plain Latin ones and are
 * not, or when a name with a dot stands in front of it as that of a user.
 *
 * Returns: (nullable): NULL when it leads where it says
 */
char *ui_link_dup_doubtful_host (const char *uri) G_GNUC_WARN_UNUSED_RESULT;
