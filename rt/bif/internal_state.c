/* SPDX-License-Identifier: Apache-2.0 */
/*
 * erts_debug:set_internal_state/2 and get_internal_state/1: what OTP's test suites ask of the
 * runtime. Undefined functions until set_internal_state(available_internal_state, true) is called.
 * Not all of ERTS's items are known here; the others are badarg, as unknown ones are there.
 *
 * The state is read and written by any thread without ordering.
 */
#include "rt/bif/internal_state.h"
#include "rt/bif/ets.h"
#include "rt/bif/process.h"
#include "rt/bif/processes.h"
#include "rt/core/atom.h"
#include "rt/core/binary.h"
#include "rt/core/copy.h"
#include "rt/core/memory.h"
#include "rt/core/node.h"
#include "rt/process/message.h"
#include "rt/core/off_heap.h"
#include "rt/process/signal.h"
#include "rt/process/system_logger.h"
#include "rt/process/table.h"
#include "rt/process/task.h"
#include "rt/sched/scheduler.h"
#include "rt/sched/timer.h"

/* ---- how much at a time -------------------------------------------------------------------------
 */

/* What a limit is when nobody has set it, as ERTS tells it; 0: there is none. That of re is only
 * remembered, for a match is one call of the library. */
static const UInt default_limits[LIMIT_COUNT] = {
    [LIMIT_UNICODE] = 40000, [LIMIT_RE] = 40000, [LIMIT_BINARY] = 0};
/* 0: the default. */
static volatile AO_t limits[LIMIT_COUNT];

SInt internal_state_limit(LoopLimit which, SInt steps)
{
    SInt limit = (SInt)AO_load(&limits[which]);
    return limit && limit < steps ? limit : steps;
}

static Term set_limit(Process *process, LoopLimit which, Term value)
{
    UInt now = 0;
    if (term_is_small(value) && term_small_value(value) >= 0)
        now = (UInt)term_small_value(value);
    else if (value != am_default)
        return bif_badarg(process);
    UInt before = AO_load(&limits[which]);
    AO_store(&limits[which], now);
    return term_make_small((SInt)(before ? before : default_limits[which]));
}

/* ---- items --------------------------------------------------------------------------------------
 */

static volatile AO_t available;

/* Those set aside for a collection count, too. */
static void set_reductions(Process *process, SInt left)
{
    bool collects = process->reductions_kept > 0;
    process->reductions_kept = 0;
    process->reductions = left;
    if (collects)
        heap_want_collection(process);
}

static Term set_available(Process *process, bool value)
{
    static const char warning[] = "Process ~p enabled access to the emulator internal state.~n"
                                  "NOTE: This is an erts internal test feature and should *only* "
                                  "be used by OTP test-suites.~n~n";
    bool before = AO_load(&available);
    AO_store(&available, value);
    if (value)
        system_logger_warning(process, warning, heap_cons(process, process->pid, TERM_NIL));
    return term_bool(before);
}

/* The parts of an ordered table that several may write are split and joined without need. */
static Term split_tree(Process *process, Term value)
{
    if (!term_is_tuple_of(value, 2))
        return bif_badarg(process);
    const Term *fields = term_tuple_elements(value);
    if (fields[1] != am_true && fields[1] != am_false)
        return bif_badarg(process);
    EtsEntry entry = ets_enter(process, fields[0], ETS_INFO, ETS_SHARED);
    if (!entry.table)
        return bif_badarg(process);
    bool splits = ets_table_is_ordered(entry.table) && ets_table_is_fine(entry.table);
    if (splits)
        __atomic_store_n(&entry.table->ordered.restless, fields[1] == am_true, __ATOMIC_RELAXED);
    ets_leave(entry);
    return splits ? am_ok : bif_badarg(process);
}

/* False: other processes' requests that this one collects wait. It still collects by itself, for
 * want of room. The value before. */
static Term set_gc_state(Process *process, Term value)
{
    if (value != am_true && value != am_false)
        return bif_badarg(process);
    Term before = term_bool(!(process->flags & PROCESS_GC_OFF));
    if (value == am_false) {
        process->flags |= PROCESS_GC_OFF;
        return before;
    }
    process->flags &= ~(uint32_t)PROCESS_GC_OFF;
    task_put_back(process);
    if (task_pending(process))
        heap_want_collection(process);
    return before;
}

static Term set_next_pid(Process *process, Term value)
{
    if (!term_is_small(value) || term_small_value(value) < 0)
        return bif_badarg(process);
    process_table_set_next_number((UInt)term_small_value(value));
    return heap_unsigned(process, process_table_next_number());
}

/* {Name, Count}: other names of tables as near to Name as there are; every atom has a place of its
 * own, so none collide. */
