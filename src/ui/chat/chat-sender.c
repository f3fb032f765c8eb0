/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The line above the entry that says from which account one writes, where there are several; a menu
 * of the other ways to the same person, where there are some.
 */
#include "config.h"

#include "ui/chat/chat-sender.h"

#include "im/account.h"
#include "im/contact.h"
#include "im/people.h"
#include "ui/error-words.h"
#include "ui/widgets/color-dot.h"

#include <glib/gi18n.h>

struct _UiChatSender {
  GtkBox parent_instance;

  ImConversation *conversation; /* (nullable) */
  GSignalGroup *account_signals;
  GSignalGroup *people_signals;
  UiColorDot *dot;
  GtkLabel *label;
  GtkMenuButton *button;
  GtkLabel *button_label;
  GtkLabel *unread;
};

G_DEFINE_FINAL_TYPE (UiChatSender, ui_chat_sender, GTK_TYPE_BOX)

/* Contacts with the same address that are not joined with it yet. */
static GPtrArray *
suggest (UiChatSender *self)
{
  ImAccount *account = im_conversation_get_account (self->conversation);

  return im_people_suggest (im_people_get (account), account,
                            im_conversation_get_jid (self->conversation));
}

/* What waits in other chats with the same person. */
static void
refresh_unread (UiChatSender *self)
{
  guint unread =
    im_person_count_unread (self->conversation) - im_conversation_get_unread (self->conversation);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->unread), unread > 0);
  /* Translators: %u messages of the same person have come to another account or from another
   * address. */
  text = g_strdup_printf (ngettext ("%u unread by another way", "%u unread by other ways", unread),
                          unread);
  gtk_label_set_text (self->unread, text);
}

static void
refresh (UiChatSender *self)
{
  ImAccount *account =
    self->conversation != NULL ? im_conversation_get_account (self->conversation) : NULL;
  ImPerson *person = account != NULL ? im_person_of_conversation (self->conversation) : NULL;
  g_autoptr (GPtrArray) suggested = NULL;
  g_autofree char *text = NULL;
  gboolean choice;

  gtk_widget_set_visible (GTK_WIDGET (self),
                          account != NULL && (!im_account_get_alone (account) || person != NULL));
  if (account == NULL)
    return;
  suggested = suggest (self);
  choice = person != NULL || suggested->len > 0;
  /* Translators: %s is the name of an account: what is written here is sent from it. */
  text = g_strdup_printf (_ ("From %s"), im_account_get_name (account));
  gtk_label_set_text (self->label, text);
  gtk_label_set_text (self->button_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->label), !choice);
  gtk_widget_set_visible (GTK_WIDGET (self->button), choice);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), im_account_get_address (account));
  g_object_set (self->dot, "hue", im_account_get_hue (account), "seed",
                im_account_get_address (account), NULL);
  refresh_unread (self);
}

static void
append (GMenu *menu, const char *label, const char *action, ImAccount *account, XmppJid *jid)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *escaped = g_strjoinv ("__", parts);

  /* An address is no mnemonic. */
  g_menu_item_set_label (item, escaped);
  g_menu_item_set_action_and_target (item, action, "(ss)", im_account_get_address (account),
                                     xmpp_jid_string (jid));
  g_menu_append_item (menu, item);
}

static GMenuModel *
new_menu (UiChatSender *self)
{
  ImPerson *person = im_person_of_conversation (self->conversation);
  g_autoptr (GPtrArray) suggested = suggest (self);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) ways = g_menu_new ();
  g_autoptr (GMenu) joins = g_menu_new ();

  for (guint i = 0; person != NULL && i < im_person_get_n_ways (person); i++) {
    const ImWay *way = im_person_get_way (person, i);
    /* Translators: one writes from the account %s to the address %s. */
    g_autofree char *label = g_strdup_printf (
      _ ("From %s to %s"), im_account_get_name (way->account), xmpp_jid_string (way->jid));

    append (ways, label, "win.write-by", way->account, way->jid);
  }
  for (guint i = 0; i < suggested->len; i++) {
    ImContact *contact = suggested->pdata[i];
    ImAccount *account = im_contact_get_account (contact);
    /* Translators: the same person is on the contact list of the account %s too; the two chats
     * become one entry. */
    g_autofree char *label = g_strdup_printf (_ ("Join with %s"), im_account_get_name (account));

    append (joins, label, "sender.join", account, im_contact_get_jid (contact));
  }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (ways));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (joins));
  return G_MENU_MODEL (menu);
}

