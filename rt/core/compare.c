/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Order and equality of terms (compare.h).
 *
 * One loop compares pairs of terms. What is left to compare stands on an explicit stack: runs of
 * pairs (elements, heads and tails, keys and values), and, to order large maps, a MapOrder: these
 * need the outcome of several comparisons of their parts before they know their own.
 *
 * Small comparisons use a stack inside the C frame; it moves to allocated memory when it grows.
 */
#include "rt/core/compare.h"

#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/binary.h"
#include "rt/core/code.h"
#include "rt/core/hash.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"
#include "rt/core/reference.h"
#include "rt/map/map.h"

enum {
    EXACT = 1, /* integers and floats differ */
    ORDER = 2, /* less or greater matters; else only whether they are equal */
    TRIE = 4,  /* the pair are children of nodes of large maps of the same size */
};

/* `count` pairs at a and b; count 0: a is a MapOrder. */
typedef struct Frame {
    const Term *a, *b;
    UInt count;
    uint32_t mode;
} Frame;

enum { INLINE_FRAMES = 24 };

typedef struct Work {
    Frame *frames; /* inline_frames or allocated */
    UInt used, capacity;
    UInt orders; /* MapOrders among them */
    Frame inline_frames[INLINE_FRAMES];
} Work;

static void work_grow(Work *work)
{
    UInt size = work->capacity * sizeof(Frame);
    if (work->frames == work->inline_frames) {
        work->frames = memory_alloc(MEMORY_TEMPORARY, 2 * size);
        memcpy(work->frames, work->inline_frames, size);
    } else {
        work->frames = memory_realloc(MEMORY_TEMPORARY, work->frames, size, 2 * size);
    }
    work->capacity *= 2;
}

static void work_free(Work *work)
{
    if (work->frames != work->inline_frames)
        memory_free(MEMORY_TEMPORARY, work->frames, work->capacity * sizeof(Frame));
}

static void push(Work *work, const Term *a, const Term *b, UInt count, uint32_t mode)
{
    if (work->used == work->capacity)
        work_grow(work);
    work->frames[work->used++] = (Frame){a, b, count, mode};
}

static inline void push_pairs(Work *work, const Term *a, const Term *b, UInt count, uint32_t mode)
{
    if (count != 0)
        push(work, a, b, count, mode);
}

static inline int order_of(bool less, bool greater)
{
    return less ? -1 : greater;
}

/* ---- numbers -------------------------------------------------------------------------------- */

static int compare_magnitudes(const Term *a, const Term *b)
{
    UInt size = header_size(a[0]), other = header_size(b[0]);
    if (size != other)
        return size < other ? -1 : 1;
    for (UInt i = size; i > 0; i--) {
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    }
    return 0;
}

static bool is_negative_big(Term big)
{
    return term_kind(big) == KIND_BIG_NEG;
}

static int compare_integers(Term a, Term b)
{
    if (term_are_small(a, b))
        return order_of((SInt)a<(SInt)b, (SInt)a>(SInt) b);
    if (term_is_small(a))
        return is_negative_big(b) ? 1 : -1;
    if (term_is_small(b) || is_negative_big(a) != is_negative_big(b))
        return is_negative_big(a) ? -1 : 1;
    int order = compare_magnitudes(term_boxed_ptr(a), term_boxed_ptr(b));
    return is_negative_big(a) ? -order : order;
}

/* |big| against `value` >= 1: by number of bits, then the 64 highest bits of both (a double has
 * only 53), then by whether the big has further ones. */
static int compare_big_magnitude(const Term *big, double value)
{
    UInt size = header_size(big[0]);
    int zeros = __builtin_clzll(big[size]);
    int exponent;
    double fraction = __builtin_frexp(value, &exponent);
    UInt bits = size * 64 - (UInt)zeros;
    if (bits != (UInt)exponent)
        return bits < (UInt)exponent ? -1 : 1;
    UInt high = big[size] << zeros;
    if (zeros != 0 && size > 1)
        high |= big[size - 1] >> (64 - zeros);
    UInt other = (UInt)(fraction * 0x1p64);
    if (high != other)
        return high < other ? -1 : 1;
    if (size == 1)
        return 0;
    if (zeros != 0 && big[size - 1] << zeros != 0)
        return 1;
    for (UInt i = 1; i < size - (zeros != 0); i++) {
        if (big[i] != 0)
            return 1;
    }
    return 0;
}

