/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The import closure, compiled by a pool of threads (modules.h). All shared state is in Work and is
 * guarded by its lock; a worker holds it except while it compiles.
 */
#include "frontend/driver/modules.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "frontend/driver/files.h"
#include "frontend/driver/progress.h"
#include "frontend/support/table.h"

typedef struct Work {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    Arena *arena;
    Table known; /* module names */
    StringList queue;
    size_t fixed_first, fixed_end; /* in the queue: those whose calls are not followed */
    size_t next, busy, done;
    CompiledModule *items;
    size_t count, capacity, compiled;
    const SearchPath *path;
    const Options *options;
    const char *cache;
    DiagList *diagnostics;
    bool follow, failed;
} Work;

static void add_file_locked(Work *work, const char *name, const char *file)
{
    uint32_t before = work->known.count;
    table_put(&work->known, name, strlen(name), before);
    if (work->known.count == before)
        return;
    string_list_add(&work->queue, work->arena, file);
    pthread_cond_signal(&work->changed);
}

static void add_calls_locked(Work *work, const CompiledModule *module)
{
    for (size_t i = 0; i < module->calls.count; i++) {
        const char *name = module->calls.items[i];
        uint32_t index;
        if (table_find(&work->known, name, strlen(name), &index))
            continue;
        const char *file = paths_find_module(work->path, work->arena, name);
        if (file)
            add_file_locked(work, arena_strdup(work->arena, name), file);
    }
}

/* Copies what outlives the worker's arena. */
static void keep_locked(Work *work, const CompiledModule *module)
{
    if (work->count == work->capacity) {
        work->capacity = work->capacity ? work->capacity * 2 : 64;
        work->items = realloc(work->items, work->capacity * sizeof *work->items);
        if (!work->items)
            abort();
    }
    work->items[work->count++] = (CompiledModule){
        .name = arena_strdup(work->arena, module->name),
        .source = module->source,
        .object = arena_strdup(work->arena, module->object),
        .meta = arena_strdup(work->arena, module->meta),
        .cached = module->cached,
    };
    work->compiled += !module->cached;
}

static void compile_next_locked(Work *work)
{
    size_t at = work->next++;
    bool follow = work->follow && (at < work->fixed_first || at >= work->fixed_end);
    const char *file = work->queue.items[at];
    work->busy++;
    pthread_mutex_unlock(&work->lock);

    Arena arena;
    DiagList messages;
    CompiledModule module;
    arena_init(&arena);
    diag_init(&messages, &arena);
    bool good = compile_module(&arena, file, work->options, work->cache, &messages, &module);

    pthread_mutex_lock(&work->lock);
    for (const Diag *diag = messages.first; diag; diag = diag->next)
        diag_add(work->diagnostics, diag->severity, diag->place, diag->hint, "%s", diag->text);
    if (good) {
        keep_locked(work, &module);
        if (follow)
            add_calls_locked(work, &module);
    } else {
        work->failed = true;
    }
    work->done++;
    if (good && !module.cached) {
        progress_show(work->done, work->queue.count, module.name);
        if (work->options->verbose)
            fprintf(stderr, "compiled %s\n", file);
    }
    arena_free(&arena);
    work->busy--;
    pthread_cond_broadcast(&work->changed);
}

static void *worker(void *argument)
{
    Work *work = argument;
    pthread_mutex_lock(&work->lock);
    for (;;) {
        if (work->next < work->queue.count && !(work->failed && work->follow))
            compile_next_locked(work);
        else if (work->busy == 0)
            break;
        else
            pthread_cond_wait(&work->changed, &work->lock);
    }
    pthread_cond_broadcast(&work->changed);
    pthread_mutex_unlock(&work->lock);
    return NULL;
}

static int compare_modules(const void *a, const void *b)
{
    return strcmp(((const CompiledModule *)a)->name, ((const CompiledModule *)b)->name);
}

bool modules_compile(Arena *arena, const StringList *files, bool follow, const StringList *fixed,
                     const SearchPath *path, const Options *options, const char *cache,
                     DiagList *diagnostics, ModuleSet *set)
{
    Work work = {.lock = PTHREAD_MUTEX_INITIALIZER,
                 .changed = PTHREAD_COND_INITIALIZER,
                 .arena = arena,
                 .path = path,
                 .options = options,
                 .cache = cache,
                 .diagnostics = diagnostics,
                 .follow = follow};
    table_init(&work.known, arena);
    for (size_t i = 0; i < files->count; i++)
        add_file_locked(&work, files_base_name(arena, files->items[i]), files->items[i]);
    work.fixed_first = work.queue.count;
    for (size_t i = 0; i < fixed->count; i++)
        add_file_locked(&work, files_base_name(arena, fixed->items[i]), fixed->items[i]);
    work.fixed_end = work.queue.count;

    enum { THREADS_MAX = 64 };
    pthread_t threads[THREADS_MAX];
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 64u << 20); /* LLVM recurses over expressions */
    int started = 0;
    while (started < options->jobs && started < THREADS_MAX &&
           pthread_create(&threads[started], &attributes, worker, &work) == 0)
        started++;
    if (started == 0)
        worker(&work);
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_attr_destroy(&attributes);
    progress_clear();

    qsort(work.items, work.count, sizeof *work.items, compare_modules);
    set->items = (CompiledModule *)arena_copy(arena, work.items, work.count * sizeof *work.items);
    set->count = work.count;
    set->compiled = work.compiled;
    free(work.items);
    return !work.failed;
}
