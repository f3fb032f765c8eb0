/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An account: brings settings, credentials and connector together with what belongs to it.
 */

#include "im/account-private.h"

#include "base/props.h"
#include "base/random.h"
#include "im/account-parts.h"
#include "im/account-settings.h"
#include "im/connector.h"
#include "im/credentials.h"
#include "im/identity.h"
#include "xmpp/sasl/sasl-error.h"
#include "xmpp/xep/0352-csi.h"

struct _ImAccount {
  GObject parent_instance;

  ImServices *services;
  StoreAccount *record;
  XmppJid *jid;
  ImAccountSettings *settings;
  ImCredentials *credentials;
  ImAccountParts *parts;
  ImRoster *roster;   /* of the parts, for the properties; for as long as we are held */
  ImDevices *devices; /* the same */
  ImIdentity *identity;
  ImConnector *connector;

  gboolean alone;
  gboolean wanted;
  gboolean started;  /* all that belongs to it is loaded */
  gboolean closing;  /* the program ends */
  gboolean removing; /* the account goes */
  gboolean changing; /* the server is asked to change or delete it */
  ImAccountState state;
  ImShow show;
  gint64 newest; /* µs since 1970: of the last message that came in */
};

G_DEFINE_ENUM_TYPE (ImAccountState,
                    im_account_state,
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_ONLINE, "online"),
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_NEEDS_PASSWORD, "needs-password"),
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_NEEDS_TRUST, "needs-trust"),
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_FAILED, "failed"))

G_DEFINE_FINAL_TYPE (ImAccount, im_account, G_TYPE_OBJECT)

enum {
  PROP_JID = 1,
  PROP_ROSTER,
  PROP_DEVICES,
  PROP_SETTINGS,
  PROP_ALONE,
  PROP_WANTED,
  PROP_STATE,
  PROP_SHOW,
  PROP_CHANGING,
  N_TABLE_PROPS,
  PROP_ADDRESS = N_TABLE_PROPS,
  PROP_NAME,
  PROP_HUE,
  PROP_ENABLED,
  PROP_ERROR,
  PROP_CERTIFICATE,
  PROP_RETRY_AT,
  PROP_KEYRING_AVAILABLE,
  N_PROPS
};

#define MEMBER(field) G_STRUCT_OFFSET (ImAccount, field)

static const BaseProp table[] = {
  { "jid", 0, xmpp_jid_get_type, MEMBER (jid), BASE_RO },
  { "roster", 0, im_roster_get_type, MEMBER (roster), BASE_RO },
  { "devices", 0, im_devices_get_type, MEMBER (devices), BASE_RO },
  { "settings", 0, im_account_settings_get_type, MEMBER (settings), BASE_RW },
  { "alone", G_TYPE_BOOLEAN, NULL, MEMBER (alone), BASE_RO },
  { "wanted", G_TYPE_BOOLEAN, NULL, MEMBER (wanted), BASE_RO },
  { "state", 0, im_account_state_get_type, MEMBER (state), BASE_RO },
  { "show", 0, im_show_get_type, MEMBER (show), BASE_RO },
  { "changing", G_TYPE_BOOLEAN, NULL, MEMBER (changing), BASE_RO },
};

static GParamSpec *props[N_PROPS];

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImAccount) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!store_accounts_update_finish (STORE_DB (source), result, &error) &&
      !g_error_matches (error, STORE_ERROR, STORE_ERROR_NOT_FOUND))
    g_warning ("%s: cannot save: %s", im_account_get_address (self), error->message);
}

void
im_account_save (ImAccount *self)
{
  store_accounts_update_async (self->services->db, self->record, NULL, on_saved,
                               g_object_ref (self));
}

/* While the keyring or a card is asked the connector knows nothing yet, but the person shall see it at
 * work. */
static ImAccountState
compute_state (ImAccount *self)
{
  if (self->wanted &&
      (im_credentials_is_loading (self->credentials) || im_identity_is_pending (self->identity)))
    return IM_ACCOUNT_CONNECTING;
  return im_connector_get_state (self->connector);
}

static void
update_state (ImAccount *self)
{
  ImAccountState state = compute_state (self);
  gboolean changed = self->state != state;

  g_object_freeze_notify (G_OBJECT (self));
  self->state = state;
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CERTIFICATE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RETRY_AT]);
  g_object_thaw_notify (G_OBJECT (self));
}

/* Signing in again with less than before would be a downgrade, also after a restart. */
static void
remember_strength (ImAccount *self)
{
  XmppCredentials *credentials = im_credentials_get (self->credentials);
  guint strength = credentials != NULL ? xmpp_credentials_get_min_strength (credentials) : 0;

  if (strength == self->record->min_strength)
    return;
  self->record->min_strength = strength;
  im_account_save (self);
}

