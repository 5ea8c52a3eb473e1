/* SPDX-License-Identifier: Apache-2.0 */
/* The start of every executable. */
#include <stdlib.h>
#include "rt/core/atom.h"
#include "rt/core/clock.h"
#include "rt/core/crash.h"
#include "rt/core/environment.h"
#include "rt/core/literal_area.h"
#include "rt/core/on_load.h"
#include "rt/port/port.h"
#include "rt/process/table.h"
#include "rt/sched/dirty.h"
#include "rt/sched/flags.h"
#include "rt/sched/scheduler.h"

extern char **environ;

int main(int argument_count, char **arguments)
{
    crash_initialize();
    clock_initialize();
    environment_initialize(environ);
    RuntimeFlags flags = runtime_flags(getenv("JOIST_FLAGS"), &argument_count, arguments);
    atom_initialize(joist_program.atoms, joist_program.atom_count);
    literal_area_initialize();
    process_table_initialize(flags.process_limit);
    port_initialize();
    dirty_initialize(flags.dirty_io_schedulers);
    on_load_prepare(&joist_program);
    scheduler_run_program(&joist_program, flags.schedulers, flags.online, argument_count,
                          arguments);
}
