/* SPDX-License-Identifier: Apache-2.0 */
/* erlang:system_info/1. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>
#include "rt/bif/memory.h"
#include "rt/bif/natives.h"
#include "rt/bif/system_report.h"
#include "rt/bif/system_settings.h"
#include "rt/bif/topology.h"
#include "rt/process/system_logger.h"
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/clock.h"
#include "rt/gc/sizes.h"
#include "rt/port/poll.h"
#include "rt/port/table.h"
#include "rt/process/options.h"
#include "rt/process/spawn.h"
#include "rt/process/table.h"
#include "rt/sched/control.h"
#include "rt/sched/dirty.h"
#include "rt/sched/dirty_cpu.h"
#include "rt/sched/scheduler.h"
#include "rt/trace/token.h"

static Term text(Process *process, const char *bytes)
{
    return heap_string(process, (const uint8_t *)bytes, strlen(bytes), TERM_NIL);
}

static Term pair(Process *process, Term a, Term b)
{
    return heap_tuple(process, 2, a, b);
}

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

/* ---- numbers and atoms -------------------------------------------------------------------------
 */

enum { NO_NUMBER = -1 };

/* Facts that are numbers. */
static SInt number_fact(const Process *process, Term item)
{
    switch (item) {
    case am_wordsize:
        return sizeof(Term);
    case am_scheduler_id:
        return process->scheduler->number;
    case am_schedulers:
    case am_schedulers_total:
        return (SInt)scheduler_count();
    case am_schedulers_online:
        return (SInt)control_online();
    case am_schedulers_active:
        return (SInt)scheduler_active();
    case am_thread_pool_size:
        return 1;
    case am_logical_processors:
    case am_logical_processors_online:
    case am_logical_processors_available:
        return sysconf(_SC_NPROCESSORS_ONLN);
    case am_process_count:
        return (SInt)process_table_count();
    case am_process_limit:
        return (SInt)process_table_limit();
    case am_port_limit:
        return PORT_LIMIT;
    case am_port_count:
        return (SInt)port_table_count();
    case am_context_reductions:
        return REDUCTIONS_PER_SLICE;
    case am_ets_limit:
        return 8192;
    case am_atom_limit:
        return (SInt)atom_limit();
    case am_atom_count:
        return (SInt)atom_count();
    case am_dirty_io_schedulers:
        return (SInt)dirty_limit();
    case am_dirty_cpu_schedulers:
        return (SInt)dirty_cpu_limit();
    case am_dirty_cpu_schedulers_online:
        return (SInt)dirty_cpu_online();
    case am_ets_count:
    case am_creation:
        return 0;
    case am_trace_control_word:
        return (SInt)system_setting(SETTING_TRACE_CONTROL_WORD);
    case am_outstanding_system_requests_limit:
        return (SInt)system_setting(SETTING_OUTSTANDING_REQUESTS);
    case am_compat_rel:
        return (SInt)joist_program.otp_release;
    case am_dist_buf_busy_limit:
        return 1 << 20;
    default:
        return NO_NUMBER;
    }
}

/* Facts that are atoms, pids or []. */
static Term name_fact(Term item)
{
    switch (item) {
    case am_endian:
        return am_little;
    case am_emu_flavor:
        return am_aot;
    case am_emu_type:
    case am_build_type:
        return am_opt;
    case am_smp_support:
    case am_threads:
    case am_eager_check_io:
    case am_constant_pool_support:
    case am_beam_jump_table: /* generated code jumps from function to function */
        return am_true;
    case am_debug_compiled:
    case am_lock_checking:
    case am_break_ignored:
    case am_dynamic_trace_probes:
    case am_kernel_poll:
    case am_ets_always_compress:
        return am_false;
    case am_port_parallelism:
        return term_bool(runtime_flags()->port_parallelism);
    case am_heap_type:
        return am_private;
    case am_multi_scheduling:
        return system_multi_scheduling();
    case am_time_correction:
        return term_bool(!runtime_flags()->uncorrected);
    case am_time_warp_mode:
        return clock_time_warp() == TIME_WARP_NONE     ? (Term)am_no_time_warp
               : clock_time_warp() == TIME_WARP_SINGLE ? am_single_time_warp
                                                       : am_multi_time_warp;
    case am_time_offset:
        return clock_time_warp() == TIME_WARP_MULTI ? (Term)am_volatile
               : clock_offset_is_preliminary()      ? am_preliminary
                                                    : am_final;
    case am_tolerant_timeofday:
        return am_enabled;
    case am_scheduler_bind_type:
        return topology_bind_type_name();
    case am_update_cpu_info:
        return am_unchanged;
    case am_dynamic_trace:
        return am_none;
    case am_message_queue_data:
        return runtime_flags()->off_heap_messages ? am_off_heap : am_on_heap;
    case am_delayed_node_table_gc:
        return am_infinity;
    case am_modified_timing_level:
        return runtime_flags()->timing_level == 0
                   ? (Term)am_undefined
                   : term_make_small((SInt)runtime_flags()->timing_level);
    case am_hipe_architecture:
        return am_undefined;
    case am_system_logger:
        return system_logger();
    case am_dist_ctrl:
    case am_taints:
        return TERM_NIL;
    default:
        return THE_NON_VALUE;
    }
}