static Term near_names(Process *process, Term value)
{
    if (!term_is_tuple_of(value, 2))
        return bif_badarg(process);
    const Term *fields = term_tuple_elements(value);
    if (!term_is_atom(fields[0]) || !term_is_small(fields[1]))
        return bif_badarg(process);
    UInt index = term_atom_index(fields[0]), atoms = atom_count();
    SInt left = term_small_value(fields[1]);
    Term list = TERM_NIL;
    for (UInt i = 1; i < atoms && left > 0; i++) {
        if ((index ^ i) < atoms) {
            list = heap_cons(process, term_make_atom(index ^ i), list);
            left--;
        }
    }
    return list;
}

/* Nothing more fits the heap: whatever is made next makes it collect, all of it if so wanted. */
static Term fill_heap(Process *process, Term fully)
{
    UInt left = (UInt)(process->stack - process->heap_top);
    if (left > 1)
        *heap_alloc(process, left) = header_make(KIND_RAW, 0, left - 1);
    if (fully == am_true) {
        process->want_full = true;
        heap_want_collection(process);
    }
    return am_ok;
}

/* A copy of the term, with the fragments of the heap. */
static Term copy_to_fragment(Process *process, Term term)
{
    UInt words = copy_size(term);
    if (words == 0)
        return term;
    Term *top = heap_alloc_fragment(process, words), *off_heap = NULL;
    Term result = copy_to(term, &top, &off_heap);
    for (Term *next; off_heap; off_heap = next) {
        next = (Term *)off_heap[2];
        heap_link_off_heap(process, off_heap, off_heap_words(off_heap));
    }
    return result;
}

/* A timer that is set again by its own firing, for no time at all, before it sends a message. */
typedef struct ChainTimer {
    Timer timer;
    Term pid;
    int left;
} ChainTimer;

static void chain_fired(Timer *timer)
{
    ChainTimer *chain = (ChainTimer *)timer;
    if (chain->left-- > 0) {
        timer_set_locked(timer, 0);
        return;
    }
    signal_send_message(chain->pid, am_multizero_timeout_in_timeout_done);
    memory_free(MEMORY_TIMER, chain, sizeof *chain);
}

static Term start_chain(Process *process, Term value)
{
    if (!term_is_small(value))
        return bif_badarg(process);
    SInt ms = term_small_value(value) > 0 ? term_small_value(value) : 0;
    ChainTimer *chain = memory_alloc_zero(MEMORY_TIMER, sizeof *chain);
    *chain = (ChainTimer){.timer.fired = chain_fired, .pid = process->pid, .left = 2};
    timer_set(scheduler_wheel(), &chain->timer, scheduler_now() + (uint64_t)ms * 1000000);
    return am_ok;
}

/* The process has been on the schedulers before `next` (from 0); it goes on to the others, and is
 * then bound as it was. */
static Term visit(Process *process, Term next, Term bound, Term c, Term d)
{
    UInt index = (UInt)term_small_value(next);
    if (index >= scheduler_active()) {
        process->bound = (uint32_t)term_small_value(bound);
        return am_ok;
    }
    process->bound = (uint32_t)index + 1;
    bif_end_slice(process);
    return bif_trap(process, visit, 2, term_make_small((SInt)index + 1), bound, c, d);
}

/* Memory is given back by the thread that frees it, and timers are cancelled by the thread that
 * wants it. What there is to wait for is that all schedulers have come so far: whatever waited for
 * one before has had its turn when the process has been there. */
static Term wait_for(Process *process, Term what)
{
    if (what != am_thread_progress && what != am_deallocations && what != am_timer_cancellations &&
        what != am_aux_work)
        return bif_badarg(process);
    return visit(process, term_make_small(0), term_make_small(process->bound), TERM_NIL, TERM_NIL);
}

Term bif_erts_debug_set_internal_state_2(Process *process, Term item, Term value)
{
    if (item == am_available_internal_state && (value == am_true || value == am_false))
        return set_available(process, value == am_true);
    if (!AO_load(&available))
        return bif_error(process, am_undef);
    switch (item) {
    case am_unicode_loop_limit:
        return set_limit(process, LIMIT_UNICODE, value);
    case am_re_loop_limit:
        return set_limit(process, LIMIT_RE, value);
    case am_binary_loop_limit:
        return set_limit(process, LIMIT_BINARY, value);
    case am_reds_left:
        if (!term_is_small(value) || term_small_value(value) < 0 ||
            term_small_value(value) > REDUCTIONS_PER_SLICE)
            return bif_badarg(process);
        set_reductions(process, term_small_value(value));
        return am_true;
    case am_ets_force_trap:
        return am_notsup; /* as in an ERTS that is not made for debugging */
    case am_ets_force_split:
    case am_ets_debug_random_split_join:
        return split_tree(process, value);
    case am_wait:
        return wait_for(process, value);
    case am_gc_state:
        return set_gc_state(process, value);
    case am_next_pid:
        return set_next_pid(process, value);
    case am_colliding_names:
        return near_names(process, value);
    case am_fill_heap:
        return fill_heap(process, value);
    case am_mbuf:
        return copy_to_fragment(process, value);
    case am_multizero_timeout_in_timeout:
        return start_chain(process, value);
    default:
        return bif_badarg(process);
    }
}

