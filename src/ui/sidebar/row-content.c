/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a row of the sidebar says about its item: pure functions from item to texts.
 */
#include "config.h"

#include "ui/sidebar/row-content.h"

#include "base/time.h"
#include "im/account.h"
#include "im/contact.h"
#include "im/conversation.h"
#include "im/person.h"
#include "ui/chat/message-words.h"
#include "ui/sidebar/contact-group.h"
#include "ui/widgets/clock.h"
#include "ui/widgets/presence.h"

#include <glib/gi18n.h>

char *
ui_row_content_format_time (gint64 time, gint64 now, gboolean hours_24)
{
  g_autoptr (GDateTime) then = base_time_to_local (time);
  g_autoptr (GDateTime) today = base_time_to_local (now);
  g_autoptr (GDateTime) midnight = NULL;
  GTimeSpan since;

  if (then == NULL || today == NULL)
    return NULL;

  midnight =
    g_date_time_new (base_time_get_zone (), g_date_time_get_year (today),
                     g_date_time_get_month (today), g_date_time_get_day_of_month (today), 0, 0, 0);
  since = g_date_time_difference (midnight, then);
  if (since <= 0)
    return ui_time_text (then, hours_24);
  if (since <= 6 * G_TIME_SPAN_DAY)
    return g_date_time_format (then, "%a");
  if (g_date_time_get_year (then) == g_date_time_get_year (today))
    /* Translators: the day of a message of this year. */
    return g_date_time_format (then, C_ ("sidebar day", "%-d %b"));
  /* Translators: the day of a message of an earlier year. */
  return g_date_time_format (then, C_ ("sidebar day with year", "%-d %b %Y"));
}

static void
fill_from_group (UiRowContent *content, UiContactGroup *group)
{
  const char *name = ui_contact_group_get_name (group);
  guint online = ui_contact_group_get_online (group);
  guint total = ui_contact_group_get_total (group);

  content->heading = TRUE;
  content->expanded = ui_contact_group_get_expanded (group);
  content->title = g_strdup (name != NULL ? name : _ ("Others"));
  content->detail = g_strdup_printf ("%u/%u", online, total);
  /* Translators: the heading of a group of contacts, read aloud: its name, how many of them are
   * online, how many there are. */
  content->spoken =
    g_strdup_printf (_ ("Group %s, %u of %u online"), content->title, online, total);
}

/* @account: (nullable) */
static void
add_account (UiRowContent *content, ImAccount *account)
{
  g_autofree char *spoken = NULL;

  if (account == NULL || im_account_get_alone (account))
    return;
  content->account = g_strdup (im_account_get_name (account));
  content->account_seed = g_strdup (im_account_get_address (account));
  content->account_hue = im_account_get_hue (account);
  spoken = g_steal_pointer (&content->spoken);
  /* Translators: a contact or a chat, and the name of the person's account that it belongs to. */
  content->spoken = g_strdup_printf (_ ("%s, account %s"), spoken, content->account);
}

/* The names of the accounts by which a person is reached. */
static void
add_accounts_of (UiRowContent *content, ImContact *contact)
{
  ImPerson *person = im_person_of_contact (contact);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *spoken = g_strdup (content->spoken);

  add_account (content, im_contact_get_account (contact));
  if (person == NULL || content->account == NULL)
    return;
  for (guint i = 0; i < im_person_get_n_ways (person); i++) {
    const char *name = im_account_get_name (im_person_get_way (person, i)->account);

    if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
      g_ptr_array_add (names, (gpointer) name);
  }
  g_ptr_array_add (names, NULL);
  g_free (content->account);
  content->account = g_strjoinv (" + ", (char **) names->pdata);
  g_free (content->spoken);
  /* Translators: a contact, and the names of the person's accounts that lead to them. */
  content->spoken = g_strdup_printf (_ ("%s, accounts %s"), spoken, content->account);
}

static void
fill_from_contact (UiRowContent *content, ImContact *contact)
{
  ImContact *best = im_person_best_of (contact);
  const char *status = im_contact_get_status_text (best);
  gboolean has_more_to_say = TRUE;

  content->title = im_contact_dup_display_name (contact);
  content->seed = g_strdup (im_contact_get_address (contact));
  content->show = im_contact_get_show (best);
  content->has_presence = TRUE;
  if (im_contact_get_ask (contact))
    content->subtitle = g_strdup (_ ("Has not answered your request yet"));
  else if (status != NULL && *status != '\0')
    content->subtitle = g_strdup (status);
  else {
    content->subtitle = g_strdup (ui_presence_to_words (content->show));
    has_more_to_say = FALSE;
  }
  content->spoken = g_strjoin (", ", content->title, ui_presence_to_words (content->show),
                               has_more_to_say ? content->subtitle : NULL, NULL);
  add_accounts_of (content, contact);
}

