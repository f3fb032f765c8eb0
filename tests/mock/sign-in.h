/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of a sign-in, for mock_transport_play(). */

#pragma once

#define MOCK_OPEN                                                                                  \
  "C: <stream>\n"                                                                                  \
  "S: <stream from='example.org' id='s1' version='1.0'>\n"

#define MOCK_PLAIN                                                                                 \
  "S: <stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"                      \
  "<mechanism>PLAIN</mechanism></mechanisms></stream:features>\n"                                  \
  "C: <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>*</auth>\n"

#define MOCK_SUCCESS "S: <success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>\n"

#define MOCK_FEATURES                                                                              \
  "S: <stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"                           \
  "<sm xmlns='urn:xmpp:sm:3'/></stream:features>\n"

#define MOCK_FEATURES_WITHOUT_SM                                                                   \
  "S: <stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>\n"

#define MOCK_BIND "C: <iq type='set' id='*'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>\n"

#define MOCK_BOUND                                                                                 \
  "S: <iq type='result' id='@'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"                    \
  "<jid>romeo@example.org/orchard</jid></bind></iq>\n"

#define MOCK_ENABLE "C: <enable xmlns='urn:xmpp:sm:3' resume='true'/>\n"

#define MOCK_ENABLED "S: <enabled xmlns='urn:xmpp:sm:3' id='sm1' resume='true'/>\n"

/* Up to the features after authentication. */
#define MOCK_AUTHENTICATE MOCK_OPEN MOCK_PLAIN MOCK_SUCCESS MOCK_OPEN

/* All of it, with and without stream management. */
#define MOCK_SIGN_IN MOCK_AUTHENTICATE MOCK_FEATURES MOCK_BIND MOCK_BOUND MOCK_ENABLE MOCK_ENABLED
#define MOCK_SIGN_IN_WITHOUT_SM MOCK_AUTHENTICATE MOCK_FEATURES_WITHOUT_SM MOCK_BIND MOCK_BOUND

/* Instead of binding: up to the answer, and the two answers. */
#define MOCK_RESUME(h)                                                                             \
  MOCK_AUTHENTICATE MOCK_FEATURES "C: <resume xmlns='urn:xmpp:sm:3' previd='sm1' h='" h "'/>\n"
#define MOCK_RESUMED(h) "S: <resumed xmlns='urn:xmpp:sm:3' previd='sm1' h='" h "'/>\n"
#define MOCK_FAILED(h) "S: <failed xmlns='urn:xmpp:sm:3' h='" h "'/>\n"

/* Acknowledgements: the client asks, either side answers. */
#define MOCK_ASK "C: <r xmlns='urn:xmpp:sm:3'/>\n"
#define MOCK_ACK(h) "S: <a xmlns='urn:xmpp:sm:3' h='" h "'/>\n"
#define MOCK_OUR_ACK(h) "C: <a xmlns='urn:xmpp:sm:3' h='" h "'/>\n"

/* The client leaves, and the server agrees. */
#define MOCK_CLOSE "C: </stream>\nS: </stream>\n"
