/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Splitting a file into chunks; see container.h. Interchange File Format: four letters, a 32-bit
 * size, data, padding to a multiple of four.
 */
#include "frontend/beam/container.h"

#include "frontend/beam/inflate.h"
#include "rt/bif/md5.h"

#include <string.h>

static const char not_beam_hint[] = "joist reads .beam files as erlc and elixirc write them";

static Cursor whole_file(const Container *container)
{
    return (Cursor){.start = container->bytes,
                    .next = container->bytes,
                    .end = container->bytes + container->size,
                    .diags = container->diags,
                    .file = container->file};
}

/* What is read takes many times the memory of the file, so this is stricter than for literals. */
static bool unpack_gzip(Container *container, Arena *arena)
{
    enum { BASE = 1 << 20, FACTOR = 64 };
    Cursor cursor = whole_file(container);
    size_t size;
    const uint8_t *bytes = inflate_bytes(arena, INFLATE_GZIP, container->bytes, container->size,
                                         BASE + FACTOR * container->size, &size, NULL);
    if (!bytes) {
        cursor_fail(&cursor, NULL, "a compressed file that is damaged or expands over %d times",
                    FACTOR);
        return false;
    }
    container->bytes = bytes;
    container->size = size;
    return true;
}

/* Reads the form's head and leaves the cursor on its chunks. */
static void open_form(Cursor *cursor)
{
    const uint8_t *head = cursor_left(cursor) >= 12 ? cursor->next : NULL;
    if (!head || memcmp(head, "FOR1", 4) != 0 || memcmp(head + 8, "BEAM", 4) != 0) {
        cursor_fail(cursor, not_beam_hint, "not a .beam file");
        return;
    }
    cursor_bytes(cursor, 4);
    uint32_t size = cursor_u32(cursor);
    if (size < 4 || size > cursor_left(cursor)) {
        cursor_fail_at(cursor, 4, "the file is truncated; compile it again",
                       "the file announces %u bytes, but has %zu", size, cursor_left(cursor));
        return;
    }
    cursor->end = cursor->next + size;
    cursor_bytes(cursor, 4);
}

/* Reads one chunk's head and steps over its data. */
static void read_chunk(Cursor *cursor, BeamChunk *chunk)
{
    size_t offset = cursor_offset(cursor);
    const uint8_t *name = cursor_bytes(cursor, 4);
    chunk->size = cursor_u32(cursor);
    chunk->offset = cursor_offset(cursor);
    cursor_bytes(cursor, chunk->size);
    for (size_t i = 0; !cursor->failed && i < 4; i++) {
        if (name[i] < ' ' || name[i] > '~') {
            cursor_fail_at(cursor, offset, not_beam_hint, "a chunk without a name");
        }
    }
    if (!cursor->failed) {
        memcpy(chunk->name, name, 4);
        size_t padding = (0 - (size_t)chunk->size) % 4; /* may be missing at the very end */
        cursor_bytes(cursor, padding < cursor_left(cursor) ? padding : cursor_left(cursor));
    }
}

static bool is_known(const char *name)
{
    static const char names[] = "AtU8Atom"
                                "CodeStrTImpTExpTLocTFunTLitTLineTypeAttrCInfMeta";
    for (size_t i = 0; i + 4 < sizeof names; i += 4) {
        if (memcmp(names + i, name, 4) == 0) {
            return true;
        }
    }
    return false;
}

static void refuse_second(Container *container, Cursor *cursor, const BeamChunk *chunk)
{
    for (uint32_t i = 0; is_known(chunk->name) && i < container->count; i++) {
        if (memcmp(container->chunks[i].name, chunk->name, 4) == 0) {
            cursor_fail_at(cursor, chunk->offset - 8, not_beam_hint, "a second chunk %s",
                           chunk->name);
            return;
        }
    }
}

bool container_open(Container *container, Arena *arena, DiagList *diags, const char *file,
                    const uint8_t *bytes, size_t size)
{
    *container = (Container){bytes, size, file, diags, NULL, 0};
    if (size == 0) {
        container->bytes = (const uint8_t *)"";
    }
    if (size >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B && !unpack_gzip(container, arena)) {
        return false;
    }
    Cursor cursor = whole_file(container);
    open_form(&cursor);
    Cursor counter = cursor;
    BeamChunk chunk = {0};
    uint32_t count = 0;
    for (; !counter.failed && cursor_left(&counter) > 0; count++) {
        read_chunk(&counter, &chunk);
    }
    cursor.failed |= counter.failed;
    container->chunks = ARENA_NEW_ARRAY(arena, BeamChunk, count);
    while (!cursor.failed && container->count < count) {
        read_chunk(&cursor, &chunk);
        refuse_second(container, &cursor, &chunk);
        container->chunks[container->count++] = chunk;
    }
    return !cursor.failed;
}

bool container_find(const Container *container, const char *name, Cursor *cursor)
{
    for (uint32_t i = 0; i < container->count; i++) {
        const BeamChunk *chunk = &container->chunks[i];
        if (memcmp(chunk->name, name, 4) == 0) {
            *cursor = whole_file(container);
            cursor->start = cursor->next = container->bytes + chunk->offset;
            cursor->end = cursor->start + chunk->size;
            cursor->chunk = name;
            return true;
        }
    }
    return false;
}

/* The old_uniq field of each lambda is made from this very digest: it counts as zero. */
static void add_lambdas(Md5 *md5, const Cursor *cursor)
{
    enum { HEAD = 4, ENTRY = 24, BEFORE_UNIQ = 20 };
    static const uint8_t zeros[4] = {0};
    const uint8_t *at = cursor->start;
    if (cursor_left(cursor) < HEAD) {
        md5_update(md5, at, cursor_left(cursor));
        return;
    }
    md5_update(md5, at, HEAD);
    for (at += HEAD; cursor->end - at >= ENTRY; at += ENTRY) {
        md5_update(md5, at, BEFORE_UNIQ);
        md5_update(md5, zeros, sizeof zeros);
    }
    md5_update(md5, at, (size_t)(cursor->end - at));
}

void container_md5(const Container *container, uint8_t digest[16])
{
    static const char *const essential[] = {"Atom", "AtU8", "Code", "StrT", "ImpT",
                                            "ExpT", "FunT", "LitT", "Meta"};
    Md5 md5;
    md5_init(&md5);
    for (size_t i = 0; i < sizeof essential / sizeof *essential; i++) {
        Cursor cursor;
        if (!container_find(container, essential[i], &cursor)) {
            continue;
        }
        if (strcmp(essential[i], "FunT") == 0) {
            add_lambdas(&md5, &cursor);
        } else {
            md5_update(&md5, cursor.start, cursor_left(&cursor));
        }
    }
    md5_final(&md5, digest);
}
