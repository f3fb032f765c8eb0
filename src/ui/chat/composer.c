/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a message is written: several lines, emoji, drafts.
 */
#include "config.h"

#include "ui/chat/composer.h"

#include "base/props.h"
#include "base/text.h"
#include "im/account.h"
#include "im/amend.h"
#include "ui/chat/emoji-completion.h"
#include "ui/chat/spelling.h"

#include <glib/gi18n.h>

/* Drafts are saved so long after a change, not at each key. */
#define DRAFT_DELAY_MS 800

#define MAX_SUGGESTIONS 5

struct _UiComposer {
  GtkWidget parent_instance;

  ImConversation *conversation;
  ImMessage *edited; /* (nullable): what is in the entry is its text, and no draft */
  GSignalGroup *conversation_signals;
  GSignalGroup *account;
  guint draft_source;
  guint resized_frames; /* for which it sees to it that the caret stays in sight */
  gboolean loading;     /* the text is set by ourselves */
  GCancellable *cancellable;
  UiSpelling *spelling;
  UiEmojiCompletion *completion;
  GMenu *suggestions;  /* for the word that the menu was opened on … */
  GCancellable *offer; /* … (nullable): while they are looked for */
  gboolean check_spelling;

  GtkLabel *hint;
  GtkWidget *editing;
  GtkWidget *box;
  GtkTextView *text_view;
  GtkWidget *placeholder;
};

G_DEFINE_FINAL_TYPE (UiComposer, ui_composer, GTK_TYPE_WIDGET)

typedef enum { PROP_CONVERSATION = 1, PROP_CHECK_SPELLING, N_PROPS } UiComposerProp;

static GParamSpec *props[N_PROPS];

enum { SENT, N_SIGNALS };

static guint signals[N_SIGNALS];

static char *
dup_text (UiComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

char *
ui_composer_dup_limit_words (const char *text)
{
  gsize kept;
  guint n_over;

  if (strlen (text) <= UI_COMPOSER_MAX_BYTES)
    return NULL;
  kept = base_text_clip (text, UI_COMPOSER_MAX_BYTES);
  n_over = (guint) g_utf8_strlen (text + kept, -1);
  return g_strdup_printf (ngettext ("This is %u character too long for one message.",
                                    "This is %u characters too long for one message.", n_over),
                          n_over);
}

/* Why nothing can be written, or why this cannot be sent; NULL: nothing is in the way. */
static char *
dup_hint (UiComposer *self, const char *text)
{
  if (self->conversation != NULL &&
      !im_account_get_enabled (im_conversation_get_account (self->conversation)))
    return g_strdup (_ ("This account is switched off, so nothing can be sent from it."));
  return ui_composer_dup_limit_words (text);
}

static void
update_actions (UiComposer *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *hint = dup_hint (self, text);
  gboolean usable = self->conversation != NULL &&
                    im_account_get_enabled (im_conversation_get_account (self->conversation));
  gboolean is_new = self->edited != NULL
                      ? !base_text_is_blank (text)
                      : usable && im_conversation_can_write (self->conversation, text);

  gtk_widget_set_visible (self->placeholder, *text == '\0');
  gtk_widget_set_sensitive (self->box, usable);
  gtk_label_set_text (self->hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.send",
                                 usable && hint == NULL && is_new);
}

void
ui_composer_save_draft (UiComposer *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (UI_IS_COMPOSER (self));

  /* Nothing has changed since it was saved or loaded. */
  if (self->draft_source == 0)
    return;
  g_clear_handle_id (&self->draft_source, g_source_remove);
  text = dup_text (self);
  im_conversation_set_draft (self->conversation, text);
}

static gboolean
on_draft_timeout (gpointer user_data)
{
  ui_composer_save_draft (user_data);
  return G_SOURCE_REMOVE;
}

static void
on_text_changed (UiComposer *self)
{
  g_autofree char *text = dup_text (self);

  update_actions (self);
  if (self->loading || self->conversation == NULL)
    return;
  im_conversation_set_composing (self->conversation, !base_text_is_blank (text));
  if (self->edited != NULL)
    return;
  if (self->draft_source == 0)
    self->draft_source = g_timeout_add (DRAFT_DELAY_MS, on_draft_timeout, self);
}

/* What came before cannot be brought back by undoing: it belongs to another message. */
static void
load_text (UiComposer *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);

  self->loading = TRUE;
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
  self->loading = FALSE;
  update_actions (self);
}