/* ---- heaps -------------------------------------------------------------------------------------
 */

static Term default_fact(Process *process, Term name, SpawnDefault which)
{
    return pair(process, name, heap_unsigned(process, spawn_default(which)));
}

static Term max_heap_size(Process *process)
{
    return options_max_heap_map(process, spawn_default(DEFAULT_MAX_HEAP),
                                (uint32_t)spawn_default(DEFAULT_MAX_HEAP_FLAGS));
}

static Term garbage_collection_facts(Process *process)
{
    const Term facts[] = {
        default_fact(process, am_max_heap_size, DEFAULT_MAX_HEAP),
        default_fact(process, am_min_bin_vheap_size, DEFAULT_MIN_OFF_HEAP),
        default_fact(process, am_min_heap_size, DEFAULT_MIN_HEAP),
        default_fact(process, am_fullsweep_after, DEFAULT_FULLSWEEP_AFTER),
    };
    return heap_list(process, facts, sizeof facts / sizeof *facts, TERM_NIL);
}

/* All sizes of heaps up to 10^15 words. */
static Term heap_sizes(Process *process)
{
    enum { SIZES_MAX = 150 };
    Term sizes[SIZES_MAX];
    UInt count = 0;
    for (HeapSize size = heap_size_first();
         size.words <= UINT64_C(1000000000000000) && count < SIZES_MAX; size = heap_size_next(size))
        sizes[count++] = term_make_small((SInt)size.words);
    return heap_list(process, sizes, count, TERM_NIL);
}

/* ---- schedulers, clocks ------------------------------------------------------------------------
 */

/* {Total, Online, Active} */
static Term schedulers_state(Process *process)
{
    return heap_tuple(process, 3, term_make_small((SInt)scheduler_count()),
                      term_make_small((SInt)control_online()),
                      term_make_small((SInt)scheduler_active()));
}

/* Where there is one scheduler ERTS does not keep who blocks the others. */
static Term blockers(Process *process, Hold hold)
{
    return scheduler_count() == 1 ? TERM_NIL : control_holders(process, hold);
}

/* How a clock is read, and what it says. */
static Term time_source(Process *process, Term clock, bool monotonic)
{
    SInt now = monotonic ? clock_os_monotonic() : clock_os_system();
    Term facts[] = {pair(process, am_function, am_clock_gettime),
                    pair(process, am_clock_id, clock),
                    pair(process, am_resolution, heap_integer(process, 1000000000)),
                    pair(process, am_extended, am_no),
                    pair(process, am_parallel, am_yes),
                    pair(process, am_time, heap_integer(process, now))};
    if (monotonic)
        return heap_list(process, facts, 6, TERM_NIL);
    return heap_list(process, facts, 3, heap_list(process, facts + 4, 2, TERM_NIL));
}

/* ---- the system and its releases ---------------------------------------------------------------
 */

static Term compiler(Process *process)
{
    Term version =
        heap_tuple(process, 3, term_make_small(__clang_major__), term_make_small(__clang_minor__),
                   term_make_small(__clang_patchlevel__));
    return pair(process, am_clang, version);
}

static Term atomics_fact(Process *process, const char *name, const char *by)
{
    return heap_tuple(process, 3, text(process, name), text(process, by), TERM_NIL);
}

/* Whose atomic operations the runtime uses. */
static Term ethread_info(Process *process)
{
    const Term facts[] = {
        atomics_fact(process, "32-bit native atomics", "libatomic_ops"),
        atomics_fact(process, "64-bit native atomics", "libatomic_ops"),
        atomics_fact(process, "Double word native atomics", "no"),
    };
    return heap_list(process, facts, sizeof facts / sizeof *facts, TERM_NIL);
}

