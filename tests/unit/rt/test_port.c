/* SPDX-License-Identifier: Apache-2.0 */
/* Input of ports by packets and lines, and the queue of their output. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include "rt/core/atom.h"
#include "rt/port/line.h"
#include "rt/port/packet.h"
#include "rt/port/queue.h"
#include "tests/unit/rt/support.h"

/* ---- packets -----------------------------------------------------------------------------------
 */

/* What the bytes are as packets when they come in pieces of `step`: "size:first byte," for each. */
static void read_packets(int header_bytes, const uint8_t *bytes, UInt size, UInt step, char *text)
{
    PacketReader reader = {.header_bytes = header_bytes};
    text[0] = 0;
    for (UInt at = 0; at < size; at += step) {
        const uint8_t *piece = bytes + at;
        UInt left = size - at < step ? size - at : step;
        Packet packet;
        while (packet_take(&reader, &piece, &left, &packet) == PACKET_COMPLETE) {
            sprintf(text + strlen(text), "%u:%c,", (unsigned)packet.size,
                    packet.size ? packet.bytes[0] : '-');
            if (packet.object)
                binary_object_release(packet.object);
        }
        cr_assert_eq(left, 0);
    }
    packet_reader_clear(&reader);
}

Test(packets, come_in_pieces_of_any_size)
{
    static const uint8_t one[] = "\3abc\0\1x\2de";
    static const uint8_t two[] = "\0\3abc\0\0\0\1x\0\2de";
    static const uint8_t four[] = "\0\0\0\3abc\0\0\0\0\0\0\0\1x\0\0\0\2de";
    char text[200];
    for (UInt step = 1; step < 25; step++) {
        read_packets(1, one, sizeof one - 1, step, text);
        cr_assert_str_eq(text, "3:a,0:-,1:x,2:d,");
        read_packets(2, two, sizeof two - 1, step, text);
        cr_assert_str_eq(text, "3:a,0:-,1:x,2:d,");
        read_packets(4, four, sizeof four - 1, step, text);
        cr_assert_str_eq(text, "3:a,0:-,1:x,2:d,");
    }
}

Test(packets, are_read_to_their_place)
{
    PacketReader reader = {.header_bytes = 2};
    const uint8_t start[] = {0, 5, 'a', 'b'}, *bytes = start;
    UInt left = sizeof start, room = 0;
    Packet packet;
    cr_assert_null(packet_room(&reader, &room));
    cr_assert_eq(packet_take(&reader, &bytes, &left, &packet), PACKET_MORE);
    memcpy(packet_room(&reader, &room), "cde", 3);
    cr_assert_eq(room, 3);
    packet_filled(&reader, 3);
    cr_assert_eq(packet_take(&reader, &bytes, &left, &packet), PACKET_COMPLETE);
    cr_assert_eq(packet.size, 5);
    cr_assert_eq(memcmp(packet.bytes, "abcde", 5), 0);
    cr_assert_eq(packet.object->used_bits, 40);
    binary_object_release(packet.object);
}

Test(packets, have_headers_that_fit)
{
    uint8_t header[4];
    cr_assert(packet_header(0, 1000000, header));
    cr_assert(packet_header(1, 255, header));
    cr_assert_not(packet_header(1, 256, header));
    cr_assert(packet_header(2, 65535, header));
    cr_assert_not(packet_header(2, 65536, header));
    cr_assert(packet_header(4, 0x01020304, header));
    cr_assert_eq(memcmp(header, "\1\2\3\4", 4), 0);
}

/* ---- lines -------------------------------------------------------------------------------------
 */

/* The pieces of a text that comes in parts of `step`: "+line," with a newline, "-part," without. */
static void read_lines(const char *input, UInt limit, UInt step, char *text)
{
    LineBuffer *line = line_buffer_new(limit);
    UInt size = strlen(input), piece = 0;
    LineEnd end;
    text[0] = 0;
    for (UInt at = 0; at < size; at += step) {
        const uint8_t *bytes = (const uint8_t *)input + at;
        UInt left = size - at < step ? size - at : step;
        while ((end = line_take(line, &bytes, &left, &piece)) != LINE_NONE)
            sprintf(text + strlen(text), "%c%.*s,", end == LINE_EOL ? '+' : '-', (int)piece,
                    (const char *)(piece ? line->bytes : (const uint8_t *)""));
    }
    while (line_finish(line, &piece) != LINE_NONE)
        sprintf(text + strlen(text), "-%.*s,", (int)piece, (const char *)line->bytes);
    line_buffer_free(line);
}

