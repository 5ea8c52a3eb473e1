/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sizes of terms as ERTS counts them (flat_size.h). Objects here differ: funs have fewer words, bit
 * strings of a few bytes are one object and not two, references to outside have other fields.
 */
#include "rt/core/flat_size.h"

#include "rt/core/binary.h"
#include "rt/core/heap.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"
#include "rt/core/object_map.h"

enum {
    ERTS_FUN_WORDS = 5, /* + free variables; external funs too */
    ERTS_REFC_BIN_WORDS = 6,
    ERTS_SUB_BIN_WORDS = 5,
    ERTS_HEAP_BIN_WORDS = 2, /* + the bytes */
    ERTS_REF_WORDS = 3,
    ERTS_EXT_WORDS = 4,     /* external pids and ports */
    ERTS_EXT_REF_WORDS = 3, /* + numbers and their count, of 4 bytes each */
};

/* Terms still to be looked at: ranges of words. */
typedef struct Range {
    const Term *next;
    UInt count;
} Range;

typedef struct Walk {
    Range *ranges;
    UInt count, capacity;
    ObjectMap *seen; /* with sharing: the objects met; else NULL */
} Walk;

static void push(Walk *walk, const Term *terms, UInt count)
{
    if (count == 0)
        return;
    if (walk->count == walk->capacity) {
        UInt capacity = walk->capacity ? walk->capacity * 2 : 32;
        walk->ranges =
            memory_realloc(MEMORY_TEMPORARY, walk->ranges, walk->capacity * sizeof *walk->ranges,
                           capacity * sizeof *walk->ranges);
        walk->capacity = capacity;
    }
    walk->ranges[walk->count++] = (Range){terms, count};
}

/* ---- objects that have been counted --------------------------------------------------------- */

static const Term *object_of(Term term)
{
    return term_is_cons(term) ? term_cons_ptr(term) : term_boxed_ptr(term);
}

/* Is the object to be counted? Not when it was before, nor when literals are left out. */
static bool is_new(Walk *walk, Term term)
{
    if (!walk->seen)
        return true;
    return !heap_is_literal(object_of(term)) && object_map_add(walk->seen, term);
}

/* ---- kinds of terms ------------------------------------------------------------------------- */

/* A bit string that is no multiple of bytes, or does not start at one, has a sub binary. */
static UInt bitstring_words(Term bitstring)
{
    BitView view = bit_view(bitstring);
    UInt odd = view.bit_size % 8 + view.bit_offset % 8;
    UInt words = odd > 0 ? ERTS_SUB_BIN_WORDS : 0;
    if (header_kind(*term_boxed_ptr(view.parent)) == KIND_REFC_BIN)
        return words + ERTS_REFC_BIN_WORDS;
    UInt bytes = view.bit_size / 8 + (odd + 7) / 8;
    return words + ERTS_HEAP_BIN_WORDS + (bytes + 7) / 8;
}

static UInt map_words(Walk *walk, const Term *object)
{
    Term header = object[0];
    UInt size = header_size(header);
    if (header_sub(header) == MAP_FLAT) {
        push(walk, object + 1, size); /* the keys are a tuple */
        return 2 + size;
    }
    bool root = header_sub(header) == MAP_ROOT;
    push(walk, object + 1 + root, size - root);
    return 1 + size;
}

static UInt boxed_words(Walk *walk, Term term)
{
    const Term *object = term_boxed_ptr(term);
    UInt size = header_size(object[0]);
    switch (header_kind(object[0])) {
    case KIND_TUPLE:
        push(walk, object + 1, size);
        return size > 0 ? 1 + size : 0;
    case KIND_FUN:
        push(walk, object + FUN_FIXED_WORDS, 1 + size - FUN_FIXED_WORDS);
        return ERTS_FUN_WORDS + 1 + size - FUN_FIXED_WORDS;
    case KIND_EXPORT:
        return ERTS_FUN_WORDS;
    case KIND_MAP:
        return map_words(walk, object);
    case KIND_HEAP_BIN:
    case KIND_REFC_BIN:
    case KIND_SUB_BIN:
        return bitstring_words(term);
    case KIND_REF:
        return ERTS_REF_WORDS;
    case KIND_EXT_PID:
    case KIND_EXT_PORT:
        return ERTS_EXT_WORDS;
    case KIND_EXT_REF:
        return ERTS_EXT_REF_WORDS + (1 + object[4] + 1) / 2;
    default:
        return 1 + size;
    }
}

static UInt words_of(Walk *walk, Term term)
{
    if ((!term_is_cons(term) && !term_is_boxed(term)) || !is_new(walk, term))
        return 0;
    if (term_is_boxed(term))
        return boxed_words(walk, term);
    push(walk, term_cons_ptr(term), 2);
    return 2;
}

static UInt walk_all(Walk *walk, Term term)
{
    UInt words = words_of(walk, term);
    while (walk->count > 0) {
        Range *range = &walk->ranges[walk->count - 1];
        Term next = *range->next++;
        if (--range->count == 0)
            walk->count--;
        words += words_of(walk, next);
        long_work_words(words);
    }
    memory_free(MEMORY_TEMPORARY, walk->ranges, walk->capacity * sizeof *walk->ranges);
    return words;
}

UInt flat_size(Term term)
{
    return walk_all(&(Walk){0}, term);
}

UInt flat_size_shared(Term term)
{
    ObjectMap seen = {0};
    UInt words = walk_all(&(Walk){.seen = &seen}, term);
    object_map_free(&seen);
    return words;
}
