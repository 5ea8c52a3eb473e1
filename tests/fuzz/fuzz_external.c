/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: any bytes given to binary_to_term. What they decode to survives collections,
 * encodes, and decodes again to the same term, also compressed, and with the options `safe` and
 * `used`; a process that got a badarg is as it was.
 *
 *   fuzz_external tests/fuzz/seeds/external
 */
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/compare.h"
#include "rt/core/copy.h"
#include "rt/core/hash.h"
#include "rt/core/memory.h"
#include "rt/external/external.h"
#include "rt/gc/gc.h"
#include "tests/unit/rt/support.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* Atoms are never freed: past so many only known ones are decoded, so that the table never fills.
 */
enum { ATOMS_MAX = 500000, HEAP_WORDS = 4096, COMPRESSED_HEADER = 6, INFLATED_MAX = 1 << 16 };

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t limit);

Term bif_erlang_binary_to_term_1(Process *process, Term binary);
Term bif_erlang_binary_to_term_2(Process *process, Term binary, Term options);
Term bif_erlang_term_to_binary_2(Process *process, Term term, Term options);
Term bif_erlang_external_size_1(Process *process, Term term);

/* Not inlined, so that the stack trace tells which. */
__attribute__((noinline)) static void require(bool holds)
{
    if (!holds)
        abort();
}

/* ---- Decoding and encoding again ------------------------------------------------------------- */

/* The terms in use are the process's X registers, so that collections keep them. */
enum { X_INPUT, X_TERM, X_AGAIN, X_BINARY, X_OTHER, X_USED };

static void collect(Process *process)
{
    gc_collect(process, 0, X_USED);
}

static Term options(Process *process, Term first, Term second)
{
    return heap_cons(process, first, second ? heap_cons(process, second, TERM_NIL) : TERM_NIL);
}

/* Local funs take more in external_size's reckoning than they do: the only difference allowed. */
static void check_size(Process *process, Term term, Term binary)
{
    SInt told = term_small_value(bif_erlang_external_size_1(process, term));
    SInt real = (SInt)(bit_view(binary).bit_size / 8);
    require(told == real || (told > real && (told - real) % 3 == 0));
}

static void check_same(Term a, Term b)
{
    require(term_exact(a, b));
    require(term_compare(a, b) == 0);
    require(hash_phash2(a) == hash_phash2(b));
    require(hash_internal(a) == hash_internal(b));
}

/* X_TERM in the format that `how` asks for, and back. */
static void round_trip(Process *process, Term how)
{
    Term *x = process->scheduler->x;
    x[X_BINARY] = bif_erlang_term_to_binary_2(process, x[X_TERM], how);
    require(x[X_BINARY] != THE_NON_VALUE);
    x[X_AGAIN] = bif_erlang_binary_to_term_1(process, x[X_BINARY]);
    require(x[X_AGAIN] != THE_NON_VALUE);
    collect(process);
    check_same(x[X_TERM], x[X_AGAIN]);
}

static Term deterministic(Process *process, SInt minor_version)
{
    Term version = heap_tuple(process, 2, am_minor_version, term_make_small(minor_version));
    return options(process, version, am_deterministic);
}

static void encode_again(Process *process)
{
    static const SInt minor_versions[] = {0, 1, 2};
    Term *x = process->scheduler->x;
    for (int i = 0; i < 3; i++) {
        round_trip(process, deterministic(process, minor_versions[i]));
        x[X_OTHER] = x[X_BINARY];
        x[X_BINARY] = bif_erlang_term_to_binary_2(process, x[X_AGAIN],
                                                  deterministic(process, minor_versions[i]));
        require(term_exact(x[X_OTHER], x[X_BINARY]));
    }
    round_trip(process, options(process, am_compressed, 0));
    round_trip(process, TERM_NIL);
    check_size(process, x[X_TERM], x[X_BINARY]);
}

static void copy(Process *process, Term term)
{
    UInt words = copy_size(term);
    if (words == 0)
        return;
    HeapFragment *none = process->fragments;
    process->fragments = NULL; /* a fragment of its own: its end is the end of the memory */
    Term *start = heap_alloc_fragment(process, words), *top = start;
    Term *off_heap = process->off_heap;
    Term same = copy_to(term, &top, &off_heap);
    process->off_heap = off_heap;
    require(top == start + words);
    process->fragments->next = none;
    check_same(term, same);
}

