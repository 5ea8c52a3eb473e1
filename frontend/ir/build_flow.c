/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Flow blocks of a BEAM function and liveness of its X and float registers. See build.h.
 *
 * An instruction that names labels, calls, or is no longer followed by the next one ends its flow
 * block, so that control divides only between flow blocks. Registers are numbered from 0: X
 * registers first, then float registers. A register that an instruction writes is taken to keep its
 * old value on the edge to a fail label.
 *
 * What runs is linear in instructions, save for the fixpoint of liveness, which goes over the
 * blocks in postorder as often as loops are nested (and once more).
 */
#include "frontend/beam/bits.h"
#include "frontend/ir/build.h"

#include <string.h>

typedef void RegisterVisitor(void *context, bool is_float, uint32_t index, bool write);

typedef struct Visit {
    RegisterVisitor *visitor;
    void *context;
} Visit;

static void visit_operand(const Visit *visit, const BeamOperand *operand, bool write)
{
    if (operand->kind == OPERAND_X || operand->kind == OPERAND_FLOAT_REG) {
        visit->visitor(visit->context, operand->kind == OPERAND_FLOAT_REG, operand->as.index,
                       write);
    }
}

static void visit_first(const Visit *visit, uint32_t count)
{
    for (uint32_t x = 0; x < count; x++) {
        visit->visitor(visit->context, false, x, false);
    }
}

static void visit_commands(const Visit *visit, const BeamModule *module, const BeamList *list)
{
    BitCommand command;
    for (uint32_t at = 0; at < list->count && bits_command(module, list, &at, &command);) {
        if (command.dest != NULL) {
            visit_operand(visit, command.dest, true);
        }
    }
}

static void visit_list(const Visit *visit, const BeamModule *module, OperandClass class,
                       const BeamList *list)
{
    switch (class) {
    case CLASS_COMMANDS:
        visit_commands(visit, module, list);
        break;
    case CLASS_KEY_DESTS:
        for (uint32_t i = 0; i < list->count; i++) {
            visit_operand(visit, &list->items[i], i % 2 == 1);
        }
        break;
    default:
        for (uint32_t i = 0; i < list->count; i++) {
            visit_operand(visit, &list->items[i], false);
        }
    }
}

/* All X and float registers that the instruction reads or writes, but for what calls do to all. */
static void visit_instruction(const Visit *visit, const BeamModule *module,
                              const BeamFunction *function, const BeamInstruction *instruction)
{
    const OpcodeInfo *info = &opcode_table[instruction->opcode];
    bool has_arity = false;
    for (uint32_t i = 0; i < instruction->count; i++) {
        const BeamOperand *operand = &instruction->operands[i];
        OperandClass class = (OperandClass)info->signature[i];
        if (operand->kind == OPERAND_LIST) {
            visit_list(visit, module, class, operand->as.list);
        } else if (class == CLASS_ARITY) {
            visit_first(visit, (uint32_t)operand->as.u + info->reads);
            has_arity = true;
        } else {
            visit_operand(visit, operand,
                          class == CLASS_DEST || class == CLASS_FLOAT_DEST ||
                              class == CLASS_FMOVE_DEST);
        }
    }
    if (!has_arity) {
        visit_first(visit, info->reads);
    }
    if (instruction->opcode == OP_swap) {
        visit_operand(visit, &instruction->operands[0], true);
        visit_operand(visit, &instruction->operands[1], true);
    } else if (instruction->opcode == OP_func_info) {
        visit_first(visit, function->arity);
    } else if (instruction->opcode == OP_make_fun2) {
        visit_first(visit, module->lambdas[instruction->operands[0].as.u].num_free);
        visit->visitor(visit->context, false, 0, true);
    } else if (instruction->opcode == OP_build_stacktrace) {
        visit->visitor(visit->context, false, 0, true);
    } else if (instruction->opcode == OP_catch_end) {
        visit_first(visit, 1);
    }
}

