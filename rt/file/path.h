/* SPDX-License-Identifier: Apache-2.0 */
/* Paths as prim_file passes them: binaries that end in a zero byte. */
#ifndef RT_FILE_PATH_H
#define RT_FILE_PATH_H

#include "rt/core/binary.h"

enum { PATH_BYTES_MAX = 4096 };

typedef struct Path {
    char text[PATH_BYTES_MAX + 1];
} Path;

/* Copies the path; false when the term is no such binary or has a zero byte inside (badarg). A path
 * that is too long is cut where the system says ENAMETOOLONG. */
bool path_from_term(Path *path, Term term);

#endif
