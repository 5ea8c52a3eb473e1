/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A process: state, one block for heap and stack, heap fragments for what others allocate for it.
 *
 *   block   |heap_start ........ heap_top|   free   |stack ........ stack_end|
 *            grows up ------------------>             <------------ grows down
 *
 * While generated code runs, heap top, stack pointer and reductions are in registers; they are
 * stored here before each call into C that allocates, raises or charges reductions ("synced").
 * Only the scheduler that runs a process touches it; others send signals.
 *
 * The offsets of the fields up to `gc_live` are known to rt/ops only (through this struct).
 */
#ifndef RT_CORE_PROCESS_H
#define RT_CORE_PROCESS_H

#include "rt/core/code.h"

typedef struct HeapFragment HeapFragment;
typedef struct Message Message;
typedef struct Scheduler Scheduler;
typedef struct Dictionary Dictionary;

/* Why the last failing helper or native function failed. Written by the fail_* functions (bif.h),
 * consumed by the raise fragments at once: its terms are no roots. */
typedef struct Fault {
    Term class; /* am_error, am_exit, am_throw */
    Term reason;
    Term trace;      /* rt_raise_again and erlang:raise/3: the trace to use, else THE_NON_VALUE */
    Term cause;      /* error_info's cause, or THE_NON_VALUE */
    Term error_info; /* a complete error_info map (erlang:error/3), or THE_NON_VALUE */
    const Mfa *mfa;  /* operator or native function to put on top of the trace, or NULL */
    Term arguments;  /* its argument list; THE_NON_VALUE: the arity only */
    Term args[4];    /* its arguments when `arguments` is not set; args_count of them */
    uint32_t args_count;
    uint32_t flags;
} Fault;

enum {
    FAULT_PLAIN = 1, /* no error_info for the native function on top (erlang:error/1 and alike) */
    FAULT_NO_BIF_FRAME = 2, /* the native function itself does not appear in the trace */
    FAULT_FORMAT_BS = 4,    /* bit syntax construction: error_info names format_bs_fail */
};

/* Continuation of a native function that yielded or wants to be followed by Erlang code. */
typedef Term BifFunction4(Process *process, Term a, Term b, Term c, Term d);

typedef struct Trap {
    BifFunction4 *function; /* called again with args in its next time slice … */
    const Export *export;   /* … or this export is called instead of returning … */
    Term fun;               /* … or this fun (THE_NON_VALUE: none) */
    Term list;              /* the call's arguments as a proper list, THE_NON_VALUE: args */
    Term args[4];
    uint32_t args_count;
} Trap;

/* Where the older bit construction instructions write next (rt/bits/builder.c). */
typedef struct BitsBuilder {
    uint8_t *bytes;
    UInt offset; /* in bits */
} BitsBuilder;

/* What a scheduler thread owns; the X register file is first. */
struct Scheduler {
    Term x[X_MAX];
    Fault fault;
    Trap trap;
    BitsBuilder builder;
    Process *current;
    uint32_t trace_depth; /* entries of a stack trace at most (system_flag backtrace_depth) */
};

enum {
    REDUCTIONS_PER_SLICE = 4000,
    HEAP_MIN_WORDS = 233,
    OFF_HEAP_MIN_WORDS = 32768,
    SAVED_INLINE = 8,
};

struct Process {
    Scheduler *scheduler; /* of the thread running it; x6… are scheduler->x[6…] */
    Term *stack;
    Term *heap_top;
    SInt reductions;
    UInt gc_need; /* arguments of rt_collect_restart */
    UInt gc_live;

    Term *heap_start;
    Term *stack_end; /* also the end of the block */
    Term *old_start, *old_top, *old_end;
    Term *high_water; /* objects below survived a collection */
    HeapFragment *fragments;
    UInt fragment_words;
    Term *off_heap; /* off-heap objects of the young generation (word 2 links them) */
    Term *old_off_heap;
    UInt off_heap_words; /* virtual heap: bytes of binaries / 8 seen from the young list */
    UInt off_heap_limit;
    SInt reductions_kept; /* set aside by heap_want_collection, given back by the collection */
    uint32_t minor_count, fullsweep_after;
    bool grow;           /* the last collection left the block more than three quarters full */
    bool want_full;      /* a full collection was asked for (erlang:garbage_collect/0) */
    bool collected;      /* GC stress: a collection was just made for the restarting fragment */
    UInt scheduler_live; /* during a collection: live X registers */
    UInt min_heap_words;

    Fragment *resume; /* where to go on, with saved_count registers from saved[] */
    UInt resume_aux;
    const Export *trapped; /* native function whose continuation waits in resume */
    Term *saved;           /* points to saved_inline or an allocated array */
    uint32_t saved_count, saved_capacity;
    Term saved_inline[SAVED_INLINE];

    Term pid;
    Term group_leader;
    Dictionary *dictionary;
    Message *mailbox_first, **mailbox_last, **mailbox_save;
    const Mfa *initial_call;
    uint64_t reductions_total;
    uint64_t gc_count;
    uint64_t wait_deadline; /* monotonic ns; 0 = no timeout running */
    Term exit_reason;
    uint32_t flags;
    uint32_t state;
    int64_t collected_at; /* when, as far as the collector wants to know */
};

#endif
