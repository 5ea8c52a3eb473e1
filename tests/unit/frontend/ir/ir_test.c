/* SPDX-License-Identifier: Apache-2.0 */
/* From BEAM code in a test to IR; see ir_test.h. */
#include "tests/unit/frontend/ir/ir_test.h"

#include <criterion/criterion.h>
#include <string.h>

uint32_t ir_test_start(IrTest *test, const char *module, const char *function, uint32_t arity)
{
    *test = (IrTest){0};
    builder_init(&test->builder, module);
    return builder_function(&test->builder, function, arity, true);
}

static const char *first_error(const IrTest *test)
{
    const Diag *first = test->result.diags.first;
    return first == NULL ? "" : first->text;
}

void ir_test_build(IrTest *test, int level)
{
    test->result = builder_read(&test->builder);
    cr_assert(test->result.valid, "%s", builder_error(&test->result));
    DiagList *diags = &test->result.diags;
    uint32_t count = test->result.module->function_count;
    IrFunction **functions = ARENA_NEW_ARRAY(test->result.arena, IrFunction *, count);
    for (uint32_t i = 0; i < count; i++) {
        functions[i] = ir_build(test->result.arena, test->result.module, i, diags);
        cr_assert(functions[i] != NULL, "%s", first_error(test));
        functions[i]->check_passes = true;
        cr_assert(ir_check(functions[i], "build", diags), "%s", first_error(test));
    }
    if (level != IR_TEST_NO_PASSES) {
        cr_assert(ir_run_module_passes(functions, count, level, NULL, diags), "%s",
                  first_error(test));
    }
    test->function = functions[0];
    FILE *stream = open_memstream(&test->text, &test->size);
    ir_print(stream, test->function, false);
    fclose(stream);
}

void ir_test_free(IrTest *test)
{
    free(test->text);
    builder_free_result(&test->result);
    builder_free(&test->builder);
}

bool ir_test_has(const IrTest *test, const char *text)
{
    return strstr(test->text, text) != NULL;
}

int ir_test_count(const IrTest *test, const char *text)
{
    int count = 0;
    for (const char *at = test->text; (at = strstr(at, text)) != NULL; at++) {
        count++;
    }
    return count;
}
