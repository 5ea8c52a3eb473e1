/* SPDX-License-Identifier: Apache-2.0 */
/* The modules of the program. Any thread. */
#ifndef RT_CORE_MODULE_H
#define RT_CORE_MODULE_H

#include "rt/core/code.h"

/* NULL when there is no such module. */
const ModuleImage *module_find(Term name);

/* The module of that name that is linked in, also when it is deleted; NULL: none. */
const ModuleImage *module_linked(Term name);

/* Forget a module whose on_load function failed. Its exports are undefined by then. */
void module_remove(Term name);

/* Takes linked code into use (again): what is current becomes old. False: there is none of that
 * name, or current code and old code that has not been purged. */
bool module_load(Term name);

/* erlang:delete_module/1: the current code becomes old, its exports undefined; false: there is
 * none. Code calls this for one module at a time (code_server). */
bool module_delete(Term name);
bool module_has_old(Term name);
/* Forget old code. */
void module_purge(Term name);

/* Number `index` of the modules that stock OTP has in the emulator itself (erlang:pre_loaded/0), in
 * its order; NULL when it is not linked in. */
enum {
#define PRELOADED(name) MODULE_PRELOADED_##name,
#include "rt/core/preloaded.def"
#undef PRELOADED
    MODULE_PRELOADED_COUNT
};
const ModuleImage *module_preloaded(UInt index);
/* Is it one of those that stock OTP has in the emulator itself (erlang:pre_loaded/0)? */
bool module_is_preloaded(Term name);

/* Is the function among the module's exports? */
bool module_exports(const ModuleImage *module, Term function, UInt arity);

#endif
