/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Literals: the constant terms of a module, as a graph in an arena.
 *
 * Invariants:
 * - Equal terms of one LiteralPool are the same node (1 and 1.0 differ, as do 0.0 and -0.0). So
 *   pointer equality is term equality, and a graph is never larger than the bytes it came from.
 * - `pool->nodes` holds every node after all nodes that it refers to: work that would recurse over
 *   a term is a loop over this array with one result per `id`. Nothing may recurse over literals:
 *   nesting depth is the user's.
 * - Canonical forms: an integer that fits 64 bits is LITERAL_INTEGER; a proper list of which every
 *   element is an integer 0..255 is LITERAL_STRING; the tail of a LITERAL_LIST is never a
 *   LITERAL_LIST or LITERAL_STRING; a bitstring with whole bytes is LITERAL_BINARY; the empty
 *   tuple is LITERAL_TUPLE with count 0. Map keys are distinct, in the order of the file.
 *
 * Threads: a pool belongs to one thread at a time; finished literals may be read by any.
 */
#ifndef JOIST_FRONTEND_BEAM_LITERAL_H
#define JOIST_FRONTEND_BEAM_LITERAL_H

#include "frontend/support/arena.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum LiteralKind {
    LITERAL_NIL,
    LITERAL_ATOM,      /* atom: index into the module's atoms */
    LITERAL_INTEGER,   /* integer */
    LITERAL_BIGINT,    /* bigint: sign and magnitude */
    LITERAL_FLOAT,     /* number; always finite */
    LITERAL_STRING,    /* bytes: a proper list of 1 or more bytes */
    LITERAL_LIST,      /* list: 1 or more elements, then the tail */
    LITERAL_TUPLE,     /* tuple */
    LITERAL_MAP,       /* map */
    LITERAL_BINARY,    /* bytes */
    LITERAL_BITSTRING, /* bits: the last byte has 1..7 bits, in its high end */
    LITERAL_EXPORT,    /* export: fun M:F/A */
} LiteralKind;

typedef struct Literal Literal;

struct Literal {
    uint8_t kind; /* LiteralKind */
    uint32_t id;  /* position in pool->nodes */
    union {
        uint32_t atom;
        int64_t integer;
        double number;
        struct {
            const uint8_t *magnitude; /* least significant byte first; no leading zero byte */
            uint32_t size;
            bool negative;
        } bigint;
        struct {
            const uint8_t *data;
            uint32_t size;
        } bytes;
        struct {
            const uint8_t *data; /* unused low bits of the last byte are 0 */
            uint32_t size;       /* bytes, including the incomplete last one */
            uint8_t last_bits;
        } bits;
        struct {
            const Literal *const *elements;
            uint32_t count;
            const Literal *tail; /* LITERAL_NIL for a proper list */
        } list;
        struct {
            const Literal *const *elements;
            uint32_t count;
        } tuple;
        struct {
            const Literal *const *keys;
            const Literal *const *values;
            uint32_t count;
        } map;
        struct {
            uint32_t module;   /* atom */
            uint32_t function; /* atom */
            uint32_t arity;
        } export;
    } as;
};

/* All literals of a module; see the invariants above. */
typedef struct LiteralPool {
    Arena *arena;
    const Literal **nodes;
    uint32_t count;
    uint32_t capacity;
    uint32_t *slots;  /* open hash of node ids plus 1; 0 is free */
    uint64_t *hashes; /* by slot */
    uint32_t slot_count;
} LiteralPool;

void literal_pool_init(LiteralPool *pool, Arena *arena);

/*
 * The pool's node equal to `candidate`, which is copied in if it is new (what it points to is kept
 * by reference and must live in the pool's arena). The candidate must already be in canonical form
 * and refer to nodes of this pool only.
 */
const Literal *literal_intern(LiteralPool *pool, const Literal *candidate);

/* Shorthands for what passes need most. */
const Literal *literal_nil(LiteralPool *pool);
const Literal *literal_atom(LiteralPool *pool, uint32_t atom);
const Literal *literal_integer(LiteralPool *pool, int64_t integer);

/* An integer of any size from two's complement or sign and magnitude, in canonical form. The
 * magnitude has its least significant byte first and may have leading zeros; it is copied. */
const Literal *literal_big_integer(LiteralPool *pool, bool negative, const uint8_t *magnitude,
                                   size_t size);

#endif
