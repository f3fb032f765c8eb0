/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ad-hoc commands: what to send for each step, and what came back (XEP-0050, XEP-0133). */
#include "config.h"

#include "xmpp/xep/0050-commands.h"

#include "xmpp/ns.h"

static const struct {
  const char *name;
  XmppCommandAction action;
} actions[] = {
  { "execute", XMPP_COMMAND_EXECUTE }, { "prev", XMPP_COMMAND_PREV },
  { "next", XMPP_COMMAND_NEXT },       { "complete", XMPP_COMMAND_COMPLETE },
  { "cancel", XMPP_COMMAND_CANCEL },
};

static XmppCommandAction
parse_action (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++) {
    if (g_strcmp0 (name, actions[i].name) == 0)
      return actions[i].action;
  }
  return XMPP_COMMAND_EXECUTE;
}

/* §3.4: without <actions/> there is one stage, which is completed; without a preference it is the
 * next one. */
static void
parse_actions (XmppCommand *self, const XmlElement *command)
{
  const XmlElement *list = xml_element_find (command, "actions", XMPP_NS_COMMANDS);
  XmlIter iter = { .parent = list, .ns = XMPP_NS_COMMANDS };
  const XmlElement *child;

  if (self->over)
    return;
  while (list != NULL && xml_iter_next (&iter, &child))
    self->actions |= parse_action (xml_element_get_name (child)) & ~(guint) XMPP_COMMAND_CANCEL;
  if ((self->actions & (XMPP_COMMAND_NEXT | XMPP_COMMAND_COMPLETE)) == 0)
    self->actions |= XMPP_COMMAND_COMPLETE;
  self->preferred = list != NULL ? parse_action (xml_element_get (list, "execute")) : 0;
  if ((self->actions & self->preferred) == 0)
    self->preferred = self->actions & XMPP_COMMAND_NEXT ? XMPP_COMMAND_NEXT : XMPP_COMMAND_COMPLETE;
}

static void
parse_notes (XmppCommand *self, const XmlElement *command)
{
  g_autoptr (GString) text = g_string_new (NULL);
  XmlIter iter = { .parent = command, .name = "note", .ns = XMPP_NS_COMMANDS };
  const XmlElement *note;

  while (xml_iter_next (&iter, &note)) {
    g_autofree char *line = xml_element_dup_text (note);

    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", g_strstrip (line));
    self->is_error |= g_strcmp0 (xml_element_get (note, "type"), "error") == 0;
  }
  if (text->len > 0)
    self->notes = g_string_free (g_steal_pointer (&text), FALSE);
}

XmppCommand *
xmpp_command_parse (const XmlElement *command)
{
  const XmlElement *x;
  XmppCommand *self;

  if (command == NULL || !xml_element_is (command, "command", XMPP_NS_COMMANDS))
    return NULL;

  self = g_new0 (XmppCommand, 1);
  x = xml_element_find (command, "x", XMPP_NS_DATA_FORMS);
  self->session_id = g_strdup (xml_element_get (command, "sessionid"));
  self->over = g_strcmp0 (xml_element_get (command, "status"), "executing") != 0;
  self->form = x != NULL ? xmpp_form_parse (x) : NULL;
  parse_actions (self, command);
  parse_notes (self, command);
  return self;
}

void
xmpp_command_free (XmppCommand *self)
{
  g_free (self->session_id);
  g_clear_pointer (&self->form, xmpp_form_free);
  g_free (self->notes);
  g_free (self);
}

XmlElement *
xmpp_command_build (const char *node,
                    const char *session_id,
                    XmppCommandAction action,
                    const XmppForm *answer)
{
  XmlElement *command = xml_element_new ("command", XMPP_NS_COMMANDS);

  xml_element_set (command, "node", node);
  xml_element_set (command, "sessionid", session_id);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++) {
    if (actions[i].action == action)
      xml_element_set (command, "action", actions[i].name);
  }
  if (answer != NULL)
    xml_element_take (command, xmpp_form_build (answer));
  return command;
}