static void
leave_edit (UiComposer *self)
{
  if (self->edited == NULL)
    return;
  g_clear_object (&self->edited);
  gtk_widget_set_visible (self->editing, FALSE);
  load_text (self, im_conversation_get_draft (self->conversation));
}

static void
stop_editing (GtkWidget *widget, const char *action, GVariant *parameter)
{
  leave_edit (UI_COMPOSER (widget));
  ui_composer_focus (UI_COMPOSER (widget));
}

/* What could not be sent from elsewhere comes back as draft. */
static void
on_draft (UiComposer *self)
{
  const char *draft = im_conversation_get_draft (self->conversation);
  g_autofree char *text = dup_text (self);

  /* More may have been written since it was saved. */
  if (self->edited != NULL || g_str_has_prefix (text, draft))
    return;
  if (self->draft_source == 0)
    load_text (self, draft);
  else
    ui_composer_propose_text (self, draft);
}

/* What stands in front is a message now. What the person has written behind it since stays. */
static void
on_kept (UiComposer *self, const char *kept)
{
  g_autofree char *text = dup_text (self);

  if (self->edited == NULL && g_str_has_prefix (text, kept))
    load_text (self, text + strlen (kept));
  else
    update_actions (self);
}

static void
send_message (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiComposer *self = UI_COMPOSER (widget);
  g_autofree char *text = NULL;

  gtk_text_view_reset_im_context (self->text_view);
  text = dup_text (self);
  if (self->conversation == NULL || base_text_is_blank (text) ||
      strlen (text) > UI_COMPOSER_MAX_BYTES)
    return;
  if (self->edited != NULL) {
    im_amend_correct (self->conversation, self->edited, text);
    im_conversation_set_composing (self->conversation, FALSE);
    leave_edit (self);
    return;
  }
  if (!im_conversation_can_write (self->conversation, text))
    return;
  g_clear_handle_id (&self->draft_source, g_source_remove);
  im_conversation_write (self->conversation, text);
  update_actions (self);
  g_signal_emit (self, signals[SENT], 0);
}

/* Up in an empty entry goes to one's last message, Escape from there back. */
static gboolean
edit_by_key (UiComposer *self, guint key)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);

  if (key == GDK_KEY_Escape && self->edited != NULL) {
    leave_edit (self);
    return TRUE;
  }
  if (key != GDK_KEY_Up || self->edited != NULL || gtk_text_buffer_get_char_count (buffer) > 0)
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self), "chat.edit-last", NULL);
  return TRUE;
}

/* The text view makes its chooser when it is first wanted, and there is one text view. */
static void
insert_emoji (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiComposer *self = UI_COMPOSER (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
  gtk_widget_activate_action (GTK_WIDGET (self->text_view), "misc.insert-emoji", NULL);
}

static void
insert_correction (GMenu *menu, int at, const char *label, const char *action, const char *word)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", word);
  g_menu_insert_item (menu, at, item);
}

static void
offer_nothing (UiComposer *self)
{
  g_cancellable_cancel (self->offer);
  g_clear_object (&self->offer);
  g_menu_remove_all (self->suggestions);
}

/* They come into the open menu. */
static void
on_suggested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiComposer) self = user_data;
  g_auto (GStrv) words = ui_spelling_suggest_finish (UI_SPELLING (source), result);

  for (int i = 0; words != NULL && words[i] != NULL; i++)
    insert_correction (self->suggestions, i, words[i], "composer.correct", words[i]);
}

/* What the menu offers for the word at @place. */
static void
offer_corrections (UiComposer *self, GtkTextIter *place)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  g_autofree char *word = NULL;
  GtkTextIter end;

  offer_nothing (self);
  if (!ui_spelling_find (self->spelling, place, &end))
    return;
  word = gtk_text_buffer_get_text (buffer, place, &end, FALSE);
  gtk_text_buffer_select_range (buffer, place, &end);
  insert_correction (self->suggestions, 0, _ ("_Add to Dictionary"), "composer.learn", word);
  self->offer = g_cancellable_new ();
  ui_spelling_suggest_async (self->spelling, word, MAX_SUGGESTIONS, self->offer, on_suggested,
                             g_object_ref (self));
}

