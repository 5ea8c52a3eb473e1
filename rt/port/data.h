/* SPDX-License-Identifier: Apache-2.0 */
/* A term that any process may keep with a port (port_set_data): no signal, but a table. Any thread.
 */
#ifndef RT_PORT_DATA_H
#define RT_PORT_DATA_H

#include "rt/port/port.h"

/* False: the port has ended. */
bool data_set(Port *port, Term id, Term term);
/* A copy for the process; THE_NON_VALUE: the port has ended. */
Term data_get(Process *process, Port *port, Term id);
/* Bytes it takes in ERTS. */
UInt data_size(Port *port);
/* The port ends. */
void data_clear(Port *port);

#endif
