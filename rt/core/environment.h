/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The runtime's own copy of the environment (os:putenv does not touch the C library's). Any thread.
 */
#ifndef RT_CORE_ENVIRONMENT_H
#define RT_CORE_ENVIRONMENT_H

#include <stdbool.h>
#include <stddef.h>

/* Takes over the C environment. Once, at start. */
void environment_initialize(char **environment);

/* Calls visit for a variable's value, while others wait; false when there is none. */
bool environment_get(const char *name, void (*visit)(void *context, const char *value),
                     void *context);
void environment_set(const char *name, const char *value);
void environment_unset(const char *name);

/* Calls visit(context, "NAME=value") for each variable. */
void environment_each(void (*visit)(void *context, const char *text), void *context);

#endif
