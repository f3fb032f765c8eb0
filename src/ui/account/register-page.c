/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page on which a new account is created: which server, and what it wants to know (XEP-0077).
 */
#include "config.h"

#include "ui/account/register-page.h"

#include "im/accounts.h"
#include "im/registration.h"
#include "ui/account/invitation.h"
#include "ui/account/provider-list.h"
#include "ui/error-words.h"
#include "ui/open-uri.h"
#include "ui/widgets/data-form.h"
#include "ui/widgets/wrapping-buttons.h"
#include "xmpp/stanza-error.h"

#include <glib/gi18n.h>

#define OLD_INVITATION N_ ("This invitation is not valid any more. Ask for a new one.")

#define NOBODY                                                                                     \
  N_ ("Nobody can create an account on this server from a program. Choose another one, or look "   \
      "at its web site.")

/* What the button goes on to. */
typedef enum {
  STEP_SERVER,  /* asks for the server */
  STEP_FORM,    /* shows what the server asks for */
  STEP_PAGE,    /* there is only a page in the web */
  STEP_SIGN_IN, /* the account is there */
} Step;

struct _UiRegisterPage {
  AdwBin parent_instance;

  ImClient *client;
  ImRegistration *registration; /* of the server that was chosen */
  ImAccount *account;           /* the new one, until it is signed in */
  GCancellable *cancellable;
  char *username; /* (nullable): of the invitation */
  char *token;    /* (nullable) */
  Step step;
  gboolean busy;
  gboolean invited; /* the server is given */

  GtkLabel *intro;
  GtkWidget *server_group;
  AdwEntryRow *server_row;
  UiProviderList *provider_list;
  UiDataForm *data_form;
  GtkRevealer *error_revealer;
  GtkLabel *error_label;
  GtkWidget *back_button;
  GtkButton *next_button;
  GtkSpinner *spinner;
};

enum {
  SIGNED_IN,
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UiRegisterPage, ui_register_page, ADW_TYPE_BIN)

static const char *
get_server_text (UiRegisterPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->server_row));
}

static void
show_error (UiRegisterPage *self, const char *words)
{
  gtk_label_set_text (self->error_label, words != NULL ? words : "");
  gtk_revealer_set_reveal_child (self->error_revealer, words != NULL);
}

static char *
dup_intro (UiRegisterPage *self)
{
  const char *server =
    self->registration != NULL ? im_registration_get_server (self->registration) : "";

  switch (self->step) {
  case STEP_FORM:
    /* Translators: %s is a server. */
    return g_strdup_printf (_ ("You are about to create an account on %s."), server);
  case STEP_PAGE:
    return g_strdup_printf (
      /* Translators: %s is a server. */
      _ ("On %s accounts are created in the web browser. Come back with your new address when you "
         "have one."),
      server);
  case STEP_SIGN_IN:
    return g_strdup (_ ("Your account has been created. Signing in…"));
  case STEP_SERVER:
  default:
    return g_strdup (_ ("Accounts live on servers, all of which talk to each other. Choose the "
                        "server for your account."));
  }
}

static void
refresh (UiRegisterPage *self)
{
  g_autofree char *intro = dup_intro (self);
  const char *next = self->step == STEP_FORM   ? _ ("_Create Account")
                     : self->step == STEP_PAGE ? _ ("_Open Page")
                                               : _ ("_Next");

  gtk_label_set_text (self->intro, intro);
  gtk_button_set_label (self->next_button, next);
  gtk_widget_set_visible (self->server_group, self->step == STEP_SERVER);
  gtk_widget_set_visible (GTK_WIDGET (self->provider_list), self->step == STEP_SERVER);
  gtk_widget_set_visible (GTK_WIDGET (self->data_form), self->step == STEP_FORM);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button),
                            !self->busy && self->step != STEP_SIGN_IN &&
                              (self->step != STEP_SERVER || *get_server_text (self) != '\0'));
  gtk_widget_set_sensitive (self->server_group, !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->provider_list), !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->data_form), !self->busy);
  gtk_spinner_set_spinning (self->spinner, self->busy);
}

static void
set_busy (UiRegisterPage *self, gboolean busy)
{
  self->busy = busy;
  /* Before the fields become insensitive: GTK leaves the cursor blinking in an entry from which it
   * takes the keyboard for that. */
  if (busy)
    gtk_widget_grab_focus (self->back_button);
  refresh (self);
}

