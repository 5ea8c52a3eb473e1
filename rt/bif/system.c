/* SPDX-License-Identifier: Apache-2.0 */
/* Native functions that tell about the runtime system, and requests to it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>
#include "rt/core/bif.h"
#include "rt/core/clock.h"
#include "rt/core/copy.h"
#include "rt/core/flat_size.h"
#include "rt/core/list.h"
#include "rt/gc/gc.h"
#include "rt/map/map.h"

static Term text(Process *process, const char *bytes)
{
    return heap_string(process, (const uint8_t *)bytes, strlen(bytes), TERM_NIL);
}

static Term pair(Process *process, Term a, Term b)
{
    return heap_tuple(process, 2, a, b);
}

/* ---- system_info
 * --------------------------------------------------------------------------------------- */

typedef struct Release {
    UInt release;
    const char *version, *nif_version; /* of ERTS, and of its NIF interface */
} Release;

/* What the linked libraries were made for. */
static Release release_info(void)
{
    static const Release known[] = {
        {25, "13.1.5", "2.16"}, {26, "14.2.5", "2.17"}, {27, "15.2", "2.17"}, {28, "16.0", "2.17"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].release == joist_program.otp_release)
            return known[i];
    return (Release){joist_program.otp_release, known[0].version, known[0].nif_version};
}

static Term number_text(Process *process, UInt number)
{
    char bytes[24];
    snprintf(bytes, sizeof bytes, "%zu", (size_t)number);
    return text(process, bytes);
}

/* Facts that are numbers or atoms. */
static Term simple_fact(Term item)
{
    switch (item) {
    case am_wordsize:
        return term_make_small(sizeof(Term));
    case am_schedulers:
    case am_schedulers_online:
    case am_scheduler_id:
    case am_thread_pool_size:
        return term_make_small(1);
    case am_logical_processors:
    case am_logical_processors_online:
    case am_logical_processors_available:
        return term_make_small(sysconf(_SC_NPROCESSORS_ONLN));
    case am_process_limit:
        return term_make_small(262144);
    case am_port_limit:
        return term_make_small(65536);
    case am_ets_limit:
        return term_make_small(8192);
    case am_atom_limit:
        return term_make_small((SInt)atom_limit());
    case am_atom_count:
        return term_make_small((SInt)atom_count());
    case am_process_count:
        return term_make_small(1);
    case am_dirty_cpu_schedulers:
    case am_dirty_cpu_schedulers_online:
    case am_dirty_io_schedulers:
    case am_ets_count:
    case am_port_count:
    case am_creation:
    case am_trace_control_word:
        return term_make_small(0);
    case am_compat_rel:
        return term_make_small((SInt)joist_program.otp_release);
    case am_endian:
        return am_little;
    case am_emu_flavor:
        return am_aot;
    case am_emu_type:
    case am_build_type:
        return am_opt;
    case am_smp_support:
    case am_threads:
    case am_time_correction:
        return am_true;
    case am_heap_type:
        return am_private;
    case am_dist_buf_busy_limit:
        return term_make_small(1 << 20);
    case am_debug_compiled:
    case am_lock_checking:
    case am_port_parallelism:
        return am_false;
    case am_multi_scheduling:
        return am_enabled;
    case am_time_warp_mode:
        return am_no_time_warp;
    case am_tolerant_timeofday:
        return am_enabled;
    case am_scheduler_bind_type:
        return am_unbound;
    case am_dynamic_trace:
        return am_none;
    case am_message_queue_data:
        return am_on_heap;
    default:
        return THE_NON_VALUE;
    }
}

static Term garbage_collection_facts(Process *process)
{
    Term list = TERM_NIL;
    list = heap_cons(process, pair(process, am_fullsweep_after, term_make_small(65535)), list);
    list =
        heap_cons(process, pair(process, am_min_heap_size, term_make_small(HEAP_MIN_WORDS)), list);
    list = heap_cons(
        process, pair(process, am_min_bin_vheap_size, term_make_small(OFF_HEAP_MIN_WORDS)), list);
    return heap_cons(process, pair(process, am_max_heap_size, term_make_small(0)), list);
}

/* {Major, Minor, Patch} of the kernel. */
static Term os_version(Process *process)
{
    struct utsname name;
    Term numbers[3];
    const char *at = uname(&name) == 0 ? name.release : "";
    for (int i = 0; i < 3; i++) {
        char *end;
        numbers[i] = term_make_small((SInt)strtoul(at, &end, 10));
        at = *end == '.' ? end + 1 : "";
    }
    return heap_tuple(process, 3, numbers[0], numbers[1], numbers[2]);
}

static Term system_version(Process *process, const Release *release)
{
    char bytes[80];
    snprintf(bytes, sizeof bytes, "Erlang/OTP %zu [erts-%s] [64-bit] [aot:joist]\n",
             (size_t)release->release, release->version);
    return text(process, bytes);
}

