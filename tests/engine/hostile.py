#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers, and people between, that do what they must not: each has its answer, and gets no password nor much memory.

A case is a row: its name, what the server does, and what comes of it. That is an error, by the name it has in the
headers, or ALIVE: the client goes on and answers. They run side by side, as some take as long as a step may take.
"""

import concurrent.futures
import hashlib
import os
import pathlib
import re
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.hostile import BIND, HEADER, PROCEED, SASL, SM, STARTTLS, Peer, encode, features, mechanisms
from rig.pki import Pki
from rig.servers import password_of
from rig.wait import wait_for

SOURCE = pathlib.Path(__file__).resolve().parents[2] / 'src'
PASSWORD = password_of('juliet')
MAX_GROWTH_KB = 64 * 1024  # above a client that is just signed in; the largest stanza is 4 MiB, its tree eight times that
PATIENCE_S = 45            # a step may take 20 s, and a machine be busy
ALIVE = None

# prefix of the code: (header, name of the domain)
DOMAINS = {
    'XMPP_NEGOTIATION_ERROR': ('xmpp/negotiator.h', 'xmpp_negotiation_error'),
    'XMPP_SASL_ERROR': ('xmpp/sasl/sasl-error.h', 'XmppSaslError'),
    'XMPP_SESSION_ERROR': ('xmpp/session-error.h', 'xmpp_session_error'),
    'XMPP_STREAM_ERROR': ('xmpp/stream-error.h', 'XmppStreamError'),
    'XMPP_STANZA_ERROR': ('xmpp/stanza-error.h', 'XmppStanzaError'),
    'XMPP_CONNECT_ERROR': ('xmpp/transport/connect-error.h', 'xmpp_connect_error'),
    'XMPP_TLS_ERROR': ('xmpp/transport/tls.h', 'XmppTlsError'),
    'XML_ERROR': ('xml/error.h', 'xml_error'),
}


def name_of(reason):
    """'XML_ERROR_TOO_BIG' of 'xml_error 5', as the client says it."""
    domain, code = reason.split()
    for prefix, (header, name) in DOMAINS.items():
        if name == domain:
            text = re.sub(r'/\*.*?\*/', '', (SOURCE / header).read_text(), flags=re.S)
            return re.findall(rf'^  ({prefix}_[A-Z_0-9]+)', text, re.M)[int(code)]
    return reason


def says(*texts):
    """Each in answer to a stream of the client, without TLS."""
    def script(peer):
        for text in texts:
            peer.expect('<stream:stream[^>]*>')
            peer.send(text)
        peer.wait()
    return script


def floods(before, piece, count, after=''):
    def script(peer):
        peer.expect('<stream:stream[^>]*>')
        peer.send(before)
        peer.flood(piece, count)
        peer.flood(after, 1)
        peer.wait()
    return script


def starttls(answer):
    def script(peer):
        peer.open(STARTTLS)
        peer.expect('<starttls[^>]*/>')
        peer.send(answer)
        peer.wait()
    return script


def shows(certificate):
    def script(peer):
        peer.secure(certificate)
        peer.wait()
    return script


def offers(*what):
    """Over TLS, instead of a way to sign in."""
    def script(peer):
        peer.secure()
        peer.open(*what)
        peer.wait()
    return script


def challenges(template):
    """SCRAM's first message; NONCE is the client's."""
    def script(peer):
        peer.secure()
        peer.open(mechanisms('SCRAM-SHA-256', 'PLAIN'))
        peer.challenge(template.replace('NONCE', peer.first()))
        peer.wait()
    return script


def ends(answer):
    """In the place of the success; PROOF is the right one."""
    def script(peer):
        peer.secure()
        peer.open(mechanisms('SCRAM-SHA-256', 'PLAIN'))
        peer.challenge(f'r={peer.first()}server,s={encode("salt")},i=4096')
        peer.send(answer.replace('PROOF', encode(peer.final())))
        peer.wait()
    return script


def begins(answer):
    """In answer to the client's first message, over TLS."""
    def script(peer):
        peer.secure()
        peer.open(mechanisms('SCRAM-SHA-256', 'PLAIN'))
        peer.first()
        peer.send(answer)
        peer.wait()
    return script


