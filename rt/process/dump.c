/* SPDX-License-Identifier: Apache-2.0 */
/* Processes as text (dump.h). */
#include "rt/process/dump.h"

#include <inttypes.h>
#include "rt/core/heap.h"
#include "rt/core/memory.h"
#include "rt/process/id_table.h"
#include "rt/process/message.h"
#include "rt/process/names.h"
#include "rt/text/display.h"

static void line_term(TextSink *sink, const char *name, Term term)
{
    text_print(sink, name);
    display_term(sink, term);
    text_print(sink, "\n");
}

static void line_number(TextSink *sink, const char *name, UInt number)
{
    char text[64];
    snprintf(text, sizeof text, "%s: %" PRIu64 "\n", name, (uint64_t)number);
    text_print(sink, text);
}

static void line_function(TextSink *sink, const char *name, const Mfa *function)
{
    char arity[24];
    snprintf(arity, sizeof arity, "/%u\n", (unsigned)function->arity);
    text_print(sink, name);
    display_atom(sink, function->module);
    text_print(sink, ":");
    display_atom(sink, function->function);
    text_print(sink, arity);
}

static const char *state_name(const Process *process)
{
    if (process->flags & PROCESS_EXITING)
        return "Exiting";
    if (process->suspended > 0)
        return "Suspended";
    switch ((ProcessState)AO_load(&process->state)) {
    case PROCESS_RUNNING:
        return "Running";
    case PROCESS_WAITING:
        return "Waiting";
    default:
        return process->flags & PROCESS_DIRTY ? "Running" : "Scheduled";
    }
}

static void put_links(TextSink *sink, IdTable *links)
{
    bool first = true;
    text_print(sink, "Link list: [");
    for (IdEntry *entry = NULL; (entry = id_table_next(links, entry)); first = false) {
        if (entry->value != 0)
            continue; /* given up */
        text_print(sink, first ? "" : ", ");
        display_term(sink, entry->key);
    }
    text_print(sink, "]\n");
}

void dump_process(TextSink *sink, const Process *process)
{
    Term name = names_of_process(process);
    UInt fragments = 0, heap = (UInt)(process->stack_end - process->heap_start),
         old = (UInt)(process->old_end - process->old_start);
    for (const HeapFragment *at = process->fragments; at; at = at->next)
        fragments++;
    line_term(sink, "=proc:", process_pid(process));
    text_print(sink, "State: ");
    text_print(sink, state_name(process));
    text_print(sink, "\n");
    if (name != THE_NON_VALUE)
        line_term(sink, "Name: ", name);
    line_function(sink, "Spawned as: ", &process->initial_call);
    line_term(sink, "Spawned by: ", process->parent);
    line_number(sink, "Message queue length", process->mailbox_count);
    line_number(sink, "Number of heap fragments", fragments);
    line_number(sink, "Heap fragment data", process->fragment_words);
    put_links(sink, process->links);
    line_number(sink, "Reductions", process->reductions_total);
    line_number(sink, "Stack+heap", heap);
    line_number(sink, "OldHeap", old);
    line_number(sink, "Heap unused", (UInt)(process->stack - process->heap_top));
    line_number(sink, "OldHeap unused", (UInt)(process->old_end - process->old_top));
    line_number(sink, "Memory",
                sizeof *process + (heap + old + process->fragment_words) * sizeof(Term));
}
