/* SPDX-License-Identifier: Apache-2.0 */
/* Binaries: objects, parts, iodata, and the natives on them that keep state between time slices. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rt/bif/binary_pattern.h"
#include "rt/bif/iolist.h"
#include "rt/bif/md5.h"
#include "rt/bif/packet.h"
#include "rt/core/bif.h"
#include "rt/core/bits.h"
#include "tests/unit/rt/support.h"

Term bif_erlang_iolist_to_binary_1(Process *process, Term data);
Term bif_erlang_binary_to_list_1(Process *process, Term binary);
Term bif_binary_matches_2(Process *process, Term subject, Term pattern);
Term bif_binary_split_3(Process *process, Term subject, Term pattern, Term options);
Term bif_binary_copy_2(Process *process, Term binary, Term count);
Term bif_erlang_crc32_1(Process *process, Term data);

static Term text(Process *process, const char *text)
{
    return binary_from_bytes(process, text, strlen(text));
}

static bool is_text(Term binary, const char *text)
{
    BitView view = bit_view(binary);
    return view.bit_size == strlen(text) * 8 &&
           bits_compare(view.bytes, view.bit_offset, (const uint8_t *)text, 0, view.bit_size) == 0;
}

/* Goes on with a native that trapped until it is done, giving it next to no time. */
static Term finish(Process *process, Term result)
{
    Trap *trap = &process->scheduler->trap;
    while (result == THE_NON_VALUE && trap->function) {
        BifFunction4 *function = trap->function;
        trap->function = NULL;
        process->reductions = 1;
        result = function(process, trap->args[0], trap->args[1], trap->args[2], trap->args[3]);
    }
    return result;
}

/* ---- objects and parts ------------------------------------------------------------------- */

Test(binary, small_ones_are_on_the_heap)
{
    Process *process = support_process();
    uint8_t *data;
    cr_assert_eq(term_kind(binary_new(process, HEAP_BIN_MAX, &data)), KIND_HEAP_BIN);
    Term big = binary_new(process, HEAP_BIN_MAX + 1, &data);
    cr_assert_eq(term_kind(big), KIND_REFC_BIN);
    cr_assert_eq(refc_binary_object(term_boxed_ptr(big))->references, 1);
    cr_assert_eq(process->off_heap, term_boxed_ptr(big));
    cr_assert_eq(term_bit_size(binary_new(process, 0, &data)), 0);
}

static int destroyed;
static void count_destroyed(BinaryObject *object)
{
    (void)object;
    destroyed++;
}

Test(binary, last_release_destroys)
{
    BinaryObject *object = binary_object_new(10);
    object->destructor = count_destroyed;
    binary_object_retain(object);
    binary_object_release(object);
    cr_assert_eq(destroyed, 0);
    binary_object_release(object);
    cr_assert_eq(destroyed, 1);
}

Test(binary, parts_share_or_copy)
{
    Process *process = support_process();
    uint8_t *data;
    Term whole = binary_new(process, 1000, &data);
    for (UInt i = 0; i < 1000; i++)
        data[i] = (uint8_t)i;
    Term few = binary_sub(process, whole, 80, 80), many = binary_sub(process, whole, 80, 8000 - 80);
    cr_assert_eq(term_kind(few), KIND_HEAP_BIN);
    cr_assert_eq(term_kind(many), KIND_SUB_BIN);
    cr_assert_eq(bit_view(many).bytes, data + 10);
    Term bits = binary_sub(process, many, 3, 11);
    cr_assert_eq(bit_view(bits).parent, whole);
    cr_assert_eq(bits_load(bit_view(bits).bytes, bit_view(bits).bit_offset, 11),
                 bits_load(data, 83, 11));
    cr_assert_eq(binary_sub(process, whole, 0, 8000), whole);
}

/* ---- iodata ------------------------------------------------------------------------------ */

/* [1, [<<2, 3>> | <<4>>], [], [[5 | <<>>]] | <<6>>] */
static Term nested(Process *process)
{
    Term inner = heap_cons(process, text(process, "\2\3"), text(process, "\4"));
    Term deep =
        heap_cons(process, heap_cons(process, term_make_small(5), text(process, "")), TERM_NIL);
    Term list = heap_cons(process, deep, text(process, "\6"));
    list = heap_cons(process, TERM_NIL, list);
    list = heap_cons(process, inner, list);
    return heap_cons(process, term_make_small(1), list);
}

