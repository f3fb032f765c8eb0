/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The names of the objects of im/ and the enumerations that they share.
 */
#pragma once

#include <gio/gio.h>

typedef struct _ImAccount ImAccount;
typedef struct _ImAccounts ImAccounts;
typedef struct _ImAnnouncement ImAnnouncement;
typedef struct _ImAnnouncements ImAnnouncements;
typedef struct _ImClient ImClient;
typedef struct _ImContact ImContact;
typedef struct _ImConversation ImConversation;
typedef struct _ImConversations ImConversations;
typedef struct _ImDevices ImDevices;
typedef struct _ImMessage ImMessage;
typedef struct _ImMessageList ImMessageList;
typedef struct _ImNotifications ImNotifications;
typedef struct _ImPeople ImPeople;
typedef struct _ImRequest ImRequest;
typedef struct _ImRetention ImRetention;
typedef struct _ImRoster ImRoster;
typedef struct _ImResourceFacts ImResourceFacts;
typedef struct _ImSettings ImSettings;

/**
 * ImShow:
 * @IM_SHOW_INVISIBLE: of the person alone, never of others: signed in, and seen as offline
 *
 * How reachable somebody is: RFC 6121 §4.7.2.1 with offline as a value of its own. Ordered from the
 * least to the most reachable, so that a list can be sorted by it. Unknown is a contact while there
 * is no connection by which it would be told.
 */
typedef enum {
  IM_SHOW_UNKNOWN = -1,
  IM_SHOW_OFFLINE,
  IM_SHOW_XA,
  IM_SHOW_AWAY,
  IM_SHOW_DND,
  IM_SHOW_AVAILABLE,
  IM_SHOW_CHAT,
  IM_SHOW_INVISIBLE,
} ImShow;

#define IM_TYPE_SHOW (im_show_get_type ())
GType im_show_get_type (void);

/**
 * ImHiding:
 * @IM_HIDING_ASKED: the server is being asked whether it can hide the account
 * @IM_HIDING_BY_SERVER: it does (XEP-0186), and all else goes on as ever
 * @IM_HIDING_BY_SILENCE: the server has no presence of this device. So it tells none of others, and may
 *   keep messages back
 *
 * How an account that is invisible is hidden.
 */
typedef enum {
  IM_HIDING_NONE,
  IM_HIDING_ASKED,
  IM_HIDING_BY_SERVER,
  IM_HIDING_BY_SILENCE,
} ImHiding;

/**
 * ImSubscription:
 *
 * Who sees whose presence, RFC 6121 §2.1.2.5. To: we see theirs; from: they see ours. Values are
 * bits.
 */
typedef enum {
  IM_SUBSCRIPTION_NONE = 0,
  IM_SUBSCRIPTION_TO = 1,
  IM_SUBSCRIPTION_FROM = 2,
  IM_SUBSCRIPTION_BOTH = 3,
} ImSubscription;

#define IM_TYPE_SUBSCRIPTION (im_subscription_get_type ())
GType im_subscription_get_type (void);

/**
 * ImMessageKind:
 *
 * The type of a message, RFC 6121 §5.2.2. A normal message may have a subject; a headline expects
 * no answer; an error is a report of the peer's server that belongs to none of our messages.
 */
typedef enum {
  IM_MESSAGE_CHAT,
  IM_MESSAGE_NORMAL,
  IM_MESSAGE_HEADLINE,
  IM_MESSAGE_ERROR,
} ImMessageKind;

#define IM_TYPE_MESSAGE_KIND (im_message_kind_get_type ())
GType im_message_kind_get_type (void);

/**
 * ImMessageState:
 *
 * What became of a message. Incoming ones are RECEIVED for ever; outgoing ones are PENDING until
 * the server has them, then SENT, then DELIVERED when the peer's program said so (XEP-0184), then READ
 * when it said that they were (XEP-0333); or FAILED.
 */
typedef enum {
  IM_MESSAGE_RECEIVED,
  IM_MESSAGE_PENDING,
  IM_MESSAGE_SENT,
  IM_MESSAGE_DELIVERED,
  IM_MESSAGE_FAILED,
  IM_MESSAGE_READ,
} ImMessageState;

#define IM_TYPE_MESSAGE_STATE (im_message_state_get_type ())
GType im_message_state_get_type (void);

/**
 * ImError:
 * @IM_ERROR_EXISTS: an account with that address is there already
 * @IM_ERROR_OFFLINE: the account has to be online for this
 * @IM_ERROR_NO_LOCALPART: an account's address needs the part before the `@`
 * @IM_ERROR_INVALID: what was given cannot be used
 *
 * What goes wrong in this layer itself; most errors come through from xmpp/ and store/ with their
 * own domains.
 */
typedef enum {
  IM_ERROR_EXISTS,
  IM_ERROR_OFFLINE,
  IM_ERROR_NO_LOCALPART,
  IM_ERROR_INVALID,
} ImError;

#define IM_ERROR (im_error_quark ())
GQuark im_error_quark (void);