static Term composed_fact(Process *process, Term item)
{
    Release release = release_info();
    switch (item) {
    case am_otp_release:
        return number_text(process, release.release);
    case am_version:
        return text(process, release.version);
    case am_system_version:
        return system_version(process, &release);
    case am_nif_version:
        return text(process, release.nif_version);
    case am_driver_version:
        return text(process, "3.3");
    case am_machine:
        return text(process, "BEAM");
    case am_system_architecture:
#if defined(__x86_64__)
        return text(process, "x86_64-pc-linux-gnu");
#else
        return text(process, "aarch64-unknown-linux-gnu");
#endif
    case am_os_type:
        return pair(process, am_unix, am_linux);
    case am_os_version:
        return os_version(process);
    case am_start_time:
        return heap_integer(process, CLOCK_START);
    case am_end_time:
        return heap_integer(process, CLOCK_END);
    case am_min_heap_size:
        return pair(process, am_min_heap_size, term_make_small(HEAP_MIN_WORDS));
    case am_min_bin_vheap_size:
        return pair(process, am_min_bin_vheap_size, term_make_small(OFF_HEAP_MIN_WORDS));
    case am_fullsweep_after:
        return pair(process, am_fullsweep_after, term_make_small(65535));
    case am_sequential_tracer:
        return pair(process, am_sequential_tracer, am_false);
    case am_garbage_collection:
        return garbage_collection_facts(process);
    case am_max_heap_size: {
        Term pairs[] = {am_error_logger, am_true, am_kill, am_true, am_size, term_make_small(0)};
        return map_from_pairs(process, pairs, 3, NULL);
    }
    default:
        return THE_NON_VALUE;
    }
}

Term bif_erlang_system_info_1(Process *process, Term item)
{
    if (term_is_tuple_of(item, 2)) {
        const Term *fields = term_tuple_elements(item);
        if (fields[0] == am_wordsize && (fields[1] == am_internal || fields[1] == am_external))
            return term_make_small(sizeof(Term));
        return bif_badarg(process);
    }
    Term value = simple_fact(item);
    if (value == THE_NON_VALUE)
        value = composed_fact(process, item);
    return value == THE_NON_VALUE ? bif_badarg(process) : value;
}

/* ---- statistics
 * ------------------------------------------------------------------------------------------- */

/* {Total, SinceLastCall} in milliseconds. */
static Term since_last(Process *process, SInt now, SInt *last)
{
    SInt before = *last;
    *last = now;
    return pair(process, heap_integer(process, now), heap_integer(process, now - before));
}

static SInt cpu_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (SInt)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

Term bif_erlang_statistics_1(Process *process, Term item)
{
    static SInt last_runtime, last_wall_clock, last_reductions;
    switch (item) {
    case am_runtime:
        return since_last(process, cpu_milliseconds(), &last_runtime);
    case am_wall_clock:
        return since_last(process, (clock_monotonic() - CLOCK_START) / 1000000, &last_wall_clock);
    case am_reductions:
    case am_exact_reductions:
        return since_last(
            process, (SInt)process->reductions_total + REDUCTIONS_PER_SLICE - process->reductions,
            &last_reductions);
    case am_garbage_collection:
        return heap_tuple(process, 3, term_make_small((SInt)process->gc_count), term_make_small(0),
                          term_make_small(0));
    case am_context_switches:
        return pair(process, term_make_small(0), term_make_small(0));
    case am_run_queue:
        return term_make_small(0);
    default:
        return bif_badarg(process);
    }
}

/* ---- requests
 * --------------------------------------------------------------------------------------------- */

Term bif_erlang_bump_reductions_1(Process *process, Term count)
{
    if (!term_is_small(count) || term_small_value(count) < 1)
        return bif_badarg(process);
    SInt reductions = term_small_value(count);
    bif_charge(process, reductions < REDUCTIONS_PER_SLICE ? reductions : REDUCTIONS_PER_SLICE);
    return am_true;
}

/* The collection is made at the next reduction check, where it is known what is live. */
Term bif_erts_internal_garbage_collect_1(Process *process, Term kind)
{
    if (kind != am_major && kind != am_minor)
        return bif_badarg(process);
    process->want_full = true;
    heap_want_collection(process);
    return am_true;
}

/* ---- terms as memory
 * ---------------------------------------------------------------------------------------- */

Term bif_erts_debug_flat_size_1(Process *process, Term term)
{
    (void)process;
    return term_make_small((SInt)flat_size(term));
}

Term bif_erts_debug_size_shared_1(Process *process, Term term)
{
    (void)process;
    return term_make_small((SInt)flat_size_shared(term));
}

Term bif_erts_debug_same_2(Process *process, Term a, Term b)
{
    (void)process;
    return term_bool(a == b);
}

Term bif_erts_debug_copy_shared_2(Process *process, Term term, Term with_literals)
{
    if (with_literals != am_true && with_literals != am_false)
        return bif_badarg(process);
    return copy_shared(process, term, with_literals == am_true);
}

Term bif_erts_internal_term_type_1(Process *process, Term term)
{
    (void)process;
    if (term_is_small(term))
        return am_fixnum;
    if (term_is_atom(term))
        return am_atom;
    if (term_is_nil(term))
        return am_nil_atom;
    if (term_is_cons(term))
        return am_list;
    if (term_is_local_pid(term))
        return am_pid;
    if (term_is_local_port(term))
        return am_port;
    switch (term_kind(term)) {
    case KIND_TUPLE:
        return am_tuple;
    case KIND_BIG_POS:
    case KIND_BIG_NEG:
        return am_bignum;
    case KIND_FLOAT:
        return am_hfloat;
    case KIND_MAP:
        return map_is_flat(term) ? (Term)am_flatmap : (Term)am_hashmap;
    case KIND_FUN:
    case KIND_EXPORT:
        return am_fun;
    case KIND_HEAP_BIN:
        return am_heap_binary;
    case KIND_REFC_BIN:
        return am_refc_binary;
    case KIND_SUB_BIN:
        return am_sub_binary;
    case KIND_REF:
        return am_reference;
    case KIND_EXT_PID:
        return am_external_pid;
    case KIND_EXT_PORT:
        return am_external_port;
    default:
        return am_external_reference;
    }
}

Term bif_error_logger_warning_map_0(Process *process)
{
    (void)process;
    return am_warning;
}
