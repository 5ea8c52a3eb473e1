/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bit syntax: runs of bits, matching through the inline operations, construction, appending in
 * place. What is expected was taken from erl (OTP 25) where it is not plain arithmetic.
 */
#include <criterion/criterion.h>

#include "rt/core/bif.h"
#include "rt/ops/bits.h"
#include "tests/unit/rt/support.h"

/* The registers as generated code would have them: what is allocated otherwise comes before. */
static OpState state(Process *process)
{
    return (OpState){process, process->stack, process->heap_top, process->reductions};
}

static Term small(SInt value)
{
    return term_make_small(value);
}

static Term from_bytes(Process *process, const char *bytes, UInt count)
{
    return binary_from_bytes(process, bytes, count);
}

/* A binary whose bytes begin at bit `offset` of their parent. */
static Term shifted(Process *process, const char *bytes, UInt count, UInt offset)
{
    uint8_t *data;
    Term parent = bitstring_new(process, count * 8 + offset, &data);
    memset(data, 0xa5, (count * 8 + offset + 7) / 8);
    bits_copy(data, offset, (const uint8_t *)bytes, 0, count * 8);
    Term *sub = heap_alloc(process, SUB_BIN_WORDS);
    sub[0] = header_make(KIND_SUB_BIN, 0, SUB_BIN_WORDS - 1);
    sub[1] = count * 8;
    sub[2] = offset;
    sub[3] = parent;
    return term_make_boxed(sub);
}

static bool has_bytes(Term bitstring, const char *bytes, UInt bits)
{
    BitView view = bit_view(bitstring);
    return view.bit_size == bits &&
           bits_compare(view.bytes, view.bit_offset, (const uint8_t *)bytes, 0, bits) == 0;
}

/* ---- runs of bits -------------------------------------------------------------------------------
 */

static int bit_at(const uint8_t *bytes, UInt i)
{
    return bytes[i / 8] >> (7 - i % 8) & 1;
}

Test(bits, load_and_store_every_position)
{
    uint8_t bytes[10] = {0x12, 0xf4, 0x81, 0x7e, 0x00, 0xff, 0x35, 0xc3, 0x9a, 0x6d};
    for (UInt offset = 0; offset < 16; offset++) {
        for (UInt count = 1; count <= 64; count++) {
            uint64_t expected = 0;
            for (UInt i = 0; i < count; i++)
                expected = expected << 1 | (uint64_t)bit_at(bytes, offset + i);
            cr_assert_eq(bits_load(bytes, offset, count), expected);
            uint8_t copy[10];
            memcpy(copy, bytes, sizeof copy);
            bits_store(copy, offset, count, ~expected);
            for (UInt i = 0; i < 80; i++) {
                int inside = i >= offset && i < offset + count;
                cr_assert_eq(bit_at(copy, i), bit_at(bytes, i) ^ inside);
            }
        }
    }
}

Test(bits, copy_keeps_what_is_around)
{
    uint8_t from[40], to[40], before[40];
    for (UInt i = 0; i < sizeof from; i++) {
        from[i] = (uint8_t)(i * 37 + 11);
        before[i] = (uint8_t)(i * 91 + 5);
    }
    for (UInt source = 0; source < 9; source++) {
        for (UInt target = 0; target < 9; target++) {
            for (UInt count = 0; count < 300; count += 7) {
                memcpy(to, before, sizeof to);
                bits_copy(to, target, from, source, count);
                for (UInt i = 0; i < sizeof to * 8; i++) {
                    int inside = i >= target && i < target + count;
                    cr_assert_eq(bit_at(to, i),
                                 inside ? bit_at(from, source + i - target) : bit_at(before, i));
                }
            }
        }
    }
}

Test(bits, compare_orders_by_first_difference)
{
    const uint8_t a[] = {0x80, 0x01, 0xff}, b[] = {0xc0, 0x00, 0xff, 0x80};
    cr_assert_eq(bits_compare(a, 0, b, 1, 7), -bits_compare(b, 1, a, 0, 7));
    cr_assert_lt(bits_compare(a, 0, b, 0, 24), 0);
    cr_assert_eq(bits_compare(a, 16, b, 16, 8), 0);
    cr_assert_eq(bits_compare(a, 0, b, 0, 0), 0);
}

/* ---- matching -----------------------------------------------------------------------------------
 */

