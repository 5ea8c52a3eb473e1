/* SPDX-License-Identifier: Apache-2.0 */
/* Option lists and flags that spawning, monitoring and process_flag have in common. */
#ifndef RT_PROCESS_OPTIONS_H
#define RT_PROCESS_OPTIONS_H

#include "rt/process/spawn.h"

/* Options of monitor/3: {alias, Mode}, {tag, Term}. False: a bad list. */
bool options_monitor(Term list, MonitorOptions *options);

/* A limit as process_flag(max_heap_size, …) takes it: a number of words or a map. Changes *words
 * and the PROCESS_MAX_HEAP_* bits of *flags. False: bad. */
bool options_max_heap(Term value, UInt *words, uint32_t *flags);
/* The map that tells it. */
Term options_max_heap_map(Process *process, UInt words, uint32_t flags);

bool options_priority(Term value, uint8_t *priority);
Term options_priority_name(uint8_t priority);

/* on_heap, off_heap */
bool options_message_queue(Term value, uint32_t *flags);
Term options_message_queue_name(uint32_t flags);

/* The number of a scheduler, or 0. */
bool options_scheduler(Term value, uint32_t *number);

/* A number of words, or of collections, that is not negative. */
bool options_count(Term value, UInt *count);

/* The same, rounded up to a size that a heap, or a virtual heap of binaries, can have, and at least
 * what applies without the option. */
bool options_heap_words(Term value, UInt *words);
bool options_off_heap_words(Term value, UInt *words);

/* Options of spawn_opt. False: a bad list; *badopt: because of an option, else of the list. */
bool options_spawn(Term list, SpawnOptions *options);

#endif
