/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Marks the words of a text view that no dictionary of the person's languages knows.
 */
#include "config.h"

#include "ui/chat/spelling.h"

#include <enchant.h>
#include <string.h>

/* So long the text is read before the rest of the program has its turn, in µs. */
#define SLICE 4000
/* Longer words are no words. */
#define MAX_WORD 64
/* So many words are remembered. */
#define MAX_KNOWN 4096

typedef struct {
  EnchantBroker *broker;
  GPtrArray *dicts; /* of EnchantDict, the best language first */
} Books;

struct _UiSpelling {
  GObject parent_instance;

  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkTextTag *tag;
  Books *books;              /* (nullable): until they are loaded */
  GHashTable *known;         /* word → whether it is right */
  GCancellable *cancellable; /* (nullable): of the loading */
  gboolean enabled;
  guint source;
  int next; /* the character from which on the text has not been read */
};

G_DEFINE_FINAL_TYPE (UiSpelling, ui_spelling, G_TYPE_OBJECT)

static void
books_free (gpointer data)
{
  Books *books = data;

  for (guint i = 0; i < books->dicts->len; i++)
    enchant_broker_free_dict (books->broker, books->dicts->pdata[i]);
  g_ptr_array_unref (books->dicts);
  enchant_broker_free (books->broker);
  g_free (books);
}

/* "de_AT.UTF-8" and "C" are in the list of languages too. */
static gboolean
is_language (const char *name)
{
  return strpbrk (name, ".@") == NULL && !g_str_equal (name, "C") && !g_str_equal (name, "POSIX");
}

static void
load_books (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *const *languages = g_get_language_names ();
  Books *books = g_new0 (Books, 1);

  books->broker = enchant_broker_init ();
  books->dicts = g_ptr_array_new ();
  for (guint i = 0; languages[i] != NULL; i++)
    if (is_language (languages[i]) && enchant_broker_dict_exists (books->broker, languages[i])) {
      EnchantDict *dict = enchant_broker_request_dict (books->broker, languages[i]);

      if (dict != NULL)
        g_ptr_array_add (books->dicts, dict);
    }
  g_task_return_pointer (task, books, books_free);
}

gboolean
ui_spelling_is_word (const char *token, const char *word)
{
  gsize length = strlen (token);

  /* What ends a sentence is no part of an address. */
  while (length > 0 && strchr (".,:;!?)…\"'", token[length - 1]) != NULL)
    length--;
  for (gsize i = 0; i < length; i++)
    if (strchr ("/@\\_=#~`", token[i]) != NULL || (i > 0 && strchr (".:", token[i]) != NULL))
      return FALSE;
  for (const char *p = word; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      return FALSE;
  return *token != ':' && strlen (word) <= MAX_WORD;
}

static gboolean
is_right (UiSpelling *self, const char *word)
{
  gpointer found;
  gboolean right = self->books->dicts->len == 0;

  if (g_hash_table_lookup_extended (self->known, word, NULL, &found))
    return GPOINTER_TO_INT (found);
  for (guint i = 0; !right && i < self->books->dicts->len; i++)
    right = enchant_dict_check (self->books->dicts->pdata[i], word, (gssize) strlen (word)) == 0;
  if (g_hash_table_size (self->known) >= MAX_KNOWN)
    g_hash_table_remove_all (self->known);
  g_hash_table_insert (self->known, g_strdup (word), GINT_TO_POINTER (right));
  return right;
}

static gboolean
is_space (gunichar c, gpointer data)
{
  return g_unichar_isspace (c);
}

/* What stands between spaces around the word. */
static char *
dup_token (const GtkTextIter *start, const GtkTextIter *end)
{
  GtkTextIter first = *start, last = *end;

  if (gtk_text_iter_backward_find_char (&first, is_space, NULL, NULL))
    gtk_text_iter_forward_char (&first);
  else
    gtk_text_iter_set_offset (&first, 0);
  if (!g_unichar_isspace (gtk_text_iter_get_char (&last)))
    gtk_text_iter_forward_find_char (&last, is_space, NULL, NULL);
  return gtk_text_iter_get_text (&first, &last);
}

static gboolean
is_being_written (UiSpelling *self, const GtkTextIter *end)
{
  GtkTextIter caret;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret,
                                    gtk_text_buffer_get_insert (self->buffer));
  return gtk_widget_has_focus (GTK_WIDGET (self->view)) && gtk_text_iter_equal (&caret, end);
}

static void
check_word (UiSpelling *self, const GtkTextIter *start, const GtkTextIter *end)
{
  g_autofree char *word = gtk_text_iter_get_text (start, end);
  g_autofree char *token = dup_token (start, end);

  if (ui_spelling_is_word (token, word) && !is_being_written (self, end) && !is_right (self, word))
    gtk_text_buffer_apply_tag (self->buffer, self->tag, start, end);
}