int compare_integer_float(Term integer, double value)
{
    if (!term_is_small(integer)) {
        if (is_negative_big(integer))
            return value > -1 ? -1 : -compare_big_magnitude(term_boxed_ptr(integer), -value);
        return value < 1 ? 1 : compare_big_magnitude(term_boxed_ptr(integer), value);
    }
    if (value >= 0x1p60 || value < -0x1p60)
        return value > 0 ? -1 : 1;
    SInt small = term_small_value(integer), whole = (SInt)value;
    if (small != whole)
        return small < whole ? -1 : 1;
    double rest = value - (double)whole; /* exact: with a fraction the value is below 2^53 */
    return order_of(rest > 0, rest < 0);
}

static int compare_floats(double a, double b, uint32_t mode)
{
    if (a != b)
        return a < b ? -1 : 1;
    if (a == 0 && mode & EXACT && joist_program.otp_release >= 27) {
        bool negative = __builtin_signbit(a) != 0, other = __builtin_signbit(b) != 0;
        return (int)other - (int)negative;
    }
    return 0;
}

static int compare_numbers(Term a, Term b, uint32_t mode)
{
    bool a_float = term_is_float(a), b_float = term_is_float(b);
    if (a_float && b_float)
        return compare_floats(term_float_value(a), term_float_value(b), mode);
    if (!a_float && !b_float)
        return compare_integers(a, b);
    if (mode & EXACT)
        return a_float ? 1 : -1;
    return a_float ? -compare_integer_float(b, term_float_value(a))
                   : compare_integer_float(a, term_float_value(b));
}

/* ---- other terms without parts ----------------------------------------------------------------
 */

static int compare_pids(Term a, Term b)
{
    PidParts one = node_pid_parts(a), other = node_pid_parts(b);
    if (one.serial != other.serial)
        return one.serial < other.serial ? -1 : 1;
    if (one.number != other.number)
        return one.number < other.number ? -1 : 1;
    return node_compare(one.node, other.node);
}

static int compare_ports(Term a, Term b)
{
    PortParts one = node_port_parts(a), other = node_port_parts(b);
    int order = node_compare(one.node, other.node);
    return order != 0 ? order : order_of(one.number<other.number, one.number> other.number);
}

/* Missing ids count as zero. */
static int compare_references(Term a, Term b)
{
    ReferenceParts one = reference_parts(a), other = reference_parts(b);
    int order = node_compare(one.node, other.node);
    for (int i = REFERENCE_IDS_MAX; order == 0 && i-- > 0;)
        order = order_of(one.ids[i]<other.ids[i], one.ids[i]> other.ids[i]);
    return order;
}

static int compare_bitstrings(Term a, Term b, uint32_t mode)
{
    BitView one = bit_view(a), other = bit_view(b);
    if (!(mode & ORDER) && one.bit_size != other.bit_size)
        return 1;
    UInt common = one.bit_size < other.bit_size ? one.bit_size : other.bit_size;
    long_work_bytes(common / 8);
    int order = 0;
    if (common == 0)
        order = 0;
    else if ((one.bit_offset | other.bit_offset | (common & 7)) == 0)
        order = memcmp(one.bytes, other.bytes, common / 8);
    else
        order = bits_compare(one.bytes, one.bit_offset, other.bytes, other.bit_offset, common);
    if (order != 0)
        return order < 0 ? -1 : 1;
    return order_of(one.bit_size<other.bit_size, one.bit_size> other.bit_size);
}

