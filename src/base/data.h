/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Structs that carry the state of an asynchronous operation from callback to callback. */
#pragma once

#include <gio/gio.h>

/**
 * BASE_DEFINE_DATA:
 * @TypeName: the type, a `struct _TypeName` that is already defined
 * @type_name: the prefix of its functions
 *
 * Defines what a struct needs to be the data of a #GTask or of a callback:
 *
 *  - `type_name_alloc ()`: a new one, zeroed
 *  - `type_name_free (data)`: a #GDestroyNotify; also g_autoptr (TypeName)
 *  - `type_name_to_task (self, task)`: gives it to the task
 *  - `type_name_from_task (task)`: borrows it from there
 *
 * The file must define `static void type_name_cleanup (TypeName *self)`, which releases the members
 * and not the struct.
 */
#define BASE_DEFINE_DATA(TypeName, type_name)                                                      \
  typedef struct _##TypeName TypeName;                                                             \
  static void type_name##_cleanup (TypeName *self);                                                \
  G_GNUC_UNUSED static inline TypeName *type_name##_alloc (void)                                   \
  {                                                                                                \
    return g_new0 (TypeName, 1);                                                                   \
  }                                                                                                \
  G_GNUC_UNUSED static inline void type_name##_free (gpointer data)                                \
  {                                                                                                \
    if (data == NULL)                                                                              \
      return;                                                                                      \
    type_name##_cleanup (data);                                                                    \
    g_free (data);                                                                                 \
  }                                                                                                \
  G_GNUC_UNUSED static inline void type_name##_to_task (TypeName *self, GTask *task)               \
  {                                                                                                \
    g_task_set_task_data (task, self, type_name##_free);                                           \
  }                                                                                                \
  G_GNUC_UNUSED static inline TypeName *type_name##_from_task (GTask *task)                        \
  {                                                                                                \
    return g_task_get_task_data (task);                                                            \
  }                                                                                                \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (TypeName, type_name##_free)