def sasl2(answer, mechanism='SCRAM-SHA-256', inline=''):
    def script(peer):
        peer.secure()
        peer.open(f"<authentication xmlns='urn:xmpp:sasl:2'><mechanism>{mechanism}</mechanism><inline>{inline}</inline>"
                  '</authentication>')
        peer.expect('</authenticate>')
        peer.send(answer)
        peer.wait()
    return script


def binds(answer):
    """ID is that of the client's request."""
    def script(peer):
        peer.send(answer.replace('ID', peer.ask_to_bind()))
        peer.wait()
    return script


def online(*texts, answer=None, sm=False):
    """Signed in, it sends these; `answer` is what the client must say to them."""
    def script(peer):
        peer.sign_in(*([SM] if sm else []))
        for text in texts:
            peer.flood(text, 1)
        if answer:
            peer.expect(answer)
        elif answer is None:
            peer.check_alive()
        else:
            peer.wait()
    return script


def lost(*texts, sm=False):
    return online(*texts, answer='', sm=sm)


def silent(*steps):
    """After the named methods of Peer."""
    def script(peer):
        for step in steps:
            step(peer)
        peer.wait()
    return script


def drip(peer):
    """One byte a second, for ever."""
    for byte in HEADER * 10:
        peer.flood(byte, 1)
        time.sleep(1)


def query(*answers):
    """The client asks prosody.test; ID is that of its question. These do not answer it, and one that comes then does."""
    def script(peer):
        peer.sign_in()
        peer.send("<message from='nurse@prosody.test' type='chat' id='go'><body>ask</body></message>")
        identity = peer.expect(r"<iq[^>]* id=['\"]([^'\"]*)['\"][^>]*><ping").group(1)
        for answer in answers:
            peer.send(answer.replace('ID', identity))
        peer.check_alive()
        assert 'answered' not in peer.client.lines, 'it took the answer of somebody else'
        peer.send(PONG.replace('ID', identity).format('prosody.test') * 2)
        peer.check_alive()
        wait_for('the answer', lambda: peer.client.lines.count('answered') == 1)
    return script


def caps_with_wrong_hash(peer):
    peer.sign_in()
    peer.send("<presence from='romeo@prosody.test/x'><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' "
              "node='http://example.com' ver='AAAAAAAAAAAAAAAAAAAAAAAAAAA='/></presence>")
    identity = peer.expect(r"<iq[^>]* id=['\"]([^'\"]*)['\"][^>]*><query[^>]*disco#info").group(1)
    peer.send(f"<iq type='result' id='{identity}' from='romeo@prosody.test/x'>"
              "<query xmlns='http://jabber.org/protocol/disco#info' node='http://example.com#AAAAAAAAAAAAAAAAAAAAAAAAAAA='>"
              "<identity category='client' type='pc'/><feature var='urn:xmpp:receipts'/></query></iq>")
    peer.check_alive()


def resumes_another(peer):
    """Was resumed, but as another session."""
    peer.secure()
    peer.open("<authentication xmlns='urn:xmpp:sasl:2'><mechanism>SCRAM-SHA-256</mechanism></authentication>")
    peer.expect('</authenticate>')
    peer.send("<success xmlns='urn:xmpp:sasl:2'><resumed xmlns='urn:xmpp:sm:3' previd='1' h='0'/></success>")
    peer.wait()


def plain_in_the_packet(peer):
    """What comes after <proceed/> in the clear is nobody's word (CVE-2011-0411)."""
    peer.open(STARTTLS)
    peer.expect('<starttls[^>]*/>')
    peer.send(PROCEED + HEADER + features(mechanisms('PLAIN')))
    peer.wait()


def never_encrypts(peer):
    """Reached by direct TLS, it speaks plain text."""
    peer.send(HEADER + features(mechanisms('PLAIN')))
    peer.wait()


