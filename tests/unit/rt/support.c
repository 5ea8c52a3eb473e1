/* SPDX-License-Identifier: Apache-2.0 */
/* An empty program and a process on a block from malloc (support.h). */
#include "tests/unit/rt/support.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "rt/core/atom.h"

enum { BLOCK_WORDS = 1 << 20 };

/* What joist generates for an executable; here without modules. */
const Program joist_program = {.otp_release = 25};

static void make_atoms(void)
{
    static AtomName names[] = {
#define ATOM(name, text) {(const uint8_t *)(text), sizeof(text) - 1, 0},
#include "rt/core/atoms.def"
#undef ATOM
    };
    for (UInt i = 0; i < ATOM_FIXED_COUNT; i++)
        names[i].hash = atom_hash(names[i].text, names[i].bytes);
    atom_initialize(names, ATOM_FIXED_COUNT);
}

Process *support_process(void)
{
    static Scheduler scheduler;
    static Process process;
    if (process.scheduler)
        return &process;
    make_atoms();
    Term *block = malloc(BLOCK_WORDS * sizeof(Term));
    cr_assert_not_null(block);
    scheduler.current = &process;
    process.scheduler = &scheduler;
    process.heap_start = process.heap_top = block;
    process.stack = process.stack_end = block + BLOCK_WORDS;
    process.reductions = REDUCTIONS_PER_SLICE;
    return &process;
}
