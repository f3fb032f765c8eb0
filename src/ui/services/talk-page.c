/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page of a talk with a service, step by step (XEP-0050, XEP-0055, XEP-0077).
 */
#include "config.h"

#include "ui/services/talk-page.h"

#include "im/gateway.h"
#include "ui/error-words.h"
#include "ui/open-uri.h"
#include "ui/widgets/data-form.h"
#include "ui/widgets/form-report.h"

#include <glib/gi18n.h>

struct _UiTalkPage {
  AdwBin parent_instance;

  ImTalk *talk;
  GCancellable *cancellable;
  gboolean busy;

  GtkBox *content;       /* of the step */
  UiDataForm *data_form; /* (nullable): in it */
  GtkLabel *error_label;
  GtkBox *buttons;
  GtkSpinner *spinner;
};

enum {
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UiTalkPage, ui_talk_page, ADW_TYPE_BIN)

static void act (UiTalkPage *self, ImTalkAction action);

static void
on_remove (UiTalkPage *self)
{
  act (self, IM_TALK_REMOVE);
}

static char *
dup_loss (UiTalkPage *self)
{
  ImService *gateway = im_talk_get_gateway (self->talk);
  guint n_people = gateway != NULL ? im_gateway_count_people (gateway) : 0;

  if (n_people == 0)
    return g_strdup (_ ("The service forgets you, and what you have told it."));
  return g_strdup_printf (
    ngettext (
      "The service forgets you, and what you have told it. %u person there is removed from "
      "your contacts.",
      "The service forgets you, and what you have told it. %u people there are removed from "
      "your contacts.",
      n_people),
    n_people);
}

static void
ask_to_remove (UiTalkPage *self)
{
  g_autofree char *loss = dup_loss (self);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
    adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, loss));

  /* Translators: %s is the address of a service. */
  adw_message_dialog_format_heading (dialog, _ ("Unregister at %s?"),
                                     xmpp_jid_string (im_talk_get_service (self->talk)));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "remove", _ ("_Unregister"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response::remove", G_CALLBACK (on_remove), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_error (UiTalkPage *self, const char *words)
{
  gtk_label_set_text (self->error_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), words != NULL);
}

static void
set_busy (UiTalkPage *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_set_sensitive (GTK_WIDGET (self->content), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->buttons), !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
on_button (UiTalkPage *self, GtkButton *button)
{
  static const struct {
    const char *name;
    ImTalkAction action;
  } names[] = {
    { "prev", IM_TALK_PREV },     { "next", IM_TALK_NEXT },   { "complete", IM_TALK_COMPLETE },
    { "cancel", IM_TALK_CANCEL }, { "begin", IM_TALK_BEGIN },
  };

  const char *name = gtk_widget_get_name (GTK_WIDGET (button));

  if (g_str_equal (name, "remove")) {
    ask_to_remove (self);
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_str_equal (names[i].name, name)) {
      act (self, names[i].action);
      return;
    }
  }
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
add_button (UiTalkPage *self, const char *name, const char *label, const char *css_class)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_name (button, name);
  gtk_widget_add_css_class (button, "pill");
  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_button), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->buttons, button);
}

static void
add_words (UiTalkPage *self, const char *text, const char *css_class)
{
  GtkWidget *label =
    g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                  "xalign", 0.0f, "selectable", TRUE, "can-focus", FALSE, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (self->content, label);
}

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static const char *
complete_label (UiTalkPage *self)
{
  switch (im_talk_get_kind (self->talk)) {
  case IM_TALK_REGISTER:
    return im_talk_is_registered (self->talk) ? _ ("_Change") : _ ("_Register");
  case IM_TALK_SEARCH:
    return _ ("_Search");
  case IM_TALK_COMMAND:
  default:
    return _ ("_Finish");
  }
}

static void
show_buttons (UiTalkPage *self)
{
  guint actions = im_talk_get_actions (self->talk);
  ImTalkAction preferred = im_talk_get_preferred (self->talk);

  clear (self->buttons);
  if ((actions & IM_TALK_CANCEL) != 0)
    add_button (self, "cancel", _ ("_Cancel"), NULL);
  if ((actions & IM_TALK_REMOVE) != 0)
    add_button (self, "remove", _ ("_Unregister"), "destructive-action");
  if ((actions & IM_TALK_PREV) != 0)
    add_button (self, "prev", _ ("_Previous"), NULL);
  if ((actions & IM_TALK_NEXT) != 0)
    add_button (self, "next", _ ("_Next"), preferred == IM_TALK_NEXT ? "suggested-action" : NULL);
  if ((actions & IM_TALK_COMPLETE) != 0)
    add_button (self, "complete", complete_label (self),
                preferred == IM_TALK_COMPLETE ? "suggested-action" : NULL);
  if (im_talk_is_over (self->talk) && im_talk_get_kind (self->talk) == IM_TALK_SEARCH)
    add_button (self, "begin", _ ("_Search Again"), NULL);
  if (im_talk_is_over (self->talk))
    add_button (self, "done", _ ("_Done"), "suggested-action");
}

