/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Collecting in the middle of a fragment (code.h): the terms that live on are in registers and come
 * back there, the process's state in its pinned registers, and all other registers are kept, but
 * for r11 and those of floats. There are thousands of such places, which are hardly ever reached:
 * so they are short.
 */
#include "rt/core/code.h"

#include "rt/core/fragment.h"
#include "rt/gc/gc.h"

#if defined(__x86_64__)

__attribute__((used)) PRESERVE_MOST void rt_collect_terms(Process *process, Term *stack, Term *heap,
                                                          SInt reductions, UInt what, Term *terms)
{
    UInt live = what >> COLLECT_WORDS_BITS, words = what & (((UInt)1 << COLLECT_WORDS_BITS) - 1);
    fragment_sync(process, stack, heap, reductions);
    for (UInt i = 0; i < live; i++)
        process->scheduler->x[i] = terms[i];
    gc_collect(process, words, live);
    for (UInt i = 0; i < live; i++)
        terms[i] = process->scheduler->x[i]; /* of another thread, maybe */
}

_Static_assert(offsetof(Process, stack) == 8 && offsetof(Process, heap_top) == 16 &&
                   offsetof(Process, reductions) == 24 && COLLECT_TERMS_MAX == 6,
               "as written below");
__asm__(".text\n"
        ".globl rt_collect_in_place\n"
        ".type rt_collect_in_place, @function\n"
        "rt_collect_in_place:\n"
        "    push %r9\n" /* the terms, as an array */
        "    push %r8\n"
        "    push %rcx\n"
        "    push %rdx\n"
        "    push %rsi\n"
        "    push %rdi\n"
        "    push %rax\n"
        "    push %rbp\n"
        "    mov %rsp, %rbp\n"
        "    and $-16, %rsp\n"
        "    mov %r12, %rdi\n"
        "    mov %r13, %rsi\n"
        "    mov %r14, %rdx\n"
        "    mov %r15, %rcx\n"
        "    mov %eax, %r8d\n"
        "    lea 16(%rbp), %r9\n"
        "    call rt_collect_terms\n"
        "    mov 8(%r12), %r13\n"
        "    mov 16(%r12), %r14\n"
        "    mov 24(%r12), %r15\n"
        "    mov %rbp, %rsp\n"
        "    pop %rbp\n"
        "    pop %rax\n"
        "    pop %rdi\n"
        "    pop %rsi\n"
        "    pop %rdx\n"
        "    pop %rcx\n"
        "    pop %r8\n"
        "    pop %r9\n"
        "    ret\n"
        ".size rt_collect_in_place, .-rt_collect_in_place\n");

#endif
