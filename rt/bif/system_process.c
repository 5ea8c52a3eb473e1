/* SPDX-License-Identifier: Apache-2.0 */
/* System processes: those that OTP's runtime needs for itself. */
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/list.h"
#include "rt/process/spawn.h"
#include "rt/process/table.h"

Term bif_erts_internal_spawn_system_process_3(Process *process, Term module, Term function,
                                              Term arguments)
{
    if (!term_is_atom(module) || !term_is_atom(function) || list_length(arguments) < 0)
        return bif_badarg(process);
    SpawnOptions options = spawn_default_options();
    options.system = true;
    Term pid = spawn_process(process, module, function, arguments, &options, NULL);
    return pid == THE_NON_VALUE ? bif_system_limit(process) : pid;
}

Term bif_erts_internal_is_system_process_1(Process *process, Term pid)
{
    if (!term_is_local_pid(pid))
        return bif_badarg(process);
    const Process *other = process_lookup(pid);
    return term_bool(other && other->is_system);
}
