/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands in the sidebar in the place of a list that is empty.
 */
#include "config.h"

#include "ui/sidebar/empty-page.h"

#include "ui/widgets/wrapping-buttons.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static const struct {
  const char *name;
  const char *icon_name;
  const char *title;
  const char *description;
  const char *button; /* (nullable) */
  const char *action;
} pages[] = {
  [UI_EMPTY_NO_CHATS] = { "no-chats", "kith-chats-symbolic", N_ ("No Chats Yet"),
                          N_ ("Choose somebody from your contacts to begin.") },
  [UI_EMPTY_NO_CHAT_FOUND] = { "no-chat-found", "edit-find-symbolic", N_ ("No Chat Found"),
                               N_ ("Somebody among your contacts matches. Press Enter to write to "
                                   "them.") },
  [UI_EMPTY_NO_CONTACTS] = { "no-contacts", "system-users-symbolic", N_ ("No Contacts Yet"),
                             N_ ("Add somebody by their address."), N_ ("_Add Contact…"),
                             "win.add-contact" },
  [UI_EMPTY_NONE_ONLINE] = { "none-online", "system-users-symbolic", N_ ("Nobody Is Online"), NULL,
                             N_ ("_Show Offline Contacts"), "win.show-offline" },
};

static GtkWidget *
new_page (UiEmptyPage page)
{
  GtkWidget *self = adw_status_page_new ();
  GtkWidget *button;

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self), pages[page].icon_name);
  adw_status_page_set_title (ADW_STATUS_PAGE (self), _ (pages[page].title));
  if (pages[page].description != NULL)
    adw_status_page_set_description (ADW_STATUS_PAGE (self), _ (pages[page].description));
  gtk_widget_add_css_class (self, "compact");
  if (pages[page].button == NULL)
    return self;

  button = gtk_button_new_with_mnemonic (_ (pages[page].button));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), pages[page].action);
  gtk_widget_add_css_class (button, "pill");
  if (page == UI_EMPTY_NO_CONTACTS)
    gtk_widget_add_css_class (button, "suggested-action");
  adw_status_page_set_child (ADW_STATUS_PAGE (self), button);
  return self;
}

void
ui_empty_page_show (GtkStack *stack, UiEmptyPage page)
{
  g_return_if_fail (GTK_IS_STACK (stack));

  if (gtk_stack_get_child_by_name (stack, pages[page].name) == NULL)
    gtk_stack_add_named (stack, new_page (page), pages[page].name);
  gtk_stack_set_visible_child_name (stack, pages[page].name);
}

/* What was typed is no place for a mnemonic, and may be long: all of it is to be read. */
static GtkWidget *
new_add_button (void)
{
  GtkWidget *button = gtk_button_new_with_label ("");
  GtkLabel *label = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button)));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  ui_wrapping_buttons_set (button);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  /* A hyphen would read as part of the address. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  return button;
}

void
ui_empty_page_show_nobody (GtkStack *stack, const char *name)
{
  GtkWidget *page, *button;
  g_autofree char *label = NULL;

  g_return_if_fail (GTK_IS_STACK (stack));
  g_return_if_fail (name != NULL);

  page = gtk_stack_get_child_by_name (stack, "nobody");
  if (page == NULL) {
    page = adw_status_page_new ();
    adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "edit-find-symbolic");
    adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Nobody Found"));
    adw_status_page_set_child (ADW_STATUS_PAGE (page), new_add_button ());
    gtk_widget_add_css_class (page, "compact");
    gtk_stack_add_named (stack, page, "nobody");
  }

  /* Translators: a button; %s is what was searched for */
  label = g_strdup_printf (_ ("Add “%s” as a Contact…"), name);
  button = adw_status_page_get_child (ADW_STATUS_PAGE (page));
  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.add-contact-address");
  gtk_stack_set_visible_child (stack, page);
}
