/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The menu of a row of the sidebar: what can be done with a contact or a chat.
 */
#include "config.h"

#include "ui/sidebar/row-menu.h"

#include "im/account.h"
#include "im/blocking.h"
#include "im/contact.h"
#include "im/conversation.h"
#include "im/nearby.h"
#include "im/person.h"
#include "ui/sidebar/contact-group.h"
#include "ui/sidebar/sidebar-row.h"

#include <glib/gi18n.h>

#define HOUR G_GINT64_CONSTANT (3600) /* s */

static void
add_block_item (GMenu *menu, ImAccount *account, const char *address)
{
  gboolean blocked = im_blocking_is_blocked (account, address);
  g_autoptr (GVariant) target =
    g_variant_ref_sink (g_variant_new ("(ss)", im_account_get_address (account), address));
  g_autofree char *detailed =
    g_action_print_detailed_name (blocked ? "blocking.unblock" : "blocking.block", target);

  if (xmpp_blocking_get_available (im_blocking_get (account)))
    g_menu_append (menu, blocked ? _ ("Un_block") : _ ("_Block…"), detailed);
}

static void
add_item (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (target);
  g_autofree char *detailed = g_action_print_detailed_name (action, owned);

  g_menu_append (menu, label, detailed);
}

/* The chat itself: where it stands, whether it is heard. */
static void
add_chat_items (GMenu *menu, ImConversation *conversation)
{
  gint64 id = im_conversation_get_id (conversation);
  gboolean pinned = im_conversation_get_pinned (conversation);
  gboolean archived = im_conversation_get_archived (conversation);
  gboolean unread = im_person_count_unread (conversation) > 0;
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenu) mute = g_menu_new ();

  add_item (section, pinned ? _ ("Un_pin") : _ ("_Pin"), pinned ? "chats.unpin" : "chats.pin",
            g_variant_new_int64 (id));
  add_item (section, unread ? _ ("Mark as _Read") : _ ("Mark as Un_read"),
            unread ? "chats.mark-read" : "chats.mark-unread", g_variant_new_int64 (id));
  if (im_conversation_get_muted (conversation)) {
    add_item (section, _ ("Un_mute"), "chats.mute", g_variant_new ("(xx)", id, (gint64) 0));
  } else {
    add_item (mute, _ ("For an _Hour"), "chats.mute", g_variant_new ("(xx)", id, HOUR));
    add_item (mute, _ ("For a _Day"), "chats.mute", g_variant_new ("(xx)", id, 24 * HOUR));
    add_item (mute, _ ("_Until I Change It"), "chats.mute",
              g_variant_new ("(xx)", id, (gint64) -1));
    g_menu_append_submenu (section, _ ("_Mute"), G_MENU_MODEL (mute));
  }
  add_item (section, archived ? _ ("Bring Back from Arc_hive") : _ ("Arc_hive"),
            archived ? "chats.unarchive" : "chats.archive", g_variant_new_int64 (id));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

/* Whoever it is with. */
static void
add_person_items (GMenu *menu, ImAccount *account, ImContact *contact, const char *address)
{
  g_autoptr (GMenu) section = g_menu_new ();

  if (contact != NULL)
    add_item (section, _ ("Contact _Details…"), "win.contact-details",
              g_variant_new ("(ss)", im_account_get_address (account), address));
  else if (!im_nearby_is (account))
    add_item (section, _ ("_Add to Contacts…"), "win.add-contact-address",
              g_variant_new_string (address));
  add_block_item (section, account, address);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static GMenuModel *
new_row_menu (GObject *item)
{
  GMenu *menu = g_menu_new ();

  if (IM_IS_CONTACT (item)) {
    ImContact *contact = IM_CONTACT (item);

    add_person_items (menu, im_contact_get_account (contact), contact,
                      im_contact_get_address (contact));
  } else {
    ImConversation *conversation = IM_CONVERSATION (item);

    add_chat_items (menu, conversation);
    add_person_items (menu, im_conversation_get_account (conversation),
                      im_conversation_get_contact (conversation),
                      im_conversation_get_address (conversation));
  }
  return G_MENU_MODEL (menu);
}

/* The keyboard goes back to what had it; later GTKs would give it to the first row. */
static void
on_closed (GtkPopover *popover, GtkWidget *focus)
{
  g_signal_handlers_disconnect_by_func (popover, on_closed, focus);
  if (gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (focus);
}

/* The popover is not the row's: it must still have its place among the widgets when it has closed
 * and the chosen item acts. */
static void
show_row_menu (GtkPopoverMenu *popover, GtkWidget *view, UiSidebarRow *row, double x, double y)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (popover));
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (view));
  GObject *item = ui_sidebar_row_get_item (row);
  g_autoptr (GMenuModel) menu = NULL;
  graphene_point_t at;

  if (UI_IS_CONTACT_GROUP (item) ||
      !gtk_widget_compute_point (view, parent, &GRAPHENE_POINT_INIT ((float) x, (float) y), &at))
    return;

  menu = new_row_menu (item);
  gtk_popover_menu_set_menu_model (popover, menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                               &(GdkRectangle){ (int) at.x, (int) at.y, 1, 1 });
  if (focus != NULL)
    g_signal_connect_object (popover, "closed", G_CALLBACK (on_closed), focus, 0);
  /* The menu takes the release that the list item waits for, which would look pressed ever after. */
  gtk_widget_unset_state_flags (gtk_widget_get_parent (GTK_WIDGET (row)), GTK_STATE_FLAG_ACTIVE);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
show_menu_at (GtkGesture *gesture, double x, double y, GtkPopoverMenu *popover)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *picked = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);

  if (!UI_IS_SIDEBAR_ROW (picked))
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_row_menu (popover, view, UI_SIDEBAR_ROW (picked), x, y);
}

static void
on_secondary_press (GtkGestureClick *gesture,
                    int n_press,
                    double x,
                    double y,
                    GtkPopoverMenu *popover)
{
  show_menu_at (GTK_GESTURE (gesture), x, y, popover);
}

static void
on_long_press (GtkGestureLongPress *gesture, double x, double y, GtkPopoverMenu *popover)
{
  show_menu_at (GTK_GESTURE (gesture), x, y, popover);
}

/* Shift+F10 and the menu key on the row that has the keyboard: the list item above ours has it. */
static gboolean
on_menu_key (GtkWidget *view, GVariant *arguments, gpointer user_data)
{
  GtkWidget *list_item = gtk_widget_get_focus_child (view);
  GtkWidget *row = list_item != NULL ? gtk_widget_get_first_child (list_item) : NULL;
  graphene_point_t at;

  if (!UI_IS_SIDEBAR_ROW (row) ||
      !gtk_widget_compute_point (
        row, view, &GRAPHENE_POINT_INIT (24, gtk_widget_get_height (row) / 2.0f), &at))
    return FALSE;

  show_row_menu (user_data, view, UI_SIDEBAR_ROW (row), at.x, at.y);
  return TRUE;
}

/* On the list, not on each row: GTK keeps two hundred rows of a long list. */
void
ui_row_menu_attach (GtkPopoverMenu *popover, GtkWidget *view)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (on_secondary_press), popover);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (on_long_press), popover);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Shift>F10|Menu"),
                      gtk_callback_action_new (on_menu_key, popover, NULL)));
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (view, keys);
}
