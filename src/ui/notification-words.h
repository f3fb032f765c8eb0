/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What notifications say and show, in the person's language.
 */
#pragma once

#include "im/notifications.h"

/* Gives @notifications their words and pictures. */
void ui_notification_words_install (ImNotifications *notifications);
