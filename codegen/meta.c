/* SPDX-License-Identifier: Apache-2.0 */
/* Metadata of objects. See meta.h. */
#include "codegen/meta.h"

#include <string.h>

static const char magic[4] = "JMET";

enum { VERSION = 2, LEAST_NAME = 4, LEAST_REFERENCE = 12, LEAST_EXPORT = 8 };

/* ---- writing
 * ------------------------------------------------------------------------------------- */

static void put_number(Buffer *out, uint32_t value)
{
    uint8_t bytes[] = {(uint8_t)value, (uint8_t)(value >> 8), (uint8_t)(value >> 16),
                       (uint8_t)(value >> 24)};
    buffer_add(out, bytes, sizeof bytes);
}

static void put_text(Buffer *out, BeamText text)
{
    put_number(out, text.size);
    buffer_add(out, text.bytes, text.size);
}

void meta_write(const Meta *meta, Buffer *out)
{
    buffer_add(out, magic, sizeof magic);
    put_number(out, VERSION);
    put_text(out, meta->module);
    put_number(out, meta->atom_count);
    for (uint32_t i = 0; i < meta->atom_count; i++)
        put_text(out, meta->atoms[i]);
    put_number(out, meta->reference_count);
    for (uint32_t i = 0; i < meta->reference_count; i++) {
        put_text(out, meta->references[i].module);
        put_text(out, meta->references[i].function);
        put_number(out, meta->references[i].arity);
    }
    put_number(out, meta->export_count);
    for (uint32_t i = 0; i < meta->export_count; i++) {
        put_text(out, meta->exports[i].function);
        put_number(out, meta->exports[i].arity);
    }
    put_number(out, meta->code_size);
}

/* ---- reading
 * --------------------------------------------------------------------------------------- */

typedef struct Reader {
    const uint8_t *at, *end;
    bool failed;
} Reader;

static uint32_t get_number(Reader *reader)
{
    if (reader->end - reader->at < 4) {
        reader->failed = true;
        return 0;
    }
    const uint8_t *at = reader->at;
    reader->at += 4;
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* A number of items that take at least `least` bytes each. */
static uint32_t get_count(Reader *reader, uint32_t least)
{
    uint32_t count = get_number(reader);
    if (count > (size_t)(reader->end - reader->at) / least) {
        reader->failed = true;
        return 0;
    }
    return count;
}

static BeamText get_text(Reader *reader)
{
    uint32_t size = get_count(reader, 1);
    BeamText text = {(const char *)reader->at, size};
    reader->at += size;
    return text;
}

bool meta_read(Arena *arena, const uint8_t *bytes, size_t size, Meta *meta)
{
    Reader reader = {bytes, bytes + size, false};
    if (size < sizeof magic || memcmp(bytes, magic, sizeof magic) != 0)
        return false;
    reader.at += sizeof magic;
    if (get_number(&reader) != VERSION)
        return false;
    meta->module = get_text(&reader);
    meta->atom_count = get_count(&reader, LEAST_NAME);
    meta->atoms = ARENA_NEW_ARRAY(arena, BeamText, meta->atom_count);
    for (uint32_t i = 0; i < meta->atom_count; i++)
        meta->atoms[i] = get_text(&reader);
    meta->reference_count = get_count(&reader, LEAST_REFERENCE);
    meta->references = ARENA_NEW_ARRAY(arena, MetaFunction, meta->reference_count);
    for (uint32_t i = 0; i < meta->reference_count; i++) {
        BeamText module = get_text(&reader), function = get_text(&reader);
        meta->references[i] = (MetaFunction){module, function, get_number(&reader)};
    }
    meta->export_count = get_count(&reader, LEAST_EXPORT);
    meta->exports = ARENA_NEW_ARRAY(arena, MetaFunction, meta->export_count);
    for (uint32_t i = 0; i < meta->export_count; i++) {
        BeamText function = get_text(&reader);
        meta->exports[i] = (MetaFunction){meta->module, function, get_number(&reader)};
    }
    meta->code_size = get_number(&reader);
    return !reader.failed && reader.at == reader.end;
}
