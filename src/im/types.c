/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Registers the enumerations of im/types.h and its error domain.
 */

#include "im/types.h"

G_DEFINE_ENUM_TYPE (ImShow,
                    im_show,
                    G_DEFINE_ENUM_VALUE (IM_SHOW_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (IM_SHOW_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (IM_SHOW_XA, "xa"),
                    G_DEFINE_ENUM_VALUE (IM_SHOW_AWAY, "away"),
                    G_DEFINE_ENUM_VALUE (IM_SHOW_DND, "dnd"),
                    G_DEFINE_ENUM_VALUE (IM_SHOW_AVAILABLE, "available"),
                    G_DEFINE_ENUM_VALUE (IM_SHOW_CHAT, "chat"),
                    G_DEFINE_ENUM_VALUE (IM_SHOW_INVISIBLE, "invisible"))

G_DEFINE_FLAGS_TYPE (ImSubscription,
                     im_subscription,
                     G_DEFINE_ENUM_VALUE (IM_SUBSCRIPTION_NONE, "none"),
                     G_DEFINE_ENUM_VALUE (IM_SUBSCRIPTION_TO, "to"),
                     G_DEFINE_ENUM_VALUE (IM_SUBSCRIPTION_FROM, "from"),
                     G_DEFINE_ENUM_VALUE (IM_SUBSCRIPTION_BOTH, "both"))

G_DEFINE_ENUM_TYPE (ImMessageKind,
                    im_message_kind,
                    G_DEFINE_ENUM_VALUE (IM_MESSAGE_CHAT, "chat"),
                    G_DEFINE_ENUM_VALUE (IM_MESSAGE_NORMAL, "normal"),
                    G_DEFINE_ENUM_VALUE (IM_MESSAGE_HEADLINE, "headline"),
                    G_DEFINE_ENUM_VALUE (IM_MESSAGE_ERROR, "error"))

G_DEFINE_ENUM_TYPE (ImMessageState,
                    im_message_state,
                    G_DEFINE_ENUM_VALUE (IM_MESSAGE_RECEIVED, "received"),
                    G_DEFINE_ENUM_VALUE (IM_MESSAGE_PENDING, "pending"),
                    G_DEFINE_ENUM_VALUE (IM_MESSAGE_SENT, "sent"),
                    G_DEFINE_ENUM_VALUE (IM_MESSAGE_DELIVERED, "delivered"),
                    G_DEFINE_ENUM_VALUE (IM_MESSAGE_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (IM_MESSAGE_READ, "read"))

G_DEFINE_QUARK (im_error, im_error)
