/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks the keyring, then the file or the card.
 */

#include "im/identity.h"

#include "store/secrets.h"
#include "xmpp/sasl/secret.h"
#include "xmpp/transport/identity.h"

struct _ImIdentity {
  GObject parent_instance;

  XmppJid *account;
  char *place;            /* (nullable) */
  char *password;         /* (nullable) */
  gboolean unproven;      /* typed, and has opened nothing yet */
  gboolean distrusted;    /* what the keyring has, it was told to forget; but it may be locked */
  guint n_forgetting;     /* how often it is being told so */
  gboolean to_be_stored;  /* once that is over */
  GCancellable *loading;  /* (nullable): of what is under way */
  GTlsCertificate *found; /* (nullable) */
  GError *error;          /* (nullable) */
};

G_DEFINE_FINAL_TYPE (ImIdentity, im_identity, G_TYPE_OBJECT)

static guint changed_signal;

static void
finish (ImIdentity *self)
{
  g_clear_object (&self->loading);
  g_signal_emit (self, changed_signal, 0);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!store_secrets_store_finish (result, &error))
    g_debug ("The keyring does not take the password of a certificate: %s", error->message);
}

/* Not while the keyring forgets, or this would be forgotten too. */
static void
store_password (ImIdentity *self)
{
  self->to_be_stored = self->n_forgetting > 0;
  if (!self->to_be_stored)
    store_secrets_store_async (xmpp_jid_string (self->account), STORE_SECRET_CERTIFICATE,
                               self->password, NULL, on_stored, NULL);
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImIdentity) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!store_secrets_clear_finish (result, &error))
    g_debug ("The keyring does not forget the password of a certificate: %s", error->message);
  self->n_forgetting--;
  if (self->to_be_stored)
    store_password (self);
}

static void
forget_password (ImIdentity *self)
{
  g_clear_pointer (&self->password, xmpp_secret_free);
  self->unproven = self->to_be_stored = FALSE;
  self->distrusted = TRUE;
  self->n_forgetting++;
  store_secrets_clear_async (xmpp_jid_string (self->account), STORE_SECRET_CERTIFICATE, NULL,
                             on_forgotten, g_object_ref (self));
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImIdentity) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = xmpp_identity_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->found = g_steal_pointer (&certificate);
  self->error = g_steal_pointer (&error);
  if (self->found != NULL && self->unproven) {
    self->unproven = FALSE;
    store_password (self);
  }
  /* A card locks itself after a few wrong PINs: what was refused is not tried again. */
  if (self->password != NULL &&
      g_error_matches (self->error, XMPP_IDENTITY_ERROR, XMPP_IDENTITY_ERROR_PASSWORD))
    forget_password (self);
  finish (self);
}

static void
load (ImIdentity *self)
{
  xmpp_identity_load_async (self->place, self->password, self->loading, on_loaded,
                            g_object_ref (self));
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImIdentity *self = g_task_get_source_object (task);
  g_autoptr (StoreSecret) password = store_secrets_lookup_finish (result, NULL);

  /* Something else is being loaded by now. */
  if (g_task_return_error_if_cancelled (task))
    return;
  self->password = g_strdup (password);
  load (self);
  g_task_return_boolean (task, TRUE);
}

static void
drop (ImIdentity *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->found);
  g_clear_error (&self->error);
}

ImIdentity *
im_identity_new (XmppJid *account)
{
  ImIdentity *self = g_object_new (IM_TYPE_IDENTITY, NULL);

  self->account = xmpp_jid_ref (account);
  return self;
}

static void
set_place (ImIdentity *self, const char *place)
{
  /* Another card would be locked by wrong PINs. */
  if (self->place != NULL)
    forget_password (self);
  g_free (self->place);
  self->place = g_strdup (place);
}

static void
set_password (ImIdentity *self, const char *password)
{
  g_clear_pointer (&self->password, xmpp_secret_free);
  self->password = g_strdup (password);
  self->unproven = TRUE;
  self->distrusted = self->to_be_stored = FALSE;
}

void
im_identity_set (ImIdentity *self, const char *place, const char *password)
{
  gboolean moved = g_strcmp0 (place, self->place) != 0;

  if (!moved && password == NULL)
    return;
  drop (self);
  if (moved)
    set_place (self, place);
  if (password != NULL)
    set_password (self, password);
}

void
im_identity_load (ImIdentity *self)
{
  if (self->place == NULL || self->found != NULL || self->loading != NULL)
    return;

  g_clear_error (&self->error);
  self->loading = g_cancellable_new ();
  if (self->password != NULL || self->distrusted || !xmpp_identity_takes_password (self->place))
    load (self);
  else
    store_secrets_lookup_async (xmpp_jid_string (self->account), STORE_SECRET_CERTIFICATE, NULL,
                                on_looked_up, g_task_new (self, self->loading, NULL, NULL));
}

gboolean
im_identity_is_pending (ImIdentity *self)
{
  return self->place != NULL && self->found == NULL && self->error == NULL;
}

GTlsCertificate *
im_identity_get_certificate (ImIdentity *self)
{
  return self->found;
}

const GError *
im_identity_get_error (ImIdentity *self)
{
  return self->error;
}

const char *
im_identity_get_authzid (ImIdentity *self)
{
  return self->found != NULL ? xmpp_identity_get_authzid (self->found, self->account) : NULL;
}

static void
im_identity_dispose (GObject *object)
{
  ImIdentity *self = IM_IDENTITY (object);

  drop (self);
  G_OBJECT_CLASS (im_identity_parent_class)->dispose (object);
}

static void
im_identity_finalize (GObject *object)
{
  ImIdentity *self = IM_IDENTITY (object);

  g_clear_pointer (&self->password, xmpp_secret_free);
  g_clear_pointer (&self->account, xmpp_jid_unref);
  g_free (self->place);
  G_OBJECT_CLASS (im_identity_parent_class)->finalize (object);
}

static void
im_identity_class_init (ImIdentityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = im_identity_dispose;
  object_class->finalize = im_identity_finalize;
  changed_signal = g_signal_new ("changed", IM_TYPE_IDENTITY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
im_identity_init (ImIdentity *self)
{
}
