/* SPDX-License-Identifier: Apache-2.0 */
/* Results of file operations as Erlang terms: ok, {ok, T}, {error, Posix}. */
#ifndef RT_FILE_POSIX_ERROR_H
#define RT_FILE_POSIX_ERROR_H

#include "rt/core/bif.h"

/* The lower-case name of an errno value, such as enoent. */
Term posix_error_atom(int error);

Term posix_error(Process *process, int error); /* {error, Posix} */
Term posix_ok(Process *process, Term value);   /* {ok, Value} */
/* ok, or {error, Posix} of the present errno. */
Term posix_result(Process *process, bool good);

#endif
