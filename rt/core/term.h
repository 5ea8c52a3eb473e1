/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Terms: how an Erlang value is one 64-bit word.
 *
 * The low two bits say what a word is:
 *
 *   00  on a heap: the header of a boxed object; on a stack: a code address (16-byte aligned)
 *   01  cons      pointer to two words, head and tail
 *   10  boxed     pointer to a header word followed by `size` words
 *   11  immediate: the value itself
 *          ....1111  small integer, 60 bits, (value << 4) | 15
 *          ....0011  local pid,  (number << 4) | 3
 *          ....0111  local port, (number << 4) | 7
 *          ..001011  atom, (index << 6) | 11
 *          ..111011  [] (nil)
 *
 * A header word:   63      48 47            16 15       6 5    2 1 0
 *                  [  aux    ][     size     ][   sub   ][ kind ][00]
 *
 *   kind  one of TermKind
 *   sub   funs: the arity; maps: MapSub; else 0
 *   size  number of words after the header (tuples: the arity)
 *   aux   hash map nodes: the bitmap of present children; else 0
 *
 * The word 0 is no term: THE_NON_VALUE says "failed" where a function returns a Term. The header of
 * the empty tuple is 0 too; no code may take a header word for a term.
 *
 * Object layouts (words, header first) are given with each kind below. Collector, copier and
 * external format rely on them; nothing outside rt may.
 */
#ifndef RT_CORE_TERM_H
#define RT_CORE_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint64_t Term;
typedef int64_t SInt;
typedef uint64_t UInt;

#define THE_NON_VALUE ((Term)0)

/* ---- tags ------------------------------------------------------------------------------- */

enum {
    TAG_MASK = 3,
    TAG_HEADER = 0,
    TAG_CONS = 1,
    TAG_BOXED = 2,
    TAG_IMMEDIATE = 3,
    TAG4_MASK = 15,
    TAG_PID = 3,
    TAG_PORT = 7,
    TAG_SMALL = 15,
    TAG6_MASK = 63,
    TAG_ATOM = 11,
    TAG_NIL = 59,
};

/* For functions that generated code calls where it seldom comes: its values stay in registers, so
 * that the way that does not call them needs no stack. */
#define PRESERVE_MOST __attribute__((preserve_most))

#define TERM_NIL ((Term)TAG_NIL)
#define SMALL_BITS 60
#define SMALL_MAX ((SInt)(((UInt)1 << 59) - 1))
#define SMALL_MIN (-SMALL_MAX - 1)
#define ATOM_INDEX_MAX ((1u << 25) - 1) /* so that the tagged word is a positive imm32 */

/* ---- kinds of boxed objects --------------------------------------------------------------- */

typedef enum TermKind {
    KIND_TUPLE = 0,   /* elements */
    KIND_RAW = 1,     /* words that are no terms (saved stack traces, C state) */
    KIND_BIG_POS = 2, /* magnitude in 64-bit limbs, least significant first, no leading zero */
    KIND_BIG_NEG = 3, /* the same, negative */
    KIND_FLOAT = 4,   /* one IEEE double, never NaN or infinite */
    KIND_MAP = 5,     /* flat: keys tuple, values…; hash: see rt/map/map.h */
    KIND_FUN = 6,     /* FunEntry *, creator pid, free variables… ; sub = arity */
    KIND_EXPORT = 7,  /* Export * ; sub = arity */
    /* The three bitstrings and the match context share bits 2-5 = 10xx. Word 1 of each bitstring
     * is its size in bits. */
    KIND_HEAP_BIN = 8,  /* bit size, bytes… (at most HEAP_BIN_MAX bytes, zero padded) */
    KIND_REFC_BIN = 9,  /* bit size, next in off-heap list, Binary *, bytes pointer */
    KIND_SUB_BIN = 10,  /* bit size, bit offset, parent (heap or refc binary term) */
    KIND_MATCH = 11,    /* bit size (end offset), bit offset now, parent, base byte pointer */
    KIND_REF = 12,      /* ids in two words (size 2); magic ones (size 4): first id word, next in
                           off-heap list, BinaryObject *, second id word */
    KIND_EXT_PID = 13,  /* pad, next in off-heap list, Node *, number/serial word */
    KIND_EXT_PORT = 14, /* pad, next in off-heap list, Node *, number word */
    KIND_EXT_REF = 15,  /* pad, next in off-heap list, Node *, id words (1 count word + words) */
} TermKind;

