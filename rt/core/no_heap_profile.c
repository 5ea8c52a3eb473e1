/* SPDX-License-Identifier: Apache-2.0 */
/*
 * jemalloc without its heap profiler, which would take a tenth of a megabyte: stand-ins as in
 * no_mallctl.c. Profiling stays off whatever MALLOC_CONF says. Their names and types are the
 * library's. Any thread.
 */
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define STAND_IN __attribute__((weak))

/* ---- options: as the library has them by default ----------------------------------------------
 */

STAND_IN bool je_opt_prof, je_opt_prof_accum, je_opt_prof_final, je_opt_prof_gdump;
STAND_IN bool je_opt_prof_leak, je_opt_prof_leak_error, je_opt_prof_log, je_opt_prof_stats;
STAND_IN bool je_opt_prof_sys_thread_name, je_prof_active_state, je_prof_gdump_val;
STAND_IN bool je_opt_prof_active = true, je_opt_prof_thread_active_init = true;
STAND_IN bool je_opt_prof_unbias = true;
STAND_IN size_t je_opt_lg_prof_sample = 19;
STAND_IN ssize_t je_opt_lg_prof_interval = -1, je_opt_prof_recent_alloc_max;
STAND_IN char je_opt_prof_prefix[PATH_MAX + 1];

void je_edata_prof_recent_alloc_init(void *extent);
void je_prof_recent_alloc_reset(void *tsd, void *extent);
void je_prof_boot0(void);
void je_prof_boot1(void);
bool je_prof_boot2(void *tsd, void *base);
void je_prof_alloc_rollback(void *tsd, void *context);
void je_prof_free_sampled_object(void *tsd, size_t size, void *info);
void je_prof_malloc_sample_object(void *tsd, const void *block, size_t size, size_t usable,
                                  void *context);
void je_prof_gdump(void *tsdn);
void *je_prof_tctx_create(void *tsd);
void *je_prof_tdata_init(void *tsd);
void *je_prof_tdata_reinit(void *tsd, void *data);
void je_prof_tdata_cleanup(void *tsd);
void je_prof_sample_event_handler(void *tsd, uint64_t elapsed);
uint64_t je_prof_sample_new_event_wait(void *tsd);
uint64_t je_prof_sample_postponed_event_wait(void *tsd);
void je_prof_prefork0(void *tsdn);
void je_prof_prefork1(void *tsdn);
void je_prof_postfork_parent(void *tsdn);
void je_prof_postfork_child(void *tsdn);

/* ---- start ------------------------------------------------------------------------------------
 */

STAND_IN void je_prof_boot0(void) {}

/* After the library has read its options. */
STAND_IN void je_prof_boot1(void)
{
    je_opt_prof = false;
}

STAND_IN bool je_prof_boot2(void *tsd, void *base)
{
    (void)tsd, (void)base;
    return false; /* has not failed */
}

/* ---- samples: none is ever taken ---------------------------------------------------------------
 */

STAND_IN void je_edata_prof_recent_alloc_init(void *extent)
{
    (void)extent;
}

STAND_IN void je_prof_recent_alloc_reset(void *tsd, void *extent)
{
    (void)tsd, (void)extent;
}

STAND_IN void je_prof_alloc_rollback(void *tsd, void *context)
{
    (void)tsd, (void)context;
}

STAND_IN void je_prof_free_sampled_object(void *tsd, size_t size, void *info)
{
    (void)tsd, (void)size, (void)info;
}

STAND_IN void je_prof_malloc_sample_object(void *tsd, const void *block, size_t size, size_t usable,
                                           void *context)
{
    (void)tsd, (void)block, (void)size, (void)usable, (void)context;
}

STAND_IN void je_prof_gdump(void *tsdn)
{
    (void)tsdn;
}

STAND_IN void *je_prof_tctx_create(void *tsd)
{
    (void)tsd;
    return NULL;
}

STAND_IN void *je_prof_tdata_init(void *tsd)
{
    (void)tsd;
    return NULL;
}

STAND_IN void *je_prof_tdata_reinit(void *tsd, void *data)
{
    (void)tsd, (void)data;
    return NULL;
}

STAND_IN void je_prof_tdata_cleanup(void *tsd)
{
    (void)tsd;
}

STAND_IN void je_prof_sample_event_handler(void *tsd, uint64_t elapsed)
{
    (void)tsd, (void)elapsed;
}

/* Never: an interval that does not pass. */
STAND_IN uint64_t je_prof_sample_new_event_wait(void *tsd)
{
    (void)tsd;
    return UINT64_MAX;
}

STAND_IN uint64_t je_prof_sample_postponed_event_wait(void *tsd)
{
    (void)tsd;
    return UINT64_MAX;
}

/* ---- forks -------------------------------------------------------------------------------------
 */

STAND_IN void je_prof_prefork0(void *tsdn)
{
    (void)tsdn;
}

STAND_IN void je_prof_prefork1(void *tsdn)
{
    (void)tsdn;
}

STAND_IN void je_prof_postfork_parent(void *tsdn)
{
    (void)tsdn;
}

STAND_IN void je_prof_postfork_child(void *tsdn)
{
    (void)tsdn;
}
