/* SPDX-License-Identifier: Apache-2.0 */
/* What the natives of prim_file share. */
#ifndef RT_BIF_FILE_H
#define RT_BIF_FILE_H

#include <sys/stat.h>
#include "rt/core/bif.h"

/* The #file_info{} record with times in POSIX seconds. */
Term file_info(Process *process, const struct stat *status, Term access);

#endif
