/* SPDX-License-Identifier: Apache-2.0 */
/*
 * erlang:phash2 and erlang:phash (hash.h).
 *
 * Both pass one 32-bit state through the term's parts in order: here a work stack holds the parts
 * still to come. What they compute is fixed for ever by numbers stored and sent by Erlang programs;
 * the OTP test that pins it is erts/emulator/test/hash_SUITE.
 *
 * phash2 mixes with Bob Jenkins' 1996 function; each type of term has its own multiple of the
 * golden ratio. The hash of a map combines hashes of its pairs by exclusive or, so that their order
 * does not matter. phash multiplies by primes just above 2^28.
 */
#include "rt/core/hash.h"

#include <atomic_ops.h>
#include <string.h>
#include "rt/core/binary.h"
#include "rt/core/code.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"
#include "rt/core/reference.h"
#include "rt/map/map.h"

/* The hash ERTS keeps with each atom: P. J. Weinberger's, over the code points up to 255 and else
 * the UTF-8 bytes, as a byte. */
static uint32_t hash_of_name(const AtomName *name)
{
    uint32_t h = 0;
    for (uint32_t i = 0; i < name->bytes; i++) {
        uint8_t byte = name->text[i];
        if ((byte & 0xfe) == 0xc2 && i + 1 < name->bytes)
            byte = (uint8_t)(byte << 6 | (name->text[++i] & 0x3f));
        h = (h << 4) + byte;
        uint32_t high = h & 0xf0000000;
        h ^= high >> 24;
        h ^= high;
    }
    return h;
}

/* Hashes of the atoms that there are when the first one is asked for, by index; 0: not known yet.
 */
typedef struct KnownHashes {
    UInt count;
    unsigned hashes[];
} KnownHashes;

enum { IS_KNOWN = 1u << 31 }; /* hashes have 28 bits */

static volatile AO_t known_hashes;

static KnownHashes *known_hashes_new(void)
{
    UInt count = atom_count(), size = sizeof(KnownHashes) + count * sizeof(unsigned);
    KnownHashes *fresh = memory_alloc_zero(MEMORY_ATOM, size);
    fresh->count = count;
    if (AO_compare_and_swap_release(&known_hashes, 0, (AO_t)fresh))
        return fresh;
    memory_free(MEMORY_ATOM, fresh, size);
    return (KnownHashes *)AO_load_acquire(&known_hashes);
}

static uint32_t atom_portable_hash(Term atom)
{
    KnownHashes *known = (KnownHashes *)AO_load_acquire(&known_hashes);
    if (!known)
        known = known_hashes_new();
    UInt index = term_atom_index(atom);
    if (index >= known->count)
        return hash_of_name(atom_name(atom));
    unsigned hash = AO_int_load(&known->hashes[index]);
    if (hash == 0) {
        hash = hash_of_name(atom_name(atom)) | IS_KNOWN;
        AO_int_store(&known->hashes[index], hash);
    }
    return hash & ~IS_KNOWN;
}

static bool is_byte(Term term)
{
    return term_is_small(term) && term_small_value(term) >> 8 == 0;
}

/* ---- what is still to be hashed -----------------------------------------------------------------
 */

typedef enum FrameKind {
    FRAME_TERMS,     /* `count` terms at `at` */
    FRAME_TUPLE_END, /* phash: then the arity in `count` */
    FRAME_LIST_END,  /* phash: then the end of a list */
    FRAME_LIST_TAIL, /* phash: then the tail at `at` */
    FRAME_MAP,       /* phash2: pairs of `map` */
} FrameKind;

typedef struct MapState {
    MapIterator iterator;
    uint32_t outer, pairs; /* the state before the map; exclusive or of the pairs' hashes */
    bool started;
} MapState;

typedef struct Frame {
    FrameKind kind;
    UInt count;
    union {
        const Term *at;
        MapState *map;
    };
} Frame;

enum { INLINE_FRAMES = 32, INLINE_MAPS = 2 };

typedef struct Work {
    uint32_t hash;
    Frame *frames;
    UInt used, capacity;
    UInt maps; /* being gone through, each inside the one before */
    Frame inline_frames[INLINE_FRAMES];
    MapState inline_maps[INLINE_MAPS];
} Work;

