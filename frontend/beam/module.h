/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A .beam file in memory: what the reader makes and the validator checks.
 *
 * After beam_read succeeds:
 * - every table below is decoded, and every index stored in it or in an operand is inside the
 *   table it refers to: atoms, imports, lambdas, literals, types, line indexes, string ranges;
 * - every instruction is a CURRENT opcode with exactly the operands that its signature asks for
 *   (see opcode.def); lists have the right shape (whole pairs, known segment kinds and matching
 *   commands); X registers are below BEAM_MAX_X, float registers below BEAM_MAX_FLOAT, Y registers
 *   below BEAM_MAX_Y;
 * - every label number that is used is defined exactly once; entry labels of exports, locals,
 *   lambdas and local calls are the entry of a function with the right arity; branch targets are
 *   inside the function of the branch;
 * - code is a sequence of functions, each `label, (line), func_info, label, body`, and the last
 *   instruction of each function has no next one.
 *
 * After beam_validate succeeds, for every reachable instruction in addition:
 * - `frame` tells whether a stack frame exists and how many Y registers it has; it is the same on
 *   all paths; Y operands are inside it; calls, deallocate, trim and return agree with it;
 * - every register read is initialised, and holds a term (or a match context, a position, a
 *   catch tag, where the operand class says so, and nothing else);
 * - at every call and every instruction that may collect, all Y registers of the frame and the
 *   LIVE X registers are initialised;
 * - catch tags nest: `catch_end`, `try_end` and `try_case` get the innermost open tag; no call or
 *   return leaves one open behind; handler labels see exactly the tags that were open;
 * - instructions that build terms without collecting stay within the words reserved before;
 * - float registers are set before they are read.
 * Instructions with frame BEAM_FRAME_UNREACHABLE never run; nothing more is known of them.
 *
 * Peculiarities of what compilers write, which the validator accepts and code generation must know:
 * - Only an exception gets to a try_case. Where control would fall or jump to a label before one
 *   (beam_is_try_handler), the compiler knew that it never gets there, mostly because a call before
 *   always raises. The validator does not follow such a way; generated code must trap there.
 * - Behind a call for which beam_never_returns is true there need not be any sensible code.
 * - `wait_timeout L T` whose label L is directly before it goes back there when a message arrives,
 *   and then waits on without looking at T again (the timer is already running).
 * - gc_bif1 of byte_size/1 and bit_size/1 may get a match context (from OTP 26 on): the size of
 *   what is left to match.
 * - get_map_elements may write some destinations before it finds a later key missing and jumps.
 *   No register that was read is relied on there: its kind stays, its value may be either one.
 * - bs_match leaves context and destinations alone when it jumps to its failure label, but X
 *   registers beyond the LIVE operand of a command are lost all the same.
 *
 * beam_validate changes the code in two ways, so that the above holds for what compilers write:
 * `allocate` becomes `allocate_zero` in functions where an exception may be raised while part of
 * the frame is uninitialised (compilers know BIFs not to raise by types that the file does not
 * tell); and a block that raises and is shared by places with different stack frames is copied for
 * each frame (unshare.h), which adds labels and instructions.
 *
 * The validator does not prove types of user terms: get_tuple_element on something that is not a
 * tuple passes, as in OTP's loader (OTP's compiler checks these before it writes the file).
 *
 * Threads: a module is built by one thread; afterwards it is constant.
 */
#ifndef JOIST_FRONTEND_BEAM_MODULE_H
#define JOIST_FRONTEND_BEAM_MODULE_H

#include "frontend/support/arena.h"
#include "frontend/support/diag.h"
#include "frontend/support/table.h"
#include "literal.h"
#include "opcode.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    BEAM_MAX_X = 1024,
    BEAM_MAX_Y = 1024,
    BEAM_MAX_FLOAT = 1024,
    BEAM_MAX_ARITY = 255,
};

#define BEAM_NONE UINT32_MAX /* no label, no function, no type … */

/* UTF-8 text with its length in bytes; also ends in NUL, but may contain NULs. */
typedef struct BeamText {
    const char *bytes;
    uint32_t size;
} BeamText;

/* ---- Operands and instructions --------------------------------------------------------------- */

typedef enum BeamOperandKind {
    OPERAND_UNSIGNED,  /* u */
    OPERAND_INTEGER,   /* i: an integer constant of at most 64 bits */
    OPERAND_ATOM,      /* index: an atom */
    OPERAND_NIL,       /* [] */
    OPERAND_LITERAL,   /* literal: any other constant, also big integers */
    OPERAND_X,         /* index, and perhaps a type */
    OPERAND_Y,         /* index, and perhaps a type */
    OPERAND_FLOAT_REG, /* index */
    OPERAND_LABEL,     /* index: a label; 0 means none (raise an exception) */
    OPERAND_LIST,      /* list */
    OPERAND_ALLOC,     /* alloc */
} BeamOperandKind;

