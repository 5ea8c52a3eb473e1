/* SPDX-License-Identifier: Apache-2.0 */
/* Messages from ports to their owners. */
#include <string.h>
#include "rt/core/atom.h"
#include "rt/port/port.h"
#include "rt/process/signal.h"

static volatile AO_t total_in, total_out;

static void count_input(Port *port, UInt size)
{
    port->bytes_in += size;
    AO_fetch_and_add(&total_in, size);
}

void port_count_output(Port *port, UInt size)
{
    port->bytes_out += size;
    AO_fetch_and_add(&total_out, size);
}

void port_totals(UInt *in, UInt *out)
{
    *in = AO_load(&total_in);
    *out = AO_load(&total_out);
}

/* ---- data --------------------------------------------------------------------------------------
 */

typedef struct Bytes {
    const uint8_t *bytes;
    UInt size;
    BinaryObject *object; /* they are within, or NULL */
} Bytes;

UInt port_bytes_words(UInt size, bool binary)
{
    if (!binary)
        return 2 * size;
    return size <= HEAP_BIN_MAX ? 2 + (size + 7) / 8 : REFC_BIN_WORDS;
}

static Term put_list(Term *at, const uint8_t *bytes, UInt size, Term list)
{
    for (UInt i = size; i-- > 0; at += 2) {
        at[0] = term_make_small(bytes[i]);
        at[1] = list;
        list = term_make_cons(at);
    }
    return list;
}

static Term put_heap_binary(Term *at, const uint8_t *bytes, UInt size)
{
    UInt words = (size + 7) / 8;
    at[0] = header_make(KIND_HEAP_BIN, 0, 1 + words);
    at[1] = size * 8;
    if (words)
        at[1 + words] = 0;
    if (size)
        memcpy(at + 2, bytes, size);
    return term_make_boxed(at);
}

static Term put_refc_binary(Term *at, const uint8_t *bytes, UInt size, BinaryObject *object,
                            Term **off_heap)
{
    if (object) {
        binary_object_retain(object);
    } else {
        object = binary_object_new(size);
        object->used_bits = size * 8;
        memcpy(object->bytes, bytes, size);
        bytes = object->bytes;
    }
    at[0] = header_make(KIND_REFC_BIN, 0, REFC_BIN_WORDS - 1);
    at[1] = size * 8;
    at[2] = (Term)*off_heap;
    at[3] = (Term)object;
    at[4] = (Term)bytes;
    *off_heap = at;
    return term_make_boxed(at);
}

Term port_put_bytes(Term *at, const uint8_t *bytes, UInt size, BinaryObject *object, bool binary,
                    Term **off_heap)
{
    if (!binary)
        return put_list(at, bytes, size, TERM_NIL);
    return size <= HEAP_BIN_MAX ? put_heap_binary(at, bytes, size)
                                : put_refc_binary(at, bytes, size, object, off_heap);
}

static Term put_pair(Term **top, Term first, Term second)
{
    Term *at = *top;
    at[0] = header_tuple(2);
    at[1] = first;
    at[2] = second;
    *top += 3;
    return term_make_boxed(at);
}

/* {Port, {data, Data}} or {Port, {data, {eol | noeol, Data}}} */
static void deliver(Port *port, const Bytes *data, LineEnd line)
{
    bool binary = port->flags & PORT_BINARY;
    UInt data_words = port_bytes_words(data->size, binary);
    UInt words = 6 + (line == LINE_NONE ? 0 : 3) + data_words;
    Signal *message = signal_leaving_token(
        signal_new_sized(SIGNAL_MESSAGE, port->owner, THE_NON_VALUE, 0, words));
    Term *top = message->fragment.data;
    Term term = port_put_bytes(top + words - data_words, data->bytes, data->size, data->object,
                               binary, &message->fragment.off_heap);
    if (line != LINE_NONE)
        term = put_pair(&top, line == LINE_EOL ? am_eol : am_noeol, term);
    term = put_pair(&top, am_data, term);
    message->term = put_pair(&top, port_id(port), term);
    signal_send(message);
}

void port_input_headed(Port *port, const uint8_t *head, UInt head_size, const uint8_t *bytes,
                       UInt size)
{
    bool binary = port->flags & PORT_BINARY;
    UInt tail_words = bytes ? port_bytes_words(size, binary) : 0, words = 6 + 2 * head_size;
    Term tail = TERM_NIL;
    count_input(port, head_size + size);
    if (port->flags & PORT_CLOSING)
        return;
    Signal *message = signal_leaving_token(
        signal_new_sized(SIGNAL_MESSAGE, port->owner, THE_NON_VALUE, 0, words + tail_words));
    Term *top = message->fragment.data;
    if (bytes)
        tail = port_put_bytes(top + words, bytes, size, NULL, binary, &message->fragment.off_heap);
    Term term = put_list(top + 6, head, head_size, tail);
    term = put_pair(&top, am_data, term);
    message->term = put_pair(&top, port_id(port), term);
    signal_send(message);
}

static void deliver_line(Port *port, UInt size, LineEnd end)
{
    deliver(port, &(Bytes){port->line->bytes, size, NULL}, end);
}

void port_input(Port *port, const uint8_t *bytes, UInt size, BinaryObject *object)
{
    count_input(port, size);
    if (port->flags & PORT_CLOSING)
        return;
    if (!port->line) {
        deliver(port, &(Bytes){bytes, size, object}, LINE_NONE);
        return;
    }
    UInt line_size;
    for (LineEnd end; (end = line_take(port->line, &bytes, &size, &line_size)) != LINE_NONE;)
        deliver_line(port, line_size, end);
}

void port_input_ends(Port *port)
{
    UInt size;
    if (!port->line || port->flags & PORT_CLOSING)
        return;
    for (LineEnd end; (end = line_finish(port->line, &size)) != LINE_NONE;)
        deliver_line(port, size, end);
}

/* ---- others ------------------------------------------------------------------------------------
 */

void port_tell_from(Term port, Term pid, Term what)
{
    Signal *message =
        signal_leaving_token(signal_new_sized(SIGNAL_MESSAGE, pid, THE_NON_VALUE, 0, 3));
    Term *top = message->fragment.data;
    message->term = put_pair(&top, port, what);
    signal_send(message);
}

void port_tell(Port *port, Term pid, Term what)
{
    port_tell_from(port_id(port), pid, what);
}

void port_tell_exit_status(Port *port, int status)
{
    Signal *message =
        signal_leaving_token(signal_new_sized(SIGNAL_MESSAGE, port->owner, THE_NON_VALUE, 0, 6));
    Term *top = message->fragment.data;
    Term what = put_pair(&top, am_exit_status, term_make_small(status));
    message->term = put_pair(&top, port_id(port), what);
    signal_send(message);
}
