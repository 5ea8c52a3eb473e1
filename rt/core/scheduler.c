/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One scheduler thread that runs the program's process (scheduler.h).
 *
 * A process that waits with nobody to send it a message sleeps until its deadline, or for ever.
 */
#include "rt/core/scheduler.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/dictionary.h"
#include "rt/core/memory.h"
#include "rt/core/message.h"
#include "rt/core/trace.h"
#include "rt/gc/gc.h"
#include "rt/ops/state.h"
#include "rt/text/display.h"
#include "rt/text/output.h"
#include "rt/unicode/native_text.h"

typedef enum ProcessState { PROCESS_RUNNABLE, PROCESS_WAITING, PROCESS_ENDED } ProcessState;

extern Fragment rt_process_bottom;

/* ---- leaving and entering a process -------------------------------------------------------- */

static void reserve_saved(Process *process, UInt count)
{
    if (count <= process->saved_capacity)
        return;
    if (process->saved != process->saved_inline)
        memory_free(MEMORY_PROCESS, process->saved, process->saved_capacity * sizeof(Term));
    process->saved = memory_alloc(MEMORY_PROCESS, count * sizeof(Term));
    process->saved_capacity = (uint32_t)count;
}

void scheduler_save(Process *process, Fragment *resume, UInt aux, UInt live)
{
    reserve_saved(process, live);
    memcpy(process->saved, process->scheduler->x, live * sizeof(Term));
    process->saved_count = (uint32_t)live;
    process->resume = resume;
    process->resume_aux = aux;
    process->state = PROCESS_RUNNABLE;
}

void scheduler_restore_reductions(Process *process)
{
    process->reductions += process->reductions_kept;
    process->reductions_kept = 0;
}

void scheduler_yield_native(Process *process, const Export *native, Fragment *resume, UInt aux,
                            UInt live)
{
    process->trapped = native;
    if (gc_wanted(process))
        gc_collect(process, 0, live);
    scheduler_restore_reductions(process);
    if (process->reductions <= 0)
        scheduler_save(process, resume, aux, live);
}

void scheduler_wait(Process *process, Fragment *resume)
{
    scheduler_save(process, resume, 0, 0);
    process->state = PROCESS_WAITING;
}

/* Calls the fragment on an aligned C stack; comes back when the process leaves the thread. */
static void resume(Process *process)
{
    Term *x = process->scheduler->x;
    memcpy(x, process->saved, process->saved_count * sizeof(Term));
    process->saved_count = 0;
    process->reductions = REDUCTIONS_PER_SLICE;
    process->resume(process, process->stack, process->heap_top, process->reductions, x[0], x[1],
                    x[2], x[3], x[4], x[5], process->resume_aux);
}

/* ---- the end of a process ---------------------------------------------------------------------
 */

void scheduler_process_returned(Process *process, Term result)
{
    (void)result;
    process->exit_reason = am_normal;
    process->state = PROCESS_ENDED;
}

/* The report on standard error names the class and where, then shows {Class, Reason, StackTrace}.
 */
void scheduler_process_failed(Process *process, Term class, Term reason, Term trace)
{
    Term shown = heap_tuple(process, 3, class, reason, trace_build(process, trace));
    const Mfa *entry = process->initial_call;
    output_flush();
    TextSink sink = text_sink_file(stderr);
    text_print(&sink, "joist: uncaught ");
    display_term(&sink, class);
    text_print(&sink, " in ");
    display_term(&sink, entry->module);
    text_print(&sink, ":");
    display_term(&sink, entry->function);
    text_print(&sink, "/");
    display_term(&sink, term_make_small((SInt)entry->arity));
    text_print(&sink, "\n");
    display_term(&sink, shown);
    text_print(&sink, "\n");
    process->exit_reason = class;
    process->state = PROCESS_ENDED;
}

/* ---- the program's process
 * ----------------------------------------------------------------------- */

static void process_initialize(Process *process, Scheduler *scheduler)
{
    memset(process, 0, sizeof *process);
    process->scheduler = scheduler;
    process->saved = process->saved_inline;
    process->saved_capacity = SAVED_INLINE;
    process->fullsweep_after = 65535;
    process->min_heap_words = HEAP_MIN_WORDS;
    process->pid = term_make_pid(0);
    process->group_leader = process->pid;
    message_queue_initialize(process);
    gc_heap_create(process, HEAP_MIN_WORDS);
}

static void process_destroy(Process *process)
{
    message_queue_destroy(process);
    if (process->dictionary)
        dictionary_destroy(process->dictionary);
    gc_heap_destroy(process);
    if (process->saved != process->saved_inline)
        memory_free(MEMORY_PROCESS, process->saved, process->saved_capacity * sizeof(Term));
}

static void sleep_until_deadline(const Process *process)
{
    if (process->wait_deadline == 0) {
        for (;;)
            pause();
    }
    struct timespec until = {.tv_sec = (time_t)(process->wait_deadline / 1000000000u),
                             .tv_nsec = (long)(process->wait_deadline % 1000000000u)};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
}

static void run(Process *process)
{
    while (process->state != PROCESS_ENDED) {
        if (process->state == PROCESS_WAITING) {
            output_flush();
            sleep_until_deadline(process);
        }
        resume(process);
    }
}

int scheduler_run_program(const Program *program, int argument_count, char **arguments)
{
    static Scheduler scheduler;
    static Process process;
    scheduler.trace_depth = TRACE_DEPTH_DEFAULT;
    scheduler.current = &process;
    process_initialize(&process, &scheduler);

    const Export *entry =
        export_get(program->entry_module, program->entry_function, program->entry_arity);
    Term list = TERM_NIL;
    for (int i = argument_count - 1; i > 0; i--)
        list = heap_cons(&process, native_text_list(&process, arguments[i], strlen(arguments[i])),
                         list);
    process.initial_call = &entry->mfa;
    *--process.stack = (Term)rt_process_bottom;
    scheduler.x[0] = list;
    scheduler_save(&process, entry->address, (UInt)entry, program->entry_arity);
    run(&process);

    int status = process.exit_reason == am_normal ? 0 : 1;
    output_flush();
    process_destroy(&process);
    return status;
}
