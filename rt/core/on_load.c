/* SPDX-License-Identifier: Apache-2.0 */
/*
 * on_load functions (on_load.h).
 *
 * The exports of a module that waits for its function lead to on_load_call. That makes a frame
 *
 *   stack[0] continuation   [1] the module's number in `waiting`   [2] catch tag
 *       [3] the export called, as a small integer   [4] its arguments, a list
 *
 * calls the function, and then goes on to where the export leads by now. While the function runs,
 * its own process sees undefined functions; others try again in their next time slice.
 *
 * What a failed function returned is reported on standard error in the words of code_server,
 * unless it is an atom, of which code_server says nothing either.
 *
 * `owner` is atomic: it is taken by compare and swap, and given back with release order after the
 * exports have been changed.
 */
#include "rt/core/on_load.h"

#include <atomic_ops.h>
#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/memory.h"
#include "rt/core/module.h"
#include "rt/sched/scheduler.h"
#include "rt/core/trace.h"
#include "rt/gc/gc.h"
#include "rt/text/display.h"
#include "rt/text/output.h"
#include "rt/trace/pattern.h"

enum { FRAME_WORDS = 5, SLOT_NUMBER = 1, SLOT_CATCH = 2, SLOT_EXPORT = 3, SLOT_ARGUMENTS = 4 };

typedef struct Waiting {
    const ModuleImage *module;
    volatile AO_t owner; /* the Process * that runs the function; 0: nobody yet; 1: has run … */
    bool failed;         /* … and the module is not loaded */
} Waiting;

enum { OWNER_NONE = 0, OWNER_DONE = 1 };

static Waiting *waiting;
static UInt waiting_count;

extern Fragment on_load_continuation;
static Fragment on_load_call;

static void set_exports(const ModuleImage *module, Fragment *address)
{
    for (uint32_t i = 0; i < module->export_count; i++) {
        const ExportDefinition *definition = &module->exports[i];
        Export *entry = definition_entry(definition);
        if (!entry->bif)
            pattern_set_code(entry, address ? address : definition_code(definition));
    }
}

/* ---- the outcome ---------------------------------------------------------------------------- */

static void report(Term module, Term result)
{
    output_flush();
    TextSink sink = text_sink_file(stderr);
    text_print(&sink, "The on_load function for module ");
    display_term(&sink, module);
    text_print(&sink, " returned:\n");
    display_term(&sink, result);
    text_print(&sink, "\n");
}

static void finish(const Term *frame, Term result)
{
    Waiting *it = &waiting[term_small_value(frame[SLOT_NUMBER])];
    if (result == am_ok) {
        set_exports(it->module, NULL);
    } else {
        set_exports(it->module, rt_undefined);
        module_remove(it->module->name);
        it->failed = true;
        if (!term_is_atom(result))
            report(it->module->name, result);
    }
    AO_store_release(&it->owner, OWNER_DONE);
}

/* What the process that stock OTP runs the function in would exit with. */
static Term exit_reason(Process *process, Term class, Term reason, Term trace)
{
    if (class == am_exit)
        return reason;
    if (class == am_throw)
        reason = heap_tuple(process, 2, am_nocatch, reason);
    return heap_tuple(process, 2, reason, trace_build(process, trace));
}

/* ---- fragments ------------------------------------------------------------------------------ */

static inline void sync(Process *process, Term *stack, Term *heap, SInt reductions)
{
    process->stack = stack;
    process->heap_top = heap;
    process->reductions = reductions;
}

/* Go on with everything taken from the process and the X register file. */
#define ENTER(fragment, aux_value)                                                                \
    do {                                                                                          \
        const Term *x_ = process->scheduler->x;                                                   \
        MUSTTAIL return (fragment)(process, process->stack, process->heap_top,                    \
                                   process->reductions, x_[0], x_[1], x_[2], x_[3], x_[4], x_[5], \
                                   (UInt)(aux_value));                                            \
    } while (0)

/* The call that waited for the module. */
static const Export *resume_call(Process *process)
{
    const Term *frame = process->stack;
    Term *x = process->scheduler->x;
    for (Term list = frame[SLOT_ARGUMENTS]; term_is_cons(list); list = term_tail(list))
        *x++ = term_head(list);
    process->stack += FRAME_WORDS;
    return (const Export *)term_small_value(frame[SLOT_EXPORT]);
}

