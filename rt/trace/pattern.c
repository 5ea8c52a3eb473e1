/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Traced functions (pattern.h): a hash table by name. It is read without a lock by processes that
 * run, and changed while none does.
 */
#include "rt/trace/pattern.h"

#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/memory.h"
#include "rt/core/module.h"
#include "rt/trace/call.h"
#include "rt/trace/enter.h"

static CallPattern **slots;
static UInt mask, count;

PatternDefault pattern_default = {.meta_tracer = TERM_NIL};

/* ---- the table ---------------------------------------------------------------------------------
 */

static UInt slot_of(Term module, Term function, UInt arity)
{
    UInt hash = (module >> 6) * 0x9e3779b97f4a7c15u;
    hash = (hash ^ (function >> 6)) * 0xff51afd7ed558ccdu;
    hash = (hash ^ arity) * 0xc4ceb9fe1a85ec53u;
    UInt at = (hash ^ hash >> 32) & mask;
    while (slots[at] && (slots[at]->mfa.module != module || slots[at]->mfa.function != function ||
                         slots[at]->mfa.arity != arity))
        at = (at + 1) & mask;
    return at;
}

CallPattern *pattern_find(Term module, Term function, UInt arity)
{
    return slots ? slots[slot_of(module, function, arity)] : NULL;
}

static void grow(void)
{
    UInt old_size = slots ? mask + 1 : 0, size = slots ? 2 * old_size : 256;
    CallPattern **old = slots;
    slots = memory_alloc_zero(MEMORY_EXPORT, size * sizeof *slots);
    mask = size - 1;
    for (UInt i = 0; i < old_size; i++)
        if (old[i])
            slots[slot_of(old[i]->mfa.module, old[i]->mfa.function, old[i]->mfa.arity)] = old[i];
    if (old)
        memory_free(MEMORY_EXPORT, old, old_size * sizeof *old);
}

static CallPattern *pattern_of(const Mfa *mfa)
{
    if (!slots || count * 2 > mask)
        grow();
    CallPattern **slot = &slots[slot_of(mfa->module, mfa->function, mfa->arity)];
    if (!*slot) {
        *slot = memory_alloc_zero(MEMORY_EXPORT, sizeof **slot);
        (*slot)->mfa = *mfa;
        (*slot)->meta_tracer = TERM_NIL;
        (*slot)->export = export_find(mfa->module, mfa->function, mfa->arity);
        if ((*slot)->export) {
            (*slot)->address = (*slot)->export->address;
            (*slot)->bif = (*slot)->export->bif;
        }
        count++;
    }
    return *slot;
}

/* ---- taking effect -----------------------------------------------------------------------------
 */

/* Functions whose entries are looked at: by processes that are traced, and by all. */
static UInt entries_of_traced, entries_of_all;

static void count_entries(const CallPattern *pattern, SInt difference)
{
    if (pattern->bif)
        return;
    if (pattern->kinds & PATTERN_LOCAL)
        entries_of_traced += (UInt)difference;
    if (pattern->kinds & (PATTERN_META | PATTERN_COUNT))
        entries_of_all += (UInt)difference;
    call_set_mode(entries_of_all > 0      ? CALL_MODE_ALL
                  : entries_of_traced > 0 ? CALL_MODE_TRACED
                                          : CALL_MODE_OFF);
}

static bool all_redirected;

static bool is_redirected(const CallPattern *pattern)
{
    if (pattern->address == rt_undefined)
        return false;
    return all_redirected || (pattern->kinds & (pattern->bif ? UINT32_MAX : PATTERN_GLOBAL)) != 0;
}

static void install(CallPattern *pattern)
{
    Export *export = pattern->export;
    if (!export)
        return;
    bool traced = is_redirected(pattern);
    const void *stand_in = pattern->bif ? enter_stand_in(pattern->address) : NULL;
    if (stand_in)
        export->bif = traced ? stand_in : pattern->bif;
    else
        export->address = traced ? rt_trace_call : pattern->address;
}

static void replace(Specification **place, Specification *specification)
{
    specification_retain(specification);
    specification_release(*place);
    *place = specification;
}

static void clear(CallPattern *pattern, uint32_t kinds)
{
    pattern->kinds &= ~kinds;
    if (kinds & (PATTERN_GLOBAL | PATTERN_LOCAL) &&
        !(pattern->kinds & (PATTERN_GLOBAL | PATTERN_LOCAL)))
        replace(&pattern->specification, NULL);
    if (kinds & PATTERN_META) {
        replace(&pattern->meta_specification, NULL);
        pattern->meta_tracer = TERM_NIL;
    }
}

static void set(CallPattern *pattern, const PatternChange *change)
{
    clear(pattern, change->kinds & PATTERN_GLOBAL ? PATTERN_ENTRIES : PATTERN_GLOBAL);
    if (change->kinds & (PATTERN_GLOBAL | PATTERN_LOCAL))
        replace(&pattern->specification, change->specification);
    if (change->kinds & PATTERN_META) {
        replace(&pattern->meta_specification, change->specification);
        pattern->meta_tracer = change->meta_tracer;
    }
    if (change->kinds & PATTERN_COUNT) {
        AO_store(&pattern->calls, 0);
        pattern->paused = false;
    }
    pattern->kinds |= change->kinds;
}

