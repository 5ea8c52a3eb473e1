/* SPDX-License-Identifier: Apache-2.0 */
/* Reports about processes that end (report.h). */
#include "rt/process/report.h"

#include <stdio.h>
#include <time.h>
#include "rt/core/atom.h"
#include "rt/core/heap.h"
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

/* What precedes an error report of stock erl when nothing is there yet to format it. */
static void print_head(TextSink *sink)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    char head[128];
    snprintf(head, sizeof head, "=ERROR REPORT==== %d-%.3s-%d::%02d:%02d:%02d ===\n", local.tm_mday,
             months + 3 * local.tm_mon, local.tm_year + 1900, local.tm_hour, local.tm_min,
             local.tm_sec);
    text_print(sink, head);
}

void report_process_failed(Process *process, Term reason)
{
    flockfile(stderr);
    TextSink sink = text_sink_file(stderr);
    print_head(&sink);
    text_print(&sink, "Error in process ");
    display_term(&sink, process->pid);
    text_print(&sink, " with exit value:\n");
    display_term(&sink, reason);
    text_print(&sink, "\n\n");
    funlockfile(stderr);
}

static void print_count(TextSink *sink, const char *label, UInt count)
{
    char line[80];
    snprintf(line, sizeof line, "     %-19s %zu\n", label, (size_t)count);
    text_print(sink, line);
}

void report_heap_limit(Process *process, UInt words)
{
    flockfile(stderr);
    TextSink sink = text_sink_file(stderr);
    print_head(&sink);
    text_print(&sink, "     Process:            ");
    display_term(&sink, process->pid);
    text_print(&sink, "\n     Context:            maximum heap size reached\n");
    print_count(&sink, "Max Heap Size:", process->max_heap_words);
    print_count(&sink, "Total Heap Size:", words);
    text_print(&sink, process->flags & PROCESS_MAX_HEAP_KILL ? "     Kill:               true\n"
                                                             : "     Kill:               false\n");
    text_print(&sink, "     Error Logger:       true\n\n");
    funlockfile(stderr);
}

void report_bad_output(const char *port_name)
{
    flockfile(stderr);
    TextSink sink = text_sink_file(stderr);
    print_head(&sink);
    text_print(&sink, "Bad value on output port '");
    text_print(&sink, port_name);
    text_print(&sink, "'\n\n\n");
    funlockfile(stderr);
}