def offers_then_strips(peer):
    """TLS, and in it STARTTLS alone."""
    peer.secure()
    peer.open(STARTTLS)
    peer.wait()


def proof_twice(peer):
    peer.secure()
    peer.open(mechanisms('SCRAM-SHA-256'))
    peer.challenge(f'r={peer.first()}server,s={encode("salt")},i=4096')
    proof = peer.final()
    peer.send(f"<challenge xmlns='{SASL}'>{encode(proof)}</challenge>")
    peer.expect('<response')
    peer.send(f"<challenge xmlns='{SASL}'>{encode(proof)}</challenge>")
    peer.wait()


def binds_to_its_certificate(shown):
    """A good server that takes part in channel binding by its certificate alone (RFC 5929 §4), and checks it."""
    def script(peer):
        peer.secure(shown)
        peer.open(mechanisms('SCRAM-SHA-256', 'SCRAM-SHA-256-PLUS'),
                  "<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'><channel-binding type='tls-server-end-point'/>"
                  '</sasl-channel-binding>')
        peer.challenge(f'r={peer.first()}server,s={encode("salt")},i=4096')
        proof = peer.final()
        digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(peer.pki.certificate(shown).read_text())).digest()
        assert peer.binding == b'p=tls-server-end-point,,' + digest, peer.binding
        peer.succeed(proof)
        peer.bound(peer.offer_to_bind())
        peer.expect('<presence')
        peer.check_alive()
    return script


S = 'XMPP_SASL_ERROR_'
N = 'XMPP_NEGOTIATION_ERROR_'
BOMB = ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>')
MB = 'x' * 1024 * 1024
FORM = ("<message from='romeo@prosody.test/x' id='form'><x xmlns='jabber:x:data' type='form'>"
        + "<field var='a' type='text-single'><value>b</value></field>" * 10000 + '</x></message>')
PUSH = "<iq type='set' id='push' from='{}'><query xmlns='jabber:iq:roster'><item jid='eve@example.com'/></query></iq>"
PONG = "<iq type='result' id='ID' from='{}'/>"

