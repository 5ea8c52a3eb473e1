/* SPDX-License-Identifier: Apache-2.0 */
/* Option lists (options.h). */
#include "rt/process/options.h"

#include "rt/core/atom.h"
#include "rt/core/compare.h"
#include "rt/gc/sizes.h"
#include "rt/map/map.h"
#include "rt/sched/scheduler.h"

/* The tuple {Key, Value}: its fields; NULL for anything else. */
static const Term *pair_of(Term term)
{
    return term_is_tuple_of(term, 2) ? term_tuple_elements(term) : NULL;
}

bool options_monitor(Term list, MonitorOptions *options)
{
    *options = (MonitorOptions){ALIAS_NONE, THE_NON_VALUE};
    for (; term_is_cons(list); list = term_tail(list)) {
        const Term *pair = pair_of(term_head(list));
        if (pair && pair[0] == am_tag)
            options->tag = pair[1];
        else if (pair && pair[0] == am_alias && pair[1] == am_explicit_unalias)
            options->alias = ALIAS_EXPLICIT;
        else if (pair && pair[0] == am_alias && pair[1] == am_demonitor)
            options->alias = ALIAS_DEMONITOR;
        else if (pair && pair[0] == am_alias && pair[1] == am_reply_demonitor)
            options->alias = ALIAS_REPLY_DEMONITOR;
        else
            return false;
    }
    return term_is_nil(list);
}

bool options_count(Term value, UInt *count)
{
    if (!term_is_small(value) || term_small_value(value) < 0)
        return false;
    *count = (UInt)term_small_value(value);
    return true;
}

bool options_scheduler(Term value, uint32_t *number)
{
    UInt count;
    if (!options_count(value, &count) || count > scheduler_count())
        return false;
    *number = (uint32_t)count;
    return true;
}

static bool words_from(Term value, SpawnDefault least, UInt *words)
{
    if (!options_count(value, words))
        return false;
    *words = heap_size_at_least(*words);
    if (*words < spawn_default(least))
        *words = spawn_default(least);
    return true;
}

bool options_heap_words(Term value, UInt *words)
{
    return words_from(value, DEFAULT_MIN_HEAP, words);
}

bool options_off_heap_words(Term value, UInt *words)
{
    return words_from(value, DEFAULT_MIN_OFF_HEAP, words);
}

/* ---- max_heap_size -----------------------------------------------------------------------------
 */

/* Limits below this are no use: a process could not run. */
static bool max_heap_words(Term value, UInt *words)
{
    return options_count(value, words) && (*words == 0 || *words >= HEAP_MIN_WORDS);
}

static bool set_flag(Term map, Term key, uint32_t bit, uint32_t *flags)
{
    const Term *value = map_find(map, key);
    if (!value)
        return true;
    if (*value != am_true && *value != am_false)
        return false;
    *flags = *value == am_true ? *flags | bit : *flags & ~bit;
    return true;
}

bool options_max_heap(Term value, UInt *words, uint32_t *flags)
{
    *flags &= ~(uint32_t)(PROCESS_MAX_HEAP_KILL | PROCESS_MAX_HEAP_LOG);
    *flags |= (uint32_t)spawn_default(DEFAULT_MAX_HEAP_FLAGS);
    if (!term_is_map(value))
        return max_heap_words(value, words);
    const Term *size = map_find(value, am_size);
    return size && max_heap_words(*size, words) &&
           set_flag(value, am_kill, PROCESS_MAX_HEAP_KILL, flags) &&
           set_flag(value, am_error_logger, PROCESS_MAX_HEAP_LOG, flags);
}

Term options_max_heap_map(Process *process, UInt words, uint32_t flags)
{
    Term pairs[] = {am_error_logger, term_bool(flags & PROCESS_MAX_HEAP_LOG),
                    am_kill,         term_bool(flags & PROCESS_MAX_HEAP_KILL),
                    am_size,         heap_unsigned(process, words)};
    return map_from_pairs(process, pairs, 3, NULL);
}

/* ---- simple values -----------------------------------------------------------------------------
 */

static const Term priority_names[] = {[PRIORITY_MAX] = am_max,
                                      [PRIORITY_HIGH] = am_high,
                                      [PRIORITY_NORMAL] = am_normal,
                                      [PRIORITY_LOW] = am_low};

bool options_priority(Term value, uint8_t *priority)
{
    for (uint8_t i = PRIORITY_MAX; i <= PRIORITY_LOW; i++) {
        if (priority_names[i] == value) {
            *priority = i;
            return true;
        }
    }
    return false;
}

Term options_priority_name(uint8_t priority)
{
    return priority_names[priority];
}

bool options_message_queue(Term value, uint32_t *flags)
{
    if (value != am_on_heap && value != am_off_heap)
        return false;
    *flags = value == am_off_heap ? *flags | PROCESS_OFF_HEAP_MESSAGES
                                  : *flags & ~(uint32_t)PROCESS_OFF_HEAP_MESSAGES;
    return true;
}

Term options_message_queue_name(uint32_t flags)
{
    return flags & PROCESS_OFF_HEAP_MESSAGES ? (Term)am_off_heap : (Term)am_on_heap;
}

/* ---- spawn_opt ---------------------------------------------------------------------------------
 */

static bool spawn_pair(const Term *pair, SpawnOptions *options)
{
    UInt count;
    switch (pair[0]) {
    case am_monitor:
        options->monitor = true;
        return options_monitor(pair[1], &options->monitor_options);
    case am_priority:
        options->sized = true;
        return options_priority(pair[1], &options->priority);
    case am_fullsweep_after:
        if (!options_count(pair[1], &count))
            return false;
        options->fullsweep_after = count > UINT32_MAX ? UINT32_MAX : (uint32_t)count;
        options->sized = true;
        return true;
    case am_min_heap_size:
        options->sized = true;
        return options_heap_words(pair[1], &options->min_heap_words);
    case am_min_bin_vheap_size:
        return options_off_heap_words(pair[1], &options->min_off_heap_words);
    case am_max_heap_size:
        options->sized = true;
        return options_max_heap(pair[1], &options->max_heap_words, &options->flags);
    case am_message_queue_data:
        return options_message_queue(pair[1], &options->flags);
    case am_scheduler:
        return options_scheduler(pair[1], &options->bound);
    case am_async_dist:
        if (pair[1] == am_true)
            options->flags |= PROCESS_ASYNC_DIST;
        return pair[1] == am_true || pair[1] == am_false;
    default:
        return false;
    }
}

bool options_spawn(Term list, SpawnOptions *options)
{
    for (; term_is_cons(list); list = term_tail(list)) {
        Term option = term_head(list);
        const Term *pair = pair_of(option);
        if (option == am_link)
            options->link = true;
        else if (option == am_monitor)
            options->monitor = true;
        else if (!pair || !spawn_pair(pair, options))
            return false;
    }
    return term_is_nil(list);
}
