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
 * The offsets of the fields up to `reductions` are known to rt/ops only (through this struct).
 */
#ifndef RT_CORE_PROCESS_H
#define RT_CORE_PROCESS_H

#include "rt/core/code.h"

#include <atomic_ops.h>

typedef struct HeapFragment HeapFragment;
typedef struct Signal Signal;
typedef struct Scheduler Scheduler;
typedef struct Dictionary Dictionary;
typedef struct IdTable IdTable;
typedef struct TaskQueue TaskQueue;
typedef struct Timer Timer;
typedef struct SavedCalls SavedCalls;
typedef struct Sequence Sequence;
typedef struct EtsTable EtsTable;
typedef struct EtsFixation EtsFixation;

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
    FAULT_NO_BIF_FRAME = 2,   /* the native function itself does not appear in the trace */
    FAULT_FORMAT_BS = 4,      /* bit syntax construction: error_info names format_bs_fail */
    FAULT_TELL_RETURN_TO = 8, /* a traced call fails: rt/trace/enter.c */
};

/* Continuation of a native function that yielded or wants to be followed by Erlang code. */
typedef Term BifFunction4(Process *process, Term a, Term b, Term c, Term d);

typedef struct Trap {
    BifFunction4 *function; /* called again with args in its next time slice … */
    const Export *export;   /* … or this export is called instead of returning … */
    Term list;              /* the call's arguments as a proper list, THE_NON_VALUE: args */
    Term args[4];
    uint32_t args_count;
} Trap;

/* Where the older bit construction instructions write next (rt/bits/builder.c). */
typedef struct BitsBuilder {
    uint8_t *bytes;
    UInt offset; /* in bits */
} BitsBuilder;

/* What a scheduler has done so far. Written by its thread, read by any (rt/sched/load.h). */
typedef struct SchedulerLoad {
    volatile AO_t reductions; /* of time slices that are over */
    volatile AO_t turns;      /* time slices */
    volatile AO_t running;    /* 1 while a process has the thread */
    volatile AO_t collections, reclaimed_words;
    volatile AO_t collecting_ns; /* while collections are timed */
    volatile AO_t sleep_changes, slept_ns, asleep_since;
} SchedulerLoad;

/* What a thread that runs processes owns (a scheduler or a dirty scheduler); the X register file is
 * first. Further fields of schedulers: rt/sched/scheduler.h. */
struct Scheduler {
    Term x[X_MAX];
    Fault fault;
    Trap trap;
    BitsBuilder builder;
    Process *current;
    uint32_t number; /* 1… as in erlang:system_info(scheduler_id) */
    bool dirty;
    SchedulerLoad load;
};

enum {
    REDUCTIONS_PER_SLICE = 4000,
    HEAP_MIN_WORDS = 233,
    OFF_HEAP_MIN_WORDS = 46422,
    FULLSWEEP_AFTER_DEFAULT = 65535,
    SAVED_INLINE = 4,
    RECEIVE_MARKERS = 4,
};

/* Who may change the state: RUNNING the thread that runs it; WAITING whoever wakes it (by compare
 * and swap to RUNNABLE); RUNNABLE the queue's scheduler; the states of a process whose native
 * function is on a dirty scheduler: rt/sched/dirty.h. */
typedef enum ProcessState {
    PROCESS_FREE, /* the structure is not in use */
    PROCESS_RUNNABLE,
    PROCESS_RUNNING,
    PROCESS_WAITING,
    PROCESS_AWAY,          /* nobody has it */
    PROCESS_AWAY_QUEUED,   /* in a run queue, for signals have come */
    PROCESS_AWAY_ATTENDED, /* a scheduler acts on its signals */
    PROCESS_BACK_QUEUED,   /* the dirty scheduler waits for it: as AWAY_QUEUED … */
    PROCESS_BACK_ATTENDED, /* … or as AWAY_ATTENDED */
} ProcessState;

typedef enum Priority { PRIORITY_MAX, PRIORITY_HIGH, PRIORITY_NORMAL, PRIORITY_LOW } Priority;

/* Process.flags: only the process itself reads and writes them (trace_flags: tracee.h too). */
enum {
    PROCESS_ENTRY = 1 << 0, /* runs the program's entry; its end is the end of the program */
    PROCESS_TRAP_EXIT = 1 << 1,
    PROCESS_EXITING = 1 << 2, /* will run no more code; exit_reason is set */
    PROCESS_AWAITS = 1 << 3,  /* waits for the reply to request awaited (rt/process/request.h) */
    PROCESS_SENSITIVE = 1 << 4,
    PROCESS_OFF_HEAP_MESSAGES = 1 << 5,
    PROCESS_MIXED_MESSAGES =
        1 << 6, /* message_queue_data was given explicitly: neither is default */
    PROCESS_MAX_HEAP_KILL = 1 << 7,
    PROCESS_MAX_HEAP_LOG = 1 << 8,
    PROCESS_IN_RECEIVE = 1 << 9, /* left the thread waiting for a message */
    PROCESS_HIBERNATING = 1 << 10,
    PROCESS_FAILED = 1 << 11,         /* ends by an exception that is to be reported */
    PROCESS_MONITORS_NODES = 1 << 12, /* rt/process/node_monitor.h */
    PROCESS_GC_OFF = 1 << 13,         /* requests to collect wait (rt/process/task.h) */
    PROCESS_ASYNC_DIST = 1 << 14,
    PROCESS_DIRTY = 1 << 15,     /* goes on, or runs, on a dirty scheduler */
    PROCESS_ETS_SUPER = 1 << 16, /* may do everything with all tables */
};

