/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Makes .beam files for tests, right and wrong ones: chunks byte by byte, and an assembler for the
 * Code chunk that knows no rules.
 *
 * Atoms, imports, literals and strings are added as they are mentioned. `builder_file` puts the
 * usual chunks together; a chunk given with builder_chunk takes the place of the one it would make.
 */
#ifndef JOIST_TESTS_UNIT_FRONTEND_BEAM_BUILDER_H
#define JOIST_TESTS_UNIT_FRONTEND_BEAM_BUILDER_H

#include "frontend/beam/module.h"
#include "frontend/support/buffer.h"

/* An operand: a tag letter of the file format and a number; a list also has items. */
typedef struct Arg {
    char tag; /* u i a x y f, L list, A allocation list, R float register, T literal, t typed x */
    int64_t number;
    const struct Arg *items;
    uint32_t count;
} Arg;

#define U(n) ((Arg){'u', (n), NULL, 0})
#define I(n) ((Arg){'i', (n), NULL, 0})
#define X(n) ((Arg){'x', (n), NULL, 0})
#define Y(n) ((Arg){'y', (n), NULL, 0})
#define F(n) ((Arg){'f', (n), NULL, 0})
#define FR(n) ((Arg){'R', (n), NULL, 0})
#define NIL ((Arg){'a', 0, NULL, 0})
#define ATOM(builder, text) ((Arg){'a', builder_atom(builder, text), NULL, 0})
#define LIT(n) ((Arg){'T', (n), NULL, 0})
#define TYPED_X(n, type) ((Arg){'t', (n), &(Arg){'u', (type), NULL, 0}, 1})
#define LIST(...) ((Arg){'L', 0, (Arg[]){__VA_ARGS__}, sizeof((Arg[]){__VA_ARGS__}) / sizeof(Arg)})
#define EMPTY_LIST ((Arg){'L', 0, NULL, 0})
#define ALLOC(...) ((Arg){'A', 0, (Arg[]){__VA_ARGS__}, sizeof((Arg[]){__VA_ARGS__}) / sizeof(Arg)})

typedef struct Builder {
    Buffer atoms;
    uint32_t atom_count;
    Buffer imports;
    uint32_t import_count;
    Buffer exports;
    uint32_t export_count;
    Buffer lambdas;
    uint32_t lambda_count;
    Buffer literals;
    uint32_t literal_count;
    Buffer strings;
    Buffer code;
    uint32_t label_count; /* the next label */
    uint32_t function_count;
    Buffer chunks; /* given ones */
    Buffer file;
} Builder;

void builder_init(Builder *builder, const char *module);
void builder_free(Builder *builder);

uint32_t builder_atom(Builder *builder, const char *text);
uint32_t builder_import(Builder *builder, const char *module, const char *function, uint32_t arity);
uint32_t builder_label(Builder *builder);

/* A literal from its external format without the version byte. */
uint32_t builder_literal(Builder *builder, const void *bytes, size_t size);

/* A fun with the code of a function that was begun; returns its index. */
uint32_t builder_lambda(Builder *builder, const char *function, uint32_t arity, uint32_t label,
                        uint32_t num_free);

/* Emits the head of a function; returns its entry label. The label before that is its info label.
 * `exported` makes it callable from outside. */
uint32_t builder_function(Builder *builder, const char *name, uint32_t arity, bool exported);

void builder_emit(Builder *builder, uint8_t opcode, const Arg *arguments, size_t count);

#define EMIT(builder, opcode, ...) \
    builder_emit(builder, opcode, (Arg[]){__VA_ARGS__}, sizeof((Arg[]){__VA_ARGS__}) / sizeof(Arg))
#define EMIT0(builder, opcode) builder_emit(builder, opcode, NULL, 0)

/* A tagged number in compact form, as the compiler writes it. */
void builder_add_compact(Buffer *buffer, unsigned tag, int64_t number);

void builder_add_u32(Buffer *buffer, uint32_t number);

/* A chunk with these contents. */
void builder_chunk(Builder *builder, const char *name, const void *bytes, size_t size);

/* The file; the builder keeps its memory. */
const Buffer *builder_file(Builder *builder);

/* ---- Reading what was built
 * ---------------------------------------------------------------------- */

typedef struct Result {
    Arena *arena;
    DiagList diags;
    BeamModule *module; /* NULL: not readable */
    bool valid;         /* readable and validated */
} Result;

Result builder_read(Builder *builder);
Result builder_read_bytes(const uint8_t *bytes, size_t size);
void builder_free_result(Result *result);

/* The first error's text, or "" without one. */
const char *builder_error(const Result *result);

#endif
