/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What went wrong, in words a person understands, with what they can do about it.
 */
#include "config.h"

#include "ui/error-words.h"

#include "im/types.h"
#include "store/db.h"
#include "xmpp/jid.h"
#include "xmpp/negotiator.h"
#include "xmpp/sasl/sasl-error.h"
#include "xmpp/session.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stream-error.h"
#include "xmpp/transport/connect-error.h"
#include "xmpp/transport/identity.h"
#include "xmpp/transport/tls.h"
#include "xmpp/xep/0313-mam.h"

#include <glib/gi18n.h>

typedef struct {
  int code;
  const char *words;
} Words;

static const Words jid_words[] = {
  { XMPP_JID_ERROR_EMPTY, N_ ("An address looks like name@example.org.") },
  { XMPP_JID_ERROR_TOO_LONG, N_ ("This address is too long.") },
  { XMPP_JID_ERROR_LOCALPART,
    N_ ("The part of the address before the @ has a character that is not allowed there.") },
  { XMPP_JID_ERROR_DOMAIN,
    N_ ("The part of the address after the @ is not the name of a server.") },
  { XMPP_JID_ERROR_RESOURCE,
    N_ ("The part of the address after the slash has a character that is not allowed there.") },
};

static const Words sasl_words[] = {
  { XMPP_SASL_ERROR_NOT_AUTHORIZED,
    N_ ("The server does not accept this address with this password. Check both.") },
  { XMPP_SASL_ERROR_ACCOUNT_DISABLED,
    N_ ("This account has been disabled. Ask the people who run the server.") },
  { XMPP_SASL_ERROR_CREDENTIALS_EXPIRED,
    N_ ("The password has expired. Set a new one on the web site of the server.") },
  { XMPP_SASL_ERROR_TEMPORARY,
    N_ ("The server cannot check passwords at the moment. It may soon.") },
  { XMPP_SASL_ERROR_NO_CREDENTIALS, N_ ("A password is needed to sign in.") },
  { XMPP_SASL_ERROR_PREPARATION, N_ ("The password has a character that cannot be used.") },
  { XMPP_SASL_ERROR_NO_MECHANISM,
    N_ ("The server offers no way to sign in that Kith knows and that is safe.") },
  { XMPP_SASL_ERROR_INVALID_MECHANISM,
    N_ ("The server offers no way to sign in that Kith knows and that is safe.") },
  { XMPP_SASL_ERROR_MECHANISM_TOO_WEAK,
    N_ ("The server wants a safer way to sign in than Kith could use.") },
  { XMPP_SASL_ERROR_ENCRYPTION_REQUIRED,
    N_ ("The server wants a safer connection than it offered.") },
  { XMPP_SASL_ERROR_DOWNGRADE,
    N_ ("The server offers only a weaker way to sign in than before. Somebody may be listening "
        "in: your password has not been sent. If the people who run the server told you about the "
        "change, enter the password again.") },
  { XMPP_SASL_ERROR_BINDING,
    N_ ("The sign-in did not belong to this connection. Somebody may be listening in: your "
        "password has not been sent.") },
  { XMPP_SASL_ERROR_SERVER_UNPROVEN,
    N_ ("The server could not prove that it knows your password, so it may not be yours. Kith has "
        "ended the connection.") },
};

static const Words tls_words[] = {
  { XMPP_TLS_ERROR_NO_TLS,
    N_ ("The server offers no encrypted connection. Nothing has been sent to it.") },
  { XMPP_TLS_ERROR_BAD_HANDSHAKE, N_ ("No encrypted connection to the server could be made.") },
  { XMPP_TLS_ERROR_OLD_VERSION,
    N_ ("The server knows only an encryption that is no longer safe.") },
  { XMPP_TLS_ERROR_INJECTED,
    N_ ("Somebody on the way tampered with the connection. Nothing has been sent.") },
  { XMPP_TLS_ERROR_UNKNOWN_CA,
    N_ ("The server's certificate is from nobody your computer trusts.") },
  { XMPP_TLS_ERROR_WRONG_NAME, N_ ("The server's certificate belongs to another server.") },
  { XMPP_TLS_ERROR_EXPIRED, N_ ("The server's certificate has expired.") },
  { XMPP_TLS_ERROR_NOT_YET_VALID,
    N_ ("The server's certificate is not valid yet. Is the clock of your computer right?") },
  { XMPP_TLS_ERROR_REVOKED, N_ ("The server's certificate has been revoked.") },
  { XMPP_TLS_ERROR_INSECURE,
    N_ ("The server's certificate uses a method that is no longer safe.") },
  { XMPP_TLS_ERROR_PIN_CHANGED,
    N_ ("The server shows another certificate than the one you accepted.") },
  { XMPP_TLS_ERROR_BAD_CERTIFICATE, N_ ("The server's certificate cannot be checked.") },
};

