/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What external_size tells (external.h): the sizes of what encode.c would write, added up. What is
 * still to be counted stands on a stack; the order does not matter. Any thread that may read the
 * term.
 */
#include "rt/core/atom.h"
#include "rt/core/binary.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"
#include "rt/core/node.h"
#include "rt/core/reference.h"
#include "rt/external/external.h"
#include "rt/map/map.h"
#include "rt/unicode/utf8.h"

typedef enum RangeKind {
    RANGE_TERMS,    /* `count` terms at `at` */
    RANGE_LIST,     /* the cell at `at` and those behind it */
    RANGE_CHILDREN, /* `count` children of a node of a large map at `at` */
} RangeKind;

typedef struct Range {
    RangeKind kind;
    UInt count;
    const Term *at;
} Range;

enum { INLINE_RANGES = 32 };

typedef struct Sizer {
    int minor_version;
    size_t size;
    size_t announced; /* the size at which long work was announced last */
    Range *ranges;    /* inline_ranges or allocated */
    size_t used, capacity;
    Range inline_ranges[INLINE_RANGES];
} Sizer;

static void push(Sizer *sizer, RangeKind kind, const Term *at, UInt count)
{
    if (count == 0)
        return;
    if (sizer->used == sizer->capacity) {
        sizer->ranges =
            memory_grow_stack(sizer->ranges, sizer->inline_ranges, sizer->capacity * sizeof(Range));
        sizer->capacity *= 2;
    }
    sizer->ranges[sizer->used++] = (Range){kind, count, at};
}

static size_t atom_size(const Sizer *sizer, Term atom)
{
    const AtomName *name = atom_name(atom);
    size_t utf8_size = name->bytes + (name->bytes <= 255 ? 2u : 3u);
    if (sizer->minor_version >= 2)
        return utf8_size;
    if (utf8_is_ascii(name->text, name->bytes))
        return 3 + (size_t)name->bytes;
    size_t characters = 0;
    for (const uint8_t *at = name->text, *end = at + name->bytes; at < end; characters++) {
        uint32_t character;
        at += utf8_decode(at, end, &character);
        if (character > 0xff)
            return utf8_size;
    }
    return 3 + characters;
}

/* No leading limb is zero. */
static size_t big_size(const Term *limbs, UInt count)
{
    size_t bytes = count * 8 - (size_t)__builtin_clzll(limbs[count - 1]) / 8;
    return bytes + (bytes <= 255 ? 3 : 6);
}

static size_t small_size(SInt value)
{
    if (value >= 0 && value <= 255)
        return 2;
    if (value >= INT32_MIN && value <= INT32_MAX)
        return 5;
    Term magnitude = value < 0 ? (UInt)0 - (UInt)value : (UInt)value;
    return big_size(&magnitude, 1);
}

static size_t pid_size(const Sizer *sizer, Term pid)
{
    return 13 + atom_size(sizer, node_pid_parts(pid).node->name);
}

static size_t port_size(const Sizer *sizer, Term port)
{
    PortParts parts = node_port_parts(port);
    size_t wide = parts.number >> PORT_NUMBER_BITS != 0;
    return 9 + 4 * wide + atom_size(sizer, parts.node->name);
}

static size_t reference_size(const Sizer *sizer, Term reference)
{
    ReferenceParts parts = reference_parts(reference);
    return 7 + 4 * (size_t)parts.count + atom_size(sizer, parts.node->name);
}

static void add_local_fun(Sizer *sizer, const Term *object)
{
    const FunEntry *entry = (const FunEntry *)object[1];
    /* ERTS takes the index for a 32-bit integer, though it writes small ones as such. */
    size_t index = entry->index <= 255 ? 5 : small_size(entry->index);
    sizer->size += 14 + sizeof entry->module->md5 + atom_size(sizer, entry->module->name) + index +
                   small_size(entry->old_uniq);
    push(sizer, RANGE_TERMS, object + FUN_FIXED_WORDS, entry->num_free);
    push(sizer, RANGE_TERMS, object + 2, 1);
}

static void add_map(Sizer *sizer, Term map)
{
    UInt size = map_size(map);
    sizer->size += 5;
    if (map_is_flat(map)) {
        push(sizer, RANGE_TERMS, map_flat_values(map), size);
        push(sizer, RANGE_TERMS, map_flat_keys(map), size);
    } else {
        const Term *object = term_boxed_ptr(map);
        push(sizer, RANGE_CHILDREN, object + 2, header_size(object[0]) - 1);
    }
}

