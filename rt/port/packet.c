/* SPDX-License-Identifier: Apache-2.0 */
/* Input by packets (packet.h). */
#include "rt/port/packet.h"

#include <string.h>

static bool take_header(PacketReader *reader, const uint8_t **bytes, UInt *left)
{
    while (reader->header_used<reader->header_bytes && * left> 0) {
        reader->header[reader->header_used++] = *(*bytes)++;
        (*left)--;
    }
    return reader->header_used == reader->header_bytes;
}

static UInt length_of(const PacketReader *reader)
{
    UInt length = 0;
    for (int i = 0; i < reader->header_bytes; i++)
        length = length << 8 | reader->header[i];
    return length;
}

static PacketResult complete_body(PacketReader *reader, Packet *packet)
{
    if (reader->body_used < reader->body_size)
        return PACKET_MORE;
    *packet = (Packet){reader->body->bytes, reader->body_size, reader->body};
    reader->body = NULL;
    return PACKET_COMPLETE;
}

static bool start_body(PacketReader *reader, UInt size)
{
    reader->body = binary_object_try_new(size);
    if (!reader->body)
        return false;
    reader->body->used_bits = size * 8;
    reader->body_size = size;
    reader->body_used = 0;
    return true;
}

PacketResult packet_take(PacketReader *reader, const uint8_t **bytes, UInt *left, Packet *packet)
{
    if (!reader->body) {
        if (!take_header(reader, bytes, left))
            return PACKET_MORE;
        reader->header_used = 0;
        UInt size = length_of(reader);
        if (size <= *left) {
            *packet = (Packet){*bytes, size, NULL};
            *bytes += size;
            *left -= size;
            return PACKET_COMPLETE;
        }
        if (!start_body(reader, size))
            return PACKET_NO_MEMORY;
    }
    UInt missing = reader->body_size - reader->body_used;
    UInt count = *left < missing ? *left : missing;
    if (count) { /* else there may be no bytes to point to */
        memcpy(reader->body->bytes + reader->body_used, *bytes, count);
        *bytes += count;
    }
    *left -= count;
    reader->body_used += count;
    return complete_body(reader, packet);
}

uint8_t *packet_room(PacketReader *reader, UInt *room)
{
    if (!reader->body)
        return NULL;
    *room = reader->body_size - reader->body_used;
    return reader->body->bytes + reader->body_used;
}

void packet_filled(PacketReader *reader, UInt count)
{
    reader->body_used += count;
}

void packet_reader_clear(PacketReader *reader)
{
    if (reader->body)
        binary_object_release(reader->body);
    reader->body = NULL;
    reader->header_used = 0;
}

bool packet_header(int header_bytes, UInt size, uint8_t header[4])
{
    if (header_bytes < 4 && size >> (8 * header_bytes) != 0 && header_bytes > 0)
        return false;
    for (int i = 0; i < header_bytes; i++)
        header[i] = (uint8_t)(size >> (8 * (header_bytes - 1 - i)));
    return true;
}
