/* SPDX-License-Identifier: Apache-2.0 */
/* Match specifications of traces with their source (specification.h). */
#include "rt/trace/specification.h"

#include <atomic_ops.h>
#include "rt/core/copy.h"
#include "rt/core/memory.h"
#include "rt/core/off_heap.h"

struct Specification {
    volatile AO_t users;
    MatchSpec *program;
    Term term;
    Term *off_heap;
    UInt words;
    Term data[];
};

Specification *specification_new(Term term, MatchSpecKind kind)
{
    MatchSpec *program = match_spec_compile(term, kind);
    if (!program)
        return NULL;
    UInt words = copy_size(term);
    Specification *it = memory_alloc(MEMORY_MATCH_SPEC, sizeof *it + words * sizeof(Term));
    *it = (Specification){.users = 1, .program = program, .words = words};
    Term *top = it->data;
    it->term = words ? copy_to(term, &top, &it->off_heap) : term;
    return it;
}

void specification_retain(Specification *specification)
{
    if (specification)
        AO_fetch_and_add1(&specification->users);
}

void specification_release(Specification *specification)
{
    if (!specification || AO_fetch_and_sub1_full(&specification->users) != 1)
        return;
    for (Term *object = specification->off_heap, *next; object; object = next) {
        next = (Term *)object[2];
        off_heap_release(object);
    }
    match_spec_release(specification->program);
    memory_free(MEMORY_MATCH_SPEC, specification,
                sizeof *specification + specification->words * sizeof(Term));
}

const MatchSpec *specification_program(const Specification *specification)
{
    return specification->program;
}

Term specification_term(Process *process, const Specification *specification)
{
    UInt words = copy_size(specification->term);
    if (words == 0)
        return specification->term;
    Term *top = heap_alloc(process, words), *off_heap = NULL;
    Term copy = copy_to(specification->term, &top, &off_heap);
    for (Term *object = off_heap, *next; object; object = next) {
        next = (Term *)object[2];
        heap_link_off_heap(process, object, off_heap_words(object));
    }
    return copy;
}