typedef struct BeamOperand BeamOperand;

typedef struct BeamList {
    uint32_t count;
    const BeamOperand *items;
} BeamList;

/* Heap needed, as in {alloc,[{words,W},{floats,F},{funs,K}]}; a plain number has words only. */
typedef struct BeamAlloc {
    uint32_t words;
    uint32_t floats;
    uint32_t funs;
} BeamAlloc;

struct BeamOperand {
    uint8_t kind;  /* BeamOperandKind */
    uint32_t type; /* index into module->types for a typed register, else BEAM_NONE */
    union {
        uint64_t u;
        int64_t i;
        uint32_t index;
        const Literal *literal;
        const BeamList *list;
        const BeamAlloc *alloc;
    } as;
};

typedef struct BeamInstruction {
    uint8_t opcode;  /* Opcode */
    uint8_t count;   /* operands */
    uint32_t offset; /* of the opcode byte from the start of the Code chunk's data */
    const BeamOperand *operands;
} BeamInstruction;

/* Field flags of binary syntax operands (class FIELD_FLAGS). */
enum {
    BEAM_FIELD_ALIGNED = 1,
    BEAM_FIELD_LITTLE = 2,
    BEAM_FIELD_SIGNED = 4,
    BEAM_FIELD_EXACT = 8,
    BEAM_FIELD_NATIVE = 16,
};

/* ---- Tables ---------------------------------------------------------------------------------- */

typedef struct BeamImport {
    uint32_t module;   /* atom */
    uint32_t function; /* atom */
    uint32_t arity;
} BeamImport;

/* An entry of the export or local table. */
typedef struct BeamExport {
    uint32_t function; /* atom */
    uint32_t arity;
    uint32_t label;
} BeamExport;

/* A fun. Its code is function/arity, whose last num_free arguments are the environment. */
typedef struct BeamLambda {
    uint32_t function; /* atom */
    uint32_t arity;    /* of the function, including the environment */
    uint32_t label;
    uint32_t index;
    uint32_t num_free;
    uint32_t old_uniq;
} BeamLambda;

/* Where an instruction comes from. Line index 0 is no place: file and line are 0. */
typedef struct BeamLine {
    uint32_t file; /* index into module->files */
    uint32_t line;
} BeamLine;

/* Type masks: the bits of a Type chunk of any version, in one numbering. */
enum {
    BEAM_TYPE_ATOM = 1 << 0,
    BEAM_TYPE_BITSTRING = 1 << 1,
    BEAM_TYPE_CONS = 1 << 2,
    BEAM_TYPE_FLOAT = 1 << 3,
    BEAM_TYPE_FUN = 1 << 4,
    BEAM_TYPE_INTEGER = 1 << 5,
    BEAM_TYPE_MAP = 1 << 6,
    BEAM_TYPE_NIL = 1 << 7,
    BEAM_TYPE_PID = 1 << 8,
    BEAM_TYPE_PORT = 1 << 9,
    BEAM_TYPE_REFERENCE = 1 << 10,
    BEAM_TYPE_TUPLE = 1 << 11,
    BEAM_TYPE_CONTEXT = 1 << 12, /* a match context; only from version 1 and 2 files */
    BEAM_TYPE_ANY = (1 << 12) - 1,
};

/* What the compiler knew of a register's value. */
typedef struct BeamType {
    uint16_t mask; /* kinds it can have; never 0 */
    uint8_t unit;  /* bits in a bitstring are a multiple of this, minus 1; 0: nothing known */
    bool has_min;  /* integers (and floats from version 2 on) are at least min … */
    bool has_max;  /* … and at most max */
    int64_t min;
    int64_t max;
} BeamType;

typedef struct BeamFunction {
    uint32_t name; /* atom */
    uint32_t arity;
    uint32_t info_label;   /* the label before func_info */
    uint32_t entry_label;  /* the label after func_info */
    uint32_t start;        /* first instruction: the info label */
    uint32_t info;         /* the func_info instruction */
    uint32_t body;         /* the entry label's instruction */
    uint32_t end;          /* one past the last instruction */
    uint32_t y_count;      /* most Y registers at any instruction; set by beam_validate */
    uint32_t export_index; /* in module->exports, or BEAM_NONE */
    bool is_nif;           /* starts with nif_start: may be replaced by load_nif */
} BeamFunction;

