/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Modules atomics and counters: arrays of 64-bit words behind magic references, shared by all that
 * hold the reference. Every operation is atomic and, as documented for Erlang, a full barrier
 * (AO_..._full); all threads.
 *
 * Counters with write_concurrency have a row of words for each scheduler, in cache lines of its
 * own, and one for all other threads: whoever adds does so in its row, whoever reads adds the rows
 * up. So a value may never have been there as a whole, as documented.
 */
#include <atomic_ops.h>
#include <string.h>
#include "rt/core/bif.h"
#include "rt/core/reference.h"
#include "rt/map/map.h"
#include "rt/number/big.h"
#include "rt/sched/scheduler.h"

typedef struct AtomicArray {
    UInt count;
    bool is_signed;
    bool is_counters;
    UInt rows, stride;    /* counters: rows of as many words */
    volatile AO_t *words; /* behind this, counters aligned to a cache line */
} AtomicArray;

enum { COUNT_MAX = 1 << 28, LINE_WORDS = 8, ALIGNMENT_BYTES = 56 /* at most */ };

static void destroy(BinaryObject *object)
{
    reference_forget(object);
}

static AtomicArray *contents(BinaryObject *object)
{
    return (AtomicArray *)(void *)object->bytes;
}

static AtomicArray *array_of(Term reference, bool counters)
{
    BinaryObject *object = reference_object(reference, destroy);
    if (!object || contents(object)->is_counters != counters)
        return NULL;
    return contents(object);
}

static Term array_new(Process *process, Term size, bool is_signed, bool counters)
{
    if (term_is_big(size) && !big_is_negative(size))
        return bif_system_limit(process);
    if (!term_is_small(size) || term_small_value(size) < 1)
        return bif_badarg(process);
    UInt count = (UInt)term_small_value(size);
    if (count > COUNT_MAX)
        return bif_system_limit(process);
    UInt rows = counters ? scheduler_count() + 1 : 1;
    UInt stride = counters ? (count + LINE_WORDS - 1) & ~(UInt)(LINE_WORDS - 1) : count;
    UInt bytes = rows * stride * sizeof(AO_t), spare = counters ? ALIGNMENT_BYTES : 0;
    BinaryObject *object = binary_object_try_new(sizeof(AtomicArray) + spare + bytes);
    if (!object)
        return bif_system_limit(process);
    object->destructor = destroy;
    AtomicArray *array = contents(object);
    UInt words = (UInt)(array + 1);
    *array = (AtomicArray){.count = count,
                           .is_signed = is_signed,
                           .is_counters = counters,
                           .rows = rows,
                           .stride = stride,
                           .words = (volatile AO_t *)((words + spare) & ~(UInt)(spare | 7))};
    memset((void *)array->words, 0, bytes);
    return reference_new_magic(process, object);
}

/* The word with this 1-based index; NULL: no such array or index. */
static volatile AO_t *word_at(const AtomicArray *array, Term index)
{
    if (!array || !term_is_small(index))
        return NULL;
    UInt at = (UInt)term_small_value(index) - 1;
    return at < array->count ? (volatile AO_t *)&array->words[at] : NULL;
}

/* A value to store: in the range of the array. */
static bool value_argument(const AtomicArray *array, Term term, AO_t *value)
{
    int64_t number;
    uint64_t natural;
    if (!term_is_integer(term))
        return false;
    if (array->is_signed) {
        if (!big_to_int64(term, &number))
            return false;
        *value = (AO_t)number;
        return true;
    }
    if (!big_to_uint64(term, &natural))
        return false;
    *value = natural;
    return true;
}

/* A value to add: signed and unsigned 64-bit values alike. */
static bool increment_argument(Term term, AO_t *value)
{
    int64_t number;
    uint64_t natural;
    if (!term_is_integer(term))
        return false;
    if (big_to_int64(term, &number))
        *value = (AO_t)number;
    else if (big_to_uint64(term, &natural))
        *value = natural;
    else
        return false;
    return true;
}

static Term value_term(Process *process, const AtomicArray *array, AO_t value)
{
    return array->is_signed ? heap_integer(process, (SInt)value) : heap_unsigned(process, value);
}

static AO_t exchange(volatile AO_t *word, AO_t value)
{
    AO_t before;
    do
        before = AO_load_full(word);
    while (!AO_compare_and_swap_full(word, before, value));
    return before;
}

/* ---- atomics
 * ----------------------------------------------------------------------------------------- */

/* Second argument: 1 for signed, 0 for unsigned (atomics.erl). */
Term bif_erts_internal_atomics_new_2(Process *process, Term size, Term flags)
{
    if (!term_is_small(flags))
        return bif_badarg(process);
    return array_new(process, size, term_small_value(flags) & 1, false);
}

Term bif_atomics_get_2(Process *process, Term reference, Term index)
{
    const AtomicArray *array = array_of(reference, false);
    volatile AO_t *word = word_at(array, index);
    return word ? value_term(process, array, AO_load_full(word)) : bif_badarg(process);
}

