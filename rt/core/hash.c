/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The internal hash of terms (hash.h, hash_internal.h).
 *
 * A compound term's hash is built from those of its parts: an explicit stack holds, for each term
 * begun, where to go on and what was gathered so far. The stack is inside the C frame until it
 * grows.
 */
#include "rt/core/hash.h"

#include "rt/core/binary.h"
#include "rt/core/code.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"
#include "rt/core/reference.h"
#include "rt/map/map.h"

typedef enum FrameKind {
    FRAME_FOLD, /* combine the hashes of the terms at `at`, `left` of them */
    FRAME_LIST, /* combine the hashes of the heads from the cell at `at` on, and of the last tail */
    FRAME_TAIL, /* the last tail of a list: combine it */
    FRAME_FLAT, /* flat map: keys at `at`, values at `values`, `left` pairs; sum up */
    FRAME_TRIE, /* children at `at`, `left` of them; sum up */
    FRAME_PAIR, /* a pair of a map: first `at` points to the key, then `values` to the value */
} FrameKind;

typedef struct Frame {
    FrameKind kind;
    bool root;    /* FRAME_TRIE, FRAME_FLAT: a whole map */
    bool started; /* FRAME_PAIR: the key's hash is in `hash` */
    const Term *at, *values;
    UInt left;
    uint64_t hash;
} Frame;

enum { INLINE_FRAMES = 16 };

typedef struct Work {
    Frame *frames;
    UInt used, capacity;
    Frame inline_frames[INLINE_FRAMES];
} Work;

static Frame *push(Work *work, FrameKind kind, const Term *at, UInt left, uint64_t hash)
{
    if (work->used == work->capacity) {
        work->frames =
            memory_grow_stack(work->frames, work->inline_frames, work->capacity * sizeof(Frame));
        work->capacity *= 2;
    }
    Frame *frame = &work->frames[work->used++];
    *frame = (Frame){.kind = kind, .at = at, .left = left, .hash = hash};
    return frame;
}

/* ---- terms without parts ------------------------------------------------------------------------
 */

static uint32_t atom_name_hash(Term atom)
{
    return atom_name(atom)->hash;
}

static uint64_t hash_node(uint64_t h, const Node *node)
{
    return hash_combine(hash_combine(h, atom_name_hash(node->name)), node->creation);
}

static uint64_t hash_pid(Term pid)
{
    PidParts parts = node_pid_parts(pid);
    uint64_t h = hash_mix(((uint64_t)parts.serial << 32 | parts.number) ^ HASH_SEED_PID);
    return parts.node == node_this() ? h : hash_node(h, parts.node);
}

static uint64_t hash_port(Term port)
{
    PortParts parts = node_port_parts(port);
    uint64_t h = hash_mix(parts.number ^ HASH_SEED_PORT);
    return parts.node == node_this() ? h : hash_node(h, parts.node);
}

static uint64_t hash_reference(Term reference)
{
    ReferenceParts parts = reference_parts(reference);
    uint64_t h = hash_combine(HASH_SEED_REF, (uint64_t)parts.ids[1] << 32 | parts.ids[0]);
    h = hash_combine(h, (uint64_t)parts.ids[3] << 32 | parts.ids[2]);
    h = hash_combine(h, parts.ids[4]);
    return parts.node == node_this() ? h : hash_node(h, parts.node);
}

static uint64_t hash_bitstring(Term bitstring)
{
    BitView view = bit_view(bitstring);
    long_work_bytes(view.bit_size / 8);
    if (view.bit_offset == 0)
        return hash_bits(view.bytes, view.bit_size);
    uint64_t h = hash_bits_start(view.bit_size);
    for (UInt done = 0; done < view.bit_size; done += 64) {
        UInt bits = view.bit_size - done < 64 ? view.bit_size - done : 64;
        uint8_t word[8] = {0};
        bits_copy(word, 0, view.bytes, view.bit_offset + done, bits);
        h = hash_combine(h, hash_load_bytes(word, 8));
    }
    return view.bit_size % 64 == 0 ? hash_mix(h) : h;
}

static uint64_t hash_export_of(const Export *export)
{
    return hash_export(atom_name_hash(export->mfa.module), atom_name_hash(export->mfa.function),
                       (uint32_t) export->mfa.arity);
}

static uint64_t hash_immediate(Term term)
{
    if (term_is_small(term))
        return hash_small(term_small_value(term));
    if (term_is_atom(term))
        return hash_atom(atom_name_hash(term));
    if (term_is_nil(term))
        return hash_nil();
    return term_is_local_pid(term) ? hash_pid(term) : hash_port(term);
}

