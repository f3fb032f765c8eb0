/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The widgets that a message's row is made of.
 */
#include "config.h"

#include "ui/chat/message-parts.h"

#include "ui/chat/message-text.h"
#include "ui/chat/quote.h"
#include "ui/chat/reaction-bar.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* A word that is too long is broken without a hyphen: it may be an address. */
static void
set_wrap (GtkLabel *label)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
}

static GtkWidget *
create_label (const char *css_class, gboolean wrap)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (wrap)
    set_wrap (GTK_LABEL (label));
  else
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

static gboolean
on_activate_link (GtkWidget *label, const char *uri, gpointer user_data)
{
  if (ui_text_may_open (uri))
    gtk_widget_activate_action (label, "chat.open-link", "s", uri);
  return TRUE;
}

static GtkWidget *
create_body (void)
{
  GtkWidget *label = create_label ("body", TRUE);

  g_signal_connect (label, "activate-link", G_CALLBACK (on_activate_link), NULL);
  return label;
}

static GtkWidget *
create_button (const char *css_class, const char *text, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (button, css_class);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

/* A hint may be long. */
static GtkWidget *
create_spoiler_button (void)
{
  GtkWidget *button = create_button ("spoiler", "", "chat.toggle-spoiler");

  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                           PANGO_ELLIPSIZE_END);
  return button;
}

/* Looks as it should, and says nothing yet. */
static GtkWidget *
create_part (UiMessagePart part)
{
  GtkWidget *widget;

  switch (part) {
  case UI_PART_BUBBLE:
    widget = g_object_new (ADW_TYPE_BIN, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
    gtk_widget_add_css_class (widget, "bubble");
    return widget;
  case UI_PART_START:
    widget = create_label ("start", TRUE);
    gtk_label_set_justify (GTK_LABEL (widget), GTK_JUSTIFY_CENTER);
    gtk_label_set_xalign (GTK_LABEL (widget), 0.5);
    gtk_label_set_text (GTK_LABEL (widget), _ ("The chat begins here."));
    return widget;
  case UI_PART_DAY:
    return create_label ("day", FALSE);
  case UI_PART_UNREAD:
    widget = create_label ("unread", FALSE);
    gtk_label_set_xalign (GTK_LABEL (widget), 0.5);
    gtk_label_set_text (GTK_LABEL (widget), _ ("New messages"));
    return widget;
  case UI_PART_SENDER:
    return create_label ("sender", FALSE);
  case UI_PART_QUOTE:
    return ui_quote_new ();
  case UI_PART_SUBJECT:
    return create_label ("subject", TRUE);
  case UI_PART_BODY:
    widget = create_body ();
    gtk_label_set_selectable (GTK_LABEL (widget), TRUE);
    return widget;
  case UI_PART_SPOILER:
    return create_spoiler_button ();
  case UI_PART_LINKS:
    return create_body ();
  case UI_PART_NOTE:
    return create_label ("note", TRUE);
  case UI_PART_MORE:
    return create_button ("flat", _ ("Show All"), "chat.show-all");
  case UI_PART_TIME:
    widget = gtk_label_new (NULL);
    gtk_widget_add_css_class (widget, "time");
    return widget;
  case UI_PART_STATE:
    return gtk_image_new ();
  case UI_PART_FAILURE:
    return create_label ("failure", TRUE);
  case UI_PART_RESEND:
    return create_button ("resend", _ ("Send Again"), NULL);
  case UI_PART_REACTIONS:
    return ui_reaction_bar_new ();
  case UI_N_PARTS:
  default:
    g_assert_not_reached ();
  }
}

GtkWidget *
ui_message_part_show (UiMessageLayout *layout, UiMessagePart part, gboolean wanted)
{
  GtkWidget *previous = NULL;

  if (layout->parts[part] == NULL && wanted) {
    for (UiMessagePart i = 0; i < part; i++)
      if (layout->parts[i] != NULL)
        previous = layout->parts[i];
    layout->parts[part] = create_part (part);
    gtk_widget_insert_after (layout->parts[part], layout->row, previous);
  }
  if (layout->parts[part] != NULL)
    gtk_widget_set_visible (layout->parts[part], wanted);
  return wanted ? layout->parts[part] : NULL;
}

void
ui_message_part_set_text (UiMessageLayout *layout, UiMessagePart part, const char *text)
{
  GtkWidget *label = ui_message_part_show (layout, part, text != NULL);

  if (label != NULL)
    gtk_label_set_text (GTK_LABEL (label), text);
}

void
ui_message_part_set_direction (const UiMessageLayout *layout, UiMessagePart part, const char *text)
{
  gtk_widget_set_direction (layout->parts[part],
                            ui_text_direction (text, gtk_widget_get_direction (layout->row)));
}

void
ui_message_part_set_class (GtkWidget *widget, const char *css_class, gboolean wanted)
{
  if (wanted)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}
