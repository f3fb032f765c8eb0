/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message answers, in two lines: above the reply, and above the entry while it is written.
 */
#include "config.h"

#include "ui/chat/quote.h"

#include "base/text.h"
#include "ui/chat/content-words.h"

#include <glib/gi18n.h>

/* More does not fit into a line. */
#define MAX_CHARS 160

struct _UiQuote {
  GtkButton parent_instance;

  GtkLabel *sender;
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (UiQuote, ui_quote, GTK_TYPE_BUTTON)

static void
set (UiQuote *self, gint64 id, const char *sender, const char *text)
{
  g_autofree char *label = NULL;

  if (*text == '\0')
    text = id == 0 ? _ ("a message that is not here") : _ ("a message without text");
  gtk_label_set_text (self->sender, sender != NULL ? sender : _ ("In reply to"));
  gtk_label_set_text (self->text, text);
  /* Translators: who wrote the message that is answered, and what; without the name: and what */
  label = sender != NULL ? g_strdup_printf (_ ("In reply to %s: %s"), sender, text)
                         : g_strdup_printf (_ ("In reply to: %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "x", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), id != 0 ? "chat.show-message" : NULL);
  gtk_widget_set_can_target (GTK_WIDGET (self), id != 0);
  gtk_widget_set_focusable (GTK_WIDGET (self), id != 0);
}

void
ui_quote_show (UiQuote *self, const ImQuote *quote)
{
  g_return_if_fail (UI_IS_QUOTE (self));

  set (self, quote->id, quote->sender, quote->text);
}

void
ui_quote_show_message (UiQuote *self, ImMessage *message)
{
  g_autoptr (ImContent) content = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (UI_IS_QUOTE (self));
  g_return_if_fail (IM_IS_MESSAGE (message));

  content = im_content_new (im_message_get_body (message), im_message_get_extra (message));
  plain = ui_content_plain (content, message, content->is_spoiler);
  text = base_text_dup_clipped (plain, MAX_CHARS);
  g_strdelimit (text, "\n\r\t", ' ');
  set (self, im_message_get_id (message), im_message_get_sender (message), text);
}

GtkWidget *
ui_quote_new (void)
{
  return g_object_new (UI_TYPE_QUOTE, NULL);
}

static GtkLabel *
create_line (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return GTK_LABEL (label);
}

static void
ui_quote_class_init (UiQuoteClass *klass)
{
}

static void
ui_quote_init (UiQuote *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->sender = create_line ("quoted-sender");
  self->text = create_line ("quoted-text");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sender));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->text));
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "quote");
}