/* Reads from @place to the end of the next word; FALSE: there is none. */
static gboolean
read_word (UiSpelling *self, GtkTextIter *place)
{
  GtkTextIter end = *place, start;
  gboolean found = gtk_text_iter_forward_word_end (&end);

  if (!found && !gtk_text_iter_ends_word (&end))
    gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->tag, place, &end);
  start = end;
  if (gtk_text_iter_ends_word (&end) && gtk_text_iter_backward_word_start (&start))
    check_word (self, &start, &end);
  *place = end;
  return found && !gtk_text_iter_is_end (&end);
}

static gboolean
on_idle (gpointer data)
{
  UiSpelling *self = data;
  gint64 deadline = g_get_monotonic_time () + SLICE;
  GtkTextIter place;
  gboolean more = TRUE;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &place, self->next);
  while (more && g_get_monotonic_time () < deadline)
    more = read_word (self, &place);
  self->next = gtk_text_iter_get_offset (&place);
  if (!more)
    self->source = 0;
  return more ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Reads all again, most of it from memory. */
static void
read_again (UiSpelling *self)
{
  self->next = 0;
  if (self->enabled && self->books != NULL && self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_LOW, on_idle, self, NULL);
}

static void
on_books (GObject *source, GAsyncResult *result, gpointer data)
{
  UiSpelling *self = UI_SPELLING (source);

  g_clear_object (&self->cancellable);
  self->books = g_task_propagate_pointer (G_TASK (result), NULL);
  read_again (self);
}

/* Dictionaries take megabytes: they come with the first letter that is written. */
static void
load (UiSpelling *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->books != NULL || self->cancellable != NULL ||
      gtk_text_buffer_get_char_count (self->buffer) == 0)
    return;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, on_books, NULL);
  g_task_set_source_tag (task, load);
  g_task_run_in_thread (task, load_books);
}

/* The text or the caret is another. */
static void
restart (UiSpelling *self)
{
  if (self->enabled)
    load (self);
  read_again (self);
}

void
ui_spelling_set_enabled (UiSpelling *self, gboolean enabled)
{
  GtkTextIter start, end;

  self->enabled = enabled;
  if (enabled) {
    restart (self);
    return;
  }
  g_clear_handle_id (&self->source, g_source_remove);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->tag, &start, &end);
}

gboolean
ui_spelling_find (UiSpelling *self, GtkTextIter *place, GtkTextIter *end)
{
  *end = *place;
  if (!gtk_text_iter_has_tag (place, self->tag) && !gtk_text_iter_ends_tag (place, self->tag))
    return FALSE;
  if (!gtk_text_iter_starts_tag (place, self->tag))
    gtk_text_iter_backward_to_tag_toggle (place, self->tag);
  if (!gtk_text_iter_ends_tag (end, self->tag))
    gtk_text_iter_forward_to_tag_toggle (end, self->tag);
  return TRUE;
}

GStrv
ui_spelling_suggest (UiSpelling *self, const char *word, guint max)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; self->books != NULL && i < self->books->dicts->len; i++) {
    EnchantDict *dict = self->books->dicts->pdata[i];
    gsize n_found = 0;
    char **found = enchant_dict_suggest (dict, word, (gssize) strlen (word), &n_found);

    for (gsize j = 0; j < n_found && n < max; j++, n++)
      g_strv_builder_add (builder, found[j]);
    if (found != NULL)
      enchant_dict_free_string_list (dict, found);
  }
  return g_strv_builder_end (builder);
}

void
ui_spelling_learn (UiSpelling *self, const char *word)
{
  if (self->books == NULL || self->books->dicts->len == 0)
    return;
  enchant_dict_add (self->books->dicts->pdata[0], word, (gssize) strlen (word));
  g_hash_table_remove (self->known, word);
  restart (self);
}

UiSpelling *
ui_spelling_new (GtkTextView *view)
{
  UiSpelling *self = g_object_new (UI_TYPE_SPELLING, NULL);

  self->view = view;
  self->buffer = g_object_ref (gtk_text_view_get_buffer (view));
  self->tag =
    gtk_text_buffer_create_tag (self->buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (restart), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "notify::cursor-position", G_CALLBACK (restart), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static void
ui_spelling_dispose (GObject *object)
{
  UiSpelling *self = UI_SPELLING (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->buffer);
  g_clear_pointer (&self->books, books_free);
  G_OBJECT_CLASS (ui_spelling_parent_class)->dispose (object);
}

static void
ui_spelling_finalize (GObject *object)
{
  g_hash_table_unref (UI_SPELLING (object)->known);
  G_OBJECT_CLASS (ui_spelling_parent_class)->finalize (object);
}

static void
ui_spelling_class_init (UiSpellingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_spelling_dispose;
  G_OBJECT_CLASS (klass)->finalize = ui_spelling_finalize;
}

static void
ui_spelling_init (UiSpelling *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
