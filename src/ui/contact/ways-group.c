/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The other ways to the person whom a contact is: a row for each, one for each that has the same
 * address, and one that leads to all other contacts.
 */
#include "config.h"

#include "ui/contact/ways-group.h"

#include "im/account.h"
#include "im/contact.h"
#include "im/people.h"
#include "ui/contact/contact-chooser.h"

#include <glib/gi18n.h>

struct _UiWaysGroup {
  AdwPreferencesGroup parent_instance;

  ImContact *contact; /* NULL until it is set */
  GListModel *accounts;
  GPtrArray *rows; /* of GtkWidget, owned by the group */
  GtkWidget *more_row;
};

/* A way that a button is for. */
typedef struct {
  UiWaysGroup *group;
  ImAccount *account;
  XmppJid *jid;
} Choice;

G_DEFINE_FINAL_TYPE (UiWaysGroup, ui_ways_group, ADW_TYPE_PREFERENCES_GROUP)

static void
free_choice (gpointer data, GClosure *closure)
{
  Choice *choice = data;

  g_object_unref (choice->account);
  xmpp_jid_unref (choice->jid);
  g_free (choice);
}

/* (nullable) (transfer none): the account of the contact may be gone */
static ImPeople *
people_of (UiWaysGroup *self)
{
  ImAccount *account = im_contact_get_account (self->contact);

  return account != NULL ? im_people_get (account) : NULL;
}

static void
on_join (GtkButton *button, Choice *choice)
{
  UiWaysGroup *self = choice->group;

  if (people_of (self) != NULL)
    im_people_join (people_of (self), im_contact_get_account (self->contact),
                    im_contact_get_jid (self->contact), choice->account, choice->jid);
}

static void
on_separate (GtkButton *button, Choice *choice)
{
  if (people_of (choice->group) != NULL)
    im_people_part (people_of (choice->group), choice->account, choice->jid);
}

static void
on_chosen (UiWaysGroup *self, ImContact *chosen)
{
  ImAccount *account = im_contact_get_account (chosen);

  if (account != NULL && people_of (self) != NULL)
    im_people_join (people_of (self), im_contact_get_account (self->contact),
                    im_contact_get_jid (self->contact), account, im_contact_get_jid (chosen));
}

static void
on_more (UiWaysGroup *self)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  UiContactChooser *chooser = ui_contact_chooser_new (parent, self->accounts, self->contact);

  g_signal_connect_object (chooser, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (chooser));
}

static GtkWidget *
new_button (UiWaysGroup *self,
            const char *label,
            const char *spoken,
            void (*clicked) (GtkButton *, Choice *),
            ImAccount *account,
            XmppJid *jid)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  Choice *choice = g_new0 (Choice, 1);

  choice->group = self;
  choice->account = g_object_ref (account);
  choice->jid = xmpp_jid_ref (jid);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (clicked), choice, free_choice, 0);
  return button;
}

static void
add_row (UiWaysGroup *self, ImAccount *account, XmppJid *jid, gboolean joined)
{
  GtkWidget *row = adw_action_row_new ();
  const char *name = im_account_get_name (account);
  /* Translators: %s is the name of an account of the person who reads this. */
  g_autofree char *subtitle =
    g_strdup_printf (joined ? _ ("From %s") : _ ("Also a contact of %s"), name);
  /* Translators: read aloud for a button: an address, and the account that it is written from. */
  g_autofree char *spoken = g_strdup_printf (
    joined ? _ ("Separate %s from %s") : _ ("Join %s from %s"), xmpp_jid_string (jid), name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), xmpp_jid_string (jid));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             new_button (self, joined ? _ ("Separate") : _ ("Join"), spoken,
                                         joined ? on_separate : on_join, account, jid));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
add_rows (UiWaysGroup *self)
{
  ImAccount *account = im_contact_get_account (self->contact);
  XmppJid *jid = im_contact_get_jid (self->contact);
  ImPerson *person = im_person_of_contact (self->contact);
  g_autoptr (GPtrArray) suggested = NULL;

  for (guint i = 0; person != NULL && i < im_person_get_n_ways (person); i++) {
    const ImWay *way = im_person_get_way (person, i);

    if (way->account != account || !xmpp_jid_equal (way->jid, jid))
      add_row (self, way->account, way->jid, TRUE);
  }
  if (account == NULL)
    return;
  suggested = im_people_suggest (im_people_get (account), account, jid);
  for (guint i = 0; i < suggested->len; i++)
    add_row (self, im_contact_get_account (suggested->pdata[i]),
             im_contact_get_jid (suggested->pdata[i]), FALSE);
}

static void
refresh (UiWaysGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->more_row);
  add_rows (self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->more_row);
  if (had_focus)
    gtk_widget_grab_focus (self->more_row);
}

void
ui_ways_group_set_contact (UiWaysGroup *self, ImContact *contact, GListModel *accounts)
{
  g_return_if_fail (self->contact == NULL);

  self->contact = g_object_ref (contact);
  self->accounts = g_object_ref (accounts);
  g_signal_connect_object (people_of (self), "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
}

static void
ui_ways_group_dispose (GObject *object)
{
  UiWaysGroup *self = UI_WAYS_GROUP (object);

  g_clear_object (&self->contact);
  g_clear_object (&self->accounts);
  g_clear_object (&self->more_row);
  g_ptr_array_set_size (self->rows, 0);
  G_OBJECT_CLASS (ui_ways_group_parent_class)->dispose (object);
}

static void
ui_ways_group_finalize (GObject *object)
{
  g_ptr_array_unref (UI_WAYS_GROUP (object)->rows);
  G_OBJECT_CLASS (ui_ways_group_parent_class)->finalize (object);
}

static void
ui_ways_group_class_init (UiWaysGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ui_ways_group_dispose;
  object_class->finalize = ui_ways_group_finalize;
}

static void
ui_ways_group_init (UiWaysGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->more_row = g_object_ref_sink (adw_action_row_new ());
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self->more_row), TRUE);
  /* Translators: leads to a list of contacts. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->more_row), _ ("_Same Person As…"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->more_row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->more_row), TRUE);
  g_signal_connect_swapped (self->more_row, "activated", G_CALLBACK (on_more), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->more_row);
}
