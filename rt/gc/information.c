/* SPDX-License-Identifier: Apache-2.0 */
/* What a process's heaps look like (gc.h). */
#include "rt/core/atom.h"
#include "rt/core/heap.h"
#include "rt/gc/gc.h"

void gc_facts(const Process *process, const Term *heap_top, HeapFact *facts)
{
    const HeapFact all[HEAP_FACTS] = {
        {am_old_heap_block_size, (UInt)(process->old_end - process->old_start)},
        {am_heap_block_size, (UInt)(process->stack_end - process->heap_start)},
        {am_mbuf_size, process->fragment_words},
        {am_recent_size, (UInt)(process->high_water - process->heap_start)},
        {am_stack_size, (UInt)(process->stack_end - process->stack)},
        {am_old_heap_size, (UInt)(process->old_top - process->old_start)},
        {am_heap_size, (UInt)(heap_top - process->heap_start)},
        {am_bin_vheap_size, process->off_heap_words},
        {am_bin_vheap_block_size, process->off_heap_limit},
        {am_bin_old_vheap_size, process->old_off_heap_words},
        {am_bin_old_vheap_block_size, process->old_off_heap_limit},
    };
    for (int i = 0; i < HEAP_FACTS; i++)
        facts[i] = all[i];
}

Term gc_information(Process *process, const Term *heap_top)
{
    HeapFact facts[HEAP_FACTS];
    Term list = TERM_NIL;
    gc_facts(process, heap_top, facts);
    for (int i = HEAP_FACTS; i-- > 0;) {
        Term value = heap_unsigned(process, facts[i].value);
        list = heap_cons(process, heap_tuple(process, 2, facts[i].name, value), list);
    }
    return list;
}