/* ---- terms with parts
 * ------------------------------------------------------------------------------ */

/* Either pushes a frame for the term's parts and returns false, or gives the term's hash. */
static bool begin_map(Work *work, const Term *object, uint64_t *result)
{
    bool flat = header_sub(object[0]) == MAP_FLAT;
    UInt size = map_size(term_make_boxed(object));
    uint64_t start = hash_map_start(size);
    if (size == 0) {
        *result = hash_mix(start);
        return true;
    }
    Frame *frame;
    if (flat) {
        frame = push(work, FRAME_FLAT, term_tuple_elements(object[1]), size, start);
        frame->values = object + 2;
    } else {
        frame = push(work, FRAME_TRIE, object + 2, header_size(object[0]) - 1, start);
    }
    frame->root = true;
    return false;
}

static bool begin_fun(Work *work, const Term *object, uint64_t *result)
{
    const FunEntry *entry = (const FunEntry *)object[1];
    uint64_t h = hash_combine(HASH_SEED_FUN + entry->index, atom_name_hash(entry->module->name));
    h = hash_combine(h, entry->old_uniq);
    UInt free_count = header_size(object[0]) + 1 - FUN_FIXED_WORDS;
    if (free_count == 0) {
        *result = h;
        return true;
    }
    push(work, FRAME_FOLD, object + FUN_FIXED_WORDS, free_count, h);
    return false;
}

static bool begin_boxed(Work *work, Term term, uint64_t *result)
{
    const Term *object = term_boxed_ptr(term);
    UInt size = header_size(object[0]);
    TermKind kind = header_kind(object[0]);
    switch (kind) {
    case KIND_TUPLE:
        *result = hash_tuple_start(size);
        if (size == 0)
            return true;
        push(work, FRAME_FOLD, object + 1, size, *result);
        return false;
    case KIND_BIG_POS:
    case KIND_BIG_NEG:
        *result = hash_big(kind == KIND_BIG_NEG, object + 1, size);
        return true;
    case KIND_FLOAT:
        *result = hash_float(term_float_value(term));
        return true;
    case KIND_MAP:
        return begin_map(work, object, result);
    case KIND_FUN:
        return begin_fun(work, object, result);
    case KIND_EXPORT:
        *result = hash_export_of((const Export *)object[1]);
        return true;
    case KIND_HEAP_BIN:
    case KIND_REFC_BIN:
    case KIND_SUB_BIN:
        *result = hash_bitstring(term);
        return true;
    case KIND_EXT_PID:
        *result = hash_pid(term);
        return true;
    case KIND_EXT_PORT:
        *result = hash_port(term);
        return true;
    case KIND_REF:
    case KIND_EXT_REF:
        *result = hash_reference(term);
        return true;
    default:
        rt_fatal("hash_internal: object of kind %d", (int)kind);
    }
}

static bool begin(Work *work, Term term, uint64_t *result)
{
    if (term_is_immediate(term)) {
        *result = hash_immediate(term);
        return true;
    }
    if (term_is_boxed(term))
        return begin_boxed(work, term, result);
    push(work, FRAME_LIST, term_cons_ptr(term), 0, hash_list_start());
    return false;
}

/* What the topmost frame does next: hash `*term`, or it is done and `*result` is its hash. Frames
 * that it pushes come first. */
typedef enum Step { STEP_TERM, STEP_AGAIN, STEP_DONE } Step;

static Step next_list(Frame *frame, Term *term)
{
    const Term *cell = frame->at;
    if (frame->left == 0) {
        frame->left = 1;
        *term = cell[0];
        return STEP_TERM;
    }
    if (term_is_cons(cell[1])) {
        frame->at = cell = term_cons_ptr(cell[1]);
        *term = cell[0];
        return STEP_TERM;
    }
    frame->kind = FRAME_TAIL;
    *term = cell[1];
    return STEP_TERM;
}

static Step next_trie(Work *work, Frame *frame)
{
    Term child = *frame->at++;
    frame->left--;
    if (term_is_cons(child)) {
        const Term *cell = term_cons_ptr(child);
        push(work, FRAME_PAIR, cell, 0, 0)->values = cell + 1;
    } else {
        const Term *node = term_boxed_ptr(child);
        push(work, FRAME_TRIE, node + 1, header_size(node[0]), 0);
    }
    return STEP_AGAIN;
}

