/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The first look at two tuples, in line. Keys of maps and sets, and records, mostly differ in an
 * immediate element, of their own or of a tuple in them: that decides in every order, and takes no
 * call.
 */
#ifndef RT_CORE_COMPARE_QUICK_H
#define RT_CORE_COMPARE_QUICK_H

#include "rt/core/term.h"

typedef enum FirstLook {
    LOOK_SAME,    /* they match */
    LOOK_DIFFERS, /* *a and *b are the immediate elements, different words, that decide */
    LOOK_FURTHER, /* the order is that of *a and *b, which are not the same word */
} FirstLook;

/* Of two terms that are not the same word. */
static inline __attribute__((always_inline)) FirstLook compare_first_look(Term *a, Term *b)
{
    enum { DEPTH = 4, ARITY = 64 };
    Term one = *a, other = *b;
    bool pending = false; /* what comes after the tuples that are looked at, from *a and *b on */
    for (int depth = 0; depth < DEPTH && term_is_boxed(one) && term_is_boxed(other); depth++) {
        const Term *x = term_boxed_ptr(one), *y = term_boxed_ptr(other);
        if (x[0] != y[0] || header_kind(x[0]) != KIND_TUPLE || header_size(x[0]) > ARITY)
            break;
        UInt arity = header_size(x[0]), i = 1;
        while (i <= arity && x[i] == y[i])
            i++;
        if (i > arity) {
            if (!pending)
                return LOOK_SAME;
            break;
        }
        pending = pending || i != arity;
        one = x[i];
        other = y[i];
        if (term_is_immediate(one) && term_is_immediate(other)) {
            *a = one;
            *b = other;
            return LOOK_DIFFERS;
        }
        if (!pending) {
            *a = one;
            *b = other;
        }
    }
    return LOOK_FURTHER;
}

#endif
