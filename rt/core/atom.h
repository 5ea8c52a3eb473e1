/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Atoms: the global table of names.
 *
 * Atoms listed in atoms.def have fixed indexes 0…ATOM_FIXED_COUNT-1, known to compiler and runtime
 * alike (am_NAME below is the tagged term, a compile-time constant). Further atoms of an executable
 * get their numbers when it is linked (the program table); atoms made at run time come after.
 *
 * Any thread may call these functions; the table grows without moving entries and is never freed.
 */
#ifndef RT_CORE_ATOM_H
#define RT_CORE_ATOM_H

#include "rt/core/atom_hash.h"
#include "rt/core/term.h"

enum {
#define ATOM(name, text) ATOM_INDEX_##name,
#include "rt/core/atoms.def"
#undef ATOM
    ATOM_FIXED_COUNT
};

/* 64 bits wide, so that they can be passed where a variable argument is a Term. */
enum : Term {
#define ATOM(name, text) am_##name = (Term)ATOM_INDEX_##name << 6 | TAG_ATOM,
#include "rt/core/atoms.def"
#undef ATOM
};

enum { ATOM_MAX_CHARACTERS = 255, ATOM_MAX_BYTES = 4 * 255 };

typedef struct AtomName {
    const uint8_t *text; /* UTF-8, not terminated */
    uint32_t bytes;
    uint32_t hash; /* atom_hash of the text */
} AtomName;

/* Called once at start with the program's names: entry i is atom i; the first ATOM_FIXED_COUNT
 * agree with atoms.def. */
void atom_initialize(const AtomName *names, UInt count, UInt limit);

/* The name of an existing atom. */
const AtomName *atom_name(Term atom);

/* Find or make the atom with this UTF-8 text (valid UTF-8, at most 255 characters: the caller has
 * checked). When the table is full the runtime ends, as ERTS does. */
Term atom_intern(const uint8_t *text, size_t bytes);
Term atom_intern_cstr(const char *text);

/* Find only; THE_NON_VALUE when there is none. */
Term atom_find(const uint8_t *text, size_t bytes);

/* Number of atoms now; the limit (+t). */
UInt atom_count(void);
UInt atom_limit(void);

/* Text order as ERTS compares atoms (code point order of the names): <0, 0, >0. */
int atom_compare(Term a, Term b);

static inline Term term_bool(bool value)
{
    return value ? (Term)am_true : (Term)am_false;
}

#endif