__attribute__((used)) PRESERVE_NONE void on_load_returned(FRAGMENT_PARAMETERS)
{
    (void)x1, (void)x2, (void)x3, (void)x4, (void)x5, (void)aux;
    sync(process, stack, heap, reductions);
    finish(stack, x0);
    const Export *export = resume_call(process);
    ENTER(export->address, export);
}

static __attribute__((aligned(16))) PRESERVE_NONE void on_load_failed(FRAGMENT_PARAMETERS)
{
    (void)x3, (void)x4, (void)x5, (void)aux;
    sync(process, stack, heap, reductions);
    finish(stack, exit_reason(process, x0, x1, x2));
    const Export *export = resume_call(process);
    ENTER(export->address, export);
}

static UInt number_of(Term module)
{
    UInt i = 0;
    while (waiting[i].module->name != module)
        i++;
    return i;
}

/* Arguments are in the X register file. */
static void push_frame(Process *process, const Export *export, UInt number)
{
    Term *x = process->scheduler->x;
    x[0] = heap_list(process, x, export->mfa.arity, TERM_NIL);
    if (process->stack - process->heap_top < FRAME_WORDS)
        gc_collect(process, FRAME_WORDS, 1);
    Term *stack = process->stack -= FRAME_WORDS;
    stack[0] = (Term)on_load_continuation;
    stack[SLOT_NUMBER] = term_make_small((SInt)number);
    stack[SLOT_CATCH] = (Term)on_load_failed;
    stack[SLOT_EXPORT] = term_make_small((SInt) export);
    stack[SLOT_ARGUMENTS] = x[0];
}

/* Where the exports of a waiting module lead; entered as such, or by a fun. */
static PRESERVE_NONE void on_load_call(FRAGMENT_PARAMETERS)
{
    const Export *export = (aux & TAG_MASK) == TAG_BOXED ? (const Export *)term_boxed_ptr(aux)[1]
                                                         : (const Export *)aux;
    const Term registers[X_IN_REGISTERS] = {x0, x1, x2, x3, x4, x5};
    UInt number = number_of(export->mfa.module);
    Waiting *it = &waiting[number];
    sync(process, stack, heap, reductions);
    memcpy(process->scheduler->x, registers, sizeof registers);
    if (AO_compare_and_swap_full(&it->owner, OWNER_NONE, (AO_t)process)) {
        push_frame(process, export, number);
        ENTER(it->module->on_load, 0);
    }
    AO_t owner = AO_load_acquire(&it->owner);
    if (owner == OWNER_DONE)
        ENTER(export->address, export);
    if (owner == (AO_t)process)
        ENTER(rt_undefined, export);
    scheduler_save(process, on_load_call, (UInt) export, export->mfa.arity);
}

/* Before a continuation stands its CodeInfo: no function, FRAME_WORDS. */
#if defined(__x86_64__)
#define JUMP_INSTRUCTION "jmp"
#elif defined(__aarch64__)
#define JUMP_INSTRUCTION "b"
#endif

_Static_assert(FRAME_WORDS == 5 && PACKED_LINE_BITS == 16, "as written below");
__asm__(".text\n"
        ".p2align 2\n"
        ".long 0\n"
        ".long 5 << 16\n"
        ".globl on_load_continuation\n"
        ".type on_load_continuation, @function\n"
        "on_load_continuation:\n"
        "    " JUMP_INSTRUCTION " on_load_returned\n"
        ".size on_load_continuation, .-on_load_continuation\n");

void on_load_prepare(const Program *program)
{
    UInt count = 0;
    for (UInt i = 0; i < program->module_count; i++)
        count += program->modules[i]->on_load != NULL;
    if (count == 0)
        return;
    waiting = memory_alloc(MEMORY_EXPORT, count * sizeof *waiting);
    for (UInt i = 0; i < program->module_count; i++) {
        const ModuleImage *module = program->modules[i];
        if (!module->on_load)
            continue;
        waiting[waiting_count++] = (Waiting){.module = module, .owner = OWNER_NONE};
        set_exports(module, on_load_call);
    }
}

bool on_load_has_failed(Term module)
{
    for (UInt i = 0; i < waiting_count; i++)
        if (waiting[i].module->name == module)
            return AO_load_acquire(&waiting[i].owner) == OWNER_DONE && waiting[i].failed;
    return false;
}
