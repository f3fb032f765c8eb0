/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What others can do, learned from the hash in their presence; and our own hash (XEP-0115). */
#include "config.h"

#include "xmpp/xep/0115-caps.h"

#include "base/data.h"
#include "xml/parser.h"
#include "xml/writer.h"
#include "xmpp/ns.h"
#include "xmpp/session.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0030-disco.h"
#include "xmpp/xep/0115-caps-hash.h"

#include <string.h>

/* Strangers can announce what they like, so all of it is bounded: how much is kept, how many are
 * asked at the same time, how many stand in line to be asked about the same hash, and how many are
 * asked about it until one tells the truth. */
#define MAX_ENTRIES 1000
#define MAX_JIDS 50000
#define MAX_ASKING 8
#define MAX_CANDIDATES 4
#define MAX_TRIES 16
#define MAX_VER 128
#define MAX_NODE 1023

typedef enum {
  ENTRY_LOOKING_UP, /* in the cache */
  ENTRY_WAITING,    /* for its turn to be asked */
  ENTRY_ASKING,
  ENTRY_KNOWN,
  ENTRY_FAILED, /* until the next one who announces it */
} EntryState;

/* Who could be asked. */
typedef struct {
  XmppJid *jid;
  char *node; /* with the "#ver" */
} Candidate;

/* One announced hash. */
typedef struct {
  char *hash; /* "sha-1:…" */
  EntryState state;
  XmppDiscoInfo *info; /* when KNOWN */
  GQueue candidates;   /* of Candidate, when not KNOWN */
  guint n_tried;       /* candidates that have been asked */
  guint n_jids;        /* who announce it */
} Entry;

struct _XmppCaps {
  XmppModule parent_instance;
  XmppCapsCache *cache;      /* (nullable) */
  GCancellable *cancellable; /* of this session */
  GHashTable *entries;       /* hash → Entry */
  GHashTable *jids;          /* XmppJid → Entry, borrowed */
  GQueue waiting;            /* of Entry, borrowed, each once */
  guint n_asking;
};

enum { LEARNED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (XmppCapsCache, xmpp_caps_cache, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (XmppCaps, xmpp_caps, XMPP_TYPE_MODULE)

/* A question about one hash under way, to the cache or to an entity. */
struct _Ask {
  XmppCaps *caps;
  char *hash;
};

BASE_DEFINE_DATA (Ask, ask)

static void
ask_cleanup (Ask *self)
{
  g_clear_object (&self->caps);
  g_free (self->hash);
}

static Ask *
ask_new (XmppCaps *caps, const Entry *entry)
{
  Ask *self = ask_alloc ();

  self->caps = g_object_ref (caps);
  self->hash = g_strdup (entry->hash);
  return self;
}

static void
candidate_free (gpointer data)
{
  Candidate *self = data;

  xmpp_jid_unref (self->jid);
  g_free (self->node);
  g_free (self);
}

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->hash);
  g_clear_pointer (&self->info, xmpp_disco_info_unref);
  g_queue_clear_full (&self->candidates, candidate_free);
  g_free (self);
}

static void
release_jid (gpointer jid)
{
  xmpp_jid_unref (jid);
}

static XmppDisco *
get_disco (XmppCaps *self)
{
  XmppSession *session = xmpp_module_get_session (XMPP_MODULE (self));
  XmppDisco *disco = xmpp_session_get_module (session, XMPP_TYPE_DISCO);

  g_assert (disco != NULL); /* the list of modules has both or none */
  return disco;
}

/* @hash: "sha-1:…" */
static gboolean
verify (const XmppDiscoInfo *info, const char *hash, GError **error)
{
  const char *colon = strchr (hash, ':');
  g_autofree char *function = g_strndup (hash, colon - hash);

  return xmpp_caps_verify (info, function, colon + 1, error);
}

/* Tells of all who have announced @entry. Handlers may do what they like to us. */
static void
tell (XmppCaps *self, const Entry *entry)
{
  g_autoptr (GPtrArray) jids = g_ptr_array_new_with_free_func (release_jid);
  GHashTableIter iter;
  gpointer jid, value;

  g_hash_table_iter_init (&iter, self->jids);
  while (g_hash_table_iter_next (&iter, &jid, &value))
    if (value == entry)
      g_ptr_array_add (jids, xmpp_jid_ref (jid));

  for (guint i = 0; i < jids->len; i++)
    g_signal_emit (self, signals[LEARNED], 0, jids->pdata[i]);
}

