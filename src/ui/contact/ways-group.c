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
#include "ui/error-words.h"
#include "ui/widgets/button-names.h"

#include <glib/gi18n.h>

struct _UiWaysGroup {
  AdwPreferencesGroup parent_instance;

  ImContact *contact; /* NULL until it is set */
  GListModel *accounts;
  GPtrArray *ways; /* of Way, as they are shown */
  GtkWidget *more_row;
};

typedef struct {
  UiWaysGroup *group;
  ImAccount *account;
  char *name; /* of the account */
  XmppJid *jid;
  gboolean joined;
  GtkWidget *row;    /* of the group, once it is shown … */
  GtkWidget *button; /* … and in the row */
} Way;

G_DEFINE_FINAL_TYPE (UiWaysGroup, ui_ways_group, ADW_TYPE_PREFERENCES_GROUP)

static Way *
way_new (UiWaysGroup *group, ImAccount *account, XmppJid *jid, gboolean joined)
{
  Way *way = g_new0 (Way, 1);

  way->group = group;
  way->account = g_object_ref (account);
  way->name = g_strdup (im_account_get_name (account));
  way->jid = xmpp_jid_ref (jid);
  way->joined = joined;
  return way;
}

static void
way_free (gpointer data)
{
  Way *way = data;

  g_object_unref (way->account);
  g_free (way->name);
  xmpp_jid_unref (way->jid);
  g_free (way);
}

static gboolean
is_same_way (gconstpointer a, gconstpointer b)
{
  const Way *left = a;
  const Way *right = b;

  return left->account == right->account && xmpp_jid_equal (left->jid, right->jid);
}

/* (nullable) (transfer none): the account of the contact may be gone */
static ImPeople *
people_of (UiWaysGroup *self)
{
  ImAccount *account = im_contact_get_account (self->contact);

  return account != NULL ? im_people_get (account) : NULL;
}

/* What is to be done ends the rows, and @way with them. */
static void
on_clicked (Way *way)
{
  UiWaysGroup *self = way->group;
  g_autoptr (ImAccount) account = g_object_ref (way->account);
  g_autoptr (XmppJid) jid = xmpp_jid_ref (way->jid);

  if (people_of (self) == NULL)
    return;
  if (way->joined)
    im_people_part (people_of (self), account, jid);
  else
    im_people_join (people_of (self), im_contact_get_account (self->contact),
                    im_contact_get_jid (self->contact), account, jid);
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

static void
add_row (UiWaysGroup *self, Way *way)
{
  const char *address = xmpp_jid_string (way->jid);
  /* Translators: %s is the name of an account of the person who reads this. */
  g_autofree char *subtitle =
    g_strdup_printf (way->joined ? _ ("From %s") : _ ("Also a contact of %s"), way->name);
  /* Translators: read aloud for a button: an address, and the account that it is written from. */
  g_autofree char *spoken = g_strdup_printf (
    way->joined ? _ ("Separate %s from %s") : _ ("Join %s from %s"), address, way->name);

  way->row = adw_action_row_new ();
  way->button = gtk_button_new_with_label (way->joined ? _ ("Separate") : _ ("Join"));
  gtk_widget_set_valign (way->button, GTK_ALIGN_CENTER);
  ui_button_names_set_one (way->button, spoken);
  g_signal_connect_swapped (way->button, "clicked", G_CALLBACK (on_clicked), way);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (way->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (way->row), address);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (way->row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (way->row), way->button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), way->row);
}

/* (element-type Way): those that are joined, then those that could be */
static GPtrArray *
list_ways (UiWaysGroup *self)
{
  GPtrArray *ways = g_ptr_array_new_with_free_func (way_free);
  ImAccount *account = im_contact_get_account (self->contact);
  XmppJid *jid = im_contact_get_jid (self->contact);
  ImPerson *person = im_person_of_contact (self->contact);
  g_autoptr (GPtrArray) suggested = NULL;

  for (guint i = 0; person != NULL && i < im_person_get_n_ways (person); i++) {
    const ImWay *way = im_person_get_way (person, i);

    if (way->account != account || !xmpp_jid_equal (way->jid, jid))
      g_ptr_array_add (ways, way_new (self, way->account, way->jid, TRUE));
  }
  if (account == NULL)
    return ways;
  suggested = im_people_suggest (im_people_get (account), account, jid);
  for (guint i = 0; i < suggested->len; i++)
    g_ptr_array_add (ways, way_new (self, im_contact_get_account (suggested->pdata[i]),
                                    im_contact_get_jid (suggested->pdata[i]), FALSE));
  return ways;
}

static gboolean
are_shown (UiWaysGroup *self, GPtrArray *ways)
{
  gboolean same = ways->len == self->ways->len;

  for (guint i = 0; same && i < ways->len; i++) {
    const Way *way = ways->pdata[i];
    const Way *shown = self->ways->pdata[i];

    same = is_same_way (way, shown) && way->joined == shown->joined &&
           g_str_equal (way->name, shown->name);
  }
  return same;
}

static gboolean
has_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* The keyboard goes to the way that had it among the @old ones, else to the one in its place.
 * @focused: of the old ones */
static void
restore_focus (UiWaysGroup *self, GPtrArray *old, guint focused)
{
  guint place = focused;
  const Way *way;

  if (focused < old->len)
    g_ptr_array_find_with_equal_func (self->ways, old->pdata[focused], is_same_way, &place);
  way = focused < old->len && self->ways->len > 0
          ? self->ways->pdata[MIN (place, self->ways->len - 1)]
          : NULL;
  gtk_widget_grab_focus (way != NULL ? way->button : self->more_row);
}

/* Mostly nothing has: a person also changes with each message. */
static void
refresh (UiWaysGroup *self)
{
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (GPtrArray) ways = list_ways (self);
  gboolean had_focus = has_focus (GTK_WIDGET (self));
  guint focused;

  if (are_shown (self, ways))
    return;
  old = g_steal_pointer (&self->ways);
  self->ways = g_steal_pointer (&ways);
  for (focused = 0; focused < old->len; focused++)
    if (has_focus (((Way *) old->pdata[focused])->row))
      break;
  for (guint i = 0; i < old->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), ((Way *) old->pdata[i])->row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->more_row);
  for (guint i = 0; i < self->ways->len; i++)
    add_row (self, self->ways->pdata[i]);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->more_row);
  if (had_focus)
    restore_focus (self, old, focused);
}

/* Who was joined or separated is so only until Kith ends. */
static void
on_not_saved (UiWaysGroup *self, const GError *error)
{
  g_autofree char *words = ui_error_to_words (error);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

void
ui_ways_group_set_contact (UiWaysGroup *self, ImContact *contact, GListModel *accounts)
{
  g_return_if_fail (self->contact == NULL);

  self->contact = g_object_ref (contact);
  self->accounts = g_object_ref (accounts);
  g_signal_connect_object (people_of (self), "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (people_of (self), "contacts-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (people_of (self), "not-saved", G_CALLBACK (on_not_saved), self,
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
  G_OBJECT_CLASS (ui_ways_group_parent_class)->dispose (object);
}

static void
ui_ways_group_finalize (GObject *object)
{
  g_ptr_array_unref (UI_WAYS_GROUP (object)->ways);
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
  self->ways = g_ptr_array_new_with_free_func (way_free);
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
