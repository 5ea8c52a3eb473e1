/* SPDX-License-Identifier: Apache-2.0 */
/* Running the on_load functions of linked modules. */
#ifndef RT_CORE_ON_LOAD_H
#define RT_CORE_ON_LOAD_H

#include "rt/core/code.h"

/* For modules that have an on_load function: the first call of an exported function runs that
 * function before, in the calling process, as stock OTP loads a module when it is first called. (A
 * program links many modules that it never calls; their functions must not run.) If it does not
 * return `ok` the module's exports become undefined, and the module is forgotten. To be called
 * once, before any Erlang code runs. */
void on_load_prepare(const Program *program);

/* Has the function of this module failed? It is not tried again. Any thread. */
bool on_load_has_failed(Term module);

#endif
