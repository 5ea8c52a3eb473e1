/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The IR: one BEAM function as a graph of blocks in SSA form.
 *
 * X registers and float registers have become values; Y registers stay memory of the frame
 * (load_y, store_y), because the frame is the shadow stack that the collector reads. Operations are
 * those of ops.def; joins are block parameters. Terms that live across a `gc` go through it as
 * arguments and come out as new values; nothing but the frame lives across a call.
 *
 * Some blocks are *roots*: entered from outside by a jump of the runtime or of a callee, never by
 * falling into them with values other than their parameters:
 *
 *   entry          parameters x0…x(arity-1)
 *   continuation   of a body call: one parameter, the result
 *   handler        of catch/try: three parameters: class, value, raw trace
 *   receive point  target of wait/wait_timeout: no parameters
 *
 * A root may also be jumped to from inside (with arguments). Code generation cuts the function into
 * fragments at the roots and at the blocks reachable from two of them.
 *
 * Every block ends in exactly one terminator. `frame` is the number of y registers in the frame at
 * the block's start, IR_NO_FRAME when there is none.
 *
 * All memory is in the module's arena. Single-threaded per function.
 */
#ifndef FRONTEND_IR_IR_H
#define FRONTEND_IR_IR_H

#include <stdbool.h>
#include <stdint.h>
#include "frontend/beam/module.h"
#include "frontend/support/arena.h"

typedef uint32_t IrValue; /* index in IrFunction.values; 0 = none */
typedef uint32_t IrBlockId;

typedef enum IrOp {
#define OP(name, text, arguments, result, flags) IR_##name,
#include "frontend/ir/ops.def"
#undef OP
    IR_OP_COUNT
} IrOp;

typedef enum IrType { IR_NONE, IR_TERM, IR_BOOL, IR_I64, IR_F64, IR_MANY } IrType;

enum { /* flags of ops.def */
       IR_FALLIBLE = 1,
       IR_HEAP = 2,
       IR_ALLOCATES = 4,
       IR_PURE = 8,
       IR_TERMINATOR = 16,
       IR_IMMEDIATE = 32,
};

typedef struct IrOpInfo {
    const char *name;
    int arguments;
    IrType result;
    unsigned flags;
} IrOpInfo;

extern const IrOpInfo ir_op_info[IR_OP_COUNT];

enum { IR_NO_FRAME = -1 };

/* What is known of a term value: a set of types, and for integers a range. */
enum {
    FACT_ATOM = 1,
    FACT_SMALL = 2,
    FACT_BIG = 4,
    FACT_FLOAT = 8,
    FACT_NIL = 16,
    FACT_CONS = 32,
    FACT_TUPLE = 64,
    FACT_MAP = 128,
    FACT_BITSTRING = 256,
    FACT_FUN = 512,
    FACT_PID = 1024,
    FACT_PORT = 2048,
    FACT_REF = 4096,
    FACT_MATCH = 8192, /* match context */
    FACT_ANY = 16383,
};

typedef struct IrFact {
    uint32_t types;
    uint32_t tuple_arity_min; /* of tuples; 0 = unknown */
    int64_t min, max;         /* of integers, clipped to int64 (INT64_MIN/MAX: unbounded) */
} IrFact;

typedef struct IrValueInfo {
    IrType type;
    IrFact fact;          /* types = FACT_ANY when nothing is known */
    IrBlockId block;      /* where it is defined … */
    uint32_t instruction; /* … by which instruction; IR_PARAMETER: a block parameter */
    uint32_t index;       /* parameter number, or number among the results of a gc */
} IrValueInfo;

enum { IR_PARAMETER = UINT32_MAX };

/* Constants (imm of IR_CONST). IR_LITERAL's immediate (i64) is the `id` of a node of the module's
 * literal pool; it may be any term but an atom, a small integer or []. */
