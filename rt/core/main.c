/* SPDX-License-Identifier: Apache-2.0 */
/* The start of every executable. */
#include <stdlib.h>
#include "rt/boot/boot.h"
#include "rt/core/atom.h"
#include "rt/core/clock.h"
#include "rt/core/crash.h"
#include "rt/core/environment.h"
#include "rt/core/literal_area.h"
#include "rt/core/on_load.h"
#include "rt/file/embedded.h"
#include "rt/port/port.h"
#include "rt/process/spawn.h"
#include "rt/process/table.h"
#include "rt/sched/dirty.h"
#include "rt/sched/flags.h"
#include "rt/sched/os_signal.h"
#include "rt/sched/scheduler.h"
#include "rt/sched/time_warp.h"

extern char **environ;

typedef struct Start {
    const RuntimeFlags *flags;
    int argument_count;
    char **arguments;
} Start;

static void start_processes(Scheduler *first, void *context)
{
    const Start *start = context;
    time_warp_start();
    if (joist_program.boots) {
        os_signal_start();
        boot_start(first, start->flags->option_count, start->flags->options,
                   start->argument_count - 1, start->arguments + 1);
    } else {
        spawn_entry_process(first, &joist_program, start->argument_count, start->arguments);
    }
}

int main(int argument_count, char **arguments)
{
    crash_initialize();
    environment_initialize(environ);
    embedded_initialize(arguments[0]);
    Start start = {.arguments = arguments};
    start.flags = runtime_flags_read(getenv("JOIST_FLAGS"), &argument_count, arguments);
    start.argument_count = argument_count;
    clock_initialize((TimeWarp)start.flags->time_warp);
    atom_initialize(joist_program.atoms, joist_program.atom_count, start.flags->atom_limit);
    spawn_initialize(start.flags);
    literal_area_initialize();
    process_table_initialize(start.flags->process_limit);
    port_initialize();
    dirty_initialize(start.flags->dirty_io_schedulers);
    on_load_prepare(&joist_program);
    scheduler_run(start.flags, start_processes, &start);
}