static void add_boxed(Sizer *sizer, Term term)
{
    const Term *object = term_boxed_ptr(term);
    switch (header_kind(object[0])) {
    case KIND_TUPLE: {
        UInt arity = header_size(object[0]);
        sizer->size += arity <= 255 ? 2 : 5;
        push(sizer, RANGE_TERMS, object + 1, arity);
        break;
    }
    case KIND_BIG_POS:
    case KIND_BIG_NEG:
        sizer->size += big_size(object + 1, header_size(object[0]));
        break;
    case KIND_FLOAT:
        sizer->size += sizer->minor_version == 0 ? 32 : 9;
        break;
    case KIND_MAP:
        add_map(sizer, term);
        break;
    case KIND_FUN:
        add_local_fun(sizer, object);
        break;
    case KIND_EXPORT: {
        const Export *export = (const Export *)object[1];
        sizer->size += 1 + atom_size(sizer, export->mfa.module) +
                       atom_size(sizer, export->mfa.function) +
                       small_size((SInt) export->mfa.arity);
        break;
    }
    case KIND_EXT_PID:
        sizer->size += pid_size(sizer, term);
        break;
    case KIND_EXT_PORT:
        sizer->size += port_size(sizer, term);
        break;
    case KIND_REF:
    case KIND_EXT_REF:
        sizer->size += reference_size(sizer, term);
        break;
    default: {
        UInt bits = term_bit_size(term);
        sizer->size += (bits % 8 ? 6 : 5) + (bits + 7) / 8;
        break;
    }
    }
}

static void add_list(Sizer *sizer, Term list)
{
    size_t length = external_string_length(list);
    sizer->size += length ? 3 + length : 5;
    if (!length)
        push(sizer, RANGE_LIST, term_cons_ptr(list), 1);
}

static void add_term(Sizer *sizer, Term term)
{
    if (term_is_small(term))
        sizer->size += small_size(term_small_value(term));
    else if (term_is_atom(term))
        sizer->size += atom_size(sizer, term);
    else if (term_is_nil(term))
        sizer->size += 1;
    else if (term_is_cons(term))
        add_list(sizer, term);
    else if (term_is_boxed(term))
        add_boxed(sizer, term);
    else if (term_is_local_pid(term))
        sizer->size += pid_size(sizer, term);
    else
        sizer->size += port_size(sizer, term);
}

/* As a step for each byte. */
static inline void count_work(Sizer *sizer)
{
    if (__builtin_expect(sizer->size - sizer->announced < LONG_WORK_STEPS, 1))
        return;
    sizer->announced = sizer->size;
    long_work();
}

/* The topmost range is a list: counts heads up to one that has parts of its own. */
static void add_heads(Sizer *sizer)
{
    size_t index = sizer->used - 1;
    const Term *cell = sizer->ranges[index].at;
    do {
        Term head = cell[0];
        if (!term_is_cons(cell[1])) {
            sizer->ranges[index] = (Range){RANGE_TERMS, 1, cell + 1};
            add_term(sizer, head);
            return;
        }
        sizer->ranges[index].at = cell = term_cons_ptr(cell[1]);
        count_work(sizer);
        add_term(sizer, head);
    } while (sizer->used == index + 1);
}

static void add_child(Sizer *sizer, Term child)
{
    if (term_is_cons(child)) {
        push(sizer, RANGE_TERMS, term_cons_ptr(child), 2); /* a pair */
        return;
    }
    const Term *node = term_boxed_ptr(child);
    push(sizer, RANGE_CHILDREN, node + 1, header_size(node[0]));
}

static void add_range(Sizer *sizer)
{
    Range range = sizer->ranges[sizer->used - 1];
    if (range.kind == RANGE_LIST) {
        add_heads(sizer);
        return;
    }
    sizer->used--;
    for (const Term *end = range.at + range.count; range.at < end; range.at++) {
        if (range.kind == RANGE_TERMS)
            add_term(sizer, *range.at);
        else
            add_child(sizer, *range.at);
    }
}

size_t external_size(Term term, const EncodeOptions *options)
{
    Sizer sizer;
    sizer.minor_version = options->minor_version;
    sizer.size = 1; /* the version */
    sizer.announced = 0;
    sizer.ranges = sizer.inline_ranges;
    sizer.used = 0;
    sizer.capacity = INLINE_RANGES;
    add_term(&sizer, term);
    while (sizer.used > 0) {
        add_range(&sizer);
        count_work(&sizer);
    }
    memory_free_stack(sizer.ranges, sizer.inline_ranges, sizer.capacity * sizeof(Range));
    return sizer.size;
}
