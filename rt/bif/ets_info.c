/* SPDX-License-Identifier: Apache-2.0 */
/* Module ets: info. */
#include "rt/bif/ets.h"
#include "rt/core/clock.h"
#include "rt/core/node.h"
#include "rt/core/off_heap.h"
#include "rt/ets/owner.h"
#include "rt/ets/spot.h"
#include "rt/ets/store.h"

static Term pair(Process *process, Term a, Term b)
{
    return heap_tuple(process, 2, a, b);
}

static Term type_name(const EtsTable *table)
{
    static const Term names[] = {[ETS_SET] = am_set,
                                 [ETS_BAG] = am_bag,
                                 [ETS_DUPLICATE_BAG] = am_duplicate_bag,
                                 [ETS_ORDERED_SET] = am_ordered_set};
    return names[table->type];
}

static Term protection_name(const EtsTable *table)
{
    static const Term names[] = {
        [ETS_PRIVATE] = am_private, [ETS_PROTECTED] = am_protected, [ETS_PUBLIC] = am_public};
    return names[table->protection];
}

typedef struct FixationList {
    Process *process;
    Term list;
} FixationList;

static void list_fixation(const EtsFixation *fixation, void *data)
{
    FixationList *at = data;
    Term entry = pair(at->process, fixation->pid, term_make_small((SInt)fixation->count));
    at->list = heap_cons(at->process, entry, at->list);
}

/* {Since, [{Pid, Count}]}, or false. */
static Term fixations(Process *process, EtsTable *table, bool monotonic)
{
    FixationList found = {process, TERM_NIL};
    int64_t at = ets_each_fixation(table, list_fixation, &found);
    if (term_is_nil(found.list))
        return am_false;
    if (monotonic)
        return pair(process, heap_integer(process, at), found.list);
    int64_t us = (at + clock_time_offset()) / 1000, s = us / 1000000;
    Term since = heap_tuple(process, 3, term_make_small(s / 1000000), term_make_small(s % 1000000),
                            term_make_small(us % 1000000));
    return pair(process, since, found.list);
}

/* However many locks somebody wanted, there are ETS_BUCKET_LOCKS. */
static Term write_concurrency(Process *process, const EtsTable *table)
{
    if (!term_is_small(table->write_concurrency))
        return table->write_concurrency;
    return heap_tuple(process, 2, am_debug_hash_fixed_number_of_locks, table->write_concurrency);
}

/* The float numbers, then the lengths of the shortest and longest chain, objects kept because the
 * table is fixed, and locks. */
static Term statistics(Process *process, EtsTable *table)
{
    if (ets_table_is_ordered(table))
        return am_false;
    EtsHashStatistics found = ets_hash_statistics(table);
    return heap_tuple(process, 8, term_make_small((SInt)ets_hash_buckets(table)),
                      heap_float(process, found.average), heap_float(process, found.deviation),
                      heap_float(process, found.expected_deviation),
                      term_make_small((SInt)found.minimum), term_make_small((SInt)found.maximum),
                      term_make_small((SInt)found.kept),
                      term_make_small(ets_table_is_fine(table) ? ETS_BUCKET_LOCKS : 1));
}

/* {Address, Bytes, References} for each large binary of an object. */
static Term binaries_of(Process *process, const EtsObject *object, Term list)
{
    if (!object->off_heap)
        return list;
    for (const Term *at = (const Term *)object->data[object->words]; at; at = (const Term *)at[2]) {
        if (header_kind(at[0]) != KIND_REFC_BIN)
            continue;
        const BinaryObject *binary = refc_binary_object(at);
        Term entry =
            heap_tuple(process, 3, heap_unsigned(process, (UInt)binary),
                       heap_unsigned(process, binary->capacity),
                       heap_unsigned(process, AO_load(&((BinaryObject *)binary)->references)));
        list = heap_cons(process, entry, list);
    }
    return list;
}

/* Of the objects with a key, pseudo-deleted ones too. */
Term bif_erts_internal_ets_lookup_binary_info_2(Process *process, Term id, Term key)
{
    EtsEntry entry = ets_enter(process, id, ETS_READ, ETS_SHARED);
    EtsTable *table = entry.table;
    if (!table)
        return ets_refuse(process, entry);
    Term list = TERM_NIL;
    if (ets_table_is_ordered(table)) {
        EtsFound found;
        ets_find(table, key, false, &found);
        if (found.object)
            list = binaries_of(process, found.object, list);
        ets_found_end(&found);
    } else {
        EtsSpot spot;
        ets_spot(table, key, false, &spot);
        for (const EtsObject *at = *spot.slot; ets_spot_has_key(table, &spot, at, key);
             at = at->next)
            list = binaries_of(process, at, list);
        ets_spot_end(&spot);
    }
    ets_leave(entry);
    return list;
}

