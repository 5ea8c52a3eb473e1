/* SPDX-License-Identifier: Apache-2.0 */
/* Texts about the system (system_report.h). All processes are looked at while none runs code. */
#include "rt/bif/system_report.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>
#include "rt/bif/memory.h"
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/memory.h"
#include "rt/core/module.h"
#include "rt/process/dump.h"
#include "rt/process/table.h"
#include "rt/text/display.h"
#include "rt/trace/exclusive.h"

/* ---- a growing text ----------------------------------------------------------------------------
 */

typedef struct Report {
    char *bytes;
    size_t size, capacity;
} Report;

static void append(void *context, const char *bytes, size_t size)
{
    Report *report = context;
    if (report->capacity - report->size < size) {
        size_t capacity = 2 * report->capacity + size + 1024;
        report->bytes = memory_realloc(MEMORY_TEMPORARY, report->bytes, report->capacity, capacity);
        report->capacity = capacity;
    }
    memcpy(report->bytes + report->size, bytes, size);
    report->size += size;
}

__attribute__((format(printf, 2, 3))) static void put(TextSink *sink, const char *format, ...)
{
    char text[160];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    text_print(sink, text);
}

static Term finish(Process *process, Report *report)
{
    Term binary = binary_from_bytes(process, report->bytes, report->size);
    memory_free(MEMORY_TEMPORARY, report->bytes, report->capacity);
    return binary;
}

/* ---- modules -----------------------------------------------------------------------------------
 */

static UInt module_bytes(UInt index)
{
    const ModuleImage *image = joist_program.modules[index];
    return joist_program.code_sizes[index] +
           (UInt)((const char *)image->literals_end - (const char *)image->literals_start);
}

Term report_loaded(Process *process)
{
    Report report = {0};
    TextSink sink = {append, &report};
    UInt current = 0, old = 0;
    for (UInt i = 0; i < joist_program.module_count; i++) {
        Term name = joist_program.modules[i]->name;
        current += module_find(name) ? module_bytes(i) : 0;
        old += module_has_old(name) ? module_bytes(i) : 0;
    }
    put(&sink, "Current code: %" PRIu64 "\nOld code: %" PRIu64 "\n", (uint64_t)current,
        (uint64_t)old);
    for (UInt i = 0; i < joist_program.module_count; i++) {
        Term name = joist_program.modules[i]->name;
        bool in_use = module_find(name) != NULL, has_old = module_has_old(name);
        if (!in_use && !has_old)
            continue;
        display_atom(&sink, name);
        put(&sink, " %" PRIu64, (uint64_t)(in_use ? module_bytes(i) : 0));
        if (has_old)
            put(&sink, " (%" PRIu64 " old)", (uint64_t)module_bytes(i));
        text_print(&sink, "\n");
    }
    return finish(process, &report);
}

/* ---- memory and tables -------------------------------------------------------------------------
 */

static void put_bytes(TextSink *sink, const char *name, UInt bytes)
{
    put(sink, "%s: %" PRIu64 "\n", name, (uint64_t)bytes);
}

static void put_table(TextSink *sink, const char *name, UInt limit, UInt entries)
{
    put(sink, "=index_table:%s\n", name);
    if (limit)
        put_bytes(sink, "limit", limit);
    put_bytes(sink, "entries", entries);
}

static UInt count_modules(void)
{
    UInt count = 0;
    for (UInt i = 0; i < joist_program.module_count; i++)
        count += module_find(joist_program.modules[i]->name) != NULL;
    return count;
}

static UInt count_exports(void)
{
    UInt count = 0, at = 0;
    while (export_next(&at))
        count++;
    return count;
}

/* As erlang:memory/0 adds it up. */
static void put_memory(TextSink *sink)
{
    UInt processes = memory_allocator_bytes(am_eheap_alloc) + memory_allocator_bytes(am_fix_alloc);
    UInt atoms = memory_linked_atom_bytes() + memory_used(MEMORY_ATOM);
    UInt total = memory_code_bytes() + memory_linked_atom_bytes();
    for (int i = 0; i < MEMORY_KIND_COUNT; i++)
        total += memory_used((MemoryKind)i);
    text_print(sink, "=memory\n");
    put_bytes(sink, "total", total);
    put_bytes(sink, "processes", processes);
    put_bytes(sink, "processes_used", processes);
    put_bytes(sink, "system", total - processes);
    put_bytes(sink, "atom", atoms);
    put_bytes(sink, "atom_used", atoms);
    put_bytes(sink, "binary", memory_allocator_bytes(am_binary_alloc));
    put_bytes(sink, "code", memory_code_bytes());
    put_bytes(sink, "ets", memory_allocator_bytes(am_ets_alloc));
}

Term report_info(Process *process)
{
    Report report = {0};
    TextSink sink = {append, &report};
    put_memory(&sink);
    put_table(&sink, "atom_tab", atom_limit(), atom_count());
    put_table(&sink, "module_code", 0, count_modules());
    put_table(&sink, "export_list", 0, count_exports());
    return finish(process, &report);
}

/* ---- processes ---------------------------------------------------------------------------------
 */

static Term processes_when_alone(Process *process, Term a, Term b, Term c, Term d)
{
    (void)a, (void)b, (void)c, (void)d;
    Report report = {0};
    TextSink sink = {append, &report};
    UInt at = 0;
    if (!exclusive_begin(process))
        return bif_trap(process, processes_when_alone, 0, TERM_NIL, TERM_NIL, TERM_NIL, TERM_NIL);
    for (Process *other; (other = process_table_next(&at));)
        dump_process(&sink, other);
    exclusive_end(process);
    return finish(process, &report);
}

Term report_processes(Process *process)
{
    return processes_when_alone(process, TERM_NIL, TERM_NIL, TERM_NIL, TERM_NIL);
}