static void
on_connector_changed (ImConnector *connector, ImAccount *self)
{
  if (im_connector_get_state (connector) == IM_ACCOUNT_ONLINE) {
    im_credentials_proven (self->credentials, xmpp_session_get_offer (self->parts->session));
    remember_strength (self);
  }
  update_state (self);
}

static void
on_credentials_changed (ImCredentials *credentials, ImAccount *self)
{
  xmpp_session_set_offer (self->parts->session, im_credentials_get_offer (credentials));
  im_connector_set_credentials (self->connector, im_credentials_get (credentials));
  im_connector_set_wanted (self->connector, self->wanted);
  update_state (self);
}

static void
on_keyring_available (ImCredentials *credentials, GParamSpec *pspec, ImAccount *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KEYRING_AVAILABLE]);
}

/* What cannot be used is told at once, and nothing is tried; nor is it without the certificate. */
static void
apply_terms (ImAccount *self)
{
  const GError *fault = im_identity_get_error (self->identity);
  g_autoptr (GError) error = fault != NULL ? g_error_copy (fault) : NULL;
  XmppDialTerms *terms = NULL;

  if (im_identity_is_pending (self->identity)) {
    im_connector_set_terms (self->connector, NULL);
    return;
  }
  if (error == NULL)
    terms = im_account_settings_dup_terms (self->settings, self->jid,
                                           im_identity_get_certificate (self->identity), &error);
  if (terms != NULL)
    im_connector_set_terms (self->connector, terms);
  else
    im_connector_block (self->connector, error);
  im_credentials_set_external (self->credentials, im_identity_get_authzid (self->identity));
}

static void
on_identity_changed (ImIdentity *identity, ImAccount *self)
{
  apply_terms (self);
  im_connector_retry (self->connector);
  update_state (self);
}

/* @certificate_password: (nullable): a new one */
static void
apply_settings (ImAccount *self, const char *certificate_password)
{
  xmpp_session_set_resource (self->parts->session, self->settings->resource);
  xmpp_session_set_allow_clear (self->parts->session, self->settings->allow_no_tls);
  im_credentials_set_legacy (self->credentials, self->settings->allow_old_sign_in);
  im_credentials_set_needless (self->credentials, self->settings->road == XMPP_ROAD_NEARBY);
  im_identity_set (self->identity, self->settings->certificate_path, certificate_password);
  apply_terms (self);
  if (self->wanted)
    im_identity_load (self->identity);
}

static void
update_wanted (ImAccount *self)
{
  gboolean may = self->started && !self->closing && !self->removing;
  gboolean wanted = may && self->record->enabled && self->show != IM_SHOW_OFFLINE;

  if (!base_prop_set_boolean (self, &self->wanted, wanted, props[PROP_WANTED]))
    return;
  if (wanted) {
    im_identity_load (self->identity);
    im_credentials_load (self->credentials);
  }
  if (!im_credentials_is_loading (self->credentials))
    im_connector_set_wanted (self->connector, wanted);
  update_state (self);
}

XmppJid *
im_account_get_jid (ImAccount *self)
{
  return self->jid;
}

const char *
im_account_get_address (ImAccount *self)
{
  return xmpp_jid_string (self->jid);
}

ImShow
im_account_get_show (ImAccount *self)
{
  return self->show;
}

gboolean
im_account_get_alone (ImAccount *self)
{
  return self->alone;
}

void
im_account_set_alone (ImAccount *self, gboolean alone)
{
  base_prop_set_boolean (self, &self->alone, alone, props[PROP_ALONE]);
}

gboolean
im_account_get_wanted (ImAccount *self)
{
  return self->wanted;
}

ImAccountState
im_account_get_state (ImAccount *self)
{
  return self->state;
}

const GError *
im_account_get_error (ImAccount *self)
{
  return im_connector_get_error (self->connector);
}

XmppCertificate *
im_account_get_certificate (ImAccount *self)
{
  const GError *error = im_account_get_error (self);

  if (self->state != IM_ACCOUNT_NEEDS_TRUST || error == NULL)
    return NULL;
  return xmpp_tls_error_get_certificate (error);
}

gint64
im_account_get_retry_at (ImAccount *self)
{
  return im_connector_get_retry_at (self->connector);
}

const XmppEndpoint *
im_account_get_endpoint (ImAccount *self)
{
  return self->connector != NULL ? im_connector_get_endpoint (self->connector) : NULL;
}

ImRoster *
im_account_get_roster (ImAccount *self)
{
  return self->roster;
}

ImDevices *
im_account_get_devices (ImAccount *self)
{
  return self->devices;
}

const ImAccountSettings *
im_account_get_settings (ImAccount *self)
{
  return self->settings;
}