static int compare_exports(const Export *a, const Export *b)
{
    if (a == b)
        return 0;
    int order = atom_compare(a->mfa.module, b->mfa.module);
    if (order == 0)
        order = atom_compare(a->mfa.function, b->mfa.function);
    if (order == 0)
        order = order_of(a->mfa.arity<b->mfa.arity, a->mfa.arity> b->mfa.arity);
    return order;
}

/* Local funs of the same lambda may have different entries: versions of a module. */
static int compare_entries(const FunEntry *a, const FunEntry *b)
{
    if (a == b)
        return 0;
    int order = atom_compare(a->module->name, b->module->name);
    if (order == 0)
        order = order_of(a->index<b->index, a->index> b->index);
    if (order == 0)
        order = order_of(a->old_uniq<b->old_uniq, a->old_uniq> b->old_uniq);
    if (order == 0)
        order = order_of(a->num_free<b->num_free, a->num_free> b->num_free);
    return order;
}

/* ---- order of large maps ------------------------------------------------------------------------
 */

/* Two large maps of the same size are walked side by side in hash order, to find
 *   - the least key of each that the other does not have: they decide, if there are any;
 *   - else the least common key with different values: these decide. */
typedef struct MapOrder {
    MapIterator a, b;
    bool has_a, has_b;       /* a and b stand at a pair, … */
    uint64_t hash_a, hash_b; /* whose keys have these hashes */
    Term least_a, least_b;   /* keys without a counterpart so far, or THE_NON_VALUE */
    Term least_different;    /* common key, or THE_NON_VALUE */
    int difference;          /* order of its values */
    int pending;             /* order of the values of the present key */
    uint32_t mode;           /* for values */
    enum { WALK, LEAST_A, LEAST_B, KEYS, VALUES, DIFFERENT, DECIDED } awaited;
} MapOrder;

static void advance_a(MapOrder *order)
{
    order->has_a = map_next(&order->a);
    if (order->has_a)
        order->hash_a = hash_internal(order->a.key);
}

static void advance_b(MapOrder *order)
{
    order->has_b = map_next(&order->b);
    if (order->has_b)
        order->hash_b = hash_internal(order->b.key);
}

static void push_map_order(Work *work, Term a, Term b, uint32_t mode)
{
    MapOrder *order = memory_alloc(MEMORY_TEMPORARY, sizeof *order);
    order->a = map_iterate(a);
    order->b = map_iterate(b);
    advance_a(order);
    advance_b(order);
    order->least_a = order->least_b = order->least_different = THE_NON_VALUE;
    order->difference = 0;
    order->mode = mode;
    order->awaited = WALK;
    push(work, (const Term *)order, NULL, 0, mode);
    work->orders++;
}

/* Which side's present pair comes first in hash order (0: same hash). Levels go from low bits to
 * high ones. */
static int side_first(const MapOrder *order)
{
    if (!order->has_a || !order->has_b)
        return order->has_a ? -1 : 1;
    uint64_t differ = order->hash_a ^ order->hash_b;
    if (differ == 0)
        return 0;
    unsigned shift = (unsigned)__builtin_ctzll(differ) & ~(MAP_LEVEL_BITS - 1u);
    uint64_t a = order->hash_a >> shift & MAP_LEVEL_MASK;
    uint64_t b = order->hash_b >> shift & MAP_LEVEL_MASK;
    return a < b ? -1 : 1;
}

typedef struct Pair {
    Term a, b;
    uint32_t mode;
} Pair;

/* The present key of one side has no counterpart. Is a comparison with the least one needed? */
static bool only_in_a(MapOrder *order, Pair *pair)
{
    if (order->least_a == THE_NON_VALUE) {
        order->least_a = order->a.key;
        advance_a(order);
        return false;
    }
    *pair = (Pair){order->a.key, order->least_a, EXACT | ORDER};
    order->awaited = LEAST_A;
    return true;
}

