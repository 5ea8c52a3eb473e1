/* SPDX-License-Identifier: Apache-2.0 */
/* Native functions of identifiers: processes, nodes, references, unique integers. */
#include "rt/bif/identity.h"

#include <atomic_ops.h>
#include "rt/core/bif.h"
#include "rt/core/list.h"
#include "rt/core/node.h"
#include "rt/core/reference.h"

Term bif_erlang_self_0(Process *process)
{
    return process->pid;
}
Term bif_erlang_group_leader_0(Process *process)
{
    return process->group_leader;
}
Term bif_erlang_make_ref_0(Process *process)
{
    return reference_new(process);
}

/* ---- nodes
 * ------------------------------------------------------------------------------------------- */

Term bif_erlang_node_0(Process *process)
{
    (void)process;
    return node_this()->name;
}

Term bif_erlang_node_1(Process *process, Term term)
{
    if (!term_is_pid(term) && !term_is_port(term) && !term_is_ref(term))
        return bif_badarg(process);
    return node_of(term)->name;
}

/* Does the pid's node send characters as Unicode? Of other nodes nothing is known. */
Term bif_net_kernel_dflag_unicode_io_1(Process *process, Term pid)
{
    if (!term_is_pid(pid))
        return bif_badarg(process);
    return term_bool(node_of(pid) == node_this());
}

/* ---- unique integers
 * ------------------------------------------------------------------------------------ */

/* Strictly increasing over all threads; from the least small integer on, as in ERTS. */
static volatile AO_t unique_count;

SInt identity_next_unique(void)
{
    return SMALL_MIN + (SInt)AO_fetch_and_add_full(&unique_count, 1);
}

Term bif_erlang_unique_integer_0(Process *process)
{
    return heap_integer(process, identity_next_unique());
}

Term bif_erlang_unique_integer_1(Process *process, Term modifiers)
{
    bool positive = false;
    for (; term_is_cons(modifiers); modifiers = term_tail(modifiers)) {
        Term modifier = term_head(modifiers);
        if (modifier != am_positive && modifier != am_monotonic)
            return bif_badarg(process);
        positive |= modifier == am_positive;
    }
    if (!term_is_nil(modifiers))
        return bif_badarg(process);
    SInt value = identity_next_unique();
    return positive ? heap_unsigned(process, (UInt)value - (UInt)SMALL_MIN + 1)
                    : heap_integer(process, value);
}

/* ---- identifiers from text
 * -------------------------------------------------------------------------------- */

enum { TEXT_MAX = 128 };

/* The list as a zero-terminated text of ASCII characters; false: anything else. */
static bool ascii_text(Term list, char *text)
{
    size_t size = 0;
    for (; term_is_cons(list); list = term_tail(list)) {
        Term character = term_head(list);
        if (!term_is_small(character) || (UInt)term_small_value(character) - 1 >= 0x7f ||
            size == TEXT_MAX)
            return false;
        text[size++] = (char)term_small_value(character);
    }
    text[size] = 0;
    return term_is_nil(list);
}

/* PREFIX number.number… >, at most `most` numbers of 64 bits; their count, 0: not of this form. */
static int parse_numbers(const char *text, const char *prefix, uint64_t *numbers, int most)
{
    int count = 0;
    while (*prefix)
        if (*text++ != *prefix++)
            return 0;
    for (;;) {
        uint64_t value = 0;
        const char *start = text;
        for (; *text >= '0' && *text <= '9'; text++) {
            if (value > (UINT64_MAX - 9) / 10)
                return 0;
            value = value * 10 + (uint64_t)(*text - '0');
        }
        if (text == start || count == most)
            return 0;
        numbers[count++] = value;
        if (*text != '.')
            break;
        text++;
    }
    return text[0] == '>' && text[1] == 0 ? count : 0;
}

/* The first number of each names the node; there is only this one, 0. */
Term bif_erlang_list_to_pid_1(Process *process, Term list)
{
    char text[TEXT_MAX + 1];
    uint64_t numbers[3];
    if (!ascii_text(list, text) || parse_numbers(text, "<", numbers, 3) != 3 || numbers[0] != 0 ||
        numbers[1] >> PID_NUMBER_BITS || numbers[2] >> PID_SERIAL_BITS)
        return bif_badarg(process);
    return node_make_pid(process, node_this(), (uint32_t)numbers[1], (uint32_t)numbers[2]);
}

Term bif_erlang_list_to_port_1(Process *process, Term list)
{
    char text[TEXT_MAX + 1];
    uint64_t numbers[2];
    if (!ascii_text(list, text) || parse_numbers(text, "#Port<", numbers, 2) != 2 ||
        numbers[0] != 0 || numbers[1] >> PORT_NUMBER_BITS)
        return bif_badarg(process);
    return node_make_port(process, node_this(), numbers[1]);
}

/* #Ref<0.C.B.A>: the ids stand in the opposite order. */
Term bif_erlang_list_to_ref_1(Process *process, Term list)
{
    char text[TEXT_MAX + 1];
    uint64_t numbers[REFERENCE_IDS + 1];
    uint32_t ids[REFERENCE_IDS];
    if (!ascii_text(list, text) ||
        parse_numbers(text, "#Ref<", numbers, REFERENCE_IDS + 1) != REFERENCE_IDS + 1 ||
        numbers[0] != 0)
        return bif_badarg(process);
    for (int i = 0; i < REFERENCE_IDS; i++) {
        if (numbers[REFERENCE_IDS - i] > UINT32_MAX)
            return bif_badarg(process);
        ids[i] = (uint32_t)numbers[REFERENCE_IDS - i];
    }
    if (ids[0] >> REFERENCE_ID0_BITS)
        return bif_badarg(process);
    return reference_make(process, node_this(), REFERENCE_IDS, ids);
}
