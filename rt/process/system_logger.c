/* SPDX-License-Identifier: Apache-2.0 */
/* Log events of the runtime (system_logger.h). */
#include "rt/process/system_logger.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include "rt/core/atom.h"
#include "rt/core/clock.h"
#include "rt/core/heap.h"
#include "rt/map/map.h"
#include "rt/process/names.h"
#include "rt/process/signal.h"
#include "rt/process/table.h"
#include "rt/text/display.h"
#include "rt/text/output.h"

static volatile AO_t logger = am_logger;

Term system_logger(void)
{
    return AO_load(&logger);
}

Term system_logger_set(Term new)
{
    AO_t before;
    do {
        before = AO_load(&logger);
    } while (!AO_compare_and_swap_full(&logger, before, new));
    return before;
}

/* The pid to send to, THE_NON_VALUE: none. One that has ended is forgotten. */
static Term destination(void)
{
    Term name = system_logger();
    if (term_is_local_pid(name)) {
        if (process_lookup(name))
            return name;
        AO_compare_and_swap_full(&logger, name, am_logger);
        name = am_logger;
    }
    Term pid = name == am_logger ? names_find(am_logger) : THE_NON_VALUE;
    return term_is_local_pid(pid) ? pid : THE_NON_VALUE;
}

static Term metadata(Process *process, Term level)
{
    bool repeated;
    Term kind = level == am_warning ? (Term)am_warning_msg : level;
    const Term tag[] = {am_tag, kind, am_emulator, am_true};
    const Term pairs[] = {am_gl,           process->group_leader,
                          am_pid,          process->pid,
                          am_time,         heap_integer(process, clock_os_system() / 1000),
                          am_error_logger, map_from_pairs(process, tag, 2, &repeated)};
    return map_from_pairs(process, pairs, 4, &repeated);
}

static void send(Process *process, Term to, Term level, const char *format, Term arguments)
{
    /* Everything goes to heap fragments: the free words of the block may be promised to code. */
    Term *top = process->heap_top;
    process->heap_top = process->stack;
    Term text = heap_string(process, (const uint8_t *)format, strlen(format), TERM_NIL);
    Term event = heap_tuple(process, 5, am_log, level, text, arguments, metadata(process, level));
    process->heap_top = top;
    signal_send_message(to, event);
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

void system_logger_print(const char *format, Term arguments)
{
    flockfile(stderr);
    TextSink sink = text_sink_file(stderr);
    print_head(&sink);
    for (const char *at = format; *at; at++) {
        const char one[] = {*at, 0};
        if (*at != '~') {
            text_print(&sink, one);
        } else if (*++at == 'n') {
            text_print(&sink, "\n");
        } else if (*at == '~') {
            text_print(&sink, one);
        } else {
            display_term(&sink, term_head(arguments));
            arguments = term_tail(arguments);
        }
    }
    text_print(&sink, "\n");
    funlockfile(stderr);
}

static void report(Process *process, Term level, const char *format, Term arguments)
{
    Term to = destination();
    if (to == THE_NON_VALUE)
        system_logger_print(format, arguments);
    else
        send(process, to, level, format, arguments);
}

void system_logger_error(Process *process, const char *format, Term arguments)
{
    report(process, am_error, format, arguments);
}

void system_logger_warning(Process *process, const char *format, Term arguments)
{
    report(process, am_warning, format, arguments);
}
