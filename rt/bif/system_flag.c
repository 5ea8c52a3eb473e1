/* SPDX-License-Identifier: Apache-2.0 */
/* erlang:system_flag/2: each flag sets its value and gives the one before. */
#include "rt/bif/system_settings.h"
#include "rt/bif/topology.h"
#include "rt/core/bif.h"
#include "rt/core/clock.h"
#include "rt/core/trace.h"
#include "rt/bif/process.h"
#include "rt/gc/sizes.h"
#include "rt/process/monitor.h"
#include "rt/process/options.h"
#include "rt/process/spawn.h"
#include "rt/process/system_logger.h"
#include "rt/sched/control.h"
#include "rt/sched/dirty_cpu.h"
#include "rt/sched/load.h"
#include "rt/sched/scheduler.h"
#include "rt/trace/exclusive.h"
#include "rt/trace/token.h"

static volatile AO_t system_settings[SETTING_COUNT];

UInt system_setting(SystemSetting setting)
{
    UInt value = AO_load(&system_settings[setting]);
    if (setting == SETTING_OUTSTANDING_REQUESTS && value == 0)
        return 2 * scheduler_count();
    return value;
}

UInt system_setting_exchange(SystemSetting setting, UInt value)
{
    for (;;) {
        AO_t stored = AO_load(&system_settings[setting]);
        UInt before = system_setting(setting);
        if (AO_compare_and_swap_full(&system_settings[setting], stored, value))
            return before;
    }
}

/* A number from `least` to `most`. */
static bool number(Term value, UInt least, UInt most, UInt *result)
{
    return options_count(value, result) && *result >= least && *result <= most;
}

/* ---- processes made later ----------------------------------------------------------------------
 */

static Term flag_heap_words(Process *process, SpawnDefault which, Term value)
{
    UInt words;
    if (!options_count(value, &words))
        return bif_badarg(process);
    return heap_unsigned(process, spawn_set_default(which, heap_size_at_least(words)));
}

static Term flag_fullsweep_after(Process *process, Term value)
{
    UInt count;
    if (!options_count(value, &count))
        return bif_badarg(process);
    if (count > FULLSWEEP_AFTER_DEFAULT)
        count = FULLSWEEP_AFTER_DEFAULT;
    return term_make_small((SInt)spawn_set_default(DEFAULT_FULLSWEEP_AFTER, count));
}

static Term flag_max_heap_size(Process *process, Term value)
{
    UInt words;
    uint32_t flags = 0;
    if (!options_max_heap(value, &words, &flags))
        return bif_badarg(process);
    UInt old_flags = spawn_set_default(DEFAULT_MAX_HEAP_FLAGS, flags);
    UInt old_words = spawn_set_default(DEFAULT_MAX_HEAP, words);
    return options_max_heap_map(process, old_words, (uint32_t)old_flags);
}

/* ---- schedulers --------------------------------------------------------------------------------
 */

static Term flag_backtrace_depth(Process *process, Term value)
{
    UInt depth;
    if (!options_count(value, &depth))
        return bif_badarg(process);
    Term before = term_make_small((SInt)AO_load(&trace_depth));
    AO_store(&trace_depth, depth < TRACE_DEPTH_MAX ? depth : (UInt)TRACE_DEPTH_MAX);
    return before;
}

/* `result` when the schedulers that are not to run have stopped; this process may have to leave one
 * of them for that. */
static Term when_settled(Process *process, Term result, Term b, Term c, Term d)
{
    if (scheduler_settled())
        return result;
    bif_end_slice(process);
    return bif_trap(process, when_settled, 1, result, b, c, d);
}

/* A process that has its own scheduler rest is bound to it no longer. */
static Term settle(Process *process, Term result)
{
    if (process->bound > scheduler_active())
        process->bound = 0;
    return when_settled(process, result, TERM_NIL, TERM_NIL, TERM_NIL);
}

static Term flag_schedulers_online(Process *process, Term value)
{
    UInt count;
    if (!number(value, 1, scheduler_count(), &count))
        return bif_badarg(process);
    return settle(process, term_make_small((SInt)control_set_online(count)));
}

Term system_multi_scheduling(void)
{
    if (control_is_held(HOLD_BLOCK))
        return am_blocked;
    return control_is_held(HOLD_BLOCK_NORMAL) ? (Term)am_blocked_normal : (Term)am_enabled;
}

