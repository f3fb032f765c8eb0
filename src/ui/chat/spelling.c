/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Marks the words of a text view that no dictionary of the person's languages knows.
 */
#include "config.h"

#include "ui/chat/spelling.h"

#include "base/data.h"

#include <enchant.h>
#include <string.h>

/* So long the text is read before the rest of the program has its turn, in µs. */
#define SLICE 4000
/* Longer words are no words. */
#define MAX_WORD 64
/* So many words are remembered. */
#define MAX_KNOWN 4096

/* Used by one thread at a time: the main one, or one that they are lent to. */
typedef struct {
  GMutex lent;
  EnchantBroker *broker;
  GPtrArray *dicts; /* of EnchantDict, the best language first */
} Books;

/* What is to be looked up or written on a thread, as it takes up to a quarter of a second. */
struct _Errand {
  Books *books;
  char *word;
  guint max;
};
BASE_DEFINE_DATA (Errand, errand)

struct _UiSpelling {
  GObject parent_instance;

  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkTextTag *tag;
  Books *books;              /* (nullable): until they are loaded */
  GHashTable *known;         /* word → whether it is right */
  GCancellable *cancellable; /* (nullable): of the loading */
  guint n_errands;           /* the books are lent for them, so nothing is read */
  gboolean enabled;
  guint source;
  int next; /* the character from which on the text has not been read */
};

G_DEFINE_FINAL_TYPE (UiSpelling, ui_spelling, G_TYPE_OBJECT)

static void
books_clear (gpointer data)
{
  Books *books = data;

  for (guint i = 0; i < books->dicts->len; i++)
    enchant_broker_free_dict (books->broker, books->dicts->pdata[i]);
  g_ptr_array_unref (books->dicts);
  enchant_broker_free (books->broker);
  g_mutex_clear (&books->lent);
}

static void
books_unref (gpointer books)
{
  g_atomic_rc_box_release_full (books, books_clear);
}

static void
errand_cleanup (Errand *self)
{
  books_unref (self->books);
  g_free (self->word);
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
  Books *books = g_atomic_rc_box_new0 (Books);

  g_mutex_init (&books->lent);
  books->broker = enchant_broker_init ();
  books->dicts = g_ptr_array_new ();
  for (guint i = 0; languages[i] != NULL; i++)
    if (is_language (languages[i]) && enchant_broker_dict_exists (books->broker, languages[i])) {
      EnchantDict *dict = enchant_broker_request_dict (books->broker, languages[i]);

      if (dict != NULL)
        g_ptr_array_add (books->dicts, dict);
    }
  g_task_return_pointer (task, books, books_unref);
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

static void
read_on (UiSpelling *self)
{
  if (self->enabled && self->books != NULL && self->n_errands == 0 && self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_LOW, on_idle, self, NULL);
}

/* Reads all again, most of it from memory. */
static void
read_again (UiSpelling *self)
{
  self->next = 0;
  read_on (self);
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

static void
lend (UiSpelling *self, GTask *task, const char *word, guint max, GTaskThreadFunc func)
{
  Errand *errand = errand_alloc ();

  errand->books = g_atomic_rc_box_acquire (self->books);
  errand->word = g_strdup (word);
  errand->max = max;
  errand_to_task (errand, task);
  self->n_errands++;
  g_clear_handle_id (&self->source, g_source_remove);
  g_task_run_in_thread (task, func);
}

static void
take_back (UiSpelling *self)
{
  self->n_errands--;
  read_on (self);
}

static void
add_suggestions (EnchantDict *dict, const Errand *errand, GPtrArray *words)
{
  gsize n_found = 0;
  char **found =
    enchant_dict_suggest (dict, errand->word, (gssize) strlen (errand->word), &n_found);

  for (gsize i = 0; i < n_found && words->len < errand->max; i++)
    g_ptr_array_add (words, g_strdup (found[i]));
  if (found != NULL)
    enchant_dict_free_string_list (dict, found);
}

static void
words_free (gpointer words)
{
  g_strfreev (words);
}

static void
suggest (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Errand *errand = data;
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  g_mutex_lock (&errand->books->lent);
  for (guint i = 0; i < errand->books->dicts->len && words->len < errand->max; i++)
    add_suggestions (errand->books->dicts->pdata[i], errand, words);
  g_mutex_unlock (&errand->books->lent);
  g_ptr_array_add (words, NULL);
  g_task_return_pointer (task, g_ptr_array_steal (words, NULL), words_free);
}

void
ui_spelling_suggest_async (UiSpelling *self,
                           const char *word,
                           guint max,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (self->books != NULL);

  g_task_set_source_tag (task, ui_spelling_suggest_async);
  lend (self, task, word, max, suggest);
}

GStrv
ui_spelling_suggest_finish (UiSpelling *self, GAsyncResult *result)
{
  take_back (self);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
learn (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Errand *errand = data;

  g_mutex_lock (&errand->books->lent);
  enchant_dict_add (errand->books->dicts->pdata[0], errand->word, (gssize) strlen (errand->word));
  g_mutex_unlock (&errand->books->lent);
  g_task_return_boolean (task, TRUE);
}

static void
on_learned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UiSpelling *self = UI_SPELLING (source);
  const Errand *errand = errand_from_task (G_TASK (result));

  take_back (self);
  g_hash_table_remove (self->known, errand->word);
  restart (self);
}

void
ui_spelling_learn (UiSpelling *self, const char *word)
{
  g_autoptr (GTask) task = NULL;

  if (self->books == NULL || self->books->dicts->len == 0)
    return;
  task = g_task_new (self, NULL, on_learned, NULL);
  g_task_set_source_tag (task, ui_spelling_learn);
  lend (self, task, word, 0, learn);
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
  g_clear_pointer (&self->books, books_unref);
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