typedef enum IrConstKind { IR_CONST_ATOM, IR_CONST_SMALL, IR_CONST_NIL } IrConstKind;

typedef struct IrTarget {
    IrBlockId block;
    IrValue
        *arguments; /* one per parameter of the block; none for targets that are entered as
                       roots by the runtime (continuation of a call, handlers, receive points) */
    uint32_t count;
} IrTarget;

typedef struct IrInstruction {
    IrOp op;
    IrValue result; /* first result; a gc's results are consecutive */
    uint32_t argument_count, target_count;
    IrValue *arguments;
    IrTarget *targets;
    union {
        int64_t i64;
        double f64;
        struct {
            IrConstKind kind;
            uint32_t atom; /* index in the module's atom table */
            int64_t small;
        } constant;
        struct {
            uint32_t offset; /* byte offset in StrT */
            uint32_t bits;
        } string;
        const struct IrSwitch *select;
        const struct IrBuild *build;
        const struct BifInfo *bif; /* BIF, CALL_BIF, RAISE_BIF (frontend/ir/bif_table.h) */
    } imm;
    uint32_t location; /* file index << 24 | line, 0 = none: of raises and calls */
} IrInstruction;

/* Case values of a switch: terms that are constants or literals (`literal` set: compare with =:=).
 */
typedef struct IrCase {
    enum { IR_CASE_ATOM, IR_CASE_SMALL, IR_CASE_LITERAL, IR_CASE_ARITY, IR_CASE_NIL } kind;
    uint32_t atom;
    uint32_t literal;
    int64_t value; /* small, or tuple arity: the switch is then on a known tuple */
} IrCase;

typedef struct IrSwitch {
    uint32_t count;
    IrCase cases[];
} IrSwitch;

/* Segments of bs_create_bin. */
typedef enum IrSegmentKind {
    SEGMENT_APPEND,
    SEGMENT_PRIVATE_APPEND,
    SEGMENT_BINARY,
    SEGMENT_FLOAT,
    SEGMENT_INTEGER,
    SEGMENT_STRING,
    SEGMENT_UTF8,
    SEGMENT_UTF16,
    SEGMENT_UTF32,
} IrSegmentKind;

typedef struct IrSegment {
    IrSegmentKind kind;
    uint32_t number; /* as in the error_info cause, 1-based */
    uint32_t unit;
    uint32_t flags;                       /* BsFlags */
    bool has_size;                        /* a size term follows the value among the arguments */
    bool size_all;                        /* size is the atom all */
    uint32_t string_offset, string_bytes; /* SEGMENT_STRING */
} IrSegment;

typedef struct IrBuild {
    uint32_t count;
    uint32_t result_unit;
    IrSegment segments[];
} IrBuild;

/* Flags of bit syntax segments, as in BEAM code. */
enum { BS_ALIGNED = 1, BS_LITTLE = 2, BS_SIGNED = 4, BS_EXACT = 8, BS_NATIVE = 16 };

typedef enum IrRootKind {
    IR_NOT_ROOT,
    IR_ENTRY,
    IR_CONTINUATION,
    IR_HANDLER,
    IR_RECEIVE
} IrRootKind;

typedef struct IrBlock {
    IrRootKind root;
    int frame;
    IrValue *parameters;
    uint32_t parameter_count;
    IrInstruction *instructions;
    uint32_t instruction_count, instruction_capacity;
    uint32_t location; /* a continuation: of its call */
    uint32_t label;    /* BEAM label it came from, 0 = none (for printing) */
    bool cold;         /* ends in a raise */
} IrBlock;

typedef struct IrFunction {
    const BeamModule *module;
    const BeamFunction *beam;
    uint32_t index;  /* in the module's function list */
    IrBlock *blocks; /* block 0 is the entry */
    uint32_t block_count, block_capacity;
    IrValueInfo *values;
    uint32_t value_count, value_capacity;
    const IrFact *entry_facts; /* of the parameters in calls from elsewhere, loops to the entry left
                                  out; NULL: anything */
    bool check_passes;         /* ir_run_passes checks after each pass (tests, joist inspect) */
    Arena *arena;
} IrFunction;

