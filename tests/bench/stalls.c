/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Loaded into a program before all else: notes what its main loop computes between two looks at what has
 * come, where that is long. So nobody has to ask the program, which would be work for it, and what other
 * programs do at that time does not count.
 */
#include <dlfcn.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define LONG_S 0.004

static double
read_clock (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

/* When, by the monotonic clock, and for how many seconds. */
static void
note (double taken)
{
  static FILE *file;
  const char *path = getenv ("KITH_STALLS_LOG");

  if (file == NULL && path != NULL)
    file = fopen (path, "a");
  if (file == NULL)
    return;
  fprintf (file, "%.6f %.6f\n", read_clock (CLOCK_MONOTONIC), taken);
  fflush (file);
}

int
poll (struct pollfd *fds, nfds_t n_fds, int timeout_ms)
{
  static int (*poll_of_libc) (struct pollfd *, nfds_t, int);
  static double looked_at;
  double now;
  int n_ready;

  if (poll_of_libc == NULL)
    *(void **) &poll_of_libc = dlsym (RTLD_NEXT, "poll");
  if (syscall (SYS_gettid) != getpid ())
    return poll_of_libc (fds, n_fds, timeout_ms);
  now = read_clock (CLOCK_THREAD_CPUTIME_ID);
  if (looked_at > 0 && now - looked_at > LONG_S)
    note (now - looked_at);
  n_ready = poll_of_libc (fds, n_fds, timeout_ms);
  looked_at = read_clock (CLOCK_THREAD_CPUTIME_ID);
  return n_ready;
}