static void
on_secondary_click (UiComposer *self, int n_press, double x, double y)
{
  GtkTextIter place;
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (self->text_view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y,
                                         &buffer_x, &buffer_y);
  if (gtk_text_view_get_iter_at_location (self->text_view, &place, buffer_x, buffer_y))
    offer_corrections (self, &place);
  else
    offer_nothing (self);
}

/* The word is selected since its menu was opened. */
static void
correct_word (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiComposer *self = UI_COMPOSER (widget);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (buffer, g_variant_get_string (parameter, NULL), -1,
                                                TRUE);
  gtk_text_buffer_end_user_action (buffer);
}

static void
learn_word (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ui_spelling_learn (UI_COMPOSER (widget)->spelling, g_variant_get_string (parameter, NULL));
}

/* The menu of the keyboard is for the word at the caret. */
static void
offer_corrections_at_caret (UiComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter caret;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  offer_corrections (self, &caret);
}

/* The text is short and the chat is long. End is for the text if there is any, Ctrl+End for both. */
static gboolean
scroll_by_key (UiComposer *self, guint key, GdkModifierType modifiers)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  gboolean is_end = key == GDK_KEY_End || key == GDK_KEY_KP_End;
  gboolean to_end = is_end && (modifiers == GDK_CONTROL_MASK ||
                               (modifiers == 0 && gtk_text_buffer_get_char_count (buffer) == 0));
  gboolean by_pages = modifiers == 0 && (key == GDK_KEY_Page_Up || key == GDK_KEY_Page_Down);

  if (to_end)
    gtk_widget_activate_action (GTK_WIDGET (self), "chat.scroll-to-end", NULL);
  else if (by_pages)
    gtk_widget_activate_action (GTK_WIDGET (self), "chat.scroll-pages", "i",
                                key == GDK_KEY_Page_Up ? -1 : 1);
  return by_pages || (to_end && modifiers == 0);
}

static gboolean
on_key (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType modifiers,
        UiComposer *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  if (modifiers == 0 &&
      (ui_emoji_completion_take_key (self->completion, key) || edit_by_key (self, key)))
    return GDK_EVENT_STOP;
  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && modifiers == GDK_SHIFT_MASK))
    offer_corrections_at_caret (self);
  if (scroll_by_key (self, key, modifiers))
    return GDK_EVENT_STOP;
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;
  if (modifiers & GDK_SHIFT_MASK)
    return GDK_EVENT_PROPAGATE;
  /* Enter may choose among what an input method offers. */
  if (!gtk_text_view_im_context_filter_keypress (self->text_view, event))
    gtk_widget_activate_action (GTK_WIDGET (self), "composer.send", NULL);
  return GDK_EVENT_STOP;
}

static gboolean
on_resized_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  UiComposer *self = UI_COMPOSER (widget);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->text_view));

  gtk_adjustment_set_page_size (adjustment, gtk_widget_get_height (GTK_WIDGET (self->text_view)));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment));
  gtk_text_view_scroll_mark_onscreen (self->text_view, gtk_text_buffer_get_insert (buffer));
  self->resized_frames--;
  return self->resized_frames > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* When it grows, GTK 4.8 may leave the adjustment with the height before: it then scrolls where there
 * is room, and not far enough where there is none. It grows in one frame, and is seen to in the next. */
static void
on_resized (UiComposer *self)
{
  if (self->resized_frames == 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), on_resized_tick, NULL, NULL);
  self->resized_frames = 2;
}

/* An empty text begins at the side where the keyboard's language does, and so does what stands there
 * in its place. */
static void
on_keyboard_direction (UiComposer *self, GParamSpec *pspec, GdkDevice *keyboard)
{
  gtk_widget_set_direction (self->placeholder,
                            gdk_device_get_direction (keyboard) == PANGO_DIRECTION_RTL
                              ? GTK_TEXT_DIR_RTL
                              : GTK_TEXT_DIR_LTR);
}

static void
watch_keyboard (UiComposer *self)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (self)));
  GdkDevice *keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;

  if (keyboard == NULL)
    return;
  g_signal_connect_object (keyboard, "notify::direction", G_CALLBACK (on_keyboard_direction), self,
                           G_CONNECT_SWAPPED);
  on_keyboard_direction (self, NULL, keyboard);
}

