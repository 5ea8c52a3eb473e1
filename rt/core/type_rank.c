/* SPDX-License-Identifier: Apache-2.0 */
/* The order of types (type_rank.h). */
#include "rt/core/type_rank.h"

#define EACH_SIXTEENTH(tag, rank) \
    [tag] = (rank), [(tag) + 16] = (rank), [(tag) + 32] = (rank), [(tag) + 48] = (rank)

const uint8_t type_rank_immediate[64] = {
    EACH_SIXTEENTH(TAG_SMALL, RANK_NUMBER),
    EACH_SIXTEENTH(TAG_PID, RANK_PID),
    EACH_SIXTEENTH(TAG_PORT, RANK_PORT),
    [TAG_ATOM] = RANK_ATOM,
    [TAG_NIL] = RANK_NIL,
};

const uint8_t type_rank_boxed[16] = {
    [KIND_TUPLE] = RANK_TUPLE,
    [KIND_BIG_POS] = RANK_NUMBER,
    [KIND_BIG_NEG] = RANK_NUMBER,
    [KIND_FLOAT] = RANK_NUMBER,
    [KIND_MAP] = RANK_MAP,
    [KIND_FUN] = RANK_FUN,
    [KIND_EXPORT] = RANK_FUN,
    [KIND_HEAP_BIN] = RANK_BITSTRING,
    [KIND_REFC_BIN] = RANK_BITSTRING,
    [KIND_SUB_BIN] = RANK_BITSTRING,
    [KIND_REF] = RANK_REFERENCE,
    [KIND_EXT_PID] = RANK_PID,
    [KIND_EXT_PORT] = RANK_PORT,
    [KIND_EXT_REF] = RANK_REFERENCE,
};
