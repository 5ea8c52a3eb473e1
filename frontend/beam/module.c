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
    if (module->atom_count > 0)
        memcpy(atoms, module->atoms, module->atom_count * sizeof *atoms);
    module->atoms = atoms;
}

bool beam_atom_is(const BeamModule *module, uint32_t atom, const char *text)
{
    BeamText name = beam_atom(module, atom);
    return name.size == strlen(text) && memcmp(name.bytes, text, name.size) == 0;
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

/* ---- Where control ends ---------------------------------------------------------------------- */

/* Functions of module erlang that do nothing but raise. */
static bool always_raises(const BeamModule *module, const BeamImport *import)
{
    static const struct {
        const char *name;
        uint32_t arity;
    } raising[] = {{"error", 1}, {"error", 2},     {"error", 3},    {"exit", 1},
                   {"throw", 1}, {"nif_error", 1}, {"nif_error", 2}};
    if (!beam_atom_is(module, import->module, "erlang")) {
        return false;
    }
    for (size_t i = 0; i < sizeof raising / sizeof *raising; i++) {
        if (raising[i].arity == import->arity &&
            beam_atom_is(module, import->function, raising[i].name)) {
            return true;
        }
    }
    return false;
}

bool beam_never_returns(const BeamModule *module, const BeamInstruction *instruction)
{
    switch (instruction->opcode) {
    case OP_call_ext:
    case OP_call_ext_last:
    case OP_call_ext_only:
        return always_raises(module, &module->imports[instruction->operands[1].as.u]);
    default:
        return false;
    }
}

bool beam_ends(const BeamModule *module, const BeamInstruction *instruction)
{
    return (opcode_table[instruction->opcode].flags & (OPCODE_END | OPCODE_TAIL)) ||
           beam_never_returns(module, instruction);
}

bool beam_is_try_handler(const BeamModule *module, uint32_t label)
{
    enum { MAX_LINES = 4 }; /* between a label and what follows it */
    uint32_t at = module->label_instruction[label];
    for (uint32_t i = 0; i <= MAX_LINES && at + 1 < module->instruction_count; i++) {
        uint8_t opcode = module->instructions[++at].opcode;
        if (!(opcode_table[opcode].flags & OPCODE_META)) {
            return opcode == OP_try_case;
        }
    }
    return false;
}