static Step next_part(Work *work, Term *term, uint64_t *result)
{
    Frame *frame = &work->frames[work->used - 1];
    switch (frame->kind) {
    case FRAME_FOLD:
        if (frame->left == 0)
            break;
        frame->left--;
        *term = *frame->at++;
        return STEP_TERM;
    case FRAME_LIST:
        return next_list(frame, term);
    case FRAME_FLAT:
        if (frame->left == 0)
            break;
        frame->left--;
        const Term *key = frame->at++, *value = frame->values++;
        push(work, FRAME_PAIR, key, 0, 0)->values = value;
        return STEP_AGAIN;
    case FRAME_TRIE:
        if (frame->left == 0)
            break;
        return next_trie(work, frame);
    case FRAME_PAIR:
        *term = frame->started ? *frame->values : *frame->at;
        return STEP_TERM;
    case FRAME_TAIL:
        break;
    }
    *result = frame->root ? hash_mix(frame->hash) : frame->hash;
    work->used--;
    return STEP_DONE;
}

/* The topmost frame takes the hash of its part; a pair that has both passes its own on. */
static void take(Work *work, uint64_t part)
{
    Frame *frame = &work->frames[work->used - 1];
    if (frame->kind == FRAME_PAIR) {
        if (!frame->started) {
            frame->started = true;
            frame->hash = part;
            return;
        }
        part = hash_map_pair(frame->hash, part);
        work->used--;
        frame--;
    }
    if (frame->kind == FRAME_TRIE || frame->kind == FRAME_FLAT)
        frame->hash += part;
    else
        frame->hash = hash_combine(frame->hash, part);
}

enum { FLAT_ARITY = 8 };

static bool is_small_tuple(Term term)
{
    return term_is_boxed(term) && term_is_tuple(term) && term_tuple_arity(term) <= FLAT_ARITY;
}

/* A tuple of immediate terms. False: this is none. */
static bool hash_flat_tuple(Term term, uint64_t *result)
{
    if (!is_small_tuple(term))
        return false;
    UInt arity = term_tuple_arity(term);
    const Term *elements = term_tuple_elements(term);
    uint64_t hash = hash_tuple_start(arity);
    for (UInt i = 0; i < arity; i++) {
        if (!term_is_immediate(elements[i]))
            return false;
        hash = hash_combine(hash, hash_immediate(elements[i]));
    }
    *result = hash;
    return true;
}

/* Keys are often small tuples of numbers, atoms and such tuples. False: this is none. */
static bool hash_shallow_tuple(Term term, uint64_t *result)
{
    if (!is_small_tuple(term))
        return false;
    UInt arity = term_tuple_arity(term);
    const Term *elements = term_tuple_elements(term);
    uint64_t hash = hash_tuple_start(arity);
    for (UInt i = 0; i < arity; i++) {
        uint64_t part;
        if (term_is_immediate(elements[i]))
            part = hash_immediate(elements[i]);
        else if (!hash_flat_tuple(elements[i], &part))
            return false;
        hash = hash_combine(hash, part);
    }
    *result = hash;
    return true;
}

/* Or short texts. False: this is none. */
static bool hash_flat_list(Term term, uint64_t *result)
{
    enum { FLAT_LENGTH = 64 };
    uint64_t hash = hash_list_start();
    if (!term_is_cons(term))
        return false;
    for (UInt i = 0; term_is_cons(term); i++) {
        Term head = term_head(term);
        if (i == FLAT_LENGTH || !term_is_immediate(head))
            return false;
        hash = hash_combine(hash, hash_immediate(head));
        term = term_tail(term);
    }
    if (!term_is_immediate(term))
        return false;
    *result = hash_combine(hash, hash_immediate(term));
    return true;
}

uint64_t hash_internal_slow(Term term)
{
    Work work;
    uint64_t hash;
    if (hash_shallow_tuple(term, &hash) || hash_flat_list(term, &hash))
        return hash;
    work.frames = work.inline_frames;
    work.capacity = INLINE_FRAMES;
    work.used = 0;
    bool whole = begin(&work, term, &hash);
    for (UInt steps = 0; work.used != 0; steps++) {
        long_work_loop(steps);
        if (whole)
            take(&work, hash);
        Step step;
        while ((step = next_part(&work, &term, &hash)) == STEP_AGAIN)
            ;
        whole = step == STEP_DONE || begin(&work, term, &hash);
    }
    memory_free_stack(work.frames, work.inline_frames, work.capacity * sizeof(Frame));
    return hash;
}