static const Words identity_words[] = {
  { XMPP_IDENTITY_ERROR_MISSING,
    N_ ("The file with your own certificate is not there or cannot be read.") },
  { XMPP_IDENTITY_ERROR_NO_CARD,
    N_ ("Your own certificate is on no card that is in this computer now.") },
  { XMPP_IDENTITY_ERROR_UNREADABLE, N_ ("Your own certificate cannot be understood.") },
  { XMPP_IDENTITY_ERROR_NO_KEY,
    N_ ("The file has your own certificate, but not the secret key that belongs to it.") },
  { XMPP_IDENTITY_ERROR_LOCKED_KEY,
    N_ ("The secret key of your own certificate is locked with a password. Kith can open that in a "
        "file of the kind PKCS #12 (.p12), not in a PEM file.") },
  { XMPP_IDENTITY_ERROR_PASSWORD,
    N_ ("The password or PIN of your own certificate is missing or wrong. Enter it below the "
        "certificate, in the settings.") },
  { XMPP_IDENTITY_ERROR_PIN_IN_URI,
    N_ ("Leave the PIN out of the address of your card, and enter it as the password.") },
};

static const Words negotiation_words[] = {
  { XMPP_NEGOTIATION_ERROR_NO_TLS,
    N_ ("The server offers no encrypted connection. Nothing has been sent to it.") },
  { XMPP_NEGOTIATION_ERROR_TLS_REFUSED,
    N_ ("The server refused to make an encrypted connection. Nothing has been sent to it.") },
  { XMPP_NEGOTIATION_ERROR_OLD_SERVER,
    N_ ("The server is too old: it speaks only an early form of Jabber.") },
  { XMPP_NEGOTIATION_ERROR_NO_FEATURE,
    N_ ("The server lacks something that is needed to sign in.") },
  { XMPP_NEGOTIATION_ERROR_BIND,
    N_ ("The server does not let this program in beside the others you are signed in with.") },
  { XMPP_NEGOTIATION_ERROR_UNEXPECTED, N_ ("The server answered in a way that makes no sense.") },
  { XMPP_NEGOTIATION_ERROR_ENDLESS, N_ ("The server answered in a way that makes no sense.") },
  { XMPP_NEGOTIATION_ERROR_TASK,
    N_ ("The password is right, but the server wants a second proof that Kith cannot give.") },
};

static const Words connect_words[] = {
  { XMPP_CONNECT_ERROR_FAILED, N_ ("The server cannot be reached.") },
  { XMPP_CONNECT_ERROR_TIMED_OUT, N_ ("The server does not answer.") },
  { XMPP_CONNECT_ERROR_LOOKUP_FAILED, N_ ("The server's address could not be looked up.") },
  { XMPP_CONNECT_ERROR_NO_ROUTE, N_ ("There is no network, or no way to the server in it.") },
  { XMPP_CONNECT_ERROR_HOST_NOT_FOUND,
    N_ ("There is no such server. Check the part of the address after the @.") },
  { XMPP_CONNECT_ERROR_PROXY,
    N_ ("The proxy of this network did not let the connection through.") },
  { XMPP_CONNECT_ERROR_REFUSED, N_ ("The server does not accept connections at the moment.") },
  { XMPP_CONNECT_ERROR_NOT_XMPP,
    N_ ("There is a web server at that address, but it does not speak Jabber.") },
  { XMPP_CONNECT_ERROR_NO_ROAD,
    N_ ("The server does not tell how to reach it in the way that is set for this account.") },
  { XMPP_CONNECT_ERROR_BAD_URL, N_ ("The web address that is set for this account is not valid.") },
  { XMPP_CONNECT_ERROR_BAD_PROXY,
    N_ ("The address of the proxy that is set for this account is not valid.") },
  { XMPP_CONNECT_ERROR_PROXY_PASSWORD,
    N_ ("Kith does not keep the user name and password of a proxy. Use a proxy without them, or "
        "enter them in the settings of your computer and choose “As your computer says”.") },
  { XMPP_CONNECT_ERROR_PORTAL, N_ ("This network wants you to sign in on a web page first.") },
  { XMPP_CONNECT_ERROR_NO_SERVICE, N_ ("There is no Jabber service under this name.") },
  { XMPP_CONNECT_ERROR_NO_DISCOVERY,
    N_ ("Nobody nearby can be found: the service of your computer for that, Avahi, is not "
        "running.") },
};