static void
on_preedit (UiComposer *self, const char *preedit)
{
  g_autofree char *text = dup_text (self);

  gtk_widget_set_visible (self->placeholder, *text == '\0' && *preedit == '\0');
}

static void
on_clipboard_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiComposer) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr (GString) clean = NULL;
  GtkTextBuffer *buffer;

  /* There was no text, or nobody waits for it any more: nothing to do, and nothing to tell. */
  if (text == NULL)
    return;
  clean = g_string_new (text);
  g_string_replace (clean, "\r\n", "\n", 0);
  buffer = gtk_text_view_get_buffer (self->text_view);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (buffer, clean->str, (int) clean->len, TRUE);
  gtk_text_buffer_end_user_action (buffer);
  gtk_text_view_scroll_mark_onscreen (self->text_view, gtk_text_buffer_get_insert (buffer));
}

/* The default handler takes over formatting from other text views. */
static void
on_paste (GtkTextView *text_view, UiComposer *self)
{
  g_signal_stop_emission_by_name (text_view, "paste-clipboard");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (text_view)),
                                 self->cancellable, on_clipboard_text, g_object_ref (self));
}

void
ui_composer_set_conversation (UiComposer *self, ImConversation *conversation)
{
  g_return_if_fail (UI_IS_COMPOSER (self));

  if (self->conversation == conversation)
    return;
  if (self->conversation != NULL) {
    leave_edit (self);
    ui_composer_save_draft (self);
    im_conversation_set_composing (self->conversation, FALSE);
  }
  g_set_object (&self->conversation, conversation);
  g_signal_group_set_target (self->conversation_signals, conversation);
  g_signal_group_set_target (
    self->account, conversation != NULL ? im_conversation_get_account (conversation) : NULL);
  load_text (self, conversation != NULL ? im_conversation_get_draft (conversation) : "");
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONVERSATION]);
}

void
ui_composer_propose_text (UiComposer *self, const char *text)
{
  GtkTextBuffer *buffer;
  GtkTextIter end;
  g_autofree char *present = NULL;

  g_return_if_fail (UI_IS_COMPOSER (self));

  buffer = gtk_text_view_get_buffer (self->text_view);
  present = dup_text (self);
  if (g_strcmp0 (present, text) == 0)
    return;
  gtk_text_buffer_get_end_iter (buffer, &end);
  if (!base_text_is_blank (present))
    gtk_text_buffer_insert (buffer, &end, "\n", -1);
  gtk_text_buffer_insert (buffer, &end, text, -1);
}

void
ui_composer_edit (UiComposer *self, ImMessage *message)
{
  g_return_if_fail (UI_IS_COMPOSER (self));
  g_return_if_fail (IM_IS_MESSAGE (message));

  if (self->conversation == NULL || !im_amend_can_correct (message))
    return;
  if (self->edited == NULL)
    ui_composer_save_draft (self);
  g_set_object (&self->edited, message);
  gtk_widget_set_visible (self->editing, TRUE);
  load_text (self, im_message_get_body (message));
  ui_composer_focus (self);
}

