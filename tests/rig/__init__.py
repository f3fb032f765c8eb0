# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rig: real servers, a real desktop session and real people for the tests. Runs inside `tests/rig/sandbox`."""
