/* SPDX-License-Identifier: Apache-2.0 */
/* The arguments of open_port (options.h). */
#define _GNU_SOURCE
#include "rt/port/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/environment.h"
#include "rt/core/list.h"
#include "rt/core/memory.h"
#include "rt/unicode/utf8.h"

enum { LINE_DEFAULT = 512, HIGH_MARK = 8192, LOW_MARK = HIGH_MARK / 2 };

static void *try_malloc(size_t size)
{
    void *block = malloc(size);
    if (!block)
        rt_end("temporary: Cannot allocate %zu bytes of memory.", size);
    return block;
}

/* ---- texts -------------------------------------------------------------------------------------
 */

/* Up to the first zero byte, if there is one. */
static char *text_of_bytes(const uint8_t *bytes, UInt size)
{
    char *text = try_malloc(size + 1);
    memcpy(text, bytes, size);
    text[size] = 0;
    return text;
}

static char *text_of_binary(Term binary)
{
    UInt size;
    uint8_t *temporary = NULL;
    const uint8_t *bytes = binary_bytes(binary, &size, &temporary);
    char *text = bytes ? text_of_bytes(bytes, size) : NULL;
    free(temporary);
    return text;
}

/* What is still to be walked of a deep list. */
typedef struct Walk {
    Term *stack;
    size_t depth, capacity;
} Walk;

static void push(Walk *walk, Term term)
{
    if (walk->depth == walk->capacity) {
        walk->capacity = walk->capacity ? walk->capacity * 2 : 16;
        Term *stack = realloc(walk->stack, walk->capacity * sizeof(Term));
        if (!stack)
            rt_end("temporary: Cannot allocate %zu bytes of memory.",
                   walk->capacity * sizeof(Term));
        walk->stack = stack;
    }
    walk->stack[walk->depth++] = term;
}

static bool put_character(FILE *out, Term character)
{
    uint8_t bytes[4];
    if (!term_is_small(character) || character == term_make_small(0) ||
        !utf8_is_character((UInt)term_small_value(character)))
        return false;
    int count = utf8_encode((uint32_t)term_small_value(character), bytes);
    fwrite(bytes, 1, (size_t)count, out);
    return true;
}

static bool put_list(FILE *out, Term list)
{
    Walk walk = {0};
    bool good = true;
    push(&walk, list);
    while (good && walk.depth > 0) {
        Term term = walk.stack[--walk.depth];
        if (term_is_cons(term)) {
            push(&walk, term_tail(term));
            push(&walk, term_head(term));
        } else {
            good = term_is_nil(term) || put_character(out, term);
        }
    }
    free(walk.stack);
    return good;
}

char *options_text(Term term)
{
    char *text = NULL;
    size_t size = 0;
    if (term_is_binary(term))
        return text_of_binary(term);
    if (term_is_atom(term)) {
        const AtomName *atom = atom_name(term);
        return text_of_bytes((const uint8_t *)atom->text, atom->bytes);
    }
    FILE *out = open_memstream(&text, &size);
    if (!out)
        rt_end("temporary: Cannot allocate memory.");
    bool good = term_is_list(term) && put_list(out, term);
    fclose(out);
    if (good)
        return text;
    free(text);
    return NULL;
}

/* ---- lists of texts -----------------------------------------------------------------------------
 */

/* Room for one more, and the NULL. */
static void texts_reserve(TextList *list)
{
    if (list->count + 1 < list->capacity)
        return;
    list->capacity = list->capacity ? list->capacity * 2 : 16;
    char **texts = realloc(list->texts, list->capacity * sizeof *texts);
    if (!texts)
        rt_end("temporary: Cannot allocate %zu bytes of memory.", list->capacity * sizeof *texts);
    list->texts = texts;
    list->texts[list->count] = NULL;
}

static void texts_add(TextList *list, char *text)
{
    texts_reserve(list);
    list->texts[list->count++] = text;
    list->texts[list->count] = NULL;
}

static void texts_clear(TextList *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->texts[i]);
    free(list->texts);
    *list = (TextList){0};
}

static bool set_arguments(OpenOptions *open, Term list)
{
    texts_clear(&open->arguments);
    open->arguments_given = true;
    for (; term_is_cons(list); list = term_tail(list)) {
        char *text = options_text(term_head(list));
        if (!text)
            return false;
        texts_add(&open->arguments, text);
    }
    return term_is_nil(list);
}

static bool set_argument_0(OpenOptions *open, Term text)
{
    free(open->argument_0);
    open->argument_0 = options_text(text);
    open->arguments_given = true;
    return open->argument_0 != NULL;
}

/* ---- environment --------------------------------------------------------------------------------
 */

static void add_variable(void *list, const char *text)
{
    texts_add(list, strdup(text));
}

