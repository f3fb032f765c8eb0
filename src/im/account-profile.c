/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the person chose for an account: whether it is used, its name and colour, its presence.
 */

#include "im/account-private.h"

/* The archive has "as all accounts" before the others. */
G_STATIC_ASSERT ((int) STORE_SHOW_OFFLINE == (int) IM_SHOW_OFFLINE + 1);
G_STATIC_ASSERT ((int) STORE_SHOW_INVISIBLE == (int) IM_SHOW_INVISIBLE + 1);

static char *
dup_filled (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));

  return *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
}

gboolean
im_account_get_enabled (ImAccount *self)
{
  return im_account_get_record (self)->enabled;
}

void
im_account_set_enabled (ImAccount *self, gboolean enabled)
{
  StoreAccount *record = im_account_get_record (self);

  if (record->enabled == enabled)
    return;
  record->enabled = enabled;
  im_account_save (self);
  g_object_notify (G_OBJECT (self), "enabled");
  im_account_update (self);
}

const char *
im_account_get_label (ImAccount *self)
{
  return im_account_get_record (self)->label;
}

const char *
im_account_get_name (ImAccount *self)
{
  const char *label = im_account_get_label (self);

  return label != NULL ? label : im_account_get_address (self);
}

void
im_account_set_label (ImAccount *self, const char *label)
{
  StoreAccount *record = im_account_get_record (self);
  g_autofree char *filled = dup_filled (label);

  if (g_strcmp0 (record->label, filled) == 0)
    return;
  g_free (record->label);
  record->label = g_steal_pointer (&filled);
  im_account_save (self);
  g_object_notify (G_OBJECT (self), "name");
}

int
im_account_get_hue (ImAccount *self)
{
  return im_account_get_record (self)->hue;
}

void
im_account_set_hue (ImAccount *self, int hue)
{
  StoreAccount *record = im_account_get_record (self);

  g_return_if_fail (hue >= -1 && hue < 360);

  if (record->hue == hue)
    return;
  record->hue = hue;
  im_account_save (self);
  g_object_notify (G_OBJECT (self), "hue");
}

int
im_account_get_priority (ImAccount *self)
{
  return im_account_get_record (self)->priority;
}

int
im_account_get_away_priority (ImAccount *self)
{
  return im_account_get_record (self)->away_priority;
}

void
im_account_set_priorities (ImAccount *self, int available, int away)
{
  StoreAccount *record = im_account_get_record (self);

  g_return_if_fail (available >= -128 && available <= 127);
  g_return_if_fail (away >= -128 && away <= 127);

  if (record->priority == available && record->away_priority == away)
    return;
  record->priority = available;
  record->away_priority = away;
  im_account_save (self);
  im_account_apply_profile (self);
}

gboolean
im_account_get_own_presence (ImAccount *self, ImShow *show, const char **text)
{
  const StoreAccount *record = im_account_get_record (self);

  if (record->own_show == STORE_SHOW_COMMON)
    return FALSE;
  *show = (ImShow) (record->own_show - STORE_SHOW_OFFLINE);
  *text = record->own_status;
  return TRUE;
}

static void
set_own_show (ImAccount *self, StoreShow show, const char *text)
{
  StoreAccount *record = im_account_get_record (self);
  /* @text may be the old one, as im_account_get_own_presence() lends it. */
  g_autofree char *old_status = record->own_status;

  record->own_status = dup_filled (text);
  record->own_show = show;
  im_account_save (self);
  im_account_apply_profile (self);
}

void
im_account_set_own_presence (ImAccount *self, ImShow show, const char *text)
{
  set_own_show (self, (StoreShow) (STORE_SHOW_OFFLINE + (int) show), text);
}

void
im_account_follow_presence (ImAccount *self)
{
  set_own_show (self, STORE_SHOW_COMMON, NULL);
}

void
im_account_apply_profile (ImAccount *self)
{
  const StoreAccount *record = im_account_get_record (self);
  ImOwnPresence *presence = im_account_get_presence (self);
  ImShow show;
  const char *text;

  im_own_presence_set_priorities (presence, record->priority, record->away_priority);
  if (im_account_get_own_presence (self, &show, &text))
    im_own_presence_set_own (presence, show, text);
  else
    im_own_presence_follow (presence);
  im_account_update (self);
}

ImHiding
im_account_get_hiding (ImAccount *self)
{
  return im_own_presence_get_hiding (im_account_get_presence (self));
}

void
im_account_show_to (ImAccount *self, XmppJid *contact, gboolean shown)
{
  im_own_presence_show_to (im_account_get_presence (self), contact, shown);
}

gboolean
im_account_is_shown_to (ImAccount *self, XmppJid *contact)
{
  return im_own_presence_is_shown_to (im_account_get_presence (self), contact);
}