static bool only_in_b(MapOrder *order, Pair *pair)
{
    if (order->least_b == THE_NON_VALUE) {
        order->least_b = order->b.key;
        advance_b(order);
        return false;
    }
    *pair = (Pair){order->b.key, order->least_b, EXACT | ORDER};
    order->awaited = LEAST_B;
    return true;
}

/* Takes the outcome of the comparison awaited. True: *pair is to be compared now. */
static bool take_outcome(MapOrder *order, int outcome, Pair *pair)
{
    switch (order->awaited) {
    case LEAST_A:
        if (outcome < 0)
            order->least_a = order->a.key;
        advance_a(order);
        return false;
    case LEAST_B:
        if (outcome < 0)
            order->least_b = order->b.key;
        advance_b(order);
        return false;
    case KEYS:
        if (outcome < 0)
            return only_in_a(order, pair);
        if (outcome > 0)
            return only_in_b(order, pair);
        if (order->least_a == THE_NON_VALUE && order->least_b == THE_NON_VALUE) {
            *pair = (Pair){order->a.value, order->b.value, order->mode};
            order->awaited = VALUES;
            return true;
        }
        break;
    case VALUES:
        if (outcome != 0 && order->least_different != THE_NON_VALUE) {
            order->pending = outcome;
            *pair = (Pair){order->a.key, order->least_different, EXACT | ORDER};
            order->awaited = DIFFERENT;
            return true;
        }
        if (outcome != 0) {
            order->least_different = order->a.key;
            order->difference = outcome;
        }
        break;
    case DIFFERENT:
        if (outcome < 0) {
            order->least_different = order->a.key;
            order->difference = order->pending;
        }
        break;
    default:
        return false;
    }
    advance_a(order);
    advance_b(order);
    return false;
}

/* Goes on after a comparison with this outcome. True: *pair is to be compared next; false: *outcome
 * is that of the maps. */
static bool map_order_step(MapOrder *order, int *outcome, Pair *pair)
{
    if (order->awaited == DECIDED)
        return false;
    if (take_outcome(order, *outcome, pair))
        return true;
    while (order->has_a || order->has_b) {
        int first = side_first(order);
        if (first == 0) {
            *pair = (Pair){order->a.key, order->b.key, EXACT | ORDER};
            order->awaited = KEYS;
            return true;
        }
        if (first < 0 ? only_in_a(order, pair) : only_in_b(order, pair))
            return true;
    }
    if (order->least_a != THE_NON_VALUE) {
        *pair = (Pair){order->least_a, order->least_b, EXACT | ORDER};
        order->awaited = DECIDED;
        return true;
    }
    *outcome = order->difference;
    return false;
}

/* ---- terms with parts: decide by what is at hand, push the parts
 * --------------------------------- */

static inline bool same_words(const Term *a, const Term *b, UInt count)
{
    UInt i = 0;
    while (i < count && a[i] == b[i])
        i++;
    return i == count;
}

static int compare_maps(Work *work, Term a, Term b, uint32_t mode)
{
    UInt size = map_size(a), other = map_size(b);
    if (size != other)
        return size < other ? -1 : 1;
    if (map_is_flat(a)) {
        push_pairs(work, map_flat_values(a), map_flat_values(b), size, mode);
        if (!same_words(map_flat_keys(a), map_flat_keys(b), size))
            push_pairs(work, map_flat_keys(a), map_flat_keys(b), size, EXACT | mode);
        return 0;
    }
    if (mode & ORDER) {
        push_map_order(work, a, b, mode);
        return 0;
    }
    const Term *one = term_boxed_ptr(a), *two = term_boxed_ptr(b);
    if (one[0] != two[0])
        return 1;
    push_pairs(work, one + 2, two + 2, header_size(one[0]) - 1, mode | TRIE);
    return 0;
}

