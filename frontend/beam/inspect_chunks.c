/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The chunk view of a file; see inspect.h.
 */
#include "frontend/beam/inspect.h"

#include "frontend/beam/print.h"

#include <inttypes.h>
#include <string.h>

enum { TERM_LIMIT = 300, LITERAL_LIMIT = 100 };

typedef struct View {
    FILE *stream;
    const BeamModule *module;
    const PrintStyle *style;
    Buffer buffer; /* the line being made */
} View;

static void end_line(View *view)
{
    buffer_add_byte(&view->buffer, '\n');
    fwrite(view->buffer.bytes, 1, view->buffer.size, view->stream);
    buffer_clear(&view->buffer);
}

static void heading(View *view, const char *chunk, const char *title)
{
    end_line(view);
    buffer_printf(&view->buffer, "%s%s%s  %s", view->style->heading, chunk, view->style->off,
                  title);
    end_line(view);
}

static void add_function(View *view, uint32_t module, uint32_t function, uint32_t arity)
{
    buffer_add_text(&view->buffer, view->style->name);
    if (module != BEAM_NONE) {
        print_atom(&view->buffer, view->module, module);
        buffer_add_byte(&view->buffer, ':');
    }
    print_atom(&view->buffer, view->module, function);
    buffer_printf(&view->buffer, "/%" PRIu32 "%s", arity, view->style->off);
}

/* ---- The table ------------------------------------------------------------------------------- */

static void summarise_code(View *view)
{
    const BeamModule *module = view->module;
    const char *name = module->max_opcode <= OPCODE_MAX && opcode_table[module->max_opcode].name
                           ? opcode_table[module->max_opcode].name
                           : "unknown";
    buffer_printf(&view->buffer,
                  "%" PRIu32 " functions, %" PRIu32 " instructions, highest opcode %" PRIu32
                  " (%s)",
                  module->function_count, module->instruction_count, module->max_opcode, name);
}

static void summarise_count(View *view, uint32_t count, const char *what)
{
    buffer_printf(&view->buffer, "%" PRIu32 " %s", count, what);
}

static void summarise_term(View *view, const Literal *term)
{
    enum { SHORT = 60 };
    if (term) {
        print_literal(&view->buffer, view->module, term, SHORT);
    }
}

static void summarise(View *view, const char *name)
{
    const BeamModule *module = view->module;
    if (strcmp(name, "AtU8") == 0 || strcmp(name, "Atom") == 0) {
        summarise_count(view, module->code_atom_count - 1, "atoms");
    } else if (strcmp(name, "Code") == 0) {
        summarise_code(view);
    } else if (strcmp(name, "StrT") == 0) {
        summarise_count(view, module->string_size, "bytes of strings");
    } else if (strcmp(name, "ImpT") == 0) {
        summarise_count(view, module->import_count, "functions called");
    } else if (strcmp(name, "ExpT") == 0) {
        summarise_count(view, module->export_count, "functions exported");
    } else if (strcmp(name, "LocT") == 0) {
        summarise_count(view, module->local_count, "other functions");
    } else if (strcmp(name, "FunT") == 0) {
        summarise_count(view, module->lambda_count, "funs");
    } else if (strcmp(name, "LitT") == 0) {
        buffer_printf(&view->buffer, "%" PRIu32 " literals, %" PRIu32 " different terms in all",
                      module->literal_count, module->literal_pool.count);
    } else if (strcmp(name, "Line") == 0) {
        buffer_printf(&view->buffer, "%" PRIu32 " places in %" PRIu32 " files",
                      module->line_count - 1, module->file_count);
    } else if (strcmp(name, "Type") == 0) {
        buffer_printf(&view->buffer, "%" PRIu32 " types, version %" PRIu32, module->type_count,
                      module->type_version);
    } else if (strcmp(name, "Attr") == 0) {
        summarise_term(view, module->attributes);
    } else if (strcmp(name, "CInf") == 0) {
        summarise_term(view, module->compile_info);
    } else if (strcmp(name, "Meta") == 0) {
        summarise_term(view, module->meta);
    } else {
        buffer_printf(&view->buffer, "%snot used%s", view->style->comment, view->style->off);
    }
}

static void show_table(View *view)
{
    buffer_printf(&view->buffer, "%schunk    offset      size  contents%s", view->style->heading,
                  view->style->off);
    end_line(view);
    for (uint32_t i = 0; i < view->module->chunk_count; i++) {
        const BeamChunk *chunk = &view->module->chunks[i];
        buffer_printf(&view->buffer, "%s%-4s%s %10" PRIu64 " %9" PRIu32 "  ", view->style->opcode,
                      chunk->name, view->style->off, chunk->offset, chunk->size);
        summarise(view, chunk->name);
        end_line(view);
    }
}

