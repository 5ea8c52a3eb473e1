/* SPDX-License-Identifier: Apache-2.0 */
/* Other nodes. There is no distribution, so there are none. */
#include "rt/bif/process.h"
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/node.h"
#include "rt/map/map.h"
#include "rt/process/node_monitor.h"

Term bif_erlang_nodes_0(Process *process)
{
    (void)process;
    return TERM_NIL;
}

static bool is_node_kind(Term kind)
{
    return kind == am_this || kind == am_visible || kind == am_hidden || kind == am_connected ||
           kind == am_known;
}

/* One kind or a list of kinds; `this` and `known` include this node. */
static bool read_kinds(Term kinds, bool *include_this)
{
    *include_this = kinds == am_this || kinds == am_known;
    if (term_is_atom(kinds))
        return is_node_kind(kinds);
    for (; term_is_cons(kinds) && is_node_kind(term_head(kinds)); kinds = term_tail(kinds))
        *include_this |= term_head(kinds) == am_this || term_head(kinds) == am_known;
    return term_is_nil(kinds);
}

Term bif_erlang_nodes_1(Process *process, Term kinds)
{
    bool include_this;
    if (!read_kinds(kinds, &include_this))
        return bif_badarg(process);
    return include_this ? heap_cons(process, node_this()->name, TERM_NIL) : TERM_NIL;
}

/* What is asked about each node: connection_id and node_type, each a boolean. */
Term bif_erlang_nodes_2(Process *process, Term kinds, Term options)
{
    bool include_this;
    Term facts[4];
    UInt count = 0;
    if (!read_kinds(kinds, &include_this) || !term_is_map(options))
        return bif_badarg(process);
    for (MapIterator it = map_iterate(options); map_next(&it);) {
        if ((it.key != am_connection_id && it.key != am_node_type) ||
            (it.value != am_true && it.value != am_false))
            return bif_badarg(process);
        if (it.value == am_false)
            continue;
        facts[count++] = it.key;
        facts[count++] = it.key == am_node_type ? am_this : am_undefined;
    }
    if (!include_this)
        return TERM_NIL;
    Term map = map_from_pairs(process, facts, count / 2, NULL);
    return heap_cons(process, heap_tuple(process, 2, node_this()->name, map), TERM_NIL);
}

/* ---- process_flag(monitor_nodes) ------------------------------------------------------------- */

static bool set_type(Term type, uint32_t *how)
{
    if (type != am_visible && type != am_hidden && type != am_all)
        return false;
    if (type != am_hidden)
        *how |= NODE_MONITOR_VISIBLE;
    if (type != am_visible)
        *how |= NODE_MONITOR_HIDDEN;
    return true;
}

static bool set_option(Term key, Term value, uint32_t *how)
{
    if (key == am_node_type)
        return set_type(value, how);
    if (value != am_true && value != am_false)
        return false;
    bool on = value == am_true;
    if (key == am_list && on)
        *how &= ~(uint32_t)NODE_MONITOR_MAP;
    else if (key == am_connection_id)
        *how |= on ? NODE_MONITOR_CONNECTION_ID : 0;
    else if (key == am_nodedown_reason)
        *how |= on ? NODE_MONITOR_REASON : 0;
    else
        return key == am_list;
    return true;
}

/* The option map, or a list without elements. */
static bool read_options(Term options, uint32_t *how)
{
    *how = 0;
    if (term_is_nil(options))
        return true;
    if (!term_is_map(options))
        return false;
    *how = NODE_MONITOR_MAP;
    for (MapIterator it = map_iterate(options); map_next(&it);)
        if (!set_option(it.key, it.value, how))
            return false;
    return true;
}

Term process_flag_monitor_nodes(Process *process, Term options, Term value)
{
    uint32_t how;
    if (!read_options(options, &how) || (value != am_true && value != am_false))
        return bif_badarg(process);
    return heap_unsigned(process, value == am_true ? node_monitor_add(process, how)
                                                   : node_monitor_remove(process, how));
}
