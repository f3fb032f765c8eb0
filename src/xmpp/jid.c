/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An XMPP address, prepared once and immutable from then on (RFC 7622). */
#include "config.h"

#include "xmpp/jid.h"

#include "xmpp/domain.h"
#include "xmpp/precis.h"

#include <string.h>

/* Of each part, after preparation (RFC 7622 §3.2 to §3.4). */
#define MAX_OCTETS 1023

/* Of each part before it: preparation may leave a third of a text (fullwidth letters) or a little
 * less (composition); what is longer than this is not worth the work. */
#define MAX_RAW_OCTETS (4 * MAX_OCTETS)

/* RFC 7622 §3.3.1. */
#define NOT_IN_LOCAL "\"&'/:<>@"

/* One allocation: the whole address, then, where they are no suffix of it, local part and domain,
 * each with its NUL. */
struct _XmppJid {
  const char *local, *resource; /* (nullable) */
  const char *domain;
  guint hash;
  char string[];
};

G_DEFINE_BOXED_TYPE (XmppJid, xmpp_jid, xmpp_jid_ref, xmpp_jid_unref)
G_DEFINE_QUARK (xmpp_jid_error, xmpp_jid_error)

/* What no part of an address may have, wherever it comes from (stringprep C.2, C.4, C.8). */
static const struct {
  gunichar first, last;
} never_forgiven[] = {
  { 0x0000, 0x001f },                     /* control characters */
  { 0x007f, 0x009f }, { 0x0340, 0x0341 }, /* deprecated marks */
  { 0x200e, 0x200f },                     /* directional marks */
  { 0x2028, 0x2029 },                     /* line and paragraph separator */
  { 0x202a, 0x202e },                     /* directional embeddings and overrides */
  { 0x2066, 0x206f }, /* directional isolates and deprecated format characters */
  { 0xfdd0, 0xfdef }, /* noncharacters */
  { 0xfff9, 0xfffc }, /* interlinear annotation, object replacement */
};

/* A stretch of the text that is parsed. */
typedef struct {
  const char *text;
  gsize n_bytes;
} Span;

typedef struct {
  const char *name; /* for messages */
  XmppJidError error;
  gboolean local;
  char *(*prepare) (const char *text, gssize n_bytes, GError **error);
} Part;

static const Part local_part = {
  "local part",
  XMPP_JID_ERROR_LOCALPART,
  TRUE,
  xmpp_precis_username,
};

static const Part resource_part = {
  "resource",
  XMPP_JID_ERROR_RESOURCE,
  FALSE,
  xmpp_precis_opaque,
};

static XmppJid *
jid_new (const char *local, const char *domain, const char *resource)
{
  gsize n_local = local != NULL ? strlen (local) + 1 : 0; /* with its separator, or its NUL */
  gsize n_domain = strlen (domain);
  gsize n_resource = resource != NULL ? strlen (resource) + 1 : 0;
  gsize n_string = n_local + n_domain + n_resource + 1;
  gsize n_copies = n_local + (n_resource > 0 ? n_domain + 1 : 0);
  XmppJid *self = g_atomic_rc_box_alloc (sizeof *self + n_string + n_copies);
  char *copies = self->string + n_string;
  char *end = self->string;

  self->local = NULL;
  if (local != NULL) {
    end = g_stpcpy (g_stpcpy (end, local), "@");
    self->local = copies;
    copies = g_stpcpy (copies, local) + 1;
  }

  self->domain = end;
  end = g_stpcpy (end, domain);

  self->resource = NULL;
  if (resource != NULL) {
    self->domain = copies;
    g_stpcpy (copies, domain);
    self->resource = end + 1;
    g_stpcpy (g_stpcpy (end, "/"), resource);
  }

  self->hash = g_str_hash (self->string);
  return self;
}

/* What only the PRECIS classes forbid is forgiven; see xmpp_jid_parse_wire(). */
static gboolean
may_stay_raw (Span span)
{
  for (const char *at = span.text; at < span.text + span.n_bytes; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if ((c & 0xfffe) == 0xfffe) /* a noncharacter, the last two of each plane */
      return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS (never_forgiven); i++)
      if (c >= never_forgiven[i].first && c <= never_forgiven[i].last)
        return FALSE;
  }
  return TRUE;
}

/* Plain printable ASCII needs no tables; most addresses are made of nothing else. */
static char *
prepare_ascii (const Part *part, Span span)
{
  for (gsize i = 0; i < span.n_bytes; i++) {
    guchar c = span.text[i];

    if (c > 0x7e || c < 0x20 || (c == ' ' && part->local))
      return NULL;
  }
  return part->local ? g_ascii_strdown (span.text, span.n_bytes)
                     : g_strndup (span.text, span.n_bytes);
}

