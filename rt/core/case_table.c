/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of cases (case_table.h): a binary search that always takes the same steps, which compilers
 * turn into code without jumps. */
#include "rt/core/case_table.h"

UInt case_table_find(const uint32_t *table, UInt count, Term term)
{
    UInt wanted = (UInt)term_small_value(term);
    const uint32_t *at = table + CASE_TABLE_DIRECT;
    if (!term_is_small(term) || wanted > UINT32_MAX)
        return 0;
    if (wanted < CASE_TABLE_DIRECT)
        return table[wanted];
    if (wanted < at[0])
        return 0;
    for (UInt left = count; left > 1;) {
        UInt half = left / 2;
        at = at[half] <= wanted ? at + half : at;
        left -= half;
    }
    return at[count];
}
