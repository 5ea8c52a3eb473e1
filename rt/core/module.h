/* SPDX-License-Identifier: Apache-2.0 */
/* The modules of the program. Any thread. */
#ifndef RT_CORE_MODULE_H
#define RT_CORE_MODULE_H

#include "rt/core/code.h"

/* NULL when there is no such module. */
const ModuleImage *module_find(Term name);

/* Forget a module whose on_load function failed. Its exports are undefined by then. */
void module_remove(Term name);

/* erlang:delete_module/1: the current code becomes old, its exports undefined; false: there is
 * none. Code calls this for one module at a time (code_server). */
bool module_delete(Term name);
bool module_has_old(Term name);
/* Forget old code. */
void module_purge(Term name);

/* Is it one of those that stock OTP has in the emulator itself (erlang:pre_loaded/0)? */
bool module_is_preloaded(Term name);

/* Is the function among the module's exports? */
bool module_exports(const ModuleImage *module, Term function, UInt arity);

#endif
