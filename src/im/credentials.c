/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the person, the keyring and the session.
 */

#include "im/credentials.h"

#include "base/props.h"
#include "store/secrets.h"
#include "xml/writer.h"
#include "xmpp/sasl/kept.h"
#include "xmpp/sasl/secret.h"

struct _ImCredentials {
  GObject parent_instance;

  XmppJid *account;
  XmppSaslStrength strength;
  char *agent_id;               /* (nullable) */
  XmppSaslToken *token;         /* (nullable): what the keyring has */
  XmlElement *offer;            /* (nullable): the same */
  XmppCredentials *credentials; /* (nullable) */
  gboolean loading;             /* the keyring is being asked, and its answer counts */
  gboolean answered;            /* by the keyring or by the person */
  char *external;               /* (nullable): whom to sign in as by a certificate */
  gboolean legacy;
  gboolean needless; /* nobody wants a password */
  gboolean unproven; /* typed, and no sign-in has succeeded with it yet */
  gboolean keyring_available;
  guint n_storing;   /* secrets on their way into the keyring */
  GTask *forgetting; /* (nullable): waits for them */
};

G_DEFINE_FINAL_TYPE (ImCredentials, im_credentials, G_TYPE_OBJECT)

enum { PROP_KEYRING_AVAILABLE = 1, N_PROPS };

static const BaseProp table[] = {
  { "keyring-available", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImCredentials, keyring_available),
    BASE_RO },
};

static GParamSpec *props[N_PROPS];
static guint changed_signal;

static void
set_keyring_available (ImCredentials *self, gboolean available)
{
  base_prop_set_boolean (self, &self->keyring_available, available, props[PROP_KEYRING_AVAILABLE]);
}

static void
take_keyring_error (ImCredentials *self, const GError *error)
{
  if (g_error_matches (error, STORE_SECRETS_ERROR, STORE_SECRETS_ERROR_UNAVAILABLE))
    set_keyring_available (self, FALSE);
  g_debug ("The keyring does not help: %s", error->message);
}

/* @password: (nullable) */
static void
replace (ImCredentials *self, const char *password)
{
  self->answered = TRUE;
  g_clear_pointer (&self->credentials, xmpp_credentials_unref);
  /* Who has no name needs no password (XEP-0175). */
  if (password != NULL || self->external != NULL || self->needless ||
      xmpp_jid_local (self->account) == NULL) {
    self->credentials = xmpp_credentials_new (NULL, password);
    xmpp_credentials_set_min_strength (self->credentials, self->strength);
    xmpp_credentials_set_external (self->credentials, self->external);
    xmpp_credentials_set_legacy (self->credentials, self->legacy);
    xmpp_credentials_set_agent_id (self->credentials, self->agent_id);
    xmpp_credentials_set_token (self->credentials, self->token);
  }
  g_signal_emit (self, changed_signal, 0);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImCredentials) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreSecret) password = store_secrets_lookup_finish (result, &error);

  if (!self->loading)
    return;
  self->loading = FALSE;
  if (error != NULL)
    take_keyring_error (self, error);
  else
    set_keyring_available (self, TRUE);
  replace (self, password);
}

static void
on_token_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImCredentials) self = user_data;
  g_autoptr (StoreSecret) text = store_secrets_lookup_finish (result, NULL);

  if (!self->loading)
    return;
  if (text != NULL && self->token == NULL)
    self->token = xmpp_sasl_kept_parse (text, &self->offer);
  store_secrets_lookup_async (xmpp_jid_string (self->account), STORE_SECRET_PASSWORD, NULL,
                              on_looked_up, g_object_ref (self));
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (store_secrets_clear_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What is on its way into the keyring would come after. */
static void
clear_when_stored (ImCredentials *self)
{
  if (self->forgetting != NULL && self->n_storing == 0)
    store_secrets_clear_async (xmpp_jid_string (self->account), NULL, NULL, on_cleared,
                               g_steal_pointer (&self->forgetting));
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImCredentials) self = user_data;
  g_autoptr (GError) error = NULL;

  self->n_storing--;
  if (!store_secrets_store_finish (result, &error))
    take_keyring_error (self, error);
  else
    set_keyring_available (self, TRUE);
  clear_when_stored (self);
}

static void
on_token_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImCredentials) self = user_data;
  g_autoptr (GError) error = NULL;

  self->n_storing--;
  if (!store_secrets_clear_finish (result, &error))
    take_keyring_error (self, error);
  clear_when_stored (self);
}

static void
store_secret (ImCredentials *self, const char *kind, const char *secret)
{
  self->n_storing++;
  store_secrets_store_async (xmpp_jid_string (self->account), kind, secret, NULL, on_stored,
                             g_object_ref (self));
}

static void
clear_token (ImCredentials *self)
{
  self->n_storing++;
  store_secrets_clear_async (xmpp_jid_string (self->account), STORE_SECRET_TOKEN, NULL,
                             on_token_cleared, g_object_ref (self));
}

static void
drop_token (ImCredentials *self)
{
  g_clear_pointer (&self->token, xmpp_sasl_token_unref);
  g_clear_pointer (&self->offer, xml_element_unref);
}

