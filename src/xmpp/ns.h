/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every XML namespace the engine speaks, sorted, each with the document that owns it. */
#pragma once

#define XMPP_NS_ADMIN "http://jabber.org/protocol/admin"                  /* XEP-0133 */
#define XMPP_NS_ATTENTION "urn:xmpp:attention:0"                          /* XEP-0224 */
#define XMPP_NS_AUTH "jabber:iq:auth"                                     /* XEP-0078 */
#define XMPP_NS_AUTH_FEATURE "http://jabber.org/features/iq-auth"         /* XEP-0078 */
#define XMPP_NS_BIND "urn:ietf:params:xml:ns:xmpp-bind"                   /* RFC 6120 §7 */
#define XMPP_NS_BIND2 "urn:xmpp:bind:0"                                   /* XEP-0386 */
#define XMPP_NS_BLOCKING "urn:xmpp:blocking"                              /* XEP-0191 */
#define XMPP_NS_BLOCKING_ERRORS "urn:xmpp:blocking:errors"                /* XEP-0191 */
#define XMPP_NS_BOB "urn:xmpp:bob"                                        /* XEP-0231 */
#define XMPP_NS_CAPS "http://jabber.org/protocol/caps"                    /* XEP-0115 */
#define XMPP_NS_CARBONS "urn:xmpp:carbons:2"                              /* XEP-0280 */
#define XMPP_NS_CHANNEL_BINDING "urn:xmpp:sasl-cb:0"                      /* XEP-0440 */
#define XMPP_NS_CHAT_STATES "http://jabber.org/protocol/chatstates"       /* XEP-0085 */
#define XMPP_NS_CLIENT "jabber:client"                                    /* RFC 6120 §4.8 */
#define XMPP_NS_CORRECTION "urn:xmpp:message-correct:0"                   /* XEP-0308 */
#define XMPP_NS_CSI "urn:xmpp:csi:0"                                      /* XEP-0352 */
#define XMPP_NS_COMMANDS "http://jabber.org/protocol/commands"            /* XEP-0050 */
#define XMPP_NS_DATA_FORMS "jabber:x:data"                                /* XEP-0004 */
#define XMPP_NS_DELAY "urn:xmpp:delay"                                    /* XEP-0203 */
#define XMPP_NS_DELAY_LEGACY "jabber:x:delay"                             /* XEP-0091 */
#define XMPP_NS_DISCO_INFO "http://jabber.org/protocol/disco#info"        /* XEP-0030 */
#define XMPP_NS_DISCO_ITEMS "http://jabber.org/protocol/disco#items"      /* XEP-0030 */
#define XMPP_NS_DISPLAYED_SYNC "urn:xmpp:mds:displayed:0"                 /* XEP-0490 */
#define XMPP_NS_FALLBACK "urn:xmpp:fallback:0"                            /* XEP-0428 */
#define XMPP_NS_EME "urn:xmpp:eme:0"                                      /* XEP-0380 */
#define XMPP_NS_EPHEMERAL "urn:xmpp:ephemeral:0"                          /* XEP-0466 */
#define XMPP_NS_EXCHANGE "http://jabber.org/protocol/rosterx"             /* XEP-0144 */
#define XMPP_NS_FAST "urn:xmpp:fast:0"                                    /* XEP-0484 */
#define XMPP_NS_FORM_VALIDATE "http://jabber.org/protocol/xdata-validate" /* XEP-0122 */
#define XMPP_NS_FORWARD "urn:xmpp:forward:0"                              /* XEP-0297 */
#define XMPP_NS_FRAMING "urn:ietf:params:xml:ns:xmpp-framing"             /* RFC 7395 §3 */
#define XMPP_NS_HINTS "urn:xmpp:hints"                                    /* XEP-0334 */
#define XMPP_NS_HTTP_BIND "http://jabber.org/protocol/httpbind"           /* XEP-0124 */
#define XMPP_NS_GATEWAY "jabber:iq:gateway"                               /* XEP-0100 */
#define XMPP_NS_IBR_TOKEN "urn:xmpp:ibr-token:0"                          /* XEP-0445 */
#define XMPP_NS_IDLE "urn:xmpp:idle:1"                                    /* XEP-0319 */
#define XMPP_NS_INVISIBLE "urn:xmpp:invisible:1"                          /* XEP-0186 */
#define XMPP_NS_LAST "jabber:iq:last"                                     /* XEP-0012 */
#define XMPP_NS_MAM "urn:xmpp:mam:2"                                      /* XEP-0313 */
#define XMPP_NS_MARKERS "urn:xmpp:chat-markers:0"                         /* XEP-0333 */
#define XMPP_NS_MARKUP "urn:xmpp:markup:0"                                /* XEP-0394 */
#define XMPP_NS_MEDIA "urn:xmpp:media-element"                            /* XEP-0221 */
#define XMPP_NS_MOVED "urn:xmpp:moved:1"                                  /* XEP-0283 */
#define XMPP_NS_NICK "http://jabber.org/protocol/nick"                    /* XEP-0172 */
#define XMPP_NS_OOB "jabber:x:oob"                                        /* XEP-0066 */
#define XMPP_NS_PING "urn:xmpp:ping"                                      /* XEP-0199 */
#define XMPP_NS_PREAUTH "urn:xmpp:pars:0"                                 /* XEP-0379 */
#define XMPP_NS_PRE_APPROVAL "urn:xmpp:features:pre-approval"             /* RFC 6121 §3.4 */
#define XMPP_NS_PRIVACY "jabber:iq:privacy"                               /* XEP-0016 */
#define XMPP_NS_PUBSUB "http://jabber.org/protocol/pubsub"                /* XEP-0060 */
#define XMPP_NS_PUBSUB_ERRORS "http://jabber.org/protocol/pubsub#errors"  /* XEP-0060 */
#define XMPP_NS_PUBSUB_EVENT "http://jabber.org/protocol/pubsub#event"    /* XEP-0060 */
#define XMPP_NS_PUBSUB_OWNER "http://jabber.org/protocol/pubsub#owner"    /* XEP-0060 */
#define XMPP_NS_REACTIONS "urn:xmpp:reactions:0"                          /* XEP-0444 */
#define XMPP_NS_RECEIPTS "urn:xmpp:receipts"                              /* XEP-0184 */
#define XMPP_NS_REFERENCE "urn:xmpp:reference:0"                          /* XEP-0372 */
#define XMPP_NS_REGISTER "jabber:iq:register"                             /* XEP-0077 */
#define XMPP_NS_REPLY "urn:xmpp:reply:0"                                  /* XEP-0461 */
#define XMPP_NS_REPORTING "urn:xmpp:reporting:1"                          /* XEP-0377 */
#define XMPP_NS_RETRACTION "urn:xmpp:message-retract:1"                   /* XEP-0424 */
#define XMPP_NS_ROSTER "jabber:iq:roster"                                 /* RFC 6121 §2 */
#define XMPP_NS_ROSTER_VERSION "urn:xmpp:features:rosterver"              /* RFC 6121 §2.6 */
#define XMPP_NS_RSM "http://jabber.org/protocol/rsm"                      /* XEP-0059 */
#define XMPP_NS_SASL "urn:ietf:params:xml:ns:xmpp-sasl"                   /* RFC 6120 §6 */
#define XMPP_NS_SASL2 "urn:xmpp:sasl:2"                                   /* XEP-0388 */
#define XMPP_NS_SASL_UPGRADE "urn:xmpp:sasl:upgrade:0"                    /* XEP-0480 */
#define XMPP_NS_SCRAM_UPGRADE "urn:xmpp:scram-upgrade:0"                  /* XEP-0480 */
#define XMPP_NS_SEARCH "jabber:iq:search"                                 /* XEP-0055 */
#define XMPP_NS_SERVER_INFO "http://jabber.org/network/serverinfo"        /* XEP-0157 */
#define XMPP_NS_SESSION "urn:ietf:params:xml:ns:xmpp-session"             /* RFC 3921 §3 */
#define XMPP_NS_SOFTWARE_INFO "urn:xmpp:dataforms:softwareinfo"           /* XEP-0232 */
#define XMPP_NS_SPOILER "urn:xmpp:spoiler:0"                              /* XEP-0382 */
#define XMPP_NS_STANZA_ERRORS "urn:ietf:params:xml:ns:xmpp-stanzas"       /* RFC 6120 §8.3 */
#define XMPP_NS_STANZA_IDS "urn:xmpp:sid:0"                               /* XEP-0359 */
#define XMPP_NS_STREAM "http://etherx.jabber.org/streams"                 /* RFC 6120 §4.8 */
#define XMPP_NS_STREAM_ERRORS "urn:ietf:params:xml:ns:xmpp-streams"       /* RFC 6120 §4.9 */
#define XMPP_NS_STREAM_LIMITS "urn:xmpp:stream-limits:0"                  /* XEP-0478 */
#define XMPP_NS_STREAM_MANAGEMENT "urn:xmpp:sm:3"                         /* XEP-0198 */
#define XMPP_NS_STYLING "urn:xmpp:styling:0"                              /* XEP-0393 */
#define XMPP_NS_TIME "urn:xmpp:time"                                      /* XEP-0202 */
#define XMPP_NS_TLS "urn:ietf:params:xml:ns:xmpp-tls"                     /* RFC 6120 §5 */
#define XMPP_NS_VERSION "jabber:iq:version"                               /* XEP-0092 */
#define XMPP_NS_XBOSH "urn:xmpp:xbosh"                                    /* XEP-0206 */
#define XMPP_NS_XHTML "http://www.w3.org/1999/xhtml"                      /* XEP-0071 */
#define XMPP_NS_XHTML_IM "http://jabber.org/protocol/xhtml-im"            /* XEP-0071 */
#define XMPP_NS_XML "http://www.w3.org/XML/1998/namespace"                /* xml:lang */
#define XMPP_NS_XRD "http://docs.oasis-open.org/ns/xri/xrd-1.0"           /* RFC 6415 §3 */
