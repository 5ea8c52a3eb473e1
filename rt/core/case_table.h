/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables of cases: what a large `case` from integers to constants, or to few places, becomes.
 * Read-only data of the compiler: what each of the integers below CASE_TABLE_DIRECT leads to, for
 * most characters of most texts are such; `count` starts of ranges in ascending order, then what
 * each range leads to. All are 32 bits wide; what they lead to is a term, or a number from 1 on; 0
 * stands for none. Static executables lie below 2^32, so that the address of a literal fits.
 */
#ifndef RT_CORE_CASE_TABLE_H
#define RT_CORE_CASE_TABLE_H

#include "rt/core/term.h"

enum { CASE_TABLE_DIRECT = 128 };

/* What the table has for this term; 0 for those below its first range, and no small integers. */
UInt case_table_find(const uint32_t *table, UInt count, Term term);

#endif