/* (nullable) each. Servers write the same in another order now and then, which is kept anew. */
static gboolean
is_same_offer (const XmlElement *one, const XmlElement *other)
{
  g_autofree char *one_text = one != NULL ? xml_writer_dup (one, NULL) : NULL;
  g_autofree char *other_text = other != NULL ? xml_writer_dup (other, NULL) : NULL;

  return g_strcmp0 (one_text, other_text) == 0;
}

/* What the server has given in the sign-in, or taken away. */
static void
keep_token (ImCredentials *self, const XmlElement *offer)
{
  XmppSaslToken *token = xmpp_credentials_get_token (self->credentials);

  if (token == self->token && (token == NULL || is_same_offer (self->offer, offer)))
    return;
  if (token != NULL)
    xmpp_sasl_token_ref (token);
  drop_token (self);
  if (token != NULL) {
    char *text = xmpp_sasl_kept_build (token, offer);

    self->token = token;
    self->offer = offer != NULL ? xml_element_ref (offer) : NULL;
    store_secret (self, STORE_SECRET_TOKEN, text);
    xmpp_secret_free (text);
  } else {
    clear_token (self);
  }
}

ImCredentials *
im_credentials_new (XmppJid *account, XmppSaslStrength strength)
{
  ImCredentials *self = g_object_new (IM_TYPE_CREDENTIALS, NULL);

  self->account = xmpp_jid_ref (account);
  self->strength = strength;
  return self;
}

void
im_credentials_set_agent_id (ImCredentials *self, const char *agent_id)
{
  g_free (self->agent_id);
  self->agent_id = g_strdup (agent_id);
  if (self->credentials != NULL)
    xmpp_credentials_set_agent_id (self->credentials, agent_id);
}

void
im_credentials_set_legacy (ImCredentials *self, gboolean legacy)
{
  self->legacy = legacy;
  if (self->credentials != NULL)
    xmpp_credentials_set_legacy (self->credentials, legacy);
}

void
im_credentials_set_needless (ImCredentials *self, gboolean needless)
{
  self->needless = needless;
}

/* Not cancellable: libsecret would cancel with it whatever else waits for the same keyring. */
void
im_credentials_load (ImCredentials *self)
{
  if (self->loading || self->credentials != NULL)
    return;
  if (self->needless) {
    replace (self, NULL);
    return;
  }
  self->loading = TRUE;
  store_secrets_lookup_async (xmpp_jid_string (self->account), STORE_SECRET_TOKEN, NULL,
                              on_token_looked_up, g_object_ref (self));
}

gboolean
im_credentials_is_loading (ImCredentials *self)
{
  return self->loading;
}

XmppCredentials *
im_credentials_get (ImCredentials *self)
{
  return self->credentials;
}

void
im_credentials_set_password (ImCredentials *self, const char *password, gboolean forget_strength)
{
  self->loading = FALSE;
  if (forget_strength)
    self->strength = XMPP_SASL_STRENGTH_NONE;
  self->unproven = TRUE;
  /* Not even if the server gives no other: it may be what somebody else has got at. */
  drop_token (self);
  clear_token (self);
  replace (self, password);
}

void
im_credentials_set_external (ImCredentials *self, const char *authzid)
{
  if (g_strcmp0 (authzid, self->external) == 0)
    return;
  g_free (self->external);
  self->external = g_strdup (authzid);
  if (self->credentials != NULL && xmpp_credentials_get_password (self->credentials) != NULL)
    xmpp_credentials_set_external (self->credentials, authzid);
  else if (self->answered && !self->loading)
    replace (self, NULL);
}

void
im_credentials_proven (ImCredentials *self, const XmlElement *offer)
{
  const char *password;

  if (self->credentials == NULL)
    return;
  self->strength = xmpp_credentials_get_min_strength (self->credentials);
  keep_token (self, offer);
  password = xmpp_credentials_get_password (self->credentials);
  if (!self->unproven || password == NULL)
    return;
  self->unproven = FALSE;
  store_secret (self, STORE_SECRET_PASSWORD, password);
}

const XmlElement *
im_credentials_get_offer (ImCredentials *self)
{
  return self->offer;
}

void
im_credentials_forget_async (ImCredentials *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (self->forgetting == NULL);

  self->forgetting = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->forgetting, im_credentials_forget_async);
  clear_when_stored (self);
}

gboolean
im_credentials_forget_finish (ImCredentials *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
im_credentials_get_keyring_available (ImCredentials *self)
{
  return self->keyring_available;
}

static void
im_credentials_dispose (GObject *object)
{
  ImCredentials *self = IM_CREDENTIALS (object);

  self->loading = FALSE;
  g_clear_pointer (&self->credentials, xmpp_credentials_unref);
  G_OBJECT_CLASS (im_credentials_parent_class)->dispose (object);
}

static void
im_credentials_finalize (GObject *object)
{
  ImCredentials *self = IM_CREDENTIALS (object);

  g_clear_pointer (&self->account, xmpp_jid_unref);
  drop_token (self);
  g_free (self->agent_id);
  g_free (self->external);
  G_OBJECT_CLASS (im_credentials_parent_class)->finalize (object);
}

static void
im_credentials_class_init (ImCredentialsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = im_credentials_dispose;
  object_class->finalize = im_credentials_finalize;
  base_props_install (object_class, table, G_N_ELEMENTS (table), props);
  changed_signal = g_signal_new ("changed", IM_TYPE_CREDENTIALS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
im_credentials_init (ImCredentials *self)
{
  self->keyring_available = TRUE;
}