Test(bits, integers_at_any_offset)
{
    Process *process = support_process();
    const char bytes[] = "\x01\x02\x83\xff\xfe\x05\x06\x07\x08\x09";
    for (UInt offset = 0; offset < 8; offset++) {
        Term binary = shifted(process, bytes, 10, offset);
        OpState s = state(process);
        Term context = op_bs_start(&s, binary);
        cr_assert_eq(op_bs_get_integer(&s, context, small(8), small(1), 0), small(1));
        cr_assert_eq(op_bs_get_integer(&s, context, small(2), small(8), 0), small(0x0283));
        cr_assert_eq(op_bs_get_integer(&s, context, small(16), small(1), BITS_SIGNED), small(-2));
        cr_assert_eq(op_bs_get_integer(&s, context, small(32), small(1), BITS_LITTLE),
                     small(0x08070605));
        cr_assert_eq(op_bs_get_integer(&s, context, small(3), small(1), 0), small(0));
        cr_assert_eq(op_bs_get_integer(&s, context, small(0), small(1), 0), small(0));
        cr_assert_eq(op_bs_get_integer(&s, context, small(6), small(1), 0), THE_NON_VALUE);
        cr_assert_eq(op_bs_get_integer(&s, context, small(-1), small(1), 0), THE_NON_VALUE);
        cr_assert_eq(op_bs_get_integer(&s, context, small(5), small(1), 0), small(9));
        cr_assert(op_bs_test_tail(&s, context, 0));
    }
}

Test(bits, big_integers_there_and_back)
{
    Process *process = support_process();
    static const char bytes[] =
        "\xff\x80\x00\x00\x00\x00\x00\x00\x01\x02\x03\x04\x05\x06\x07\x08\x7f";
    for (UInt bits = 65; bits <= 136; bits++) {
        for (UInt flags = 0; flags < 8; flags += 2) {
            Term value = bits_integer(process, (const uint8_t *)bytes, 0, bits, flags);
            uint8_t out[17] = {0};
            cr_assert(bits_write_integer(out, 0, bits, value, flags));
            cr_assert_eq(bits_compare(out, 0, (const uint8_t *)bytes, 0, bits), 0);
        }
    }
    /* <<-1:200>> is small when signed. */
    uint8_t ones[25];
    memset(ones, 0xff, sizeof ones);
    cr_assert_eq(bits_integer(process, ones, 0, 200, BITS_SIGNED), small(-1));
    cr_assert_eq(term_kind(bits_integer(process, ones, 0, 200, 0)), KIND_BIG_POS);
    cr_assert_eq(term_kind(bits_integer(process, ones, 0, 60, 0)), KIND_BIG_POS);
    cr_assert_eq(bits_integer(process, ones, 0, 59, 0), small(SMALL_MAX));
}

Test(bits, floats_match_only_numbers)
{
    Process *process = support_process();
    static const struct {
        const char *bytes;
        UInt bits;
        double value;
    } cases[] = {
        {"\x3c\x00", 16, 1.0},
        {"\x80\x01", 16, -0x1p-24},
        {"\x7b\xff", 16, 65504},
        {"\x3f\x80\x00\x00", 32, 1.0},
        {"\xc0\x09\x21\xfb\x54\x44\x2d\x18", 64, -3.141592653589793},
    };
    for (UInt i = 0; i < sizeof cases / sizeof *cases; i++) {
        Term binary = from_bytes(process, cases[i].bytes, cases[i].bits / 8);
        OpState s = state(process);
        Term context = op_bs_start(&s, binary);
        Term value = op_bs_get_float(&s, context, small((SInt)cases[i].bits), small(1), 0);
        cr_assert(term_is_float(value));
        cr_assert_eq(term_float_value(value), cases[i].value);
        uint8_t out[8];
        cr_assert_eq(bits_write_float(out, 0, cases[i].bits, value, 0), BITS_OK);
        cr_assert_arr_eq(out, cases[i].bytes, cases[i].bits / 8);
    }
    static const char *const infinite[] = {"\x7c\x00", "\xfe\x00", "\x7f\x80\x00\x00",
                                           "\xff\xf0\x00\x00\x00\x00\x00\x00"};
    static const UInt sizes[] = {16, 16, 32, 64};
    for (UInt i = 0; i < 4; i++) {
        Term binary = from_bytes(process, infinite[i], sizes[i] / 8);
        OpState s = state(process);
        Term context = op_bs_start(&s, binary);
        cr_assert_eq(op_bs_get_float(&s, context, small((SInt)sizes[i]), small(1), 0),
                     THE_NON_VALUE);
        cr_assert_eq(op_bs_position(context), small(0));
    }
}

