/* SPDX-License-Identifier: Apache-2.0 */
/* The start of every executable. */
#include "rt/core/atom.h"
#include "rt/core/clock.h"
#include "rt/core/environment.h"
#include "rt/core/on_load.h"
#include "rt/core/scheduler.h"

extern char **environ;

int main(int argument_count, char **arguments)
{
    clock_initialize();
    environment_initialize(environ);
    atom_initialize(joist_program.atoms, joist_program.atom_count);
    on_load_prepare(&joist_program);
    return scheduler_run_program(&joist_program, argument_count, arguments);
}
