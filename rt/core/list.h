/* SPDX-License-Identifier: Apache-2.0 */
/* Walking lists. */
#ifndef RT_CORE_LIST_H
#define RT_CORE_LIST_H

#include "rt/core/long_work.h"
#include "rt/core/term.h"

/* Number of elements of a proper list, -1 for anything else. */
static inline SInt list_length(Term list)
{
    SInt length = 0;
    for (; term_is_cons(list); list = term_tail(list))
        long_work_loop((UInt)length++);
    return term_is_nil(list) ? length : -1;
}

#endif
