/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Input by packets: each begins with its length, 1, 2 or 4 bytes, the most significant first. One
 * thread at a time.
 */
#ifndef RT_PORT_PACKET_H
#define RT_PORT_PACKET_H

#include "rt/core/binary.h"

typedef struct PacketReader {
    int header_bytes; /* 1, 2, 4 */
    int header_used;
    uint8_t header[4];
    BinaryObject *body; /* of a packet that is not complete, else NULL */
    UInt body_size, body_used;
} PacketReader;

typedef enum PacketResult { PACKET_MORE, PACKET_COMPLETE, PACKET_NO_MEMORY } PacketResult;

typedef struct Packet {
    const uint8_t *bytes;
    UInt size;
    BinaryObject *object; /* the caller's reference, when the bytes are in it; else NULL */
} Packet;

/* Takes bytes from *bytes, of which *left are there, until a packet is complete: the length first,
 * packets without bytes included. */
PacketResult packet_take(PacketReader *reader, const uint8_t **bytes, UInt *left, Packet *packet);

/* While a packet's bytes are expected: where to read them to, *room at most; packet_filled tells
 * how many have come, packet_take then whether they are all. NULL: a length is expected. */
uint8_t *packet_room(PacketReader *reader, UInt *room);
void packet_filled(PacketReader *reader, UInt count);

void packet_reader_clear(PacketReader *reader);

/* The header of a packet of `size` bytes; false when that is too long for it. */
bool packet_header(int header_bytes, UInt size, uint8_t header[4]);

#endif
