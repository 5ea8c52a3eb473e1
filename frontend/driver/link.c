/* SPDX-License-Identifier: Apache-2.0 */
/* Linking (link.h). */
#include "frontend/driver/link.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "frontend/driver/files.h"

static bool fail(DiagList *diagnostics, const char *file, const char *text, const char *detail)
{
    DiagPlace place = DIAG_NOWHERE;
    place.file = file;
    diag_add(diagnostics, DIAG_ERROR, place, NULL, "%s%s", text, detail);
    return false;
}

/* The program table's object; its path or NULL. */
static const char *write_program_table(Arena *arena, const ModuleSet *set,
                                       const CodegenProgram *program, const Options *options,
                                       const char *scratch, DiagList *diagnostics)
{
    Buffer *metas = arena_alloc_array(arena, set->count, sizeof *metas);
    CodegenUnit *units = arena_alloc_array(arena, set->count, sizeof *units);
    CodegenOptions codegen = CODEGEN_DEFAULTS;
    Buffer object = BUFFER_EMPTY;
    const char *path = arena_printf(arena, "%s/program.o", scratch);
    bool good = true;
    codegen.target = options->target;
    codegen.verify = options->verify;
    for (size_t i = 0; i < set->count && good; i++) {
        good = files_read(set->items[i].meta, &metas[i], diagnostics);
        units[i] = (CodegenUnit){set->items[i].source, metas[i].bytes, metas[i].size};
    }
    good = good &&
           codegen_program(units, (uint32_t)set->count, program, &codegen, diagnostics, &object) &&
           files_write(path, object.bytes, object.size, diagnostics);
    for (size_t i = 0; i < set->count; i++)
        buffer_free(&metas[i]);
    buffer_free(&object);
    return good ? path : NULL;
}

/* Object names go through a response file: command lines have a limit. */
static const char *write_object_list(Arena *arena, const ModuleSet *set, const char *table,
                                     const char *scratch, DiagList *diagnostics)
{
    Buffer list = BUFFER_EMPTY;
    const char *path = arena_printf(arena, "%s/objects", scratch);
    buffer_printf(&list, "\"%s\"\n", table);
    for (size_t i = 0; i < set->count; i++)
        buffer_printf(&list, "\"%s\"\n", set->items[i].object);
    bool good = files_write(path, list.bytes, list.size, diagnostics);
    buffer_free(&list);
    return good ? path : NULL;
}

/* The words of link.args with the placeholders replaced. */
static char **link_command(Arena *arena, char *text, const char *objects, const char *output,
                           const Options *options)
{
    size_t count = 0, capacity = 0;
    for (const char *at = text; *at; at++)
        capacity += *at == '\n';
    char **words = arena_alloc_array(arena, capacity + 2, sizeof *words);
    for (char *word = strtok(text, "\n"); word; word = strtok(NULL, "\n")) {
        if (strcmp(word, "{objects}") == 0)
            word = arena_printf(arena, "@%s", objects);
        else if (strcmp(word, "{output}") == 0)
            word = (char *)output;
        else if (strcmp(word, "{strip}") == 0) {
            if (options->debug)
                continue;
            word = (char *)"--strip-all";
        }
        words[count++] = word;
    }
    return count ? words : NULL;
}

bool link_program(Arena *arena, const ModuleSet *set, const CodegenProgram *program,
                  const Options *options, const char *scratch, DiagList *diagnostics)
{
    const char *recipe_file = paths_own_file(arena, "link.args");
    Buffer recipe = BUFFER_EMPTY;
    if (!files_read(recipe_file, &recipe, diagnostics))
        return false;
    char *text = arena_copy(arena, recipe.bytes, recipe.size);
    buffer_free(&recipe);

    const char *table = write_program_table(arena, set, program, options, scratch, diagnostics);
    const char *objects = table ? write_object_list(arena, set, table, scratch, diagnostics) : NULL;
    if (!objects)
        return false;
    const char *temporary = files_temporary(arena, options->output);
    char **command = link_command(arena, text, objects, temporary, options);
    if (!command)
        return fail(diagnostics, recipe_file, "the file is empty", "");
    if (options->verbose) {
        for (char **word = command; *word; word++)
            fprintf(stderr, "%s ", *word);
        fputc('\n', stderr);
    }
    int status = files_run(command);
    if (status != 0) {
        unlink(temporary);
        return fail(diagnostics, options->output, "linking failed: ", command[0]);
    }
    if (rename(temporary, options->output) != 0) {
        unlink(temporary);
        return fail(diagnostics, options->output, "cannot write the executable: ", strerror(errno));
    }
    return true;
}
