/* SPDX-License-Identifier: Apache-2.0 */
/* Making processes (spawn.h). The parent makes the child complete before anybody can find it. The
 * defaults are words of their own, read and written by any thread without ordering. */
#include "rt/process/spawn.h"

#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/copy.h"
#include "rt/core/list.h"
#include "rt/core/memory.h"
#include "rt/core/reference.h"
#include "rt/gc/gc.h"
#include "rt/gc/sizes.h"
#include "rt/process/id_table.h"
#include "rt/process/signal.h"
#include "rt/process/table.h"
#include "rt/sched/scheduler.h"
#include "rt/trace/event.h"
#include "rt/trace/token.h"
#include "rt/unicode/native_text.h"

extern Fragment rt_process_bottom;

static volatile AO_t defaults[DEFAULT_COUNT];
static uint32_t message_flags; /* not changed later */

void spawn_initialize(const RuntimeFlags *flags)
{
    defaults[DEFAULT_MIN_HEAP] = gc_heap_size(flags->heap_words);
    defaults[DEFAULT_MIN_OFF_HEAP] = flags->off_heap_words <= OFF_HEAP_MIN_WORDS
                                         ? (UInt)OFF_HEAP_MIN_WORDS
                                         : heap_size_at_least(flags->off_heap_words);
    defaults[DEFAULT_MAX_HEAP] = flags->max_heap_words;
    defaults[DEFAULT_MAX_HEAP_FLAGS] = (flags->max_heap_kill ? PROCESS_MAX_HEAP_KILL : 0) |
                                       (flags->max_heap_log ? PROCESS_MAX_HEAP_LOG : 0);
    defaults[DEFAULT_FULLSWEEP_AFTER] = FULLSWEEP_AFTER_DEFAULT;
    message_flags = flags->off_heap_messages ? PROCESS_OFF_HEAP_MESSAGES : 0;
}

UInt spawn_default(SpawnDefault which)
{
    return AO_load(&defaults[which]);
}

UInt spawn_set_default(SpawnDefault which, UInt value)
{
    AO_t before;
    do {
        before = AO_load(&defaults[which]);
    } while (!AO_compare_and_swap_full(&defaults[which], before, value));
    return before;
}

SpawnOptions spawn_default_options(void)
{
    return (SpawnOptions){
        .priority = PRIORITY_NORMAL,
        .monitor_options = {ALIAS_NONE, THE_NON_VALUE},
        .min_heap_words = spawn_default(DEFAULT_MIN_HEAP),
        .min_off_heap_words = spawn_default(DEFAULT_MIN_OFF_HEAP),
        .max_heap_words = spawn_default(DEFAULT_MAX_HEAP),
        .fullsweep_after = (uint32_t)spawn_default(DEFAULT_FULLSWEEP_AFTER),
        .flags = (uint32_t)spawn_default(DEFAULT_MAX_HEAP_FLAGS) | message_flags,
        .tag = am_spawn_reply,
        .list = TERM_NIL,
    };
}

/* A process with an empty heap of at least `words`; NULL at the limit. */
static Process *make(UInt words, const SpawnOptions *options)
{
    Process *process = process_table_new();
    if (!process)
        return NULL;
    process->saved = process->saved_inline;
    process->saved_capacity = SAVED_INLINE;
    process->fullsweep_after = options->fullsweep_after;
    process->min_heap_words = options->min_heap_words;
    process->min_off_heap_words =
        options->sized ? options->min_off_heap_words : spawn_default(DEFAULT_MIN_OFF_HEAP);
    process->max_heap_words = options->max_heap_words;
    process->priority = options->priority;
    process->bound = options->bound;
    AO_store(&process->raised, PRIORITY_LOW);
    process->is_system = options->system;
    process->flags = options->flags;
    process->group_leader = process->pid;
    process->error_handler = am_error_handler;
    message_queue_initialize(process);
    gc_heap_create(process, words);
    *--process->stack = (Term)rt_process_bottom;
    return process;
}

static Term copy_in(Process *process, Term term)
{
    UInt words = copy_size(term);
    return words ? copy_to(term, &process->heap_top, &process->off_heap) : term;
}

/* The call it begins with, its arguments being on its heap. */
static void begin_with(Process *process, Term module, Term function, Term arguments)
{
    process->initial_call = (Mfa){module, function, (UInt)list_length(arguments)};
    process->resume = rt_process_begin;
    process->resume_aux = 0;
    process->saved_count = 3;
    process->saved[0] = module;
    process->saved[1] = function;
    process->saved[2] = arguments;
}