static MapState *map_state_new(Work *work)
{
    UInt depth = work->maps++;
    return depth < INLINE_MAPS ? &work->inline_maps[depth]
                               : memory_alloc(MEMORY_TEMPORARY, sizeof(MapState));
}

/* Of the innermost map. */
static void map_state_free(Work *work, MapState *state)
{
    if (--work->maps >= INLINE_MAPS)
        memory_free(MEMORY_TEMPORARY, state, sizeof *state);
}

static void work_start(Work *work)
{
    work->hash = 0;
    work->maps = 0;
    work->frames = work->inline_frames;
    work->used = 0;
    work->capacity = INLINE_FRAMES;
}

static void work_end(Work *work)
{
    memory_free_stack(work->frames, work->inline_frames, work->capacity * sizeof(Frame));
}

static void push(Work *work, FrameKind kind, const Term *at, UInt count)
{
    if (work->used == work->capacity) {
        work->frames =
            memory_grow_stack(work->frames, work->inline_frames, work->capacity * sizeof(Frame));
        work->capacity *= 2;
    }
    work->frames[work->used++] = (Frame){.kind = kind, .count = count, .at = at};
}

static void push_terms(Work *work, const Term *at, UInt count)
{
    if (count != 0)
        push(work, FRAME_TERMS, at, count);
}

/* The next term of the run on top of the stack. */
static Term next_term(Work *work, Frame *frame)
{
    Term term = *frame->at++;
    if (--frame->count == 0)
        work->used--;
    return term;
}

/* The bytes of a bitstring from its first bit on, in *copy (allocated) when they are not aligned.
 */
static const uint8_t *aligned_bytes(BitView view, uint8_t **copy)
{
    *copy = NULL;
    if (view.bit_offset == 0)
        return view.bytes;
    UInt size = (view.bit_size + 7) / 8;
    *copy = memory_alloc(MEMORY_TEMPORARY, size);
    if (size != 0)
        (*copy)[size - 1] = 0;
    bits_copy(*copy, 0, view.bytes, view.bit_offset, view.bit_size);
    return *copy;
}

static void free_aligned(BitView view, uint8_t *copy)
{
    memory_free(MEMORY_TEMPORARY, copy, (view.bit_size + 7) / 8);
}

/* ---- phash2
 * ---------------------------------------------------------------------------------------- */

/* Multiples of the golden ratio by kind of term. */
enum {
    KIND2_SMALL = 1,
    KIND2_NIL = 2,
    KIND2_ATOM = 3,
    KIND2_STRING = 4,
    KIND2_PID = 5,
    KIND2_PORT = 6,
    KIND2_REF = 7,
    KIND2_TUPLE = 9,
    KIND2_NEGATIVE = 10,
    KIND2_POSITIVE = 11,
    KIND2_FLOAT = 12,
    KIND2_BINARY = 13,
    KIND2_EXPORT = 14,
    KIND2_BITS = 15,
    KIND2_MAP = 16,
    KIND2_MAP_END = 19,
};

static uint32_t golden(uint32_t kind)
{
    return kind * 0x9e3779b9u;
}

/* a - b - c, in this order: c is what all wait for, and the compiler would add b and c first. */
static inline uint32_t minus_last(uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t early = a - b;
    __asm__("" : "+r"(early));
    return early - c;
}

static void jenkins(uint32_t state[3])
{
    static const uint8_t shifts[3][3] = {{13, 8, 13}, {12, 16, 5}, {3, 10, 15}};
    uint32_t a = state[0], b = state[1], c = state[2];
#pragma clang loop unroll(full)
    for (int i = 0; i < 3; i++) {
        a = minus_last(a, b, c) ^ c >> shifts[i][0];
        b = minus_last(b, c, a) ^ a << shifts[i][1];
        c = minus_last(c, a, b) ^ b >> shifts[i][2];
    }
    state[0] = a;
    state[1] = b;
    state[2] = c;
}

static inline uint32_t mixed(uint32_t hash, uint32_t x, uint32_t y, uint32_t kind)
{
    uint32_t state[3] = {golden(kind) + x, golden(kind) + y, hash};
    jenkins(state);
    return state[2];
}

