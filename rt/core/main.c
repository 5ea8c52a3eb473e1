/* SPDX-License-Identifier: Apache-2.0 */
/* The start of every executable. */
#include "rt/core/atom.h"
#include "rt/core/scheduler.h"

int main(int argument_count, char **arguments)
{
    atom_initialize(joist_program.atoms, joist_program.atom_count);
    return scheduler_run_program(&joist_program, argument_count, arguments);
}