/* How processes/0 works: {ptab_list_bif_info, least reductions to begin with, pieces, slots of a
 * piece, slots for a reduction, reductions for freeing an ended process, ended ones for a
 * reduction, most reductions for these, pids put into the list for a reduction, level of
 * debugging}. */
static Term processes_info(Process *process)
{
    SInt pieces = (SInt)(process_table_slots() / LISTING_SLOTS);
    Term none = term_make_small(0), found = term_make_small(PROCESSES_FOUND);
    return heap_tuple(process, 10, am_ptab_list_bif_info,
                      term_make_small(PROCESSES_LEAST_REDUCTIONS), term_make_small(pieces),
                      term_make_small(LISTING_SLOTS), term_make_small(PROCESSES_SLOTS), none, found,
                      term_make_small(LISTING_ENDED / PROCESSES_FOUND), found, none);
}

/* {{node_references, [{{Name, Creation}, Count, [{{system, undefined}, [{system, Count}]}]}]},
 * {dist_references, []}}: nodes are never freed, which is one reference, and not counted. */
static Term node_references(Process *process)
{
    Term one = term_make_small(1), list = TERM_NIL;
    Term by = heap_cons(process, heap_tuple(process, 2, am_system, one), TERM_NIL);
    by = heap_tuple(process, 2, heap_tuple(process, 2, am_system, am_undefined), by);
    by = heap_cons(process, by, TERM_NIL);
    for (const Node *node = node_after(NULL);; node = node_after(node)) {
        const Node *entry = node ? node : node_this();
        Term name = heap_tuple(process, 2, entry->name, term_make_small(entry->creation));
        list = heap_cons(process, heap_tuple(process, 3, name, one, by), list);
        if (!node)
            break;
    }
    Term nodes = heap_tuple(process, 2, am_node_references, list);
    return heap_tuple(process, 2, nodes, heap_tuple(process, 2, am_dist_references, TERM_NIL));
}

static Term process_status(Term pid)
{
    Process *process = process_lookup(pid);
    if (!process)
        return am_undefined;
    switch ((ProcessState)AO_load(&process->state)) {
    case PROCESS_RUNNABLE:
        return am_runnable;
    case PROCESS_WAITING:
        return am_waiting;
    default:
        return am_running;
    }
}

/* heap_binary, or {refc_binary, Bytes used, {binary, Bytes}, 1 if more can be appended}. */
static Term binary_info(Process *process, Term binary)
{
    if (!term_is_bitstring(binary))
        return bif_badarg(process);
    const Term *parent = term_boxed_ptr(bit_view(binary).parent);
    if (header_kind(parent[0]) != KIND_REFC_BIN)
        return am_heap_binary;
    const BinaryObject *object = refc_binary_object(parent);
    bool writable = object->used_bits < parent[1];
    UInt used = writable ? (object->used_bits + 7) / 8 : (parent[1] + 7) / 8;
    return heap_tuple(process, 4, am_refc_binary, heap_unsigned(process, used),
                      heap_tuple(process, 2, am_binary, heap_unsigned(process, object->capacity)),
                      term_make_small(writable));
}

static Term get_pair(Process *process, const Term *fields)
{
    if (fields[0] == am_process_status && term_is_local_pid(fields[1]))
        return process_status(fields[1]);
    return fields[0] == am_binary_info ? binary_info(process, fields[1]) : bif_badarg(process);
}

Term bif_erts_debug_get_internal_state_1(Process *process, Term item)
{
    enum { WORD = sizeof(Term) };
    if (!AO_load(&available))
        return bif_error(process, am_undef);
    switch (item) {
    case am_reds_left:
        return term_make_small(bif_reductions_left(process));
    case am_DbTable_words: /* a table, and one more segment of its hash table */
        return heap_tuple(process, 2, term_make_small(sizeof(EtsTable) / WORD), term_make_small(1));
    case am_flxctr_memory_usage:
        return am_notsup;
    case am_available_internal_state:
        return am_true;
    case am_force_heap_frags:
        return am_false;
    case am_next_pid:
        return heap_unsigned(process, process_table_next_number());
    case am_processes:
        return processes_at_once(process);
    case am_node_and_dist_references:
        return node_references(process);
    case am_processes_bif_info:
        return processes_info(process);
    case am_process_info_args:
        return process_info_items(process);
    default:
        return term_is_tuple_of(item, 2) ? get_pair(process, term_tuple_elements(item))
                                         : bif_badarg(process);
    }
}
