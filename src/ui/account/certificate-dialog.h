/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dialog in which the person looks at a certificate that was refused, and may accept it.
 */
#pragma once

#include "im/account.h"

#include <gtk/gtk.h>

/* @trusted: (nullable): the SHA-256 of the certificate that was shown, when the person accepts it. By now
 * the server may have shown another one, so nothing else is to be trusted. */
typedef void (*UiCertificateFunc) (const char *trusted, gpointer user_data);

/* @account: in the state NEEDS_TRUST. @func is called once. */
void ui_certificate_dialog_present (GtkWidget *parent,
                                    ImAccount *account,
                                    UiCertificateFunc func,
                                    gpointer user_data);
