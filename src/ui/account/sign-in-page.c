/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page on which an account is added: address, password, and how to reach the server for those
 * who must say it.
 */
#include "config.h"

#include "ui/account/sign-in-page.h"

#include "im/account.h"
#include "im/accounts.h"
#include "ui/account/account-road.h"
#include "ui/account/certificate-dialog.h"
#include "ui/account/own-certificate.h"
#include "ui/account/register-page.h"
#include "ui/account/server-fault.h"
#include "ui/error-words.h"
#include "ui/widgets/wrapping-buttons.h"
#include "xmpp/jid.h"
#include "xmpp/transport/identity.h"

/* The margin below the page, of which the bounds of what is on it know nothing. */
#define ERROR_MARGIN 24

struct _UiSignInPage {
  AdwBin parent_instance;

  ImClient *client;
  ImAccount *account; /* the one that is being signed in, else NULL */
  GCancellable *cancellable;
  GError *refusal;    /* (nullable): why the certificate was refused that is being looked at */
  gboolean scrolling; /* until the error is in sight */

  GtkWidget *register_page; /* while an account is being created, else NULL; in the stack */

  GtkWidget *fields;
  AdwEntryRow *address_row;
  AdwEntryRow *password_row;
  GtkWidget *server_note;
  AdwEntryRow *host_row;
  AdwEntryRow *port_row;
  AdwComboRow *tls_row;
  GtkBox *more_box;
  UiAccountRoad *road;               /* (nullable) until somebody asks for more */
  UiOwnCertificate *own_certificate; /* the same */
  GtkRevealer *error_revealer;
  GtkLabel *error_label;
  GtkStack *button_stack;
  GtkWidget *sign_in_button;
  GtkWidget *cancel_button;
  GtkWidget *welcome; /* for who has no account yet */
  GtkWidget *register_button;
  GtkSpinner *spinner;
};

enum {
  SIGNED_IN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UiSignInPage, ui_sign_in_page, ADW_TYPE_BIN)

static const char *
text_of (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
set_busy (UiSignInPage *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_stack_set_visible_child (self->button_stack,
                               busy ? self->cancel_button : self->sign_in_button);
  /* Before the fields become insensitive: GTK leaves the cursor blinking in an entry from which it
   * takes the keyboard for that. */
  if (busy)
    gtk_widget_grab_focus (self->cancel_button);
  gtk_widget_set_sensitive (self->fields, !busy);
  gtk_widget_set_sensitive (self->register_button, !busy);
}

static void
show_error (UiSignInPage *self, const char *words)
{
  gtk_label_set_text (self->error_label, words != NULL ? words : "");
  gtk_revealer_set_reveal_child (self->error_revealer, words != NULL);
  self->scrolling = words != NULL;
}

static gboolean
scroll_to_error (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  UiSignInPage *self = UI_SIGN_IN_PAGE (widget);
  GtkAdjustment *adjustment = data;
  GtkWidget *revealer = GTK_WIDGET (self->error_revealer);
  GtkWidget *viewport = gtk_widget_get_ancestor (revealer, GTK_TYPE_VIEWPORT);
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (revealer, gtk_viewport_get_child (GTK_VIEWPORT (viewport)),
                                  &bounds))
    return G_SOURCE_REMOVE;
  gtk_adjustment_clamp_page (adjustment, bounds.origin.y,
                             bounds.origin.y + bounds.size.height + ERROR_MARGIN);
  self->scrolling = !gtk_revealer_get_child_revealed (self->error_revealer);
  return G_SOURCE_REMOVE;
}

/* With the server settings open there is more than fits, and the error is below them. It has its
 * place there in the next frame; without animations there is no other change of the height. */
static void
on_height_changed (UiSignInPage *self, GtkAdjustment *adjustment)
{
  if (self->scrolling)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_to_error, g_object_ref (adjustment),
                                  g_object_unref);
}

/* Whoever has a certificate may have no password. */
static void
on_changed (UiSignInPage *self)
{
  gboolean has_secret =
    *text_of (self->password_row) != '\0' ||
    (self->own_certificate != NULL && ui_own_certificate_is_filled (self->own_certificate));

  gtk_widget_set_sensitive (self->sign_in_button,
                            *text_of (self->address_row) != '\0' && has_secret);
  show_error (self, NULL);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!im_accounts_remove_finish (IM_ACCOUNTS (source), result, &error))
    g_warning ("An account that was not to be kept could not be removed: %s", error->message);
}

