/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What match specifications are compiled to. One block outside heaps holds the whole: this
 * structure, the instructions, copies of all terms that these mention, and the heads' elements as
 * tables look at them (match_spec_key).
 *
 * A clause is: CLAUSE; instructions of the head; of the guards, each ended by TRUE; BODY; of the
 * body's expressions, each ended by DROP or RESULT; HALT.
 *
 * Heads work on *places*: place[d] points to the words of the object at nesting depth d: elements
 * of a tuple, head and tail of a list cell, the value of a map's key; place[0] is the term itself.
 * A head instruction looks at the word place[depth][index]. What goes deeper sets place[depth + 1].
 * Cells of a list follow each other at the same depth. Guards and bodies work on a stack of terms.
 */
#ifndef RT_MATCH_PROGRAM_H
#define RT_MATCH_PROGRAM_H

#include "rt/core/process.h"
#include "rt/match/errors.h"
#include "rt/match/match_spec.h"

typedef enum MatchOp {
    /* value: index of the next clause's CLAUSE, 0 for the last */
    MATCH_CLAUSE,

    /* heads */
    MATCH_EQ,             /* the word is value */
    MATCH_EXACT,          /* the term =:= value */
    MATCH_FLOAT,          /* a float with the bits value */
    MATCH_BIND,           /* variable[value] = the term */
    MATCH_SAME,           /* the term =:= variable[value] */
    MATCH_TUPLE,          /* header value; deeper */
    MATCH_CELL,           /* a list cell; deeper */
    MATCH_NEXT_CELL,      /* the tail of the cell at this depth is a cell; same depth */
    MATCH_MAP,            /* of at least `value` keys; deeper (place: the map's object) */
    MATCH_KEY,            /* depth is the map's: it has the key value; deeper (place: its value) */
    MATCH_ARGUMENTS,      /* traces: there are `value` arguments; deeper */
    MATCH_BIND_ARGUMENTS, /* traces: variable[value] = the list of them */

    /* guards and bodies */
    MATCH_PUSH,           /* an immediate */
    MATCH_PUSH_TERM,      /* a term that the specification owns */
    MATCH_PUSH_VARIABLE,  /* variable[value] */
    MATCH_PUSH_OBJECT,    /* '$_' */
    MATCH_PUSH_ARGUMENTS, /* '$_' of traces */
    MATCH_MAKE_LIST,      /* of `value` elements; the tail is on top, the first one deepest */
    MATCH_MAKE_TUPLE,     /* of `value` elements, the first one on top */
    MATCH_MAKE_MAP,       /* of `value` keys, the first one on top, below them their values */
    MATCH_CALL_0,         /* a native function: value is its address */
    MATCH_CALL_1,
    MATCH_CALL_2, /* the first argument on top */
    MATCH_CALL_3,
    MATCH_LESS, /* comparisons; the left side on top */
    MATCH_LESS_EQUAL,
    MATCH_GREATER,
    MATCH_GREATER_EQUAL,
    MATCH_EQUAL,
    MATCH_NOT_EQUAL,
    MATCH_IDENTICAL,
    MATCH_NOT_IDENTICAL,
    MATCH_ELEMENT,
    MATCH_AND, /* of `value` booleans */
    MATCH_OR,
    MATCH_ANDALSO, /* false: it stays, and on at instruction `value`; true: it is dropped */
    MATCH_ORELSE,
    MATCH_JUMP,
    MATCH_SELF,
    MATCH_TRUE, /* drops true; else the clause fails */
    MATCH_BODY, /* from here on failures give 'EXIT' */
    MATCH_DROP,
    MATCH_RESULT, /* drops the result */
    MATCH_HALT,

    /* traces */
    MATCH_RETURN_TRACE,
    MATCH_EXCEPTION_TRACE,
    MATCH_DISPLAY,
    MATCH_PROCESS_DUMP,
    MATCH_IS_SEQ_TRACE,
    MATCH_SET_SEQ_TOKEN,
    MATCH_GET_SEQ_TOKEN,
    MATCH_ENABLE_TRACE,
    MATCH_ENABLE_TRACE_OF, /* of another process; the pid is on top */
    MATCH_DISABLE_TRACE,
    MATCH_DISABLE_TRACE_OF,
    MATCH_TRACE_FLAGS,    /* {trace, Disable, Enable} */
    MATCH_TRACE_FLAGS_OF, /* of another process; the pid is on top */
    MATCH_CALLER,
    MATCH_CALLER_LINE,
    MATCH_SILENT,
} MatchOp;

enum { MATCH_DEPTH_MAX = (1 << 24) - 1 };

typedef struct MatchInstruction {
    uint32_t op : 8;
    uint32_t depth : 24;
    uint32_t index;
    Term value;
} MatchInstruction;

struct MatchSpec {
    volatile AO_t users;
    size_t bytes; /* of the block */
    MatchSpecKind kind;
    bool open_head; /* a head is a variable or '_' */
    UInt charge;    /* reductions for each run */
    UInt places, variables, stack;
    Term *off_heap; /* objects among the terms that hold references */
    UInt head_count, key_positions;
    const Term *keys;       /* [position - 1][head], where `states` says that they are terms */
    const uint8_t *states;  /* [position - 1]: MATCH_KEY_… */
    const UInt *key_counts; /* [position - 1] */
    UInt code_count;
    MatchInstruction code[];
};

/* ---- compiling --------------------------------------------------------------------------------
 */

enum { MATCH_NO_VARIABLE = UINT32_MAX };

typedef struct MatchClause {
    Term head, guards, body;
    bool is_arguments; /* head is a list of arguments */
} MatchClause;

/* A variable of the heads: its number, and whether the clause being compiled has bound it. */
typedef struct MatchVariable {
    int number;
    bool bound;
} MatchVariable;

typedef struct MatchCompiler {
    MatchSpecKind kind;
    bool pretend;        /* for erlang:match_spec_test/3: nothing is really changed */
    MatchErrors *errors; /* NULL: the first error ends the compilation */
    MatchInstruction *code;
    UInt count, capacity;
    MatchVariable *variables; /* in ascending order of their numbers */
    UInt variable_count;
    UInt places;
    UInt stack_now, stack_most;
    bool in_body;
    bool whole_list; /* traces: the clause's head is a single variable or '_' */
} MatchCompiler;

void match_emit(MatchCompiler *compiler, MatchOp op, UInt depth, UInt index, Term value);
/* The slot of a variable, or MATCH_NO_VARIABLE. */
UInt match_variable_slot(const MatchCompiler *compiler, int number);
/* Notes an error; true when the compilation goes on to find more of them. */
bool match_error(MatchCompiler *compiler, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The same with a term behind the text, and what follows it. */
bool match_error_term(MatchCompiler *compiler, const char *before, Term term, const char *after);

/* Both return false when the compilation is to be given up. */
bool match_compile_head(MatchCompiler *compiler, const MatchClause *clause);
bool match_compile_expressions(MatchCompiler *compiler, Term list);

/* The whole, for erlang:match_spec_test/3 too. */
MatchSpec *match_compile(Term spec, MatchSpecKind kind, bool pretend, MatchErrors *errors);

#endif
