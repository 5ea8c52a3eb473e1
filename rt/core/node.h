/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Nodes: the {name, creation} pairs that pids, ports and references of other Erlang nodes name.
 *
 * Each pair has one Node, made when first seen and never freed (there are few), so that the pointer
 * is its identity. External pids, ports and references hold it in word 3. As nodes live for ever,
 * these objects keep nothing alive and are linked into no off-heap list: their word 2 is 0.
 *
 *   external pid    [header][0][0][Node *][number | serial << 32]
 *   external port   [header][0][0][Node *][number, 64 bits]
 *   external ref    [header][0][0][Node *][count][ids, two per word, the low half first]
 *
 * Any thread may call these functions.
 */
#ifndef RT_CORE_NODE_H
#define RT_CORE_NODE_H

#include "rt/core/heap.h"

typedef struct Node {
    struct Node *next; /* in its bucket */
    Term name;         /* atom */
    uint32_t creation;
} Node;

enum {
    EXT_PID_WORDS = 5,
    EXT_PORT_WORDS = 5,
    EXT_REF_FIXED_WORDS = 5, /* + (count + 1) / 2 */
    /* A local pid's number is serial << PID_NUMBER_BITS | number. */
    PID_NUMBER_BITS = 15,
    PID_SERIAL_BITS = 13,
    PORT_NUMBER_BITS = 28,
};

/* The node of that name and creation. */
const Node *node_get(Term name, uint32_t creation);
/* All but this node, one after the other: NULL is before the first and behind the last. */
const Node *node_after(const Node *node);
/* This node. */
const Node *node_this(void);
/* <0, 0, >0: by name, then by creation. */
int node_compare(const Node *a, const Node *b);

/* Of a pid, port or reference: its node. */
const Node *node_of(Term term);

typedef struct PidParts {
    const Node *node;
    uint32_t number, serial;
} PidParts;
PidParts node_pid_parts(Term pid);

typedef struct PortParts {
    const Node *node;
    uint64_t number;
} PortParts;
PortParts node_port_parts(Term port);

/* Pids and ports by their parts; those of this node are immediates. */
Term node_make_pid(Process *process, const Node *node, uint32_t number, uint32_t serial);
Term node_make_port(Process *process, const Node *node, uint64_t number);

#endif