/* Children of large maps: equal maps have equal shapes. */
static int compare_children(Work *work, Term a, Term b, uint32_t mode)
{
    if (term_is_cons(a) != term_is_cons(b))
        return 1;
    mode &= ~(uint32_t)TRIE;
    if (term_is_cons(a)) {
        push(work, term_cons_ptr(a) + 1, term_cons_ptr(b) + 1, 1, mode);
        push(work, term_cons_ptr(a), term_cons_ptr(b), 1, mode | EXACT);
        return 0;
    }
    const Term *one = term_boxed_ptr(a), *two = term_boxed_ptr(b);
    if (one[0] != two[0])
        return 1;
    push_pairs(work, one + 1, two + 1, header_size(one[0]), mode | TRIE);
    return 0;
}

static int compare_funs(Work *work, Term a, Term b, uint32_t mode)
{
    const Term *one = term_boxed_ptr(a), *two = term_boxed_ptr(b);
    bool external = header_kind(one[0]) == KIND_EXPORT;
    if (external != (header_kind(two[0]) == KIND_EXPORT))
        return external ? 1 : -1;
    if (external)
        return compare_exports((const Export *)one[1], (const Export *)two[1]);
    int order = compare_entries((const FunEntry *)one[1], (const FunEntry *)two[1]);
    if (order == 0)
        push_pairs(work, one + FUN_FIXED_WORDS, two + FUN_FIXED_WORDS,
                   header_size(one[0]) + 1 - FUN_FIXED_WORDS, mode);
    return order;
}

/* Place of the term's type in the order of types. */
enum { NUMBER, ATOM, REFERENCE, FUN, PORT, PID, TUPLE, MAP, NIL, LIST, BITSTRING };

static int type_rank(Term term)
{
    if (term_is_cons(term))
        return LIST;
    if (!term_is_boxed(term)) {
        if (term_is_small(term))
            return NUMBER;
        if (term_is_atom(term))
            return ATOM;
        if (term_is_nil(term))
            return NIL;
        return term_is_local_pid(term) ? PID : PORT;
    }
    static const uint8_t ranks[16] = {
        [KIND_TUPLE] = TUPLE,
        [KIND_BIG_POS] = NUMBER,
        [KIND_BIG_NEG] = NUMBER,
        [KIND_FLOAT] = NUMBER,
        [KIND_MAP] = MAP,
        [KIND_FUN] = FUN,
        [KIND_EXPORT] = FUN,
        [KIND_HEAP_BIN] = BITSTRING,
        [KIND_REFC_BIN] = BITSTRING,
        [KIND_SUB_BIN] = BITSTRING,
        [KIND_REF] = REFERENCE,
        [KIND_EXT_PID] = PID,
        [KIND_EXT_PORT] = PORT,
        [KIND_EXT_REF] = REFERENCE,
    };
    return ranks[term_kind(term)];
}

/* What a function says that leaves its decision to the pair it has put into *pair. */
enum { UNDECIDED = 2 };

/* Two different words. */
static inline int compare_words(Term a, Term b, uint32_t mode)
{
    if (term_are_small(a, b))
        return (SInt)a < (SInt)b ? -1 : 1;
    if (term_is_atom(a) && term_is_atom(b))
        return mode & ORDER ? atom_compare(a, b) : 1;
    if (!(mode & ORDER) && (mode & EXACT) && (((a ^ b) & TAG_MASK) != 0 || term_is_immediate(a)))
        return 1;
    if ((mode & ORDER) && (term_is_immediate(a) || term_is_immediate(b))) {
        int rank = type_rank(a), other = type_rank(b);
        if (rank != other)
            return rank < other ? -1 : 1;
    }
    return UNDECIDED;
}

/* Two different words: 0 for numbers and binaries with the same contents, word by word. */
static inline int compare_leaves(Term a, Term b, uint32_t mode)
{
    enum { LEAVES = 1 << KIND_FLOAT | 1 << KIND_BIG_POS | 1 << KIND_BIG_NEG | 1 << KIND_HEAP_BIN };
    if (term_is_boxed(a) && term_is_boxed(b)) {
        const Term *x = term_boxed_ptr(a), *y = term_boxed_ptr(b);
        if (x[0] == y[0] && (LEAVES >> header_kind(x[0]) & 1) &&
            same_words(x + 1, y + 1, header_size(x[0])))
            return 0;
        return UNDECIDED;
    }
    return compare_words(a, b, mode);
}