static char *
prepare_part (const Part *part, Span span, gboolean lenient, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autofree char *prepared = NULL;

  if (span.n_bytes == 0) {
    g_set_error (error, XMPP_JID_ERROR, XMPP_JID_ERROR_EMPTY, "The %s is empty", part->name);
    return NULL;
  }

  if (span.n_bytes <= MAX_RAW_OCTETS) {
    prepared = prepare_ascii (part, span);
    if (prepared == NULL)
      prepared = part->prepare (span.text, span.n_bytes, &why);
    if (prepared == NULL && lenient &&
        (g_error_matches (why, XMPP_PRECIS_ERROR, XMPP_PRECIS_ERROR_DISALLOWED) ||
         g_error_matches (why, XMPP_PRECIS_ERROR, XMPP_PRECIS_ERROR_BIDI)) &&
        may_stay_raw (span))
      prepared = g_strndup (span.text, span.n_bytes);
    if (prepared == NULL) {
      g_set_error (error, XMPP_JID_ERROR, part->error, "The %s is invalid: %s", part->name,
                   why->message);
      return NULL;
    }
  }

  if (prepared == NULL || strlen (prepared) > MAX_OCTETS) {
    g_set_error (error, XMPP_JID_ERROR, XMPP_JID_ERROR_TOO_LONG, "The %s is too long", part->name);
    return NULL;
  }
  if (part->local && strpbrk (prepared, NOT_IN_LOCAL) != NULL) {
    g_set_error_literal (error, XMPP_JID_ERROR, part->error,
                         "The local part has a forbidden character");
    return NULL;
  }
  return g_steal_pointer (&prepared);
}

/* The separators are looked for before anything is prepared (RFC 7622 §3.1): the first slash, and
 * the first "@" before it. */
static XmppJid *
parse (const char *text, gboolean lenient, GError **error)
{
  const char *end = text + strcspn (text, "/");
  const char *at = memchr (text, '@', end - text);
  const char *domain_text = at != NULL ? at + 1 : text;
  g_autofree char *local = NULL;
  g_autofree char *domain = NULL;
  g_autofree char *resource = NULL;

  if (end - domain_text > MAX_RAW_OCTETS) {
    g_set_error_literal (error, XMPP_JID_ERROR, XMPP_JID_ERROR_TOO_LONG, "The domain is too long");
    return NULL;
  }

  domain = xmpp_domain_prepare (domain_text, end - domain_text, error);
  if (domain == NULL)
    return NULL;

  if (at != NULL) {
    local = prepare_part (&local_part, (Span){ text, at - text }, lenient, error);
    if (local == NULL)
      return NULL;
  }
  if (*end == '/') {
    resource = prepare_part (&resource_part, (Span){ end + 1, strlen (end + 1) }, lenient, error);
    if (resource == NULL)
      return NULL;
  }
  return jid_new (local, domain, resource);
}

XmppJid *
xmpp_jid_parse (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  return parse (text, FALSE, error);
}

XmppJid *
xmpp_jid_parse_wire (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  return parse (text, TRUE, error);
}

/* The count is no part of the value, so a reference to a const address is nothing odd. */
XmppJid *
xmpp_jid_ref (const XmppJid *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire ((XmppJid *) self);
}

void
xmpp_jid_unref (XmppJid *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release (self);
}

XmppJid *
xmpp_jid_bare (const XmppJid *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->resource == NULL)
    return xmpp_jid_ref (self);
  return jid_new (self->local, self->domain, NULL);
}

XmppJid *
xmpp_jid_server (const XmppJid *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->local == NULL && self->resource == NULL)
    return xmpp_jid_ref (self);
  return jid_new (NULL, self->domain, NULL);
}

XmppJid *
xmpp_jid_with_resource (const XmppJid *self, const char *resource, GError **error)
{
  g_autofree char *prepared = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (resource != NULL, NULL);

  prepared = prepare_part (&resource_part, (Span){ resource, strlen (resource) }, FALSE, error);
  if (prepared == NULL)
    return NULL;
  return jid_new (self->local, self->domain, prepared);
}

const char *
xmpp_jid_local (const XmppJid *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->local;
}

const char *
xmpp_jid_domain (const XmppJid *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->domain;
}

const char *
xmpp_jid_resource (const XmppJid *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->resource;
}

const char *
xmpp_jid_string (const XmppJid *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->string;
}

char *
xmpp_jid_dup_host (const XmppJid *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return xmpp_domain_to_host (self->domain);
}

gboolean
xmpp_jid_is_bare (const XmppJid *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->resource == NULL;
}

gboolean
xmpp_jid_equal (gconstpointer a, gconstpointer b)
{
  const XmppJid *jid_a = a, *jid_b = b;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a == b || (jid_a->hash == jid_b->hash && g_str_equal (jid_a->string, jid_b->string));
}

gboolean
xmpp_jid_equal_bare (const XmppJid *a, const XmppJid *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a == b || (g_str_equal (a->domain, b->domain) && g_strcmp0 (a->local, b->local) == 0);
}

guint
xmpp_jid_hash (gconstpointer jid)
{
  const XmppJid *self = jid;

  g_return_val_if_fail (jid != NULL, 0);

  return self->hash;
}

int
xmpp_jid_compare (gconstpointer a, gconstpointer b)
{
  const XmppJid *jid_a = a, *jid_b = b;
  int order;

  g_return_val_if_fail (a != NULL && b != NULL, 0);

  order = strcmp (jid_a->domain, jid_b->domain);
  if (order == 0)
    order = g_strcmp0 (jid_a->local, jid_b->local);
  if (order == 0)
    order = g_strcmp0 (jid_a->resource, jid_b->resource);
  return order;
}
