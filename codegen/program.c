/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The program table: the object by which the modules of one executable become a whole. It numbers
 * the atoms (their symbols are absolute), holds one Export for every function that any module or
 * the runtime mentions, and lists the modules: struct Program in rt/core/code.h.
 *
 * An export's code is the native function's stub, else the module's own, else rt_undefined.
 */
#include <string.h>
#include "codegen/codegen.h"
#include "codegen/elf_file.h"
#include "codegen/literal_data.h"
#include "codegen/meta.h"
#include "codegen/symbol.h"
#include "frontend/ir/bif_table.h"
#include "rt/core/atom.h"
#include "rt/core/atom_hash.h"

typedef struct ProgramExport {
    const char *symbol;
    MetaFunction name;
    const char *code; /* symbol of the fragment of a module, or NULL */
} ProgramExport;

typedef struct Builder {
    Arena *arena;
    DiagList *diagnostics;
    ElfFile elf;
    Meta *modules;
    uint32_t module_count;
    Table atom_table; /* text → index */
    BeamText *atoms;
    uint32_t atom_count, atom_capacity;
    bool fixed_named[ATOM_FIXED_COUNT]; /* fixed atoms that need symbols all the same */
    Table export_table;                 /* symbol → index */
    ProgramExport *exports;
    uint32_t export_count, export_capacity;
} Builder;

static void *grown(Arena *arena, const void *old, uint32_t count, uint32_t *capacity, size_t size)
{
    *capacity = 2 * *capacity + 1024;
    void *items = arena_alloc_array(arena, *capacity, size);
    if (count)
        memcpy(items, old, count * size);
    return items;
}

static BeamText text_of(const char *text)
{
    return (BeamText){text, (uint32_t)strlen(text)};
}

/* ---- collecting
 * ------------------------------------------------------------------------------------- */

static uint32_t atom_index(Builder *builder, BeamText text)
{
    uint32_t index = table_put(&builder->atom_table, text.bytes, text.size, builder->atom_count);
    if (index == builder->atom_count) {
        if (builder->atom_count == builder->atom_capacity)
            builder->atoms = grown(builder->arena, builder->atoms, builder->atom_count,
                                   &builder->atom_capacity, sizeof *builder->atoms);
        builder->atoms[builder->atom_count++] = text;
    }
    return index;
}

static Term atom_word(Builder *builder, BeamText text)
{
    return term_make_atom(atom_index(builder, text));
}

static ProgramExport *export_of(Builder *builder, MetaFunction name)
{
    const char *symbol = symbol_export(builder->arena, name.module, name.function, name.arity);
    uint32_t index =
        table_put(&builder->export_table, symbol, strlen(symbol), builder->export_count);
    if (index == builder->export_count) {
        if (builder->export_count == builder->export_capacity)
            builder->exports = grown(builder->arena, builder->exports, builder->export_count,
                                     &builder->export_capacity, sizeof *builder->exports);
        builder->exports[builder->export_count++] = (ProgramExport){.symbol = symbol, .name = name};
        atom_index(builder, name.module);
        atom_index(builder, name.function);
    }
    return &builder->exports[index];
}

static void collect_fixed(Builder *builder)
{
    static const BeamText fixed[] = {
#define ATOM(name, text) {text, sizeof(text) - 1},
#include "rt/core/atoms.def"
#undef ATOM
    };
    for (uint32_t i = 0; i < ATOM_FIXED_COUNT; i++)
        atom_index(builder, fixed[i]);
    for (uint32_t i = 0; i < bif_table_count(); i++) {
        const BifInfo *bif = bif_table_at(i);
        export_of(builder,
                  (MetaFunction){text_of(bif->module), text_of(bif->function), bif->arity});
    }
}

/* They are operations of the compiler, not native functions, but called by computed name too. A
 * linked module erlang brings its own. */