Test(binary, iolist_in_pieces)
{
    Process *process = support_process();
    Term rest = nested(process);
    bool is_rest = false;
    uint8_t bytes[16];
    UInt used = 0;
    for (;;) {
        Iolist walk;
        iolist_start(&walk, rest, is_rest, 1); /* one step at a time */
        UInt count;
        Term bits;
        IolistStep step = iolist_next(&walk, bytes + used, 1, &count, &bits);
        if (step == IOLIST_BYTES) {
            used += count;
        } else if (step == IOLIST_BITS) {
            BitView view = bit_view(bits);
            memcpy(bytes + used, view.bytes, view.bit_size / 8);
            used += view.bit_size / 8;
        }
        rest = iolist_rest(&walk, process);
        is_rest = true;
        iolist_stop(&walk);
        cr_assert_neq(step, IOLIST_BAD);
        if (step == IOLIST_END)
            break;
    }
    cr_assert_eq(used, 6);
    cr_assert_arr_eq(bytes, "\1\2\3\4\5\6", 6);
}

Test(binary, iolist_refuses_other_terms)
{
    Process *process = support_process();
    UInt size;
    uint8_t *copy;
    Term one = term_make_small(1);
    cr_assert_null(
        iolist_flatten(heap_cons(process, term_make_small(256), TERM_NIL), &size, &copy));
    cr_assert_null(iolist_flatten(heap_cons(process, one, one), &size, &copy));
    cr_assert_null(iolist_flatten(one, &size, &copy));
    cr_assert_null(iolist_flatten(am_ok, &size, &copy));
}

Test(binary, iolist_to_binary_yields)
{
    Process *process = support_process();
    Term list = TERM_NIL;
    for (int i = 0; i < 20000; i++)
        list = heap_cons(process, i % 7 ? term_make_small(i & 0xff) : text(process, "abc"), list);
    process->reductions = 1;
    Term first = bif_erlang_iolist_to_binary_1(process, list);
    cr_assert_eq(first, THE_NON_VALUE);
    Term binary = finish(process, first);
    UInt size;
    uint8_t *copy;
    const uint8_t *expected = iolist_flatten(list, &size, &copy);
    cr_assert_eq(term_bit_size(binary), size * 8);
    cr_assert_arr_eq(bit_view(binary).bytes, expected, size);
    free(copy);

    process->reductions = 1;
    Term back = finish(process, bif_erlang_binary_to_list_1(process, binary));
    UInt length = 0;
    for (; term_is_cons(back); back = term_tail(back))
        length++;
    cr_assert_eq(length, size);
}

Test(binary, copies_yield_inside_a_repetition)
{
    Process *process = support_process();
    const UInt count = 2000003;
    Term copies = finish(process, bif_binary_copy_2(process, text(process, "abc\1\2\3z"),
                                                    term_make_small((SInt)count)));
    BitView view = bit_view(copies);
    cr_assert_eq(view.bit_size, count * 7 * 8);
    for (UInt i = 0; i < count; i += 997)
        cr_assert_arr_eq(view.bytes + i * 7, "abc\1\2\3z", 7);
}

/* ---- searching --------------------------------------------------------------------------- */

Test(binary, leftmost_then_longest)
{
    Process *process = support_process();
    static const struct {
        const char *subject;
        UInt at, length;
    } cases[] = {{"xabcd", 1, 4}, {"xabcx", 2, 2}, {"xbcd", 1, 2}, {"abc abcd", 1, 2}};
    Term patterns =
        heap_list(process, (Term[]){text(process, "abcd"), text(process, "bc")}, 2, TERM_NIL);
    BinaryObject *pattern = binary_pattern_new(patterns);
    for (UInt i = 0; i < sizeof cases / sizeof *cases; i++) {
        UInt from = 0, at, length;
        SInt slice = 1000;
        cr_assert_eq(binary_pattern_find(pattern, (const uint8_t *)cases[i].subject, &from,
                                         strlen(cases[i].subject), &slice, &at, &length),
                     PATTERN_FOUND);
        cr_assert_eq(at, cases[i].at);
        cr_assert_eq(length, cases[i].length);
    }
    binary_object_release(pattern);
    cr_assert_null(binary_pattern_new(TERM_NIL));
    cr_assert_null(binary_pattern_new(text(process, "")));
}

