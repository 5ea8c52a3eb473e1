/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which functions are traced (erlang:trace_pattern/3): one CallPattern for each function that has
 * ever been traced; they are found by name and never freed. They are changed while no process runs
 * code (exclusive.h), but for call counts.
 *
 * How calls are seen without a cost for those that are not traced:
 *
 *   calls through exports    of a function traced globally: the export's address is rt_trace_call
 *                            (of all functions while processes remember their calls)
 *   native functions         the same, or what stands in for the C function (enter.c)
 *   all calls of a function  traced locally, or counted: every process whose calls may have to be
 *                            told of is kept out of reductions, so that each function's entry
 *                            leaves for rt_yield, which looks (call.h)
 */
#ifndef RT_TRACE_PATTERN_H
#define RT_TRACE_PATTERN_H

#include "rt/core/code.h"
#include "rt/core/process.h"
#include "rt/trace/specification.h"

enum {
    PATTERN_GLOBAL = 1,
    PATTERN_LOCAL = 2,
    PATTERN_META = 4,
    PATTERN_COUNT = 8,
    PATTERN_ENTRIES = PATTERN_LOCAL | PATTERN_META | PATTERN_COUNT, /* seen at the entry */
};

typedef struct CallPattern {
    Mfa mfa;
    Export *export;    /* NULL: not exported */
    Fragment *address; /* what the export leads to, but for tracing */
    const void *bif;   /* its C function */
    uint32_t kinds;    /* PATTERN_*; 0: it is not traced any more */
    Specification *specification, *meta_specification; /* NULL: all calls */
    Term meta_tracer;
    bool paused;
    volatile AO_t calls;
} CallPattern;

/* The pattern of a function, traced now or not; NULL: it never was. */
CallPattern *pattern_find(Term module, Term function, UInt arity);

typedef enum PatternAction {
    PATTERN_OFF,
    PATTERN_ON,
    PATTERN_RESTART,
    PATTERN_PAUSE
} PatternAction;

typedef struct PatternChange {
    Mfa mfa;
    UInt specified; /* how much of it: 0 … 3 */
    PatternAction action;
    uint32_t kinds; /* PATTERN_GLOBAL or some of the others */
    Specification *specification;
    Term meta_tracer;
} PatternChange;

/* Returns the number of functions that it is about. */
UInt pattern_change(const PatternChange *change);

/* Is there such a function, exported or not? */
bool pattern_function_exists(const Mfa *mfa);

/* All calls through exports with code are to be seen, for what processes remember of them
 * (saved_calls.h). While no process runs code. */
void pattern_redirect_all(bool on);

/* An export gets this code, whether it is traced or not. */
void pattern_set_code(Export *export, Fragment *code);

/* What applies to modules loaded later. */
typedef struct PatternDefault {
    uint32_t kinds;
    Specification *specification, *meta_specification;
    Term meta_tracer;
} PatternDefault;
extern PatternDefault pattern_default;
void pattern_change_default(const PatternChange *change);

#endif
