/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: any bytes as a .beam file, read, validated and shown. Whatever they are, the
 * result is a module or errors with a place, and nothing is left allocated.
 *
 *   fuzz_beam -max_len=65536 tests/fuzz/seeds/beam FOLDER_OF_REAL_FILES
 *
 * Most mutations are made inside one chunk, and the container around it is made right again, so
 * that they get as far as the decoder and the validator.
 */
#include "frontend/beam/container.h"
#include "frontend/beam/inflate.h"
#include "frontend/beam/inspect.h"
#include "frontend/beam/module.h"
#include "frontend/support/buffer.h"

#include <stdlib.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t limit);

/* Every error tells where it is. */
static void check_diagnostics(const DiagList *diags)
{
    for (const Diag *diag = diags->first; diag; diag = diag->next) {
        if (!diag->place.file || !diag->text || (!diag->place.chunk && diag->place.offset < 0)) {
            abort();
        }
    }
}

static void show(const BeamModule *module)
{
    static FILE *nowhere;
    if (!nowhere) {
        nowhere = fopen("/dev/null", "w");
    }
    InspectOptions options = {true, NULL, -1};
    inspect_chunks(nowhere, module, &options);
    inspect_beam(nowhere, module, &options);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Arena arena;
    DiagList diags;
    BeamModule *module;
    arena_init(&arena);
    diag_init(&diags, &arena);
    diags.limit = 20;
    bool valid = beam_read(&arena, &diags, "fuzz.beam", bytes, size, &module);
    if (valid) {
        show(module);
        valid = beam_validate(module, &diags);
        show(module);
    }
    if (valid != (diags.errors == 0)) {
        abort();
    }
    check_diagnostics(&diags);
    arena_free(&arena);
    return 0;
}

/* ---- Mutations ------------------------------------------------------------------------------- */

static void add_u32(Buffer *buffer, size_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8) {
        buffer_add_byte(buffer, (uint8_t)(number >> shift));
    }
}

/* Literals are only worth mutating uncompressed. */
static void add_literals(Arena *arena, Buffer *data, const uint8_t *bytes, size_t size)
{
    size_t plain_size = 0;
    const uint8_t *plain = size > 4 ? inflate_bytes(arena, INFLATE_ZLIB, bytes + 4, size - 4,
                                                    1 << 20, &plain_size, NULL)
                                    : NULL;
    if (plain) {
        add_u32(data, 0);
        buffer_add(data, plain, plain_size);
    } else {
        buffer_add(data, bytes, size);
    }
}

static void add_mutated(Arena *arena, Buffer *file, const BeamChunk *chunk, const uint8_t *bytes)
{
    enum { GROWTH = 64 };
    Buffer data = BUFFER_EMPTY;
    if (strcmp(chunk->name, "LitT") == 0) {
        add_literals(arena, &data, bytes, chunk->size);
    } else {
        buffer_add(&data, bytes, chunk->size);
    }
    buffer_reserve(&data, GROWTH);
    size_t size = LLVMFuzzerMutate(data.bytes, data.size, data.size + GROWTH);
    buffer_add(file, chunk->name, 4);
    add_u32(file, size);
    buffer_add(file, data.bytes, size);
    buffer_add(file, "\0\0\0", (0 - size) % 4);
    buffer_free(&data);
}

static size_t mutate_chunk(Arena *arena, const Container *container, uint8_t *bytes, size_t limit,
                           unsigned seed)
{
    Buffer file = BUFFER_EMPTY;
    buffer_add(&file, "FOR1\0\0\0\0BEAM", 12);
    for (uint32_t i = 0; i < container->count; i++) {
        const BeamChunk *chunk = &container->chunks[i];
        if (i == seed % container->count) {
            add_mutated(arena, &file, chunk, container->bytes + chunk->offset);
        } else {
            buffer_add(&file, container->bytes + chunk->offset - 8, 8 + chunk->size);
            buffer_add(&file, "\0\0\0", (0 - (size_t)chunk->size) % 4);
        }
    }
    for (int i = 0; i < 4; i++) {
        file.bytes[4 + i] = (uint8_t)((file.size - 8) >> (24 - 8 * i));
    }
    size_t size = file.size <= limit ? file.size : 0;
    memcpy(bytes, file.bytes, size);
    buffer_free(&file);
    return size;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t limit, unsigned seed)
{
    enum { RAW_MUTATIONS = 16 }; /* one in so many */
    Arena arena;
    DiagList diags;
    Container container;
    arena_init(&arena);
    diag_init(&diags, &arena);
    size_t result = 0;
    if (seed % RAW_MUTATIONS != 0 && container_open(&container, &arena, &diags, "", bytes, size) &&
        container.count > 0) {
        result = mutate_chunk(&arena, &container, bytes, limit, seed / RAW_MUTATIONS);
    }
    arena_free(&arena);
    return result > 0 ? result : LLVMFuzzerMutate(bytes, size, limit);
}