/* ---- Contents -------------------------------------------------------------------------------- */

static void show_exports(View *view, const char *chunk, const char *title,
                         const BeamExport *entries, uint32_t count)
{
    if (count == 0) {
        return;
    }
    heading(view, chunk, title);
    for (uint32_t i = 0; i < count; i++) {
        buffer_add_text(&view->buffer, "  ");
        add_function(view, BEAM_NONE, entries[i].function, entries[i].arity);
        buffer_printf(&view->buffer, " %sL%" PRIu32 "%s", view->style->label, entries[i].label,
                      view->style->off);
        end_line(view);
    }
}

static void show_imports(View *view)
{
    const BeamModule *module = view->module;
    heading(view, "ImpT", "functions of other modules");
    for (uint32_t i = 0; i < module->import_count; i++) {
        const BeamImport *import = &module->imports[i];
        buffer_add_text(&view->buffer, "  ");
        add_function(view, import->module, import->function, import->arity);
        end_line(view);
    }
}

static void show_lambdas(View *view)
{
    const BeamModule *module = view->module;
    if (module->lambda_count == 0) {
        return;
    }
    heading(view, "FunT", "funs: code, arguments of the fun, variables of its environment");
    for (uint32_t i = 0; i < module->lambda_count; i++) {
        const BeamLambda *lambda = &module->lambdas[i];
        buffer_printf(&view->buffer, "  %" PRIu32 " ", i);
        add_function(view, BEAM_NONE, lambda->function, lambda->arity);
        buffer_printf(&view->buffer, " %sL%" PRIu32 "%s %" PRIu32 " %" PRIu32, view->style->label,
                      lambda->label, view->style->off, lambda->arity - lambda->num_free,
                      lambda->num_free);
        end_line(view);
    }
}

static void show_literals(View *view)
{
    const BeamModule *module = view->module;
    if (module->literal_count == 0) {
        return;
    }
    heading(view, "LitT", "literals");
    for (uint32_t i = 0; i < module->literal_count; i++) {
        buffer_printf(&view->buffer, "  %" PRIu32 " %s", i, view->style->constant);
        print_literal(&view->buffer, module, module->literals[i], LITERAL_LIMIT);
        buffer_add_text(&view->buffer, view->style->off);
        end_line(view);
    }
}

static void show_files(View *view)
{
    const BeamModule *module = view->module;
    heading(view, "Line", "files");
    for (uint32_t i = 0; i < module->file_count; i++) {
        buffer_add_text(&view->buffer, "  ");
        Literal name = {.kind = LITERAL_STRING};
        name.as.bytes.data = (const uint8_t *)module->files[i].bytes;
        name.as.bytes.size = module->files[i].size;
        print_literal(&view->buffer, module, &name, TERM_LIMIT);
        end_line(view);
    }
}

static void show_types(View *view)
{
    const BeamModule *module = view->module;
    if (module->type_count == 0) {
        return;
    }
    heading(view, "Type", "types of registers");
    for (uint32_t i = 0; i < module->type_count; i++) {
        buffer_printf(&view->buffer, "  %" PRIu32 " ", i);
        print_type(&view->buffer, &module->types[i]);
        end_line(view);
    }
}

static void show_term(View *view, const char *chunk, const char *title, const Literal *term)
{
    if (!term) {
        return;
    }
    heading(view, chunk, title);
    buffer_add_text(&view->buffer, "  ");
    print_literal(&view->buffer, view->module, term, TERM_LIMIT);
    end_line(view);
}

static void show_module(View *view)
{
    buffer_add_text(&view->buffer, view->style->name);
    print_atom(&view->buffer, view->module, view->module->name);
    buffer_printf(&view->buffer, "%s  md5 ", view->style->off);
    for (size_t i = 0; i < sizeof view->module->md5; i++) {
        buffer_printf(&view->buffer, "%02x", view->module->md5[i]);
    }
    end_line(view);
}

void inspect_chunks(FILE *stream, const BeamModule *module, const InspectOptions *options)
{
    View view = {stream, module, options->color ? &print_color : &print_plain, BUFFER_EMPTY};
    show_module(&view);
    show_table(&view);
    show_exports(&view, "ExpT", "functions that other modules can call", module->exports,
                 module->export_count);
    show_exports(&view, "LocT", "other functions", module->locals, module->local_count);
    show_imports(&view);
    show_lambdas(&view);
    show_literals(&view);
    show_files(&view);
    show_types(&view);
    show_term(&view, "Attr", "attributes", module->attributes);
    show_term(&view, "CInf", "how it was compiled", module->compile_info);
    show_term(&view, "Meta", "language features", module->meta);
    buffer_free(&view.buffer);
}
