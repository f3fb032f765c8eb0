/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells that an account is not connected, why, and offers what can be done about it.
 */
#include "config.h"

#include "ui/sidebar/account-banner.h"

#include "im/account.h"
#include "ui/account/certificate-dialog.h"
#include "ui/account/password-dialog.h"
#include "ui/error-words.h"
#include "xmpp/sasl/sasl-error.h"

#include <glib/gi18n.h>

struct _UiAccountBanner {
  AdwBin parent_instance;

  ImClient *client;
  ImAccount *account;
  GtkRevealer *revealer;
  GtkLabel *title;
  GtkLabel *detail;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (UiAccountBanner, ui_account_banner, ADW_TYPE_BIN)

/* What each state says and offers; no button where there is nothing to do. */
static const struct {
  gboolean shown;
  const char *title;
  const char *button;
} appearances[] = {
  [IM_ACCOUNT_OFFLINE] = { FALSE },
  [IM_ACCOUNT_CONNECTING] = { TRUE, N_ ("Connecting…") },
  [IM_ACCOUNT_ONLINE] = { FALSE },
  [IM_ACCOUNT_WAITING] = { TRUE, N_ ("Not connected"), N_ ("_Try Now") },
  [IM_ACCOUNT_NEEDS_PASSWORD] = { TRUE, N_ ("Password needed"), N_ ("_Enter Password…") },
  [IM_ACCOUNT_NEEDS_TRUST] = { TRUE, N_ ("Server not trusted"), N_ ("_View Certificate…") },
  [IM_ACCOUNT_FAILED] = { TRUE, N_ ("Cannot sign in"), N_ ("_Try Again") },
};

/* A weaker sign-in is taken from a person who knows about it, and who shows that by the password. */
static gboolean
wants_password (ImAccount *account)
{
  return im_account_get_state (account) == IM_ACCOUNT_NEEDS_PASSWORD ||
         g_error_matches (im_account_get_error (account), XMPP_SASL_ERROR,
                          XMPP_SASL_ERROR_DOWNGRADE);
}

static void
refresh (UiAccountBanner *self)
{
  ImAccountState state = im_account_get_state (self->account);
  const GError *error = im_account_get_error (self->account);
  g_autofree char *words = error != NULL ? ui_error_to_words (error) : NULL;
  g_autofree char *detail = NULL;
  const char *button;

  g_return_if_fail (state < G_N_ELEMENTS (appearances));

  gtk_revealer_set_reveal_child (self->revealer, appearances[state].shown);
  gtk_widget_set_visible (GTK_WIDGET (self), appearances[state].shown);
  if (!appearances[state].shown)
    return;

  detail = words == NULL
             ? g_strdup (im_account_get_address (self->account))
             : g_strdup_printf ("%s\n%s", im_account_get_address (self->account), words);
  gtk_label_set_text (self->title, _ (appearances[state].title));
  gtk_label_set_text (self->detail, detail);
  button = appearances[wants_password (self->account) ? IM_ACCOUNT_NEEDS_PASSWORD : state].button;
  gtk_widget_set_visible (GTK_WIDGET (self->button), button != NULL);
  if (button != NULL)
    gtk_button_set_label (self->button, _ (button));
}

static void
on_certificate_answered (const char *trusted, gpointer user_data)
{
  g_autoptr (ImAccount) account = user_data;

  if (trusted != NULL)
    im_account_trust_certificate (account, trusted);
}

static void
on_clicked (UiAccountBanner *self)
{
  if (wants_password (self->account)) {
    ui_password_dialog_present (GTK_WIDGET (self), self->client, self->account);
    return;
  }
  switch (im_account_get_state (self->account)) {
  case IM_ACCOUNT_NEEDS_TRUST:
    ui_certificate_dialog_present (GTK_WIDGET (self), self->account, on_certificate_answered,
                                   g_object_ref (self->account));
    break;
  case IM_ACCOUNT_WAITING:
  case IM_ACCOUNT_FAILED:
    im_account_retry_now (self->account);
    break;
  case IM_ACCOUNT_OFFLINE:
  case IM_ACCOUNT_CONNECTING:
  case IM_ACCOUNT_ONLINE:
  case IM_ACCOUNT_NEEDS_PASSWORD:
  default:
    break;
  }
}

UiAccountBanner *
ui_account_banner_new (ImClient *client, ImAccount *account)
{
  UiAccountBanner *self = g_object_new (UI_TYPE_ACCOUNT_BANNER, NULL);

  self->client = g_object_ref (client);
  self->account = g_object_ref (account);
  g_signal_connect_object (account, "notify::state", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (account, "notify::error", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return self;
}

static void
ui_account_banner_dispose (GObject *object)
{
  UiAccountBanner *self = UI_ACCOUNT_BANNER (object);

  g_clear_object (&self->client);
  g_clear_object (&self->account);
  /* The revealer is the bin's child: the template would take it away without telling the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), UI_TYPE_ACCOUNT_BANNER);

  G_OBJECT_CLASS (ui_account_banner_parent_class)->dispose (object);
}

static void
ui_account_banner_class_init (UiAccountBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_account_banner_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/sidebar/account-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, UiAccountBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, UiAccountBanner, title);
  gtk_widget_class_bind_template_child (widget_class, UiAccountBanner, detail);
  gtk_widget_class_bind_template_child (widget_class, UiAccountBanner, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
ui_account_banner_init (UiAccountBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