/* Drops the variable of that name, if there is one. */
static void drop_variable(TextList *list, const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < list->count; i++) {
        if (strncmp(list->texts[i], name, length) != 0 || list->texts[i][length] != '=')
            continue;
        free(list->texts[i]);
        list->texts[i] = list->texts[--list->count];
        list->texts[list->count] = NULL;
        return;
    }
}

/* {Name, Value}, or {Name, false | []} to have none. */
static bool change_variable(TextList *list, Term pair)
{
    if (!term_is_tuple_of(pair, 2))
        return false;
    Term key = term_tuple_elements(pair)[0], value = term_tuple_elements(pair)[1];
    bool unset = value == am_false || term_is_nil(value);
    char *name = term_is_atom(key) ? NULL : options_text(key);
    char *text = unset || term_is_atom(value) ? NULL : options_text(value), *both;
    bool good = name && !strchr(name, '=') && (text || unset);
    if (good)
        drop_variable(list, name);
    if (good && text) {
        if (asprintf(&both, "%s=%s", name, text) < 0)
            rt_end("temporary: Cannot allocate memory.");
        texts_add(list, both);
    }
    free(name);
    free(text);
    return good;
}

static bool set_environment(OpenOptions *open, Term changes)
{
    texts_clear(&open->environment);
    texts_reserve(&open->environment);
    environment_each(add_variable, &open->environment);
    for (; term_is_cons(changes); changes = term_tail(changes))
        if (!change_variable(&open->environment, term_head(changes)))
            return false;
    return term_is_nil(changes);
}

/* ---- settings ----------------------------------------------------------------------------------
 */

static bool set_packet(PortOptions *options, Term bytes)
{
    if (!term_is_small(bytes))
        return false;
    SInt value = term_small_value(bytes);
    options->packet_bytes = (int)value;
    return value == 1 || value == 2 || value == 4;
}

static bool set_line(OpenOptions *open, Term limit)
{
    if (!term_is_small(limit) || term_small_value(limit) <= 0)
        return false;
    open->line = (UInt)term_small_value(limit);
    return true;
}

/* {Low, High} or disabled. */
static bool take_marks(Term value, UInt *low, UInt *high)
{
    *low = *high = UINT64_MAX;
    if (value == am_disabled)
        return true;
    if (!term_is_tuple_of(value, 2))
        return false;
    const Term *limits = term_tuple_elements(value);
    if (!term_is_small(limits[0]) || !term_is_small(limits[1]) || term_small_value(limits[0]) < 1 ||
        term_small_value(limits[1]) < 1)
        return false;
    *high = (UInt)term_small_value(limits[1]);
    *low = (UInt)term_small_value(limits[0]);
    if (*low > *high)
        *low = *high;
    return true;
}

static bool set_marks(OpenOptions *open, Term value)
{
    open->marks_given = true;
    return take_marks(value, &open->options.low_mark, &open->options.high_mark);
}

static bool set_flag(OpenOptions *open, uint32_t flag, Term value)
{
    open->flags = value == am_true ? open->flags | flag : open->flags & ~flag;
    return value == am_true || value == am_false;
}

static bool set_pair(OpenOptions *open, Term option, Term value)
{
    switch (option) {
    case am_packet:
        return set_packet(&open->options, value);
    case am_line:
        return set_line(open, value);
    case am_env:
        return set_environment(open, value);
    case am_args:
        return set_arguments(open, value);
    case am_arg0:
        return set_argument_0(open, value);
    case am_cd:
        open->directory_term = value;
        return true;
    case am_parallelism:
        return set_flag(open, PORT_PARALLELISM, value);
    case am_busy_limits_port:
        return set_marks(open, value);
    case am_busy_limits_msgq:
        return take_marks(value, &open->options.crowd_low, &open->options.crowd_high);
    default:
        return false;
    }
}

static bool set_atom(OpenOptions *open, Term option)
{
    PortOptions *options = &open->options;
    switch (option) {
    case am_stream:
        options->packet_bytes = 0;
        return true;
    case am_use_stdio:
        return options->use_stdio = true;
    case am_nouse_stdio:
        options->use_stdio = false;
        return true;
    case am_stderr_to_stdout:
        return options->stderr_to_stdout = true;
    case am_line:
        open->line = LINE_DEFAULT;
        return true;
    case am_binary:
        return set_flag(open, PORT_BINARY, am_true);
    case am_eof:
        return set_flag(open, PORT_SOFT_EOF, am_true);
    case am_in:
        return options->input = true;
    case am_out:
        return options->output = true;
    case am_exit_status:
        return options->exit_status = true;
    case am_hide:
    case am_overlapped_io:
        return true;
    default:
        return false;
    }
}

static bool set_all(OpenOptions *open, Term settings)
{
    PortOptions *options = &open->options;
    for (; term_is_cons(settings); settings = term_tail(settings)) {
        Term setting = term_head(settings);
        bool good = term_is_tuple_of(setting, 2) ? set_pair(open, term_tuple_elements(setting)[0],
                                                            term_tuple_elements(setting)[1])
                                                 : set_atom(open, setting);
        if (!good)
            return false;
    }
    if (!options->input && !options->output)
        options->input = options->output = true;
    return term_is_nil(settings) && !(open->line && options->packet_bytes) &&
           !(options->stderr_to_stdout && !options->use_stdio);
}

