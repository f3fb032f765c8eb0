/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One account: what the person wants of it, how it stands, and what belongs to it.
 */
#pragma once

#include "im/types.h"
#include "xmpp/jid.h"
#include "xmpp/transport/certificate.h"
#include "xmpp/transport/endpoints.h"

/**
 * ImAccountState:
 * @IM_ACCOUNT_OFFLINE: signed out because that is wanted
 * @IM_ACCOUNT_CONNECTING: on the way
 * @IM_ACCOUNT_ONLINE: signed in
 * @IM_ACCOUNT_WAITING: the next attempt is at `retry-at`; `error` says why the last one failed
 * @IM_ACCOUNT_NEEDS_PASSWORD: no password, or the server refused it (`error` is set then)
 * @IM_ACCOUNT_NEEDS_TRUST: the server's certificate was refused; see `error` and `certificate`
 * @IM_ACCOUNT_FAILED: only the person can help (`error`); im_account_retry_now() tries again
 */
typedef enum {
  IM_ACCOUNT_OFFLINE,
  IM_ACCOUNT_CONNECTING,
  IM_ACCOUNT_ONLINE,
  IM_ACCOUNT_WAITING,
  IM_ACCOUNT_NEEDS_PASSWORD,
  IM_ACCOUNT_NEEDS_TRUST,
  IM_ACCOUNT_FAILED,
} ImAccountState;

#define IM_TYPE_ACCOUNT_STATE (im_account_state_get_type ())
GType im_account_state_get_type (void);

/**
 * ImProxy:
 * @IM_PROXY_SYSTEM: what the desktop says
 * @IM_PROXY_NONE: connect directly, whatever the desktop says
 * @IM_PROXY_TOR: the Tor service of this machine, with a circuit of its own for each account
 * @IM_PROXY_OWN: the one at `proxy_uri`
 *
 * Whom an account's connections go through.
 */
typedef enum {
  IM_PROXY_SYSTEM,
  IM_PROXY_NONE,
  IM_PROXY_TOR,
  IM_PROXY_OWN,
} ImProxy;

/**
 * ImAccountSettings:
 * @host: (nullable): connect there instead of what the domain announces
 * @port: 0: the usual one
 * @tls: how TLS is started
 * @resource: (nullable): a name for this program at the server; NULL lets it choose
 * @certificate_path: (nullable): where the person's own certificate is, a file or a `pkcs11:` URI
 * @pin: (nullable): SHA-256 of the only certificate that is accepted, lower-case hex
 * @road: what the stream travels by
 * @road_url: (nullable): where WebSocket, BOSH or polling is; NULL asks the domain
 * @proxy_uri: (nullable): `socks5://host:port` or `http://host:port`, for IM_PROXY_OWN
 * @allow_old_sign_in: also ways to sign in that are no longer safe enough to be taken unasked
 * @allow_no_tls: also without encryption
 *
 * How to reach and prove an account, where the person knows better. All of it may be empty.
 */
typedef struct {
  char *host;
  guint16 port;
  XmppTlsMode tls;
  char *resource;
  char *certificate_path;
  char *pin;
  XmppRoad road;
  char *road_url;
  ImProxy proxy;
  char *proxy_uri;
  gboolean allow_old_sign_in;
  gboolean allow_no_tls;
} ImAccountSettings;

#define IM_TYPE_ACCOUNT_SETTINGS (im_account_settings_get_type ())
GType im_account_settings_get_type (void);

/* @self: (nullable): NULL gives empty ones */
ImAccountSettings *
im_account_settings_copy (const ImAccountSettings *self) G_GNUC_WARN_UNUSED_RESULT;
void im_account_settings_free (ImAccountSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImAccountSettings, im_account_settings_free)

#define IM_TYPE_ACCOUNT (im_account_get_type ())
G_DECLARE_FINAL_TYPE (ImAccount, im_account, IM, ACCOUNT, GObject)

