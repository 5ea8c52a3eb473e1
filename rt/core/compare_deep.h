/* SPDX-License-Identifier: Apache-2.0 */
/* Comparing terms of any size and depth. Inside rt/core/compare*.c only. */
#ifndef RT_CORE_COMPARE_DEEP_H
#define RT_CORE_COMPARE_DEEP_H

#include "rt/core/term.h"

/* <0, 0, >0, as the mode (compare_simple.h) says. Long work gives the scheduler away. */
int compare_deeply(Term a, Term b, uint32_t mode);

#endif