Test(bits, characters)
{
    Process *process = support_process();
    Term utf8 = from_bytes(process, "A\xc3\xa5\xe2\x82\xac\xf0\x9f\x98\x80\xed\xa0\x80", 13);
    Term utf16 = from_bytes(process, "\x3d\xd8\x00\xde\xdc\x00", 6);
    OpState s = state(process);
    Term context = op_bs_start(&s, utf8);
    cr_assert_eq(op_bs_get_utf8(&s, context), small('A'));
    cr_assert_eq(op_bs_get_utf8(&s, context), small(0xe5));
    cr_assert_eq(op_bs_get_utf8(&s, context), small(0x20ac));
    cr_assert_eq(op_bs_get_utf8(&s, context), small(0x1f600));
    cr_assert_eq(op_bs_get_utf8(&s, context), THE_NON_VALUE); /* a surrogate */
    cr_assert(op_bs_test_tail(&s, context, 24));

    context = op_bs_start(&s, utf16);
    cr_assert_eq(op_bs_get_utf16(&s, context, BITS_LITTLE), small(0x1f600));
    cr_assert_eq(op_bs_get_utf16(&s, context, 0), THE_NON_VALUE);
}

Test(bits, strings_tails_and_skips)
{
    Process *process = support_process();
    Term binary = shifted(process, "abcdefgh", 8, 3);
    OpState s = state(process);
    Term context = op_bs_start(&s, binary);
    cr_assert(!op_bs_match_string(&s, context, (const uint8_t *)"abd", 24));
    cr_assert(op_bs_match_string(&s, context, (const uint8_t *)"abc", 24));
    cr_assert(!op_bs_skip(&s, context, small(6), small(8), 0));
    cr_assert(op_bs_skip(&s, context, small(2), small(8), 0));
    cr_assert(has_bytes(op_bs_get_tail(&s, context), "fgh", 24));
    cr_assert(op_bs_test_unit(&s, context, 8));
    cr_assert(!op_bs_test_unit(&s, context, 7));
    cr_assert(op_bs_ensure_at_least(&s, context, 8 << 16 | 8));
    cr_assert(!op_bs_ensure_at_least(&s, context, 32 << 16 | 1));
    cr_assert(has_bytes(op_bs_get_binary(&s, context, am_all, small(8), 0), "fgh", 24));
    cr_assert(op_bs_ensure_exactly(&s, context, 0));
}

/* The parts of bs_match (OTP 26): tests first, then reads that cannot fail. */
Test(bits, reads_after_ensure)
{
    Process *process = support_process();
    for (UInt offset = 0; offset < 8; offset++) {
        Term binary = shifted(process, "\x81\x02\xff\xfe\x05\x06\x07\x08\x09xyz", 12, offset);
        OpState s = state(process);
        Term context = op_bs_start(&s, binary);
        cr_assert(op_bs_ensure_at_least(&s, context, 72 << 16 | 8));
        cr_assert_eq(op_bs_read(&s, context, 4 << 8), small(8));
        cr_assert_eq(op_bs_read(&s, context, 12 << 8), small(0x102));
        cr_assert_eq(op_bs_read(&s, context, 16 << 8 | BITS_SIGNED), small(-2));
        cr_assert_eq(op_bs_read(&s, context, 24 << 8 | BITS_LITTLE), small(0x070605));
        op_bs_take(&s, context, 16);
        cr_assert(has_bytes(op_bs_read_binary(&s, context, 16), "xy", 16));
        cr_assert(op_bs_ensure_exactly(&s, context, 8));
        op_bs_set_position(&s, context, small((SInt)offset));
        Term big = op_bs_read(&s, context, 64 << 8);
        cr_assert_eq(term_kind(big), KIND_BIG_POS);
        cr_assert_eq(term_boxed_ptr(big)[1], 0x8102fffe05060708);
    }
}

Test(bits, only_bitstrings_and_contexts_start_a_match)
{
    Process *process = support_process();
    Term tuple = heap_tuple(process, 0), binary = from_bytes(process, "ab", 2);
    OpState s = state(process);
    cr_assert_eq(op_bs_start(&s, am_ok), THE_NON_VALUE);
    cr_assert_eq(op_bs_start(&s, tuple), THE_NON_VALUE);
    Term context = op_bs_start(&s, binary);
    op_bs_take(&s, context, 8);
    cr_assert_eq(op_bs_start(&s, context), context);
    cr_assert_eq(op_bs_position(context), small(8));
}

