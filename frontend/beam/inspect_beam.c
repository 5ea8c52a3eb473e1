/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The assembly view of a file; see inspect.h.
 *
 * A line has the instruction's offset in the Code chunk, the number of Y registers of the stack
 * frame before it ("-": no frame, "." never reached), and the instruction.
 */
#include "frontend/beam/inspect.h"

#include "frontend/beam/print.h"

#include <inttypes.h>
#include <string.h>

typedef struct View {
    FILE *stream;
    const BeamModule *module;
    const PrintStyle *style;
    Buffer buffer; /* the line being made */
} View;

static void end_line(View *view)
{
    buffer_add_byte(&view->buffer, '\n');
    fwrite(view->buffer.bytes, 1, view->buffer.size, view->stream);
    buffer_clear(&view->buffer);
}

static bool is_wanted(const BeamModule *module, const BeamFunction *function,
                      const InspectOptions *options)
{
    BeamText name = beam_atom(module, function->name);
    bool named = !options->function || (strlen(options->function) == name.size &&
                                        memcmp(options->function, name.bytes, name.size) == 0);
    return named && (options->arity < 0 || (uint32_t)options->arity == function->arity);
}

static void show_heading(View *view, const BeamFunction *function)
{
    buffer_add_text(&view->buffer, view->style->heading);
    print_atom(&view->buffer, view->module, view->module->name);
    buffer_add_byte(&view->buffer, ':');
    print_atom(&view->buffer, view->module, function->name);
    buffer_printf(&view->buffer, "/%" PRIu32 "%s%s", function->arity, view->style->off,
                  view->style->comment);
    buffer_add_text(&view->buffer, function->export_index != BEAM_NONE ? "  exported" : "");
    buffer_add_text(&view->buffer, function->is_nif ? "  nif" : "");
    buffer_add_text(&view->buffer, view->style->off);
    end_line(view);
}

static void add_frame(View *view, uint32_t instruction)
{
    int frame = view->module->frame ? view->module->frame[instruction] : BEAM_FRAME_NONE;
    if (frame == BEAM_FRAME_NONE || frame == BEAM_FRAME_UNREACHABLE) {
        buffer_printf(&view->buffer, " %3s  ", frame == BEAM_FRAME_NONE ? "-" : ".");
    } else {
        buffer_printf(&view->buffer, " %3d  ", frame);
    }
}

static void show_instruction(View *view, uint32_t index)
{
    const BeamInstruction *instruction = &view->module->instructions[index];
    if (instruction->opcode == OP_label) {
        buffer_printf(&view->buffer, "%sL%" PRIu64 "%s:", view->style->label,
                      instruction->operands[0].as.u, view->style->off);
        end_line(view);
        return;
    }
    buffer_printf(&view->buffer, "%s%8" PRIu32, view->style->comment, instruction->offset);
    add_frame(view, index);
    buffer_add_text(&view->buffer, view->style->off);
    print_instruction(&view->buffer, view->module, index, view->style);
    end_line(view);
}

bool inspect_beam(FILE *stream, const BeamModule *module, const InspectOptions *options)
{
    View view = {stream, module, options->color ? &print_color : &print_plain, BUFFER_EMPTY};
    bool found = false;
    for (uint32_t f = 0; f < module->function_count; f++) {
        const BeamFunction *function = &module->functions[f];
        if (!is_wanted(module, function, options)) {
            continue;
        }
        if (found) {
            end_line(&view);
        }
        found = true;
        show_heading(&view, function);
        for (uint32_t i = function->start; i < function->end; i++) {
            show_instruction(&view, i);
        }
    }
    buffer_free(&view.buffer);
    return found;
}