static void
set_step (UiRegisterPage *self, Step step)
{
  self->step = step;
  show_error (self, NULL);
  set_busy (self, FALSE);
  if (step == STEP_FORM)
    gtk_widget_grab_focus (GTK_WIDGET (self->data_form));
  else if (step == STEP_SERVER)
    gtk_widget_grab_focus (GTK_WIDGET (self->server_row));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->next_button));
}

/* What registering refuses has other reasons than the same refusal elsewhere. */
static const struct {
  XmppStanzaErrorCode code;
  gboolean of_answer; /* only once the form has been filled in */
  const char *words;
} refusals[] = {
  { XMPP_STANZA_ERROR_CONFLICT, FALSE, N_ ("Somebody has this name already. Choose another one.") },
  { XMPP_STANZA_ERROR_ITEM_NOT_FOUND, FALSE, OLD_INVITATION },
  { XMPP_STANZA_ERROR_NOT_ACCEPTABLE, FALSE,
    N_ ("The server does not accept what was filled in. Perhaps the name or the password is too "
        "simple, or something is missing.") },
  { XMPP_STANZA_ERROR_NOT_ALLOWED, TRUE,
    N_ ("The server did not accept this. Check what was filled in, such as the text of the "
        "picture.") },
  { XMPP_STANZA_ERROR_NOT_ALLOWED, FALSE, NOBODY },
  { XMPP_STANZA_ERROR_FORBIDDEN, TRUE,
    N_ ("This server does not let everybody create an account. It may want an invitation.") },
  { XMPP_STANZA_ERROR_FORBIDDEN, FALSE, NOBODY },
  { XMPP_STANZA_ERROR_FEATURE_NOT_IMPLEMENTED, FALSE, NOBODY },
  { XMPP_STANZA_ERROR_SERVICE_UNAVAILABLE, FALSE, NOBODY },
  { XMPP_STANZA_ERROR_NOT_AUTHORIZED, FALSE, NOBODY },
  { XMPP_STANZA_ERROR_RESOURCE_CONSTRAINT, FALSE,
    N_ ("Too many accounts have been created from here. Try again later.") },
};

static char *
dup_refusal (UiRegisterPage *self, const GError *error)
{
  /* Servers that know of invitations let nobody in with an old one, and say it in this way. */
  if (self->token != NULL && self->step == STEP_SERVER &&
      g_error_matches (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_FORBIDDEN))
    return g_strdup (gettext (OLD_INVITATION));
  for (guint i = 0; error->domain == XMPP_STANZA_ERROR && i < G_N_ELEMENTS (refusals); i++) {
    if ((int) refusals[i].code == error->code &&
        (!refusals[i].of_answer || self->step == STEP_FORM))
      return g_strdup (gettext (refusals[i].words));
  }
  return ui_error_to_words (error);
}

/* The server's own words say more at times: what a password must be like, or who is let in. */
static void
show_refusal (UiRegisterPage *self, const char *words, const GError *error)
{
  const char *text = error->domain == XMPP_STANZA_ERROR ? xmpp_stanza_error_get_text (error) : NULL;
  g_autofree char *both = NULL;

  if (text != NULL && *text != '\0')
    /* Translators: what went wrong, and the words of the server about it. */
    both = g_strdup_printf (_ ("%s\nThe server says: %s"), words, text);
  show_error (self, both != NULL ? both : words);
}

static void
fail (UiRegisterPage *self, const GError *error)
{
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  words = dup_refusal (self, error);
  set_step (self, self->step == STEP_SIGN_IN ? STEP_SERVER : self->step);
  show_refusal (self, words, error);
}

static void
show_question (UiRegisterPage *self)
{
  ImForm *form = im_registration_get_form (self->registration);

  if (im_form_get_form (form)->fields->len == 0) {
    set_step (self, STEP_PAGE);
    return;
  }
  ui_data_form_set_form (self->data_form, form);
  if (self->username != NULL)
    ui_data_form_set_value (self->data_form, "username", self->username, TRUE);
  set_step (self, STEP_FORM);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiRegisterPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!im_registration_open_finish (IM_REGISTRATION (source), result, &error)) {
    fail (self, error);
    return;
  }
  if (im_form_get_form (im_registration_get_form (self->registration))->fields->len == 0 &&
      im_registration_get_url (self->registration) == NULL) {
    g_autoptr (GError) nothing =
      g_error_new_literal (XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_FEATURE_NOT_IMPLEMENTED, "");

    fail (self, nothing);
    return;
  }
  show_question (self);
}