/* Anew each time: ways come and go. */
static void
make_menu (GtkMenuButton *button, gpointer user_data)
{
  g_autoptr (GMenuModel) menu = new_menu (user_data);

  gtk_menu_button_set_menu_model (button, menu);
}

static void
join (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatSender *self = UI_CHAT_SENDER (widget);
  ImAccount *account = im_conversation_get_account (self->conversation);
  g_autoptr (GPtrArray) suggested = suggest (self);
  const char *account_address;

  g_variant_get (parameter, "(&s&s)", &account_address, NULL);
  for (guint i = 0; i < suggested->len; i++) {
    ImContact *contact = suggested->pdata[i];
    ImAccount *other = im_contact_get_account (contact);

    if (g_str_equal (im_account_get_address (other), account_address))
      im_people_join (im_people_get (account), account,
                      im_conversation_get_jid (self->conversation), other,
                      im_contact_get_jid (contact));
  }
}

/* Who was joined or separated is so only until Kith ends. */
static void
on_not_saved (UiChatSender *self, const GError *error)
{
  g_autofree char *words = ui_error_to_words (error);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

void
ui_chat_sender_set_conversation (UiChatSender *self, ImConversation *conversation)
{
  ImAccount *account = conversation != NULL ? im_conversation_get_account (conversation) : NULL;

  if (!g_set_object (&self->conversation, conversation))
    return;
  g_signal_group_set_target (self->account_signals, account);
  g_signal_group_set_target (self->people_signals,
                             account != NULL ? im_people_get (account) : NULL);
  refresh (self);
}

static void
ui_chat_sender_dispose (GObject *object)
{
  UiChatSender *self = UI_CHAT_SENDER (object);

  g_clear_object (&self->account_signals);
  g_clear_object (&self->people_signals);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (ui_chat_sender_parent_class)->dispose (object);
}

static void
ui_chat_sender_class_init (UiChatSenderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_chat_sender_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "chatsender");
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "sender.join", "(ss)", join);
}

static GtkLabel *
new_label (void)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (GTK_WIDGET (label), "caption");
  return label;
}

static void
make_button (UiChatSender *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->button_label = new_label ();
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->button_label));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_menu_button_set_child (self->button, box);
  gtk_menu_button_set_has_frame (self->button, FALSE);
  gtk_menu_button_set_direction (self->button, GTK_ARROW_UP);
  gtk_menu_button_set_create_popup_func (self->button, make_menu, self, NULL);
}

static void
ui_chat_sender_init (UiChatSender *self)
{
  static const char *const watched[] = { "notify::name", "notify::hue", "notify::alone" };

  self->dot = g_object_new (UI_TYPE_COLOR_DOT, NULL);
  self->label = new_label ();
  self->unread = new_label ();
  gtk_widget_add_css_class (GTK_WIDGET (self->unread), "accent");
  make_button (self);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->dot));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->button));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->unread));
  gtk_widget_hide (GTK_WIDGET (self));

  self->account_signals = g_signal_group_new (IM_TYPE_ACCOUNT);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->account_signals, watched[i], G_CALLBACK (refresh), self);
  self->people_signals = g_signal_group_new (IM_TYPE_PEOPLE);
  g_signal_group_connect_swapped (self->people_signals, "changed", G_CALLBACK (refresh), self);
  g_signal_group_connect_swapped (self->people_signals, "contacts-changed", G_CALLBACK (refresh),
                                  self);
  g_signal_group_connect_swapped (self->people_signals, "not-saved", G_CALLBACK (on_not_saved),
                                  self);
}