/* Forgets the account whose first sign-in did not succeed. */
static void
give_up (UiSignInPage *self)
{
  g_autoptr (ImAccount) account = g_steal_pointer (&self->account);

  if (account == NULL)
    return;

  g_signal_handlers_disconnect_by_data (account, self);
  im_accounts_remove_async (im_client_get_accounts (self->client), account, NULL, on_removed, NULL);
  set_busy (self, FALSE);
}

/* To where what is wrong can be mended. */
static void
focus_on_fault (UiSignInPage *self, const GError *error)
{
  if (error->domain == XMPP_JID_ERROR || error->domain == IM_ERROR)
    gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
  else if (error->domain == XMPP_IDENTITY_ERROR)
    ui_own_certificate_focus (self->own_certificate, error);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
}

static void
fail (UiSignInPage *self, const GError *error)
{
  g_autoptr (GError) fault = g_error_copy (error); /* which may go with the account */
  g_autofree char *words = ui_error_to_words (fault);

  give_up (self);
  set_busy (self, FALSE);
  show_error (self, words);
  focus_on_fault (self, fault);
}

static void
on_certificate_answered (const char *trusted, gpointer user_data)
{
  g_autoptr (UiSignInPage) self = user_data;
  g_autoptr (GError) refusal = g_steal_pointer (&self->refusal);

  if (self->account == NULL)
    return;

  if (trusted != NULL)
    im_account_trust_certificate (self->account, trusted);
  else
    fail (self, refusal);
}

/* While the person looks at the certificate the account may try again, and be refused again. */
static void
ask_for_trust (UiSignInPage *self)
{
  if (self->refusal != NULL)
    return;

  self->refusal = g_error_copy (im_account_get_error (self->account));
  ui_certificate_dialog_present (GTK_WIDGET (self), self->account, on_certificate_answered,
                                 g_object_ref (self));
}

static void
finish (UiSignInPage *self)
{
  g_autoptr (ImAccount) account = g_steal_pointer (&self->account);

  g_signal_handlers_disconnect_by_data (account, self);
  set_busy (self, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->password_row), "");
  g_signal_emit (self, signals[SIGNED_IN], 0, account);
}

static void
on_state (UiSignInPage *self)
{
  switch (im_account_get_state (self->account)) {
  case IM_ACCOUNT_ONLINE:
    finish (self);
    break;
  case IM_ACCOUNT_NEEDS_TRUST:
    ask_for_trust (self);
    break;
  case IM_ACCOUNT_WAITING:
  case IM_ACCOUNT_NEEDS_PASSWORD:
  case IM_ACCOUNT_FAILED:
    if (im_account_get_error (self->account) != NULL)
      fail (self, im_account_get_error (self->account));
    break;
  case IM_ACCOUNT_OFFLINE:
    /* Whoever is seen as offline signs in another time, with the password that is kept until then. */
    if (!im_account_get_wanted (self->account))
      finish (self);
    break;
  case IM_ACCOUNT_CONNECTING:
  default:
    break;
  }
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;

  self->account = im_accounts_add_finish (IM_ACCOUNTS (source), result, &error);
  if (self->account == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      fail (self, error);
    return;
  }

  /* The page may be gone by now, and with it the wish. */
  if (self->client == NULL) {
    im_accounts_remove_async (IM_ACCOUNTS (source), self->account, NULL, on_removed, NULL);
    g_clear_object (&self->account);
    return;
  }
  if (g_cancellable_is_cancelled (self->cancellable)) {
    give_up (self);
    return;
  }

  if (self->own_certificate != NULL &&
      ui_own_certificate_get_password (self->own_certificate) != NULL)
    im_account_set_certificate_password (self->account,
                                         ui_own_certificate_get_password (self->own_certificate));
  g_signal_connect_object (self->account, "notify::state", G_CALLBACK (on_state), self,
                           G_CONNECT_SWAPPED);
  on_state (self);
}

