/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one place that knows which modules there are. */

#include "config.h"

#include "xmpp/modules.h"

#include "xmpp/presence.h"
#include "xmpp/roster.h"
#include "xmpp/xep/0012-last.h"
#include "xmpp/xep/0030-disco.h"
#include "xmpp/xep/0092-version.h"
#include "xmpp/xep/0115-caps.h"
#include "xmpp/xep/0144-exchange.h"
#include "xmpp/xep/0163-pep.h"
#include "xmpp/xep/0172-nick.h"
#include "xmpp/xep/0191-blocking.h"
#include "xmpp/xep/0199-ping.h"
#include "xmpp/xep/0202-time.h"
#include "xmpp/xep/0280-carbons.h"
#include "xmpp/xep/0283-moved.h"
#include "xmpp/xep/0313-mam.h"
#include "xmpp/xep/0352-csi.h"
#include "xmpp/xep/0490-displayed-sync.h"

const XmppModuleType xmpp_modules[] = {
  xmpp_disco_get_type,
  xmpp_caps_get_type,
  xmpp_roster_get_type,
  xmpp_presence_get_type,
  xmpp_last_get_type,
  xmpp_version_get_type,
  xmpp_ping_get_type,
  xmpp_time_get_type,
  xmpp_csi_get_type,
  xmpp_carbons_get_type,
  xmpp_mam_get_type,
  xmpp_moved_get_type,
  xmpp_blocking_get_type,
  xmpp_pep_get_type,
  xmpp_nick_get_type,
  xmpp_exchange_get_type,
  xmpp_displayed_sync_get_type,
  NULL,
};
