/* SPDX-License-Identifier: Apache-2.0 */
/* Starting OTP (boot.h). */
#include "rt/boot/boot.h"

#include <stdlib.h>
#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/module.h"
#include "rt/core/on_load.h"
#include "rt/file/embedded.h"
#include "rt/process/spawn.h"

/* A list of binaries that is built from its end. */
static void put_first(Process *process, Term *list, const char *text)
{
    *list = heap_cons(process, binary_from_bytes(process, text, strlen(text)), *list);
}

/* What the command `erl` gives to init, the program's own arguments behind -extra. */
static Term init_arguments(Process *process, int option_count, char **options, int argument_count,
                           char **arguments)
{
    const char *home = getenv("HOME");
    Term list = TERM_NIL;
    while (argument_count > 0)
        put_first(process, &list, arguments[--argument_count]);
    put_first(process, &list, "-extra");
    while (option_count > 0)
        put_first(process, &list, options[--option_count]);
    const char *const fixed[] = {"-root",         embedded_root(),   "-bindir",
                                 embedded_root(), "-progname",       "joist",
                                 "-home",         home ? home : "/", "-noshell"};
    for (size_t i = sizeof fixed / sizeof *fixed; i > 0; i--)
        put_first(process, &list, fixed[i - 1]);
    return list;
}

static void start_system_process(Scheduler *scheduler, Term parent, Term module, Priority priority)
{
    SpawnOptions options = spawn_default_options();
    options.priority = (uint8_t)priority;
    options.flags |= PROCESS_TRAP_EXIT | PROCESS_OFF_HEAP_MESSAGES;
    options.system = true;
    Process *process = spawn_prepare(scheduler, parent, &options);
    spawn_begin(process, module, am_start, TERM_NIL);
}

void boot_start(Scheduler *scheduler, int option_count, char **options, int argument_count,
                char **arguments)
{
    SpawnOptions first = spawn_default_options();
    first.system = true;
    Process *init = spawn_prepare(scheduler, TERM_NIL, &first);
    Term list = init_arguments(init, option_count, options, argument_count, arguments);
    list = heap_cons(init, am_init, heap_cons(init, list, TERM_NIL));
    Term parent = init->pid;
    spawn_begin(init, am_erl_init, am_start, list);
    start_system_process(scheduler, parent, am_erts_code_purger, PRIORITY_HIGH);
    start_system_process(scheduler, parent, am_erts_literal_area_collector, PRIORITY_HIGH);
    start_system_process(scheduler, parent, am_erts_dirty_process_signal_handler, PRIORITY_NORMAL);
    start_system_process(scheduler, parent, am_erts_dirty_process_signal_handler, PRIORITY_HIGH);
    start_system_process(scheduler, parent, am_erts_dirty_process_signal_handler, PRIORITY_MAX);
}

/* joist_boot:start_entry(Module, Function, Arguments): the pid. */
Term bif_joist_boot_start_entry_3(Process *process, Term module, Term function, Term arguments)
{
    SpawnOptions options = spawn_default_options();
    options.flags |= PROCESS_ENTRY;
    Term pid = spawn_process(process, module, function, arguments, &options, NULL);
    return pid == THE_NON_VALUE ? bif_system_limit(process) : pid;
}

/* joist_boot:reload(): linked code that init:restart/0 has unloaded is in use again. It stays
 * callable when its own module is unloaded, as natives do. */
Term bif_joist_boot_reload_0(Process *process)
{
    (void)process;
    for (UInt i = 0; i < joist_program.module_count; i++) {
        Term name = joist_program.modules[i]->name;
        if (!module_find(name) && !on_load_has_failed(name))
            module_load(name);
    }
    return am_ok;
}
