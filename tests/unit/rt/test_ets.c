/* SPDX-License-Identifier: Apache-2.0 */
/* Tables: trees, their digests, parts that are split and joined, packed objects. */
#include <criterion/criterion.h>
#include <pthread.h>
#include "rt/core/atom.h"
#include "rt/core/binary.h"
#include "rt/core/compare.h"
#include "rt/core/memory.h"
#include "rt/ets/store.h"
#include "tests/unit/rt/support.h"

enum { KEYS = 3000 };

static uint64_t state = 88172645463325252u;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static Term key_number(Process *process, UInt number)
{
    Term small = term_make_small((SInt)number);
    switch (number % 3) {
    case 0:
        return small;
    case 1:
        return heap_tuple(process, 2, term_make_small((SInt)(number % 7)), small);
    default:
        return binary_from_bytes(process, &number, sizeof number);
    }
}

static EtsEntry new_table(EtsType type, bool fine, bool compressed)
{
    EtsEntry entry = ets_table_new(fine ? ETS_LOCKING_FINE : ETS_LOCKING_SIMPLE);
    EtsTable *table = entry.table;
    table->type = type;
    table->position = 1;
    table->protection = ETS_PUBLIC;
    table->compressed = compressed;
    if (fine) {
        table->counter_count = 1;
        table->counters = memory_alloc_zero(MEMORY_ETS, sizeof *table->counters);
    }
    if (type == ETS_ORDERED_SET)
        ets_ordered_initialize(table);
    else
        ets_hash_initialize(table);
    return entry;
}

/* Every object that should be there, in order, in both directions. */
static void check_order(EtsTable *table, UInt count)
{
    for (int down = 0; down < 2; down++) {
        UInt seen = 0;
        Term before = THE_NON_VALUE;
        EtsCursor at;
        ets_cursor_end_of_table(table, down, false, &at);
        for (; at.place.leaf; ets_cursor_step(table, &at, down), seen++) {
            Term key = ets_cursor_key(&at);
            cr_assert(ets_object_element(ets_cursor_object(&at), 1) == key);
            if (before != THE_NON_VALUE) {
                int order = term_compare(before, key);
                cr_assert(down ? order > 0 : order < 0);
            }
            before = key;
        }
        cr_assert_eq(seen, count);
    }
    cr_assert_eq(ets_table_objects(table), count);
}

static void churn(Process *process, EtsTable *table, Term *keys, UInt steps, bool adapt)
{
    static bool there[KEYS];
    UInt count = 0;
    for (UInt i = 0; i < KEYS; i++)
        there[i] = false;
    for (UInt i = 0; i < steps; i++) {
        bool adding = i < steps / 2 ? next_random() % 4 != 0 : next_random() % 4 == 0;
        UInt n = next_random() % KEYS;
        if (adding)
            ets_insert(process, table, heap_tuple(process, 2, keys[n], term_make_small((SInt)i)));
        else
            ets_delete_key(table, keys[n]);
        count += (UInt)(adding && !there[n]) - (UInt)(!adding && there[n]);
        there[n] = adding;
        if (adapt && ets_ordered_is_unfit(&table->ordered))
            ets_ordered_adapt(table);
        if (i % 1000 == 0) {
            check_order(table, count);
            for (UInt k = 0; k < KEYS; k++)
                cr_assert_eq(ets_has_key(table, keys[k]), there[k]);
        }
    }
    check_order(table, count);
    for (UInt i = 0; i < KEYS; i++)
        ets_delete_key(table, keys[i]);
    check_order(table, 0);
    cr_assert_eq(table->counters ? table->counters->bytes : table->bytes, 0);
}

static void make_keys(Process *process, Term *keys)
{
    for (UInt i = 0; i < KEYS; i++)
        keys[i] = key_number(process, i);
}

static Term keys[KEYS];

Test(ets, tree)
{
    Process *process = support_process();
    make_keys(process, keys);
    EtsEntry entry = new_table(ETS_ORDERED_SET, false, false);
    churn(process, entry.table, keys, 20000, false);
}

Test(ets, parts_split_and_joined)
{
    Process *process = support_process();
    make_keys(process, keys);
    EtsEntry entry = new_table(ETS_ORDERED_SET, true, false);
    entry.table->ordered.restless = 1;
    churn(process, entry.table, keys, 20000, true);
    cr_assert_eq(ets_ordered_destroy(&entry.table->ordered, &process->reductions), true);
}

