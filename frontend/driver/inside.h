/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Folders and files inside the executable.
 *
 * Erlang code finds them below the path of the executable, which is also code:root_dir(). Each
 * application has a folder lib/NAME-VSN with ebin/NAME.app and what is in its priv folder; its
 * modules are in ebin: as files that only say that the code is linked in, or (--object-code) as the
 * .beam files that they were compiled from. Modules of no application are in the folder modules.
 */
#ifndef FRONTEND_DRIVER_INSIDE_H
#define FRONTEND_DRIVER_INSIDE_H

#include "codegen/codegen.h"
#include "frontend/driver/modules.h"

/* A module and its folder. */
typedef struct InsideModule {
    const char *folder;  /* inside the executable */
    const char *outside; /* where the .beam file is */
    const char *source;  /* the .beam file */
    const char *name;
} InsideModule;

typedef struct Inside {
    InsideModule *modules; /* those of one folder side by side */
    size_t module_count;
    uint32_t folder_count; /* different ones of modules */
} Inside;

void inside_place(Arena *arena, const ModuleSet *set, Inside *inside);

/* Index behind the last module in the folder of module `start`. */
size_t inside_folder_end(const Inside *inside, size_t start);

/* Files for the executable; every folder that one is in is there too. */
typedef struct InsideFiles {
    Arena *arena;
    CodegenFile *items;
    uint32_t count, capacity;
    Table known; /* paths */
} InsideFiles;

void inside_files_init(InsideFiles *files, Arena *arena);
void inside_add(InsideFiles *files, CodegenFile file);
/* A file of the file system; false after a diagnostic. */
bool inside_add_copy(InsideFiles *files, const char *path, const char *outside,
                     DiagList *diagnostics);
/* The resource files and priv folders of the modules' applications; for programs that contain OTP's
 * compiler also their header files, for -include_lib. */
bool inside_add_applications(InsideFiles *files, const Inside *inside, DiagList *diagnostics);
/* The modules' files. */
bool inside_add_modules(InsideFiles *files, const Inside *inside, bool object_code,
                        DiagList *diagnostics);
/* What sasl's release_handler, if it is linked, reads of a release or installation: which releases
 * there are. A folder without that file, or NULL: the boot script tells then. */
bool inside_add_releases(InsideFiles *files, const Inside *inside, const char *folder,
                         DiagList *diagnostics);
/* Sorts them as the program table wants them. */
void inside_sort(InsideFiles *files);

#endif