/* ---- construction ------------------------------------------------------------------------ */

static const BitsSegment integer8 = {.kind = BITS_INTEGER, .number = 1, .unit = 1, .has_size = 1};

/* Reason and cause {Segment, Type, Why, Value} of the latest failure. */
static bool failed_with(Process *process, Term reason, SInt segment, Term type, Term why)
{
    const Fault *fault = &process->scheduler->fault;
    if (fault->reason != reason || !(fault->flags & FAULT_FORMAT_BS) ||
        !term_is_tuple_of(fault->cause, 4))
        return false;
    Term *cause = term_tuple_elements(fault->cause);
    return cause[0] == small(segment) && cause[1] == type && cause[2] == why;
}

Test(bits, create_mixed)
{
    Process *process = support_process();
    const BitsSegment segments[] = {
        {.kind = BITS_INTEGER, .number = 1, .unit = 1, .has_size = 1},
        {.kind = BITS_STRING, .number = 2, .string = (const uint8_t *)"xy", .string_bytes = 2},
        {.kind = BITS_UTF8, .number = 3},
        {.kind = BITS_BINARY, .number = 4, .unit = 1, .size_all = 1},
        {.kind = BITS_FLOAT, .number = 5, .unit = 1, .has_size = 1, .flags = BITS_LITTLE},
    };
    uint8_t *data;
    Term tail = bitstring_new(process, 3, &data);
    data[0] = 0xa0;
    const Term arguments[] = {small(-1), small(4), small(0x20ac), tail, small(1), small(32)};
    Term result = bits_create(process, segments, 5, arguments);
    /* <<-1:4, "xy", 16#20ac/utf8, 5:3, 1:32/float-little>> */
    cr_assert(has_bytes(result, "\xf7\x87\x9e\x28\x2a\xca\x00\x01\x00\x7e", 79));
}

Test(bits, create_failures_name_the_segment)
{
    Process *process = support_process();
    BitsSegment segments[2] = {integer8, integer8};
    segments[1].number = 2;
    Term big = bits_integer(process, (const uint8_t *)"\x01\0\0\0\0\0\0\0\0", 0, 72, 0);

    Term arguments[] = {am_ok, small(8), small(1), small(-1)};
    cr_assert_eq(bits_create(process, segments, 2, arguments), THE_NON_VALUE);
    cr_assert(failed_with(process, am_badarg, 2, am_integer, am_size)); /* sizes come first */
    arguments[3] = big;
    bits_create(process, segments, 2, arguments);
    cr_assert(failed_with(process, am_system_limit, 2, am_integer, am_size));
    arguments[3] = small(8);
    bits_create(process, segments, 2, arguments);
    cr_assert(failed_with(process, am_badarg, 1, am_integer, am_type));

    BitsSegment binary = {.kind = BITS_BINARY, .number = 1, .unit = 8, .size_all = 1};
    uint8_t *data;
    Term odd = bitstring_new(process, 3, &data);
    data[0] = 0;
    bits_create(process, &binary, 1, &odd);
    cr_assert(failed_with(process, am_badarg, 1, am_binary, am_unit));
    binary.size_all = 0;
    binary.has_size = 1;
    Term sized[] = {odd, small(1)};
    bits_create(process, &binary, 1, sized);
    cr_assert(failed_with(process, am_badarg, 1, am_binary, am_short));

    BitsSegment real = {.kind = BITS_FLOAT, .number = 1, .unit = 1, .has_size = 1};
    Term reals[] = {small(1), small(33)};
    bits_create(process, &real, 1, reals);
    cr_assert(failed_with(process, am_badarg, 1, am_float, am_invalid));
    BitsSegment character = {.kind = BITS_UTF8, .number = 1};
    Term surrogate = small(0xd800);
    bits_create(process, &character, 1, &surrogate);
    cr_assert(failed_with(process, am_badarg, 1, am_utf8, am_type));
}

/* ---- appending --------------------------------------------------------------------------- */

