/* SPDX-License-Identifier: Apache-2.0 */
/* Results of file operations (posix_error.h). Any thread. */
#define _GNU_SOURCE
#include "rt/file/posix_error.h"

#include <errno.h>
#include <string.h>

Term posix_error_atom(int error)
{
    const char *name = strerrorname_np(error);
    uint8_t text[32];
    size_t length = 0;
    if (!name)
        return am_unknown;
    if (error == EOPNOTSUPP)
        name = "ENOTSUP";
    for (; name[length] && length < sizeof text; length++)
        text[length] = (uint8_t)(name[length] | 0x20);
    return atom_intern(text, length);
}

Term posix_error(Process *process, int error)
{
    return heap_tuple(process, 2, am_error, posix_error_atom(error));
}

Term posix_ok(Process *process, Term value)
{
    return heap_tuple(process, 2, am_ok, value);
}

Term posix_result(Process *process, bool good)
{
    return good ? (Term)am_ok : posix_error(process, errno);
}
