/* SPDX-License-Identifier: Apache-2.0 */
/* Compiling one module (compile.h). */
#include "frontend/driver/compile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "codegen/codegen.h"
#include "frontend/driver/files.h"
#include "frontend/ir/bif_table.h"
#include "rt/bif/md5.h"

BeamModule *compile_read(Arena *arena, const char *path, DiagList *diagnostics)
{
    Buffer bytes = BUFFER_EMPTY;
    BeamModule *module = NULL;
    if (files_read(path, &bytes, diagnostics) &&
        beam_read(arena, diagnostics, path, bytes.bytes, bytes.size, &module) &&
        !beam_validate(module, diagnostics))
        module = NULL;
    buffer_free(&bytes);
    return module;
}

IrFunction **compile_ir(Arena *arena, BeamModule *module, const Options *options,
                        DiagList *diagnostics)
{
    uint32_t count = module->function_count;
    IrFunction **functions = arena_alloc_array(arena, count, sizeof *functions);
    for (uint32_t i = 0; i < count; i++) {
        functions[i] = ir_build(arena, module, i, diagnostics);
        if (!functions[i] || (options->verify && !ir_check(functions[i], "build", diagnostics)))
            return NULL;
        functions[i]->check_passes = options->verify;
    }
    bool good =
        ir_run_module_passes(functions, count, options->level, options->stop_after, diagnostics);
    return good ? functions : NULL;
}

/* ---- the cache ------------------------------------------------------------------------------- */

static const char *cache_key(Arena *arena, const Buffer *beam, const Options *options)
{
    Md5 md5;
    uint8_t digest[16];
    char text[33];
    const char *settings =
        arena_printf(arena, "%s|%s|O%d|g%d|%s", JOIST_VERSION, codegen_fingerprint(),
                     options->level, options->debug, options->target ? options->target : "native");
    md5_init(&md5);
    md5_update(&md5, settings, strlen(settings) + 1);
    md5_update(&md5, beam->bytes, beam->size);
    md5_final(&md5, digest);
    for (int i = 0; i < 16; i++)
        snprintf(text + 2 * i, 3, "%02x", digest[i]);
    return arena_strdup(arena, text);
}

/* The first line of NAME.deps is the module itself. Atoms with line breaks cannot be file names of
 * modules to look for, so they are left out. */
static bool parse_deps(Arena *arena, const Buffer *bytes, CompiledModule *compiled)
{
    const char *text = arena_copy(arena, bytes->bytes, bytes->size);
    const char *end = text + bytes->size;
    for (const char *at = text; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop)
            return false;
        const char *line = arena_copy(arena, at, (size_t)(stop - at));
        if (!compiled->name)
            compiled->name = line;
        else
            string_list_add(&compiled->calls, arena, line);
        at = stop + 1;
    }
    return compiled->name != NULL;
}

static bool cache_lookup(Arena *arena, CompiledModule *compiled, const char *deps)
{
    Buffer bytes = BUFFER_EMPTY;
    bool found = files_exists(compiled->object) && files_exists(compiled->meta) &&
                 files_try_read(deps, &bytes) && parse_deps(arena, &bytes, compiled);
    buffer_free(&bytes);
    return found;
}

static bool is_native_call(const BeamModule *module, const BeamImport *import)
{
    const BifInfo *bif = bif_table_find_text(beam_atom(module, import->module),
                                             beam_atom(module, import->function), import->arity);
    return bif && !bif_is_of_library(bif);
}

static void list_deps(const BeamModule *module, Buffer *deps)
{
    bool *seen = calloc(module->atom_count, sizeof *seen);
    buffer_printf(deps, "%s\n", beam_atom(module, module->name).bytes);
    for (uint32_t i = 0; i < module->import_count; i++) {
        const BeamImport *import = &module->imports[i];
        BeamText name = beam_atom(module, import->module);
        if (seen && (seen[import->module] || is_native_call(module, import) ||
                     memchr(name.bytes, '\n', name.size) || import->module == module->name))
            continue;
        if (seen)
            seen[import->module] = true;
        buffer_printf(deps, "%s\n", name.bytes);
    }
    free(seen);
}

static bool generate(Arena *arena, const char *path, const Buffer *beam, const Options *options,
                     DiagList *diagnostics, CodegenOutput *output, Buffer *deps)
{
    BeamModule *module;
    CodegenOptions codegen = CODEGEN_DEFAULTS;
    if (!beam_read(arena, diagnostics, path, beam->bytes, beam->size, &module) ||
        !beam_validate(module, diagnostics))
        return false;
    IrFunction **functions = compile_ir(arena, module, options, diagnostics);
    if (!functions)
        return false;
    codegen.level = options->level;
    codegen.target = options->target;
    codegen.debug = options->debug;
    codegen.verify = options->verify;
    list_deps(module, deps);
    return codegen_module(module, functions, module->function_count, &codegen, diagnostics, output);
}

bool compile_module(Arena *arena, const char *path, const Options *options, const char *cache,
                    DiagList *diagnostics, CompiledModule *compiled)
{
    Buffer beam = BUFFER_EMPTY, deps = BUFFER_EMPTY;
    *compiled = (CompiledModule){.source = path};
    if (!files_read(path, &beam, diagnostics)) {
        buffer_free(&beam);
        return false;
    }
    const char *entry = arena_printf(arena, "%s/%s", cache, cache_key(arena, &beam, options));
    const char *deps_file = arena_printf(arena, "%s.deps", entry);
    compiled->object = arena_printf(arena, "%s.o", entry);
    compiled->meta = arena_printf(arena, "%s.meta", entry);
    bool good = compiled->cached = cache_lookup(arena, compiled, deps_file);
    if (!good) {
        CodegenOutput output = {BUFFER_EMPTY, BUFFER_EMPTY};
        Arena work;
        DiagList messages;
        arena_init(&work);
        diag_init(&messages, arena);
        compiled->name = NULL;
        compiled->calls.count = 0;
        good = generate(&work, path, &beam, options, &messages, &output, &deps) &&
               files_write(compiled->meta, output.meta.bytes, output.meta.size, diagnostics) &&
               files_write(deps_file, deps.bytes, deps.size, diagnostics) &&
               files_write(compiled->object, output.code.bytes, output.code.size, diagnostics) &&
               parse_deps(arena, &deps, compiled);
        for (const Diag *diag = messages.first; diag; diag = diag->next)
            diag_add(diagnostics, diag->severity, diag->place, diag->hint, "%s", diag->text);
        codegen_output_free(&output);
        arena_free(&work);
    }
    buffer_free(&deps);
    buffer_free(&beam);
    return good;
}