static const Words session_words[] = {
  { XMPP_SESSION_ERROR_OFFLINE, N_ ("You are not connected.") },
  { XMPP_SESSION_ERROR_LOST, N_ ("The connection was lost before the server answered.") },
  { XMPP_SESSION_ERROR_TIMEOUT, N_ ("The server does not answer.") },
  { XMPP_SESSION_ERROR_SILENT, N_ ("The server has fallen silent.") },
  { XMPP_SESSION_ERROR_CLOSED, N_ ("The server ended the connection.") },
  { XMPP_SESSION_ERROR_PROTOCOL, N_ ("The server answered in a way that makes no sense.") },
  { XMPP_SESSION_ERROR_FULL, N_ ("Too much is waiting to be sent.") },
};

static const Words stream_words[] = {
  { XMPP_STREAM_ERROR_CONFLICT, N_ ("Another program signed in and took the place of this one.") },
  { XMPP_STREAM_ERROR_CONNECTION_TIMEOUT, N_ ("The server ended a connection that was silent.") },
  { XMPP_STREAM_ERROR_HOST_GONE, N_ ("The server does not serve this address any more.") },
  { XMPP_STREAM_ERROR_HOST_UNKNOWN,
    N_ ("The server does not serve this address. Check the part after the @.") },
  { XMPP_STREAM_ERROR_NOT_AUTHORIZED, N_ ("The server ended the session. Sign in again.") },
  { XMPP_STREAM_ERROR_POLICY_VIOLATION,
    N_ ("The server ended the connection because of its rules.") },
  { XMPP_STREAM_ERROR_RESOURCE_CONSTRAINT, N_ ("The server is too busy.") },
  { XMPP_STREAM_ERROR_RESET, N_ ("The server wants the connection to be made anew.") },
  { XMPP_STREAM_ERROR_SEE_OTHER_HOST, N_ ("The server sends you to another one.") },
  { XMPP_STREAM_ERROR_SYSTEM_SHUTDOWN, N_ ("The server is being shut down.") },
};

static const Words stanza_words[] = {
  { XMPP_STANZA_ERROR_BAD_REQUEST, N_ ("The server did not understand this.") },
  { XMPP_STANZA_ERROR_CONFLICT, N_ ("There is something with this name already.") },
  { XMPP_STANZA_ERROR_FEATURE_NOT_IMPLEMENTED, N_ ("The other side cannot do this.") },
  { XMPP_STANZA_ERROR_FORBIDDEN, N_ ("You are not allowed to do this.") },
  { XMPP_STANZA_ERROR_GONE, N_ ("This address is not in use any more.") },
  { XMPP_STANZA_ERROR_INTERNAL_SERVER_ERROR, N_ ("The server had a fault. Try again later.") },
  { XMPP_STANZA_ERROR_ITEM_NOT_FOUND, N_ ("There is nobody with this address.") },
  { XMPP_STANZA_ERROR_JID_MALFORMED, N_ ("The server does not understand this address.") },
  { XMPP_STANZA_ERROR_NOT_ACCEPTABLE,
    N_ ("The server does not accept this, perhaps for its size.") },
  { XMPP_STANZA_ERROR_NOT_ALLOWED, N_ ("Nobody is allowed to do this here.") },
  { XMPP_STANZA_ERROR_NOT_AUTHORIZED, N_ ("You are not allowed to do this.") },
  { XMPP_STANZA_ERROR_POLICY_VIOLATION, N_ ("This is against the rules of the server.") },
  { XMPP_STANZA_ERROR_RECIPIENT_UNAVAILABLE, N_ ("They cannot be reached at the moment.") },
  { XMPP_STANZA_ERROR_REDIRECT, N_ ("They can be reached at another address.") },
  { XMPP_STANZA_ERROR_REGISTRATION_REQUIRED, N_ ("One has to register there first.") },
  { XMPP_STANZA_ERROR_REMOTE_SERVER_NOT_FOUND, N_ ("Their server cannot be found.") },
  { XMPP_STANZA_ERROR_REMOTE_SERVER_TIMEOUT, N_ ("Their server does not answer.") },
  { XMPP_STANZA_ERROR_RESOURCE_CONSTRAINT,
    N_ ("The server is too busy, or their mailbox is full.") },
  { XMPP_STANZA_ERROR_SERVICE_UNAVAILABLE,
    N_ ("This was not delivered: there is nobody with this address, they accept no messages from "
        "you, or they are offline.") },
  { XMPP_STANZA_ERROR_SUBSCRIPTION_REQUIRED, N_ ("They only accept this from their contacts.") },
  { XMPP_STANZA_ERROR_UNDEFINED_CONDITION, N_ ("The other side had a fault.") },
  { XMPP_STANZA_ERROR_UNEXPECTED_REQUEST, N_ ("The server did not expect this now.") },
};

