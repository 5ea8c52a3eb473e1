/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Building IR from BEAM code: what the build_*.c files share.
 *
 * build_flow.c cuts a function's BEAM code into flow blocks (straight code between labels, branches
 * and calls) and finds which X and float registers are alive where. build.c translates flow block
 * by flow block in reverse postorder; within one, registers are an array of IR values. A flow block
 * becomes one or several IR blocks, since operations that can fail end IR blocks. Flow blocks that
 * are jumped to get a block parameter for each live register; those that turn out not to be needed
 * are removed at the end (cleanup.c).
 *
 * Everything is done with the means below, so that the files for kinds of instructions know nothing
 * of the bookkeeping:
 *   build_read, build_write    operands to values and back
 *   build_emit                 an operation, its result
 *   build_branch, build_fallible … the places where control divides
 */
#ifndef FRONTEND_IR_BUILD_H
#define FRONTEND_IR_BUILD_H

#include "frontend/ir/bif_table.h"
#include "frontend/ir/facts.h"
#include "frontend/ir/ir.h"

#define FLOW_NONE UINT32_MAX

/* Straight BEAM code: instructions start … end-1 of the module. */
typedef struct FlowBlock {
    uint32_t start, end;
    uint32_t next; /* the flow block that control goes on to without a label, or FLOW_NONE */
    bool target;   /* is jumped to: the IR block has parameters */
    bool reached;
    bool handler; /* the label is that of a catch or try */
    IrRootKind root;
    uint64_t *live_in; /* bit per register, see flow_x and flow_f */
    IrValue *values;   /* not a target: the registers as the block before left them */
    IrBlockId block;   /* where its IR starts */
    bool has_block;
    IrBlockId handler_block; /* of a handler: the root */
    bool has_handler_block;
    uint32_t location; /* at its start */
} FlowBlock;

typedef struct FlowGraph {
    Arena *arena;
    const BeamModule *module;
    const BeamFunction *function;
    FlowBlock *blocks;
    uint32_t count;
    uint32_t *block_at; /* by instruction - function->start: flow block starting there, FLOW_NONE */
    uint64_t **live_after; /* by instruction - function->start: of those that collect, else NULL */
    uint32_t *order;       /* reached blocks in reverse postorder */
    uint32_t order_count;
    uint32_t x_count, f_count; /* registers that occur */
    uint32_t words;            /* of a live set */
} FlowGraph;

static inline uint32_t flow_f(const FlowGraph *flow, uint32_t f)
{
    return flow->x_count + f;
}

static inline bool flow_has(const uint64_t *set, uint32_t bit)
{
    return (set[bit / 64] >> bit % 64 & 1) != 0;
}

void flow_build(FlowGraph *flow, Arena *arena, const BeamModule *module,
                const BeamFunction *function);

/* The flow block that starts at a label of the function. */
static inline FlowBlock *flow_at_label(const FlowGraph *flow, uint32_t label)
{
    uint32_t instruction = flow->module->label_instruction[label];
    return &flow->blocks[flow->block_at[instruction - flow->function->start]];
}

/* A wait_timeout whose label is its own: when a message comes, it waits on, and the timer runs on.
 */
bool flow_waits_on_itself(const BeamModule *module, const BeamInstruction *instruction);

/* What a `line` instruction says, as IrInstruction.location. */
uint32_t flow_location(const BeamModule *module, const BeamInstruction *instruction);

typedef struct Builder {
    IrFunction *function;
    Arena *arena;
    BeamModule *module;
    const BeamFunction *beam;
    DiagList *diagnostics;
    FlowGraph flow; /* in an arena of its own that lives until the function is built */
    bool failed;

    IrValue *registers; /* by flow register number; 0: holds nothing */
    IrBlockId block;    /* being written */
    bool open;          /* it has no terminator yet */
    int frame;
    uint32_t location;
    uint32_t at;    /* instruction of the module being translated */
    bool gc_usable; /* the last gc, here, can still be made to reserve more */
    IrBlockId gc_block;
    uint32_t gc_index;
    bool fresh_frame;                  /* nothing but init instructions since the allocate */
    uint64_t fresh_y[BEAM_MAX_Y / 64]; /* y registers known to be [] since then */
} Builder;

/* ---- state --------------------------------------------------------------------------------------
 */

/* Add a diagnostic about this instruction; the function is given up at its end. */
void build_fail(Builder *builder, const char *format, ...) __attribute__((format(printf, 2, 3)));

IrValue build_emit(Builder *builder, IrOp op, uint32_t count, const IrValue *arguments);
IrValue build_emit_imm(Builder *builder, IrOp op, int64_t imm, uint32_t count,
                       const IrValue *arguments);
/* The same for operations without result or with an unusual immediate. */
IrInstruction *build_append(Builder *builder, IrOp op, uint32_t count, const IrValue *arguments);

#define EMIT0(builder, op) build_emit(builder, op, 0, NULL)
#define EMIT1(builder, op, a) build_emit(builder, op, 1, (IrValue[]){a})
#define EMIT2(builder, op, a, b) build_emit(builder, op, 2, (IrValue[]){a, b})
#define EMIT3(builder, op, a, b, c) build_emit(builder, op, 3, (IrValue[]){a, b, c})

