# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module for Prosody, only for these tests, that lets its archive do what other servers' archives do.

It looks for words (XEP-0431's field, which no server in Debian has without MySQL): messages whose bodies have all of
them, upper case or lower. And while the file `busy` lies in its folder, it has no time for the archive as a whole, as
if that were huge: only for one chat at a time, if that is what the file says, and for words.
"""

NAME = 'kith_archive'

MODULE = '''
local st = require "util.stanza";
local rsm = require "util.rsm";
local datetime = require "util.datetime".datetime;
local xmlns, xmlns_forms, field = "urn:xmpp:mam:2", "jabber:x:data", "{urn:xmpp:fulltext:0}fulltext";
local archive = module:open_store("archive", "archive");
local busy = module:get_option_string("kith_archive_busy");

local function value_of(query, name)
	local form = query:get_child("x", xmlns_forms);
	for each in (form or query):childtags("field") do
		if each.attr.var == name then return each:get_child_text("value"); end
	end
end

local function has_all(item, words)
	local body = (item:get_child_text("body") or ""):lower();
	for word in words:lower():gmatch("%S+") do
		if not body:find(word, 1, true) then return false; end
	end
	return true;
end

module:hook("iq-get/self/"..xmlns..":query", function (event)
	local form = st.stanza("x", { xmlns = xmlns_forms, type = "form" })
		:tag("field", { type = "hidden", var = "FORM_TYPE" }):text_tag("value", xmlns):up()
		:tag("field", { type = "jid-single", var = "with" }):up()
		:tag("field", { type = "text-single", var = field }):up();
	event.origin.send(st.reply(event.stanza):query(xmlns):add_child(form));
	return true;
end, 10);

module:hook("iq-set/self/"..xmlns..":query", function (event)
	local origin, stanza = event.origin, event.stanza;
	local query = stanza.tags[1];
	local words, with = value_of(query, field), value_of(query, "with");
	local file = not words and io.open(busy);
	local for_chats = file and file:read("*a") == "chats";
	if file then file:close(); end
	if file and not (with and for_chats) then
		origin.send(st.error_reply(stanza, "wait", "resource-constraint"));
		return true;
	end
	if not words then return; end
	local set, found = rsm.get(query), {};
	for id, item, when in archive:find(origin.username, { with = with }) do
		if set.before == id then break; end
		if has_all(item, words) then table.insert(found, { id, item, when }); end
	end
	local start = math.max(1, #found - set.max + 1);
	for i = start, #found do
		local id, item, when = table.unpack(found[i]);
		item.attr.xmlns = "jabber:client";
		origin.send(st.message({ to = stanza.attr.from, from = stanza.attr.to })
			:tag("result", { xmlns = xmlns, queryid = query.attr.queryid, id = id })
				:tag("forwarded", { xmlns = "urn:xmpp:forward:0" })
					:tag("delay", { xmlns = "urn:xmpp:delay", stamp = datetime(when) }):up()
					:add_child(item));
	end
	local first, last = found[start], found[#found];
	origin.send(st.reply(stanza):tag("fin", { xmlns = xmlns, complete = start == 1 and "true" or nil })
		:add_child(rsm.generate({ first = first and first[1], last = last and last[1], count = #found })));
	return true;
end, 10);
'''


def install(folder, data):
    """Writes the module into `folder`, which is to stand in Prosody's plugin_paths. Returns its lines of configuration."""
    folder.mkdir(exist_ok=True)
    (folder / f'mod_{NAME}.lua').write_text(MODULE)
    return f'kith_archive_busy = "{data / "busy"}"'
