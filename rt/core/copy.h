/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Copying terms between heaps (messages, spawn arguments, persistent terms).
 *
 * Literals are not copied unless the copy is to be whole; sharing is not kept (as in ERTS), except
 * by copy_shared. No recursion over the term. Binaries of refc kind are shared: the copy takes a
 * reference.
 */
#ifndef RT_CORE_COPY_H
#define RT_CORE_COPY_H

#include "rt/core/heap.h"

/* Heap words a copy needs; 0 for immediates and literals. */
UInt copy_size(Term term);

/* Copy to *top, which advances by exactly copy_size(term) words. Off-heap objects of the copy are
 * pushed on the list *off_heap (linked through word 2). */
Term copy_to(Term term, Term **top, Term **off_heap);

/* The same for a copy that shares nothing with the term, literals included. */
UInt copy_size_whole(Term term);
Term copy_whole_to(Term term, Term **top, Term **off_heap);

/* A copy on the process's heap that keeps the sharing of objects within the term. */
Term copy_shared(Process *process, Term term, bool with_literals);

#endif
