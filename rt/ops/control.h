/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Operations around control flow: heap tests and collection, calls of funs, exceptions, receive.
 * Besides those of frontend/ir/ops.def these are the helpers of codegen/helpers.def.
 */
#ifndef RT_OPS_CONTROL_H
#define RT_OPS_CONTROL_H

#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/case_table.h"
#include "rt/bif/process.h"
#include "rt/process/message.h"
#include "rt/core/trace.h"
#include "rt/gc/gc.h"
#include "rt/ops/state.h"
#include "rt/trace/event.h"

/* ---- registers and collection ---------------------------------------------------------------- */

OP_INLINE Term *op_x_registers(OpState *s)
{
    return s->process->scheduler->x;
}

/* Under GC stress every test asks for a collection, but for the one after a restart. */
OP_INLINE bool op_need_gc(OpState *s, int64_t words)
{
#ifdef JOIST_GC_STRESS
    if (!s->process->collected)
        return true;
    s->process->collected = false;
#endif
    /* An addition of a constant and a comparison: shorter than a difference. */
    return UNLIKELY(s->heap + words > s->stack);
}

OP_INLINE void op_collect(OpState *s, int64_t words, int64_t live)
{
    rt_collect(s->process, s->stack, s->heap, s->reductions, (UInt)words, (UInt)live);
    s->stack = s->process->stack;
    op_resync(s);
}

/* Charge a reduction; false when there are none left. */
OP_INLINE bool op_take_reduction(OpState *s)
{
    s->reductions -= 1;
    return LIKELY(s->reductions >= 0);
}

/* ---- calls --------------------------------------------------------------------------------------
 */

/* The code of a fun with this arity; 0: no fun, or of another arity. Local and external funs alike:
 * word 1 points to a structure whose first word is the code's address. */
OP_INLINE UInt op_fun_target(OpState *s, Term fun, int64_t arity)
{
    (void)s;
    if (UNLIKELY(!term_is_boxed(fun)))
        return 0;
    UInt wanted = (UInt)arity << HEADER_SUB_SHIFT | (UInt)KIND_FUN << 2;
    if (UNLIKELY((term_header(fun) & 0xfffb) != wanted))
        return 0;
    return *(const UInt *)term_boxed_ptr(fun)[1];
}

OP_INLINE Term op_list_of_arguments(OpState *s, const Term *terms, int64_t count)
{
    op_sync(s);
    Term list = heap_list(s->process, terms, (UInt)count, TERM_NIL);
    op_resync(s);
    return list;
}

OP_INLINE int64_t op_atom_hash(OpState *s, Term atom)
{
    (void)s;
    return atom_name(atom)->hash;
}

OP_INLINE UInt op_case_table(OpState *s, const uint32_t *table, int64_t count, Term key)
{
    (void)s;
    return case_table_find(table, (UInt)count, key);
}

/* ---- exceptions
 * ------------------------------------------------------------------------------------ */

OP_INLINE Term op_build_stacktrace(OpState *s, Term raw)
{
    op_sync(s);
    Term list = trace_build(s->process, raw);
    op_resync(s);
    return list;
}

/* What `catch Expression` gives. */
OP_INLINE Term op_catch_value(OpState *s, Term class, Term value, Term raw)
{
    if (class == am_throw)
        return value;
    op_sync(s);
    value = trace_exit_value(s->process, class, value, raw);
    op_resync(s);
    return value;
}

/* ---- receive
 * ----------------------------------------------------------------------------------------- */

OP_INLINE Term op_recv_peek(OpState *s)
{
    op_sync(s);
    Term message = message_peek(s->process);
    op_resync(s);
    return message;
}

/* Passing over a message is a reduction. The receive goes on beyond the time slice's end, but where
 * the queue is long no longer on a scheduler. */
OP_INLINE void op_recv_next(OpState *s)
{
    message_skip(s->process);
    if (UNLIKELY(--s->reductions < -MESSAGES_PASSED_MAX)) {
        op_sync(s);
        message_passed_many(s->process);
        op_resync(s);
    }
}

OP_INLINE void op_recv_remove(OpState *s)
{
    op_sync(s);
    s->process->wait_deadline = 0;
    message_remove(s->process);
    op_resync(s);
}

OP_INLINE void op_recv_timeout(OpState *s)
{
    s->process->wait_deadline = 0;
    message_restart(s->process);
    if (UNLIKELY(s->process->trace_flags != 0 || s->process->saved_calls)) {
        op_sync(s);
        event_timeout(s->process);
        op_resync(s);
    }
}

OP_INLINE Term op_recv_marker_reserve(OpState *s)
{
    return message_marker_reserve(s->process);
}
OP_INLINE void op_recv_marker_bind(OpState *s, Term marker, Term reference)
{
    message_marker_bind(s->process, marker, reference);
}
OP_INLINE void op_recv_marker_clear(OpState *s, Term reference)
{
    message_marker_clear(s->process, reference);
}
OP_INLINE void op_recv_marker_use(OpState *s, Term reference)
{
    message_marker_use(s->process, reference);
}

OP_INLINE Term op_send(OpState *s, Term destination, Term message)
{
    op_sync(s);
    Term result = process_send_operator(s->process, destination, message);
    op_resync(s);
    return result;
}

#endif
