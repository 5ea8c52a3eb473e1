/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checker: what every pass relies on and leaves behind.
 *
 *   shape        every block ends in its only terminator; numbers of arguments, targets, parameters
 *   types        of arguments and of what targets are given
 *   definitions  numbered as they stand; they dominate their uses
 *   memory       no term that may move is used after a gc that it did not go through
 *   frames       the same on all ways; y registers, returns and calls agree with them
 *   heap         words used do not exceed those that the last gc reserved
 *
 * Memory: the live range of each term is followed backwards from its uses, so a check takes time in
 * proportion to the sum of live ranges.
 */
#include "frontend/ir/bif_table.h"
#include "frontend/ir/graph.h"

#include <stdarg.h>
#include <string.h>

typedef struct Check {
    const IrFunction *function;
    const char *after;
    DiagList *diagnostics;
    Arena arena;
    IrGraph graph;
    bool failed;
    IrBlockId block; /* being looked at */
    uint32_t instruction;
} Check;

static void violation(Check *check, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void violation(Check *check, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_vprintf(&check->arena, format, arguments);
    va_end(arguments);
    const IrFunction *function = check->function;
    const IrBlock *block = &function->blocks[check->block];
    const char *name = check->instruction < block->instruction_count
                           ? ir_op_info[block->instructions[check->instruction].op].name
                           : "parameters";
    BeamText text_of_function = function->module->atoms[function->beam->name];
    DiagPlace place = {
        .file = function->module->file,
        .function = arena_printf(&check->arena, "%.*s/%u", (int)text_of_function.size,
                                 text_of_function.bytes, function->beam->arity),
        .offset = -1,
    };
    diag_add(check->diagnostics, DIAG_ERROR, place, NULL, "IR after %s: block %u, %u (%s): %s",
             check->after, check->block, check->instruction, name, text);
    check->failed = true;
}

static const IrBlock *current_block(const Check *check)
{
    return &check->function->blocks[check->block];
}

/* ---- shape and types
 * ---------------------------------------------------------------------------------- */

static bool is_value(Check *check, IrValue value)
{
    if (value == 0 || value >= check->function->value_count) {
        violation(check, "there is no value %u", value);
        return false;
    }
    return true;
}

/* What the arguments of an operation have to be; IR_NONE: any. */
static IrType argument_type(IrOp op)
{
    switch (op) {
    case IR_BOX_FLOAT:
    case IR_FLOAT_TERM:
    case IR_F64_LESS:
    case IR_F64_LESS_EQUAL:
    case IR_F64_EQUAL:
    case IR_F64_ADD:
    case IR_F64_SUB:
    case IR_F64_MUL:
    case IR_F64_DIV:
    case IR_F64_NEG:
    case IR_F64_FINITE:
        return IR_F64;
    case IR_TAG_SMALL:
    case IR_I64_LESS:
    case IR_I64_EQUAL:
    case IR_I64_ADD:
    case IR_I64_SUB:
    case IR_I64_MUL:
    case IR_I64_AND:
    case IR_I64_OR:
    case IR_I64_XOR:
    case IR_I64_SHL:
    case IR_I64_SHR:
    case IR_I64_TO_F64:
        return IR_I64;
    case IR_NOT:
    case IR_BOOL_TERM:
    case IR_BRANCH:
        return IR_BOOL;
    case IR_CHECK:
        return IR_NONE;
    default:
        return IR_TERM;
    }
}

static void check_arguments(Check *check, const IrInstruction *instruction)
{
    const IrOpInfo *info = &ir_op_info[instruction->op];
    if (info->arguments >= 0 && instruction->argument_count != (uint32_t)info->arguments) {
        violation(check, "%u arguments instead of %d", instruction->argument_count,
                  info->arguments);
    }
    IrType wanted = argument_type(instruction->op);
    for (uint32_t i = 0; i < instruction->argument_count; i++) {
        IrValue argument = instruction->arguments[i];
        if (is_value(check, argument) && wanted != IR_NONE &&
            check->function->values[argument].type != wanted) {
            violation(check, "argument %u, value %u, has the wrong type", i, argument);
        }
    }
    if ((info->result == IR_NONE) != (instruction->result == 0) &&
        !(info->result == IR_MANY && instruction->argument_count == 0)) {
        violation(check, "the result is missing or too many");
    }
}

static bool has_target_count(const IrInstruction *instruction)
{
    uint32_t count = instruction->target_count;
    switch (instruction->op) {
    case IR_JUMP:
    case IR_LOOP:
    case IR_WAIT:
    case IR_STORE_CATCH:
        return count == 1;
    case IR_BRANCH:
    case IR_CHECK:
        return count == 2;
    case IR_WAIT_TIMEOUT:
        return count == 3;
    case IR_SWITCH:
        return count == instruction->imm.select->count + 1;
    case IR_CALL:
    case IR_CALL_EXPORT:
    case IR_CALL_BIF:
    case IR_CALL_FUN:
    case IR_APPLY:
    case IR_APPLY_LIST:
    case IR_APPLY_FUN:
        return count <= 1;
    default:
        return count == 0;
    }
}

static void check_jump_target(Check *check, const IrTarget *target)
{
    const IrBlock *to = &check->function->blocks[target->block];
    if (target->count != to->parameter_count) {
        violation(check, "block %u has %u parameters, but gets %u arguments", target->block,
                  to->parameter_count, target->count);
        return;
    }
    for (uint32_t i = 0; i < target->count; i++) {
        if (is_value(check, target->arguments[i]) &&
            check->function->values[target->arguments[i]].type !=
                check->function->values[to->parameters[i]].type) {
            violation(check, "argument %u for block %u has the wrong type", i, target->block);
        }
    }
}

static IrRootKind root_kind(const IrInstruction *instruction)
{
    switch (instruction->op) {
    case IR_STORE_CATCH:
        return IR_HANDLER;
    case IR_WAIT:
    case IR_WAIT_TIMEOUT:
        return IR_RECEIVE;
    default:
        return IR_CONTINUATION;
    }
}

static void check_targets(Check *check, const IrInstruction *instruction)
{
    if (!has_target_count(instruction)) {
        violation(check, "%u targets", instruction->target_count);
        return;
    }
    for (uint32_t t = 0; t < instruction->target_count; t++) {
        const IrTarget *target = &instruction->targets[t];
        if (target->block >= check->function->block_count) {
            violation(check, "there is no block %u", target->block);
        } else if (ir_is_jump(instruction->op)) {
            check_jump_target(check, target);
        } else if (check->function->blocks[target->block].root != root_kind(instruction) ||
                   target->count != 0) {
            violation(check, "block %u is not the right kind of root", target->block);
        }
    }
}

static void check_shape(Check *check)
{
    const IrBlock *block = current_block(check);
    if (block->instruction_count == 0) {
        violation(check, "the block is empty");
        return;
    }
    for (uint32_t i = 0; i < block->instruction_count; i++) {
        const IrInstruction *instruction = &block->instructions[i];
        check->instruction = i;
        bool ends = (ir_op_info[instruction->op].flags & IR_TERMINATOR) != 0;
        if (ends != (i == block->instruction_count - 1)) {
            violation(check, ends ? "a terminator inside the block" : "no terminator at its end");
        }
        check_arguments(check, instruction);
        check_targets(check, instruction);
    }
}

static void check_root(Check *check)
{
    static const uint32_t parameters[] = {[IR_CONTINUATION] = 1, [IR_HANDLER] = 3};
    const IrBlock *block = current_block(check);
    check->instruction = UINT32_MAX;
    if ((block->root == IR_ENTRY) != (check->block == 0)) {
        violation(check, "the entry and only the entry is block 0");
    }
    if (block->root == IR_NOT_ROOT) {
        return;
    }
    uint32_t wanted = block->root == IR_ENTRY     ? check->function->beam->arity
                      : block->root == IR_RECEIVE ? 0
                                                  : parameters[block->root];
    if (block->parameter_count != wanted) {
        violation(check, "a root with %u parameters instead of %u", block->parameter_count, wanted);
    }
}

/* ---- definitions
 * -------------------------------------------------------------------------------------------- */

static void check_numbering(Check *check)
{
    const IrFunction *function = check->function;
    const IrBlock *block = current_block(check);
    check->instruction = UINT32_MAX;
    for (uint32_t i = 0; i < block->parameter_count; i++) {
        const IrValueInfo *info = &function->values[block->parameters[i]];
        if (info->block != check->block || info->instruction != IR_PARAMETER || info->index != i) {
            violation(check, "parameter %u is not numbered as it stands", i);
        }
    }
    for (uint32_t i = 0; i < block->instruction_count; i++) {
        const IrInstruction *instruction = &block->instructions[i];
        check->instruction = i;
        uint32_t results = instruction->result == 0 ? 0
                           : ir_op_info[instruction->op].result == IR_MANY
                               ? instruction->argument_count
                               : 1;
        for (uint32_t k = 0; k < results; k++) {
            const IrValueInfo *info = &function->values[instruction->result + k];
            if (info->block != check->block || info->instruction != i || info->index != k) {
                violation(check, "result %u is not numbered as it stands", k);
            }
        }
    }
}

static void check_use(Check *check, IrValue value)
{
    const IrValueInfo *info = &check->function->values[value];
    if (!graph_reaches(&check->graph, info->block)) {
        violation(check, "value %u is defined in block %u, which is never reached", value,
                  info->block);
        return;
    }
    if (info->block == check->block) {
        if (info->instruction != IR_PARAMETER && info->instruction >= check->instruction) {
            violation(check, "value %u is used before it is defined", value);
        }
    } else if (!graph_dominates(&check->graph, info->block, check->block)) {
        violation(check, "value %u of block %u does not dominate its use", value, info->block);
    }
}

static void check_uses(Check *check)
{
    const IrBlock *block = current_block(check);
    for (uint32_t i = 0; i < block->instruction_count; i++) {
        const IrInstruction *instruction = &block->instructions[i];
        check->instruction = i;
        for (uint32_t k = 0; k < instruction->argument_count; k++) {
            check_use(check, instruction->arguments[k]);
        }
        for (uint32_t t = 0; t < instruction->target_count; t++) {
            for (uint32_t k = 0; k < instruction->targets[t].count; k++) {
                check_use(check, instruction->targets[t].arguments[k]);
            }
        }
    }
}

/* ---- terms across gc
 * ----------------------------------------------------------------------------------------- */

typedef struct Ranges {
    Check *check;
    uint32_t **gcs_before; /* by block: number of gc before each instruction, and at the end */
    IrValue *visited;      /* by block: the value whose range was last seen to enter it */
    IrBlockId *stack;
} Ranges;

/* No gc between definition (or the block's start) and use inside one block. */
static bool is_clear(const Ranges *ranges, IrBlockId block, uint32_t from, uint32_t to)
{
    return ranges->gcs_before[block][from] == ranges->gcs_before[block][to];
}

static void follow_range(Ranges *ranges, IrValue value)
{
    Check *check = ranges->check;
    const IrFunction *function = check->function;
    const IrValueInfo *info = &function->values[value];
    uint32_t from = info->instruction == IR_PARAMETER ? 0 : info->instruction + 1;
    bool clear = true;
    if (info->block == check->block) {
        clear = is_clear(ranges, check->block, from, check->instruction);
    } else {
        uint32_t depth = 0;
        clear = is_clear(ranges, check->block, 0, check->instruction);
        ranges->stack[depth++] = check->block;
        while (clear && depth != 0) {
            IrBlockId block = ranges->stack[--depth];
            for (uint32_t e = check->graph.first_edge[block];
                 e < check->graph.first_edge[block + 1]; e++) {
                IrBlockId before = check->graph.edges[e].from;
                uint32_t end = function->blocks[before].instruction_count;
                if (before == info->block) {
                    clear &= is_clear(ranges, before, from, end);
                } else if (ranges->visited[before] != value) {
                    ranges->visited[before] = value;
                    clear &= is_clear(ranges, before, 0, end);
                    ranges->stack[depth++] = before;
                }
            }
        }
    }
    if (!clear) {
        violation(check, "the term in value %u may have been moved by a gc", value);
    }
}

static void check_range(Ranges *ranges, IrValue value)
{
    const IrFunction *function = ranges->check->function;
    if (function->values[value].type == IR_TERM && !ir_is_unmoved(function, value)) {
        follow_range(ranges, value);
    }
}

static void count_gcs(Ranges *ranges, IrBlockId id)
{
    const IrBlock *block = &ranges->check->function->blocks[id];
    uint32_t *counts =
        ARENA_NEW_ARRAY(&ranges->check->arena, uint32_t, block->instruction_count + 1);
    for (uint32_t i = 0; i < block->instruction_count; i++) {
        counts[i + 1] = counts[i] + (block->instructions[i].op == IR_GC);
    }
    ranges->gcs_before[id] = counts;
}

static void check_ranges(Check *check)
{
    const IrFunction *function = check->function;
    Ranges ranges = {.check = check};
    ranges.gcs_before = ARENA_NEW_ARRAY(&check->arena, uint32_t *, function->block_count);
    ranges.visited = ARENA_NEW_ARRAY(&check->arena, IrValue, function->block_count);
    ranges.stack = ARENA_NEW_ARRAY(&check->arena, IrBlockId, function->block_count + 1);
    for (uint32_t i = 0; i < check->graph.order_count; i++) {
        count_gcs(&ranges, check->graph.order[i]);
    }
    for (uint32_t b = 0; b < check->graph.order_count; b++) {
        check->block = check->graph.order[b];
        const IrBlock *block = current_block(check);
        for (uint32_t i = 0; i < block->instruction_count; i++) {
            const IrInstruction *instruction = &block->instructions[i];
            check->instruction = i;
            for (uint32_t k = 0; k < instruction->argument_count; k++) {
                check_range(&ranges, instruction->arguments[k]);
            }
            for (uint32_t t = 0; t < instruction->target_count; t++) {
                for (uint32_t k = 0; k < instruction->targets[t].count; k++) {
                    check_range(&ranges, instruction->targets[t].arguments[k]);
                }
            }
        }
    }
}

/* ---- frames
 * ---------------------------------------------------------------------------------------------------
 */

static bool needs_no_frame(const IrInstruction *instruction)
{
    switch (instruction->op) {
    case IR_RETURN:
    case IR_LOOP:
    case IR_ALLOCATE:
        return true;
    case IR_CALL:
    case IR_CALL_EXPORT:
    case IR_CALL_BIF:
    case IR_CALL_FUN:
    case IR_APPLY:
    case IR_APPLY_LIST:
    case IR_APPLY_FUN:
        return instruction->target_count == 0;
    default:
        return false;
    }
}

static bool uses_y(IrOp op)
{
    return op == IR_LOAD_Y || op == IR_STORE_Y || op == IR_STORE_CATCH;
}

static int frame_after(Check *check, const IrInstruction *instruction, int frame)
{
    int64_t imm = instruction->imm.i64;
    if (needs_no_frame(instruction) && frame != IR_NO_FRAME) {
        violation(check, "there is a frame of %d", frame);
    }
    if (uses_y(instruction->op) && imm >= frame) {
        violation(check, "y%d is not in the frame of %d", (int)imm, frame);
    }
    switch (instruction->op) {
    case IR_ALLOCATE:
        return (int)imm;
    case IR_DEALLOCATE:
        if (imm != frame) {
            violation(check, "the frame has %d registers", frame);
        }
        return IR_NO_FRAME;
    case IR_TRIM:
        if (imm > frame) {
            violation(check, "the frame has %d registers", frame);
        }
        return frame - (int)imm;
    default:
        return frame;
    }
}

static void check_frames(Check *check)
{
    const IrBlock *block = current_block(check);
    int frame = block->frame;
    for (uint32_t i = 0; i < block->instruction_count; i++) {
        const IrInstruction *instruction = &block->instructions[i];
        check->instruction = i;
        frame = frame_after(check, instruction, frame);
        for (uint32_t t = 0; t < instruction->target_count; t++) {
            const IrBlock *to = &check->function->blocks[instruction->targets[t].block];
            /* A handler's frame is the one at the time of the raise: trims may come between. */
            if (instruction->op != IR_STORE_CATCH && to->frame != frame) {
                violation(check, "block %u has a frame of %d instead of %d",
                          instruction->targets[t].block, to->frame, frame);
            }
        }
    }
}

/* ---- heap
 * ----------------------------------------------------------------------------------------------------
 */

static uint64_t heap_words(const IrInstruction *instruction)
{
    switch (instruction->op) {
    case IR_ALLOCATE:
        return (uint64_t)instruction->imm.i64 + 1;
    case IR_CONS:
    case IR_BOX_FLOAT:
        return 2;
    case IR_TUPLE:
        return 1 + (uint64_t)instruction->argument_count;
    case IR_MAKE_FUN:
        return instruction->argument_count == 0 ? 0 : 3 + (uint64_t)instruction->argument_count;
    case IR_UPDATE_RECORD:
        return 1 + (uint64_t)instruction->imm.i64;
    default:
        return 0;
    }
}

/* Words that an operation that allocates by itself may take from the reservation; all, but for the
 * starts of binaries, for which a gc reserves them as well. */
static uint64_t taken_words(const IrInstruction *instruction)
{
    switch (instruction->op) {
    case IR_BS_INIT:
    case IR_BS_INIT_APPEND:
        return 16;
    case IR_BIF:
        return bif_never_allocates(instruction->imm.bif) ? 0 : UINT64_MAX;
    default:
        return (ir_op_info[instruction->op].flags & IR_ALLOCATES) != 0 ? UINT64_MAX : 0;
    }
}

static uint64_t heap_after(Check *check, uint64_t words, bool report)
{
    const IrBlock *block = current_block(check);
    for (uint32_t i = 0; i < block->instruction_count; i++) {
        const IrInstruction *instruction = &block->instructions[i];
        check->instruction = i;
        if (instruction->op == IR_GC) {
            words = (uint64_t)instruction->imm.i64;
            continue;
        }
        uint64_t used = heap_words(instruction), taken = taken_words(instruction);
        if (used > words && report) {
            violation(check, "%u words are used where %u are left", (unsigned)used,
                      (unsigned)words);
        }
        words = used > words ? 0 : words - used;
        words = taken > words ? 0 : words - taken;
    }
    return words;
}

/* The least number of words on any way, as a fixpoint from above. */
static void check_heap(Check *check)
{
    const IrFunction *function = check->function;
    uint32_t count = function->block_count;
    uint64_t *words = ARENA_NEW_ARRAY(&check->arena, uint64_t, count);
    IrBlockId *queue = ARENA_NEW_ARRAY(&check->arena, IrBlockId, count);
    bool *queued = ARENA_NEW_ARRAY(&check->arena, bool, count);
    uint32_t first = 0, waiting = 0;
    for (uint32_t i = 0; i < check->graph.order_count; i++) {
        IrBlockId id = check->graph.order[i];
        words[id] = function->blocks[id].root == IR_NOT_ROOT ? UINT64_MAX : 0;
        queue[waiting++] = id;
        queued[id] = true;
    }
    while (waiting != 0) {
        check->block = queue[first];
        first = (first + 1) % count;
        waiting--;
        queued[check->block] = false;
        uint64_t left = heap_after(check, words[check->block], false);
        const IrInstruction *last = ir_terminator(current_block(check));
        for (uint32_t t = 0; ir_is_jump(last->op) && t < last->target_count; t++) {
            IrBlockId to = last->targets[t].block;
            if (left < words[to]) {
                words[to] = left;
                if (!queued[to]) {
                    queued[to] = true;
                    queue[(first + waiting++) % count] = to;
                }
            }
        }
    }
    for (uint32_t i = 0; i < check->graph.order_count; i++) {
        check->block = check->graph.order[i];
        heap_after(check, words[check->block], true);
    }
}

typedef void BlockCheck(Check *check);

static void for_each_block(Check *check, BlockCheck *block_check)
{
    for (uint32_t i = 0; i < check->graph.order_count; i++) {
        check->block = check->graph.order[i];
        block_check(check);
    }
}

bool ir_check(const IrFunction *function, const char *after_pass, DiagList *diagnostics)
{
    Check check = {.function = function, .after = after_pass, .diagnostics = diagnostics};
    arena_init(&check.arena);
    for (check.block = 0; check.block < function->block_count; check.block++) {
        check_shape(&check);
        check_root(&check);
    }
    if (!check.failed) {
        graph_build(&check.graph, &check.arena, function);
        graph_dominators(&check.graph, &check.arena, function);
        for_each_block(&check, check_numbering);
        for_each_block(&check, check_frames);
    }
    if (!check.failed) {
        for_each_block(&check, check_uses);
        check_heap(&check);
    }
    if (!check.failed) {
        check_ranges(&check);
    }
    arena_free(&check.arena);
    return !check.failed;
}
