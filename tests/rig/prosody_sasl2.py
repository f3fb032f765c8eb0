# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SASL2, Bind 2 and FAST for Prosody 0.12: Debian's community modules are written for a later Prosody and fail on it.

Copies of them are changed where they ask for what 0.12 has under another name; so is mod_saslauth, which then offers
-PLUS over TLS 1.3 too. Resumption inside SASL2 cannot be had: 0.12's mod_smacks has no function to call for it.
"""

import pathlib

# Prosody refuses who says that it has seen no -PLUS, if -PLUS is only switched off: so bindings can be, too.
BINDINGS = [('if origin.encrypted then', 'if origin.encrypted and module:get_option_boolean("kith_bindings", true) then')]

MODULES = pathlib.Path('/usr/lib/prosody/modules')

# file in MODULES: [(what is there, what takes its place)]
CHANGES = {
    'mod_c2s.lua': [
        ('fire_event("stream-features", { origin = session, features = features }',
         'fire_event("stream-features", { origin = session, features = features, stream = attr }')],
    'mod_bosh.lua': [
        ('fire_event("stream-features", { origin = session, features = features }',
         'fire_event("stream-features", { origin = session, features = features, stream = attr }')],
    'mod_sasl2/mod_sasl2.lua': BINDINGS + [
        ('origin.conn:ssl_info()', 'origin.conn:socket():info()'),
        ('.userdata["tls-unique"]:ssl_peerfinished()', '.userdata["tls-unique"]:getpeerfinished()'),
        ('origin.conn.ssl_peerfinished and origin.conn:ssl_peerfinished()',
         'origin.conn:socket().getpeerfinished and origin.conn:socket():getpeerfinished()'),
        ('if not conn.ssl_exportkeyingmaterial then return end', 'if conn.socket then conn = conn:socket() end'),
        ('conn:ssl_exportkeyingmaterial(', 'conn:exportkeyingmaterial('),
        # Sessions of BOSH have none.
        ('"sasl2/"..session.base_type', '"sasl2/"..(session.base_type or "c2s")'),
        # Its list of bindings is sent by nobody (XEP-0440).
        ('features:add_direct_child(mechanisms);',
         'features:add_direct_child(mechanisms);\n'
         '\tlocal list = st.stanza("sasl-channel-binding", { xmlns = "urn:xmpp:sasl-cb:0" });\n'
         '\tfor name in channel_bindings do list:tag("channel-binding", { type = name }):up(); end\n'
         '\tif not channel_bindings:empty() then features:add_child(list); end')],
    'mod_sasl2_bind2/mod_sasl2_bind2.lua': [],
    'mod_sasl2_fast/mod_sasl2_fast.lua': [
        ('dt.datetime(token_info.expires_at)', 'dt.datetime(math.floor(token_info.expires_at))'),
        ('auth:get_child_attr("user-agent", nil, "id")', '(auth:get_child("user-agent") or { attr = {} }).attr.id')],
    'mod_saslauth.lua': BINDINGS + [
        ('log("debug", "Channel binding \'tls-unique\' undefined in context of TLS 1.3");',
         'sasl_handler:add_cb_handler("tls-exporter", function (self) return '
         'self.userdata["tls-exporter"]:exportkeyingmaterial("EXPORTER-Channel-Binding", 32, "") end);'),
        ('["tls-unique"] = socket;', '["tls-unique"] = socket; ["tls-exporter"] = socket;')],
}

# SCRAM takes the better binding as well; the mechanisms are Prosody's own.
EXPORTER = '''
module:set_global();
local register = require "util.sasl".registerMechanism;
require "util.sasl.scram".init(function (name, _, f, cb)
	if cb then register(name, {}, f, { "tls-unique", "tls-exporter" }); end
end);
'''

NAMES = ('sasl2', 'sasl2_bind2', 'sasl2_fast', 'kith_exporter')


def install(folder):
    """Writes the modules into `folder`, which is to stand in Prosody's plugin_paths."""
    folder.mkdir(exist_ok=True)
    for name, changes in CHANGES.items():
        text = (MODULES / name).read_text()
        for old, new in changes:
            text = text.replace(old, new)
        (folder / pathlib.Path(name).name).write_text(text)
    (folder / 'mod_kith_exporter.lua').write_text(EXPORTER)
