/* SPDX-License-Identifier: Apache-2.0 */
/* The environment (environment.h): an array of "NAME=value" texts behind a mutex. */
#include "rt/core/environment.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include "rt/core/memory.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char **variables;
static size_t count, capacity;

static void append_locked(char *text)
{
    if (count == capacity) {
        size_t larger = capacity ? capacity * 2 : 64;
        variables = memory_realloc(MEMORY_ENVIRONMENT, variables, capacity * sizeof *variables,
                                   larger * sizeof *variables);
        capacity = larger;
    }
    variables[count++] = text;
}

static char *copy_text(const char *name, size_t name_length, const char *value)
{
    size_t size = name_length + strlen(value) + 2;
    char *text = memory_alloc(MEMORY_ENVIRONMENT, size);
    snprintf(text, size, "%.*s=%s", (int)name_length, name, value);
    return text;
}

void environment_initialize(char **environment)
{
    for (; *environment; environment++) {
        const char *equals = strchr(*environment, '=');
        if (equals)
            append_locked(copy_text(*environment, (size_t)(equals - *environment), equals + 1));
    }
}

/* Index of the variable, or count. */
static size_t find_locked(const char *name)
{
    size_t length = strlen(name), at = 0;
    while (at < count &&
           (strncmp(variables[at], name, length) != 0 || variables[at][length] != '='))
        at++;
    return at;
}

bool environment_get(const char *name, void (*visit)(void *context, const char *value),
                     void *context)
{
    pthread_mutex_lock(&lock);
    size_t at = find_locked(name);
    bool found = at < count;
    if (found)
        visit(context, variables[at] + strlen(name) + 1);
    pthread_mutex_unlock(&lock);
    return found;
}

static void remove_locked(size_t at)
{
    memory_free(MEMORY_ENVIRONMENT, variables[at], strlen(variables[at]) + 1);
    memmove(variables + at, variables + at + 1, (--count - at) * sizeof *variables);
}

void environment_set(const char *name, const char *value)
{
    char *text = copy_text(name, strlen(name), value);
    pthread_mutex_lock(&lock);
    size_t at = find_locked(name);
    if (at < count)
        remove_locked(at);
    append_locked(text);
    pthread_mutex_unlock(&lock);
}

void environment_unset(const char *name)
{
    pthread_mutex_lock(&lock);
    size_t at = find_locked(name);
    if (at < count)
        remove_locked(at);
    pthread_mutex_unlock(&lock);
}

void environment_each(void (*visit)(void *context, const char *text), void *context)
{
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < count; i++)
        visit(context, variables[i]);
    pthread_mutex_unlock(&lock);
}