static void
learn (XmppCaps *self, Entry *entry, XmppDiscoInfo *info)
{
  entry->state = ENTRY_KNOWN;
  entry->info = xmpp_disco_info_ref (info);
  g_queue_clear_full (&entry->candidates, candidate_free);
  tell (self, entry);
}

static void
save (XmppCaps *self, const char *hash, XmppDiscoInfo *info)
{
  g_autoptr (XmlElement) query = NULL;
  g_autofree char *xml = NULL;

  if (self->cache == NULL)
    return;
  query = xmpp_disco_info_build (info);
  xml = xml_writer_dup (query, NULL);
  XMPP_CAPS_CACHE_GET_IFACE (self->cache)->save (self->cache, hash, xml);
}

static void pump (XmppCaps *self);

/* Lines @entry up to be asked, if there is somebody to ask. */
static void
line_up (XmppCaps *self, Entry *entry)
{
  if (g_queue_is_empty (&entry->candidates)) {
    entry->state = ENTRY_FAILED;
    return;
  }
  entry->state = ENTRY_WAITING;
  g_queue_push_tail (&self->waiting, entry);
  pump (self);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  XmppCaps *self = ask->caps;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppDiscoInfo) info = xmpp_disco_query_finish (XMPP_DISCO (source), result, &error);
  gboolean verified = info != NULL && verify (info, ask->hash, &error);
  Entry *entry = NULL;

  self->n_asking--;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) /* else of an earlier session */
    entry = g_hash_table_lookup (self->entries, ask->hash);

  if (verified && entry != NULL) {
    save (self, ask->hash, info);
    learn (self, entry, info);
  } else if (entry != NULL) {
    g_debug ("capabilities %s: %s", ask->hash, error->message);
    line_up (self, entry);
  }
  pump (self);
}

static void
pump (XmppCaps *self)
{
  while (self->n_asking < MAX_ASKING && !g_queue_is_empty (&self->waiting)) {
    Entry *entry = g_queue_pop_head (&self->waiting);
    Candidate *candidate = g_queue_pop_head (&entry->candidates);

    if (candidate == NULL) { /* gone in the meantime */
      entry->state = ENTRY_FAILED;
      continue;
    }
    entry->state = ENTRY_ASKING;
    entry->n_tried++;
    self->n_asking++;
    xmpp_disco_query_async (get_disco (self), candidate->jid, candidate->node, self->cancellable,
                            on_answer, ask_new (self, entry));
    candidate_free (candidate);
  }
}

