/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By which road and through whom an account is connected: what is so, and what the person wants.
 */
#include "config.h"

#include "ui/account/account-road.h"

#include "im/proxy.h"
#include "ui/error-words.h"
#include "xmpp/transport/connect-error.h"

#include <glib/gi18n.h>

struct _UiAccountRoad {
  AdwPreferencesGroup parent_instance;

  ImAccount *account;
  gboolean filling; /* the fields are being set, not edited */

  AdwActionRow *state_row;
  AdwComboRow *road_row;
  AdwEntryRow *url_row;
  AdwComboRow *proxy_row;
  AdwEntryRow *proxy_uri_row;
};

G_DEFINE_FINAL_TYPE (UiAccountRoad, ui_account_road, ADW_TYPE_PREFERENCES_GROUP)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static const char *const road_names[] = {
  [XMPP_ROAD_ANY] = N_ ("Whatever works"),
  [XMPP_ROAD_TCP] = N_ ("TCP"),
  [XMPP_ROAD_WEBSOCKET] = N_ ("WebSocket"),
  [XMPP_ROAD_BOSH] = N_ ("HTTP (BOSH)"),
  [XMPP_ROAD_POLLING] = N_ ("HTTP polling, for very old servers"),
};

static const char *const proxy_names[] = {
  [IM_PROXY_SYSTEM] = N_ ("As your computer says"),
  [IM_PROXY_NONE] = N_ ("None"),
  [IM_PROXY_TOR] = N_ ("Tor on this computer"),
  [IM_PROXY_OWN] = N_ ("Another one"),
};

static char *
describe (const XmppEndpoint *endpoint)
{
  if (endpoint == NULL)
    return g_strdup (_ ("Not connected"));
  if (endpoint->url != NULL)
    /* Translators: such as "WebSocket, wss://example.org/ws". */
    return g_strdup_printf (_ ("%s, %s"), _ (road_names[endpoint->road]), endpoint->url);
  /* Translators: such as "TCP, xmpp.example.org, port 5222". */
  return g_strdup_printf (_ ("%s, %s, port %u"), _ (road_names[endpoint->road]), endpoint->host,
                          endpoint->port);
}

static void
refresh_state (UiAccountRoad *self)
{
  g_autofree char *words = describe (im_account_get_endpoint (self->account));
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_action_row_set_subtitle (self->state_row, escaped);
}

static void
refresh_rows (UiAccountRoad *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->url_row),
                          adw_combo_row_get_selected (self->road_row) >= XMPP_ROAD_WEBSOCKET);
  gtk_widget_set_visible (GTK_WIDGET (self->proxy_uri_row),
                          adw_combo_row_get_selected (self->proxy_row) == IM_PROXY_OWN);
}

static void
on_changed (UiAccountRoad *self)
{
  if (self->filling)
    return;
  refresh_rows (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fill_names (AdwComboRow *row, const char *const *names, guint n_names)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_names; i++)
    gtk_string_list_append (list, _ (names[i]));
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

static void
set_text (AdwEntryRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

void
ui_account_road_set_account (UiAccountRoad *self, ImAccount *account)
{
  g_autoptr (ImAccountSettings) settings =
    im_account_settings_copy (account != NULL ? im_account_get_settings (account) : NULL);

  g_return_if_fail (self->account == NULL);

  fill_names (self->road_row, road_names, G_N_ELEMENTS (road_names));
  fill_names (self->proxy_row, proxy_names, G_N_ELEMENTS (proxy_names));
  adw_combo_row_set_selected (self->road_row, settings->road);
  set_text (self->url_row, settings->road_url);
  adw_combo_row_set_selected (self->proxy_row, settings->proxy);
  set_text (self->proxy_uri_row, settings->proxy_uri);
  self->filling = FALSE;
  refresh_rows (self);
  gtk_widget_set_visible (GTK_WIDGET (self->state_row), account != NULL);
  if (account == NULL)
    return;

  self->account = g_object_ref (account);
  refresh_state (self);
  g_signal_connect_object (account, "notify::state", G_CALLBACK (refresh_state), self,
                           G_CONNECT_SWAPPED);
}

/* (nullable): NULL if nothing was typed */
static char *
read_text (AdwEntryRow *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static gboolean
check_url (XmppRoad road, const char *url, gboolean allow_no_tls, GError **error)
{
  g_autoptr (XmppEndpoint) endpoint = xmpp_endpoint_new_for_url (road, url, error);

  if (endpoint == NULL)
    return FALSE;
  if (endpoint->mode == XMPP_TLS_DIRECT || allow_no_tls)
    return TRUE;
  g_set_error (error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_BAD_URL, "%s is without TLS", url);
  return FALSE;
}

char *
ui_account_road_apply (UiAccountRoad *self, ImAccountSettings *settings)
{
  XmppRoad road = (XmppRoad) adw_combo_row_get_selected (self->road_row);
  ImProxy proxy = (ImProxy) adw_combo_row_get_selected (self->proxy_row);
  g_autofree char *url = read_text (self->url_row);
  g_autofree char *proxy_uri = read_text (self->proxy_uri_row);
  g_autoptr (GProxyResolver) resolver = NULL;
  g_autoptr (GError) error = NULL;

  if (road >= XMPP_ROAD_WEBSOCKET && url != NULL &&
      !check_url (road, url, settings->allow_no_tls, &error)) {
    gtk_widget_grab_focus (GTK_WIDGET (self->url_row));
    return ui_error_to_words (error);
  }
  if (!im_proxy_to_resolver (proxy, proxy_uri, &resolver, &error)) {
    gtk_widget_grab_focus (GTK_WIDGET (self->proxy_uri_row));
    return ui_error_to_words (error);
  }

  settings->road = road;
  g_free (settings->road_url);
  settings->road_url = g_steal_pointer (&url);
  settings->proxy = proxy;
  g_free (settings->proxy_uri);
  /* What is hidden was not looked at. */
  settings->proxy_uri = proxy == IM_PROXY_OWN ? g_steal_pointer (&proxy_uri) : NULL;
  return NULL;
}

static void
ui_account_road_dispose (GObject *object)
{
  UiAccountRoad *self = UI_ACCOUNT_ROAD (object);

  /* The models go with the rows, which is no choice of the person. */
  self->filling = TRUE;
  g_clear_object (&self->account);
  gtk_widget_dispose_template (GTK_WIDGET (object), UI_TYPE_ACCOUNT_ROAD);

  G_OBJECT_CLASS (ui_account_road_parent_class)->dispose (object);
}

static void
ui_account_road_class_init (UiAccountRoadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_account_road_dispose;
  signals[CHANGED] = g_signal_new ("changed", UI_TYPE_ACCOUNT_ROAD, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/account/account-road.ui");
  gtk_widget_class_bind_template_child (widget_class, UiAccountRoad, state_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountRoad, road_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountRoad, url_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountRoad, proxy_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountRoad, proxy_uri_row);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
ui_account_road_init (UiAccountRoad *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}
