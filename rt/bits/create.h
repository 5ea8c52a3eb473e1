/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Construction of binaries by one instruction (bs_create_bin): a static description of the segments
 * and an array of terms.
 *
 * The compiler emits one BitsSegment per segment as constant data; the terms are, segment by
 * segment, the value (not for BITS_STRING) and then the size (if has_size). The result of the whole
 * is in one of three forms: a heap binary (up to HEAP_BIN_MAX bytes), a refc binary, or, when the
 * first segment is BITS_APPEND or BITS_PRIVATE_APPEND, what bits_append gives.
 */
#ifndef RT_BITS_CREATE_H
#define RT_BITS_CREATE_H

#include "rt/core/process.h"

/* In the order of the compiler's IrSegmentKind. */
typedef enum BitsSegmentKind {
    BITS_APPEND, /* only as first segment */
    BITS_PRIVATE_APPEND,
    BITS_BINARY,
    BITS_FLOAT,
    BITS_INTEGER,
    BITS_STRING,
    BITS_UTF8,
    BITS_UTF16,
    BITS_UTF32,
} BitsSegmentKind;

/* 24 bytes; the field order is the layout that the compiler emits. */
typedef struct BitsSegment {
    const uint8_t *string; /* BITS_STRING: its bytes, else NULL */
    uint32_t string_bytes;
    uint32_t number; /* 1…, as reported in failures */
    uint32_t unit;
    uint8_t kind;     /* BitsSegmentKind */
    uint8_t flags;    /* BITS_LITTLE, BITS_SIGNED, BITS_NATIVE (bits.h) */
    uint8_t has_size; /* a size term follows the value */
    uint8_t size_all; /* the size is the whole value (BITS_BINARY and the appends) */
} BitsSegment;

/* The bitstring, or the non-value with the fault set: badarg or system_limit with an error_info of
 * format_bs_fail, cause {Segment, Type, Why, Value} as ERTS 13 reports it. */
Term bits_create(Process *process, const BitsSegment *segments, UInt count, const Term *arguments);

#endif