CASES = (
    # TLS that is not there, or not what it should be.
    ('no starttls but PLAIN', says(HEADER + features(mechanisms('PLAIN'))), N + 'NO_TLS'),
    ('no starttls but binding', says(HEADER + features(BIND, SM)), N + 'NO_TLS'),
    ('no starttls but SASL2', says(HEADER + features("<authentication xmlns='urn:xmpp:sasl:2'><mechanism>PLAIN</mechanism>"
                                                     '</authentication>')), N + 'NO_TLS'),
    ('no features at all', says(HEADER + features()), N + 'NO_TLS'),
    ('starttls of another namespace', says(HEADER + features("<starttls xmlns='urn:x'/>")), N + 'NO_TLS'),
    ('starttls refused', starttls("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"), N + 'TLS_REFUSED'),
    ('success instead of TLS', starttls(f"<success xmlns='{SASL}'/>"), N + 'UNEXPECTED'),
    ('features instead of TLS', starttls(features(mechanisms('PLAIN'))), N + 'UNEXPECTED'),
    ('a challenge instead of TLS', starttls(f"<challenge xmlns='{SASL}'>AAAA</challenge>"), N + 'UNEXPECTED'),
    ('plain text in the packet', plain_in_the_packet, 'XMPP_TLS_ERROR_INJECTED'),
    ('garbage instead of a handshake', starttls(PROCEED + 'x' * 1000), 'XMPP_TLS_ERROR_INJECTED'),
    ('plain text on the port of TLS', never_encrypts, 'XMPP_TLS_ERROR_BAD_HANDSHAKE', {'ROAD': 'tls'}),
    ('starttls again and nothing else', offers_then_strips, N + 'NO_FEATURE'),
    ('the name of another server', shows('wrong-name'), 'XMPP_TLS_ERROR_WRONG_NAME'),
    ('an expired certificate', shows('expired'), 'XMPP_TLS_ERROR_EXPIRED'),
    ('a certificate of nobody', shows('self-signed'), 'XMPP_TLS_ERROR_UNKNOWN_CA'),
    ('a client as server', shows('client'), 'XMPP_TLS_ERROR_WRONG_NAME'),
    ('elsewhere, in the clear', says(HEADER + '<stream:error><see-other-host xmlns="urn:ietf:params:xml:ns:xmpp-streams">'
                                              '127.0.0.1:1</see-other-host></stream:error>'),
     'XMPP_STREAM_ERROR_SEE_OTHER_HOST'),

    # Streams that are none.
    ('a server of another age', says(HEADER.replace("id='1' version='1.0'", "id='1'")), N + 'OLD_SERVER'),
    ('version 0.9', says(HEADER.replace("id='1' version='1.0'", "id='1' version='0.9'")), N + 'OLD_SERVER'),
    ('HTTP', says('HTTP/1.1 400 Bad Request\r\n\r\n'), 'XML_ERROR_BAD_ENCODING'),
    ('another root', says('<html><body>Hello</body></html>'), N + 'UNEXPECTED'),
    ('streams of another namespace', says(HEADER.replace('etherx', 'eve')), N + 'UNEXPECTED'),
    ('a stanza before features', says(HEADER + "<message from='eve@example.com'/>"), N + 'UNEXPECTED'),
    ('success before features', says(HEADER + f"<success xmlns='{SASL}'/>"), N + 'UNEXPECTED'),
    ('a second set of features', says(HEADER + features(STARTTLS) + features(mechanisms('PLAIN'))), N + 'UNEXPECTED'),
    ('features without an end', floods(HEADER, features(STARTTLS), 1000), N + 'UNEXPECTED'),
    ('a document type', says('<?xml version="1.0"?><!DOCTYPE x>' + HEADER[21:]), 'XML_ERROR_RESTRICTED'),
    ('an entity bomb', says(BOMB + HEADER[21:] + '&c;'), 'XML_ERROR_RESTRICTED'),
    ('an entity of its own', says(HEADER + '<a>&eve;</a>'), 'XML_ERROR_RESTRICTED'),
    ('a processing instruction', says(HEADER + '<?php eve ?>'), 'XML_ERROR_RESTRICTED'),
    ('a comment', says(HEADER + '<!-- eve -->'), 'XML_ERROR_RESTRICTED'),
    ('text that is not UTF-8', says((HEADER + '<a>').encode() + b'\xff\xfe' + b'</a>'), 'XML_ERROR_BAD_ENCODING'),
    ('an overlong NUL', says((HEADER + '<a>').encode() + b'\xc0\x80' + b'</a>'), 'XML_ERROR_BAD_ENCODING'),
    ('a NUL', says(HEADER + '<a>&#0;</a>'), 'XML_ERROR_NOT_WELL_FORMED'),
    ('tags that cross', says(HEADER + '<a><b></a></b>'), 'XML_ERROR_NOT_WELL_FORMED'),
    ('an unknown prefix', says(HEADER + '<eve:a/>'), 'XML_ERROR_NOT_WELL_FORMED'),
    ('10,000 levels', says(HEADER + '<a>' * 10000), 'XML_ERROR_TOO_DEEP'),
    ('100,000 attributes', says(HEADER + '<a ' + ' '.join(f"a{i}=''" for i in range(100000)) + '/>'), 'XML_ERROR_TOO_BIG'),
    ('features of 100 MB', floods(HEADER + '<stream:features><a>', MB, 100), 'XML_ERROR_TOO_BIG'),
    ('an attribute of 100 MB', floods(HEADER + "<a b='", MB, 100), 'XML_ERROR_TOO_BIG'),
    ('a name of 100 MB', floods(HEADER + '<a', MB, 100), 'XML_ERROR_TOO_BIG'),
    ('a header of 100 MB', floods(HEADER[:-1] + " eve='", MB, 100), 'XML_ERROR_TOO_BIG'),
    ('100 MB of white space', floods(HEADER, ' ' * 1024 * 1024, 100), 'XMPP_SESSION_ERROR_TIMEOUT'),

    # Ways to sign in.
    ('nothing to sign in with', offers(BIND), N + 'NO_FEATURE'),
    ('PLAIN, where it was better', offers(mechanisms('PLAIN')), S + 'DOWNGRADE', {'AT_LEAST': '2'}),
    ('PLAIN in SASL2, where it was better', offers("<authentication xmlns='urn:xmpp:sasl:2'><mechanism>PLAIN</mechanism>"
                                                   '</authentication>'), S + 'DOWNGRADE', {'AT_LEAST': '2'}),
    ('only what nobody knows', offers(mechanisms('X-EVE', 'SCRAM-MD5')), S + 'NO_MECHANISM'),
    ('DIGEST-MD5 and ANONYMOUS', offers(mechanisms('DIGEST-MD5', 'ANONYMOUS')), S + 'NO_MECHANISM'),
    ('65 ways', offers(mechanisms(*(f'X-{i}' for i in range(65)))), S + 'PROTOCOL'),
    ('a challenge without half of it', begins(f"<challenge xmlns='{SASL}'>{encode('r=x')}</challenge>"), S + 'PROTOCOL'),
    ('success at once', begins(f"<success xmlns='{SASL}'/>"), S + 'SERVER_UNPROVEN'),
    ('a proof at once', begins(f"<success xmlns='{SASL}'>{encode('v=AAAA')}</success>"), S + 'SERVER_UNPROVEN'),
    ('a challenge of nonsense', begins(f"<challenge xmlns='{SASL}'>!!!!</challenge>"), S + 'PROTOCOL'),
    ('a challenge of 1 MB', begins(f"<challenge xmlns='{SASL}'>{'A' * 1024 * 1024}</challenge>"), S + 'PROTOCOL'),
    ('refused', begins(f"<failure xmlns='{SASL}'><not-authorized/></failure>"), S + 'NOT_AUTHORIZED'),
    ('a new stream instead', begins(HEADER[21:]), 'XMPP_SESSION_ERROR_TIMEOUT'),
    ('binding instead', begins(features(BIND)), N + 'UNEXPECTED'),
    ('the nonce of somebody else', challenges('r=eve,s=c2FsdA==,i=4096'), S + 'PROTOCOL'),
    ('only our own nonce', challenges('r=NONCE,s=c2FsdA==,i=4096'), S + 'PROTOCOL'),
    ('a nonce changed in the middle', challenges('r=xNONCE,s=c2FsdA==,i=4096'), S + 'PROTOCOL'),
    ('2^31 rounds', challenges('r=NONCEx,s=c2FsdA==,i=2147483648'), S + 'PROTOCOL'),
    ('2^64 rounds', challenges('r=NONCEx,s=c2FsdA==,i=18446744073709551617'), S + 'PROTOCOL'),
    ('one round', challenges('r=NONCEx,s=c2FsdA==,i=1'), S + 'PROTOCOL'),
    ('fewer than none', challenges('r=NONCEx,s=c2FsdA==,i=-4096'), S + 'PROTOCOL'),
    ('no salt', challenges('r=NONCEx,s=,i=4096'), S + 'PROTOCOL'),
    ('an extension that must be known', challenges('m=eve,r=NONCEx,s=c2FsdA==,i=4096'), S + 'PROTOCOL'),
    ('an offer that was changed', challenges('r=NONCEx,s=c2FsdA==,i=4096,h=AAAA'), S + 'DOWNGRADE'),
    ('another version of TLS', challenges('r=NONCEx,s=c2FsdA==,i=4096,t=0302'), S + 'DOWNGRADE'),
    ('no offer to prove', challenges('r=NONCEx,s=c2FsdA==,i=4096'), S + 'DOWNGRADE', {'AT_LEAST': '3'}),
    ('a wrong signature', ends(f"<success xmlns='{SASL}'>{encode('v=' + encode(b'x' * 32))}</success>"), S + 'SERVER_UNPROVEN'),
    ('no signature', ends(f"<success xmlns='{SASL}'/>"), S + 'SERVER_UNPROVEN'),
    ('half a signature', ends(f"<success xmlns='{SASL}'>{encode('v=' + encode(b'x' * 16))}</success>"), S + 'SERVER_UNPROVEN'),
    ('an error in SCRAM', ends(f"<success xmlns='{SASL}'>{encode('e=other-error')}</success>"), S + 'REFUSED'),
    ('the challenge again', ends(f"<challenge xmlns='{SASL}'>{encode('r=x,s=c2FsdA==,i=4096')}</challenge>"), S + 'PROTOCOL'),
    ('the proof twice', proof_twice, S + 'PROTOCOL'),
    ('SASL2 without a proof', sasl2("<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>juliet@prosody.test"
                                    '</authorization-identifier></success>'), S + 'SERVER_UNPROVEN'),
    ('SASL2 that wants more, unproven', sasl2("<continue xmlns='urn:xmpp:sasl:2'><tasks><task>X</task></tasks></continue>"),
     S + 'SERVER_UNPROVEN'),
    ('SASL2 for a key, unproven', sasl2("<task-data xmlns='urn:xmpp:sasl:2'><salt xmlns='urn:xmpp:scram-upgrade:0' "
                                        "iterations='4096'>c2FsdA==</salt></task-data>"), N + 'UNEXPECTED'),
    ('SASL2, resumed unproven', resumes_another, S + 'SERVER_UNPROVEN'),
    ('SASL2 answered in SASL', sasl2(f"<success xmlns='{SASL}'/>"), N + 'UNEXPECTED'),
    ('a token for nothing', sasl2("<success xmlns='urn:xmpp:sasl:2'><token xmlns='urn:xmpp:fast:0' token='x' "
                                  "expiry='2999-01-01T00:00:00Z'/></success>",
                                  inline="<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-NONE</mechanism></fast>"),
     S + 'SERVER_UNPROVEN'),

    # Addresses and sessions.
    ('the address of another', binds("<iq type='result' id='ID'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                                     '<jid>romeo@prosody.test/x</jid></bind></iq>'), N + 'BIND'),
    ('an address without resource', binds("<iq type='result' id='ID'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                                          '<jid>juliet@prosody.test</jid></bind></iq>'), N + 'BIND'),
    ('no address', binds("<iq type='result' id='ID'/>"), N + 'BIND'),
    ('an address that is none', binds("<iq type='result' id='ID'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                                      '<jid>@@/</jid></bind></iq>'), N + 'BIND'),
    ('the answer to another question', binds("<iq type='result' id='eve'/>"), N + 'UNEXPECTED'),
    ('binding refused', binds("<iq type='error' id='ID'><error type='cancel'><not-allowed "
                              "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"), 'XMPP_STANZA_ERROR_NOT_ALLOWED'),
    ('no end of stanzas', silent(lambda peer: peer.bound(peer.ask_to_bind(SM)),
                                 lambda peer: peer.flood("<message from='romeo@prosody.test/x'/>", 65)), N + 'ENDLESS'),
    ('stanzas before the address', binds("<message from='romeo@prosody.test/x'/>" * 2), N + 'UNEXPECTED'),

    # What comes later.
    ('a sign-in bound to the certificate', binds_to_its_certificate('good'), ALIVE),
    ('the same with another certificate', binds_to_its_certificate('renewed'), ALIVE),
    ('an answer of somebody else', query(PONG.format('eve@example.com')), ALIVE),
    ('an answer of our own server instead', query(PONG.format('juliet@prosody.test')), ALIVE),
    ('an answer twice', query(), ALIVE),
    ('a roster push of somebody else', online(PUSH.format('eve@example.com'), answer="id=['\"]push['\"][^>]*type=['\"]error|"
                                              "type=['\"]error['\"][^>]*id=['\"]push"), ALIVE, {'MODULES': '1'}),
    ('a roster push of a contact', online(PUSH.format('juliet@prosody.test/other'), answer="type=['\"]error['\"]"),
     ALIVE, {'MODULES': '1'}),
    ('caps with a wrong hash', caps_with_wrong_hash, ALIVE, {'MODULES': '1'}),
    ('a form of 10,000 fields', online(FORM), ALIVE, {'MODULES': '1'}),
    ('the same id 1,000 times', online("<message from='romeo@prosody.test/x' id='1'><body>x</body></message>" * 1000), ALIVE),
    ('stanzas from nobody that can be', online("<message from='@@'/><presence from='//'/><iq from='a@b@c' type='get' id='1'/>"),
     ALIVE),
    ('elements that are no stanzas', online("<eve xmlns='urn:eve'/><features xmlns='urn:eve'/>" + features(STARTTLS)), ALIVE),
    ('a question without id', online("<iq type='get' from='prosody.test'><query xmlns='urn:eve'/></iq>"), ALIVE),
    ('a question without content', online("<iq type='get' from='prosody.test' id='1'/>", answer='error'), ALIVE),
    ('TLS once more', online(PROCEED), ALIVE),
    ('a success once more', online(f"<success xmlns='{SASL}'/>"), ALIVE),
    ('10,000 questions for a count', online("<r xmlns='urn:xmpp:sm:3'/>" * 10000, sm=True), ALIVE),
    ('a count that is too high', lost("<a xmlns='urn:xmpp:sm:3' h='1000'/>", sm=True), 'XMPP_SESSION_ERROR_PROTOCOL'),
    ('a count that is none', lost("<a xmlns='urn:xmpp:sm:3' h='many'/>", sm=True), 'XMPP_SESSION_ERROR_PROTOCOL'),
    ('a message of 100 MB', lost('<message><body>', *[MB] * 100), 'XML_ERROR_TOO_BIG'),
    ('a message of 10,000 levels', lost('<message>' + '<a>' * 10000), 'XML_ERROR_TOO_DEEP'),
    ('a message with an entity', lost('<message><body>&eve;</body></message>'), 'XML_ERROR_RESTRICTED'),
    ('a message that is not UTF-8', lost(b'<message><body>\xff</body></message>'), 'XML_ERROR_BAD_ENCODING'),
    ('the end of the stream', lost('</stream:stream>'), 'XMPP_SESSION_ERROR_CLOSED'),
    ('our place is taken', lost("<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>"),
     'XMPP_STREAM_ERROR_CONFLICT'),
    ('an error that nobody knows', lost("<stream:error><eve xmlns='urn:eve'/></stream:error>"), 'XMPP_STREAM_ERROR_UNDEFINED_CONDITION'),

    # Silence, at each step.
    ('silence at once', silent(), 'XMPP_SESSION_ERROR_TIMEOUT'),
    ('silence after the header', silent(lambda peer: peer.open()), 'XMPP_SESSION_ERROR_TIMEOUT'),
    ('silence after starttls', silent(lambda peer: peer.open(STARTTLS)), 'XMPP_SESSION_ERROR_TIMEOUT'),
    ('silence instead of a handshake', starttls(PROCEED), 'XMPP_SESSION_ERROR_TIMEOUT'),
    ('silence after the handshake', silent(lambda peer: peer.secure()), 'XMPP_SESSION_ERROR_TIMEOUT'),
    ('silence after the offer', offers(mechanisms('SCRAM-SHA-256')), 'XMPP_SESSION_ERROR_TIMEOUT'),
    ('silence after the challenge', challenges('r=NONCEx,s=c2FsdA==,i=4096'), 'XMPP_SESSION_ERROR_TIMEOUT'),
    ('silence after the sign-in', silent(lambda peer: peer.authenticate()), 'XMPP_SESSION_ERROR_TIMEOUT'),
    ('silence instead of an address', silent(lambda peer: peer.ask_to_bind()), 'XMPP_SESSION_ERROR_TIMEOUT'),
    ('silence instead of management', silent(lambda peer: peer.bound(peer.ask_to_bind(SM))), 'XMPP_SESSION_ERROR_TIMEOUT'),
    ('silence in the tag of the header', says(HEADER[:-9]), 'XMPP_SESSION_ERROR_TIMEOUT'),
    ('one byte a second', drip, 'XMPP_SESSION_ERROR_TIMEOUT'),
)


class Client:
    """The program client.c with one Peer, for one attempt."""

    def __init__(self, peer, options):
        # All that leads it elsewhere than to the peer is left out.
        self.child = subprocess.Popen([os.environ['ENGINE_CLIENT'], 'juliet@prosody.test'], text=True,
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=1,
                                      env={**os.environ, 'KITH_PASSWORD': PASSWORD, 'KITH_ROAD': 'starttls',
                                           'KITH_AGENT': 'd4565fa7-4d72-4749-b3d3-740edbf87770',
                                           'KITH_HOST': peer.address, 'KITH_PORT': str(peer.port),
                                           **{f'KITH_{k}': v for k, v in options.items()}})
        self.lines = []
        self.reason = None
        self.ended = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.child.stdout:
            self.lines.append(line.rstrip('\n'))
            words = line.split()
            if words[0] == 'message' and words[-1] == 'ask':
                self.child.stdin.write('query prosody.test\n')
            if words[0] in ('failed', 'lost'):
                self.reason = self.reason or ' '.join(words[1:3])
                self.ended.set()
        self.ended.set()

    def peak_kb(self):
        """0 when it has ended by itself, as it may after a failure."""
        peak = re.search(r'VmHWM:\s*(\d+)', pathlib.Path(f'/proc/{self.child.pid}/status').read_text())
        return int(peak[1]) if peak else 0

    def kill(self):
        self.child.kill()
        self.child.wait()


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.pki = Pki(pathlib.Path(cls.folder.name), ['prosody.test'], ['juliet@prosody.test'])
        cls.pki.trust(os.environ['KITH_SANDBOX'])
        cls.baseline_kb, error = cls.play(online(), ALIVE, {})
        assert error is None, error
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            # Those that take long are begun first.
            cls.outcomes = {case[0]: pool.submit(cls.play, case[1], case[2], case[3] if len(case) > 3 else {})
                            for case in reversed(CASES)}
        print(f'# {len(CASES)} cases; the most memory of any is '
              f'{max(o.result()[0] for o in cls.outcomes.values()) - cls.baseline_kb} KiB above that of a good server')

    @classmethod
    def play(cls, script, expected, options):
        """Returns the peak of memory, and what is wrong."""
        peer = Peer(script, cls.pki, PASSWORD)
        client = peer.client = Client(peer, options)
        peer.start()
        try:
            if expected is ALIVE:
                peer.join(PATIENCE_S)
            elif not client.ended.wait(PATIENCE_S):
                return client.peak_kb(), f'nothing has come of it: {client.lines}'
            return client.peak_kb(), cls.judge(peer, client, expected)
        finally:
            client.kill()
            peer.close()

    @classmethod
    def judge(cls, peer, client, expected):
        if expected is ALIVE:
            if peer.is_alive() or peer.failure or client.reason:
                return f'it is not alive: {peer.failure} {client.lines}'
        elif client.reason is None:
            return f'it has ended by itself: {client.lines}'
        elif name_of(client.reason) != expected:
            return f'{name_of(client.reason)} instead of {expected}: {client.lines}'
        for secret in (PASSWORD, encode(f'\0juliet\0{PASSWORD}'), encode(PASSWORD)):
            if secret in peer.seen:
                return f'the password was told: {peer.seen}'
        return None


def add_case(name):
    def test(self):
        peak_kb, error = self.outcomes[name].result()
        self.assertIsNone(error)
        self.assertLess(peak_kb - self.baseline_kb, MAX_GROWTH_KB)
    setattr(Hostile, 'test_' + re.sub(r'\W+', '_', name), test)


for row in CASES:
    add_case(row[0])


if __name__ == '__main__':
    tap.main()
