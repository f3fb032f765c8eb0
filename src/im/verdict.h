/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What to do after a sign-in failed or a session was lost: the whole policy, as a pure function.
 */
#pragma once

#include <glib.h>

/**
 * ImVerdict:
 * @IM_VERDICT_LATER: try again, less and less often
 * @IM_VERDICT_PASSWORD: only with another password, for servers lock accounts after a few wrong ones
 * @IM_VERDICT_TRUST: only when the person accepts the certificate
 * @IM_VERDICT_PERSON: not before the person has done something about it
 * @IM_VERDICT_CONFLICT: somebody took our place: not soon, or both would throw each other out
 * @IM_VERDICT_ELSEWHERE: at once, at the host that the server named
 */
typedef enum {
  IM_VERDICT_LATER,
  IM_VERDICT_PASSWORD,
  IM_VERDICT_TRUST,
  IM_VERDICT_PERSON,
  IM_VERDICT_CONFLICT,
  IM_VERDICT_ELSEWHERE,
} ImVerdict;

ImVerdict im_verdict_of (const GError *error);

/**
 * im_verdict_parse_host:
 * @text: `host`, `host:port`, `[IPv6]` or `[IPv6]:port`, from the server
 * @host: (out): without brackets
 * @port: (out): 0 when there is none
 *
 * Reads where see-other-host (RFC 6120 §4.9.3.19) and a resumption's location (XEP-0198 §3) point.
 */
gboolean im_verdict_parse_host (const char *text, char **host, guint16 *port);