static void count_register(void *context, bool is_float, uint32_t index, bool write)
{
    FlowGraph *flow = context;
    uint32_t *count = is_float ? &flow->f_count : &flow->x_count;
    (void)write;
    if (index >= *count) {
        *count = index + 1;
    }
}

/* ---- blocks
 * -------------------------------------------------------------------------------------- */

/* Does control also come from the runtime to the place behind the instruction? */
static bool ends_catch(uint8_t opcode)
{
    return opcode == OP_catch_end || opcode == OP_try_case;
}

/* Are X registers lost behind it, save those that it writes? */
static bool loses_registers(uint8_t opcode)
{
    return (opcode_table[opcode].flags & OPCODE_CALL) != 0 || ends_catch(opcode) ||
           opcode == OP_wait || opcode == OP_wait_timeout || opcode == OP_loop_rec;
}

bool flow_waits_on_itself(const BeamModule *module, const BeamInstruction *instruction)
{
    return instruction->opcode == OP_wait_timeout &&
           module->label_instruction[instruction->operands[0].as.index] + 1 ==
               (uint32_t)(instruction - module->instructions);
}

typedef void LabelVisitor(void *context, uint32_t label, bool catches);

/* The labels control may go to from an instruction; `catches`: when something raises later. Labels
 * of try_case are left out where the compiler knew that control never jumps there. */
static void visit_labels(const BeamModule *module, const BeamInstruction *instruction,
                         LabelVisitor *visitor, void *context)
{
    if (flow_waits_on_itself(module, instruction)) {
        return;
    }
    const char *signature = opcode_table[instruction->opcode].signature;
    bool catches = instruction->opcode == OP_catch || instruction->opcode == OP_try;
    for (uint32_t i = 0; i < instruction->count; i++) {
        const BeamOperand *operand = &instruction->operands[i];
        switch ((OperandClass)signature[i]) {
        case CLASS_LABEL:
        case CLASS_FAIL:
        case CLASS_START_FAIL:
            if (operand->kind == OPERAND_LABEL && operand->as.index != 0 &&
                instruction->opcode != OP_recv_mark && instruction->opcode != OP_recv_set &&
                (catches || !beam_is_try_handler(module, operand->as.index))) {
                visitor(context, operand->as.index, catches);
            }
            break;
        case CLASS_VALUE_LABELS:
        case CLASS_ARITY_LABELS:
            for (uint32_t k = 1; k < operand->as.list->count; k += 2) {
                uint32_t label = operand->as.list->items[k].as.index;
                if (!beam_is_try_handler(module, label)) {
                    visitor(context, label, false);
                }
            }
            break;
        default:
            break;
        }
    }
}

static void note_label(void *context, uint32_t label, bool catches)
{
    (void)label;
    (void)catches;
    *(bool *)context = true;
}

static bool ends_flow_block(const BeamModule *module, const BeamInstruction *instruction)
{
    bool has_label = false;
    visit_labels(module, instruction, note_label, &has_label);
    return has_label || ends_catch(instruction->opcode) || instruction->opcode == OP_wait_timeout ||
           beam_ends(module, instruction) ||
           (opcode_table[instruction->opcode].flags & OPCODE_CALL) != 0;
}