void
im_account_set_settings (ImAccount *self,
                         const ImAccountSettings *settings,
                         const char *certificate_password)
{
  ImAccountSettings *copy = im_account_settings_copy (settings);

  im_account_settings_free (self->settings);
  self->settings = copy;
  im_account_settings_to_record (copy, self->record);
  im_account_save (self);
  apply_settings (self, certificate_password);
  im_connector_restart (self->connector);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SETTINGS]);
}

void
im_account_set_certificate_password (ImAccount *self, const char *password)
{
  apply_settings (self, password);
  update_state (self);
}

void
im_account_set_password (ImAccount *self, const char *password)
{
  gboolean was_downgraded =
    g_error_matches (im_account_get_error (self), XMPP_SASL_ERROR, XMPP_SASL_ERROR_DOWNGRADE);

  im_credentials_set_password (self->credentials, password, was_downgraded);
}

void
im_account_trust_certificate (ImAccount *self, const char *sha256)
{
  g_return_if_fail (sha256 != NULL);

  g_free (self->settings->pin);
  self->settings->pin = g_strdup (sha256);
  im_account_settings_to_record (self->settings, self->record);
  im_account_save (self);
  apply_settings (self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SETTINGS]);
  im_connector_restart (self->connector);
}

void
im_account_retry_now (ImAccount *self)
{
  if (!self->wanted)
    return;
  /* The keyring may be open now. */
  im_identity_load (self->identity);
  im_credentials_load (self->credentials);
  im_connector_retry (self->connector);
  update_state (self);
}

static void
connect_signals (ImAccount *self)
{
  const struct {
    gpointer object;
    const char *signal;
    GCallback callback;
  } connections[] = {
    { self->credentials, "changed", G_CALLBACK (on_credentials_changed) },
    { self->credentials, "notify::keyring-available", G_CALLBACK (on_keyring_available) },
    { self->identity, "changed", G_CALLBACK (on_identity_changed) },
    { self->connector, "changed", G_CALLBACK (on_connector_changed) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (connections); i++)
    g_signal_connect_object (connections[i].object, connections[i].signal, connections[i].callback,
                             self, 0);
}

/* Accounts of the first version have none. */
static void
ensure_agent_id (ImAccount *self)
{
  if (self->record->agent_id != NULL)
    return;
  self->record->agent_id = base_random_uuid ();
  im_account_save (self);
}

ImAccount *
im_account_new (ImServices *services, ImConversations *conversations, const StoreAccount *record)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse_wire (record->jid, NULL);
  ImAccount *self;

  g_return_val_if_fail (jid != NULL, NULL);

  self = g_object_new (IM_TYPE_ACCOUNT, NULL);
  self->services = im_services_ref (services);
  self->jid = g_steal_pointer (&jid);
  self->settings = im_account_settings_from_record (record);
  self->credentials = im_credentials_new (self->jid, record->min_strength);
  self->identity = im_identity_new (self->jid);
  self->record = store_account_copy (record);
  self->parts = im_account_parts_new (self, self->jid, record->id, services, conversations);
  self->roster = g_object_ref (self->parts->roster);
  self->devices = g_object_ref (self->parts->devices);
  self->connector =
    im_connector_new (self->parts->session, services->turns, services->system, services->dialer);
  connect_signals (self);
  apply_settings (self, NULL);
  ensure_agent_id (self);
  im_credentials_set_agent_id (self->credentials, self->record->agent_id);
  im_account_apply_profile (self);
  return self;
}

void
im_account_set_presence (ImAccount *self, ImShow show, const char *text, gint64 idle_since)
{
  self->started = TRUE;
  im_own_presence_set_common (self->parts->presence, show, text, idle_since);
  im_account_update (self);
}

void
im_account_set_active (ImAccount *self, gboolean active)
{
  xmpp_csi_set_active (xmpp_session_get_module (self->parts->session, XMPP_TYPE_CSI), active);
}

void
im_account_update (ImAccount *self)
{
  ImShow show = im_own_presence_get_show (self->parts->presence);

  if (self->show != show) {
    self->show = show;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOW]);
  }
  update_wanted (self);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  im_connector_close_finish (IM_CONNECTOR (source), result, NULL);
  g_task_return_boolean (task, TRUE);
}

void
im_account_close_async (ImAccount *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, im_account_close_async);
  self->closing = TRUE;
  update_wanted (self);
  im_connector_close_async (self->connector, on_closed, task);
}

