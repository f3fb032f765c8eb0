/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a row of the sidebar says about its item: pure functions from item to texts.
 */
#pragma once

#include "im/types.h"

#include <glib-object.h>

/**
 * UiRowContent:
 * @heading: TRUE for the heading of a group: only @title and @detail are shown then
 * @title: the name
 * @subtitle: (nullable): status text, or the newest message in one line
 * @detail: (nullable): the time of the newest message, or a group's counts
 * @seed: (nullable): what the colour of the picture is made of
 * @show: presence of the person
 * @has_presence: whether @show is known
 * @badge: unread messages
 * @pinned: the chat stands above the others
 * @muted: nobody is told of what is new in it
 * @account: (nullable): the name of the account it belongs to, where there are several
 * @account_seed: (nullable): its address, which its colour is made of where @account_hue is -1
 * @account_hue: 0 … 359 degrees, or -1
 * @spoken: the whole row for assistive technology
 */
typedef struct {
  gboolean heading;
  gboolean expanded;
  char *title;
  char *subtitle;
  char *detail;
  char *seed;
  ImShow show;
  gboolean has_presence;
  guint badge;
  gboolean pinned;
  gboolean muted;
  char *account;
  char *account_seed;
  int account_hue;
  char *spoken;
} UiRowContent;

/* @item: ImContact, ImConversation or UiContactGroup. @now: µs since 1970, for the time's form. */
UiRowContent *ui_row_content_new (GObject *item, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
void ui_row_content_free (UiRowContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UiRowContent, ui_row_content_free)

/* The shortest form that is clear at @now: "14:03" or "2:03 PM", "Tue", "3 Mar", "3 Mar 2024", in
 * local time. */
char *
ui_row_content_format_time (gint64 time, gint64 now, gboolean hours_24) G_GNUC_WARN_UNUSED_RESULT;
