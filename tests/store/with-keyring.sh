#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# with-keyring.sh COMMAND…: runs COMMAND on a session bus of its own with an unlocked gnome-keyring,
# in a home folder of its own. Everything that it starts ends with COMMAND.
set -eu

if [ -z "${KITH_TEST_KEYRING:-}" ]; then
  for program in dbus-run-session dbus-send gnome-keyring-daemon; do
    if ! command -v "$program" >/dev/null; then
      echo "1..0 # SKIP no $program"
      exit 0
    fi
  done
  home=$(mktemp -d)
  trap 'rm -rf "$home"' EXIT
  mkdir -m 700 "$home/run"
  unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
  # Not exec: the folder has to go afterwards. The daemons' chatter goes with it.
  exec 3>&2
  env KITH_TEST_KEYRING="$home" HOME="$home" XDG_RUNTIME_DIR="$home/run" \
    XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data" XDG_CACHE_HOME="$home/cache" \
    dbus-run-session -- "$0" "$@" 2>"$home/bus.log"
  exit
fi

# The bus starts services by itself, and they belong into this home too.
dbus-update-activation-environment HOME XDG_RUNTIME_DIR XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME
# The password comes from stdin: an empty line is an empty one. The keyring warns when an item is
# replaced, and must survive it.
printf '\n' | env -u G_DEBUG gnome-keyring-daemon --foreground --unlock --components=secrets >"$HOME/keyring.log" 2>&1 &
keyring=$!
trap 'kill "$keyring" 2>/dev/null || :; wait "$keyring" || :' EXIT
is_owned() {
  dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
    org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q 'boolean true'
}
for _ in $(seq 500); do
  if is_owned; then break; fi
  sleep 0.02
done
"$@" 2>&3 3>&-
