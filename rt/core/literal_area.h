/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The literal area: terms made at run time that live outside process heaps, are never moved and are
 * shared by all processes without copying (persistent terms).
 *
 * One range of addresses is reserved when the first such term is made, so that telling whether an
 * object is a literal is a comparison (heap_is_literal). Blocks of replaced terms are used again
 * only after the collector can no longer meet them, which the owner of the term sees to.
 */
#ifndef RT_CORE_LITERAL_AREA_H
#define RT_CORE_LITERAL_AREA_H

#include "rt/core/heap.h"

/* Reserves the address range; before any other thread runs. */
void literal_area_initialize(void);

/* A copy of the term in the area. Any thread. *words (unless NULL): what it takes. */
Term literal_area_copy(Term term, UInt *words);

/* Words in use. */
UInt literal_area_used(void);

#endif
