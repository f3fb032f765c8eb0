/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The popover in which the person chooses how they are seen: by all accounts, or by one of them.
 */
#include "config.h"

#include "ui/sidebar/presence-menu.h"

#include "im/account.h"
#include "im/accounts.h"
#include "ui/widgets/color-dot.h"
#include "ui/widgets/presence.h"

#include <glib/gi18n.h>

/* Not an ImShow: one account does as all of them do. */
#define FOLLOW (-1)

static const int choices[] = { FOLLOW,     IM_SHOW_AVAILABLE, IM_SHOW_CHAT,      IM_SHOW_AWAY,
                               IM_SHOW_XA, IM_SHOW_DND,       IM_SHOW_INVISIBLE, IM_SHOW_OFFLINE };

struct _UiPresenceMenu {
  GtkPopover parent_instance;

  ImClient *client;
  ImAccount *account; /* (nullable): whose presence is chosen; NULL: that of all */

  GtkWidget *account_header;
  GtkWidget *back_button;
  GtkLabel *account_name;
  GtkBox *choices;
  GtkWidget *hidden_note;
  GtkWidget *status_box;
  GtkEntry *status_entry;
  GtkWidget *accounts_box;
  GtkBox *accounts;
  GtkWidget *buttons[G_N_ELEMENTS (choices)];
  GtkWidget *marks[G_N_ELEMENTS (choices)]; /* beside the choice that is in force */
};

G_DEFINE_FINAL_TYPE (UiPresenceMenu, ui_presence_menu, GTK_TYPE_POPOVER)

static const char *
choice_to_words (int choice)
{
  return choice == FOLLOW ? _ ("As for all accounts") : ui_presence_to_words ((ImShow) choice);
}

/* What is in force, and its text. */
static int
get_current (UiPresenceMenu *self, const char **text)
{
  ImShow show = IM_SHOW_OFFLINE;

  *text = NULL;
  if (self->account == NULL) {
    *text = im_client_get_status_text (self->client);
    return (int) im_client_get_show (self->client);
  }
  return im_account_get_own_presence (self->account, &show, text) ? (int) show : FOLLOW;
}

static void
set_current (UiPresenceMenu *self, int choice, const char *text)
{
  if (self->account != NULL && choice == FOLLOW)
    im_account_follow_presence (self->account);
  else if (self->account != NULL)
    im_account_set_own_presence (self->account, (ImShow) choice, text);
  else
    im_client_set_show (self->client, (ImShow) choice);
}

static void
choose (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiPresenceMenu *self = UI_PRESENCE_MENU (widget);
  const char *text;

  get_current (self, &text);
  gtk_popover_popdown (GTK_POPOVER (self));
  set_current (self, g_variant_get_int32 (parameter), text);
}

static void
on_status_activate (UiPresenceMenu *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->status_entry));
  const char *old_text;
  int current = get_current (self, &old_text);

  if (self->account != NULL)
    set_current (self, current, text);
  else
    im_client_set_status_text (self->client, text);
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* @account: (nullable): any of them */
static gboolean
is_hidden_by_silence (UiPresenceMenu *self, ImAccount *account)
{
  GListModel *accounts = G_LIST_MODEL (im_client_get_accounts (self->client));
  guint n = g_list_model_get_n_items (accounts);

  for (guint i = 0; i < n; i++) {
    g_autoptr (ImAccount) one = g_list_model_get_item (accounts, i);

    if ((account == NULL || account == one) && im_account_get_hiding (one) == IM_HIDING_BY_SILENCE)
      return TRUE;
  }
  return FALSE;
}

static GtkWidget *
new_account_button (ImAccount *account)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (im_account_get_name (account));
  ImShow show = im_account_get_state (account) == IM_ACCOUNT_ONLINE ? im_account_get_show (account)
                                                                    : IM_SHOW_OFFLINE;
  /* Translators: the name of an account, and how it is seen ("Available") */
  g_autofree char *spoken =
    g_strdup_printf (_ ("%s: %s"), im_account_get_name (account), ui_presence_to_words (show));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box),
                  g_object_new (UI_TYPE_COLOR_DOT, "hue", im_account_get_hue (account), "seed",
                                im_account_get_address (account), NULL));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), g_object_new (UI_TYPE_PRESENCE, "show", show, NULL));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "presence-choice");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "presence.show-one");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", im_account_get_address (account));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  return button;
}

/* A choice of accounts where there is one: the others would have nothing to do. */
static void
refresh_accounts (UiPresenceMenu *self)
{
  GListModel *accounts = G_LIST_MODEL (im_client_get_accounts (self->client));
  guint n = g_list_model_get_n_items (accounts), n_used = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->accounts))) != NULL)
    gtk_box_remove (self->accounts, child);
  for (guint i = 0; i < n; i++) {
    g_autoptr (ImAccount) account = g_list_model_get_item (accounts, i);

    if (!im_account_get_enabled (account))
      continue;
    gtk_box_append (self->accounts, new_account_button (account));
    n_used++;
  }
  gtk_widget_set_visible (self->accounts_box, self->account == NULL && n_used > 1);
}

