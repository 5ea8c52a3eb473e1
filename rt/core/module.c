/* SPDX-License-Identifier: Apache-2.0 */
/* The modules of the program (module.h): a hash table made at the first look-up. */
#include "rt/core/module.h"

#include <atomic_ops.h>
#include <pthread.h>
#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/memory.h"
#include "rt/trace/pattern.h"

typedef struct Slot {
    volatile AO_t current; /* const ModuleImage *; 0: removed, or deleted */
    volatile AO_t old;     /* 1: there is old code */
    Term name;             /* 0: free */
} Slot;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static Slot *slots;
static UInt mask;

static UInt slot_of(Term name)
{
    UInt at = (term_atom_index(name) * 0x9e3779b97f4a7c15u >> 32) & mask;
    while (slots[at].name && slots[at].name != name)
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
    for (UInt i = 0; i < joist_program.module_count; i++) {
        const ModuleImage *module = joist_program.modules[i];
        slots[slot_of(module->name)] = (Slot){(AO_t)module, 0, module->name};
    }
}

const ModuleImage *module_find(Term name)
{
    pthread_once(&once, build);
    return (const ModuleImage *)AO_load_acquire(&slots[slot_of(name)].current);
}

void module_remove(Term name)
{
    pthread_once(&once, build);
    AO_store(&slots[slot_of(name)].current, 0);
}

const ModuleImage *module_linked(Term name)
{
    for (UInt i = 0; i < joist_program.module_count; i++)
        if (joist_program.modules[i]->name == name)
            return joist_program.modules[i];
    return NULL;
}

bool module_load(Term name)
{
    const ModuleImage *module = module_linked(name);
    pthread_once(&once, build);
    Slot *slot = &slots[slot_of(name)];
    bool current = AO_load(&slot->current) != 0;
    if (!module || (current && module_has_old(name)))
        return false;
    if (current)
        AO_store(&slot->old, 1);
    for (uint32_t i = 0; i < module->export_count; i++) {
        const ExportDefinition *definition = &module->exports[i];
        Export *entry = definition_entry(definition);
        if (!entry->bif)
            pattern_set_code(entry, definition_code(definition));
    }
    AO_store_release(&slot->current, (AO_t)module);
    return true;
}

bool module_delete(Term name)
{
    const ModuleImage *module = module_find(name);
    if (!module)
        return false;
    for (uint32_t i = 0; i < module->export_count; i++) {
        Export *entry = definition_entry(&module->exports[i]);
        if (!entry->bif)
            pattern_set_code(entry, rt_undefined);
    }
    AO_store(&slots[slot_of(name)].old, 1);
    module_remove(name);
    return true;
}

bool module_has_old(Term name)
{
    pthread_once(&once, build);
    return AO_load(&slots[slot_of(name)].old) != 0;
}

void module_purge(Term name)
{
    pthread_once(&once, build);
    AO_store(&slots[slot_of(name)].old, 0);
}

static const char *const preloaded[] = {
#define PRELOADED(name) #name,
#include "rt/core/preloaded.def"
#undef PRELOADED
};

static bool has_text(Term name, const char *text)
{
    const AtomName *atom = atom_name(name);
    return strlen(text) == atom->bytes && memcmp(text, atom->text, atom->bytes) == 0;
}

bool module_is_preloaded(Term name)
{
    for (UInt i = 0; i < MODULE_PRELOADED_COUNT; i++)
        if (has_text(name, preloaded[i]))
            return true;
    return false;
}

const ModuleImage *module_preloaded(UInt index)
{
    for (UInt i = 0; i < joist_program.module_count; i++)
        if (has_text(joist_program.modules[i]->name, preloaded[index]))
            return module_find(joist_program.modules[i]->name);
    return NULL;
}

bool module_exports(const ModuleImage *module, Term function, UInt arity)
{
    for (UInt i = 0; i < module->export_count; i++) {
        const Mfa *mfa = &definition_entry(&module->exports[i])->mfa;
        if (mfa->function == function && mfa->arity == arity)
            return true;
    }
    return false;
}