static void tell_spawn(Process *parent, Process *process, Term module, Term function,
                       Term arguments, const SpawnOptions *options)
{
    if (TRACED(parent, TRACE_PROCS) || TRACED(process, TRACE_PROCS))
        event_spawn(parent, process, module, function, arguments, options->link);
}

/* {Tag, Reference, ok, Pid} */
static void answer_request(Process *parent, Process *process, Term tag, Term reference)
{
    const Term tuple[] = {header_tuple(4), tag, reference, am_ok, process->pid};
    Term reply = term_make_boxed(tuple);
    signal_push(parent, token_is_set(process)
                            ? token_spawn_reply(parent, process, reply)
                            : signal_new(SIGNAL_MESSAGE, parent->pid, process->pid, 0, reply));
}

/* The parent has a token. A request is seen as ERTS serves it: by erts_internal:spawn_init/1. */
__attribute__((cold, noinline)) static void
hand_on_token(Process *parent, Process *process, Term module, Term function, Term arguments,
              const SpawnOptions *options, Term reference)
{
    const Term call[] = {header_tuple(3), module, function, arguments},
               calls[] = {term_make_boxed(call), TERM_NIL};
    TokenSpawn spawn = {module, function, arguments, options->list, options->tag, reference};
    if (options->request) {
        spawn.module = am_erts_internal;
        spawn.function = am_spawn_init;
        spawn.arguments = term_make_cons(calls);
    } else if (!options->monitor) {
        spawn.reference = reference_new(parent);
    }
    token_spawn(parent, process, &spawn);
    tell_spawn(parent, process, module, function, arguments, options);
    if (!options->request)
        token_spawned(parent, process, &spawn);
    else if (!options->answer)
        token_spawned(parent, process, NULL);
}

Term spawn_process(Process *parent, Term module, Term function, Term arguments,
                   const SpawnOptions *options, Term *reference)
{
    UInt words = copy_size(arguments) + copy_size(parent->group_leader);
    Process *process = make(words + 2, options);
    if (!process)
        return THE_NON_VALUE;
    process->parent = parent->pid;
    process->group_leader = copy_in(process, parent->group_leader);
    begin_with(process, module, function, copy_in(process, arguments));
    Term pid = process->pid;
    if (options->link) {
        id_table_put(&process->links, parent->pid, 0);
        id_table_put(&parent->links, pid, 0);
    }
    if (options->monitor) {
        uint64_t number = reference_next_number();
        bool alias = options->monitor_options.alias != ALIAS_NONE;
        *reference = reference_put_number(heap_alloc(parent, alias ? PID_REF_WORDS : REF_WORDS),
                                          number, alias ? parent->pid : THE_NON_VALUE);
        monitor_add_known(parent, pid, number, &options->monitor_options);
        id_table_put(&process->monitored_by, number, parent->pid);
    } else if (options->request) {
        *reference = reference_new(parent);
    }
    bif_charge(parent, 1 + (SInt)(words / 16));
    tracee_inherit(parent, process, options->link);
    if (__builtin_expect(token_is_set(parent), 0))
        hand_on_token(parent, process, module, function, arguments, options,
                      reference ? *reference : THE_NON_VALUE);
    else
        tell_spawn(parent, process, module, function, arguments, options);
    if (options->request && options->answer)
        answer_request(parent, process, options->tag, *reference);
    process_table_publish(process);
    scheduler_begin(process);
    return pid;
}

Process *spawn_prepare(Scheduler *scheduler, Term parent, const SpawnOptions *options)
{
    Process *process = make(HEAP_MIN_WORDS, options);
    if (!process)
        rt_end("joist: there is no room for the first processes.");
    process->scheduler = scheduler;
    process->parent = parent;
    if (parent != TERM_NIL)
        process->group_leader = parent;
    return process;
}

void spawn_begin(Process *process, Term module, Term function, Term arguments)
{
    begin_with(process, module, function, arguments);
    process_table_publish(process);
    scheduler_begin(process);
}

void spawn_entry_process(Scheduler *scheduler, const Program *program, int argument_count,
                         char **arguments)
{
    SpawnOptions options = spawn_default_options();
    options.flags |= PROCESS_ENTRY;
    Process *process = spawn_prepare(scheduler, TERM_NIL, &options);
    Term list = TERM_NIL;
    for (int i = argument_count - 1; i > 0; i--)
        list =
            heap_cons(process, native_text_list(process, arguments[i], strlen(arguments[i])), list);
    list = program->entry_arity == 0 ? TERM_NIL : heap_cons(process, list, TERM_NIL);
    spawn_begin(process, program->entry_module, program->entry_function, list);
}
