/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of closure structs: that the task owns them and that they are released once. */
#include "config.h"

#include "base/data.h"

static guint n_cleaned;

struct _Step {
  char *name;
  int number;
};

BASE_DEFINE_DATA (Step, step)

static void
step_cleanup (Step *self)
{
  g_free (self->name);
  n_cleaned++;
}

static void
test_autoptr (void)
{
  n_cleaned = 0;
  {
    g_autoptr (Step) step = step_alloc ();
    g_autoptr (Step) none = NULL;

    g_assert_null (step->name);
    g_assert_cmpint (step->number, ==, 0);
    step->name = g_strdup ("x");
  }
  g_assert_cmpuint (n_cleaned, ==, 1);
}

static void
test_task (void)
{
  GTask *task = g_task_new (NULL, NULL, NULL, NULL);
  Step *step = step_alloc ();

  n_cleaned = 0;
  step->name = g_strdup ("x");
  step_to_task (step, task);
  g_assert_true (step_from_task (task) == step);
  g_object_unref (task);
  g_assert_cmpuint (n_cleaned, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/data/autoptr", test_autoptr);
  g_test_add_func ("/base/data/task", test_task);
  return g_test_run ();
}