static void collect_apply(Builder *builder)
{
    for (uint32_t arity = 2; arity <= 3; arity++) {
        MetaFunction name = {text_of("erlang"), text_of("apply"), arity};
        export_of(builder, name)->code = arity == 2 ? "rt_export_apply_2" : "rt_export_apply_3";
    }
}

static void collect_module(Builder *builder, const Meta *meta)
{
    atom_index(builder, meta->module);
    for (uint32_t i = 0; i < meta->atom_count; i++)
        atom_index(builder, meta->atoms[i]);
    for (uint32_t i = 0; i < meta->reference_count; i++)
        export_of(builder, meta->references[i]);
    for (uint32_t i = 0; i < meta->export_count; i++) {
        MetaFunction name = meta->exports[i];
        export_of(builder, name)->code =
            symbol_function(builder->arena, name.module, name.function, name.arity);
    }
}

static bool mentions_library(const Builder *builder, const char *module)
{
    for (uint32_t i = 0; i < builder->export_count; i++) {
        MetaFunction name = builder->exports[i].name;
        const BifInfo *bif = bif_table_find_text(name.module, name.function, name.arity);
        if (bif && bif_is_of_library(bif) && strcmp(bif->module, module) == 0)
            return true;
    }
    return false;
}

/* Optional libraries whose functions the program mentions bring their atoms. */
static void collect_libraries(Builder *builder)
{
    static const struct {
        const char *module;
        BeamText atom;
    } atoms[] = {
#define ATOM(name, text) {LIBRARY, {text, sizeof(text) - 1}},
#include "rt/bif/library_atoms.def"
#undef ATOM
    };
    bool mentioned = false;
    for (size_t i = 0; i < sizeof atoms / sizeof *atoms; i++) {
        if (i == 0 || strcmp(atoms[i].module, atoms[i - 1].module) != 0)
            mentioned = mentions_library(builder, atoms[i].module);
        if (!mentioned)
            continue;
        uint32_t index = atom_index(builder, atoms[i].atom);
        if (index < ATOM_FIXED_COUNT)
            builder->fixed_named[index] = true;
    }
}

static bool read_units(Builder *builder, const CodegenUnit *units, uint32_t count)
{
    Table names;
    table_init(&names, builder->arena);
    builder->modules = ARENA_NEW_ARRAY(builder->arena, Meta, count);
    builder->module_count = count;
    for (uint32_t i = 0; i < count; i++) {
        DiagPlace place = {units[i].name, NULL, NULL, -1};
        Meta *meta = &builder->modules[i];
        if (!meta_read(builder->arena, units[i].meta, units[i].meta_size, meta)) {
            diag_add(builder->diagnostics, DIAG_ERROR, place, "remove it to have it made again",
                     "damaged description of an object");
            return false;
        }
        uint32_t first = table_put(&names, meta->module.bytes, meta->module.size, i);
        if (first != i) {
            diag_add(builder->diagnostics, DIAG_ERROR, place, "leave one of the two out",
                     "module %.*s is already there from %s", (int)meta->module.size,
                     meta->module.bytes, units[first].name);
            return false;
        }
    }
    return true;
}

/* ---- writing
 * ------------------------------------------------------------------------------------------- */

static void write_atoms(Builder *builder)
{
    ElfFile *elf = &builder->elf;
    for (uint32_t i = 0; i < builder->atom_count; i++)
        if (i >= ATOM_FIXED_COUNT || builder->fixed_named[i])
            elf_file_define_absolute(elf, symbol_atom(builder->arena, builder->atoms[i]),
                                     term_make_atom(i));
    uint64_t text = 0;
    elf_file_define(elf, "joist_atoms", ELF_CONSTANT, elf_file_offset(elf, ELF_CONSTANT), true);
    uint64_t texts = elf_file_offset(elf, ELF_CONSTANT) + builder->atom_count * sizeof(AtomName);
    _Static_assert(sizeof(AtomName) == 16 && offsetof(AtomName, hash) == 12, "as written below");
    for (uint32_t i = 0; i < builder->atom_count; i++) {
        BeamText name = builder->atoms[i];
        elf_file_place(elf, ELF_CONSTANT, ELF_CONSTANT, texts + text);
        elf_file_half(elf, ELF_CONSTANT, name.size);
        elf_file_half(elf, ELF_CONSTANT, atom_hash((const uint8_t *)name.bytes, name.size));
        text += name.size;
    }
    for (uint32_t i = 0; i < builder->atom_count; i++)
        elf_file_bytes(elf, ELF_CONSTANT, builder->atoms[i].bytes, builder->atoms[i].size);
    elf_file_align(elf, ELF_CONSTANT);
}

