/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reports of crashes (crash.h). Only functions that are safe in signal handlers are called, and
 * each step may itself crash: then the report ends there.
 */
#include "rt/core/crash.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "rt/core/atom.h"
#include "rt/core/code.h"
#include "rt/sched/scheduler.h"

enum { ALTERNATE_STACK_BYTES = 64 * 1024, FRAMES_MAX = 16, LINE_MAX = 512 };

static const struct {
    int number;
    const char *name;
} signals[] = {{SIGSEGV, "SIGSEGV"}, {SIGBUS, "SIGBUS"}, {SIGILL, "SIGILL"}, {SIGFPE, "SIGFPE"}};

enum { SIGNAL_COUNT = sizeof signals / sizeof signals[0] };

static __attribute__((format(printf, 1, 2))) void print(const char *format, ...)
{
    char line[LINE_MAX];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (size > LINE_MAX - 1)
        size = LINE_MAX - 1;
    if (size > 0 && write(STDERR_FILENO, line, (size_t)size) < 0)
        return;
}

static void print_function(const char *before, Term module, Term function, UInt arity)
{
    const AtomName *m = atom_name(module), *f = atom_name(function);
    print("%s%.*s:%.*s/%zu\n", before, (int)m->bytes, m->text, (int)f->bytes, f->text,
          (size_t)arity);
}

static void print_stack(const Process *process)
{
    int printed = 0;
    for (const Term *at = process->stack; at < process->stack_end && printed < FRAMES_MAX;) {
        const CodeInfo *info = code_info((const void *)*at);
        if (info->function) {
            print_function("    ", function_module(code_function(info))->name,
                           code_function(info)->function, code_function(info)->arity);
            printed++;
        }
        uint32_t words = code_details(info).frame_words;
        if (words == 0)
            return;
        at += words;
    }
}

static void print_process(const Process *process)
{
    UInt number = term_pid_number(process->pid);
    print("  process <0.%zu.%zu>, %zu messages, heap of %zu words\n",
          (size_t)(number & ((1u << 15) - 1)), (size_t)(number >> 15),
          (size_t)process->mailbox_count, (size_t)(process->stack_end - process->heap_start));
    const Mfa *call = &process->initial_call;
    print_function("  began with ", call->module, call->function, call->arity);
    print("  called from, as far as known (innermost first):\n");
    print_stack(process);
}

/* Dirty schedulers have no numbers, but those for long work know which one they left. */
static void print_scheduler(const Scheduler *scheduler)
{
    if (!scheduler->dirty)
        print("  scheduler %u\n", scheduler->number);
    else if (scheduler->number != 0)
        print("  dirty, left scheduler %u\n", scheduler->number);
    else
        print("  dirty scheduler\n");
}

static void restore(void)
{
    for (int i = 0; i < SIGNAL_COUNT; i++)
        signal(signals[i].number, SIG_DFL);
}

static void report(int number, siginfo_t *info, void *context)
{
    (void)context;
    restore();
    const char *name = "signal";
    for (int i = 0; i < SIGNAL_COUNT; i++)
        if (signals[i].number == number)
            name = signals[i].name;
    print("joist: the program has crashed: %s at address %p (a defect of joist or of foreign "
          "code)\n",
          name, info->si_addr);
    const Scheduler *scheduler = scheduler_current();
    if (scheduler)
        print_scheduler(scheduler);
    if (scheduler && scheduler->current)
        print_process(scheduler->current);
    raise(number);
}

void crash_thread_start(void)
{
    stack_t stack = {.ss_sp = malloc(ALTERNATE_STACK_BYTES), .ss_size = ALTERNATE_STACK_BYTES};
    if (stack.ss_sp)
        sigaltstack(&stack, NULL);
}

void crash_initialize(void)
{
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    return; /* they have reports of their own */
#endif
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = report;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < SIGNAL_COUNT; i++)
        sigaction(signals[i].number, &action, NULL);
    crash_thread_start();
}
