/* SPDX-License-Identifier: Apache-2.0 */
/* All native functions as a list: erlang:system_info(snifs). Names of their continuations. */
#include "rt/bif/natives.h"
#include "rt/core/atom.h"
#include "rt/core/heap.h"

typedef struct Native {
    Term module, function;
    UInt arity;
} Native;

static const Native natives[] = {
#define BIF(module, function, arity, kind) {am_##module, am_##function, arity},
#include "rt/bif/all.def"
#undef BIF
};

/* Modules that in a stock system are NIF libraries linked in. */
static bool is_library(Term module)
{
    switch (module) {
    case am_erl_tracer:
    case am_prim_buffer:
    case am_prim_net:
    case am_prim_socket:
    case am_zlib:
        return true;
    default:
        return false;
    }
}

Term natives_list(Process *process)
{
    Term list = TERM_NIL;
    for (size_t i = 0; i < sizeof natives / sizeof *natives; i++) {
        const Native *native = &natives[i];
        if (is_library(native->module))
            continue;
        Term entry = heap_tuple(process, 3, native->module, native->function,
                                term_make_small((SInt)native->arity));
        list = heap_cons(process, entry, list);
    }
    return list;
}

/* ---- continuations ---------------------------------------------------------------------------
 */

static const struct {
    BifFunction4 *continuation;
    Mfa name;
} continuations[] = {
#define CONTINUATION(continuation, module, function, arity) \
    {continuation, {am_##module, am_##function, arity}},
#include "rt/bif/continuations.def"
#undef CONTINUATION
};

const Mfa *natives_begun(const Process *process)
{
    BifFunction4 *next = (BifFunction4 *)process->resume_aux;
    for (size_t i = 0; i < sizeof continuations / sizeof *continuations; i++)
        if (continuations[i].continuation == next)
            return &continuations[i].name;
    return &process->trapped->mfa;
}
