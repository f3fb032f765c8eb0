/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Suggestions for the contact list: whose are taken, and what becomes of them.
 */

#include "im/suggestions.h"

#include "rig.h"

#define SUGGEST(from, items)                                                                       \
  "S: <message from='" from "'><x xmlns='http://jabber.org/protocol/rosterx'>" items               \
  "</x></message>\n"
#define GATEWAY "<item jid='irc.example.com' subscription='both'/>"

/* "sender: action address …" for each that waits */
static void
assert_waiting (ImRig *rig, const char *expected)
{
  GListModel *model = im_suggestions_get (rig->account);
  g_autoptr (GString) text = g_string_new (NULL);

  im_rig_settle (rig);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (ImSuggestion) suggestion = g_list_model_get_item (model, i);
    const GPtrArray *items = im_suggestion_get_items (suggestion);

    g_string_append_printf (text, "%s:", xmpp_jid_string (im_suggestion_get_from (suggestion)));
    for (guint j = 0; j < items->len; j++) {
      const XmppExchangeItem *item = items->pdata[j];

      g_string_append_printf (text, " %d %s", item->action, xmpp_jid_string (item->jid));
    }
    g_string_append (text, "; ");
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static ImSuggestion *
first (ImRig *rig)
{
  return g_list_model_get_item (im_suggestions_get (rig->account), 0);
}

static void
test_trust (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, IM_RIG_JULIET GATEWAY);
  im_rig_play (rig, SUGGEST ("stranger@example.net/x", "<item jid='a@example.net'/>"));
  im_rig_play (rig, SUGGEST ("irc.example.net", "<item jid='a@example.net'/>"));
  assert_waiting (rig, "");

  /* People recommend; they do not take away, nor what is there. */
  im_rig_play (rig, SUGGEST ("juliet@example.com/x",
                             "<item jid='a@example.net'/><item jid='romeo@example.org'/>"
                             "<item jid='juliet@example.com'/>"
                             "<item jid='irc.example.com' action='delete'/>"));
  assert_waiting (rig, "juliet@example.com: 0 a@example.net; ");
  im_rig_play (rig, SUGGEST ("juliet@example.com/y", "<item jid='b@example.net'/>"));
  im_rig_play (rig, SUGGEST ("irc.example.com", "<item jid='juliet@example.com' action='delete'/>"
                                                "<item jid='a@irc.example.com' action='delete'/>"));
  im_rig_play (rig, SUGGEST ("example.org", "<item jid='c@example.org'/>"));
  assert_waiting (rig,
                  "juliet@example.com: 0 b@example.net; irc.example.com: 1 juliet@example.com; "
                  "example.org: 0 c@example.org; ");
}

static void
test_accept (ImRig *rig, gconstpointer data)
{
  const gboolean wanted[] = { FALSE, TRUE, TRUE };
  g_autoptr (ImSuggestion) suggestion = NULL;
  g_autoptr (GError) error = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET GATEWAY);
  im_rig_play (rig, SUGGEST ("irc.example.com",
                             "<item jid='a@irc.example.com'/>"
                             "<item jid='juliet@example.com' name='Jule' action='modify'>"
                             "<group>Chat</group></item>"
                             "<item jid='b@irc.example.com' name='B'/>"));
  suggestion = first (rig);
  g_assert_true (im_suggestion_accept (suggestion, wanted, &error));
  g_assert_no_error (error);
  im_rig_play (rig, "C: <iq type='set' id='*'><query xmlns='jabber:iq:roster'>"
                    "<item jid='juliet@example.com' name='Jule'><group>Chat</group></item>"
                    "</query></iq>\n"
                    "C: <iq type='set' id='*'><query xmlns='jabber:iq:roster'>"
                    "<item jid='b@irc.example.com' name='B'/></query></iq>\n"
                    "S: <iq type='result' id='@'/>\n"
                    "C: <presence type='subscribed' to='b@irc.example.com' id='*'/>\n"
                    "C: <presence type='subscribe' to='b@irc.example.com' id='*'/>\n");
  assert_waiting (rig, "");
}

#define SET(item) "C: <iq type='set' id='*'><query xmlns='jabber:iq:roster'>" item "</query></iq>\n"
#define IN(groups)                                                                                 \
  "<item jid='juliet@example.com' name='Juliet' subscription='both'>" groups "</item>"

