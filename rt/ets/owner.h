/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables and processes: who owns a table, who has fixed it, and what becomes of it when they end.
 *
 * A process has lists of its tables (deleted ones that it is still freeing included) and of its
 * fixations. Other processes change them too, by deleting a table or giving one away: under a mutex
 * that is chosen by the pid and taken after the table is entered. A process that ends closes its
 * lists first, so nothing is added to them later. All fixations are under one mutex.
 */
#ifndef RT_ETS_OWNER_H
#define RT_ETS_OWNER_H

#include "rt/ets/table.h"

/* A process has fixed a table, `count` times. */
struct EtsFixation {
    EtsTable *table;
    uint64_t number; /* of the table */
    Term pid;
    UInt count;
    struct EtsFixation *next_of_table, **link_of_table;
    struct EtsFixation *next_of_process, **link_of_process;
};

/* For all of these but ets_fix and ets_each_fixation the caller is alone in the table; for those in
 * it. */

/* The process gets the new table. */
void ets_owner_begin(Process *process, EtsTable *table);
/* The table goes to another process, which is told so with {'ETS-TRANSFER', Table, From, Gift};
 * false, and nothing happens, if that has ended. ets_owner_inherit: to the heir. */
bool ets_owner_give(EtsTable *table, Term to, Term gift);
bool ets_owner_inherit(EtsTable *table);
/* Nobody finds the table any more; the process is now the one that frees it. */
void ets_owner_delete(Process *process, EtsTable *table);
void ets_heir_forget(EtsTable *table);

void ets_fix(Process *process, EtsTable *table);
/* False: the process has not fixed it. */
bool ets_unfix(Process *process, EtsTable *table);
/* Visits them all; since when the table is fixed (clock_monotonic). */
int64_t ets_each_fixation(EtsTable *table, void (*visit)(const EtsFixation *fixation, void *data),
                          void *data);

/* Goes on freeing a table deleted by the process, as long as it has reductions; true when done. The
 * caller is not in the table. */
bool ets_owner_destroy(Process *process, EtsTable *table);

/* The process ends: true when its tables and fixations are gone. */
bool ets_owner_ends(Process *process);

#endif
