/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Native functions of erl_ddll: drivers that are loaded while the program runs. There are none: an
 * executable has the drivers that it is linked with, and loading another fails with open_error.
 */
#include <stdlib.h>
#include <string.h>
#include "rt/core/bif.h"
#include "rt/process/message.h"
#include "rt/core/reference.h"
#include "rt/port/driver.h"
#include "rt/port/options.h"
#include "rt/process/signal.h"

enum { CANNOT_LOAD = -10, NO_DRIVER_INIT = -1 };

static Term string(Process *process, const char *text)
{
    return heap_string(process, (const uint8_t *)text, strlen(text), TERM_NIL);
}

static Term failure(Process *process, Term reason)
{
    return heap_tuple(process, 2, am_error, reason);
}

Term bif_erl_ddll_loaded_drivers_0(Process *process)
{
    UInt count = 0;
    Term list = TERM_NIL;
    while (driver_at(count))
        count++;
    while (count-- > 0)
        list = heap_cons(process, string(process, driver_at(count)->name), list);
    return heap_tuple(process, 2, am_ok, list);
}

/* ---- names and options
 * --------------------------------------------------------------------------- */

typedef enum Known { BAD_NAME, UNKNOWN, LINKED_IN } Known;

/* A driver by name, an atom or a list. */
static Known known(Term term)
{
    char *name = term_is_atom(term) || term_is_cons(term) ? options_text(term) : NULL;
    Known result = !name ? BAD_NAME : driver_find(name, strlen(name)) ? LINKED_IN : UNKNOWN;
    free(name);
    return result;
}

static bool is_pending(Term value)
{
    return value == am_pending_driver || value == am_pending;
}

static bool is_kill_ports(Term list)
{
    while (term_is_cons(list) && term_head(list) == am_kill_ports)
        list = term_tail(list);
    return term_is_nil(list);
}

static bool is_load_option(Term option)
{
    if (!term_is_tuple_of(option, 2))
        return false;
    Term key = term_tuple_elements(option)[0], value = term_tuple_elements(option)[1];
    return key == am_driver_options ? is_kill_ports(value)
                                    : (key == am_monitor || key == am_reload) && is_pending(value);
}

static bool is_unload_option(Term option)
{
    return option == am_kill_ports ||
           (term_is_tuple_of(option, 2) && term_tuple_elements(option)[0] == am_monitor &&
            is_pending(term_tuple_elements(option)[1]));
}

static bool all(Term list, bool (*is_good)(Term))
{
    while (term_is_cons(list) && is_good(term_head(list)))
        list = term_tail(list);
    return term_is_nil(list);
}

/* ---- loading
 * ------------------------------------------------------------------------------------- */

Term bif_erl_ddll_try_load_3(Process *process, Term path, Term name, Term options)
{
    char *text = term_is_atom(path) ? NULL : options_text(path);
    bool good = text != NULL && all(options, is_load_option);
    Known which = good ? known(name) : BAD_NAME;
    free(text);
    if (which == BAD_NAME)
        return bif_badarg(process);
    return failure(process, which == LINKED_IN ? (Term)am_linked_in_driver
                                               : heap_tuple(process, 2, am_open_error,
                                                            term_make_small(CANNOT_LOAD)));
}

Term bif_erl_ddll_try_unload_2(Process *process, Term name, Term options)
{
    Known which = all(options, is_unload_option) ? known(name) : BAD_NAME;
    if (which == BAD_NAME)
        return bif_badarg(process);
    return failure(process, which == LINKED_IN ? am_linked_in_driver : am_not_loaded);
}

Term bif_erl_ddll_info_2(Process *process, Term name, Term item)
{
    if (known(name) != LINKED_IN)
        return bif_badarg(process);
    switch (item) {
    case am_processes:
    case am_driver_options:
    case am_port_count:
    case am_awaiting_load:
    case am_awaiting_unload:
        return am_linked_in_driver;
    case am_linked_in_driver:
        return am_true;
    case am_permanent:
        return am_false;
    default:
        return bif_badarg(process);
    }
}

/* ---- monitors: what they wait for has always happened
 * -------------------------------------------- */

Term bif_erl_ddll_monitor_2(Process *process, Term tag, Term what)
{
    if (tag != am_driver || !term_is_tuple_of(what, 2))
        return bif_badarg(process);
    Term name = term_tuple_elements(what)[0], event = term_tuple_elements(what)[1];
    Known which = known(name);
    if (which == BAD_NAME ||
        (event != am_loaded && event != am_unloaded && event != am_unloaded_only))
        return bif_badarg(process);
    Term reference = reference_new(process);
    Term message = heap_tuple(process, 5, which == LINKED_IN ? am_UP : am_DOWN, reference,
                              am_driver, name, which == LINKED_IN ? am_permanent : am_unloaded);
    signal_send_message(process->pid, message);
    return reference;
}

Term bif_erl_ddll_demonitor_1(Process *process, Term reference)
{
    return term_is_ref(reference) ? (Term)am_true : bif_badarg(process);
}

/* ---- texts of errors
 * ------------------------------------------------------------------------------ */

static const struct {
    Term error;
    const char *text;
} errors[] = {
    {am_inconsistent,
     "Driver name and/or driver options are inconsistent with currently loaded driver"},
    {am_linked_in_driver, "Driver is statically linked and cannot be loaded/unloaded"},
    {am_permanent, "DDLL driver is permanent an cannot be unloaded/loaded"},
    {am_not_loaded, "DDLL driver is not loaded"},
    {am_not_loaded_by_this_process, "DDLL driver was not loaded by this process"},
    {am_not_pending, "DDLL load not pending for this driver name"},
    {am_already_loaded, "DDLL driver is already loaded successfully"},
    {am_pending_process,
     "Driver is loaded by others when attempting option {reload, pending_driver}"},
    {am_pending_reload, "Driver reloading is already pending"},
};

static const char *open_error_text(Term number)
{
    if (number == term_make_small(NO_DRIVER_INIT))
        return "No driver init in dynamic library";
    if (number == term_make_small(CANNOT_LOAD))
        return "This executable has its drivers linked in and cannot load others";
    return NULL;
}

Term bif_erl_ddll_format_error_int_1(Process *process, Term error)
{
    const char *text = NULL;
    if (term_is_tuple_of(error, 2) && term_tuple_elements(error)[0] == am_open_error)
        text = open_error_text(term_tuple_elements(error)[1]);
    for (UInt i = 0; i < sizeof errors / sizeof *errors; i++)
        if (errors[i].error == error)
            text = errors[i].text;
    return text ? string(process, text) : bif_badarg(process);
}
