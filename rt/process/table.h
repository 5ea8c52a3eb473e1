/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The process table: from pids to processes, without locks for look-ups.
 *
 * A pid's number counts up with every process; its low bits are the slot in the table. So a pid is
 * not used again before all 2^28 numbers have been. Structures of ended processes are used again,
 * but stay structures of processes for ever: what process_lookup returned may meanwhile have ended
 * or have become another process, but may still be read and signals pushed to it; signals name the
 * pid they are for. Any thread.
 */
#ifndef RT_PROCESS_TABLE_H
#define RT_PROCESS_TABLE_H

#include "rt/core/process.h"

enum {
    PROCESS_LIMIT_DEFAULT = 262144,
    PROCESS_LIMIT_MIN = 1024,
    PROCESS_LIMIT_MAX = 134217727,
    PID_DATA_BITS = 28,
};

/* Before the first process. */
void process_table_initialize(UInt limit);

/* The living process with that pid (a local one), or NULL. */
Process *process_lookup(Term pid);

/* A structure, zeroed, with a new pid, its signals closed and not yet to be found; NULL at the
 * limit. */
Process *process_table_new(void);
/* Makes a complete process known. */
void process_table_publish(Process *process);
/* It cannot be found any more. Only listing_remove calls this. */
void process_table_remove(Process *process);
/* Gives back the structure of a process that was removed. */
void process_table_free(Process *process);

/* The number of the next pid, if its slot is free; may be set. */
UInt process_table_next_number(void);
void process_table_set_next_number(UInt number);

/* The birth of the next process: those that there are have smaller ones. */
UInt process_table_births(void);

UInt process_table_count(void);
UInt process_table_limit(void);

/* Visits slots from *at on: the next living process, or NULL at the end. Start with 0. */
Process *process_table_next(UInt *at);

/* How many slots there are, that of a pid, and the living process in one, or NULL. */
UInt process_table_slots(void);
UInt process_table_slot(Term pid);
Process *process_table_at(UInt slot);

#endif