Term bif_erts_internal_ets_super_user_1(Process *process, Term on)
{
    if (on != am_true && on != am_false)
        return bif_badarg(process);
    if (on == am_true)
        process->flags |= PROCESS_ETS_SUPER;
    else
        process->flags &= ~(uint32_t)PROCESS_ETS_SUPER;
    return am_ok;
}

static Term binaries(Process *process, EtsTable *table)
{
    Term list = TERM_NIL;
    if (ets_table_is_ordered(table)) {
        EtsCursor at;
        ets_cursor_end_of_table(table, false, false, &at);
        for (; at.place.leaf; ets_cursor_step(table, &at, false))
            list = binaries_of(process, ets_cursor_object(&at), list);
        return list;
    }
    for (UInt bucket = 0; bucket < ets_hash_buckets(table); bucket++) {
        EtsSpot spot;
        ets_hash_bucket(table, bucket, false, &spot);
        for (const EtsObject *at = *spot.slot; at; at = at->next)
            list = binaries_of(process, at, list);
        ets_spot_end(&spot);
    }
    return list;
}

/* THE_NON_VALUE: there is no such item. */
static Term item_value(Process *process, EtsTable *table, Term item)
{
    switch (item) {
    case am_id:
        return ets_table_reference(process, table);
    case am_decentralized_counters:
        return term_bool(table->decentralized_counters);
    case am_read_concurrency:
        return term_bool(table->read_concurrency);
    case am_write_concurrency:
        return write_concurrency(process, table);
    case am_compressed:
        return term_bool(table->compressed);
    case am_memory:
        return term_make_small((SInt)(ets_table_bytes(table) / sizeof(Term)));
    case am_owner:
        return table->owner;
    case am_heir:
        return table->heir;
    case am_name:
        return table->name;
    case am_size:
        return term_make_small((SInt)ets_table_objects(table));
    case am_node:
        return node_this()->name;
    case am_named_table:
        return term_bool(table->is_named);
    case am_type:
        return type_name(table);
    case am_keypos:
        return term_make_small((SInt)table->position);
    case am_protection:
        return protection_name(table);
    case am_fixed:
        return term_bool(ets_table_is_fixed(table));
    case am_safe_fixed:
        return fixations(process, table, false);
    case am_safe_fixed_monotonic_time:
        return fixations(process, table, true);
    case am_stats:
        return statistics(process, table);
    case am_binary:
        return binaries(process, table);
    default:
        return THE_NON_VALUE;
    }
}

/* Things that are looked for all over the table. */
static bool needs_to_be_alone(Term item)
{
    return item == am_stats || item == am_binary;
}

Term bif_ets_info_2(Process *process, Term id, Term item)
{
    EtsEntry entry =
        ets_enter(process, id, ETS_INFO, needs_to_be_alone(item) ? ETS_ALONE : ETS_SHARED);
    if (!entry.table)
        return entry.cause == am_id ? am_undefined : ets_refuse(process, entry);
    Term value = item_value(process, entry.table, item);
    ets_leave(entry);
    return value == THE_NON_VALUE ? bif_badarg(process) : value;
}

Term bif_ets_info_1(Process *process, Term id)
{
    static const Term items[] = {am_protection,
                                 am_keypos,
                                 am_type,
                                 am_named_table,
                                 am_node,
                                 am_size,
                                 am_name,
                                 am_heir,
                                 am_owner,
                                 am_memory,
                                 am_compressed,
                                 am_write_concurrency,
                                 am_read_concurrency,
                                 am_decentralized_counters,
                                 am_id};
    EtsEntry entry = ets_enter(process, id, ETS_INFO, ETS_SHARED);
    if (!entry.table)
        return entry.cause == am_id ? am_undefined : ets_refuse(process, entry);
    Term list = TERM_NIL;
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        Term value = item_value(process, entry.table, items[i]);
        list = heap_cons(process, pair(process, items[i], value), list);
    }
    ets_leave(entry);
    return list;
}