IrValue build_constant(Builder *builder, const Literal *literal);
IrValue build_atom(Builder *builder, uint32_t atom);
/* An atom by its text, added to the module's atoms if need be. */
IrValue build_atom_text(Builder *builder, const char *text);
IrValue build_integer(Builder *builder, int64_t value);
IrValue build_nil(Builder *builder);

IrValue build_read_x(Builder *builder, uint32_t x);
void build_write_x(Builder *builder, uint32_t x, IrValue value);
/* x0 … x(count-1), in the arena, with room for `extra` more. */
IrValue *build_read_arguments(Builder *builder, uint32_t count, uint32_t extra);
IrValue build_load_y(Builder *builder, uint32_t y);
void build_store_y(Builder *builder, uint32_t y, IrValue value);
void build_forget_x(Builder *builder);

/* Any term or register, float registers included. */
IrValue build_read(Builder *builder, const BeamOperand *operand);
void build_write(Builder *builder, const BeamOperand *operand, IrValue value);
/* A plain number as a small, else a term. */
IrValue build_read_size(Builder *builder, const BeamOperand *operand);

/* Is this operand a small integer constant; an immediate constant (also an atom or [])? */
bool build_is_small(const BeamOperand *operand);
bool build_is_immediate(const BeamOperand *operand);

/* ---- control
 * ------------------------------------------------------------------------------------- */

/* A new block with the present frame; and going on there. */
IrBlockId build_new_block(Builder *builder);
IrBlockId build_new_root(Builder *builder, IrRootKind kind);
void build_continue(Builder *builder, IrBlockId block);

/* A new cold block: to be filled between build_cold_begin and build_cold_end. */
typedef struct ColdBlock {
    IrBlockId block, saved;
    bool open;
} ColdBlock;
ColdBlock build_cold_begin(Builder *builder);
void build_cold_end(Builder *builder, ColdBlock cold);

/* A block for where control never gets, as the compiler knew. */
IrTarget build_trap(Builder *builder);

/* An edge to the flow block of a label, with what lives there as arguments. */
IrTarget build_edge(Builder *builder, uint32_t label);
IrTarget build_edge_to_flow(Builder *builder, FlowBlock *to);
static inline IrTarget build_plain_edge(IrBlockId block)
{
    return (IrTarget){.block = block};
}

/* The root of the catch or try with this label. */
IrBlockId build_handler(Builder *builder, uint32_t label);

void build_jump(Builder *builder, IrTarget target);
void build_branch_targets(Builder *builder, IrValue condition, IrTarget yes, IrTarget no);
/* Go on if the condition is `expected`, else to the label. */
void build_branch(Builder *builder, IrValue condition, bool expected, uint32_t label);
/* Check a fallible value: go on with it, else to `failed`. */
void build_check(Builder *builder, IrValue value, IrTarget failed);
/* The same, failing to the label, or for label 0 with the raise of a fault. */
void build_check_or_fault(Builder *builder, IrValue value, uint32_t label);
void build_check_or_bif(Builder *builder, IrValue value, uint32_t label, const BifInfo *bif,
                        uint32_t count, const IrValue *arguments);
/* Where something fails that sets a fault: the label, or for label 0 a raise of it, after an
 * operation without operands that makes or changes the fault (IR_OP_COUNT: none). */
IrTarget build_fault(Builder *builder, uint32_t label, IrOp first);
/* Terminate with a raise; the block becomes cold. */
void build_raise(Builder *builder, IrOp op, uint32_t count, const IrValue *arguments);
void build_raise_bif(Builder *builder, const BifInfo *bif, uint32_t count,
                     const IrValue *arguments);

/* Reserve heap words and room for a frame, with the registers that live afterwards (of the first
 * `live`) as roots; `all`: all of those that hold something. */
void build_gc(Builder *builder, uint64_t words, uint32_t live, bool all);

/* The heap words of a WORDS operand. BEAM counts the free variables of funs among the words. */
static inline uint64_t build_words(const BeamOperand *operand)
{
    if (operand->kind != OPERAND_ALLOC) {
        return operand->as.u;
    }
    const BeamAlloc *alloc = operand->as.alloc;
    return (uint64_t)alloc->words + 2 * (uint64_t)alloc->floats + 3 * (uint64_t)alloc->funs;
}

/* ---- instructions
 * -------------------------------------------------------------------------------- */

/* Each translates one instruction if it is of its kind; false if it is not. */
bool build_basic(Builder *builder, const BeamInstruction *instruction);
bool build_control(Builder *builder, const BeamInstruction *instruction);
bool build_call(Builder *builder, const BeamInstruction *instruction);
bool build_bif(Builder *builder, const BeamInstruction *instruction);
bool build_matching(Builder *builder, const BeamInstruction *instruction);
bool build_construction(Builder *builder, const BeamInstruction *instruction);

/* Call a native function in the place of a call instruction; `tail`: and return its result. */
void build_call_bif(Builder *builder, const BifInfo *bif, bool tail);
/* The whole body of a function that a native one replaces. */
void build_replaced_body(Builder *builder, const BifInfo *bif);

static inline const BifInfo *build_find_bif(const BeamModule *module, uint32_t name,
                                            uint32_t function, uint32_t arity)
{
    return bif_table_find_text(module->atoms[name], module->atoms[function], arity);
}

#endif
