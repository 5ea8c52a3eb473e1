/* SPDX-License-Identifier: Apache-2.0 */
/* Reports about processes that end (report.h). */
#include "rt/process/report.h"

#include <stdio.h>
#include "rt/core/atom.h"
#include "rt/core/heap.h"
#include "rt/gc/gc.h"
#include "rt/process/system_logger.h"
#include "rt/sched/scheduler.h"
#include "rt/text/display.h"
#include "rt/text/output.h"

static void print_entry(TextSink *sink, const Process *process)
{
    display_term(sink, process->initial_call.module);
    text_print(sink, ":");
    display_term(sink, process->initial_call.function);
    text_print(sink, "/");
    display_term(sink, term_make_small((SInt)process->initial_call.arity));
}

_Noreturn void report_entry_failed(Process *process, Term class, Term reason, Term trace)
{
    Term shown = heap_tuple(process, 3, class, reason, trace);
    output_flush();
    TextSink sink = text_sink_file(stderr);
    text_print(&sink, "joist: uncaught ");
    display_term(&sink, class);
    text_print(&sink, " in ");
    print_entry(&sink, process);
    text_print(&sink, "\n");
    display_term(&sink, shown);
    text_print(&sink, "\n");
    scheduler_halt(1);
}

_Noreturn void report_entry_ended(Process *process)
{
    if (process->exit_from == THE_NON_VALUE)
        scheduler_halt(0);
    output_flush();
    TextSink sink = text_sink_file(stderr);
    text_print(&sink, "joist: the process of ");
    print_entry(&sink, process);
    text_print(&sink, " was ended by an exit signal: ");
    display_term(&sink, process->exit_reason);
    text_print(&sink, "\n");
    scheduler_halt(1);
}

_Noreturn void report_system_process_ended(Process *process, Term reason)
{
    output_flush();
    TextSink sink = text_sink_file(stderr);
    text_print(&sink, "System process ");
    display_term(&sink, process->pid);
    text_print(&sink, " terminated: ");
    display_term(&sink, reason);
    text_print(&sink, "\n");
    scheduler_halt(1);
}

void report_process_failed(Process *process, Term reason)
{
    const Term arguments[] = {process->pid, reason};
    system_logger_error(process, "Error in process ~p with exit value:~n~p~n",
                        heap_list(process, arguments, 2, TERM_NIL));
}

static Term heap_report(Process *process, UInt words, const Term *top)
{
    const Term arguments[] = {
        process->pid,
        heap_unsigned(process, process->max_heap_words),
        heap_unsigned(process, words),
        term_bool(process->flags & PROCESS_MAX_HEAP_KILL),
        am_true,
        heap_unsigned(process, process->mailbox_count),
        gc_information(process, top),
    };
    return heap_list(process, arguments, sizeof arguments / sizeof *arguments, TERM_NIL);
}

void report_heap_limit(Process *process, UInt words)
{
    /* The collection has just made room that is promised to code: all this goes to fragments. */
    Term *top = process->heap_top;
    process->heap_top = process->stack;
    Term arguments = heap_report(process, words, top);
    process->heap_top = top;
    system_logger_error(process,
                        "     Process:            ~p ~n"
                        "     Context:            maximum heap size reached~n"
                        "     Max Heap Size:      ~p~n"
                        "     Total Heap Size:    ~p~n"
                        "     Kill:               ~p~n"
                        "     Error Logger:       ~p~n"
                        "     Message Queue Len:  ~p~n"
                        "     GC Info:            ~p~n",
                        arguments);
}

void report_bad_output(const char *port_name)
{
    char name[200], text[256];
    size_t used = 0;
    for (; *port_name && used + 2 < sizeof name; port_name++) {
        if (*port_name == '~')
            name[used++] = '~';
        name[used++] = *port_name;
    }
    name[used] = 0;
    snprintf(text, sizeof text, "Bad value on output port '%s'~n~n", name);
    system_logger_print(text, TERM_NIL);
}