static Term flag_multi_scheduling(Process *process, Term value)
{
    switch (value) {
    case am_block:
        control_hold(HOLD_BLOCK, process->pid);
        break;
    case am_block_normal:
        control_hold(HOLD_BLOCK_NORMAL, process->pid);
        break;
    case am_unblock:
        control_release(HOLD_BLOCK, process->pid);
        break;
    case am_unblock_normal:
        control_release(HOLD_BLOCK_NORMAL, process->pid);
        break;
    default:
        return bif_badarg(process);
    }
    return settle(process, system_multi_scheduling());
}

Term bif_erts_internal_scheduler_wall_time_1(Process *process, Term on);

static Term flag_microstates(Process *process, Term value)
{
    Term before = term_bool(load_microstates_watched());
    if (value == am_reset)
        load_reset_microstates();
    else if (value == am_true || value == am_false)
        load_watch_microstates(value == am_true);
    else
        return bif_badarg(process);
    return before;
}

/* ---- others ------------------------------------------------------------------------------------
 */

static Term flag_number(Process *process, SystemSetting setting, Term value, UInt least, UInt most)
{
    UInt count;
    if (!number(value, least, most, &count))
        return bif_badarg(process);
    return heap_unsigned(process, system_setting_exchange(setting, count));
}

static Term finalize_time_offset(void)
{
    if (clock_time_warp() == TIME_WARP_MULTI)
        return am_volatile;
    if (!clock_finalize_offset())
        return am_final;
    monitor_offset_changed();
    return am_preliminary;
}

static Term flag_logger(Process *process, Term value)
{
    if (value != am_logger && value != am_undefined && !term_is_local_pid(value))
        return bif_badarg(process);
    return system_logger_set(value);
}

/* There is no allocator with settings. */
static Term flag_allocator(Process *process, Term value)
{
    return term_is_tuple_of(value, 3) ? (Term)am_notsup : bif_badarg(process);
}

static Term flag_sequential_tracer(Process *process, Term value)
{
    Term before = token_set_tracer(value);
    return before == THE_NON_VALUE ? bif_badarg(process) : before;
}

static Term reset_tokens(Process *process, Term value, Term b, Term c, Term d)
{
    (void)b, (void)c, (void)d;
    if (!exclusive_begin(process))
        return bif_trap(process, reset_tokens, 1, value, TERM_NIL, TERM_NIL, TERM_NIL);
    token_reset_all();
    exclusive_end(process);
    return am_true;
}

static Term flag_dirty_cpu_online(Process *process, Term value)
{
    UInt limit = dirty_cpu_limit(), schedulers = control_online();
    if (schedulers < limit)
        limit = schedulers;
    if (!term_is_small(value) || term_small_value(value) < 1 ||
        (UInt)term_small_value(value) > limit)
        return bif_badarg(process);
    return term_make_small((SInt)dirty_cpu_set_online((UInt)term_small_value(value)));
}

Term bif_erlang_system_flag_2(Process *process, Term flag, Term value)
{
    switch (flag) {
    case am_min_heap_size:
        return flag_heap_words(process, DEFAULT_MIN_HEAP, value);
    case am_min_bin_vheap_size:
        return flag_heap_words(process, DEFAULT_MIN_OFF_HEAP, value);
    case am_fullsweep_after:
        return flag_fullsweep_after(process, value);
    case am_max_heap_size:
        return flag_max_heap_size(process, value);
    case am_backtrace_depth:
        return flag_backtrace_depth(process, value);
    case am_schedulers_online:
        return flag_schedulers_online(process, value);
    case am_multi_scheduling:
        return flag_multi_scheduling(process, value);
    case am_scheduler_wall_time:
        return bif_erts_internal_scheduler_wall_time_1(process, value);
    case am_microstate_accounting:
        return flag_microstates(process, value);
    case am_scheduler_bind_type:
        return topology_flag_bind_type(process, value);
    case am_cpu_topology:
        return topology_flag(process, value);
    case am_internal_cpu_topology:
        return topology_flag_internal(process, value);
    case am_outstanding_system_requests_limit:
        return flag_number(process, SETTING_OUTSTANDING_REQUESTS, value, 1, 134217727);
    case am_trace_control_word:
        return flag_number(process, SETTING_TRACE_CONTROL_WORD, value, 0, UINT32_MAX);
    case am_system_logger:
        return flag_logger(process, value);
    case am_erts_alloc:
        return flag_allocator(process, value);
    case am_sequential_tracer:
        return flag_sequential_tracer(process, value);
    case am_dirty_cpu_schedulers_online:
        return flag_dirty_cpu_online(process, value);
    default:
        break;
    }
    if (flag == am_time_offset && value == am_finalize)
        return finalize_time_offset();
    if (flag == am_reset_seq_trace)
        return reset_tokens(process, value, TERM_NIL, TERM_NIL, TERM_NIL);
    return bif_badarg_cause(process, am_badopt);
}