/* A message queue position that a receive for `reference` may begin at (rt/process/message.h). */
typedef struct ReceiveMarker {
    uint64_t reference; /* its number; 0: not bound yet */
    Signal **position;  /* NULL: this marker is free */
    uint32_t serial;    /* names the marker until it is bound */
} ReceiveMarker;

/* A structure is used for one process after the other and its memory never given back, so a pointer
 * found in the process table stays readable; what it is used for is told by `pid` alone. */
struct Process {
    Scheduler *scheduler; /* of the thread running it; x6… are scheduler->x[6…] */
    Term *stack;
    Term *heap_top;
    SInt reductions;
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
    UInt old_off_heap_words, old_off_heap_limit; /* the same of the old heap's list */
    uint32_t minor_count, fullsweep_after;
    bool promotes;        /* what survives the next collection goes to the old heap at once */
    bool grow;            /* the last collection left the block more than three quarters full */
    bool want_full;       /* a full collection was asked for (erlang:garbage_collect/0) */
    bool collected;       /* GC stress: a collection was just made for the restarting fragment */
    bool is_system;       /* a system process, from its beginning on (any thread may read it) */
    volatile AO_t raised; /* Priority that its next turn has at least; mostly PRIORITY_LOW */
    uint8_t priority;     /* Priority */
    UInt scheduler_live;  /* during a collection: live X registers */
    UInt min_heap_words, min_off_heap_words;
    UInt max_heap_words; /* 0: no limit */

    Fragment *resume; /* where to go on, with saved_count registers from saved[] */
    UInt resume_aux;
    const Export *trapped; /* native function whose continuation waits in resume */
    Term *saved;           /* points to saved_inline or an allocated array */
    uint32_t saved_count, saved_capacity;
    Term saved_inline[SAVED_INLINE];

    Term pid;            /* other threads read it with process_pid */
    volatile AO_t birth; /* tells processes apart that get the same pid one after the other */
    Term parent;
    Term group_leader;
    Term error_handler;            /* module */
    volatile AO_t registered_name; /* changed under the lock of names; read with names_of */
    Dictionary *dictionary;
    Signal *mailbox_first, **mailbox_last, **mailbox_save;
    UInt mailbox_count;
    Signal *kept_messages;  /* those whose data are on the heap */
    ReceiveMarker *markers; /* RECEIVE_MARKERS of them, made when first used */
    uint32_t marker_serial;
    Mfa initial_call; /* function with the arity of the call */
    uint64_t reductions_total;
    uint64_t gc_count;
    uint64_t wait_deadline; /* of the receive going on, monotonic ns; 0 = none */
    Timer *wait_timer;      /* made when first used */
    Term exit_reason;       /* when PROCESS_EXITING; a root */
    Term exit_from;         /* whose links broke it */
    uint64_t awaited;       /* number of the request whose reply is awaited; 0 = none */
    Term reply;             /* … and its reply when it has come, else THE_NON_VALUE; a root */
    uint32_t flags;
    uint32_t trace_flags;    /* rt/trace/flag.h */
    Term tracer;             /* pid of who is told, when there are any */
    Fragment *restarted;     /* an entry to be passed once more, of which has been told */
    int64_t collected_at;    /* when, as far as the collector wants to know */
    SavedCalls *saved_calls; /* rt/trace/saved_calls.h; NULL: none are remembered */
    Sequence *sequence;      /* rt/trace/token.h; NULL: never had a token */
    uint32_t suspended;      /* how often others have suspended it */
    uint32_t bound;          /* number of the only scheduler that is to run it; 0: any */
    SInt reductions_unused;  /* of this time slice, given up with its rest */
    uint32_t exit_step;      /* how far its ending has come */
    UInt exit_at;            /* … in the table of that step */
    Signal *taken;           /* signals taken over but not acted on yet, oldest first */
    IdTable *links;          /* pid -> id of the unlink on its way, 0 = linked */
    IdTable *monitors;       /* reference -> Monitor * */
    IdTable *monitored_by;   /* reference -> pid of the monitoring process */
    IdTable *aliases;        /* reference -> AliasMode */
    IdTable *suspending;     /* pid -> number of times */
    TaskQueue *tasks;        /* what it has been asked to do and has not done (rt/process/task.h) */
    uint64_t unlink_ids;     /* handed out so far */

    /* Tables that it owns and fixations: rt/ets/owner.h, which says who may touch them. */
    EtsTable *ets_tables;
    EtsFixation *ets_fixations;
    volatile AO_t ets_closed; /* 1: it ends, and gets no more tables */

    /* Shared with other threads. */
    volatile AO_t state;     /* ProcessState */
    volatile AO_t signals;   /* Signal * not yet taken, newest first (signals_newest) */
    volatile AO_t flooded;   /* 1: it acts on many signals just now (rt/process/signal.c) */
    volatile AO_t wait_over; /* 1: wait_timer has fired since it was set (rt/sched/timer.c) */
    volatile AO_t timers;    /* that will send it messages (rt/bif/timer.c) */
    Process *queue_next;     /* in a run queue, or in the list of free structures */
    Process *dirty_next;     /* in the queue of dirty schedulers */
    Scheduler *home;         /* the scheduler that ran it last */
};

static inline Term process_pid(const Process *process)
{
    return AO_load((const volatile AO_t *)&process->pid);
}

#endif