void
ui_composer_focus (UiComposer *self)
{
  g_return_if_fail (UI_IS_COMPOSER (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

void
ui_composer_forward_key (UiComposer *self, GtkEventControllerKey *controller)
{
  g_return_if_fail (UI_IS_COMPOSER (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
  gtk_event_controller_key_forward (controller, GTK_WIDGET (self->text_view));
}

static void
ui_composer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  UiComposer *self = UI_COMPOSER (object);

  switch ((UiComposerProp) id) {
  case PROP_CONVERSATION:
    g_value_set_object (value, self->conversation);
    break;
  case PROP_CHECK_SPELLING:
    g_value_set_boolean (value, self->check_spelling);
    break;
  case N_PROPS:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ui_composer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  UiComposer *self = UI_COMPOSER (object);

  switch ((UiComposerProp) id) {
  case PROP_CONVERSATION:
    ui_composer_set_conversation (self, g_value_get_object (value));
    break;
  case PROP_CHECK_SPELLING:
    if (base_prop_set_boolean (self, &self->check_spelling, g_value_get_boolean (value), pspec))
      ui_spelling_set_enabled (self->spelling, self->check_spelling);
    break;
  case N_PROPS:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ui_composer_dispose (GObject *object)
{
  UiComposer *self = UI_COMPOSER (object);

  g_cancellable_cancel (self->cancellable);
  if (self->conversation != NULL)
    ui_composer_save_draft (self);
  g_clear_object (&self->conversation_signals);
  g_clear_object (&self->edited);
  g_clear_object (&self->conversation);
  g_clear_object (&self->account);
  g_clear_object (&self->cancellable);
  if (self->spelling != NULL)
    ui_spelling_set_enabled (self->spelling, FALSE); /* a thread may have it a little longer */
  g_clear_object (&self->spelling);
  g_cancellable_cancel (self->offer);
  g_clear_object (&self->offer);
  g_clear_object (&self->suggestions);
  if (self->completion != NULL)
    ui_emoji_completion_end (self->completion);
  g_clear_object (&self->completion);
  gtk_widget_dispose_template (GTK_WIDGET (self), UI_TYPE_COMPOSER);
  G_OBJECT_CLASS (ui_composer_parent_class)->dispose (object);
}

static void
ui_composer_class_init (UiComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ui_composer_get_property;
  object_class->set_property = ui_composer_set_property;
  object_class->dispose = ui_composer_dispose;

  props[PROP_CONVERSATION] =
    g_param_spec_object ("conversation", NULL, NULL, IM_TYPE_CONVERSATION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_CHECK_SPELLING] =
    g_param_spec_boolean ("check-spelling", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SENT] =
    g_signal_new ("sent", UI_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "composer.send", NULL, send_message);
  gtk_widget_class_install_action (widget_class, "composer.emoji", NULL, insert_emoji);
  gtk_widget_class_install_action (widget_class, "composer.stop-editing", NULL, stop_editing);
  gtk_widget_class_install_action (widget_class, "composer.correct", "s", correct_word);
  gtk_widget_class_install_action (widget_class, "composer.learn", "s", learn_word);
  gtk_widget_class_set_template_from_resource (widget_class, "/im/kith/Kith/ui/chat/composer.ui");
  gtk_widget_class_bind_template_child (widget_class, UiComposer, editing);
  gtk_widget_class_bind_template_child (widget_class, UiComposer, hint);
  gtk_widget_class_bind_template_child (widget_class, UiComposer, box);
  gtk_widget_class_bind_template_child (widget_class, UiComposer, text_view);
  gtk_widget_class_bind_template_child (widget_class, UiComposer, placeholder);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_bind_template_callback (widget_class, on_paste);
  gtk_widget_class_bind_template_callback (widget_class, on_preedit);
  gtk_widget_class_set_css_name (widget_class, "composer");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

/* Lines wrap, and yet GTK 4.8 scrolls a text that has just been shown sideways, over its margin. */
static void
keep_margin (GtkAdjustment *adjustment)
{
  gtk_adjustment_set_value (adjustment, 0);
}

static void
init_writing (UiComposer *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  self->spelling = ui_spelling_new (self->text_view);
  self->completion = ui_emoji_completion_new (self->text_view);
  self->suggestions = g_menu_new ();
  g_menu_append_section (menu, NULL, G_MENU_MODEL (self->suggestions));
  gtk_text_view_set_extra_menu (self->text_view, G_MENU_MODEL (menu));
  /* Before the view, which opens the menu. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_secondary_click), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->text_view), GTK_EVENT_CONTROLLER (click));
}

static void
ui_composer_init (UiComposer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->conversation_signals = g_signal_group_new (IM_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::draft",
                                  G_CALLBACK (on_draft), self);
  g_signal_group_connect_swapped (self->conversation_signals, "kept", G_CALLBACK (on_kept), self);
  g_signal_group_connect_swapped (self->conversation_signals, "not-kept",
                                  G_CALLBACK (update_actions), self);
  self->account = g_signal_group_new (IM_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account, "notify::enabled", G_CALLBACK (update_actions),
                                  self);
  g_signal_connect_object (gtk_text_view_get_buffer (self->text_view), "changed",
                           G_CALLBACK (on_text_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->text_view)),
                           "changed", G_CALLBACK (on_resized), self, G_CONNECT_SWAPPED);
  g_signal_connect (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->text_view)),
                    "value-changed", G_CALLBACK (keep_margin), NULL);
  init_writing (self);
  watch_keyboard (self);
  update_actions (self);
}