static const char *code_of(const ProgramExport *export, const BifInfo *bif)
{
    if (bif)
        return bif_entry(bif);
    return export->code ? export->code : "rt_undefined";
}

static void write_exports(Builder *builder)
{
    ElfFile *elf = &builder->elf;
    elf_file_define(elf, "joist_exports", ELF_DATA, elf_file_offset(elf, ELF_DATA), true);
    _Static_assert(sizeof(Export) == 40 && offsetof(Export, bif) == 32, "as written below");
    for (uint32_t i = 0; i < builder->export_count; i++) {
        const ProgramExport *export = &builder->exports[i];
        const MetaFunction *name = &export->name;
        const BifInfo *bif = bif_table_find_text(name->module, name->function, name->arity);
        elf_file_define(elf, export->symbol, ELF_DATA, elf_file_offset(elf, ELF_DATA), true);
        elf_file_address(elf, ELF_DATA, elf_file_symbol(elf, code_of(export, bif)));
        elf_file_word(elf, ELF_DATA, atom_word(builder, name->module));
        elf_file_word(elf, ELF_DATA, atom_word(builder, name->function));
        elf_file_word(elf, ELF_DATA, name->arity);
        if (bif && bif->symbol)
            elf_file_address(elf, ELF_DATA, elf_file_symbol(elf, bif->symbol));
        else
            elf_file_word(elf, ELF_DATA, 0);
    }
}

static void write_modules(Builder *builder)
{
    ElfFile *elf = &builder->elf;
    elf_file_define(elf, "joist_modules", ELF_CONSTANT, elf_file_offset(elf, ELF_CONSTANT), true);
    for (uint32_t i = 0; i < builder->module_count; i++)
        elf_file_address(
            elf, ELF_CONSTANT,
            elf_file_symbol(elf, symbol_module(builder->arena, builder->modules[i].module)));
    elf_file_define(elf, "joist_code_sizes", ELF_CONSTANT, elf_file_offset(elf, ELF_CONSTANT),
                    true);
    for (uint32_t i = 0; i < builder->module_count; i++)
        elf_file_half(elf, ELF_CONSTANT, builder->modules[i].code_size);
    elf_file_align(elf, ELF_CONSTANT);
}

/* The paths; the contents of each, ended by a zero byte; the table. */
static void write_files(Builder *builder, const CodegenProgram *program)
{
    ElfFile *elf = &builder->elf;
    uint64_t *places =
        arena_alloc_array(builder->arena, 2 * program->file_count + 1, sizeof *places);
    for (uint32_t i = 0; i < program->file_count; i++) {
        const CodegenFile *file = &program->files[i];
        places[2 * i] = elf_file_offset(elf, ELF_CONSTANT);
        elf_file_bytes(elf, ELF_CONSTANT, file->path, strlen(file->path) + 1);
        places[2 * i + 1] = elf_file_offset(elf, ELF_FILES);
        if (file->bytes) {
            elf_file_bytes(elf, ELF_FILES, file->bytes, file->size);
            elf_file_bytes(elf, ELF_FILES, "", 1);
            elf_file_align(elf, ELF_FILES);
        }
    }
    elf_file_align(elf, ELF_CONSTANT);
    elf_file_define(elf, "joist_files", ELF_CONSTANT, elf_file_offset(elf, ELF_CONSTANT), true);
    _Static_assert(sizeof(EmbeddedFile) == 24 && offsetof(EmbeddedFile, size) == 16,
                   "as written below");
    for (uint32_t i = 0; i < program->file_count; i++) {
        elf_file_place(elf, ELF_CONSTANT, ELF_CONSTANT, places[2 * i]);
        if (program->files[i].bytes)
            elf_file_place(elf, ELF_CONSTANT, ELF_FILES, places[2 * i + 1]);
        else
            elf_file_word(elf, ELF_CONSTANT, 0);
        elf_file_word(elf, ELF_CONSTANT, program->files[i].size);
    }
}