/* `safe` gives the same, or badarg where an atom or export is unknown; now all atoms are known. */
static void decode_with_options(Process *process, size_t size)
{
    Term *x = process->scheduler->x;
    Term list = options(process, am_safe, am_used);
    Term pair = bif_erlang_binary_to_term_2(process, x[X_INPUT], list);
    if (pair == THE_NON_VALUE)
        return;
    SInt used = term_small_value(term_tuple_elements(pair)[1]);
    require(used > 0 && (size_t)used <= size);
    check_same(x[X_TERM], term_tuple_elements(pair)[0]);
}

/* The same bytes at an odd bit position of a binary off the heap. */
static Term shifted(Process *process, const uint8_t *bytes, size_t size)
{
    enum { SHIFT = 3, PADDING = 65 };
    uint8_t *data;
    Term binary = binary_new(process, size + PADDING, &data);
    memset(data, 0xff, size + PADDING);
    bits_copy(data, SHIFT, bytes, 0, size * 8);
    return binary_sub(process, binary, SHIFT, size * 8);
}

static void decode(Process *process, const uint8_t *bytes, size_t size)
{
    Term *x = process->scheduler->x;
    for (int i = 0; i < X_USED; i++)
        x[i] = TERM_NIL;
    x[X_INPUT] = binary_from_bytes(process, bytes, size);
    bool any_atom = atom_count() < ATOMS_MAX;
    Term first =
        any_atom ? bif_erlang_binary_to_term_1(process, x[X_INPUT])
                 : bif_erlang_binary_to_term_2(process, x[X_INPUT], options(process, am_safe, 0));
    x[X_TERM] = first == THE_NON_VALUE ? TERM_NIL : first;
    collect(process);
    if (first == THE_NON_VALUE)
        return;
    decode_with_options(process, size);
    x[X_OTHER] = shifted(process, bytes, size);
    x[X_AGAIN] = bif_erlang_binary_to_term_1(process, x[X_OTHER]);
    check_same(x[X_TERM], x[X_AGAIN]);
    collect(process);
    copy(process, x[X_TERM]);
    encode_again(process);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Process *process = support_process();
    size_t before = memory_used(MEMORY_TEMPORARY);
    gc_heap_destroy(process);
    process->off_heap_words = 0;
    gc_heap_create(process, HEAP_WORDS);
    process->fullsweep_after = 2; /* both kinds of collection */
    decode(process, bytes, size);
    gc_heap_destroy(process);
    require(memory_used(MEMORY_TEMPORARY) == before && memory_used(MEMORY_BINARY) == 0);
    gc_heap_create(process, HEAP_WORDS);
    return 0;
}

/* ---- Mutations ------------------------------------------------------------------------------- */

/* Of compressed terms the plain bytes are mutated: a damaged deflate stream leads nowhere. */
static size_t mutate_compressed(uint8_t *bytes, size_t size, size_t limit)
{
    static uint8_t plain[INFLATED_MAX];
    uLongf plain_size = INFLATED_MAX / 2;
    if (limit < COMPRESSED_HEADER || uncompress(plain, &plain_size, bytes + COMPRESSED_HEADER,
                                                (uLong)size - COMPRESSED_HEADER) != Z_OK)
        return 0;
    plain_size = (uLongf)LLVMFuzzerMutate(plain, plain_size, INFLATED_MAX);
    uLongf room = (uLongf)(limit - COMPRESSED_HEADER);
    if (compress2(bytes + COMPRESSED_HEADER, &room, plain, plain_size, 1) != Z_OK)
        return 0;
    for (int i = 0; i < 4; i++)
        bytes[2 + i] = (uint8_t)(plain_size >> (24 - 8 * i));
    return COMPRESSED_HEADER + room;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t limit, unsigned seed)
{
    enum { RAW_MUTATIONS = 16 }; /* one in so many */
    if (seed % RAW_MUTATIONS != 0 && size > COMPRESSED_HEADER && bytes[0] == EXTERNAL_VERSION &&
        bytes[1] == EXTERNAL_COMPRESSED) {
        size_t result = mutate_compressed(bytes, size, limit);
        if (result > 0)
            return result;
    }
    return LLVMFuzzerMutate(bytes, size, limit);
}
