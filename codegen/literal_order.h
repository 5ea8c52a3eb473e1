/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Order and hashes of literals, as the runtime has them: key order of rt/core/compare.h, the
 * internal hash of rt/core/hash_internal.h. Both decide where the keys of a map literal go.
 *
 * A LiteralOrder is made for one pool and holds one result per node, so nothing recurses: children
 * have smaller ids. -0.0 counts as less than 0.0 at any depth.
 */
#ifndef CODEGEN_LITERAL_ORDER_H
#define CODEGEN_LITERAL_ORDER_H

#include "frontend/beam/module.h"

typedef struct LiteralOrder {
    Arena *arena;
    const BeamModule *module;
    uint32_t **map_order; /* by id, of maps: positions of the keys in key order */
    uint64_t *hash;       /* by id */
    uint32_t hashed;      /* nodes with smaller ids have theirs */
} LiteralOrder;

/* Prepares all maps of the module's pool. */
void literal_order_init(LiteralOrder *order, Arena *arena, const BeamModule *module);

/* Key order of two nodes of the pool: <0, 0, >0. */
int literal_order_compare(const LiteralOrder *order, const Literal *a, const Literal *b);

/* The positions of a map's keys, in key order. */
const uint32_t *literal_order_of_keys(const LiteralOrder *order, const Literal *map);

/* The internal hash of a node. */
uint64_t literal_order_hash(LiteralOrder *order, const Literal *literal);

#endif
