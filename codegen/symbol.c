/* SPDX-License-Identifier: Apache-2.0 */
/* Names of linker symbols. See symbol.h. */
#include "codegen/symbol.h"

#include <stdio.h>
#include <string.h>

enum { ESCAPE = 0xc0, ESCAPED = 0x80, ARITY_DIGITS = 12 };

static char *add_text(char *to, const char *text)
{
    size_t size = strlen(text);
    memcpy(to, text, size);
    return to + size;
}

static char *add_escaped(char *to, BeamText text, bool is_module)
{
    for (uint32_t i = 0; i < text.size; i++) {
        char c = text.bytes[i];
        if (c == '\0' || c == '@' || (is_module && c == ':')) {
            *to++ = (char)ESCAPE;
            c = (char)(c | ESCAPED);
        }
        *to++ = c;
    }
    return to;
}

const char *symbol_atom(Arena *arena, BeamText name)
{
    char *symbol = arena_alloc(arena, sizeof "atom." + 2 * (size_t)name.size);
    add_escaped(add_text(symbol, "atom."), name, false);
    return symbol;
}

const char *symbol_module(Arena *arena, BeamText module)
{
    char *symbol = arena_alloc(arena, sizeof "module." + 2 * (size_t)module.size);
    add_escaped(add_text(symbol, "module."), module, true);
    return symbol;
}

static const char *function_symbol(Arena *arena, const char *prefix, BeamText module,
                                   BeamText function, uint32_t arity)
{
    char digits[ARITY_DIGITS];
    snprintf(digits, sizeof digits, "/%u", arity);
    char *symbol = arena_alloc(arena, strlen(prefix) + 2 * ((size_t)module.size + function.size) +
                                          sizeof ":" + ARITY_DIGITS);
    char *to = add_escaped(add_text(symbol, prefix), module, true);
    to = add_escaped(add_text(to, ":"), function, false);
    add_text(to, digits);
    return symbol;
}

const char *symbol_export(Arena *arena, BeamText module, BeamText function, uint32_t arity)
{
    return function_symbol(arena, "export.", module, function, arity);
}

const char *symbol_function(Arena *arena, BeamText module, BeamText function, uint32_t arity)
{
    return function_symbol(arena, "", module, function, arity);
}
