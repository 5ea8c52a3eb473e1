/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Packets in a byte stream: how long the next one is, and what some kinds of them say. Pure
 * functions of the bytes given; also meant for sockets and ports with a {packet, Type}.
 */
#ifndef RT_BIF_PACKET_H
#define RT_BIF_PACKET_H

#include "rt/core/binary.h"

typedef enum PacketType {
    PACKET_RAW,
    PACKET_1,
    PACKET_2,
    PACKET_4,
    PACKET_ASN1,
    PACKET_SUNRM,
    PACKET_CDR,
    PACKET_FCGI,
    PACKET_TPKT,
    PACKET_LINE,
    PACKET_SSL_TLS,
    PACKET_HTTP,  /* request or status line */
    PACKET_HTTPH, /* header lines */
} PacketType;

typedef struct PacketRules {
    PacketType type;
    bool binary;       /* http: strings are binaries, not lists */
    UInt size_max;     /* 0 = no limit */
    UInt line_max;     /* longer lines come in pieces; 0 = no limit */
    uint8_t delimiter; /* of lines */
} PacketRules;

enum { PACKET_MORE = 0, PACKET_INVALID = -1 };

/* Length of the packet that starts with these bytes, which may be more than `count`; PACKET_MORE:
 * more bytes are needed to tell. */
SInt packet_length(const PacketRules *rules, const uint8_t *bytes, UInt count);

/* What a line of HTTP says: http_request, http_response, http_header, http_eoh or http_error. */
Term packet_http(Process *process, const PacketRules *rules, const uint8_t *bytes, UInt count);

#endif