static void
show_target (UiPresenceMenu *self, ImAccount *account)
{
  const char *text;
  int current;

  g_set_object (&self->account, account);
  current = get_current (self, &text);
  gtk_widget_set_visible (self->account_header, account != NULL);
  gtk_label_set_text (self->account_name, account != NULL ? im_account_get_name (account) : "");
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++) {
    gboolean in_force = current == choices[i];

    gtk_widget_set_opacity (self->marks[i], in_force ? 1 : 0);
    gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->buttons[i]), GTK_ACCESSIBLE_STATE_PRESSED,
      in_force ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
    gtk_widget_set_visible (self->buttons[i], choices[i] != FOLLOW || account != NULL);
  }
  gtk_widget_set_visible (self->hidden_note, is_hidden_by_silence (self, account));
  gtk_widget_set_visible (self->status_box, current != FOLLOW);
  gtk_editable_set_text (GTK_EDITABLE (self->status_entry), text != NULL ? text : "");
  refresh_accounts (self);
}

static void
show_one (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiPresenceMenu *self = UI_PRESENCE_MENU (widget);
  g_autoptr (XmppJid) jid = xmpp_jid_parse_wire (g_variant_get_string (parameter, NULL), NULL);
  ImAccount *account =
    jid != NULL ? im_accounts_find (im_client_get_accounts (self->client), jid) : NULL;

  /* It may have been removed since the menu was opened. */
  if (account == NULL)
    return;
  show_target (self, account);
  gtk_widget_grab_focus (self->back_button);
}

static void
focus_choice (UiPresenceMenu *self)
{
  const char *text;
  int current = get_current (self, &text);

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++) {
    if (choices[i] == current)
      gtk_widget_grab_focus (self->buttons[i]);
  }
}

static void
show_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiPresenceMenu *self = UI_PRESENCE_MENU (widget);

  show_target (self, NULL);
  focus_choice (self);
}

static void
ui_presence_menu_show (GtkWidget *widget)
{
  UiPresenceMenu *self = UI_PRESENCE_MENU (widget);

  /* Before, as its size follows from it. */
  show_target (self, NULL);
  GTK_WIDGET_CLASS (ui_presence_menu_parent_class)->show (widget);
  focus_choice (self);
}

static GtkWidget *
new_choice (UiPresenceMenu *self, guint i)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (choice_to_words (choices[i]));

  self->buttons[i] = button;
  self->marks[i] = gtk_image_new_from_icon_name ("object-select-symbolic");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (choices[i] != FOLLOW)
    gtk_box_append (GTK_BOX (box), g_object_new (UI_TYPE_PRESENCE, "show", choices[i], NULL));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->marks[i]);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "presence-choice");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "presence.choose");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", choices[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  choice_to_words (choices[i]), -1);
  return button;
}

UiPresenceMenu *
ui_presence_menu_new (ImClient *client)
{
  UiPresenceMenu *self = g_object_new (UI_TYPE_PRESENCE_MENU, NULL);

  self->client = g_object_ref (client);
  return self;
}

static void
ui_presence_menu_dispose (GObject *object)
{
  g_clear_object (&UI_PRESENCE_MENU (object)->account);
  g_clear_object (&UI_PRESENCE_MENU (object)->client);

  G_OBJECT_CLASS (ui_presence_menu_parent_class)->dispose (object);
}

static void
ui_presence_menu_class_init (UiPresenceMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_presence_menu_dispose;
  widget_class->show = ui_presence_menu_show;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/sidebar/presence-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, UiPresenceMenu, account_header);
  gtk_widget_class_bind_template_child (widget_class, UiPresenceMenu, back_button);
  gtk_widget_class_bind_template_child (widget_class, UiPresenceMenu, account_name);
  gtk_widget_class_bind_template_child (widget_class, UiPresenceMenu, choices);
  gtk_widget_class_bind_template_child (widget_class, UiPresenceMenu, hidden_note);
  gtk_widget_class_bind_template_child (widget_class, UiPresenceMenu, status_box);
  gtk_widget_class_bind_template_child (widget_class, UiPresenceMenu, status_entry);
  gtk_widget_class_bind_template_child (widget_class, UiPresenceMenu, accounts_box);
  gtk_widget_class_bind_template_child (widget_class, UiPresenceMenu, accounts);
  gtk_widget_class_bind_template_callback (widget_class, on_status_activate);
  gtk_widget_class_install_action (widget_class, "presence.choose", "i", choose);
  gtk_widget_class_install_action (widget_class, "presence.show-one", "s", show_one);
  gtk_widget_class_install_action (widget_class, "presence.show-all", NULL, show_all);
}

static void
ui_presence_menu_init (UiPresenceMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_box_append (self->choices, new_choice (self, i));
}