/* The first item of a gateway's, and of nobody else */
static void
accept_one (ImRig *rig)
{
  const gboolean wanted[] = { TRUE };
  g_autoptr (ImSuggestion) suggestion = first (rig);

  g_assert_true (im_suggestion_accept (suggestion, wanted, NULL));
}

static void
suggest (ImRig *rig, const char *action, const char *name, const char *groups)
{
  g_autofree char *text = g_strdup_printf (
    SUGGEST ("irc.example.com", "<item jid='juliet@example.com' action='%s'%s>%s</item>"), action,
    name, groups);

  im_rig_play (rig, text);
}

/* What it does not name stays as the person has it. */
static void
test_modify (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, IN ("<group>Love</group><group>Verona</group>") GATEWAY);
  suggest (rig, "modify", "", "");
  suggest (rig, "modify", " name='Juliet'", "");
  suggest (rig, "modify", "", "<group>Verona</group><group>Love</group>");
  assert_waiting (rig, "");
  suggest (rig, "modify", " name='Jule'", "");
  accept_one (rig);
  im_rig_play (rig, SET ("<item jid='juliet@example.com' name='Jule'><group>Love</group>"
                         "<group>Verona</group></item>"));
  suggest (rig, "modify", "", "<group>Chat</group>");
  accept_one (rig);
  im_rig_play (rig,
               SET ("<item jid='juliet@example.com' name='Juliet'><group>Chat</group></item>"));
}

/* From the groups that are named only; who would be in none goes (§3.2). */
static void
test_delete (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, IN ("<group>Chat</group><group>Love</group>") GATEWAY);
  suggest (rig, "delete", "", "<group>Work</group>");
  assert_waiting (rig, "");
  suggest (rig, "delete", "", "<group>Chat</group><group>Work</group>");
  accept_one (rig);
  im_rig_play (rig,
               SET ("<item jid='juliet@example.com' name='Juliet'><group>Love</group></item>"));
  suggest (rig, "delete", "", "<group>Chat</group><group>Love</group>");
  accept_one (rig);
  im_rig_play (rig, SET ("<item jid='juliet@example.com' subscription='remove'/>"));
}

/* Meanwhile they became a contact, or are none any more. */
static void
test_late (ImRig *rig, gconstpointer data)
{
  const gboolean wanted[] = { TRUE, TRUE };
  g_autoptr (ImSuggestion) suggestion = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET GATEWAY);
  im_rig_play (rig, SUGGEST ("irc.example.com",
                             "<item jid='a@irc.example.com'/>"
                             "<item jid='juliet@example.com' name='Jule' action='modify'/>"));
  assert_waiting (rig, "irc.example.com: 0 a@irc.example.com 2 juliet@example.com; ");
  im_rig_play (rig, "S: <iq type='set' id='p1'><query xmlns='jabber:iq:roster'>"
                    "<item jid='a@irc.example.com' name='A' subscription='none'/></query></iq>\n"
                    "C: <iq type='result' id='p1'/>\n"
                    "S: <iq type='set' id='p2'><query xmlns='jabber:iq:roster'>"
                    "<item jid='juliet@example.com' subscription='remove'/></query></iq>\n"
                    "C: <iq type='result' id='p2'/>\n");
  suggestion = first (rig);
  g_assert_true (im_suggestion_accept (suggestion, wanted, NULL));
  im_rig_play (rig, "--");
}

static void
test_dismiss (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImSuggestion) suggestion = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  im_rig_play (rig, SUGGEST ("juliet@example.com", "<item jid='a@example.net'/>"));
  suggestion = first (rig);
  im_suggestion_dismiss (suggestion);
  assert_waiting (rig, "");
  im_suggestion_dismiss (suggestion);
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("suggestions", "trust", test_trust);
  im_rig_add_unmanaged ("suggestions", "accept", test_accept);
  im_rig_add_unmanaged ("suggestions", "modify", test_modify);
  im_rig_add_unmanaged ("suggestions", "delete", test_delete);
  im_rig_add_unmanaged ("suggestions", "late", test_late);
  im_rig_add_unmanaged ("suggestions", "dismiss", test_dismiss);
  return g_test_run ();
}