Test(ets, cursors_in_parts)
{
    Process *process = support_process();
    EtsEntry entry = new_table(ETS_ORDERED_SET, true, false);
    EtsTable *table = entry.table;
    for (SInt i = 0; i < 500; i++)
        ets_insert(process, table, heap_tuple(process, 1, term_make_small(2 * i)));
    for (int round = 0; round < 6; round++) {
        for (UInt i = 0; i < table->ordered.count; i++)
            table->ordered.parts[i]->contention = 1000000;
        ets_ordered_adapt(table);
    }
    cr_assert_gt(table->ordered.count, 20);
    for (SInt i = 0; i < 1000; i++) {
        EtsCursor at;
        Term key = term_make_small(i);
        ets_cursor_beside(table, key, false, true, true, &at);
        cr_assert(ets_cursor_key(&at) ==
                  (i == 999 ? THE_NON_VALUE : term_make_small((i + 1) / 2 * 2)));
        ets_cursor_end(&at);
        ets_cursor_beside(table, key, true, false, false, &at);
        cr_assert(ets_cursor_key(&at) ==
                  (i == 0 ? THE_NON_VALUE : term_make_small((i - 1) / 2 * 2)));
        ets_cursor_end(&at);
    }
    EtsCursor at;
    ets_cursor_end_of_table(table, false, true, &at);
    for (SInt i = 0; at.place.leaf; i++) {
        cr_assert(ets_cursor_key(&at) == term_make_small(2 * i));
        if (i % 3)
            ets_cursor_delete(table, &at, false);
        else
            ets_cursor_step(table, &at, false);
    }
    check_order(table, 167);
    for (int round = 0; round < 40; round++) {
        for (UInt i = 0; i < table->ordered.count; i++)
            table->ordered.parts[i]->contention = -1000000;
        ets_ordered_adapt(table);
        check_order(table, 167);
    }
    cr_assert_eq(table->ordered.count, 1);
}

/* Threads with keys of their own. */
static EtsTable *shared;

static void *writer(void *argument)
{
    UInt own = (UInt)argument;
    for (UInt i = 0; i < 4000; i++) {
        Term words[3] = {header_tuple(2), term_make_small((SInt)(own + 4 * (i % 500))),
                         term_make_small((SInt)i)};
        EtsEntry entry = ets_enter_table(shared, shared->number, ETS_LOCAL);
        if (i / 500 % 2)
            ets_delete_key(shared, words[1]);
        else
            ets_insert(NULL, shared, term_make_boxed(words));
        ets_leave(entry);
    }
    return NULL;
}

Test(ets, parallel_writers)
{
    support_process();
    EtsEntry entry = new_table(ETS_ORDERED_SET, true, false);
    pthread_t threads[4];
    shared = entry.table;
    shared->ordered.restless = 1;
    ets_leave(entry);
    for (UInt i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, writer, (void *)i);
    for (UInt i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    check_order(shared, 0);
}

Test(ets, digests_agree_with_order)
{
    Process *process = support_process();
    double floats[] = {-1e300, -2.5, -1.0, -0.0, 0.5, 1.0, 1.5, 1e18, 1e300};
    Term terms[64];
    UInt count = 0;
    for (UInt i = 0; i < sizeof floats / sizeof *floats; i++) {
        terms[count++] = heap_float(process, floats[i]);
        terms[count++] = heap_tuple(process, 2, terms[2 * i], am_true);
    }
    SInt integers[] = {INT64_MIN, -(INT64_C(1) << 59), -3,       -1, 0, 1,
                       2,         INT64_C(1) << 50,    INT64_MAX};
    for (UInt i = 0; i < sizeof integers / sizeof *integers; i++) {
        Term integer = heap_integer(process, integers[i]);
        terms[count++] = integer;
        terms[count++] = heap_tuple(process, 2, integer, am_false);
        terms[count++] = heap_cons(process, integer, TERM_NIL);
    }
    terms[count++] = am_true;
    terms[count++] = am_false;
    terms[count++] = am_undefined;
    terms[count++] = TERM_NIL;
    terms[count++] = binary_from_bytes(process, "", 0);
    terms[count++] = binary_from_bytes(process, "abcdefghi", 9);
    terms[count++] = binary_from_bytes(process, "abcdefghj", 9);
    Term bits = binary_sub(process, terms[count - 1], 3, 29);
    terms[count++] = bits;
    terms[count++] = heap_tuple(process, 0);
    terms[count++] = heap_tuple(process, 2, bits, TERM_NIL);
    for (UInt i = 0; i < count; i++)
        for (UInt j = 0; j < count; j++) {
            int order = term_compare(terms[i], terms[j]);
            uint64_t a = ets_order(terms[i]), b = ets_order(terms[j]);
            cr_assert(order < 0 ? a <= b : order > 0 ? a >= b : a == b, "%d %d", (int)i, (int)j);
        }
}

Test(ets, packed_objects)
{
    Process *process = support_process();
    Term list = TERM_NIL;
    for (SInt i = 0; i < 100; i++)
        list = heap_cons(process, term_make_small(i), list);
    Term key = heap_tuple(process, 2, am_true, term_make_small(1));
    Term tuple = heap_tuple(process, 3, heap_float(process, 1.5), key, list);
    EtsObject *plain = ets_object_new(tuple), *packed = ets_object_new_packed(tuple, 2);
    cr_assert(packed->packed);
    cr_assert_lt(ets_object_bytes(packed), ets_object_bytes(plain) / 4);
    cr_assert(term_exact(ets_object_element(packed, 2), key));
    cr_assert(term_exact(ets_object_copy(process, packed), tuple));
    cr_assert(ets_object_is(process, packed, tuple));
    cr_assert_eq(ets_object_arity(process, packed), 3);
    cr_assert(term_exact(ets_object_copy_element(process, packed, 3), list));
    EtsObject *small = ets_object_new_packed(heap_tuple(process, 1, am_true), 1);
    cr_assert(!small->packed);
    ets_object_free(plain);
    ets_object_free(packed);
    ets_object_free(small);
}
