/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loading and unloading of code, as far as an executable can: its modules are linked in, bytecode
 * cannot be loaded. A module that is deleted becomes old code, which purging forgets; processes
 * that still run it go on, for its instructions stay where they are.
 */
#include <stdlib.h>
#include <string.h>
#include "rt/bif/beam_file.h"
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/list.h"
#include "rt/core/module.h"
#include "rt/core/on_load.h"
#include "rt/core/reference.h"
#include "rt/core/stand_in.h"

/* ---- native libraries ---------------------------------------------------------------------------
 */

/* The name behind the last slash of a path given as a list of characters or a binary; false: too
 * long for any library that is linked in. */
static bool library_name(Term path, char *name, size_t size)
{
    size_t length = 0;
    for (; term_is_cons(path); path = term_tail(path)) {
        Term head = term_head(path);
        if (!term_is_small(head) || term_small_value(head) <= 0 || term_small_value(head) > 127)
            return false;
        char character = (char)term_small_value(head);
        if (character == '/')
            length = 0;
        else if (length + 1 < size)
            name[length++] = character;
        else
            return false;
    }
    name[length] = 0;
    return length > 0;
}

Term bif_erlang_load_nif_2(Process *process, Term path, Term info)
{
    /* The last ones are optional: whoever loads them is linked with them (libraries.def). */
    static const char *const linked[] = {"erl_tracer", "prim_buffer", "prim_file",
                                         "prim_net",   "prim_socket", "socket_registry",
                                         "zlib",       "net",         "crypto"};
    static const char text[] =
        "Failed to load NIF library: executables of joist are static and load none";
    char name[32];
    (void)info;
    if (!term_is_cons(path))
        return bif_badarg(process);
    for (size_t i = 0; library_name(path, name, sizeof name) && i < sizeof linked / sizeof *linked;
         i++)
        if (strcmp(name, linked[i]) == 0)
            return am_ok;
    Term reason = heap_string(process, (const uint8_t *)text, sizeof text - 1, TERM_NIL);
    return heap_tuple(process, 2, am_error, heap_tuple(process, 2, am_load_failed, reason));
}

/* ---- bytecode -----------------------------------------------------------------------------------
 */

/* What is prepared is a reference to the module's name; the destructor tells it from others. */
static void prepared_dead(BinaryObject *object)
{
    reference_forget(object);
}

static Term prepared_new(Process *process, Term module)
{
    BinaryObject *object = binary_object_new(sizeof module);
    object->destructor = prepared_dead;
    memcpy(object->bytes, &module, sizeof module);
    return reference_new_magic(process, object);
}

/* The module's name, or THE_NON_VALUE for other terms. */
static Term prepared_name(Term term)
{
    Term module = THE_NON_VALUE;
    const BinaryObject *object = reference_object(term, prepared_dead);
    if (object)
        memcpy(&module, object->bytes, sizeof module);
    return module;
}

/* Is it the file that says that the module is linked in? */
static bool is_stand_in(const AtomName *name, const uint8_t *bytes, UInt size)
{
    enum { LONGEST = 1024 }; /* 255 characters and what is around them */
    uint8_t expected[LONGEST];
    UInt wanted = stand_in_size(name->bytes);
    if (size != wanted || wanted > LONGEST)
        return false;
    stand_in_write(expected, (const char *)name->text, name->bytes);
    return memcmp(bytes, expected, size) == 0;
}

/* May the bytes be loaded as code of the module? ok: they are the code that is linked in, or the
 * file that stands for it; else the reason. */
static Term judge(Term module, const uint8_t *bytes, UInt size)
{
    uint8_t digest[MD5_BYTES];
    const ModuleImage *image = module_linked(module);
    if (image && is_stand_in(atom_name(module), bytes, size))
        return am_ok;
    if (!beam_file_md5(bytes, size, digest))
        return am_badfile;
    bool same = image && memcmp(digest, image->md5, sizeof digest) == 0;
    return same ? (Term)am_ok : (Term)am_not_supported;
}

/* Linked code can be taken into use; other code cannot be loaded. */
Term bif_erts_internal_prepare_loading_2(Process *process, Term module, Term code)
{
    if (!term_is_atom(module) || !term_is_binary(code))
        return bif_badarg(process);
    UInt size;
    uint8_t *temporary = NULL;
    const uint8_t *bytes = binary_bytes(code, &size, &temporary);
    Term verdict = judge(module, bytes, size);
    free(temporary);
    if (verdict == am_ok && on_load_has_failed(module))
        verdict = am_on_load_failure;
    if (verdict == am_ok)
        return prepared_new(process, module);
    return heap_tuple(process, 2, am_error, verdict);
}

Term bif_erlang_finish_loading_1(Process *process, Term list)
{
    Term not_purged = TERM_NIL, at = list;
    while (term_is_cons(at) && prepared_name(term_head(at)) != THE_NON_VALUE)
        at = term_tail(at);
    if (!term_is_nil(at))
        return bif_badarg(process);
    for (at = list; term_is_cons(at); at = term_tail(at)) {
        Term name = prepared_name(term_head(at));
        if (!module_load(name))
            not_purged = heap_cons(process, name, not_purged);
    }
    return not_purged == TERM_NIL ? (Term)am_ok : heap_tuple(process, 2, am_not_purged, not_purged);
}

/* on_load functions of linked modules run before their first call. */
Term bif_erlang_has_prepared_code_on_load_1(Process *process, Term prepared)
{
    return prepared_name(prepared) == THE_NON_VALUE ? bif_badarg(process) : (Term)am_false;
}

/* ---- unloading ----------------------------------------------------------------------------------
 */

Term bif_erlang_check_old_code_1(Process *process, Term name)
{
    return term_is_atom(name) ? term_bool(module_has_old(name)) : bif_badarg(process);
}

Term bif_erlang_delete_module_1(Process *process, Term name)
{
    if (!term_is_atom(name) || module_has_old(name))
        return bif_badarg(process);
    return module_delete(name) ? (Term)am_true : (Term)am_undefined;
}

/* prepare: is there old code to purge? complete: forget it. abort: it stays. */
Term bif_erts_internal_purge_module_2(Process *process, Term name, Term operation)
{
    if (!term_is_atom(name))
        return bif_badarg(process);
    switch (operation) {
    case am_prepare:
    case am_prepare_on_load:
        return term_bool(operation == am_prepare && module_has_old(name));
    case am_abort:
        return am_true;
    case am_complete:
        module_purge(name);
        return am_true;
    default:
        return bif_badarg(process);
    }
}

/* No literals are ever given back. */
Term bif_erts_literal_area_collector_release_area_switch_0(Process *process)
{
    (void)process;
    return am_false;
}
