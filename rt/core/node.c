/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of nodes (node.h): a fixed number of buckets, each a list that only ever gets new
 * heads. A head is published with a full compare-and-swap, which pairs with the acquiring load of
 * readers.
 */
#include "rt/core/node.h"

#include <atomic_ops.h>
#include "rt/core/atom.h"
#include "rt/core/memory.h"

enum { NODE_BUCKETS = 64 };

static volatile AO_t buckets[NODE_BUCKETS];
static const Node local_node = {.name = am_nonode_nohost, .creation = 0};

const Node *node_this(void)
{
    return &local_node;
}

static const Node *find(const Node *node, Term name, uint32_t creation)
{
    while (node && (node->name != name || node->creation != creation))
        node = node->next;
    return node;
}

const Node *node_get(Term name, uint32_t creation)
{
    if (name == local_node.name && creation == local_node.creation)
        return &local_node;
    volatile AO_t *bucket = &buckets[term_atom_index(name) % NODE_BUCKETS];
    Node *fresh = NULL;
    for (;;) {
        AO_t head = AO_load_acquire(bucket);
        const Node *found = find((const Node *)head, name, creation);
        if (found) {
            memory_free(MEMORY_NODE, fresh, sizeof *fresh);
            return found;
        }
        if (!fresh)
            fresh = memory_alloc(MEMORY_NODE, sizeof *fresh);
        *fresh = (Node){.next = (Node *)head, .name = name, .creation = creation};
        if (AO_compare_and_swap_full(bucket, head, (AO_t)fresh))
            return fresh;
    }
}

const Node *node_after(const Node *node)
{
    UInt bucket = 0;
    if (node && node->next)
        return node->next;
    if (node)
        bucket = term_atom_index(node->name) % NODE_BUCKETS + 1;
    const Node *head = NULL;
    for (; bucket < NODE_BUCKETS && !head; bucket++)
        head = (const Node *)AO_load_acquire(&buckets[bucket]);
    return head;
}

int node_compare(const Node *a, const Node *b)
{
    if (a == b)
        return 0;
    int order = atom_compare(a->name, b->name);
    if (order != 0)
        return order;
    return a->creation < b->creation ? -1 : a->creation > b->creation;
}

const Node *node_of(Term term)
{
    if (!term_is_boxed(term) || term_kind(term) == KIND_REF)
        return &local_node;
    return (const Node *)term_boxed_ptr(term)[3];
}

PidParts node_pid_parts(Term pid)
{
    if (term_is_local_pid(pid)) {
        UInt word = term_pid_number(pid);
        return (PidParts){&local_node, (uint32_t)(word & ((1u << PID_NUMBER_BITS) - 1)),
                          (uint32_t)(word >> PID_NUMBER_BITS)};
    }
    const Term *object = term_boxed_ptr(pid);
    return (PidParts){(const Node *)object[3], (uint32_t)object[4], (uint32_t)(object[4] >> 32)};
}

PortParts node_port_parts(Term port)
{
    if (term_is_local_port(port))
        return (PortParts){&local_node, term_port_number(port)};
    const Term *object = term_boxed_ptr(port);
    return (PortParts){(const Node *)object[3], object[4]};
}

static Term make_external(Process *process, TermKind kind, const Node *node, UInt word)
{
    Term *at = heap_alloc(process, EXT_PID_WORDS);
    at[0] = header_make(kind, 0, EXT_PID_WORDS - 1);
    at[1] = 0;
    at[2] = 0;
    at[3] = (Term)node;
    at[4] = word;
    return term_make_boxed(at);
}

Term node_make_pid(Process *process, const Node *node, uint32_t number, uint32_t serial)
{
    if (node == &local_node)
        return term_make_pid((UInt)serial << PID_NUMBER_BITS | number);
    return make_external(process, KIND_EXT_PID, node, (UInt)serial << 32 | number);
}

Term node_make_port(Process *process, const Node *node, uint64_t number)
{
    if (node == &local_node)
        return term_make_port(number);
    return make_external(process, KIND_EXT_PORT, node, number);
}
