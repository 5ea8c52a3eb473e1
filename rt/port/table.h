/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The port table: from identifiers to ports, without locks for look-ups. Numbers count up with
 * every port; their low bits are the slot. Any thread.
 */
#ifndef RT_PORT_TABLE_H
#define RT_PORT_TABLE_H

#include "rt/port/port.h"

enum { PORT_LIMIT = 65536 };

/* The open port with that identifier; NULL: none. */
Port *port_lookup(Term id);
/* The same for one that may be closing. */
Port *port_find(Term id);

/* A structure with a new identifier, cleared, the caller in charge of it; NULL at the limit. */
Port *port_table_new(void);
/* It cannot be found any more. */
void port_table_remove(Port *port);
/* Gives back the structure of a removed port. */
void port_table_free(Port *port);

UInt port_table_count(void);
/* Visits slots from *at on: the next open port, or NULL at the end. Start with 0. */
Port *port_table_next(UInt *at);
/* The same with closing ports. */
Port *port_table_next_any(UInt *at);

#endif
