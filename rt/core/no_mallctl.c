/* SPDX-License-Identifier: Apache-2.0 */
/*
 * jemalloc without its control interface (mallctl) and statistics, which nothing here asks for:
 * a third of a megabyte. These stand for what the rest of the library refers to, so that the linker
 * leaves those parts out of the executable; they are weak, and a library that refers to more of
 * them gets all of them. Every name is unknown to mallctl, and malloc_stats_print prints nothing.
 * Their names and types are the library's. Any thread.
 */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STAND_IN __attribute__((weak))

enum { STATS_OPTIONS_MAX = 64 };

STAND_IN bool je_opt_stats_print;
STAND_IN char je_opt_stats_print_opts[STATS_OPTIONS_MAX];
STAND_IN int64_t je_opt_stats_interval = -1;
STAND_IN char je_opt_stats_interval_opts[STATS_OPTIONS_MAX];

bool je_ctl_boot(void);
int je_ctl_byname(void *tsd, const char *name, void *old, size_t *old_size, void *new, size_t size);
int je_ctl_nametomib(void *tsd, const char *name, size_t *mib, size_t *length);
int je_ctl_bymib(void *tsd, const size_t *mib, size_t length, void *old, size_t *old_size,
                 void *new, size_t size);
void je_ctl_mtx_assert_held(void *tsdn);
void je_ctl_prefork(void *tsdn);
void je_ctl_postfork_parent(void *tsdn);
void je_ctl_postfork_child(void *tsdn);
bool je_stats_boot(void);
void je_stats_print(void (*write)(void *, const char *), void *context, const char *options);
void je_stats_interval_event_handler(void *tsd, uint64_t elapsed);
uint64_t je_stats_interval_new_event_wait(void *tsd);
uint64_t je_stats_interval_postponed_event_wait(void *tsd);
void je_stats_prefork(void *tsdn);
void je_stats_postfork_parent(void *tsdn);
void je_stats_postfork_child(void *tsdn);

/* ---- control: true and error numbers are failures ------------------------------------------- */

STAND_IN bool je_ctl_boot(void)
{
    return false;
}

STAND_IN int je_ctl_byname(void *tsd, const char *name, void *old, size_t *old_size, void *new,
                           size_t size)
{
    (void)tsd, (void)name, (void)old, (void)old_size, (void)new, (void)size;
    return ENOENT;
}

STAND_IN int je_ctl_nametomib(void *tsd, const char *name, size_t *mib, size_t *length)
{
    (void)tsd, (void)name, (void)mib, (void)length;
    return ENOENT;
}

STAND_IN int je_ctl_bymib(void *tsd, const size_t *mib, size_t length, void *old, size_t *old_size,
                          void *new, size_t size)
{
    (void)tsd, (void)mib, (void)length, (void)old, (void)old_size, (void)new, (void)size;
    return ENOENT;
}

STAND_IN void je_ctl_mtx_assert_held(void *tsdn)
{
    (void)tsdn;
}

STAND_IN void je_ctl_prefork(void *tsdn)
{
    (void)tsdn;
}

STAND_IN void je_ctl_postfork_parent(void *tsdn)
{
    (void)tsdn;
}

STAND_IN void je_ctl_postfork_child(void *tsdn)
{
    (void)tsdn;
}

/* ---- statistics ------------------------------------------------------------------------------ */

STAND_IN bool je_stats_boot(void)
{
    return false;
}

STAND_IN void je_stats_print(void (*write)(void *, const char *), void *context,
                             const char *options)
{
    (void)write, (void)context, (void)options;
}

STAND_IN void je_stats_interval_event_handler(void *tsd, uint64_t elapsed)
{
    (void)tsd, (void)elapsed;
}

/* Never: an interval that does not pass. */
STAND_IN uint64_t je_stats_interval_new_event_wait(void *tsd)
{
    (void)tsd;
    return UINT64_MAX;
}

STAND_IN uint64_t je_stats_interval_postponed_event_wait(void *tsd)
{
    (void)tsd;
    return UINT64_MAX;
}

STAND_IN void je_stats_prefork(void *tsdn)
{
    (void)tsdn;
}

STAND_IN void je_stats_postfork_parent(void *tsdn)
{
    (void)tsdn;
}

STAND_IN void je_stats_postfork_child(void *tsdn)
{
    (void)tsdn;
}