Test(lines, end_in_newlines_of_both_kinds)
{
    static const struct {
        const char *input;
        UInt limit;
        const char *lines;
    } cases[] = {
        {"", 5, ""},
        {"\n", 5, "+,"},
        {"ab\ncd", 5, "+ab,-cd,"},
        {"ab\r\ncd\r", 5, "+ab,-cd\r,"},
        {"a\rb\n", 5, "+a\rb,"},
        {"a\r\r\nb", 5, "+a\r,-b,"},
        {"12345\n", 5, "+12345,"},
        {"12345\r\n", 5, "+12345,"},
        {"12345\rx\n", 5, "-12345,+\rx,"},
        {"123456\n", 5, "-12345,+6,"},
        {"12345678901", 5, "-12345,-67890,-1,"},
        {"12345\r", 5, "-12345,-\r,"},
        {"ab", 1, "-a,-b,"},
    };
    char text[200];
    for (UInt i = 0; i < sizeof cases / sizeof *cases; i++)
        for (UInt step = 1; step < 14; step++) {
            read_lines(cases[i].input, cases[i].limit, step, text);
            cr_assert_str_eq(text, cases[i].lines, "case %u in steps of %u", (unsigned)i,
                             (unsigned)step);
        }
}

Test(lines, may_be_long)
{
    LineBuffer *line = line_buffer_new(100000);
    static uint8_t input[50000];
    memset(input, 'x', sizeof input);
    const uint8_t *bytes = input;
    UInt left = sizeof input, size = 0;
    cr_assert_eq(line_take(line, &bytes, &left, &size), LINE_NONE);
    bytes = input, left = sizeof input;
    cr_assert_eq(line_take(line, &bytes, &left, &size), LINE_NONE);
    bytes = input, left = 1;
    cr_assert_eq(line_take(line, &bytes, &left, &size), LINE_NOEOL);
    cr_assert_eq(size, 100000);
    line_buffer_free(line);
}

/* ---- output ------------------------------------------------------------------------------------
 */

static OutputData *data_of(const char *text)
{
    uint8_t *bytes;
    OutputData *data = output_data_of_size(strlen(text), &bytes);
    memcpy(bytes, text, strlen(text));
    return data;
}

/* Takes out as much as `size` bytes, as they would be written. */
static void write_some(OutputQueue *queue, char *text, UInt size)
{
    struct iovec pieces[3];
    int count = output_queue_peek(queue, pieces, 3);
    UInt written = 0;
    for (int i = 0; i < count && written < size; i++) {
        UInt part = pieces[i].iov_len < size - written ? pieces[i].iov_len : size - written;
        strncat(text, pieces[i].iov_base, part);
        written += part;
    }
    output_queue_drop(queue, written);
}

Test(output, is_written_in_order)
{
    for (UInt step = 1; step < 12; step++) {
        OutputQueue queue = {0};
        char expected[1000] = "", text[1000] = "";
        for (int i = 0; i < 40; i++) {
            char word[20];
            sprintf(word, "word%d ", i);
            OutputData *data = data_of(word);
            output_queue_add(&queue, data, (UInt)i % 3);
            output_data_free(data);
            strcat(expected, word + i % 3);
            if (i % 2)
                write_some(&queue, text, step);
        }
        while (queue.size > 0)
            write_some(&queue, text, step);
        cr_assert_str_eq(text, expected);
        cr_assert_eq(queue.count, 0);
        output_queue_clear(&queue);
    }
}

Test(output, shares_large_binaries_only)
{
    Process *process = support_process();
    uint8_t *bytes;
    Term large = binary_new(process, 5000, &bytes);
    memset(bytes, 'L', 5000);
    Term small = binary_from_bytes(process, "small", 5);
    Term list = heap_cons(process, term_make_small('a'),
                          heap_cons(process, small, heap_cons(process, large, small)));
    OutputData *data = output_data_new(list);
    cr_assert_eq(data->size, 1 + 5 + 5000 + 5);
    cr_assert_eq(data->count, 3);
    cr_assert_eq(data->pieces[1].bytes, bytes);
    char copy[5012] = "";
    output_data_copy(data, (uint8_t *)copy);
    cr_assert_eq(memcmp(copy, "asmallL", 7), 0);
    cr_assert_eq(memcmp(copy + 5005, "Lsmall", 6), 0);
    output_data_free(data);
    cr_assert_null(output_data_new(am_true));
    cr_assert_null(output_data_new(heap_cons(process, term_make_small(256), TERM_NIL)));
    data = output_data_new(TERM_NIL);
    cr_assert_eq(data->size, 0);
    output_data_free(data);
}