static Term append_byte(Process *process, Term binary, UInt kind, SInt byte)
{
    const BitsSegment segments[] = {
        {.kind = (uint8_t)kind, .number = 1, .unit = 8, .size_all = 1},
        {.kind = BITS_INTEGER, .number = 2, .unit = 1, .has_size = 1},
    };
    const Term arguments[] = {binary, small(byte), small(8)};
    OpState s = state(process);
    Term result = op_bs_create(&s, segments, 2, arguments);
    op_sync(&s);
    return result;
}

Test(bits, append_in_place_keeps_older_values)
{
    Process *process = support_process();
    Term values[300];
    Term binary = from_bytes(process, "", 0);
    for (int i = 0; i < 300; i++)
        values[i] = binary = append_byte(process, binary, BITS_APPEND, i);
    for (UInt i = 0; i < 300; i++) {
        cr_assert_eq(term_bit_size(values[i]), (i + 1) * 8);
        BitView view = bit_view(values[i]);
        for (UInt k = 0; k <= i; k++)
            cr_assert_eq(bits_load(view.bytes, view.bit_offset + k * 8, 8), k & 0xff);
    }
    /* The latest ones are in one object; appending to an older one must not change the newer. */
    cr_assert_eq(bit_view(values[298]).bytes, bit_view(values[299]).bytes);
    Term other = append_byte(process, values[298], BITS_APPEND, 7);
    cr_assert_neq(bit_view(other).bytes, bit_view(values[299]).bytes);
    BitView newest = bit_view(values[299]);
    cr_assert_eq(bits_load(newest.bytes, newest.bit_offset + 299 * 8, 8), 299 & 0xff);
}

Test(bits, append_copies_when_shared)
{
    Process *process = support_process();
    Term binary = from_bytes(process, "", 0);
    for (int i = 0; i < 100; i++)
        binary = append_byte(process, binary, BITS_APPEND, i);
    BinaryObject *object = refc_binary_object(term_boxed_ptr(bit_view(binary).parent));
    binary_object_retain(object); /* as if another process had it */
    Term other = append_byte(process, binary, BITS_APPEND, 1);
    cr_assert_neq(bit_view(other).bytes, bit_view(binary).bytes);
    cr_assert_eq(object->used_bits, 800);
    binary_object_release(object);
    other = append_byte(process, binary, BITS_APPEND, 1);
    cr_assert_eq(bit_view(other).bytes, bit_view(binary).bytes);
}

Test(bits, private_append_grows)
{
    Process *process = support_process();
    Term binary = bits_init_writable(process, small(0));
    cr_assert_eq(term_bit_size(binary), 0);
    for (int i = 0; i < 2000; i++)
        binary = append_byte(process, binary, BITS_PRIVATE_APPEND, i);
    cr_assert_eq(term_bit_size(binary), 2000 * 8);
    BitView view = bit_view(binary);
    for (UInt i = 0; i < 2000; i++)
        cr_assert_eq(view.bytes[i], i & 0xff);
}

Test(bits, append_nothing_is_the_same)
{
    Process *process = support_process();
    Term binary = from_bytes(process, "abc", 3);
    const BitsSegment segment = {.kind = BITS_APPEND, .number = 1, .unit = 8, .size_all = 1};
    cr_assert_eq(bits_create(process, &segment, 1, &binary), binary);
}

Test(bits, older_instructions)
{
    Process *process = support_process();
    OpState s = state(process);
    Term size = op_bs_add(&s, small(3), small(2), small(8)); /* 3 + 2 * 8 */
    cr_assert_eq(size, small(19));
    Term binary = op_bs_init(&s, size, 1);
    cr_assert(op_bs_put_integer(&s, small(3), small(1), small(5), 0));
    op_bs_put_string(&s, (const uint8_t *)"A", 1);
    cr_assert(op_bs_put_utf8(&s, small('B'), 0));
    cr_assert(has_bytes(binary, "\xa8\x28\x40", 19));
    binary = op_bs_init_append(&s, small(8), binary, 1);
    cr_assert(op_bs_put_integer(&s, small(8), small(1), small(0xff), 0));
    cr_assert(has_bytes(binary, "\xa8\x28\x5f\xe0", 27));
    cr_assert(!op_bs_put_integer(&s, small(8), small(1), am_ok, 0));
    cr_assert_eq(process->scheduler->fault.reason, am_badarg);
    cr_assert_eq(op_bs_init(&s, small(-1), 8), THE_NON_VALUE);
    cr_assert_eq(op_bs_utf8_size(&s, small(0x20ac)), small(3));
    cr_assert_eq(op_bs_utf16_size(&s, small(0x1f600)), small(4));
}
