/* SPDX-License-Identifier: Apache-2.0 */
/* What erlang:memory/0,1 of the module erlang ask the runtime for (memory.c). */
#ifndef RT_BIF_MEMORY_H
#define RT_BIF_MEMORY_H

#include "rt/core/process.h"

/* system_info(alloc_util_allocators) */
Term memory_allocators(Process *process);
/* system_info(allocated_areas) */
Term memory_areas(Process *process);
/* system_info({memory_internal, Ref, Allocators}): sends the caller {Ref, Thread, Data} for each
 * thread that counts. THE_NON_VALUE: bad arguments. */
Term memory_send(Process *process, Term reference, Term allocators);
bool memory_is_allocator(Term name);
/* Bytes of an allocator, and of what none of them has: the executable's code and literals, and its
 * atoms. */
UInt memory_allocator_bytes(Term allocator);
UInt memory_code_bytes(void);
UInt memory_linked_atom_bytes(void);
/* system_info({allocator, List}) and {allocator_sizes, List}: [{Allocator, false}], for none has
 * carriers and settings of its own to tell about. THE_NON_VALUE: bad arguments. */
Term memory_hidden_allocators(Process *process, Term names);

#endif