/* ---- what is opened
 * ------------------------------------------------------------------------------
 */

/* A list of bytes. */
static char *byte_text(Term list)
{
    SInt length = list_length(list);
    if (length <= 0)
        return NULL;
    char *text = try_malloc((size_t)length + 1), *at = text;
    for (; term_is_cons(list); list = term_tail(list)) {
        Term byte = term_head(list);
        if (!term_is_small(byte) || (UInt)term_small_value(byte) > UINT8_MAX) {
            free(text);
            return NULL;
        }
        *at++ = (char)term_small_value(byte);
    }
    *at = 0;
    return text;
}

static bool name_program(OpenOptions *open, Term tag, Term name)
{
    open->name = options_text(name);
    if (!open->name || !*open->name)
        return false;
    open->options.kind = tag == am_spawn_driver       ? SPAWN_DRIVER
                         : tag == am_spawn_executable ? SPAWN_EXECUTABLE
                                                      : SPAWN_ANY;
    if (open->options.kind == SPAWN_EXECUTABLE && gethost_is_program(open->name))
        open->driver = &gethost_driver;
    else if (open->options.kind != SPAWN_EXECUTABLE)
        open->driver = driver_find(open->name, strcspn(open->name, " "));
    if (!open->driver && open->options.kind != SPAWN_DRIVER)
        open->driver = &spawn_driver;
    return open->driver != NULL;
}

static bool name_descriptors(OpenOptions *open, Term input, Term output)
{
    if (!term_is_small(input) || !term_is_small(output))
        return false;
    open->options.input_fd = (int)term_small_value(input);
    open->options.output_fd = (int)term_small_value(output);
    if (asprintf(&open->name, "%d/%d", open->options.input_fd, open->options.output_fd) < 0)
        rt_end("temporary: Cannot allocate memory.");
    open->driver = &fd_driver;
    return true;
}

static bool set_name(OpenOptions *open, Term name)
{
    if (term_is_tuple_of(name, 2)) {
        Term tag = term_tuple_elements(name)[0];
        return (tag == am_spawn || tag == am_spawn_driver || tag == am_spawn_executable) &&
               name_program(open, tag, term_tuple_elements(name)[1]);
    }
    if (term_is_tuple_of(name, 3))
        return term_tuple_elements(name)[0] == am_fd &&
               name_descriptors(open, term_tuple_elements(name)[1], term_tuple_elements(name)[2]);
    open->name = term_is_atom(name) ? options_text(name) : byte_text(name);
    open->driver = &vanilla_driver;
    return open->name != NULL;
}

static bool fits_driver(const OpenOptions *open)
{
    bool program = open->driver == &spawn_driver;
    if (open->arguments_given && open->options.kind != SPAWN_EXECUTABLE)
        return false;
    return (program || !open->options.exit_status) &&
           (open->driver->takes_marks || !open->marks_given);
}

static bool set_directory(OpenOptions *open)
{
    if (term_is_nil(open->directory_term))
        return true;
    open->directory = options_text(open->directory_term);
    return open->directory && *open->directory;
}

/* The vector of a program that is started without the shell. */
static void join_arguments(OpenOptions *open)
{
    PortOptions *options = &open->options;
    if (!open->arguments_given)
        return;
    options->arguments = try_malloc((open->arguments.count + 2) * sizeof(char *));
    options->arguments[0] = open->argument_0 ? open->argument_0 : open->name;
    for (size_t i = 0; i < open->arguments.count; i++)
        options->arguments[i + 1] = open->arguments.texts[i];
    options->arguments[open->arguments.count + 1] = NULL;
}

Term options_port(OpenOptions *open, Term name, Term settings)
{
    *open = (OpenOptions){.directory_term = TERM_NIL};
    open->options = (PortOptions){.use_stdio = true,
                                  .low_mark = LOW_MARK,
                                  .high_mark = HIGH_MARK,
                                  .crowd_low = LOW_MARK,
                                  .crowd_high = HIGH_MARK};
    if (!set_all(open, settings))
        return am_badopt;
    if (!set_name(open, name) || !fits_driver(open) || !set_directory(open))
        return am_badarg;
    if (!open->environment.texts)
        set_environment(open, TERM_NIL);
    join_arguments(open);
    open->options.name = open->name;
    open->options.directory = open->directory;
    open->options.environment = open->environment.texts;
    return THE_NON_VALUE;
}

void options_port_free(OpenOptions *open)
{
    free(open->name);
    free(open->directory);
    free(open->argument_0);
    free(open->options.arguments);
    texts_clear(&open->arguments);
    texts_clear(&open->environment);
}
