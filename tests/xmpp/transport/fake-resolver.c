/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A name service that answers what the test wants. */

#include "fake-resolver.h"

#include <string.h>

typedef struct {
  GList *targets;
  GResolverError code; /* if there are no targets */
  gboolean silent;
} Answer;

struct _FakeResolver {
  GResolver parent_instance;
  GHashTable *answers; /* service → Answer */
  GPtrArray *asked;    /* names */
};

G_DEFINE_FINAL_TYPE (FakeResolver, fake_resolver, G_TYPE_RESOLVER)

static void
free_answer (gpointer data)
{
  Answer *answer = data;

  g_resolver_free_targets (answer->targets);
  g_free (answer);
}

static Answer *
get_answer (FakeResolver *self, const char *service)
{
  Answer *answer = g_hash_table_lookup (self->answers, service);

  if (answer == NULL) {
    answer = g_new0 (Answer, 1);
    g_hash_table_insert (self->answers, g_strdup (service), answer);
  }
  return answer;
}

FakeResolver *
fake_resolver_new (void)
{
  return g_object_new (FAKE_TYPE_RESOLVER, NULL);
}

void
fake_resolver_add (FakeResolver *self,
                   const char *service,
                   const char *target,
                   guint16 port,
                   guint16 priority,
                   guint16 weight)
{
  Answer *answer = get_answer (self, service);

  answer->targets =
    g_list_append (answer->targets, g_srv_target_new (target, port, priority, weight));
}

void
fake_resolver_fail (FakeResolver *self, const char *service, GResolverError code)
{
  get_answer (self, service)->code = code;
}

void
fake_resolver_stay_silent (FakeResolver *self, const char *service)
{
  get_answer (self, service)->silent = TRUE;
}

guint
fake_resolver_get_n_asked (FakeResolver *self)
{
  return self->asked->len;
}

gboolean
fake_resolver_asked_only (FakeResolver *self, const char *domain)
{
  for (guint i = 0; i < self->asked->len; i++) {
    g_autofree char *end = g_strconcat ("._tcp.", domain, NULL);

    if (!g_str_has_suffix (g_ptr_array_index (self->asked, i), end))
      return FALSE;
  }
  return TRUE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_task_return_error_if_cancelled (user_data);
  return G_SOURCE_REMOVE;
}

static void
answer_later (GTask *task, GCancellable *cancellable)
{
  g_autoptr (GSource) source = g_cancellable_source_new (cancellable);

  g_task_attach_source (task, source, G_SOURCE_FUNC (on_cancelled));
}

static void
fake_resolver_lookup_service_async (GResolver *resolver,
                                    const char *name,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  FakeResolver *self = FAKE_RESOLVER (resolver);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  /* "_xmpp-client._tcp.example.test" */
  g_autofree char *service = g_strndup (name + 1, strcspn (name, ".") - 1);
  Answer *answer = g_hash_table_lookup (self->answers, service);

  g_ptr_array_add (self->asked, g_strdup (name));
  if (answer != NULL && answer->silent)
    answer_later (task, cancellable);
  else if (answer != NULL && answer->targets != NULL)
    g_task_return_pointer (task, answer->targets, NULL);
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR,
                             answer ? answer->code : G_RESOLVER_ERROR_NOT_FOUND, "No record for %s",
                             name);
}

static gpointer
copy_target (gconstpointer target, gpointer data)
{
  return g_srv_target_copy ((GSrvTarget *) target);
}

static GList *
fake_resolver_lookup_service_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  GList *targets = g_task_propagate_pointer (G_TASK (result), error);

  return g_list_copy_deep (targets, copy_target, NULL);
}

static void
fake_resolver_finalize (GObject *object)
{
  FakeResolver *self = FAKE_RESOLVER (object);

  g_hash_table_unref (self->answers);
  g_ptr_array_unref (self->asked);
  G_OBJECT_CLASS (fake_resolver_parent_class)->finalize (object);
}

static void
fake_resolver_class_init (FakeResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fake_resolver_finalize;
  resolver_class->lookup_service_async = fake_resolver_lookup_service_async;
  resolver_class->lookup_service_finish = fake_resolver_lookup_service_finish;
}

static void
fake_resolver_init (FakeResolver *self)
{
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_answer);
  self->asked = g_ptr_array_new_with_free_func (g_free);
}