static void
restart_cancellable (UiRegisterPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
open_server (UiRegisterPage *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->registration);
  self->registration = im_registration_new (im_client_get_accounts (self->client),
                                            get_server_text (self), NULL, self->token, &error);
  if (self->registration == NULL) {
    fail (self, error);
    return;
  }
  show_error (self, NULL);
  set_busy (self, TRUE);
  restart_cancellable (self);
  im_registration_open_async (self->registration, self->cancellable, on_opened,
                              g_object_ref (self));
}

/* The same question again, as its picture serves only once; what was typed stays. */
static void
on_reopened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiRegisterPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = g_strdup (gtk_label_get_text (self->error_label));

  if (g_cancellable_is_cancelled (self->cancellable) ||
      !im_registration_open_finish (IM_REGISTRATION (source), result, &error))
    return;
  ui_data_form_renew (self->data_form, im_registration_get_form (self->registration));
  set_step (self, STEP_FORM);
  show_error (self, words);
}

static gboolean
has_media (const XmppForm *form)
{
  for (guint i = 0; i < form->fields->len; i++) {
    const XmppFormField *field = form->fields->pdata[i];

    if (field->media != NULL)
      return TRUE;
  }
  return FALSE;
}

static void
finish (UiRegisterPage *self)
{
  g_autoptr (ImAccount) account = g_steal_pointer (&self->account);

  g_signal_handlers_disconnect_by_data (account, self);
  ui_data_form_set_form (self->data_form, NULL);
  g_signal_emit (self, signals[SIGNED_IN], 0, account);
}

static void
on_state (UiRegisterPage *self)
{
  switch (im_account_get_state (self->account)) {
  case IM_ACCOUNT_ONLINE:
    finish (self);
    break;
  case IM_ACCOUNT_WAITING:
  case IM_ACCOUNT_NEEDS_PASSWORD:
  case IM_ACCOUNT_NEEDS_TRUST:
  case IM_ACCOUNT_FAILED:
    /* It is there all the same: the window says what is wrong with it, as with any other. */
    if (im_account_get_error (self->account) != NULL)
      finish (self);
    break;
  case IM_ACCOUNT_OFFLINE:
    if (!im_account_get_wanted (self->account))
      finish (self);
    break;
  case IM_ACCOUNT_CONNECTING:
  default:
    break;
  }
}

static void
on_submitted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiRegisterPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ImAccount) account =
    im_registration_submit_finish (IM_REGISTRATION (source), result, &error);

  /* The page is gone; an account that has come after that is in the list. */
  if (self->client == NULL)
    return;
  if (account == NULL) {
    fail (self, error);
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
        has_media (im_form_get_form (im_registration_get_form (self->registration))))
      im_registration_open_async (self->registration, self->cancellable, on_reopened,
                                  g_object_ref (self));
    return;
  }
  self->account = g_steal_pointer (&account);
  set_step (self, STEP_SIGN_IN);
  set_busy (self, TRUE);
  g_signal_connect_object (self->account, "notify::state", G_CALLBACK (on_state), self,
                           G_CONNECT_SWAPPED);
  on_state (self);
}

static void
submit (UiRegisterPage *self)
{
  XmppForm *answer = ui_data_form_dup_answer (self->data_form);

  if (answer == NULL)
    return;
  show_error (self, NULL);
  set_busy (self, TRUE);
  restart_cancellable (self);
  im_registration_submit_async (self->registration, answer, self->cancellable, on_submitted,
                                g_object_ref (self));
}

static void
on_next (UiRegisterPage *self)
{
  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->next_button)))
    return;

  switch (self->step) {
  case STEP_SERVER:
    open_server (self);
    break;
  case STEP_FORM:
    submit (self);
    break;
  case STEP_PAGE:
    ui_open_link (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                  im_registration_get_url (self->registration));
    break;
  case STEP_SIGN_IN:
  default:
    break;
  }
}