/* Elements up to the first that does not decide by itself. What comes after it is pushed, so the
 * last one takes no place on the stack. */
static int compare_elements(Work *work, const Term *a, const Term *b, UInt count, Pair *pair)
{
    for (UInt i = 0; i < count; i++) {
        if (a[i] == b[i])
            continue;
        int outcome = compare_leaves(a[i], b[i], pair->mode);
        if (outcome == 0)
            continue;
        if (outcome != UNDECIDED)
            return outcome;
        push_pairs(work, a + i + 1, b + i + 1, count - i - 1, pair->mode);
        pair->a = a[i];
        pair->b = b[i];
        return UNDECIDED;
    }
    return 0;
}

/* Cells up to the first that differ as words: text takes no place on the stack. */
static int compare_lists(Work *work, Pair *pair)
{
    Term a = pair->a, b = pair->b;
    for (UInt steps = 1;; steps++) {
        const Term *one = term_cons_ptr(a), *other = term_cons_ptr(b);
        long_work_loop(steps);
        if ((one[0] != other[0] && compare_leaves(one[0], other[0], pair->mode) != 0) ||
            !term_is_cons(one[1]) || !term_is_cons(other[1]))
            return compare_elements(work, one, other, 2, pair);
        a = one[1];
        b = other[1];
        if (a == b)
            return 0;
    }
}

/* Two terms that are not the same word. 0: equal as far as what was pushed is equal; UNDECIDED. */
static int compare_pair(Work *work, Pair *pair)
{
    Term a = pair->a, b = pair->b;
    uint32_t mode = pair->mode;
    if (mode & TRIE)
        return compare_children(work, a, b, mode);
    if (term_is_cons(a) && term_is_cons(b))
        return compare_lists(work, pair);
    if (term_is_boxed(a) && term_is_boxed(b) && term_is_tuple(a) &&
        *term_boxed_ptr(a) == *term_boxed_ptr(b))
        return compare_elements(work, term_tuple_elements(a), term_tuple_elements(b),
                                term_tuple_arity(a), pair);
    int outcome = compare_words(a, b, mode);
    if (outcome != UNDECIDED)
        return outcome;
    int rank = type_rank(a), other = type_rank(b);
    if (rank != other)
        return rank < other ? -1 : 1;
    switch (rank) {
    case NUMBER:
        return compare_numbers(a, b, mode);
    case TUPLE:
        return term_tuple_arity(a) < term_tuple_arity(b) ? -1 : 1;
    case MAP:
        return compare_maps(work, a, b, mode);
    case BITSTRING:
        return compare_bitstrings(a, b, mode);
    case FUN:
        return compare_funs(work, a, b, mode);
    case PID:
        return compare_pids(a, b);
    case PORT:
        return compare_ports(a, b);
    default:
        return compare_references(a, b);
    }
}

/* ---- the loop ------------------------------------------------------------------------------- */

/* The next pair to compare, from the runs on top of the stack. False: there is none before the next
 * MapOrder or the end, or *outcome is decided. */
static bool next_pair(Work *work, Pair *pair, int *outcome)
{
    while (work->used != 0) {
        Frame frame = work->frames[work->used - 1];
        if (frame.count == 0)
            return false;
        work->used--;
        pair->mode = frame.mode;
        if (frame.mode & TRIE) {
            push_pairs(work, frame.a + 1, frame.b + 1, frame.count - 1, frame.mode);
            pair->a = *frame.a;
            pair->b = *frame.b;
            return true;
        }
        *outcome = compare_elements(work, frame.a, frame.b, frame.count, pair);
        if (*outcome != 0)
            return *outcome == UNDECIDED;
    }
    return false;
}

