/* SPDX-License-Identifier: Apache-2.0 */
/* joist inspect (inspect.h). */
#include "frontend/driver/inspect.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "codegen/codegen.h"
#include "frontend/beam/inspect.h"
#include "frontend/driver/build.h"
#include "frontend/driver/compile.h"
#include "frontend/driver/files.h"
#include "frontend/driver/paths.h"

/* "M:F/A", "F/A" or "F" to name and arity (-1: any). */
static void parse_function(Arena *arena, const char *text, InspectOptions *filter)
{
    filter->function = NULL;
    filter->arity = -1;
    if (!text)
        return;
    const char *colon = strchr(text, ':');
    const char *name = colon ? colon + 1 : text;
    const char *slash = strrchr(name, '/');
    filter->function = arena_copy(arena, name, slash ? (size_t)(slash - name) : strlen(name));
    if (slash && slash[1])
        filter->arity = atoi(slash + 1);
}

static bool selected(const BeamModule *module, uint32_t index, const InspectOptions *filter)
{
    const BeamFunction *function = &module->functions[index];
    return !filter->function ||
           (strcmp(beam_atom(module, function->name).bytes, filter->function) == 0 &&
            (filter->arity < 0 || (uint32_t)filter->arity == function->arity));
}

static bool show_ir(Arena *arena, BeamModule *module, const Options *options,
                    const InspectOptions *filter, DiagList *diagnostics)
{
    IrFunction **functions = compile_ir(arena, module, options, diagnostics);
    for (uint32_t i = 0; functions && i < module->function_count; i++) {
        if (selected(module, i, filter))
            ir_print(stdout, functions[i], filter->color);
    }
    return functions != NULL;
}

static bool show_code(Arena *arena, BeamModule *module, const Options *options,
                      const InspectOptions *filter, DiagList *diagnostics)
{
    IrFunction **functions = compile_ir(arena, module, options, diagnostics);
    CodegenOptions codegen = CODEGEN_DEFAULTS;
    codegen.level = options->level;
    codegen.target = options->target;
    codegen.debug = options->debug;
    codegen.verify = options->verify;
    codegen.emit = options->stage == STAGE_ASM ? CODEGEN_ASSEMBLY : CODEGEN_LLVM;
    for (uint32_t i = 0; functions && i < module->function_count; i++) {
        CodegenOutput output = {BUFFER_EMPTY, BUFFER_EMPTY};
        if (filter->function && !selected(module, i, filter))
            continue;
        codegen.only_function = filter->function ? i : BEAM_NONE;
        bool good = codegen_module(module, functions, module->function_count, &codegen, diagnostics,
                                   &output);
        fwrite(output.code.bytes, 1, output.code.size, stdout);
        codegen_output_free(&output);
        if (!good || !filter->function)
            return good;
    }
    return functions != NULL;
}

static bool show(Arena *arena, BeamModule *module, const Options *options, DiagList *diagnostics)
{
    InspectOptions filter = {.color = diag_stream_has_color(stdout)};
    parse_function(arena, options->function, &filter);
    bool any = false;
    for (uint32_t i = 0; i < module->function_count && !any; i++)
        any = selected(module, i, &filter);
    if (!any && filter.function) {
        diag_add(diagnostics, DIAG_ERROR, DIAG_NOWHERE, "joist inspect FILE --chunks lists them",
                 "no function %s in module %s", options->function,
                 beam_atom(module, module->name).bytes);
        return false;
    }
    switch (options->stage) {
    case STAGE_CHUNKS:
        inspect_chunks(stdout, module, &filter);
        return true;
    case STAGE_BEAM:
        return inspect_beam(stdout, module, &filter);
    case STAGE_IR:
        return show_ir(arena, module, options, &filter, diagnostics);
    default:
        return show_code(arena, module, options, &filter, diagnostics);
    }
}

bool inspect_run(Arena *arena, const Options *options, DiagList *diagnostics)
{
    const char *cache = paths_cache_folder(arena, diagnostics);
    const char *input = options->inputs.items[0];
    const char *beam = cache ? build_beam_of(arena, input, cache, diagnostics) : NULL;
    BeamModule *module = beam ? compile_read(arena, beam, diagnostics) : NULL;
    bool good = module && show(arena, module, options, diagnostics);
    if (beam && beam != input)
        unlink(beam);
    return good;
}