/* ---- the module's functions as IR -------------------------------------------------------------
 */

/* Translate one validated function. NULL after a diagnostic. Constants that are no literals of the
 * file (integers between 60 and 64 bits) are added to the module's literal pool. */
IrFunction *ir_build(Arena *arena, BeamModule *module, uint32_t function_index,
                     DiagList *diagnostics);

/* The passes, in order; `stop_after` (NULL: none) names a pass to stop after. False if one of them
 * left something that ir_check refuses. */
bool ir_run_passes(IrFunction *function, int level, const char *stop_after, DiagList *diagnostics);

/* The same for all functions of a module, by their index: passes see what functions that only the
 * module calls are called with. */
bool ir_run_module_passes(IrFunction *const *functions, uint32_t count, int level,
                          const char *stop_after, DiagList *diagnostics);

/* Structural invariants: definitions dominate uses, types, terminators, parameter counts, heap
 * words used after a gc do not exceed what it reserved. Adds a diagnostic per violation. */
bool ir_check(const IrFunction *function, const char *after_pass, DiagList *diagnostics);

/* Text form; `colour`: with terminal escapes. */
void ir_print(FILE *out, const IrFunction *function, bool colour);

/* ---- editing ------------------------------------------------------------------------------------
 */

/* Smallest and largest integer that is no bignum. */
#define IR_SMALL_MAX ((INT64_C(1) << 59) - 1)
#define IR_SMALL_MIN (-IR_SMALL_MAX - 1)

/* Pointers to blocks, instructions and values are valid until the next one is added. */
IrBlockId ir_new_block(IrFunction *function, int frame);
IrValue ir_new_value(IrFunction *function, IrType type);

/* Add an instruction; its result values (see ops.def) are made, its immediate is zero. */
IrInstruction *ir_append(IrFunction *function, IrBlockId block, IrOp op, uint32_t argument_count,
                         const IrValue *arguments);
IrValue ir_add_parameter(IrFunction *function, IrBlockId block, IrType type);

/* Room for so many more targets at the end of the instruction's list: the first of them. */
IrTarget *ir_add_targets(IrFunction *function, IrInstruction *instruction, uint32_t count);

/* Set `block`, `instruction` and `index` of all values again after instructions or parameters have
 * been moved or removed. */
void ir_number_values(IrFunction *function);

static inline const IrInstruction *ir_terminator(const IrBlock *block)
{
    return &block->instructions[block->instruction_count - 1];
}

/* The instruction that makes the value; NULL for block parameters. */
static inline const IrInstruction *ir_definition(const IrFunction *function, IrValue value)
{
    const IrValueInfo *info = &function->values[value];
    return info->instruction == IR_PARAMETER
               ? NULL
               : &function->blocks[info->block].instructions[info->instruction];
}

static inline bool ir_is_op(const IrFunction *function, IrValue value, IrOp op)
{
    const IrInstruction *definition = ir_definition(function, value);
    return definition != NULL && definition->op == op;
}

/* Terms that no collection moves: they may be used across a gc without being its arguments. */
static inline bool ir_is_unmoved(const IrFunction *function, IrValue value)
{
    return ir_is_op(function, value, IR_CONST) || ir_is_op(function, value, IR_LITERAL) ||
           ir_is_op(function, value, IR_EXPORT_FUN) || ir_is_op(function, value, IR_NON_VALUE);
}

/* Are the terminator's targets jumps with arguments inside the function, in contrast to those that
 * are entered by the runtime or a callee later? */
static inline bool ir_is_jump(IrOp op)
{
    return op == IR_JUMP || op == IR_BRANCH || op == IR_CHECK || op == IR_SWITCH || op == IR_LOOP;
}

#endif