/* Drops all that stands above the topmost MapOrder. */
static void unwind(Work *work)
{
    while (work->frames[work->used - 1].count != 0)
        work->used--;
}

static __attribute__((noinline)) int compare_thoroughly(Term a, Term b, uint32_t mode)
{
    Work work;
    work.frames = work.inline_frames;
    work.capacity = INLINE_FRAMES;
    work.used = work.orders = 0;
    Pair pair = {a, b, mode};
    int outcome = 0;
    bool more = true;
    UInt steps = 0;
    while (more) {
        do {
            long_work_loop(steps++);
            outcome = pair.a == pair.b ? 0 : compare_pair(&work, &pair);
        } while (outcome == UNDECIDED);
        if (outcome == 0 && next_pair(&work, &pair, &outcome))
            continue;
        /* A part of a large map is decided, or everything is. */
        more = false;
        while (!more && work.orders != 0) {
            if (outcome == 0 && (more = next_pair(&work, &pair, &outcome)))
                break;
            if (outcome != 0)
                unwind(&work);
            MapOrder *order = (MapOrder *)work.frames[work.used - 1].a;
            more = map_order_step(order, &outcome, &pair);
            if (!more) {
                work.used--;
                work.orders--;
                memory_free(MEMORY_TEMPORARY, order, sizeof *order);
            }
        }
        if (!more && outcome == 0)
            more = next_pair(&work, &pair, &outcome);
    }
    work_free(&work);
    return outcome;
}

/* Lists are mostly short texts, or decided by their first elements that are not the same word. */
static int compare_short_lists(Term a, Term b, uint32_t mode)
{
    enum { QUICK_LENGTH = 32 };
    for (int count = 0; count < QUICK_LENGTH && term_is_cons(a) && term_is_cons(b); count++) {
        const Term *one = term_cons_ptr(a), *other = term_cons_ptr(b);
        if (one[0] != other[0]) {
            int outcome = compare_words(one[0], other[0], mode);
            return outcome != UNDECIDED ? outcome : compare_thoroughly(a, b, mode);
        }
        a = one[1];
        b = other[1];
        if (a == b)
            return 0;
    }
    return compare_thoroughly(a, b, mode);
}

/* Tuples of the same size are mostly decided by their first elements that are not the same word:
 * keys of maps and sets, records. The rest, and long runs of tuples in tuples, is for the loop. */
static inline __attribute__((always_inline)) int compare(Term a, Term b, uint32_t mode)
{
    enum { DEPTH = 4, QUICK_ARITY = 64 };
    Term one = a, other = b;
    if (term_is_cons(a) && term_is_cons(b))
        return compare_short_lists(a, b, mode);
    int outcome = a == b ? 0 : compare_words(a, b, mode);
    if (outcome != UNDECIDED)
        return outcome;
    for (int depth = 0; depth < DEPTH; depth++) {
        if (!term_is_boxed(one) || !term_is_boxed(other))
            break;
        const Term *x = term_boxed_ptr(one), *y = term_boxed_ptr(other);
        if (x[0] != y[0] || header_kind(x[0]) != KIND_TUPLE)
            break;
        UInt arity = header_size(x[0]), i = 1;
        if (arity > QUICK_ARITY)
            break;
        while (i <= arity && x[i] == y[i])
            i++;
        if (i > arity)
            return 0;
        outcome = compare_words(x[i], y[i], mode);
        if (outcome != UNDECIDED)
            return outcome;
        if (i != arity)
            break;
        one = x[i];
        other = y[i];
    }
    return compare_thoroughly(one, other, mode);
}

PRESERVE_MOST int compare_terms(Term a, Term b)
{
    return compare(a, b, ORDER);
}
int compare_keys(Term a, Term b)
{
    return compare(a, b, EXACT | ORDER);
}
PRESERVE_MOST bool compare_equal(Term a, Term b)
{
    return compare(a, b, 0) == 0;
}
PRESERVE_MOST bool compare_exact(Term a, Term b)
{
    return compare(a, b, EXACT) == 0;
}