/*
 * Properties, read-only unless told otherwise:
 *
 * - jid: XmppJid, bare, constant
 * - address: string, the same as text, constant
 * - name: string, what the person calls it, else its address
 * - alone: gboolean, it is the only one, so that nothing has to say which account it belongs to
 * - hue: int, 0 … 359 degrees of HSLuv; -1: that of the address (XEP-0392)
 * - enabled: gboolean, writable, saved; a disabled account is never signed in
 * - show: ImShow, what its contacts see once it is online: the common presence or its own
 * - changing: gboolean, the server is being asked to change its password or to delete it
 * - wanted: gboolean, it should be online now: it is enabled, and its presence not offline
 * - state: ImAccountState
 * - error: GError, why it is not online; NULL when there is nothing to tell
 * - certificate: XmppCertificate, the one that was refused in NEEDS_TRUST, else NULL
 * - retry-at: gint64, monotonic µs of the next attempt in WAITING, else 0
 * - keyring-available: gboolean, FALSE once the Secret Service turned out to be missing
 * - roster: ImRoster, constant
 * - devices: ImDevices, constant
 * - settings: ImAccountSettings, writable: saves them and signs in anew when online or trying
 */

XmppJid *im_account_get_jid (ImAccount *self); /* (transfer none) */
const char *im_account_get_address (ImAccount *self);
ImShow im_account_get_show (ImAccount *self);
gboolean im_account_get_wanted (ImAccount *self);
ImAccountState im_account_get_state (ImAccount *self);
const GError *im_account_get_error (ImAccount *self);          /* (nullable) */
XmppCertificate *im_account_get_certificate (ImAccount *self); /* (transfer none) (nullable) */
gint64 im_account_get_retry_at (ImAccount *self);

/* (nullable): where it is connected to and by which road, while it is online; changes with state */
const XmppEndpoint *im_account_get_endpoint (ImAccount *self);
ImRoster *im_account_get_roster (ImAccount *self);   /* (transfer none) */
ImDevices *im_account_get_devices (ImAccount *self); /* (transfer none) */
const ImAccountSettings *im_account_get_settings (ImAccount *self);

/* @certificate_password: (nullable): of the person's own certificate, or the PIN of the card: another one
 * is to be tried. NULL: the one of before, if the certificate is where it was. */
void im_account_set_settings (ImAccount *self,
                              const ImAccountSettings *settings,
                              const char *certificate_password);

/* The same without other settings. */
void im_account_set_certificate_password (ImAccount *self, const char *password);

/* What the person chose for it. Saved, and takes effect at once. */
gboolean im_account_get_enabled (ImAccount *self);
void im_account_set_enabled (ImAccount *self, gboolean enabled);
const char *im_account_get_label (ImAccount *self); /* (nullable) */
const char *im_account_get_name (ImAccount *self);
void im_account_set_label (ImAccount *self, const char *label); /* (nullable) */
gboolean im_account_get_alone (ImAccount *self);
int im_account_get_hue (ImAccount *self);
void im_account_set_hue (ImAccount *self, int hue);

/* Which of the person's programs gets a message that names none (RFC 6121 §8.5.2.1): the one with the
 * highest priority, and none below 0. -128 … 127; @away is for away and extended away. */
int im_account_get_priority (ImAccount *self);
int im_account_get_away_priority (ImAccount *self);
void im_account_set_priorities (ImAccount *self, int available, int away);

/* Its own presence instead of the common one. FALSE: it follows that. @text: (nullable) */
gboolean im_account_get_own_presence (ImAccount *self, ImShow *show, const char **text);
void im_account_set_own_presence (ImAccount *self, ImShow show, const char *text);
void im_account_follow_presence (ImAccount *self);

/* How it is hidden while its `show` is INVISIBLE and it is online. */
ImHiding im_account_get_hiding (ImAccount *self);

/* Whom it is shown to then. @contact: bare */
void im_account_show_to (ImAccount *self, XmppJid *contact, gboolean shown);
gboolean im_account_is_shown_to (ImAccount *self, XmppJid *contact);

/**
 * im_account_set_password:
 *
 * Uses @password for the next sign-in, at once when the account waits for one. It stays in memory
 * until a sign-in succeeded with it, and goes into the keyring then.
 */
void im_account_set_password (ImAccount *self, const char *password);

/**
 * im_account_trust_certificate:
 *
 * Accepts the certificate with this SHA-256, lower-case hex, and from now on only that one, and
 * tries again. It is the one that the person has seen, which need not be the one of now.
 */
void im_account_trust_certificate (ImAccount *self, const char *sha256);

/* Tries now, not at `retry-at`, also after FAILED. Nothing happens when not wanted or trying. */
void im_account_retry_now (ImAccount *self);
