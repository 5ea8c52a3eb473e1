/* SPDX-License-Identifier: Apache-2.0 */
/* Native functions about modules, exported functions and funs. */
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/list.h"
#include "rt/core/module.h"

/* ---- modules
 * --------------------------------------------------------------------------------------- */

static Term name_arity(Process *process, Term name, UInt arity)
{
    return heap_tuple(process, 2, name, term_make_small((SInt)arity));
}

/* [{Name, Arity}] in the order of the code: of all functions, or of the exported ones. */
static Term functions(Process *process, const ModuleImage *module, bool exported_only)
{
    Term list = TERM_NIL;
    for (UInt i = module->function_count; i-- > 0;) {
        const FunctionInfo *function = &module->functions[i];
        if (!exported_only || module_exports(module, function->function, function->arity))
            list =
                heap_cons(process, name_arity(process, function->function, function->arity), list);
    }
    return list;
}

Term bif_erlang_binary_to_term_1(Process *process, Term binary);

static Term decoded(Process *process, const uint8_t *bytes, uint32_t size)
{
    if (size == 0)
        return TERM_NIL;
    return bif_erlang_binary_to_term_1(process, binary_from_bytes(process, bytes, size));
}

static Term module_item(Process *process, const ModuleImage *module, Term item)
{
    switch (item) {
    case am_module:
        return module->name;
    case am_exports:
        return functions(process, module, true);
    case am_functions:
        return functions(process, module, false);
    case am_attributes:
        return decoded(process, module->attributes, module->attributes_size);
    case am_compile:
        return decoded(process, module->compile_info, module->compile_info_size);
    case am_md5:
        return binary_from_bytes(process, module->md5, sizeof module->md5);
    case am_native:
        return am_false;
    case am_nifs:
    case am_native_addresses:
        return TERM_NIL;
    default:
        return THE_NON_VALUE;
    }
}

Term bif_erlang_get_module_info_2(Process *process, Term name, Term item)
{
    const ModuleImage *module = term_is_atom(name) ? module_find(name) : NULL;
    Term value = module && term_is_atom(item) ? module_item(process, module, item) : THE_NON_VALUE;
    return value == THE_NON_VALUE ? bif_badarg(process) : value;
}

Term bif_erlang_get_module_info_1(Process *process, Term name)
{
    static const Term items[] = {am_md5, am_compile, am_attributes, am_exports, am_module};
    const ModuleImage *module = term_is_atom(name) ? module_find(name) : NULL;
    Term list = TERM_NIL;
    if (!module)
        return bif_badarg(process);
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        Term value = module_item(process, module, items[i]);
        list = heap_cons(process, heap_tuple(process, 2, items[i], value), list);
    }
    return list;
}

Term bif_erlang_module_loaded_1(Process *process, Term name)
{
    if (!term_is_atom(name))
        return bif_badarg(process);
    return term_bool(module_find(name) != NULL);
}

Term bif_erlang_loaded_0(Process *process)
{
    Term list = TERM_NIL;
    for (UInt i = joist_program.module_count; i-- > 0;) {
        Term name = joist_program.modules[i]->name;
        if (module_find(name))
            list = heap_cons(process, name, list);
    }
    return list;
}

Term bif_erlang_pre_loaded_0(Process *process)
{
    Term list = TERM_NIL;
    for (UInt i = MODULE_PRELOADED_COUNT; i-- > 0;) {
        const ModuleImage *module = module_preloaded(i);
        if (module)
            list = heap_cons(process, module->name, list);
    }
    return list;
}

/* ---- exported functions
 * ------------------------------------------------------------------------------- */

/* Arguments module, function, arity; false: badarg. *out_of_range: an integer that is no arity. */
static bool mfa_arguments(Term module, Term function, Term arity, bool *out_of_range)
{
    *out_of_range = !term_is_small(arity) || (UInt)term_small_value(arity) > ARITY_MAX;
    return term_is_atom(module) && term_is_atom(function) && term_is_integer(arity);
}

