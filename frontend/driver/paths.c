/* SPDX-License-Identifier: Apache-2.0 */
/* Places (paths.h). */
#include "frontend/driver/paths.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

const char *paths_own_file(Arena *arena, const char *name)
{
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length <= 0)
        return name;
    self[length] = 0;
    char *slash = strrchr(self, '/');
    if (slash)
        *slash = 0;
    return arena_printf(arena, "%s/%s", self, name);
}

bool paths_make_folder(const char *path)
{
    char copy[PATH_MAX];
    if (snprintf(copy, sizeof copy, "%s", path) >= (int)sizeof copy)
        return false;
    for (char *at = copy + 1; *at; at++) {
        if (*at != '/')
            continue;
        *at = 0;
        if (mkdir(copy, 0777) != 0 && errno != EEXIST)
            return false;
        *at = '/';
    }
    return mkdir(copy, 0777) == 0 || errno == EEXIST;
}

const char *paths_cache_folder(Arena *arena, DiagList *diagnostics)
{
    const char *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME"), *folder;
    if (base && base[0] == '/')
        folder = arena_printf(arena, "%s/joist", base);
    else if (home && home[0] == '/')
        folder = arena_printf(arena, "%s/.cache/joist", home);
    else
        folder = arena_printf(arena, "/tmp/joist-cache-%u", (unsigned)getuid());
    if (paths_make_folder(folder))
        return folder;
    diag_add(diagnostics, DIAG_ERROR, DIAG_NOWHERE,
             "set XDG_CACHE_HOME to a folder that can be written",
             "cannot create the cache folder %s: %s", folder, strerror(errno));
    return NULL;
}

void paths_search_add(SearchPath *path, Arena *arena, const char *folder)
{
    if (path->count == path->capacity) {
        size_t capacity = path->capacity ? path->capacity * 2 : 64;
        const char **folders = arena_alloc_array(arena, capacity, sizeof *folders);
        if (path->count)
            memcpy(folders, path->folders, path->count * sizeof *folders);
        path->folders = folders;
        path->capacity = capacity;
    }
    path->folders[path->count++] = folder;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* In name order. */
void paths_search_add_library(SearchPath *path, Arena *arena, const char *library)
{
    DIR *folder = opendir(library);
    if (!folder)
        return;
    const char *names[4096];
    size_t count = 0;
    struct dirent *entry;
    while ((entry = readdir(folder)) && count < sizeof names / sizeof *names)
        if (entry->d_name[0] != '.')
            names[count++] = arena_strdup(arena, entry->d_name);
    closedir(folder);
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count; i++) {
        const char *ebin = arena_printf(arena, "%s/%s/ebin", library, names[i]);
        if (is_folder(ebin))
            paths_search_add(path, arena, ebin);
    }
}

const char *paths_program(Arena *arena, const char *name)
{
    const char *list = getenv("PATH");
    if (!list)
        return NULL;
    for (const char *at = list; *at;) {
        size_t length = strcspn(at, ":");
        const char *file = arena_printf(arena, "%.*s/%s", (int)length, at, name);
        if (length && access(file, X_OK) == 0 && is_file(file))
            return file;
        at += length + (at[length] == ':');
    }
    return NULL;
}

/* The folder FOLDERS_UP above the real place of a program. */
static const char *root_of(Arena *arena, const char *program, int levels_up)
{
    const char *file = paths_program(arena, program);
    char real[PATH_MAX];
    if (!file || !realpath(file, real))
        return NULL;
    for (int i = 0; i < levels_up; i++) {
        char *slash = strrchr(real, '/');
        if (!slash)
            return NULL;
        *slash = 0;
    }
    return arena_strdup(arena, real);
}

void paths_search_add_installed(SearchPath *path, Arena *arena, const char *otp_root)
{
    paths_search_add(path, arena, paths_own_file(arena, "stdlib"));
    path->otp_root = otp_root ? otp_root : root_of(arena, "erl", 2);
    if (path->otp_root)
        paths_search_add_library(path, arena, arena_printf(arena, "%s/lib", path->otp_root));
    const char *elixir = root_of(arena, "elixir", 2);
    if (elixir)
        paths_search_add_library(path, arena, arena_printf(arena, "%s/lib", elixir));
}

const char *paths_find_module(const SearchPath *path, Arena *arena, const char *module)
{
    char file[PATH_MAX];
    if (strchr(module, '/'))
        return NULL;
    for (size_t i = 0; i < path->count; i++) {
        if (snprintf(file, sizeof file, "%s/%s.beam", path->folders[i], module) >= (int)sizeof file)
            continue;
        if (is_file(file))
            return arena_strdup(arena, file);
    }
    return NULL;
}

const char *paths_find_application(const SearchPath *path, Arena *arena, const char *name)
{
    for (size_t i = 0; i < path->count; i++) {
        const char *file = arena_printf(arena, "%s/%s.app", path->folders[i], name);
        if (is_file(file))
            return path->folders[i];
    }
    return NULL;
}

unsigned paths_otp_release(const SearchPath *path, Arena *arena)
{
    unsigned newest = 0;
    DIR *folder =
        path->otp_root ? opendir(arena_printf(arena, "%s/releases", path->otp_root)) : NULL;
    if (!folder)
        return 25;
    struct dirent *entry;
    while ((entry = readdir(folder))) {
        unsigned release = (unsigned)strtoul(entry->d_name, NULL, 10);
        if (release > newest)
            newest = release;
    }
    closedir(folder);
    return newest ? newest : 25;
}
