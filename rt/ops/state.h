/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OpState: the pinned registers as inlined C sees them.
 *
 * The functions op_* of this folder are compiled to bitcode, linked into every module and inlined
 * into fragments; the compiler keeps one OpState per fragment, which dissolves into registers. They
 * define what instructions do; code generation knows neither tags nor offsets.
 *
 * Before a C function that may allocate, fail or charge reductions the state is synced to the
 * process, afterwards the parts that C may have changed are taken back.
 */
#ifndef RT_OPS_STATE_H
#define RT_OPS_STATE_H

#include "rt/core/process.h"

#ifndef OP_INLINE /* rt/ops/bitcode.c exports them instead */
#define OP_INLINE static inline __attribute__((always_inline, unused))
#endif
#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

typedef struct OpState {
    Process *process;
    Term *stack;
    Term *heap;
    SInt reductions;
} OpState;

/* A result that is not the non-value: spares the test of it that follows. */
OP_INLINE Term op_known(Term value)
{
    __builtin_assume(value != THE_NON_VALUE);
    return value;
}

OP_INLINE void op_sync(OpState *s)
{
    s->process->stack = s->stack;
    s->process->heap_top = s->heap;
    s->process->reductions = s->reductions;
}

OP_INLINE void op_resync(OpState *s)
{
    s->heap = s->process->heap_top;
    s->reductions = s->process->reductions;
}

#endif
