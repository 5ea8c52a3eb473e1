/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Going through a table with a match specification: select, select_count, select_delete,
 * select_replace. Where the keys are given by the specification, only these are looked at.
 *
 * A job goes on until it is done, has as many results as were asked for, or its process has no
 * reductions left; then it can be continued from where it is, also in a later time slice. An object
 * that is there all the time is visited exactly once, if the table is ordered or was fixed before
 * it was left. (A small table is gone through at one go.)
 */
#ifndef RT_ETS_SCAN_H
#define RT_ETS_SCAN_H

#include "rt/ets/table.h"
#include "rt/match/match_spec.h"

typedef enum EtsJobKind {
    ETS_JOB_SELECT,
    ETS_JOB_COUNT,
    ETS_JOB_DELETE,
    ETS_JOB_REPLACE
} EtsJobKind;

typedef struct EtsJob {
    EtsJobKind kind;
    bool reverse; /* ordered: from the greatest key */
    UInt chunk;   /* results that are wanted at a time; 0: all */
    MatchSpec *spec;
    Term list; /* results, the last one first */
    UInt got;
    SInt slot; /* next bucket, or number of the next key; -1: none */
    Term last; /* ordered: the key of the last object visited; THE_NON_VALUE: none yet */
    bool done; /* nothing is left to visit */
} EtsJob;

/* The caller is in the table, ETS_LOCAL to delete or replace. */
void ets_scan(Process *process, EtsTable *table, EtsJob *job);

/* Does this {Head, Guards, Body} list of select_replace leave the keys as they are? */
bool ets_spec_keeps_key(Term spec, UInt position);

#endif