Test(binary, matches_across_slices)
{
    Process *process = support_process();
    uint8_t *data;
    Term subject = binary_new(process, 100000, &data);
    memset(data, 'a', 100000);
    for (UInt i = 999; i < 100000; i += 1000)
        memcpy(data + i - 3, "xyz", 3);
    Term patterns =
        heap_list(process, (Term[]){text(process, "xyz"), text(process, "zzz")}, 2, TERM_NIL);
    for (int kind = 0; kind < 2; kind++) {
        process->reductions = 1;
        Term list = finish(process, bif_binary_matches_2(process, subject,
                                                         kind ? patterns : text(process, "xyz")));
        SInt at = 996;
        for (; term_is_cons(list); list = term_tail(list), at += 1000) {
            Term *pair = term_tuple_elements(term_head(list));
            cr_assert_eq(pair[0], term_make_small(at));
            cr_assert_eq(pair[1], term_make_small(3));
        }
        cr_assert_eq(at, 996 + 100 * 1000);
    }
}

Test(binary, split_trims)
{
    Process *process = support_process();
    Term options = heap_list(process, (Term[]){am_global, am_trim_all}, 2, TERM_NIL);
    Term parts = bif_binary_split_3(process, text(process, ",a,,b,"), text(process, ","), options);
    cr_assert(is_text(term_head(parts), "a"));
    cr_assert(is_text(term_head(term_tail(parts)), "b"));
    cr_assert(term_is_nil(term_tail(term_tail(parts))));
}

/* ---- checksums and packets --------------------------------------------------------------- */

Test(binary, md5_vectors) /* RFC 1321, A.5; and lengths around a block */
{
    static const struct {
        const char *text, *digest;
    } cases[] = {
        {"", "d41d8cd98f00b204e9800998ecf8427e"},
        {"abc", "900150983cd24fb0d6963f7d28e17f72"},
        {"message digest", "f96b697d7cb7938d525a2f31aaf161d0"},
        {"12345678901234567890123456789012345678901234567890123456789012345678901234567890",
         "57edf4a22be3c955ac49da2e2107b67a"},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
         "ef1772b6dff9a122358552954ad0df65"},
        {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
         "d174ab98d277d9f5a5611c2c9f419d9f"},
    };
    for (UInt i = 0; i < sizeof cases / sizeof *cases; i++) {
        Md5 md5;
        uint8_t digest[MD5_BYTES];
        char hex[2 * MD5_BYTES + 1];
        md5_init(&md5);
        for (const char *c = cases[i].text; *c; c++)
            md5_update(&md5, c, 1);
        md5_final(&md5, digest);
        for (int k = 0; k < MD5_BYTES; k++)
            sprintf(hex + 2 * k, "%02x", digest[k]);
        cr_assert_str_eq(hex, cases[i].digest);
    }
}

Test(binary, crc32_of_iodata)
{
    Process *process = support_process();
    Term parts =
        heap_list(process, (Term[]){text(process, "1234"), text(process, "56789")}, 2, TERM_NIL);
    cr_assert_eq(finish(process, bif_erlang_crc32_1(process, parts)), term_make_small(0xcbf43926));
}

Test(binary, packet_lengths)
{
    static const struct {
        PacketType type;
        const char *bytes;
        UInt count;
        SInt length;
    } cases[] = {
        {PACKET_1, "\3ab", 3, 4},
        {PACKET_2, "\0", 1, PACKET_MORE},
        {PACKET_4, "\0\0\1\0", 4, 260},
        {PACKET_ASN1, "\x30\x82\x01\x00", 4, 260},
        {PACKET_ASN1, "\x30\x85\0\0\0\0\0", 7, PACKET_INVALID},
        {PACKET_TPKT, "\3\0\0\6ab", 6, 6},
        {PACKET_LINE, "abc\ndef", 7, 4},
        {PACKET_HTTPH, "A: b\r\n c\r\n\r\n", 12, 10},
        {PACKET_HTTPH, "A: b\r\n", 6, PACKET_MORE},
        {PACKET_SSL_TLS, "\x16\3\1\0\2ab", 7, 7},
    };
    for (UInt i = 0; i < sizeof cases / sizeof *cases; i++) {
        PacketRules rules = {.type = cases[i].type, .delimiter = '\n'};
        cr_assert_eq(packet_length(&rules, (const uint8_t *)cases[i].bytes, cases[i].count),
                     cases[i].length, "case %lu", (unsigned long)i);
    }
}
