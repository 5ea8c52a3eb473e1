/* SPDX-License-Identifier: Apache-2.0 */
/* All native functions as a list: erlang:system_info(snifs). */
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
