/* SPDX-License-Identifier: Apache-2.0 */
/* The external term format: what is encoded reads back, malformed input is refused. */
#include <criterion/criterion.h>
#include <string.h>

#include "rt/core/atom.h"
#include "rt/core/compare.h"
#include "rt/core/heap.h"
#include "rt/external/external.h"
#include "rt/map/map.h"
#include "tests/unit/rt/support.h"

static const EncodeOptions options = {1, false};

static Term again(Process *process, Term term)
{
    ExternalBuffer buffer = {0};
    size_t used;
    external_encode(&buffer, term, &options);
    Term decoded = external_decode(process, buffer.bytes, buffer.size, false, &used);
    cr_assert_eq(used, buffer.size);
    external_buffer_free(&buffer);
    return decoded;
}

static bool reads_back(Process *process, Term term)
{
    Term decoded = again(process, term);
    return decoded != THE_NON_VALUE && term_exact(decoded, term);
}

static Term decode(Process *process, const char *bytes, size_t size)
{
    size_t used;
    return external_decode(process, (const uint8_t *)bytes, size, false, &used);
}

Test(external, reads_back)
{
    Process *process = support_process();
    Term pair = heap_tuple(process, 2, am_ok, heap_float(process, -1.5));
    Term list = heap_cons(process, pair, heap_cons(process, TERM_NIL, am_error));
    Term pairs[] = {am_ok, list, term_make_small(1), pair};
    cr_assert(reads_back(process, term_make_small(255)));
    cr_assert(reads_back(process, term_make_small(-256)));
    cr_assert(reads_back(process, term_make_small(SMALL_MIN)));
    cr_assert(reads_back(process, heap_unsigned(process, UINT64_MAX)));
    cr_assert(reads_back(process, list));
    cr_assert(reads_back(process, heap_tuple(process, 0)));
    cr_assert(reads_back(process, heap_string(process, (const uint8_t *)"abc", 3, TERM_NIL)));
    cr_assert(reads_back(process, map_from_pairs(process, pairs, 2, NULL)));
}

Test(external, known_bytes)
{
    Process *process = support_process();
    ExternalBuffer buffer = {0};
    external_encode(&buffer, heap_tuple(process, 2, am_ok, term_make_small(300)), &options);
    cr_assert_eq(buffer.size, 12);
    cr_assert_eq(memcmp(buffer.bytes, "\x68\x02\x64\x00\x02ok\x62\x00\x00\x01\x2c", 12), 0);
    external_buffer_free(&buffer);
}

Test(external, refuses)
{
    Process *process = support_process();
    cr_assert_eq(decode(process, "", 0), THE_NON_VALUE);
    cr_assert_eq(decode(process, "\x61", 1), THE_NON_VALUE);
    cr_assert_eq(decode(process, "\x6c\xff\xff\xff\xff\x6a", 6), THE_NON_VALUE);
    cr_assert_eq(decode(process, "\x69\xff\xff\xff\xff", 5), THE_NON_VALUE);
    cr_assert_eq(decode(process, "\x6d\x00\x00\x00\x09x", 6), THE_NON_VALUE);
    cr_assert_eq(decode(process, "\x46\x7f\xf0\0\0\0\0\0\0", 9), THE_NON_VALUE); /* infinity */
    cr_assert_eq(decode(process, "\x74\0\0\0\x02\x61\x01\x61\x01\x61\x01\x61\x01", 13),
                 THE_NON_VALUE); /* a key twice */
}

/* Nested tuples, each of which claims all that follows: what is allocated stays within bounds. */
Test(external, claims_together)
{
    enum { DEPTH = 4000, BYTES = 5 * DEPTH };
    static uint8_t bytes[BYTES];
    Process *process = support_process();
    for (size_t i = 0; i < DEPTH; i++) {
        size_t claim = BYTES - 5 * (i + 1);
        memcpy(bytes + 5 * i, (uint8_t[]){105, 0, 0, (uint8_t)(claim >> 8), (uint8_t)claim}, 5);
    }
    cr_assert_eq(decode(process, (const char *)bytes, BYTES), THE_NON_VALUE);
    cr_assert_leq(process->heap_top - process->heap_start, 2 * BYTES);
    cr_assert_null(process->fragments);
}