static void
on_back (UiRegisterPage *self)
{
  /* The account is there, whether the person waits for it or not. */
  if (self->account != NULL) {
    finish (self);
    return;
  }
  g_cancellable_cancel (self->cancellable);
  if ((self->step == STEP_FORM || self->step == STEP_PAGE || self->busy) && !self->invited) {
    g_clear_object (&self->registration);
    set_step (self, STEP_SERVER);
    return;
  }
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
on_server_changed (UiRegisterPage *self)
{
  show_error (self, NULL);
  refresh (self);
}

static void
on_provider_chosen (UiRegisterPage *self, const char *server)
{
  gtk_editable_set_text (GTK_EDITABLE (self->server_row), server);
  open_server (self);
}

UiRegisterPage *
ui_register_page_new (ImClient *client)
{
  UiRegisterPage *self = g_object_new (UI_TYPE_REGISTER_PAGE, NULL);

  self->client = g_object_ref (client);
  return self;
}

void
ui_register_page_start (UiRegisterPage *self,
                        const char *server,
                        const char *username,
                        const char *token)
{
  g_return_if_fail (UI_IS_REGISTER_PAGE (self));

  g_free (self->username);
  self->username = g_strdup (username);
  g_free (self->token);
  self->token = g_strdup (token);
  self->invited = TRUE;
  self->step = STEP_SERVER;
  gtk_editable_set_text (GTK_EDITABLE (self->server_row), server);
  open_server (self);
}

gboolean
ui_register_page_is_creating (UiRegisterPage *self)
{
  g_return_val_if_fail (UI_IS_REGISTER_PAGE (self), FALSE);

  return self->busy && (self->step == STEP_FORM || self->step == STEP_SIGN_IN);
}

void
ui_register_window_present (GtkWindow *parent, ImClient *client, const ImUri *uri)
{
  g_autoptr (UiInvitation) invitation = ui_invitation_new (uri);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  UiRegisterPage *page = ui_register_page_new (client);
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "title", _ ("Create an Account"),
                                    "transient-for", parent, "modal", TRUE, "destroy-with-parent",
                                    TRUE, "default-width", 440, "default-height", 560, NULL);

  g_return_if_fail (invitation != NULL);

  gtk_widget_set_vexpand (GTK_WIDGET (page), TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page));
  adw_window_set_content (ADW_WINDOW (window), box);
  g_signal_connect_object (page, "closed", G_CALLBACK (gtk_window_destroy), window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "signed-in", G_CALLBACK (gtk_window_destroy), window,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
  ui_register_page_start (page, invitation->server, invitation->username, invitation->token);
}

static gboolean
ui_register_page_grab_focus (GtkWidget *widget)
{
  UiRegisterPage *self = UI_REGISTER_PAGE (widget);

  return gtk_widget_grab_focus (self->busy ? self->back_button : GTK_WIDGET (self->server_row));
}

static void
ui_register_page_dispose (GObject *object)
{
  UiRegisterPage *self = UI_REGISTER_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->account != NULL)
    g_signal_handlers_disconnect_by_data (self->account, self);
  g_clear_object (&self->account);
  g_clear_object (&self->registration);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  gtk_widget_dispose_template (GTK_WIDGET (object), UI_TYPE_REGISTER_PAGE);

  G_OBJECT_CLASS (ui_register_page_parent_class)->dispose (object);
}

static void
ui_register_page_finalize (GObject *object)
{
  UiRegisterPage *self = UI_REGISTER_PAGE (object);

  g_free (self->username);
  g_free (self->token);

  G_OBJECT_CLASS (ui_register_page_parent_class)->finalize (object);
}

static void
ui_register_page_class_init (UiRegisterPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_register_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ui_register_page_finalize;
  widget_class->grab_focus = ui_register_page_grab_focus;

  signals[SIGNED_IN] = g_signal_new ("signed-in", UI_TYPE_REGISTER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, IM_TYPE_ACCOUNT);
  signals[CLOSED] = g_signal_new ("closed", UI_TYPE_REGISTER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  g_type_ensure (UI_TYPE_DATA_FORM);
  g_type_ensure (UI_TYPE_PROVIDER_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/account/register-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UiRegisterPage, intro);
  gtk_widget_class_bind_template_child (widget_class, UiRegisterPage, server_group);
  gtk_widget_class_bind_template_child (widget_class, UiRegisterPage, server_row);
  gtk_widget_class_bind_template_child (widget_class, UiRegisterPage, provider_list);
  gtk_widget_class_bind_template_child (widget_class, UiRegisterPage, data_form);
  gtk_widget_class_bind_template_child (widget_class, UiRegisterPage, error_revealer);
  gtk_widget_class_bind_template_child (widget_class, UiRegisterPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, UiRegisterPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, UiRegisterPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, UiRegisterPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_server_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_provider_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
}

static void
ui_register_page_init (UiRegisterPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ui_wrapping_buttons_set (GTK_WIDGET (self));
  refresh (self);
}