static void cut(FlowGraph *flow)
{
    const BeamFunction *function = flow->function;
    uint32_t count = function->end - function->start;
    bool *leader = ARENA_NEW_ARRAY(flow->arena, bool, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        const BeamInstruction *instruction = &flow->module->instructions[function->start + i];
        if (instruction->opcode == OP_label || i == 0) {
            leader[i] = true;
        }
        if (ends_flow_block(flow->module, instruction)) {
            leader[i + 1] = true;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        flow->count += leader[i];
    }
    flow->blocks = ARENA_NEW_ARRAY(flow->arena, FlowBlock, flow->count);
    flow->block_at = ARENA_NEW_ARRAY(flow->arena, uint32_t, count + 1);
    uint32_t next = 0;
    for (uint32_t i = 0; i <= count; i++) {
        flow->block_at[i] = FLOW_NONE;
        if (next != 0 && (i == count || leader[i])) {
            flow->blocks[next - 1].end = function->start + i;
        }
        if (i < count && leader[i]) {
            flow->blocks[next].start = function->start + i;
            flow->block_at[i] = next++;
        }
    }
}

uint32_t flow_location(const BeamModule *module, const BeamInstruction *instruction)
{
    const BeamLine *line = &module->lines[instruction->operands[0].as.u];
    /* ERTS packs both in one word and has no location for what does not fit. */
    return line->file < 255 && line->line < (1 << 24) - 1 ? line->file << 24 | line->line : 0;
}

/* Lines hold from one `line` instruction to the next in the order of the file. */
static void locate(FlowGraph *flow)
{
    uint32_t location = 0;
    for (uint32_t b = 0; b < flow->count; b++) {
        flow->blocks[b].location = location;
        for (uint32_t i = flow->blocks[b].start; i < flow->blocks[b].end; i++) {
            if (flow->module->instructions[i].opcode == OP_line) {
                location = flow_location(flow->module, &flow->module->instructions[i]);
            }
        }
    }
}

/* ---- edges and order
 * ------------------------------------------------------------------------------- */

typedef struct Walk {
    FlowGraph *flow;
    FlowBlock *from;
    uint32_t *edges; /* of the block being looked at */
    uint32_t count, capacity;
} Walk;

static void add_edge(Walk *walk, uint32_t block)
{
    if (walk->count == walk->capacity) {
        uint32_t capacity = walk->capacity * 2 + 16;
        uint32_t *edges = ARENA_NEW_ARRAY(walk->flow->arena, uint32_t, capacity);
        if (walk->count != 0) {
            memcpy(edges, walk->edges, walk->count * sizeof *edges);
        }
        walk->edges = edges;
        walk->capacity = capacity;
    }
    walk->edges[walk->count++] = block;
}

static void add_label_edge(void *context, uint32_t label, bool catches)
{
    Walk *walk = context;
    FlowBlock *to = flow_at_label(walk->flow, label);
    const BeamInstruction *last = &walk->flow->module->instructions[walk->from->end - 1];
    if (catches) {
        to->handler = true;
    } else {
        to->target = true;
        if (last->opcode == OP_wait || last->opcode == OP_wait_timeout) {
            to->root = IR_RECEIVE;
        }
    }
    add_edge(walk, (uint32_t)(to - walk->flow->blocks));
}

/* Appends the edges of a block to walk->edges. */
static void collect_edges(Walk *walk, uint32_t block)
{
    FlowGraph *flow = walk->flow;
    walk->from = &flow->blocks[block];
    const BeamInstruction *last = &flow->module->instructions[walk->from->end - 1];
    walk->from->next = FLOW_NONE;
    if (!beam_ends(flow->module, last) && walk->from->end < flow->function->end) {
        walk->from->next = flow->block_at[walk->from->end - flow->function->start];
        add_edge(walk, walk->from->next);
    }
    visit_labels(flow->module, last, add_label_edge, walk);
}

/* Depth first from the entry; walk->edges is used as the stack of edges still to be followed, in
 * which FLOW_NONE closes the edges of each block on the path. */
static void find_order(FlowGraph *flow)
{
    Walk walk = {.flow = flow};
    uint32_t *path = ARENA_NEW_ARRAY(flow->arena, uint32_t, flow->count + 1);
    uint32_t depth = 0, done = flow->count;
    uint32_t entry = flow->block_at[flow->function->body - flow->function->start];
    uint32_t *order = ARENA_NEW_ARRAY(flow->arena, uint32_t, flow->count + 1);
    add_edge(&walk, FLOW_NONE);
    add_edge(&walk, entry);
    path[depth++] = FLOW_NONE;
    while (walk.count > 0) {
        uint32_t block = walk.edges[--walk.count];
        if (block == FLOW_NONE) {
            uint32_t finished = path[--depth];
            if (finished != FLOW_NONE) {
                order[--done] = finished;
            }
        } else if (!flow->blocks[block].reached) {
            flow->blocks[block].reached = true;
            path[depth++] = block;
            add_edge(&walk, FLOW_NONE);
            collect_edges(&walk, block);
        }
    }
    flow->order = order + done;
    flow->order_count = flow->count - done;
    /* To the instruction after these, control comes from the handler, and perhaps from before. */
    for (uint32_t i = 0; i < flow->order_count; i++) {
        const FlowBlock *block = &flow->blocks[flow->order[i]];
        if (ends_catch(flow->module->instructions[block->end - 1].opcode) &&
            block->next != FLOW_NONE) {
            flow->blocks[block->next].target = true;
        }
    }
}

/* ---- liveness
 * ---------------------------------------------------------------------------------------- */

typedef struct Liveness {
    FlowGraph *flow;
    uint64_t *reads, *writes;          /* of the instruction being looked at */
    uint64_t *gen, *kill, *kill_early; /* by block; kill_early: without the last instruction */
    uint64_t *labels;                  /* alive at the labels of the block being looked at */
} Liveness;

static void note_register(void *context, bool is_float, uint32_t index, bool write)
{
    Liveness *liveness = context;
    uint32_t bit = is_float ? flow_f(liveness->flow, index) : index;
    uint64_t *set = write ? liveness->writes : liveness->reads;
    set[bit / 64] |= UINT64_C(1) << bit % 64;
}

static void find_effect(Liveness *liveness, const BeamInstruction *instruction)
{
    FlowGraph *flow = liveness->flow;
    size_t size = flow->words * sizeof(uint64_t);
    memset(liveness->reads, 0, size);
    memset(liveness->writes, loses_registers(instruction->opcode) ? 0xff : 0, size);
    Visit visit = {note_register, liveness};
    visit_instruction(&visit, flow->module, flow->function, instruction);
}

/* live = live - writes + reads */
static void step_back(const Liveness *liveness, uint64_t *live)
{
    for (uint32_t w = 0; w < liveness->flow->words; w++) {
        live[w] = (live[w] & ~liveness->writes[w]) | liveness->reads[w];
    }
}

static void summarise(Liveness *liveness, uint32_t index)
{
    FlowGraph *flow = liveness->flow;
    const FlowBlock *block = &flow->blocks[index];
    size_t words = flow->words;
    uint64_t *gen = liveness->gen + index * words, *kill = liveness->kill + index * words;
    uint64_t *early = liveness->kill_early + index * words;
    for (uint32_t i = block->end; i-- > block->start;) {
        find_effect(liveness, &flow->module->instructions[i]);
        step_back(liveness, gen);
        for (uint32_t w = 0; w < words; w++) {
            kill[w] |= liveness->writes[w];
            early[w] |= i == block->end - 1 ? 0 : liveness->writes[w];
        }
    }
}

static void add_label_liveness(void *context, uint32_t label, bool catches)
{
    Liveness *liveness = context;
    if (catches) {
        return; /* the handler gets its registers from the runtime */
    }
    const FlowBlock *to = flow_at_label(liveness->flow, label);
    for (uint32_t w = 0; w < liveness->flow->words; w++) {
        liveness->labels[w] |= to->live_in[w];
    }
}

static bool update_block(Liveness *liveness, uint32_t index)
{
    FlowGraph *flow = liveness->flow;
    FlowBlock *block = &flow->blocks[index];
    size_t words = flow->words;
    memset(liveness->labels, 0, words * sizeof(uint64_t));
    visit_labels(flow->module, &flow->module->instructions[block->end - 1], add_label_liveness,
                 liveness);
    const uint64_t *next = block->next == FLOW_NONE ? NULL : flow->blocks[block->next].live_in;
    bool changed = false;
    for (uint32_t w = 0; w < words; w++) {
        uint64_t live = liveness->gen[index * words + w] |
                        (liveness->labels[w] & ~liveness->kill_early[index * words + w]);
        if (next != NULL) {
            live |= next[w] & ~liveness->kill[index * words + w];
        }
        changed |= live != block->live_in[w];
        block->live_in[w] = live;
    }
    return changed;
}

static bool wants_live_after(Opcode opcode)
{
    switch (opcode) {
    case OP_allocate:
    case OP_allocate_heap:
    case OP_allocate_zero:
    case OP_allocate_heap_zero:
    case OP_test_heap:
    case OP_bs_create_bin:
        return true;
    default:
        return false;
    }
}

/* Keep the live sets behind the instructions that collect. */
static void record(Liveness *liveness, uint32_t index)
{
    FlowGraph *flow = liveness->flow;
    FlowBlock *block = &flow->blocks[index];
    size_t size = flow->words * sizeof(uint64_t);
    uint64_t *live = liveness->labels;
    memset(live, 0, size);
    if (block->next != FLOW_NONE) {
        memcpy(live, flow->blocks[block->next].live_in, size);
    }
    for (uint32_t i = block->end; i-- > block->start;) {
        const BeamInstruction *instruction = &flow->module->instructions[i];
        if (wants_live_after(instruction->opcode)) {
            flow->live_after[i - flow->function->start] =
                memcpy(ARENA_NEW_ARRAY(flow->arena, uint64_t, flow->words), live, size);
        }
        if (i == block->end - 1) {
            /* From here on what the labels need is needed as well. */
            uint64_t *after = ARENA_NEW_ARRAY(flow->arena, uint64_t, flow->words);
            memcpy(after, live, size);
            memset(live, 0, size);
            visit_labels(flow->module, instruction, add_label_liveness, liveness);
            find_effect(liveness, instruction);
            for (uint32_t w = 0; w < flow->words; w++) {
                live[w] |= (after[w] & ~liveness->writes[w]) | liveness->reads[w];
            }
        } else {
            find_effect(liveness, instruction);
            step_back(liveness, live);
        }
    }
}

static void find_liveness(FlowGraph *flow)
{
    Liveness liveness = {.flow = flow};
    uint32_t words = flow->words;
    liveness.reads = ARENA_NEW_ARRAY(flow->arena, uint64_t, words);
    liveness.writes = ARENA_NEW_ARRAY(flow->arena, uint64_t, words);
    liveness.labels = ARENA_NEW_ARRAY(flow->arena, uint64_t, words);
    liveness.gen = ARENA_NEW_ARRAY(flow->arena, uint64_t, (size_t)words * flow->count);
    liveness.kill = ARENA_NEW_ARRAY(flow->arena, uint64_t, (size_t)words * flow->count);
    liveness.kill_early = ARENA_NEW_ARRAY(flow->arena, uint64_t, (size_t)words * flow->count);
    for (uint32_t i = 0; i < flow->order_count; i++) {
        flow->blocks[flow->order[i]].live_in = ARENA_NEW_ARRAY(flow->arena, uint64_t, words);
        summarise(&liveness, flow->order[i]);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = flow->order_count; i-- > 0;) {
            changed |= update_block(&liveness, flow->order[i]);
        }
    }
    for (uint32_t i = 0; i < flow->order_count; i++) {
        record(&liveness, flow->order[i]);
    }
}

void flow_build(FlowGraph *flow, Arena *arena, const BeamModule *module,
                const BeamFunction *function)
{
    *flow = (FlowGraph){.arena = arena, .module = module, .function = function};
    Visit visit = {count_register, flow};
    flow->x_count = function->arity > 3 ? function->arity : 3; /* handlers set x0 … x2 */
    for (uint32_t i = function->start; i < function->end; i++) {
        visit_instruction(&visit, module, function, &module->instructions[i]);
    }
    flow->words = (flow->x_count + flow->f_count + 63) / 64;
    flow->live_after = ARENA_NEW_ARRAY(arena, uint64_t *, function->end - function->start);
    cut(flow);
    locate(flow);
    find_order(flow);
    find_liveness(flow);
}