/* Of the poll thread: a list of facts for each set of descriptors, of which there is one. */
static Term check_io(Process *process)
{
    Term watched = heap_unsigned(process, poll_watched());
    const Term facts[] = {
        pair(process, am_name, am_erts_poll),
        pair(process, am_primary, am_epoll),
        pair(process, am_kernel_poll, am_epoll),
        pair(process, am_memory_size, term_make_small(0)), /* all of it is the kernel's */
        pair(process, am_total_poll_set_size, watched),
        pair(process, am_lazy_updates, am_false),
        pair(process, am_pending_updates, term_make_small(0)),
        pair(process, am_batch_updates, am_false),
        pair(process, am_concurrent_updates, am_true),
        pair(process, am_fallback, am_false),
        pair(process, am_max_fds, heap_integer(process, sysconf(_SC_OPEN_MAX))),
        pair(process, am_active_fds, term_make_small(0)),
        pair(process, am_poll_threads, term_make_small(1)),
    };
    return heap_cons(process, heap_list(process, facts, sizeof facts / sizeof *facts, TERM_NIL),
                     TERM_NIL);
}

/* As in a crash dump. */
static Term distribution(Process *process)
{
    static const char facts[] = "=node:'nonode@nohost'\n=no_distribution\n";
    return binary_from_bytes(process, facts, sizeof facts - 1);
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
        return default_fact(process, am_min_heap_size, DEFAULT_MIN_HEAP);
    case am_min_bin_vheap_size:
        return default_fact(process, am_min_bin_vheap_size, DEFAULT_MIN_OFF_HEAP);
    case am_fullsweep_after:
        return default_fact(process, am_fullsweep_after, DEFAULT_FULLSWEEP_AFTER);
    case am_max_heap_size:
        return max_heap_size(process);
    case am_garbage_collection:
        return garbage_collection_facts(process);
    case am_heap_sizes:
        return heap_sizes(process);
    case am_sequential_tracer:
        return pair(process, am_sequential_tracer, token_tracer());
    case am_schedulers_state:
        return schedulers_state(process);
    case am_scheduler_bindings:
        return topology_bindings(process);
    case am_multi_scheduling_blockers:
        return blockers(process, HOLD_BLOCK);
    case am_normal_multi_scheduling_blockers:
        return blockers(process, HOLD_BLOCK_NORMAL);
    case am_os_monotonic_time_source:
        return time_source(process, am_CLOCK_MONOTONIC, true);
    case am_os_system_time_source:
        return time_source(process, am_CLOCK_REALTIME, false);
    case am_c_compiler_used:
        return compiler(process);
    case am_dist:
        return distribution(process);
    case am_ethread_info:
        return ethread_info(process);
    case am_alloc_util_allocators:
        return memory_allocators(process);
    case am_allocated_areas:
        return memory_areas(process);
    case am_snifs:
        return natives_list(process);
    case am_check_io:
        return check_io(process);
    case am_loaded:
        return report_loaded(process);
    case am_info:
        return report_info(process);

    case am_allocator:
        return heap_tuple(process, 4, am_undefined, TERM_NIL, TERM_NIL, TERM_NIL);
    default:
        return THE_NON_VALUE;
    }
}

/* Questions with a parameter. */
static Term tuple_fact(Process *process, const Term *fields, UInt arity)
{
    if (arity == 3 && fields[0] == am_memory_internal)
        return memory_send(process, fields[1], fields[2]);
    if (arity != 2)
        return THE_NON_VALUE;
    if (fields[0] == am_wordsize && (fields[1] == am_internal || fields[1] == am_external))
        return term_make_small(sizeof(Term));
    if (fields[0] != am_allocator && fields[0] != am_allocator_sizes)
        return THE_NON_VALUE;
    if (memory_is_allocator(fields[1]))
        return am_false;
    return memory_hidden_allocators(process, fields[1]);
}

static const TopologyKind *topology_kind(Term item)
{
    static const TopologyKind kinds[] = {TOPOLOGY_DEFINED, TOPOLOGY_DETECTED, TOPOLOGY_USED};
    static const Term names[] = {am_defined, am_detected, am_used};
    if (item == am_cpu_topology)
        return &kinds[TOPOLOGY_USED];
    if (!term_is_tuple_of(item, 2) || term_tuple_elements(item)[0] != am_cpu_topology)
        return NULL;
    for (int i = 0; i < 3; i++)
        if (term_tuple_elements(item)[1] == names[i])
            return &kinds[i];
    return NULL;
}

Term bif_erlang_system_info_1(Process *process, Term item)
{
    const TopologyKind *kind = topology_kind(item);
    if (item == am_procs)
        return report_processes(process);
    if (kind)
        return topology_tell(process, *kind);
    SInt number = number_fact(process, item);
    if (number != NO_NUMBER)
        return heap_integer(process, number);
    Term value = name_fact(item);
    if (value == THE_NON_VALUE && term_is_tuple(item))
        value = tuple_fact(process, term_tuple_elements(item), term_tuple_arity(item));
    else if (value == THE_NON_VALUE)
        value = composed_fact(process, item);
    return value == THE_NON_VALUE ? bif_badarg(process) : value;
}