/* A program of applications has no entry. */
static Term entry_word(Builder *builder, const char *name)
{
    return name ? atom_word(builder, text_of(name)) : (Term)am_undefined;
}

static void write_program(Builder *builder, const CodegenProgram *program)
{
    ElfFile *elf = &builder->elf;
    elf_file_define(elf, "joist_program", ELF_CONSTANT, elf_file_offset(elf, ELF_CONSTANT), false);
    elf_file_address(elf, ELF_CONSTANT, elf_file_symbol(elf, "joist_atoms"));
    elf_file_word(elf, ELF_CONSTANT, builder->atom_count);
    elf_file_address(elf, ELF_CONSTANT, elf_file_symbol(elf, "joist_modules"));
    elf_file_word(elf, ELF_CONSTANT, builder->module_count);
    elf_file_address(elf, ELF_CONSTANT, elf_file_symbol(elf, "joist_exports"));
    elf_file_word(elf, ELF_CONSTANT, builder->export_count);
    elf_file_word(elf, ELF_CONSTANT, entry_word(builder, program->module));
    elf_file_word(elf, ELF_CONSTANT, entry_word(builder, program->function));
    elf_file_word(elf, ELF_CONSTANT, program->arity);
    elf_file_word(elf, ELF_CONSTANT, program->otp_release);
    elf_file_address(elf, ELF_CONSTANT, elf_file_symbol(elf, "__start_" LITERAL_SECTION));
    elf_file_address(elf, ELF_CONSTANT, elf_file_symbol(elf, "__stop_" LITERAL_SECTION));
    elf_file_word(elf, ELF_CONSTANT, program->boots);
    elf_file_address(elf, ELF_CONSTANT, elf_file_symbol(elf, "joist_files"));
    elf_file_word(elf, ELF_CONSTANT, program->file_count);
    elf_file_address(elf, ELF_CONSTANT, elf_file_symbol(elf, "joist_code_sizes"));
    _Static_assert(sizeof(Program) == 128 && offsetof(Program, code_sizes) == 120,
                   "as written above");
}

bool codegen_program(const CodegenUnit *units, uint32_t count, const CodegenProgram *program,
                     const CodegenOptions *options, DiagList *diagnostics, Buffer *object)
{
    Arena arena;
    arena_init(&arena);
    Builder builder = {.arena = &arena, .diagnostics = diagnostics};
    TargetElf target;
    bool good =
        target_elf(options->target, diagnostics, &target) && read_units(&builder, units, count);
    if (good) {
        elf_file_init(&builder.elf, &arena, target);
        table_init(&builder.atom_table, &arena);
        table_init(&builder.export_table, &arena);
        collect_fixed(&builder);
        collect_apply(&builder);
        for (uint32_t i = 0; i < count; i++)
            collect_module(&builder, &builder.modules[i]);
        collect_libraries(&builder);
        if (program->module) {
            atom_index(&builder, text_of(program->module));
            atom_index(&builder, text_of(program->function));
        }
        write_atoms(&builder);
        write_exports(&builder);
        write_modules(&builder);
        write_files(&builder, program);
        write_program(&builder, program);
        *object = BUFFER_EMPTY;
        elf_file_write(&builder.elf, object);
        elf_file_free(&builder.elf);
    }
    arena_free(&arena);
    return good;
}