typedef enum MapSub {
    MAP_FLAT = 0,      /* size = 1 + number of keys (at most MAP_FLAT_MAX) */
    MAP_ROOT = 1,      /* small: number of keys; children… ; aux = bitmap */
    MAP_NODE = 2,      /* children… ; aux = bitmap */
    MAP_COLLISION = 3, /* cons cells whose keys have equal hashes */
} MapSub;

enum {
    MAP_FLAT_MAX = 32,
    HEAP_BIN_MAX = 64,
    TUPLE_ARITY_MAX = (1 << 24) - 1,
    HEADER_SUB_SHIFT = 6,
    HEADER_SIZE_SHIFT = 16,
    HEADER_AUX_SHIFT = 48,
    HEADER_KIND_MASK = 0x3f,
    REFC_BIN_WORDS = 5,
    SUB_BIN_WORDS = 4,
    MATCH_WORDS = 5,
    FLOAT_WORDS = 2,
    FUN_FIXED_WORDS = 3, /* + free variables */
    EXPORT_WORDS = 2,
    REF_WORDS = 3,
};

static inline Term header_make(TermKind kind, UInt sub, UInt size)
{
    return size << HEADER_SIZE_SHIFT | sub << HEADER_SUB_SHIFT | (UInt)kind << 2;
}
static inline Term header_tuple(UInt arity)
{
    return arity << HEADER_SIZE_SHIFT;
}
static inline TermKind header_kind(Term header)
{
    return (TermKind)(header >> 2 & 15);
}
static inline UInt header_size(Term header)
{
    return header >> HEADER_SIZE_SHIFT & 0xffffffff;
}
static inline UInt header_sub(Term header)
{
    return header >> HEADER_SUB_SHIFT & 0x3ff;
}
static inline UInt header_aux(Term header)
{
    return header >> HEADER_AUX_SHIFT;
}

/* ---- immediates --------------------------------------------------------------------------- */

static inline bool term_is_immediate(Term t)
{
    return (t & TAG_MASK) == TAG_IMMEDIATE;
}
static inline bool term_is_small(Term t)
{
    return (t & TAG4_MASK) == TAG_SMALL;
}
static inline bool term_are_small(Term a, Term b)
{
    return (a & b & TAG4_MASK) == TAG_SMALL;
}
static inline SInt term_small_value(Term t)
{
    return (SInt)t >> 4;
}
static inline Term term_make_small(SInt value)
{
    return (UInt)value << 4 | TAG_SMALL;
}
static inline bool term_fits_small(SInt value)
{
    return value >= SMALL_MIN && value <= SMALL_MAX;
}

static inline bool term_is_atom(Term t)
{
    return (t & TAG6_MASK) == TAG_ATOM;
}
static inline UInt term_atom_index(Term t)
{
    return t >> 6;
}
static inline Term term_make_atom(UInt index)
{
    return index << 6 | TAG_ATOM;
}
static inline bool term_is_nil(Term t)
{
    return t == TERM_NIL;
}
static inline bool term_is_local_pid(Term t)
{
    return (t & TAG4_MASK) == TAG_PID;
}
static inline UInt term_pid_number(Term t)
{
    return t >> 4;
}
static inline Term term_make_pid(UInt number)
{
    return number << 4 | TAG_PID;
}
static inline bool term_is_local_port(Term t)
{
    return (t & TAG4_MASK) == TAG_PORT;
}
static inline UInt term_port_number(Term t)
{
    return t >> 4;
}
static inline Term term_make_port(UInt number)
{
    return number << 4 | TAG_PORT;
}

/* ---- pointers ----------------------------------------------------------------------------- */

static inline bool term_is_cons(Term t)
{
    return (t & TAG_MASK) == TAG_CONS;
}
static inline bool term_is_boxed(Term t)
{
    return (t & TAG_MASK) == TAG_BOXED;
}
static inline bool term_is_list(Term t)
{
    return term_is_cons(t) || term_is_nil(t);
}
static inline Term *term_cons_ptr(Term t)
{
    return (Term *)(t - TAG_CONS);
}
static inline Term *term_boxed_ptr(Term t)
{
    return (Term *)(t - TAG_BOXED);
}
static inline Term term_make_cons(const Term *at)
{
    return (Term)at + TAG_CONS;
}
static inline Term term_make_boxed(const Term *at)
{
    return (Term)at + TAG_BOXED;
}
static inline Term term_head(Term t)
{
    return term_cons_ptr(t)[0];
}
static inline Term term_tail(Term t)
{
    return term_cons_ptr(t)[1];
}

