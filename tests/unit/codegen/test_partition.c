/* SPDX-License-Identifier: Apache-2.0 */
/* Cutting functions into fragments: codegen/partition.h. */
#include <criterion/criterion.h>

#include "codegen/partition.h"

static Arena arena;
static IrFunction function;
static Partition partition;

static void setup(void)
{
    arena_init(&arena);
    function = (IrFunction){.arena = &arena};
}

static void teardown(void)
{
    arena_free(&arena);
}

TestSuite(partition, .init = setup, .fini = teardown);

static IrBlockId add_block(IrRootKind root)
{
    IrBlockId block = ir_new_block(&function, 0);
    function.blocks[block].root = root;
    return block;
}

static void add_end(IrBlockId from, IrOp op, uint32_t count, const IrBlockId *to)
{
    IrInstruction *instruction = ir_append(&function, from, op, 0, NULL);
    instruction->target_count = count;
    instruction->targets = ARENA_NEW_ARRAY(&arena, IrTarget, count);
    for (uint32_t i = 0; i < count; i++)
        instruction->targets[i].block = to[i];
}

static void jump(IrBlockId from, IrBlockId to)
{
    add_end(from, IR_JUMP, 1, &to);
}
static void call(IrBlockId from, IrBlockId to)
{
    add_end(from, IR_CALL, 1, &to);
}
static void end(IrBlockId from)
{
    add_end(from, IR_RETURN, 0, NULL);
}
static void branch(IrBlockId from, IrBlockId a, IrBlockId b)
{
    add_end(from, IR_BRANCH, 2, (IrBlockId[]){a, b});
}

Test(partition, one_fragment_with_a_join)
{
    IrBlockId entry = add_block(IR_ENTRY), a = add_block(IR_NOT_ROOT), b = add_block(IR_NOT_ROOT);
    IrBlockId join = add_block(IR_NOT_ROOT);
    branch(entry, a, b);
    jump(a, join);
    jump(b, join);
    end(join);
    partition_build(&arena, &function, &partition);
    cr_assert_eq(partition.fragment_count, 1);
    cr_assert_eq(partition.count, 4);
    cr_assert_eq(partition.order[0], entry);
    cr_assert_eq(partition.order[3], join);
    cr_assert_eq(partition.head[join], entry);
    cr_assert_not(partition.inner_jump[entry]);
}

Test(partition, continuation_is_a_fragment)
{
    IrBlockId entry = add_block(IR_ENTRY), rest = add_block(IR_CONTINUATION);
    call(entry, rest);
    end(rest);
    partition_build(&arena, &function, &partition);
    cr_assert_eq(partition.fragment_count, 2);
    cr_assert_eq(partition.head[rest], rest);
}

/* What two fragments reach becomes a fragment of its own, what only follows it does not. */
Test(partition, shared_block_is_a_fragment)
{
    IrBlockId entry = add_block(IR_ENTRY), inside = add_block(IR_NOT_ROOT);
    IrBlockId rest = add_block(IR_CONTINUATION), shared = add_block(IR_NOT_ROOT);
    IrBlockId behind = add_block(IR_NOT_ROOT);
    branch(entry, inside, shared);
    call(inside, rest);
    jump(rest, shared);
    jump(shared, behind);
    end(behind);
    partition_build(&arena, &function, &partition);
    cr_assert_eq(partition.fragment_count, 3);
    cr_assert_eq(partition.head[shared], shared);
    cr_assert_eq(partition.head[behind], shared);
    cr_assert_eq(partition.head[inside], entry);
}

Test(partition, loop_to_the_head)
{
    IrBlockId entry = add_block(IR_ENTRY), body = add_block(IR_NOT_ROOT);
    IrBlockId out = add_block(IR_NOT_ROOT);
    branch(entry, body, out);
    add_end(body, IR_LOOP, 1, &entry);
    end(out);
    partition_build(&arena, &function, &partition);
    cr_assert_eq(partition.fragment_count, 1);
    cr_assert(partition.inner_jump[entry]);
}

/* A loop with two ways in from different fragments, and blocks that nothing reaches. */
Test(partition, loop_between_fragments)
{
    IrBlockId entry = add_block(IR_ENTRY), rest = add_block(IR_CONTINUATION);
    IrBlockId first = add_block(IR_NOT_ROOT), second = add_block(IR_NOT_ROOT);
    IrBlockId nowhere = add_block(IR_NOT_ROOT), lost = add_block(IR_CONTINUATION);
    IrBlockId out = add_block(IR_NOT_ROOT), calls = add_block(IR_NOT_ROOT);
    branch(entry, first, calls);
    call(calls, rest);
    jump(rest, second);
    jump(first, second);
    branch(second, first, out);
    end(out);
    jump(nowhere, second);
    end(lost);
    partition_build(&arena, &function, &partition);
    cr_assert_eq(partition.head[first], first);
    cr_assert_eq(partition.head[second], second);
    cr_assert_eq(partition.head[out], second);
    cr_assert_eq(partition.head[nowhere], PARTITION_NONE);
    cr_assert_eq(partition.head[lost], PARTITION_NONE);
    cr_assert_eq(partition.count, 6);
    cr_assert_eq(partition.fragment_count, 4);
}