static const Words mam_words[] = {
  { XMPP_MAM_ERROR_INVALID, N_ ("The archive of the server gave no proper answer.") },
  { XMPP_MAM_ERROR_TOO_MUCH, N_ ("This is too much for the archive of the server.") },
};

static const Words store_words[] = {
  { STORE_ERROR_TOO_NEW,
    N_ ("Your messages were last opened by a newer version of Kith. Update Kith to go on.") },
  { STORE_ERROR_CORRUPT, N_ ("The file with your messages is damaged.") },
  { STORE_ERROR_BUSY, N_ ("Another program is using the file with your messages.") },
  { STORE_ERROR_FULL, N_ ("There is no room left on the disk. Make some, then try again.") },
  { STORE_ERROR_READ_ONLY, N_ ("The folder with your messages cannot be written to.") },
  { STORE_ERROR_EXISTS, N_ ("This account is set up already.") },
  { STORE_ERROR_NOT_FOUND, N_ ("This has been removed in the meantime.") },
  { STORE_ERROR_FOREIGN, N_ ("This has not been written by that program, or is damaged.") },
  { STORE_ERROR_FAILED, N_ ("Your messages could not be read or written.") },
};

static const Words im_words[] = {
  { IM_ERROR_EXISTS, N_ ("This account is set up already.") },
  { IM_ERROR_OFFLINE, N_ ("You are not connected. Try again when you are.") },
  { IM_ERROR_NO_LOCALPART, N_ ("An address looks like name@example.org.") },
  { IM_ERROR_INVALID, N_ ("This link cannot be understood.") },
};

static const Words io_words[] = {
  { G_IO_ERROR_PENDING, N_ ("This is being done already.") },
};

static const struct {
  GQuark (*domain) (void);
  const Words *words;
  guint n_words;
} domains[] = {
  { xmpp_jid_error_quark, jid_words, G_N_ELEMENTS (jid_words) },
  { xmpp_sasl_error_quark, sasl_words, G_N_ELEMENTS (sasl_words) },
  { xmpp_tls_error_quark, tls_words, G_N_ELEMENTS (tls_words) },
  { xmpp_identity_error_quark, identity_words, G_N_ELEMENTS (identity_words) },
  { xmpp_negotiation_error_quark, negotiation_words, G_N_ELEMENTS (negotiation_words) },
  { xmpp_connect_error_quark, connect_words, G_N_ELEMENTS (connect_words) },
  { xmpp_session_error_quark, session_words, G_N_ELEMENTS (session_words) },
  { xmpp_stream_error_quark, stream_words, G_N_ELEMENTS (stream_words) },
  { xmpp_stanza_error_quark, stanza_words, G_N_ELEMENTS (stanza_words) },
  { xmpp_mam_error_quark, mam_words, G_N_ELEMENTS (mam_words) },
  { store_error_quark, store_words, G_N_ELEMENTS (store_words) },
  { im_error_quark, im_words, G_N_ELEMENTS (im_words) },
  { g_io_error_quark, io_words, G_N_ELEMENTS (io_words) },
};

static const char *
find_words (const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++) {
    if (domains[i].domain () != error->domain)
      continue;
    for (guint j = 0; j < domains[i].n_words; j++) {
      if (domains[i].words[j].code == error->code)
        return _ (domains[i].words[j].words);
    }
  }

  return NULL;
}

char *
ui_error_to_words (const GError *error)
{
  const char *words;

  g_return_val_if_fail (error != NULL, g_strdup (""));

  words = find_words (error);
  if (words != NULL)
    return g_strdup (words);

  /* A fault that has no words of its own yet: the system's are better than none.
   * Translators: %s says what, as the system tells it. */
  return g_strdup_printf (_ ("Something went wrong: %s"), error->message);
}
