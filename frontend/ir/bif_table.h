/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The native functions of OTP, as the compiler needs to know them: those that the runtime provides,
 * expanded from rt/bif/all.def (what the kinds mean is told in rt/core/bif.h), and those that it
 * does not, from rt/bif/absent.def: they are native too, but calling them is an error. Those of
 * rt/bif/libraries.def are in archives of their own, which are linked when a program refers to
 * them.
 *
 * Constant data after the first call; any thread may call these functions.
 */
#ifndef FRONTEND_IR_BIF_TABLE_H
#define FRONTEND_IR_BIF_TABLE_H

#include "frontend/beam/module.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum BifKind {
    BIF_PLAIN,
    BIF_GUARD,
    BIF_YIELDING,
    BIF_DIRTY_IO,
    BIF_READY_IO,
    BIF_ABSENT
} BifKind;

typedef struct BifInfo {
    const char *module, *function;
    uint32_t arity;
    BifKind kind;
    const char *symbol; /* of the C function, such as bif_lists_reverse_2; NULL when absent, and in
                           the BifInfo of an IR_RAISE_BIF for what is an operation of the IR */
} BifInfo;

/* By name; NULL when there is no such native function. */
const BifInfo *bif_table_find(const char *module, const char *function, uint32_t arity);
const BifInfo *bif_table_find_text(BeamText module, BeamText function, uint32_t arity);

/* The entries that are provided, for what has to go over all of them. */
uint32_t bif_table_count(void);
const BifInfo *bif_table_at(uint32_t index);

/* The fragment of the runtime through which Erlang code enters it. */
const char *bif_entry(const BifInfo *bif);
/* Is it always entered so, also from code that knows it? Else it may be called directly. */
static inline bool bif_is_entered(const BifInfo *bif)
{
    return bif->kind >= BIF_YIELDING || bif->arity > 6;
}

/* Is it in an optional library? */
bool bif_is_of_library(const BifInfo *bif);

/* Is a call an instruction of its own in BEAM, which no trace tells of? */
bool bif_is_instruction(const BifInfo *bif);

/* One of those that BEAM code calls between reserving heap and using it: it allocates nothing. */
bool bif_never_allocates(const BifInfo *bif);

#endif
