/* SPDX-License-Identifier: Apache-2.0 */
/* Native functions of module os: environment and process id. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "rt/core/bif.h"
#include "rt/core/environment.h"
#include "rt/sched/os_signal.h"
#include "rt/unicode/native_text.h"

typedef struct Found {
    Process *process;
    Term value;
} Found;

static void take_value(void *context, const char *value)
{
    Found *found = context;
    found->value = native_text_list(found->process, value, strlen(value));
}

/* The name of a variable: a list of characters without `=`; made by malloc, or NULL. */
static char *variable_name(Term term)
{
    char *name = native_text_from_list(term);
    if (name && strchr(name, '=')) {
        free(name);
        return NULL;
    }
    return name;
}

Term bif_os_getenv_1(Process *process, Term variable)
{
    Found found = {process, am_false};
    char *name = variable_name(variable);
    if (!name)
        return bif_badarg(process);
    environment_get(name, take_value, &found);
    free(name);
    return found.value;
}

Term bif_os_putenv_2(Process *process, Term variable, Term text)
{
    char *name = variable_name(variable);
    char *value = name ? native_text_from_list(text) : NULL;
    if (value)
        environment_set(name, value);
    free(name);
    free(value);
    return value ? (Term)am_true : bif_badarg(process);
}

Term bif_os_unsetenv_1(Process *process, Term variable)
{
    char *name = variable_name(variable);
    if (!name)
        return bif_badarg(process);
    environment_unset(name);
    free(name);
    return am_true;
}

static void add_variable(void *context, const char *text)
{
    Found *list = context;
    Process *process = list->process;
    const char *equals = strchr(text, '=');
    Term name = native_text_list(process, text, (size_t)(equals - text));
    Term value = native_text_list(process, equals + 1, strlen(equals + 1));
    list->value = heap_cons(process, heap_tuple(process, 2, name, value), list->value);
}

Term bif_os_env_0(Process *process)
{
    Found list = {process, TERM_NIL};
    environment_each(add_variable, &list);
    return list.value;
}

Term bif_os_getpid_0(Process *process)
{
    char text[32];
    int length = snprintf(text, sizeof text, "%ld", (long)getpid());
    return native_text_list(process, text, (size_t)length);
}

Term bif_os_set_signal_2(Process *process, Term name, Term action)
{
    if (action != am_ignore && action != am_default && action != am_handle)
        return bif_badarg_cause(process, am_badopt);
    return os_signal_set(name, action) ? (Term)am_ok : bif_badarg(process);
}
