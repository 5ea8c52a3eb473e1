/* SPDX-License-Identifier: Apache-2.0 */
/* Progress of long work: one line rewritten in place on a terminal, nothing elsewhere. */
#ifndef FRONTEND_DRIVER_PROGRESS_H
#define FRONTEND_DRIVER_PROGRESS_H

#include <stddef.h>

/* Shows "[done/known] text". Callers serialise calls. */
void progress_show(size_t done, size_t known, const char *text);
/* Removes the line. */
void progress_clear(void);

#endif
