/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For fragments written in C: what they are called with is put where the rest of the runtime looks
 * for it, and continuations that the stack walker understands.
 */
#ifndef RT_CORE_FRAGMENT_H
#define RT_CORE_FRAGMENT_H

#include "rt/core/process.h"

static inline void fragment_sync(Process *process, Term *stack, Term *heap, SInt reductions)
{
    process->stack = stack;
    process->heap_top = heap;
    process->reductions = reductions;
}

/* The X registers in memory: register arguments first. */
#define STORE_REGISTERS()                         \
    do {                                          \
        Term *registers_ = process->scheduler->x; \
        registers_[0] = x0;                       \
        registers_[1] = x1;                       \
        registers_[2] = x2;                       \
        registers_[3] = x3;                       \
        registers_[4] = x4;                       \
        registers_[5] = x5;                       \
    } while (0)

/* Native functions by arity. The last argument is the site of the call, by which what stands in for
 * a traced function finds its export (rt/trace/enter.c). */
typedef Term Native0(Process *, UInt);
typedef Term Native1(Process *, Term, UInt);
typedef Term Native2(Process *, Term, Term, UInt);
typedef Term Native3(Process *, Term, Term, Term, UInt);
typedef Term Native4(Process *, Term, Term, Term, Term, UInt);
typedef Term Native5(Process *, Term, Term, Term, Term, Term, UInt);
typedef Term Native6(Process *, Term, Term, Term, Term, Term, Term, UInt);
typedef Term Native7(Process *, Term, Term, Term, Term, Term, Term, Term, UInt);

#if defined(__x86_64__)
#define JUMP_INSTRUCTION "jmp"
#elif defined(__aarch64__)
#define JUMP_INSTRUCTION "b"
#endif

/* A continuation that jumps to the fragment `to`, with a CodeInfo in front as generated code has:
 * no module, no function, a frame of `words`. */
#define CONTINUATION(name, words, to)           \
    __asm__(".text\n"                           \
            ".p2align 2\n"                      \
            ".long 0\n"                         \
            ".long " words " << 16\n"           \
            ".globl " name "\n"                 \
            ".type " name ", @function\n"       \
            "" name ":\n"                       \
            "    " JUMP_INSTRUCTION " " to "\n" \
            ".size " name ", .-" name "\n")

#endif