/* The header of a boxed term. */
static inline Term term_header(Term t)
{
    return *term_boxed_ptr(t);
}
static inline TermKind term_kind(Term boxed)
{
    return header_kind(term_header(boxed));
}
static inline bool term_is_kind(Term t, TermKind kind)
{
    return term_is_boxed(t) && (term_header(t) & HEADER_KIND_MASK) == (UInt)kind << 2;
}

static inline bool term_is_tuple(Term t)
{
    return term_is_kind(t, KIND_TUPLE);
}
static inline UInt term_tuple_arity(Term t)
{
    return header_size(term_header(t));
}
static inline Term *term_tuple_elements(Term t)
{
    return term_boxed_ptr(t) + 1;
}
static inline bool term_is_tuple_of(Term t, UInt arity)
{
    return term_is_boxed(t) && term_header(t) == header_tuple(arity);
}

static inline bool term_is_float(Term t)
{
    return term_is_kind(t, KIND_FLOAT);
}
static inline double term_float_value(Term t)
{
    double value;
    __builtin_memcpy(&value, term_boxed_ptr(t) + 1, sizeof value);
    return value;
}
/* Writes a float object (FLOAT_WORDS words) at `at`. `value` must be finite. */
static inline Term term_put_float(Term *at, double value)
{
    at[0] = header_make(KIND_FLOAT, 0, 1);
    __builtin_memcpy(at + 1, &value, sizeof value);
    return term_make_boxed(at);
}

static inline bool term_is_big(Term t)
{
    return term_is_boxed(t) && (term_header(t) & 0x3b) == (UInt)KIND_BIG_POS << 2;
}
static inline bool term_is_integer(Term t)
{
    return term_is_small(t) || term_is_big(t);
}
static inline bool term_is_number(Term t)
{
    return term_is_integer(t) || term_is_float(t);
}

static inline bool term_is_map(Term t)
{
    return term_is_kind(t, KIND_MAP);
}
/* A fun of either kind, local or external. */
static inline bool term_is_fun(Term t)
{
    return term_is_boxed(t) && (term_header(t) & 0x3b) == (UInt)KIND_FUN << 2;
}
static inline UInt term_fun_arity(Term fun)
{
    return header_sub(term_header(fun));
}

static inline bool term_is_bitstring(Term t)
{
    return term_is_boxed(t) && (term_header(t) & 0x33) == (UInt)KIND_HEAP_BIN << 2 &&
           term_kind(t) != KIND_MATCH;
}
static inline UInt term_bit_size(Term bitstring)
{
    return term_boxed_ptr(bitstring)[1];
}
static inline bool term_is_binary(Term t)
{
    return term_is_bitstring(t) && term_bit_size(t) % 8 == 0;
}

static inline bool term_is_pid(Term t)
{
    return term_is_local_pid(t) || term_is_kind(t, KIND_EXT_PID);
}
static inline bool term_is_port(Term t)
{
    return term_is_local_port(t) || term_is_kind(t, KIND_EXT_PORT);
}
static inline bool term_is_ref(Term t)
{
    return term_is_kind(t, KIND_REF) || term_is_kind(t, KIND_EXT_REF);
}

/* Is the object at `at` (a header) followed by words the collector must not read as terms? The
 * number of term words starts at *first and counts *count; all other words are raw. */
static inline void header_term_words(Term header, UInt *first, UInt *count)
{
    UInt size = header_size(header);
    *first = 1;
    *count = 0;
    switch (header_kind(header)) {
    case KIND_TUPLE:
    case KIND_MAP:
        *count = size;
        break;
    case KIND_FUN:
        *first = 2;
        *count = size - 1;
        break;
    case KIND_SUB_BIN:
    case KIND_MATCH:
        *first = 3;
        *count = 1;
        break;
    default:
        break;
    }
}

#endif
