/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading the Type chunk into one form; see types.h.
 *
 * Every entry starts with 16 bits. Version 1 has 13 kinds, then always a range of two 64-bit
 * integers, which says nothing when min > max. Version 2 has the same kinds and, in the upper
 * bits, which of min, max and unit follow. Version 3 is version 2 without the match context.
 */
#include "frontend/beam/types.h"

#include <stddef.h>

/* Kinds of versions 1 and 2, by bit. */
static const uint16_t kinds_with_context[] = {
    BEAM_TYPE_ATOM, BEAM_TYPE_BITSTRING, BEAM_TYPE_CONTEXT, BEAM_TYPE_CONS, BEAM_TYPE_FLOAT,
    BEAM_TYPE_FUN,  BEAM_TYPE_INTEGER,   BEAM_TYPE_MAP,     BEAM_TYPE_NIL,  BEAM_TYPE_PID,
    BEAM_TYPE_PORT, BEAM_TYPE_REFERENCE, BEAM_TYPE_TUPLE,
};

static uint16_t old_mask(uint16_t bits)
{
    uint16_t mask = 0;
    for (size_t i = 0; i < sizeof kinds_with_context / sizeof *kinds_with_context; i++) {
        if (bits & 1u << i) {
            mask |= kinds_with_context[i];
        }
    }
    return mask;
}

static void read_version_1(Cursor *cursor, BeamType *type)
{
    type->mask = old_mask(cursor_u16(cursor));
    int64_t min = (int64_t)cursor_u64(cursor);
    int64_t max = (int64_t)cursor_u64(cursor);
    if (min <= max) {
        type->has_min = type->has_max = true;
        type->min = min;
        type->max = max;
    }
}

/* `extras` is the lowest of the three bits that tell what follows. */
static void read_extras(Cursor *cursor, BeamType *type, uint16_t bits, uint16_t extras)
{
    if (bits & extras) {
        type->has_min = true;
        type->min = (int64_t)cursor_u64(cursor);
    }
    if (bits & extras << 1) {
        type->has_max = true;
        type->max = (int64_t)cursor_u64(cursor);
    }
    if (bits & extras << 2) {
        type->unit = cursor_u8(cursor);
    }
}

static void read_type(Cursor *cursor, uint32_t version, BeamType *type)
{
    size_t offset = cursor_offset(cursor);
    if (version == 1) {
        read_version_1(cursor, type);
    } else {
        uint16_t bits = cursor_u16(cursor);
        type->mask = version == 2 ? old_mask(bits) : bits & BEAM_TYPE_ANY;
        read_extras(cursor, type, bits, version == 2 ? 1 << 13 : 1 << 12);
    }
    if (!cursor->failed && type->mask == 0) {
        cursor_fail_at(cursor, offset, NULL, "a type that no value has");
    }
}

bool types_read(BeamModule *module, Cursor *cursor)
{
    enum { VERSION_25 = 1, VERSION_27 = 3 };
    uint32_t version = cursor_u32(cursor);
    if (version < VERSION_25 || version > VERSION_27) {
        return !cursor->failed;
    }
    uint32_t count = cursor_count(cursor, version == 1 ? 18 : 2, "types");
    module->types = ARENA_NEW_ARRAY(module->arena, BeamType, count);
    for (uint32_t i = 0; !cursor->failed && i < count; i++) {
        read_type(cursor, version, &module->types[i]);
    }
    module->type_count = count;
    module->type_version = version;
    cursor_finish(cursor);
    return !cursor->failed;
}
