/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every module of the OTP installation of this machine: IR is built for all functions, all passes
 * run, and the checker finds nothing after any of them.
 */
#define _GNU_SOURCE /* nftw */
#include "frontend/ir/ir.h"
#include "frontend/support/buffer.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>

static uint32_t modules, functions;

static void read_file(const char *path, Buffer *bytes)
{
    FILE *file = fopen(path, "rb");
    cr_assert(file != NULL, "%s", path);
    for (size_t size = 1; size != 0;) {
        size = fread(buffer_reserve(bytes, 1 << 16), 1, 1 << 16, file);
        bytes->size += size;
    }
    fclose(file);
}

static void compile(const char *path)
{
    Arena arena;
    DiagList diags;
    Buffer bytes = BUFFER_EMPTY;
    BeamModule *module;
    arena_init(&arena);
    diag_init(&diags, &arena);
    read_file(path, &bytes);
    bool good = beam_read(&arena, &diags, path, bytes.bytes, bytes.size, &module) &&
                beam_validate(module, &diags);
    IrFunction **built =
        good ? ARENA_NEW_ARRAY(&arena, IrFunction *, module->function_count) : NULL;
    for (uint32_t i = 0; good && i < module->function_count; i++) {
        built[i] = ir_build(&arena, module, i, &diags);
        good = built[i] != NULL && ir_check(built[i], "build", &diags);
        if (good) {
            built[i]->check_passes = true;
            functions++;
        }
    }
    good = good && ir_run_module_passes(built, module->function_count, 3, NULL, &diags);
    cr_expect(good, "%s: %s", path, diags.first != NULL ? diags.first->text : "");
    modules++;
    buffer_free(&bytes);
    arena_free(&arena);
}

static int visit(const char *path, const struct stat *status, int type, struct FTW *place)
{
    size_t size = strlen(path);
    (void)status;
    (void)place;
    if (type == FTW_F && size > 5 && strcmp(path + size - 5, ".beam") == 0) {
        compile(path);
    }
    return 0;
}

Test(corpus, all_of_otp)
{
    char root[4096] = "";
    FILE *erl = popen("erl -noshell -eval 'io:put_chars(code:lib_dir()), halt().'", "r");
    if (erl != NULL && fgets(root, sizeof root, erl) == NULL) {
        root[0] = '\0';
    }
    if (erl == NULL || pclose(erl) != 0 || root[0] == '\0') {
        cr_skip_test("there is no erl on this machine");
    }
    nftw(root, visit, 16, FTW_PHYS);
    cr_expect_gt(modules, 50);
    cr_expect_gt(functions, modules);
}