/* What the cache has for @hash, if it is that. */
static XmppDiscoInfo *
read_cached (const char *xml, const char *hash, GError **error)
{
  g_autoptr (XmlElement) query = xml_parser_parse_document (xml, -1, XML_LIMITS_DEFAULT, error);
  g_autoptr (XmppDiscoInfo) info = query != NULL ? xmpp_disco_info_parse (query, error) : NULL;

  if (info == NULL || !verify (info, hash, error))
    return NULL;
  return g_steal_pointer (&info);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  XmppCapsCache *cache = XMPP_CAPS_CACHE (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *xml = XMPP_CAPS_CACHE_GET_IFACE (cache)->lookup_finish (cache, result, &error);
  g_autoptr (XmppDiscoInfo) info = NULL;
  Entry *entry;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  entry = g_hash_table_lookup (ask->caps->entries, ask->hash);
  if (entry == NULL)
    return;

  if (xml != NULL)
    info = read_cached (xml, ask->hash, &error);
  if (error != NULL)
    g_debug ("cached capabilities %s: %s", ask->hash, error->message);
  if (info != NULL)
    learn (ask->caps, entry, info);
  else
    line_up (ask->caps, entry);
}

static void
look_up (XmppCaps *self, Entry *entry)
{
  g_autofree char *own_hash =
    g_strconcat ("sha-1:", xmpp_disco_get_own_ver (get_disco (self)), NULL);

  if (g_str_equal (entry->hash, own_hash)) {
    learn (self, entry, xmpp_disco_get_own_info (get_disco (self)));
    return;
  }
  if (self->cache == NULL) {
    line_up (self, entry);
    return;
  }
  entry->state = ENTRY_LOOKING_UP;
  XMPP_CAPS_CACHE_GET_IFACE (self->cache)
    ->lookup_async (self->cache, entry->hash, self->cancellable, on_looked_up,
                    ask_new (self, entry));
}

static gboolean
is_unused (gpointer hash, gpointer value, gpointer user_data)
{
  const Entry *entry = value;

  /* One that is being asked has a place in waiting or a question under way. */
  return entry->n_jids == 0 && (entry->state == ENTRY_KNOWN || entry->state == ENTRY_FAILED);
}

/* (nullable): NULL if there are too many already */
static Entry *
add_entry (XmppCaps *self, const char *hash)
{
  Entry *entry;

  if (g_hash_table_size (self->entries) >= MAX_ENTRIES)
    g_hash_table_foreach_remove (self->entries, is_unused, NULL);
  if (g_hash_table_size (self->entries) >= MAX_ENTRIES)
    return NULL;

  entry = g_new0 (Entry, 1);
  entry->hash = g_strdup (hash);
  entry->state = ENTRY_FAILED;
  g_hash_table_insert (self->entries, entry->hash, entry);
  return entry;
}

static void
forget (XmppCaps *self, const XmppJid *jid)
{
  Entry *entry = g_hash_table_lookup (self->jids, jid);

  if (entry == NULL)
    return;
  for (GList *link = entry->candidates.head; link != NULL; link = link->next) {
    Candidate *candidate = link->data;

    if (xmpp_jid_equal (candidate->jid, jid)) {
      candidate_free (candidate);
      g_queue_delete_link (&entry->candidates, link);
      break;
    }
  }
  g_hash_table_remove (self->jids, jid);
  entry->n_jids--;
  if (entry->n_jids == 0 && entry->state == ENTRY_FAILED)
    g_hash_table_remove (self->entries, entry->hash);
}

/* Without a resource: all of them. */
static void
forget_all (XmppCaps *self, const XmppJid *bare)
{
  g_autoptr (GPtrArray) jids = g_ptr_array_new_with_free_func (release_jid);
  GHashTableIter iter;
  gpointer jid;

  g_hash_table_iter_init (&iter, self->jids);
  while (g_hash_table_iter_next (&iter, &jid, NULL))
    if (xmpp_jid_equal_bare (jid, bare))
      g_ptr_array_add (jids, xmpp_jid_ref (jid));

  for (guint i = 0; i < jids->len; i++)
    forget (self, jids->pdata[i]);
}

static void
add_candidate (Entry *entry, const XmppJid *jid, const char *node, const char *ver)
{
  Candidate *candidate;

  if (entry->state == ENTRY_KNOWN || entry->n_tried >= MAX_TRIES ||
      entry->candidates.length >= MAX_CANDIDATES)
    return;
  candidate = g_new (Candidate, 1);
  candidate->jid = xmpp_jid_ref (jid);
  candidate->node = g_strconcat (node, "#", ver, NULL);
  g_queue_push_tail (&entry->candidates, candidate);
}

/* @jid announces @hash in the place of whatever it has announced before. */
static void
announce (XmppCaps *self, XmppJid *jid, const char *hash, const char *node, const char *ver)
{
  Entry *entry = g_hash_table_lookup (self->entries, hash);
  gboolean is_new = entry == NULL;

  if (entry != NULL && g_hash_table_lookup (self->jids, jid) == entry)
    return;
  forget (self, jid);
  if (g_hash_table_size (self->jids) >= MAX_JIDS)
    return;
  if (is_new)
    entry = add_entry (self, hash);
  if (entry == NULL)
    return;

  g_hash_table_insert (self->jids, xmpp_jid_ref (jid), entry);
  entry->n_jids++;
  add_candidate (entry, jid, node, ver);

  if (is_new)
    look_up (self, entry);
  else if (entry->state == ENTRY_KNOWN)
    g_signal_emit (self, signals[LEARNED], 0, jid);
  else if (entry->state == ENTRY_FAILED)
    line_up (self, entry);
}

static void
on_caps (XmppCaps *self, XmppJid *from, const XmlElement *c)
{
  const char *function = xml_element_get (c, "hash");
  const char *node = xml_element_get (c, "node");
  const char *ver = xml_element_get (c, "ver");
  g_autofree char *hash = NULL;

  /* What cannot be verified says nothing (XEP-0115 §11). */
  if (node == NULL || ver == NULL || *ver == '\0' || strlen (ver) > MAX_VER ||
      strlen (node) > MAX_NODE || !xmpp_caps_knows_hash (function)) {
    forget (self, from);
    return;
  }
  hash = g_strconcat (function, ":", ver, NULL);
  announce (self, from, hash, node, ver);
}

static void
on_presence (XmppModule *module, const XmlElement *stanza, const XmlElement *payload)
{
  XmppCaps *self = XMPP_CAPS (module);
  XmppPresenceType type = xmpp_presence_type (stanza);
  g_autoptr (XmppJid) from = xmpp_stanza_dup_from (stanza);
  const XmlElement *c = xml_element_find (stanza, "c", XMPP_NS_CAPS);

  if (from == NULL)
    return;
  if (type == XMPP_PRESENCE_UNAVAILABLE && xmpp_jid_is_bare (from))
    forget_all (self, from);
  else if (type == XMPP_PRESENCE_UNAVAILABLE)
    forget (self, from);
  else if (type == XMPP_PRESENCE_AVAILABLE && c != NULL)
    on_caps (self, from, c); /* without, it has not changed (XEP-0115 §8.4) */
}

void
xmpp_caps_set_cache (XmppCaps *self, XmppCapsCache *cache)
{
  g_set_object (&self->cache, cache);
}

XmppDiscoInfo *
xmpp_caps_get_info (XmppCaps *self, const XmppJid *jid)
{
  const Entry *entry = g_hash_table_lookup (self->jids, jid);

  return entry != NULL ? entry->info : NULL;
}

gboolean
xmpp_caps_has_feature (XmppCaps *self, const XmppJid *jid, const char *feature)
{
  XmppDiscoInfo *info = xmpp_caps_get_info (self, jid);

  return info != NULL && xmpp_disco_info_has_feature (info, feature);
}

XmlElement *
xmpp_caps_build (XmppCaps *self)
{
  XmlElement *c = xml_element_new ("c", XMPP_NS_CAPS);

  xml_element_set (c, "hash", "sha-1");
  xml_element_set (c, "node", XMPP_CAPS_NODE);
  return xml_element_set (c, "ver", xmpp_disco_get_own_ver (get_disco (self)));
}

static gboolean
is_not_known (gpointer hash, gpointer value, gpointer user_data)
{
  Entry *entry = value;

  entry->n_jids = 0;
  return entry->state != ENTRY_KNOWN;
}

/* Nobody is there any more. What is known stays so. */
static void
xmpp_caps_stopped (XmppModule *module)
{
  XmppCaps *self = XMPP_CAPS (module);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  g_queue_clear (&self->waiting);
  g_hash_table_remove_all (self->jids);
  g_hash_table_foreach_remove (self->entries, is_not_known, NULL);
}

static void
xmpp_caps_dispose (GObject *object)
{
  XmppCaps *self = XMPP_CAPS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cache);

  G_OBJECT_CLASS (xmpp_caps_parent_class)->dispose (object);
}