/* (nullable): NULL after it was told what is wrong */
static ImAccountSettings *
read_settings (UiSignInPage *self)
{
  g_autoptr (ImAccountSettings) settings = im_account_settings_copy (NULL);
  const char *of_server = ui_server_fault (text_of (self->host_row), text_of (self->port_row));
  g_autofree char *fault = g_strdup (of_server);
  g_autofree char *host = g_strstrip (g_strdup (text_of (self->host_row)));
  guint64 port = 0;

  if (*host != '\0')
    settings->host = g_steal_pointer (&host);
  if (g_ascii_string_to_unsigned (text_of (self->port_row), 10, 1, G_MAXUINT16, &port, NULL))
    settings->port = (guint16) port;
  settings->tls = (XmppTlsMode) adw_combo_row_get_selected (self->tls_row);
  if (fault == NULL && self->road != NULL)
    fault = ui_account_road_apply (self->road, settings);
  if (fault == NULL && self->own_certificate != NULL)
    fault = ui_own_certificate_apply (self->own_certificate, settings);
  if (fault == NULL)
    return g_steal_pointer (&settings);

  show_error (self, fault);
  if (of_server != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->host_row));
  return NULL;
}

static void
on_sign_in (UiSignInPage *self)
{
  g_autofree char *address = g_strstrip (g_strdup (text_of (self->address_row)));
  const char *password = text_of (self->password_row);
  g_autoptr (ImAccountSettings) settings = NULL;

  if (!gtk_widget_get_sensitive (self->sign_in_button) || self->account != NULL)
    return;

  settings = read_settings (self);
  if (settings == NULL)
    return;
  show_error (self, NULL);
  set_busy (self, TRUE);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  im_accounts_add_async (im_client_get_accounts (self->client), address,
                         *password != '\0' ? password : NULL, settings, self->cancellable, on_added,
                         g_object_ref (self));
}

static void
add_more (UiSignInPage *self, GtkWidget *group)
{
  g_signal_connect_object (group, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->more_box, group);
}

/* What few need is made when it is asked for. */
static void
ensure_more (UiSignInPage *self)
{
  if (self->road != NULL)
    return;
  self->road = g_object_new (UI_TYPE_ACCOUNT_ROAD, NULL);
  self->own_certificate = g_object_new (UI_TYPE_OWN_CERTIFICATE, NULL);
  ui_account_road_set_account (self->road, NULL);
  add_more (self, GTK_WIDGET (self->road));
  add_more (self, GTK_WIDGET (self->own_certificate));
}

/* Hidden until then: what is only covered has its styles and sizes computed for the first frame. */
static void
on_server_expanded (UiSignInPage *self)
{
  ensure_more (self);
  gtk_widget_show (self->server_note);
  gtk_widget_show (GTK_WIDGET (self->host_row));
  gtk_widget_show (GTK_WIDGET (self->port_row));
  gtk_widget_show (GTK_WIDGET (self->tls_row));
}

static void
on_address_activated (UiSignInPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
}

