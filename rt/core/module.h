/* SPDX-License-Identifier: Apache-2.0 */
/* The modules of the program. Constant after the start; any thread. */
#ifndef RT_CORE_MODULE_H
#define RT_CORE_MODULE_H

#include "rt/core/code.h"

/* NULL when there is no such module. */
const ModuleImage *module_find(Term name);

/* Is it one of those that stock OTP has in the emulator itself (erlang:pre_loaded/0)? */
bool module_is_preloaded(Term name);

/* Is the function among the module's exports? */
bool module_exports(const ModuleImage *module, Term function, UInt arity);

#endif
