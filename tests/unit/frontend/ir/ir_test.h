/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From BEAM code in a test to IR and its text.
 *
 * A test emits the instructions of one function f of module m with the assembler of
 * tests/unit/frontend/beam/builder.h, builds the IR, and looks for pieces of its text. Everything
 * is checked (ir_check) after each step.
 */
#ifndef JOIST_TESTS_UNIT_FRONTEND_IR_IR_TEST_H
#define JOIST_TESTS_UNIT_FRONTEND_IR_IR_TEST_H

#include "frontend/ir/ir.h"
#include "tests/unit/frontend/beam/builder.h"

enum { IR_TEST_NO_PASSES = -1 };

typedef struct IrTest {
    Builder builder;
    Result result;
    IrFunction *function;
    char *text;
    size_t size;
} IrTest;

/* A module with the head of f/arity; returns the entry label. */
uint32_t ir_test_start(IrTest *test, const char *module, const char *function, uint32_t arity);

/* Read, validate, build and run the passes of this level; fails the test if anything is wrong. */
void ir_test_build(IrTest *test, int level);
void ir_test_free(IrTest *test);

/* Is the text in the printed IR; and how often. */
bool ir_test_has(const IrTest *test, const char *text);
int ir_test_count(const IrTest *test, const char *text);

#define EXPECT_TEXT(test, piece) \
    cr_expect(ir_test_has(test, piece), "no \"%s\" in:\n%s", piece, (test)->text)
#define EXPECT_NO_TEXT(test, piece) \
    cr_expect(!ir_test_has(test, piece), "\"%s\" in:\n%s", piece, (test)->text)

#endif
