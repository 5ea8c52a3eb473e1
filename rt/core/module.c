/* SPDX-License-Identifier: Apache-2.0 */
/* The modules of the program (module.h): a hash table made at the first look-up. */
#include "rt/core/module.h"

#include <pthread.h>
#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/memory.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static const ModuleImage **slots;
static UInt mask;

static UInt slot_of(Term name)
{
    UInt at = (term_atom_index(name) * 0x9e3779b97f4a7c15u >> 32) & mask;
    while (slots[at] && slots[at]->name != name)
        at = (at + 1) & mask;
    return at;
}

static void build(void)
{
    UInt size = 16;
    while (size < joist_program.module_count * 2)
        size *= 2;
    slots = memory_alloc(MEMORY_EXPORT, size * sizeof *slots);
    memset(slots, 0, size * sizeof *slots);
    mask = size - 1;
    for (UInt i = 0; i < joist_program.module_count; i++)
        slots[slot_of(joist_program.modules[i]->name)] = joist_program.modules[i];
}

const ModuleImage *module_find(Term name)
{
    pthread_once(&once, build);
    return slots[slot_of(name)];
}

/* Stands where a module was: look-ups go on behind it. */
static const ModuleImage removed;

void module_remove(Term name)
{
    pthread_once(&once, build);
    UInt at = slot_of(name);
    if (slots[at])
        slots[at] = &removed;
}

bool module_is_preloaded(Term name)
{
    static const char *const names[] = {
#define PRELOADED(name) #name,
#include "rt/core/preloaded.def"
#undef PRELOADED
    };
    const AtomName *text = atom_name(name);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == text->bytes && memcmp(names[i], text->text, text->bytes) == 0)
            return true;
    return false;
}

bool module_exports(const ModuleImage *module, Term function, UInt arity)
{
    for (UInt i = 0; i < module->export_count; i++)
        if (module->exports[i].function == function && module->exports[i].arity == arity)
            return true;
    return false;
}