static char *
describe_preview (ImConversation *conversation)
{
  const char *draft = im_conversation_get_draft (conversation);
  const char *preview = im_conversation_get_preview (conversation);
  gboolean outgoing, retracted;

  g_object_get (conversation, "preview-outgoing", &outgoing, "preview-retracted", &retracted, NULL);
  if (im_person_is_typing (conversation))
    return g_strdup (_ ("Writing…"));
  if (*draft != '\0')
    /* Translators: a text that was begun and not yet sent. */
    return g_strdup_printf (_ ("Draft: %s"), draft);
  if (retracted)
    return g_strdup (outgoing ? _ ("You took this message back")
                              : _ ("This message was taken back"));
  if (outgoing && *preview != '\0')
    /* Translators: the newest message of a chat, when the person wrote it. */
    return g_strdup_printf (_ ("You: %s"), preview);
  return g_strdup (preview);
}

/* @text: (nullable) */
static void
say (GStrvBuilder *spoken, const char *text)
{
  if (text != NULL && *text != '\0')
    g_strv_builder_add (spoken, text);
}

/* What is new first, who is there and where the chat stands last. */
static char *
describe_conversation (const UiRowContent *content, gboolean archived)
{
  g_autofree char *unread = g_strdup_printf (
    ngettext ("%u unread message", "%u unread messages", content->badge), content->badge);
  g_autoptr (GStrvBuilder) spoken = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  say (spoken, content->title);
  say (spoken, content->badge > 0 ? unread : NULL);
  say (spoken, content->subtitle);
  say (spoken, content->detail);
  say (spoken, content->has_presence ? ui_presence_to_words (content->show) : NULL);
  say (spoken, content->pinned ? _ ("pinned") : NULL);
  say (spoken, content->muted ? _ ("muted") : NULL);
  say (spoken, archived ? _ ("archived") : NULL);
  words = g_strv_builder_end (spoken);
  return g_strjoinv (", ", words);
}

static void
fill_from_conversation (UiRowContent *content, ImConversation *conversation, gint64 now)
{
  ImContact *contact = im_conversation_get_contact (conversation);

  content->title = g_strdup (im_conversation_get_display_name (conversation));
  content->subtitle = describe_preview (conversation);
  content->detail = ui_row_content_format_time (im_conversation_get_last_time (conversation), now,
                                                ui_clock_get_hours_24 (ui_clock_get ()));
  content->seed = g_strdup (im_conversation_get_address (conversation));
  content->has_presence = contact != NULL;
  content->show =
    contact != NULL ? im_contact_get_show (im_person_best_of (contact)) : IM_SHOW_OFFLINE;
  content->badge = im_person_count_unread (conversation);
  content->pinned = im_conversation_get_pinned (conversation);
  content->muted = im_conversation_get_muted (conversation);
  content->spoken = describe_conversation (content, im_conversation_get_archived (conversation));
  add_account (content, im_conversation_get_account (conversation));
}

/* A status or a message may have many lines; a row has one. */
static void
make_single_line (char *text)
{
  if (text != NULL)
    g_strdelimit (text, "\n\r\t\v\f", ' ');
}

UiRowContent *
ui_row_content_new (GObject *item, gint64 now)
{
  UiRowContent *content = g_new0 (UiRowContent, 1);

  if (UI_IS_CONTACT_GROUP (item))
    fill_from_group (content, UI_CONTACT_GROUP (item));
  else if (IM_IS_CONTACT (item))
    fill_from_contact (content, IM_CONTACT (item));
  else if (IM_IS_CONVERSATION (item))
    fill_from_conversation (content, IM_CONVERSATION (item), now);
  else
    g_assert_not_reached ();

  make_single_line (content->title);
  make_single_line (content->subtitle);
  return content;
}

void
ui_row_content_free (UiRowContent *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->detail);
  g_free (self->seed);
  g_free (self->account);
  g_free (self->account_seed);
  g_free (self->spoken);
  g_free (self);
}