static uint32_t load_le32(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

/* The original keeps the lowest byte of the third word for the length. */
static uint32_t hash_block(const uint8_t *bytes, uint32_t size, uint32_t hash)
{
    uint32_t state[3] = {golden(1), golden(1), hash};
    uint32_t left = size;
    for (; left >= 12; left -= 12, bytes += 12) {
        for (int i = 0; i < 3; i++)
            state[i] += load_le32(bytes + 4 * i);
        jenkins(state);
    }
    uint8_t last[13] = {0};
    for (uint32_t i = 0; i < left; i++)
        last[i < 8 ? i : i + 1] = bytes[i];
    state[0] += load_le32(last);
    state[1] += load_le32(last + 4);
    state[2] += load_le32(last + 8) + size;
    jenkins(state);
    return state[2];
}

/* The functions that follow return the hash with the term after `hash`. */

static uint32_t phash2_bitstring(uint32_t hash, Term term)
{
    BitView view = bit_view(term);
    long_work_steps(view.bit_size / 16);
    hash += golden(KIND2_BINARY);
    if (view.bit_size == 0)
        return hash;
    uint8_t *copy;
    const uint8_t *bytes = aligned_bytes(view, &copy);
    UInt whole = view.bit_size / 8, rest = view.bit_size % 8;
    hash = hash_block(bytes, (uint32_t)whole, hash); /* 32 bits of the size, as always */
    if (rest != 0)
        hash = mixed(hash, (uint32_t)rest, bytes[whole] >> (8 - rest), KIND2_BITS);
    free_aligned(view, copy);
    return hash;
}

static uint32_t phash2_small(uint32_t hash, SInt value)
{
    const SInt limit = (SInt)1 << 27;
    if (value >= -limit && value < limit) {
        if (value < 0)
            hash = mixed(hash, (uint32_t)-value, 0, KIND2_SMALL);
        return mixed(hash, (uint32_t)value, 0, KIND2_SMALL);
    }
    UInt magnitude = value < 0 ? (UInt)-value : (UInt)value;
    return mixed(hash, (uint32_t)magnitude, (uint32_t)(magnitude >> 32),
                 value < 0 ? KIND2_NEGATIVE : KIND2_POSITIVE);
}

static uint32_t phash2_immediate(uint32_t hash, Term term)
{
    if (term_is_small(term))
        return phash2_small(hash, term_small_value(term));
    if (term_is_atom(term)) {
        uint32_t name = atom_portable_hash(term);
        return hash == 0 ? name : mixed(hash, name, 0, KIND2_ATOM);
    }
    if (term_is_nil(term))
        return hash == 0 ? 3468870702u : mixed(hash, 2, 0, KIND2_NIL);
    if (term_is_local_pid(term))
        return mixed(hash, node_pid_parts(term).number, 0, KIND2_PID);
    UInt number = term_port_number(term);
    return mixed(hash, (uint32_t)number, (uint32_t)(number >> 32), KIND2_PORT);
}

static uint64_t float_bits(Term term)
{
    double value = term_float_value(term);
    uint64_t bits;
    if (value == 0)
        value = 0; /* the negative zero too */
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static uint32_t phash2_big(uint32_t hash, Term big)
{
    const Term *object = term_boxed_ptr(big);
    uint32_t kind = term_kind(big) == KIND_BIG_NEG ? KIND2_NEGATIVE : KIND2_POSITIVE;
    for (UInt i = 1; i <= header_size(object[0]); i++)
        hash = mixed(hash, (uint32_t)object[i], (uint32_t)(object[i] >> 32), kind);
    return hash;
}

static bool is_leaf(Term term)
{
    enum {
        LEAVES = 1 << KIND_FLOAT | 1 << KIND_BIG_POS | 1 << KIND_BIG_NEG | 1 << KIND_HEAP_BIN |
                 1 << KIND_REFC_BIN | 1 << KIND_SUB_BIN,
    };
    return term_is_immediate(term) || (term_is_boxed(term) && (LEAVES >> term_kind(term) & 1));
}

static uint32_t phash2_leaf(uint32_t hash, Term term)
{
    if (term_is_immediate(term))
        return phash2_immediate(hash, term);
    switch (term_kind(term)) {
    case KIND_FLOAT: {
        uint64_t bits = float_bits(term);
        return mixed(hash, (uint32_t)(bits >> 32), (uint32_t)bits, KIND2_FLOAT);
    }
    case KIND_BIG_POS:
    case KIND_BIG_NEG:
        return phash2_big(hash, term);
    default:
        return phash2_bitstring(hash, term);
    }
}

/* ---- terms with parts: what is at hand, and the parts pushed ----------------------------------
 */

/* Bytes at the start of a list count four at a time. */
static void phash2_list(Work *work, const Term *cell)
{
    uint32_t group = 0, count = 0;
    const Term *rest = cell;
    UInt rest_count = 2;
    for (UInt steps = 0; is_byte(cell[0]); long_work_loop(steps++)) {
        group = (group << 8) + (uint32_t)term_small_value(cell[0]);
        if (++count == 4) {
            work->hash = mixed(work->hash, group, 0, KIND2_STRING);
            group = count = 0;
        }
        if (!term_is_cons(cell[1])) {
            rest = cell + 1;
            rest_count = 1;
            break;
        }
        rest = cell = term_cons_ptr(cell[1]);
    }
    if (count != 0)
        work->hash = mixed(work->hash, group, 0, KIND2_STRING);
    push_terms(work, rest, rest_count);
}

static void phash2_map(Work *work, Term map)
{
    UInt size = map_size(map);
    work->hash = mixed(work->hash, (uint32_t)size, 0, KIND2_MAP);
    if (size == 0)
        return;
    MapState *state = map_state_new(work);
    state->iterator = map_iterate(map);
    state->outer = work->hash;
    state->pairs = 0;
    state->started = false;
    push(work, FRAME_MAP, NULL, 0);
    work->frames[work->used - 1].map = state;
}

/* The next pair of the map on top of the stack, or its end. */
static void phash2_next_pair(Work *work, Frame *frame)
{
    MapState *state = frame->map;
    if (state->started)
        state->pairs ^= work->hash;
    state->started = true;
    if (map_next(&state->iterator)) {
        work->hash = 0;
        push_terms(work, &state->iterator.value, 1);
        push_terms(work, &state->iterator.key, 1);
        return;
    }
    work->hash = mixed(state->outer, state->pairs, 0, KIND2_MAP_END);
    map_state_free(work, state);
    work->used--;
}

static void phash2_fun(Work *work, const Term *object)
{
    const FunEntry *entry = (const FunEntry *)object[1];
    UInt free_count = header_size(object[0]) + 1 - FUN_FIXED_WORDS;
    work->hash = mixed(work->hash, (uint32_t)free_count, atom_portable_hash(entry->module->name),
                       KIND2_SMALL);
    work->hash = mixed(work->hash, entry->index, entry->old_uniq, KIND2_SMALL);
    push_terms(work, object + FUN_FIXED_WORDS, free_count);
}

static void phash2_export(Work *work, const Export *export)
{
    work->hash = mixed(work->hash, (uint32_t) export->mfa.arity,
                       atom_portable_hash(export->mfa.module), KIND2_SMALL);
    work->hash = mixed(work->hash, atom_portable_hash(export->mfa.function), 0, KIND2_EXPORT);
}

static void phash2_boxed(Work *work, Term term)
{
    const Term *object = term_boxed_ptr(term);
    UInt size = header_size(object[0]);
    switch (header_kind(object[0])) {
    case KIND_TUPLE:
        work->hash = mixed(work->hash, (uint32_t)size, 0, KIND2_TUPLE);
        push_terms(work, object + 1, size);
        break;
    case KIND_MAP:
        phash2_map(work, term);
        break;
    case KIND_FUN:
        phash2_fun(work, object);
        break;
    case KIND_EXPORT:
        phash2_export(work, (const Export *)object[1]);
        break;
    case KIND_REF:
    case KIND_EXT_REF:
        work->hash = mixed(work->hash, reference_parts(term).ids[0], 0, KIND2_REF);
        break;
    case KIND_EXT_PID:
        work->hash = mixed(work->hash, node_pid_parts(term).number, 0, KIND2_PID);
        break;
    default: /* KIND_EXT_PORT */
        work->hash =
            mixed(work->hash, (uint32_t)object[4], (uint32_t)(object[4] >> 32), KIND2_PORT);
        break;
    }
}

static void phash2_term(Work *work, Term term)
{
    if (is_leaf(term))
        work->hash = phash2_leaf(work->hash, term);
    else if (term_is_cons(term))
        phash2_list(work, term_cons_ptr(term));
    else
        phash2_boxed(work, term);
}

/* Of the run on top of the stack what comes up to a term with parts, and that. Returns the number
 * of steps. */
static UInt phash2_run(Work *work, Frame *frame)
{
    UInt most = frame->count < LONG_WORK_STEPS ? frame->count : LONG_WORK_STEPS, i = 0;
    const Term *at = frame->at;
    uint32_t hash = work->hash;
    while (i < most && is_leaf(at[i]))
        hash = phash2_leaf(hash, at[i++]);
    work->hash = hash;
    bool stopped = i < most;
    Term next = stopped ? at[i++] : TERM_NIL;
    frame->at += i;
    frame->count -= i;
    if (frame->count == 0)
        work->used--;
    if (stopped)
        phash2_term(work, next);
    return i;
}

uint32_t hash_phash2(Term term)
{
    Work work;
    work_start(&work);
    phash2_term(&work, term);
    for (UInt steps = 0; work.used != 0;) {
        Frame *frame = &work.frames[work.used - 1];
        if (frame->kind == FRAME_MAP)
            phash2_next_pair(&work, frame);
        else
            steps += phash2_run(&work, frame);
        if (++steps >= LONG_WORK_STEPS) {
            long_work();
            steps = 0;
        }
    }
    work_end(&work);
    return work.hash;
}

/* ---- phash
 * ------------------------------------------------------------------------------------------- */

static const uint32_t primes[15] = {
    0,         268440163, 268439161, 268435459, 268436141, 268438633, 268437017, 268438039,
    268437511, 268439627, 268440479, 268440577, 268440581, 268440593, 268440611,
};

static void phash_step(Work *work, uint32_t prime, uint32_t value)
{
    work->hash = work->hash * primes[prime] + value;
}

static void phash_bytes(Work *work, uint32_t prime, uint64_t word, int count)
{
    for (int i = 0; i < count; i++)
        phash_step(work, prime, word >> 8 * i & 0xff);
}

/* A magnitude in as many 32-bit words as it needs, at least one. */
static void phash_integer(Work *work, const uint64_t *limbs, UInt count, bool negative)
{
    for (UInt i = 0; i + 1 < count; i++)
        phash_bytes(work, 2, limbs[i], 8);
    phash_bytes(work, 2, limbs[count - 1], limbs[count - 1] >> 32 ? 8 : 4);
    work->hash *= primes[negative ? 4 : 3];
}

static void phash_port(Work *work, uint64_t number)
{
    if (number >> 32)
        phash_bytes(work, 11, number >> 32, 4);
    phash_bytes(work, 9, (uint32_t)number, 4);
    work->hash *= primes[10];
}

static void phash_pid(Work *work, Term pid)
{
    phash_bytes(work, 5, node_pid_parts(pid).number, 4);
    work->hash *= primes[6];
}

static void phash_immediate(Work *work, Term term)
{
    if (term_is_small(term)) {
        SInt value = term_small_value(term);
        uint64_t magnitude = value < 0 ? (UInt)-value : (UInt)value;
        phash_integer(work, &magnitude, 1, value < 0);
    } else if (term_is_atom(term)) {
        phash_step(work, 1, atom_portable_hash(term));
    } else if (term_is_nil(term)) {
        phash_step(work, 3, 1);
    } else if (term_is_local_pid(term)) {
        phash_pid(work, term);
    } else {
        phash_port(work, term_port_number(term));
    }
}

static void phash_bitstring(Work *work, Term term)
{
    BitView view = bit_view(term);
    uint8_t *copy;
    long_work_steps(view.bit_size / 8);
    const uint8_t *bytes = aligned_bytes(view, &copy);
    UInt whole = view.bit_size / 8, rest = view.bit_size % 8;
    for (UInt i = 0; i < whole; i++)
        phash_step(work, 1, bytes[i]);
    if (rest != 0) {
        phash_step(work, 1, bytes[whole] >> (8 - rest));
        phash_step(work, 12, (uint32_t)rest);
    }
    phash_step(work, 4, (uint32_t)whole);
    free_aligned(view, copy);
}

/* From this cell on: bytes at once, then another head, or the tail and the end. */
static void phash_list(Work *work, const Term *cell)
{
    for (UInt steps = 0; is_byte(cell[0]); long_work_loop(steps++)) {
        phash_step(work, 2, (uint32_t)term_small_value(cell[0]));
        if (!term_is_cons(cell[1])) {
            push(work, FRAME_LIST_END, NULL, 0);
            push_terms(work, cell + 1, 1);
            return;
        }
        cell = term_cons_ptr(cell[1]);
    }
    push(work, FRAME_LIST_TAIL, cell + 1, 0);
    push_terms(work, cell, 1);
}

static void phash_fun(Work *work, const Term *object)
{
    const FunEntry *entry = (const FunEntry *)object[1];
    UInt free_count = header_size(object[0]) + 1 - FUN_FIXED_WORDS;
    phash_step(work, 10, (uint32_t)free_count);
    phash_step(work, 1, atom_portable_hash(entry->module->name));
    phash_step(work, 2, entry->index);
    phash_step(work, 2, entry->old_uniq);
    push_terms(work, object + FUN_FIXED_WORDS, free_count);
}

static void phash_export(Work *work, const Export *export)
{
    phash_step(work, 11, (uint32_t) export->mfa.arity);
    phash_step(work, 1, atom_portable_hash(export->mfa.module));
    phash_step(work, 1, atom_portable_hash(export->mfa.function));
}

static void phash_boxed(Work *work, Term term)
{
    const Term *object = term_boxed_ptr(term);
    UInt size = header_size(object[0]);
    switch (header_kind(object[0])) {
    case KIND_TUPLE:
        push(work, FRAME_TUPLE_END, NULL, size);
        push_terms(work, object + 1, size);
        break;
    case KIND_BIG_POS:
        phash_integer(work, object + 1, size, false);
        break;
    case KIND_BIG_NEG:
        phash_integer(work, object + 1, size, true);
        break;
    case KIND_FLOAT: {
        uint64_t bits = float_bits(term);
        phash_step(work, 6, (uint32_t)bits ^ (uint32_t)(bits >> 32));
        break;
    }
    case KIND_MAP:
        phash_step(work, 13, primes[14] + hash_phash2(term));
        break;
    case KIND_FUN:
        phash_fun(work, object);
        break;
    case KIND_EXPORT:
        phash_export(work, (const Export *)object[1]);
        break;
    case KIND_REF:
    case KIND_EXT_REF:
        phash_bytes(work, 9, reference_parts(term).ids[0], 4);
        work->hash *= primes[10];
        break;
    case KIND_EXT_PID:
        phash_pid(work, term);
        break;
    case KIND_EXT_PORT:
        phash_port(work, object[4]);
        break;
    default:
        phash_bitstring(work, term);
        break;
    }
}

static void phash_term(Work *work, Term term)
{
    if (term_is_immediate(term))
        phash_immediate(work, term);
    else if (term_is_cons(term))
        phash_list(work, term_cons_ptr(term));
    else
        phash_boxed(work, term);
}

/* A list goes on, or ends with its tail. */
static void phash_list_tail(Work *work, const Term *tail)
{
    if (term_is_cons(*tail)) {
        phash_list(work, term_cons_ptr(*tail));
        return;
    }
    push(work, FRAME_LIST_END, NULL, 0);
    push_terms(work, tail, 1);
}

uint32_t hash_phash(Term term)
{
    Work work;
    work_start(&work);
    phash_term(&work, term);
    for (UInt steps = 0; work.used != 0; long_work_loop(steps++)) {
        Frame *frame = &work.frames[work.used - 1];
        const Term *at = frame->at;
        switch (frame->kind) {
        case FRAME_TERMS:
            phash_term(&work, next_term(&work, frame));
            break;
        case FRAME_TUPLE_END:
            phash_step(&work, 9, (uint32_t)frame->count);
            work.used--;
            break;
        case FRAME_LIST_END:
            work.hash *= primes[8];
            work.used--;
            break;
        default:
            work.used--;
            phash_list_tail(&work, at);
            break;
        }
    }
    work_end(&work);
    return work.hash;
}