enum {
    BEAM_FRAME_NONE = -1,        /* no stack frame */
    BEAM_FRAME_UNREACHABLE = -2, /* control never gets here */
};

typedef struct BeamChunk {
    char name[5];
    uint32_t size;
    uint64_t offset; /* of the data in the (uncompressed) file */
} BeamChunk;

typedef struct BeamModule {
    Arena *arena;
    const char *file;
    uint32_t name;   /* atom */
    uint8_t md5[16]; /* as Mod:module_info(md5) and beam_lib:md5/1 give it */

    BeamChunk *chunks; /* all chunks, in the order of the file */
    uint32_t chunk_count;

    BeamText *atoms; /* 1 .. atom_count-1; 0 is unused */
    uint32_t atom_count;
    uint32_t atom_capacity;
    uint32_t code_atom_count; /* atoms from here on occur in literals, attributes, … only */
    Table atom_table;         /* text → index */

    BeamImport *imports;
    uint32_t import_count;
    BeamExport *exports;
    uint32_t export_count;
    BeamExport *locals;
    uint32_t local_count;
    BeamLambda *lambdas;
    uint32_t lambda_count;

    LiteralPool literal_pool;
    const Literal **literals; /* LitT: what literal operands refer to */
    uint32_t literal_count;

    const uint8_t *strings; /* StrT */
    uint32_t string_size;

    BeamText *files; /* files[0] is the module's own name with ".erl" */
    uint32_t file_count;
    BeamLine *lines; /* lines[0] is no place */
    uint32_t line_count;

    BeamType *types;
    uint32_t type_count;
    uint32_t type_version; /* 0 without a Type chunk */

    const Literal *attributes;                     /* Attr; LITERAL_NIL without */
    const Literal *compile_info;                   /* CInf; LITERAL_NIL without */
    const Literal *meta;                           /* Meta; NULL without */
    BeamText attributes_chunk, compile_info_chunk; /* in the external term format; empty without */

    uint32_t label_count;        /* label numbers are 1 .. label_count-1 */
    uint32_t *label_instruction; /* by label: its `label` instruction, or BEAM_NONE */
    uint32_t *label_function;    /* by label: its function, or BEAM_NONE */

    BeamFunction *functions; /* in code order */
    uint32_t function_count;
    BeamInstruction *instructions;
    uint32_t instruction_count; /* including the final int_code_end */
    uint32_t code_size;         /* bytes of the Code chunk */
    uint32_t max_opcode;        /* as the Code chunk's header says */
    uint32_t on_load_function;  /* index into functions, or BEAM_NONE */

    /* Set by beam_validate, by instruction: Y registers of the frame before the instruction, or
     * BEAM_FRAME_*. */
    int16_t *frame;
} BeamModule;

/* ---- Functions ------------------------------------------------------------------------------- */

/*
 * Reads a .beam file (plain or compressed with gzip) into memory owned by the arena. `filename` is
 * for diagnostics. The bytes are not needed afterwards. False with at least one error in `diags`
 * if anything is wrong; *out is then NULL.
 */
bool beam_read(Arena *arena, DiagList *diags, const char *filename, const uint8_t *bytes,
               size_t size, BeamModule **out);

/* Checks the code; see the top of this file. False with at least one error if it is not safe. */
bool beam_validate(BeamModule *module, DiagList *diags);

/* The text of an atom; a C string if the atom has no NUL in it. */
static inline BeamText beam_atom(const BeamModule *module, uint32_t atom)
{
    return module->atoms[atom];
}

/* Whether an atom has this text. */
bool beam_atom_is(const BeamModule *module, uint32_t atom, const char *text);

/* The index of an atom, added if it is new. `text` must live as long as the module. */
uint32_t beam_atom_index(BeamModule *module, const char *text, uint32_t size);

/* Whether the instruction calls a function of module erlang that does nothing but raise. Nothing
 * behind it is ever run, and a tail call of it may come with any stack frame. */
bool beam_never_returns(const BeamModule *module, const BeamInstruction *instruction);

/* Whether control never goes on behind an instruction: it jumps, returns, raises, is a tail call or
 * never returns. */
bool beam_ends(const BeamModule *module, const BeamInstruction *instruction);

/* Whether the first instruction behind a label is try_case. */
bool beam_is_try_handler(const BeamModule *module, uint32_t label);

/* The function of an instruction, by binary search; BEAM_NONE for int_code_end. */
uint32_t beam_function_at(const BeamModule *module, uint32_t instruction);

/* "module:function/arity" with atoms quoted as Erlang needs it; in the module's arena. */
const char *beam_function_text(const BeamModule *module, const BeamFunction *function);

#endif