static void restart(CallPattern *pattern, const PatternChange *change)
{
    if (!(pattern->kinds & change->kinds & PATTERN_COUNT))
        return;
    pattern->paused = change->action == PATTERN_PAUSE;
    if (!pattern->paused)
        AO_store(&pattern->calls, 0);
}

static void apply(const Mfa *mfa, const PatternChange *change)
{
    bool on = change->action == PATTERN_ON;
    CallPattern *pattern =
        on ? pattern_of(mfa) : pattern_find(mfa->module, mfa->function, mfa->arity);
    if (!pattern)
        return;
    count_entries(pattern, -1);
    if (on)
        set(pattern, change);
    else if (change->action == PATTERN_OFF)
        clear(pattern, change->kinds);
    else
        restart(pattern, change);
    count_entries(pattern, 1);
    install(pattern);
}

/* ---- which functions ---------------------------------------------------------------------------
 */

static bool is_meant(const PatternChange *change, const Mfa *mfa)
{
    return (change->specified < 1 || mfa->module == change->mfa.module) &&
           (change->specified < 2 || mfa->function == change->mfa.function) &&
           (change->specified < 3 || mfa->arity == change->mfa.arity);
}

static bool has_code(const Export *export)
{
    return export->address != rt_undefined && export->address != rt_not_provided;
}

/* Exported functions; `unlinked`: only native ones of modules that are not linked in. */
static UInt change_exports(const PatternChange *change, bool unlinked)
{
    UInt number = 0, at = 0;
    for (Export *export; (export = export_next(&at));) {
        if (!is_meant(change, &export->mfa) || !has_code(export))
            continue;
        if (unlinked && (!export->bif || module_find(export->mfa.module)))
            continue;
        apply(&export->mfa, change);
        number++;
    }
    return number;
}

static UInt change_module(const PatternChange *change, const ModuleImage *module)
{
    UInt number = 0;
    for (uint32_t i = 0; i < module->function_count; i++) {
        const FunctionInfo *function = &module->functions[i];
        Mfa mfa = {module->name, function->function, function->arity};
        if (!is_meant(change, &mfa))
            continue;
        apply(&mfa, change);
        number++;
    }
    return number;
}

static UInt change_functions(const PatternChange *change)
{
    UInt number = 0;
    for (UInt i = 0; i < joist_program.module_count; i++) {
        const ModuleImage *module = joist_program.modules[i];
        bool meant = change->specified < 1 || module->name == change->mfa.module;
        if (meant && module_find(module->name) == module)
            number += change_module(change, module);
    }
    return number + change_exports(change, true);
}

UInt pattern_change(const PatternChange *change)
{
    if (!(change->kinds & PATTERN_GLOBAL))
        return change_functions(change);
    if (change->action != PATTERN_ON)
        return change_exports(change, false);
    /* Whatever else there is of these modules is not traced locally any more. */
    PatternChange off = {.mfa = change->mfa,
                         .specified = change->specified,
                         .action = PATTERN_OFF,
                         .kinds = PATTERN_ENTRIES};
    change_functions(&off);
    return change_exports(change, false);
}

bool pattern_function_exists(const Mfa *mfa)
{
    const Export *export = export_find(mfa->module, mfa->function, mfa->arity);
    if (export && has_code(export))
        return true;
    const ModuleImage *module = module_find(mfa->module);
    for (uint32_t i = 0; module && i < module->function_count; i++)
        if (module->functions[i].function == mfa->function &&
            module->functions[i].arity == mfa->arity)
            return true;
    return false;
}

void pattern_redirect_all(bool on)
{
    UInt at = 0;
    all_redirected = on;
    for (Export *export; (export = export_next(&at));) {
        CallPattern *pattern =
            on && has_code(export)
                ? pattern_of(&export->mfa)
                : pattern_find(export->mfa.module, export->mfa.function, export->mfa.arity);
        if (pattern)
            install(pattern);
    }
}

/* ---- code that comes and goes ------------------------------------------------------------------
 */

void pattern_set_code(Export *export, Fragment *code)
{
    CallPattern *pattern =
        pattern_find(export->mfa.module, export->mfa.function, export->mfa.arity);
    if (!pattern) {
        export->address = code;
        return;
    }
    pattern->address = code;
    install(pattern);
}

void pattern_change_default(const PatternChange *change)
{
    PatternDefault *it = &pattern_default;
    bool on = change->action != PATTERN_OFF;
    if (change->kinds & (PATTERN_GLOBAL | PATTERN_LOCAL))
        replace(&it->specification, change->specification);
    if (change->kinds & (PATTERN_GLOBAL | PATTERN_META)) {
        bool meta = change->kinds & PATTERN_META;
        replace(&it->meta_specification, meta ? change->specification : NULL);
        it->meta_tracer = meta ? change->meta_tracer : TERM_NIL;
    }
    if (!on)
        it->kinds &= ~change->kinds;
    else if (change->kinds & it->kinds & PATTERN_GLOBAL || !(it->kinds & PATTERN_GLOBAL))
        it->kinds = (change->kinds & PATTERN_GLOBAL ? 0 : it->kinds) | change->kinds;
    else
        it->kinds = change->kinds;
}