static void
xmpp_caps_finalize (GObject *object)
{
  XmppCaps *self = XMPP_CAPS (object);

  g_clear_object (&self->cancellable);
  g_queue_clear (&self->waiting);
  g_clear_pointer (&self->jids, g_hash_table_unref);
  g_clear_pointer (&self->entries, g_hash_table_unref);

  G_OBJECT_CLASS (xmpp_caps_parent_class)->finalize (object);
}

static void
xmpp_caps_cache_default_init (XmppCapsCacheInterface *iface)
{
}

static void
xmpp_caps_class_init (XmppCapsClass *klass)
{
  static const XmppHandler handlers[] = {
    { XMPP_ON_PRESENCE, XMPP_ANY, XMPP_ANY, .stanza = on_presence },
    { 0 },
  };
  static const char *const features[] = { XMPP_NS_CAPS, NULL };

  XMPP_MODULE_CLASS (klass)->handlers = handlers;
  XMPP_MODULE_CLASS (klass)->features = features;
  XMPP_MODULE_CLASS (klass)->stopped = xmpp_caps_stopped;
  G_OBJECT_CLASS (klass)->dispose = xmpp_caps_dispose;
  G_OBJECT_CLASS (klass)->finalize = xmpp_caps_finalize;

  signals[LEARNED] = g_signal_new ("learned", XMPP_TYPE_CAPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, XMPP_TYPE_JID);
}

static void
xmpp_caps_init (XmppCaps *self)
{
  self->cancellable = g_cancellable_new ();
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  self->jids = g_hash_table_new_full (xmpp_jid_hash, xmpp_jid_equal, release_jid, NULL);
}
