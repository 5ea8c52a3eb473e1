/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the types pass knows of a value: a fact, and which atom it is.
 *
 *   TERM  `fact` as in facts.h; if it may be an atom, `atom` says which
 *   BOOL  fact.types: KNOWN_TRUE, KNOWN_FALSE or both
 *   I64   fact.min and fact.max, fact.types not 0
 *   F64   fact.types not 0
 *
 * fact.types is 0 for values that are never computed.
 */
#ifndef FRONTEND_IR_KNOWN_H
#define FRONTEND_IR_KNOWN_H

#include "frontend/ir/facts.h"

enum { KNOWN_TRUE = 1, KNOWN_FALSE = 2 };

#define KNOWN_ANY_ATOM 0
#define KNOWN_BOOLEAN UINT32_MAX /* the atom is true or false */

typedef struct Known {
    IrFact fact;
    uint32_t atom; /* an index in the module, or one of the above */
} Known;

/* The module's atoms true and false; 0: it has none. */
typedef struct KnownAtoms {
    uint32_t true_atom, false_atom;
} KnownAtoms;

KnownAtoms known_atoms(const BeamModule *module);

Known known_none(void);
Known known_of_fact(IrFact fact);
/* Everything a value of this type can be. */
Known known_any(IrType type);

bool known_equal(Known a, Known b);
Known known_join(KnownAtoms atoms, Known a, Known b);
Known known_meet(KnownAtoms atoms, Known a, Known b);

/* Is it one term that is an immediate, and the same for both? */
bool known_same_constant(Known a, Known b);

/* The result of an operation on arguments of which so much is known; for a gc, of result `index`.
 */
Known known_result(const IrFunction *function, KnownAtoms atoms, const IrInstruction *instruction,
                   uint32_t index, const Known *arguments);

/* What argument `index` of a test is known to be when the test gave `holds`. */
Known known_after_test(KnownAtoms atoms, const IrInstruction *test, uint32_t index, bool holds,
                       const Known *arguments);

/* What argument `index` of a fallible operation is known to be when that has not failed. */
Known known_after_success(const IrInstruction *instruction, uint32_t index, Known argument);

/* Can the fallible operation not fail with these arguments? */
bool known_succeeds(const IrInstruction *instruction, const Known *arguments);

#endif