Term bif_erlang_function_exported_3(Process *process, Term module, Term function, Term arity)
{
    bool out_of_range;
    if (!mfa_arguments(module, function, arity, &out_of_range))
        return bif_badarg(process);
    if (out_of_range)
        return am_false;
    const Export *export = export_find(module, function, (UInt)term_small_value(arity));
    return term_bool(export && export->address != rt_undefined);
}

Term bif_erlang_is_builtin_3(Process *process, Term module, Term function, Term arity)
{
    bool out_of_range;
    if (!mfa_arguments(module, function, arity, &out_of_range))
        return bif_badarg(process);
    if (out_of_range)
        return am_false;
    SInt count = term_small_value(arity);
    if (module == am_erlang && function == am_apply && (count == 2 || count == 3))
        return am_true; /* operations of the compiler here */
    const Export *export = export_find(module, function, (UInt)count);
    return term_bool(export && export->bif);
}

/* ---- funs
 * ------------------------------------------------------------------------------------------------
 */

Term bif_erlang_make_fun_3(Process *process, Term module, Term function, Term arity)
{
    bool out_of_range;
    if (!mfa_arguments(module, function, arity, &out_of_range) || out_of_range)
        return bif_badarg(process);
    UInt count = (UInt)term_small_value(arity);
    Term *fun = heap_alloc(process, EXPORT_WORDS);
    fun[0] = header_make(KIND_EXPORT, count, EXPORT_WORDS - 1);
    fun[1] = (Term)export_get(module, function, count);
    return term_make_boxed(fun);
}

static Term local_item(Process *process, Term fun, Term item)
{
    const Term *object = term_boxed_ptr(fun);
    const FunEntry *entry = (const FunEntry *)object[1];
    switch (item) {
    case am_type:
        return am_local;
    case am_pid:
        return object[2];
    case am_module:
        return entry->module->name;
    case am_name:
        return entry->function;
    case am_index:
    case am_new_index:
        return term_make_small(entry->index);
    case am_uniq:
        return term_make_small(entry->old_uniq);
    case am_new_uniq:
        return binary_from_bytes(process, entry->module->md5, sizeof entry->module->md5);
    case am_env:
        return heap_list(process, object + FUN_FIXED_WORDS, entry->num_free, TERM_NIL);
    case am_arity:
        return term_make_small((SInt)term_fun_arity(fun));
    default:
        return THE_NON_VALUE;
    }
}

static Term external_item(Term fun, Term item)
{
    const Export *export = (const Export *)term_boxed_ptr(fun)[1];
    switch (item) {
    case am_type:
        return am_external;
    case am_module:
        return export->mfa.module;
    case am_name:
        return export->mfa.function;
    case am_pid:
    case am_index:
    case am_new_index:
    case am_uniq:
    case am_new_uniq:
        return am_undefined;
    case am_env:
        return TERM_NIL;
    case am_arity:
        return term_make_small((SInt) export->mfa.arity);
    default:
        return THE_NON_VALUE;
    }
}

Term bif_erlang_fun_info_2(Process *process, Term fun, Term item)
{
    Term value = THE_NON_VALUE;
    if (term_is_kind(fun, KIND_FUN))
        value = local_item(process, fun, item);
    else if (term_is_kind(fun, KIND_EXPORT))
        value = external_item(fun, item);
    if (value == THE_NON_VALUE)
        return bif_badarg(process);
    return heap_tuple(process, 2, item, value);
}

/* {Module, Name, Arity} */
Term bif_erlang_fun_info_mfa_1(Process *process, Term fun)
{
    if (!term_is_fun(fun))
        return bif_badarg(process);
    if (term_is_kind(fun, KIND_EXPORT)) {
        const Mfa *mfa = &((const Export *)term_boxed_ptr(fun)[1])->mfa;
        return heap_tuple(process, 3, mfa->module, mfa->function,
                          term_make_small((SInt)mfa->arity));
    }
    const FunEntry *entry = (const FunEntry *)term_boxed_ptr(fun)[1];
    return heap_tuple(process, 3, entry->module->name, entry->function,
                      term_make_small((SInt)term_fun_arity(fun)));
}