Term bif_atomics_put_3(Process *process, Term reference, Term index, Term term)
{
    const AtomicArray *array = array_of(reference, false);
    volatile AO_t *word = word_at(array, index);
    AO_t value;
    if (!word || !value_argument(array, term, &value))
        return bif_badarg(process);
    AO_store_full(word, value);
    return am_ok;
}

Term bif_atomics_add_3(Process *process, Term reference, Term index, Term term)
{
    volatile AO_t *word = word_at(array_of(reference, false), index);
    AO_t value;
    if (!word || !increment_argument(term, &value))
        return bif_badarg(process);
    AO_fetch_and_add_full(word, value);
    return am_ok;
}

Term bif_atomics_add_get_3(Process *process, Term reference, Term index, Term term)
{
    const AtomicArray *array = array_of(reference, false);
    volatile AO_t *word = word_at(array, index);
    AO_t value;
    if (!word || !increment_argument(term, &value))
        return bif_badarg(process);
    return value_term(process, array, AO_fetch_and_add_full(word, value) + value);
}

Term bif_atomics_exchange_3(Process *process, Term reference, Term index, Term term)
{
    const AtomicArray *array = array_of(reference, false);
    volatile AO_t *word = word_at(array, index);
    AO_t value;
    if (!word || !value_argument(array, term, &value))
        return bif_badarg(process);
    return value_term(process, array, exchange(word, value));
}

Term bif_atomics_compare_exchange_4(Process *process, Term reference, Term index, Term expected,
                                    Term desired)
{
    const AtomicArray *array = array_of(reference, false);
    volatile AO_t *word = word_at(array, index);
    AO_t from, to;
    if (!word || !value_argument(array, expected, &from) || !value_argument(array, desired, &to))
        return bif_badarg(process);
    for (;;) {
        AO_t present = AO_load_full(word);
        if (present != from)
            return value_term(process, array, present);
        if (AO_compare_and_swap_full(word, from, to))
            return am_ok;
    }
}

/* memory: the array, its header and the reference, as ERTS counts them. */
enum { INFO_OVERHEAD = 40 };

Term bif_atomics_info_1(Process *process, Term reference)
{
    const AtomicArray *array = array_of(reference, false);
    if (!array)
        return bif_badarg(process);
    UInt memory = INFO_OVERHEAD + array->count * sizeof(AO_t);
    Term pairs[] = {
        am_max,
        array->is_signed ? heap_integer(process, INT64_MAX) : heap_unsigned(process, UINT64_MAX),
        am_memory,
        term_make_small((SInt)memory),
        am_min,
        array->is_signed ? heap_integer(process, INT64_MIN) : term_make_small(0),
        am_size,
        term_make_small((SInt)array->count),
    };
    return map_from_pairs(process, pairs, sizeof pairs / sizeof *pairs / 2, NULL);
}

/* ---- counters with write_concurrency
 * ------------------------------------------------------------------ */

Term bif_erts_internal_counters_new_1(Process *process, Term size)
{
    return array_new(process, size, true, true);
}

/* Their sum, at `word` of the first row. */
static AO_t sum_of_rows(const AtomicArray *array, const volatile AO_t *word)
{
    AO_t sum = 0;
    for (UInt row = 0; row < array->rows; row++)
        sum += AO_load_full(word + row * array->stride);
    return sum;
}

Term bif_erts_internal_counters_get_2(Process *process, Term reference, Term index)
{
    const AtomicArray *array = array_of(reference, true);
    volatile AO_t *word = word_at(array, index);
    return word ? value_term(process, array, sum_of_rows(array, word)) : bif_badarg(process);
}

/* A scheduler's number may be that of two threads for a while (rt/core/long_work.h). */
Term bif_erts_internal_counters_add_3(Process *process, Term reference, Term index, Term term)
{
    const AtomicArray *array = array_of(reference, true);
    volatile AO_t *word = word_at(array, index);
    AO_t value;
    if (!word || !increment_argument(term, &value))
        return bif_badarg(process);
    AO_fetch_and_add_full(word + process->scheduler->number * array->stride, value);
    return am_ok;
}

/* What others add meanwhile comes on top of it. */
Term bif_erts_internal_counters_put_3(Process *process, Term reference, Term index, Term term)
{
    const AtomicArray *array = array_of(reference, true);
    volatile AO_t *word = word_at(array, index);
    AO_t value;
    if (!word || !value_argument(array, term, &value))
        return bif_badarg(process);
    AO_fetch_and_add_full(word, value - sum_of_rows(array, word));
    return am_ok;
}

Term bif_erts_internal_counters_info_1(Process *process, Term reference)
{
    const AtomicArray *array = array_of(reference, true);
    if (!array)
        return bif_badarg(process);
    UInt memory = INFO_OVERHEAD + ALIGNMENT_BYTES + array->rows * array->stride * sizeof(AO_t);
    Term pairs[] = {am_memory, term_make_small((SInt)memory), am_size,
                    term_make_small((SInt)array->count)};
    return map_from_pairs(process, pairs, sizeof pairs / sizeof *pairs / 2, NULL);
}
