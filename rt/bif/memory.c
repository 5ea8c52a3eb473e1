/* SPDX-License-Identifier: Apache-2.0 */
/*
 * erlang:memory (memory.h). The Erlang code adds up what threads of ERTS tell about their
 * allocators. Here one answer tells all, with the bytes that rt/core/memory.h counts, by the
 * allocator that memory.def gives each kind.
 */
#include "rt/bif/memory.h"

#include "rt/core/bif.h"
#include "rt/core/memory.h"
#include "rt/process/signal.h"

static const struct {
    Term allocator;
    MemoryKind kind;
} kinds[] = {
#define MEMORY_KIND(name, text, allocator) {am_##allocator, MEMORY_##name},
#include "rt/core/memory.def"
#undef MEMORY_KIND
};

static const Term allocators[] = {am_temp_alloc,   am_sl_alloc,    am_std_alloc, am_ll_alloc,
                                  am_eheap_alloc,  am_ets_alloc,   am_fix_alloc, am_literal_alloc,
                                  am_binary_alloc, am_driver_alloc};

/* Of the executable's segment, from the linker. */
extern const char __executable_start[], etext[];

static Term pair(Process *process, Term a, Term b)
{
    return heap_tuple(process, 2, a, b);
}

static Term list_of_1(Process *process, Term element)
{
    return heap_cons(process, element, TERM_NIL);
}

UInt memory_code_bytes(void)
{
    const char *literals = joist_program.literals_start, *end = joist_program.literals_end;
    return (UInt)(etext - __executable_start) + (UInt)(end - literals);
}

/* The atoms that the executable begins with. */
UInt memory_linked_atom_bytes(void)
{
    UInt sum = joist_program.atom_count * sizeof *joist_program.atoms;
    for (UInt i = 0; i < joist_program.atom_count; i++)
        sum += joist_program.atoms[i].bytes;
    return sum;
}

UInt memory_allocator_bytes(Term allocator)
{
    UInt sum = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].allocator == allocator)
            sum += memory_used(kinds[i].kind);
    return sum;
}

bool memory_is_allocator(Term name)
{
    for (size_t i = 0; i < sizeof allocators / sizeof *allocators; i++)
        if (allocators[i] == name)
            return true;
    return false;
}

Term memory_hidden_allocators(Process *process, Term names)
{
    Term facts[sizeof allocators / sizeof *allocators];
    UInt count = 0;
    for (; term_is_cons(names); names = term_tail(names)) {
        if (count == sizeof facts / sizeof *facts || !memory_is_allocator(term_head(names)))
            return THE_NON_VALUE;
        facts[count++] = pair(process, term_head(names), am_false);
    }
    return term_is_nil(names) && count ? heap_list(process, facts, count, TERM_NIL) : THE_NON_VALUE;
}

Term memory_allocators(Process *process)
{
    return heap_list(process, allocators, sizeof allocators / sizeof *allocators, TERM_NIL);
}

/* Code and the first atoms are no part of what the allocators have; further atoms are. */
Term memory_areas(Process *process)
{
    Term code = heap_unsigned(process, memory_code_bytes());
    UInt linked_atoms = memory_linked_atom_bytes();
    Term atoms = heap_unsigned(process, linked_atoms + memory_used(MEMORY_ATOM));
    Term list = list_of_1(process, heap_tuple(process, 3, am_atom_space, atoms, atoms));
    list = heap_cons(process, pair(process, am_loaded_code, code), list);
    return heap_cons(process,
                     pair(process, am_external_alloc,
                          heap_unsigned(process, memory_code_bytes() + linked_atoms)),
                     list);
}

/* {Allocator, 0, [{mbcs, [{blocks, [{Allocator, [{size, Bytes}]}]}]}]}; processes and
 * timers are fixed-size blocks of the kinds proc and bif_timer. */
static Term allocator_data(Process *process, Term allocator)
{
    UInt count = memory_allocator_bytes(allocator);
    Term bytes = heap_unsigned(process, count);
    Term sizes = list_of_1(process, pair(process, am_size, bytes));
    Term blocks = list_of_1(process, pair(process, allocator, sizes));
    Term data = list_of_1(process, pair(process, am_blocks, blocks));
    data = list_of_1(process, pair(process, am_mbcs, data));
    if (allocator == am_fix_alloc) {
        Term timers = heap_unsigned(process, memory_used(MEMORY_TIMER));
        Term rest = heap_unsigned(process, count - memory_used(MEMORY_TIMER));
        Term types = list_of_1(process, heap_tuple(process, 3, am_bif_timer, timers, timers));
        types = heap_cons(process, heap_tuple(process, 3, am_proc, rest, rest), types);
        data = heap_cons(process, pair(process, am_fix_types, types), data);
    }
    return heap_tuple(process, 3, allocator, term_make_small(0), data);
}

Term memory_send(Process *process, Term reference, Term names)
{
    Term data = TERM_NIL;
    for (; term_is_cons(names); names = term_tail(names)) {
        if (!memory_is_allocator(term_head(names)))
            return THE_NON_VALUE;
        data = heap_cons(process, allocator_data(process, term_head(names)), data);
    }
    if (!term_is_nil(names) || !term_is_ref(reference))
        return THE_NON_VALUE;
    signal_send_message(process->pid, heap_tuple(process, 3, reference, term_make_small(1), data));
    return am_ok;
}

/* One thread answers; the other of the two is the one that is left out. */
Term bif_erts_internal_no_aux_work_threads_0(Process *process)
{
    (void)process;
    return term_make_small(2);
}
