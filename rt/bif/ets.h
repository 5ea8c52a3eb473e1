/* SPDX-License-Identifier: Apache-2.0 */
/* Module ets: what its native functions share. */
#ifndef RT_BIF_ETS_H
#define RT_BIF_ETS_H

#include "rt/core/bif.h"
#include "rt/ets/table.h"

/* For when a table was refused. */
__attribute__((cold)) Term ets_refuse(Process *process, EtsEntry entry);

#endif