static void
on_activated (UiTalkPage *self)
{
  act (self, im_talk_get_preferred (self->talk));
}

/* What came without a form and without words is good news all the same. */
static void
show_end (UiTalkPage *self)
{
  if (im_talk_get_form (self->talk) == NULL && im_talk_get_notes (self->talk) == NULL)
    add_words (self, _ ("Done."), "heading");
}

static void
show_step (UiTalkPage *self)
{
  ImForm *form = im_talk_get_form (self->talk);
  const char *notes = im_talk_get_notes (self->talk);
  const char *url = im_talk_get_url (self->talk);

  clear (self->content);
  self->data_form = NULL;
  if (notes != NULL)
    add_words (self, notes, im_talk_has_error (self->talk) ? "error" : NULL);
  if (url != NULL && !im_talk_is_over (self->talk))
    gtk_box_append (self->content, ui_link_button_new (url, _ ("Open the web page")));
  if (im_talk_is_over (self->talk))
    show_end (self);
  if (form != NULL && g_str_equal (im_form_get_form (form)->type, "result")) {
    gtk_box_append (self->content, ui_form_report_new (form, im_talk_get_account (self->talk)));
  } else if (form != NULL) {
    self->data_form = g_object_new (UI_TYPE_DATA_FORM, NULL);
    ui_data_form_set_form (self->data_form, form);
    g_signal_connect_object (self->data_form, "activated", G_CALLBACK (on_activated), self,
                             G_CONNECT_SWAPPED);
    gtk_box_append (self->content, GTK_WIDGET (self->data_form));
  }
  show_buttons (self);
}

static void
focus_step (UiTalkPage *self)
{
  GtkWidget *last = gtk_widget_get_last_child (GTK_WIDGET (self->buttons));

  if ((self->data_form == NULL || !gtk_widget_grab_focus (GTK_WIDGET (self->data_form))) &&
      last != NULL)
    gtk_widget_grab_focus (last);
}

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiTalkPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  gboolean acted = im_talk_act_finish (IM_TALK (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE);
  if (acted) {
    show_step (self);
    focus_step (self);
    return;
  }
  words = ui_error_to_words (error);
  show_error (self, words);
  focus_step (self);
}

/* Going back and giving up ask for nothing to be filled in. */
static void
act (UiTalkPage *self, ImTalkAction action)
{
  XmppForm *answer = NULL;

  if (self->busy)
    return;
  if (self->data_form != NULL && (action == IM_TALK_NEXT || action == IM_TALK_COMPLETE)) {
    answer = ui_data_form_dup_answer (self->data_form);
    if (answer == NULL)
      return;
  }
  show_error (self, NULL);
  /* An entry that goes, or becomes insensitive, with the keyboard in it does not notice (GTK 4.8). */
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  set_busy (self, TRUE);
  im_talk_act_async (self->talk, action, answer, self->cancellable, on_acted, g_object_ref (self));
}

UiTalkPage *
ui_talk_page_new (ImTalk *talk)
{
  UiTalkPage *self = g_object_new (UI_TYPE_TALK_PAGE, NULL);

  self->talk = g_object_ref (talk);
  act (self, IM_TALK_BEGIN);
  return self;
}

static void
on_cancelled_command (GObject *source, GAsyncResult *result, gpointer user_data)
{
  im_talk_act_finish (IM_TALK (source), result, NULL);
}

void
ui_talk_page_leave (UiTalkPage *self)
{
  g_return_if_fail (UI_IS_TALK_PAGE (self));

  g_cancellable_cancel (self->cancellable);
  if ((im_talk_get_actions (self->talk) & IM_TALK_CANCEL) != 0)
    im_talk_act_async (self->talk, IM_TALK_CANCEL, NULL, NULL, on_cancelled_command, NULL);
}

static void
ui_talk_page_dispose (GObject *object)
{
  UiTalkPage *self = UI_TALK_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->talk);
  G_OBJECT_CLASS (ui_talk_page_parent_class)->dispose (object);
}

static void
ui_talk_page_class_init (UiTalkPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_talk_page_dispose;
  signals[CLOSED] = g_signal_new ("closed", UI_TYPE_TALK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
ui_talk_page_init (UiTalkPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *clamp =
    g_object_new (ADW_TYPE_CLAMP, "maximum-size", 480, "margin-start", 12, "margin-end", 12,
                  "margin-top", 18, "margin-bottom", 18, "child", box, NULL);
  GtkWidget *scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy",
                                      GTK_POLICY_NEVER, "child", clamp, NULL);

  self->cancellable = g_cancellable_new ();
  self->content = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  self->error_label =
    g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "wrap", TRUE,
                  "wrap-mode", PANGO_WRAP_WORD_CHAR, "visible", FALSE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->error_label), "error");
  self->buttons = g_object_new (GTK_TYPE_BOX, "spacing", 12, "halign", GTK_ALIGN_CENTER, NULL);
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->content));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->error_label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->buttons));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->spinner));
  adw_bin_set_child (ADW_BIN (self), scrolled);
}
