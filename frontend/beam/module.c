/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looking things up in a module; see module.h.
 */
#include "frontend/beam/module.h"

#include "frontend/beam/print.h"

#include <string.h>

static void grow_atoms(BeamModule *module)
{
    module->atom_capacity = module->atom_capacity * 2 + 16;
    BeamText *atoms = ARENA_NEW_ARRAY(module->arena, BeamText, module->atom_capacity);
    memcpy(atoms, module->atoms, module->atom_count * sizeof *atoms);
    module->atoms = atoms;
}

uint32_t beam_atom_index(BeamModule *module, const char *text, uint32_t size)
{
    uint32_t index = table_put(&module->atom_table, text, size, module->atom_count);
    if (index == module->atom_count) {
        if (module->atom_count == module->atom_capacity) {
            grow_atoms(module);
        }
        module->atoms[module->atom_count++] = (BeamText){text, size};
    }
    return index;
}

uint32_t beam_function_at(const BeamModule *module, uint32_t instruction)
{
    uint32_t low = 0, high = module->function_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (module->functions[middle].end <= instruction) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < module->function_count && module->functions[low].start <= instruction;
    return found ? low : BEAM_NONE;
}

const char *beam_function_text(const BeamModule *module, const BeamFunction *function)
{
    Buffer buffer = BUFFER_EMPTY;
    print_atom(&buffer, module, module->name);
    buffer_add_byte(&buffer, ':');
    print_atom(&buffer, module, function->name);
    buffer_printf(&buffer, "/%u", function->arity);
    char *text = arena_copy(module->arena, buffer.bytes, buffer.size);
    buffer_free(&buffer);
    return text;
}
