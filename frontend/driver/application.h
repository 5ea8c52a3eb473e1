/* SPDX-License-Identifier: Apache-2.0 */
/* Applications (--app) and releases (--release) as inputs. */
#ifndef FRONTEND_DRIVER_APPLICATION_H
#define FRONTEND_DRIVER_APPLICATION_H

#include "frontend/driver/boot.h"

/* Adds to the search path the ebin folders that belong to an application given as a folder or a
 * resource file: its own, and those of the applications beside it. `*name`: what to call it. False
 * after a diagnostic. */
bool application_add_path(Arena *arena, const char *given, SearchPath *path, DiagList *diagnostics,
                          const char **name);

/* The applications and all that they need, in the order to start them; added to the script. The
 * installed erl reads their resource files. */
bool application_read(Arena *arena, const StringList *names, const SearchPath *path,
                      const char *scratch, DiagList *diagnostics, BootScript *script);

/* A release's folder, as rebar3 and mix write it. */
typedef struct Release {
    const char *name, *version;
    const char *boot;    /* its boot script */
    const char *config;  /* sys.config, NULL: none */
    const char *vm_args; /* NULL: none */
} Release;

/* Finds its parts, and adds its ebin folders to the search path. */
bool release_open(Arena *arena, const char *folder, SearchPath *path, DiagList *diagnostics,
                  Release *release);

/* The files sys.config and vm.args for the executable. */
bool release_add_files(InsideFiles *files, const Release *release, DiagList *diagnostics);

#endif