static void
on_cancel (UiSignInPage *self)
{
  g_cancellable_cancel (self->cancellable);
  give_up (self);
  set_busy (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
}

/* Not bound to a field: GTK 4.8 takes those from their parents at the end, which a bin does not
 * expect. */
static GtkStack *
get_pages (UiSignInPage *self)
{
  return GTK_STACK (adw_bin_get_child (ADW_BIN (self)));
}

static void
on_register_closed (UiSignInPage *self)
{
  GtkStack *pages = get_pages (self);

  if (self->register_page == NULL)
    return;
  gtk_stack_set_visible_child (pages, gtk_widget_get_first_child (GTK_WIDGET (pages)));
  gtk_stack_remove (pages, self->register_page);
  self->register_page = NULL;
  gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
}

static void
on_registered (UiSignInPage *self, ImAccount *account)
{
  on_register_closed (self);
  g_signal_emit (self, signals[SIGNED_IN], 0, account);
}

/* Made when it is asked for, in front of what is here. */
static UiRegisterPage *
show_register_page (UiSignInPage *self)
{
  UiRegisterPage *page = ui_register_page_new (self->client);

  on_register_closed (self);
  self->register_page = GTK_WIDGET (page);
  g_signal_connect_object (page, "closed", G_CALLBACK (on_register_closed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "signed-in", G_CALLBACK (on_registered), self, G_CONNECT_SWAPPED);
  gtk_stack_add_child (get_pages (self), self->register_page);
  gtk_stack_set_visible_child (get_pages (self), self->register_page);
  return page;
}

static void
on_register (UiSignInPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (show_register_page (self)));
}

gboolean
ui_sign_in_page_start_registration (UiSignInPage *self,
                                    const char *server,
                                    const char *username,
                                    const char *token)
{
  g_return_val_if_fail (UI_IS_SIGN_IN_PAGE (self), FALSE);

  if (self->register_page != NULL &&
      ui_register_page_is_creating (UI_REGISTER_PAGE (self->register_page)))
    return FALSE;

  ui_register_page_start (show_register_page (self), server, username, token);
  return TRUE;
}

void
ui_sign_in_page_set_client (UiSignInPage *self, ImClient *client)
{
  g_return_if_fail (UI_IS_SIGN_IN_PAGE (self));

  g_set_object (&self->client, client);
  gtk_widget_set_visible (
    self->welcome, g_list_model_get_n_items (G_LIST_MODEL (im_client_get_accounts (client))) == 0);
}

void
ui_sign_in_page_set_address (UiSignInPage *self, const char *address)
{
  g_return_if_fail (UI_IS_SIGN_IN_PAGE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->address_row), address);
}

static gboolean
ui_sign_in_page_grab_focus (GtkWidget *widget)
{
  UiSignInPage *self = UI_SIGN_IN_PAGE (widget);
  AdwEntryRow *row = *text_of (self->address_row) == '\0' ? self->address_row : self->password_row;

  return gtk_widget_grab_focus (self->register_page != NULL ? self->register_page
                                                            : GTK_WIDGET (row));
}

static void
ui_sign_in_page_dispose (GObject *object)
{
  UiSignInPage *self = UI_SIGN_IN_PAGE (object);

  if (self->account != NULL)
    g_signal_handlers_disconnect_by_data (self->account, self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->refusal);
  g_clear_object (&self->account);
  g_clear_object (&self->client);
  self->register_page = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), UI_TYPE_SIGN_IN_PAGE);

  G_OBJECT_CLASS (ui_sign_in_page_parent_class)->dispose (object);
}

/* What stands on the page has something to tell. */
static void
on_toast (GtkWidget *widget, const char *action, GVariant *words)
{
  show_error (UI_SIGN_IN_PAGE (widget), g_variant_get_string (words, NULL));
}

static void
ui_sign_in_page_class_init (UiSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_sign_in_page_dispose;
  widget_class->grab_focus = ui_sign_in_page_grab_focus;

  signals[SIGNED_IN] = g_signal_new ("signed-in", UI_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, IM_TYPE_ACCOUNT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/account/sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UiSignInPage, welcome);
  gtk_widget_class_bind_template_child (widget_class, UiSignInPage, fields);
  gtk_widget_class_bind_template_child (widget_class, UiSignInPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, UiSignInPage, password_row);
  gtk_widget_class_bind_template_child (widget_class, UiSignInPage, server_note);
  gtk_widget_class_bind_template_child (widget_class, UiSignInPage, host_row);
  gtk_widget_class_bind_template_child (widget_class, UiSignInPage, port_row);
  gtk_widget_class_bind_template_child (widget_class, UiSignInPage, tls_row);
  gtk_widget_class_bind_template_child (widget_class, UiSignInPage, more_box);
  gtk_widget_class_bind_template_child (widget_class, UiSignInPage, error_revealer);
  gtk_widget_class_bind_template_child (widget_class, UiSignInPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, UiSignInPage, button_stack);
  gtk_widget_class_bind_template_child (widget_class, UiSignInPage, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, UiSignInPage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, UiSignInPage, register_button);
  gtk_widget_class_bind_template_child (widget_class, UiSignInPage, spinner);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", on_toast);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_height_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_server_expanded);
  gtk_widget_class_bind_template_callback (widget_class, on_address_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_register);
}

static void
ui_sign_in_page_init (UiSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ui_wrapping_buttons_set (GTK_WIDGET (self));
}