gboolean
im_account_close_finish (ImAccount *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
im_account_set_removing (ImAccount *self, gboolean removing)
{
  if (self->removing == removing)
    return FALSE;
  self->removing = removing;
  self->closing = FALSE;
  update_wanted (self);
  return TRUE;
}

gboolean
im_account_set_changing (ImAccount *self, gboolean changing)
{
  return base_prop_set_boolean (self, &self->changing, changing, props[PROP_CHANGING]);
}

ImCredentials *
im_account_get_credentials (ImAccount *self)
{
  return self->credentials;
}

gint64
im_account_take_time (ImAccount *self, gint64 time)
{
  self->newest = MIN (MAX (time, self->newest + 1), im_sync_get_now (self->parts->sync));
  return self->newest;
}

gint64
im_account_get_created (ImAccount *self)
{
  return self->record->created;
}

gint64
im_account_get_id (ImAccount *self)
{
  return self->record->id;
}

StoreAccount *
im_account_get_record (ImAccount *self)
{
  return self->record;
}

ImAccountParts *
im_account_get_parts (ImAccount *self)
{
  return self->parts;
}

ImOwnPresence *
im_account_get_presence (ImAccount *self)
{
  return self->parts->presence;
}

const char *
im_account_get_agent_id (ImAccount *self)
{
  return self->record->agent_id;
}

gboolean
im_account_get_keyring_available (ImAccount *self)
{
  return im_credentials_get_keyring_available (self->credentials);
}

XmppSession *
im_account_get_session (ImAccount *self)
{
  return self->parts->session;
}

ImOutbox *
im_account_get_outbox (ImAccount *self)
{
  return self->parts->outbox;
}

ImSync *
im_account_get_sync (ImAccount *self)
{
  return self->parts->sync;
}

ImDisplayed *
im_account_get_displayed (ImAccount *self)
{
  return self->parts->displayed;
}

ImServices *
im_account_get_services (ImAccount *self)
{
  return self->services;
}

ImConversations *
im_account_get_conversations (ImAccount *self)
{
  return self->parts->conversations;
}

static void
im_account_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ImAccount *self = IM_ACCOUNT (object);

  switch (id) {
  case PROP_ADDRESS:
    g_value_set_string (value, im_account_get_address (self));
    break;
  case PROP_NAME:
    g_value_set_string (value, im_account_get_name (self));
    break;
  case PROP_HUE:
    g_value_set_int (value, im_account_get_hue (self));
    break;
  case PROP_ENABLED:
    g_value_set_boolean (value, im_account_get_enabled (self));
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, im_account_get_error (self));
    break;
  case PROP_CERTIFICATE:
    g_value_set_boxed (value, im_account_get_certificate (self));
    break;
  case PROP_RETRY_AT:
    g_value_set_int64 (value, im_account_get_retry_at (self));
    break;
  case PROP_KEYRING_AVAILABLE:
    g_value_set_boolean (value, im_account_get_keyring_available (self));
    break;
  default:
    base_props_get (object, id, value, pspec);
  }
}

static void
im_account_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ImAccount *self = IM_ACCOUNT (object);

  if (id == PROP_SETTINGS)
    im_account_set_settings (self, g_value_get_boxed (value), NULL);
  else if (id == PROP_ENABLED)
    im_account_set_enabled (self, g_value_get_boolean (value));
  else
    base_props_set (object, id, value, pspec);
}

static void
im_account_dispose (GObject *object)
{
  ImAccount *self = IM_ACCOUNT (object);

  g_clear_object (&self->connector);
  g_clear_pointer (&self->parts, im_account_parts_free);
  g_clear_object (&self->credentials);
  g_clear_object (&self->identity);
  G_OBJECT_CLASS (im_account_parent_class)->dispose (object);
}

static void
im_account_finalize (GObject *object)
{
  ImAccount *self = IM_ACCOUNT (object);

  base_props_clear (self, table, G_N_ELEMENTS (table));
  g_clear_pointer (&self->record, store_account_free);
  g_clear_pointer (&self->services, im_services_unref);
  G_OBJECT_CLASS (im_account_parent_class)->finalize (object);
}

static void
im_account_class_init (ImAccountClass *klass)
{
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  base_props_install (object_class, table, G_N_ELEMENTS (table), props);
  object_class->get_property = im_account_get_property;
  object_class->set_property = im_account_set_property;
  object_class->dispose = im_account_dispose;
  object_class->finalize = im_account_finalize;

  props[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, read);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, read);
  props[PROP_HUE] = g_param_spec_int ("hue", NULL, NULL, -1, 359, -1, read);
  props[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, TRUE, read | G_PARAM_WRITABLE);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, read);
  props[PROP_CERTIFICATE] =
    g_param_spec_boxed ("certificate", NULL, NULL, XMPP_TYPE_CERTIFICATE, read);
  props[PROP_RETRY_AT] = g_param_spec_int64 ("retry-at", NULL, NULL, 0, G_MAXINT64, 0, read);
  props[PROP_KEYRING_AVAILABLE] =
    g_param_spec_boolean ("keyring-available", NULL, NULL, TRUE, read);
  for (guint i = N_TABLE_PROPS; i < N_PROPS; i++)
    g_object_class_install_property (object_class, i, props[i]);
}

static void
im_account_init (ImAccount *self)
{
  self->show = IM_SHOW_OFFLINE;
}
