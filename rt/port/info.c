/* SPDX-License-Identifier: Apache-2.0 */
/* port_info: what is known about a port, by item. In charge of the port. */
#include <string.h>
#include "rt/core/atom.h"
#include "rt/port/data.h"
#include "rt/port/driver.h"
#include "rt/port/request.h"
#include "rt/port/table.h"
#include "rt/process/id_table.h"
#include "rt/process/names.h"

/* What ERTS counts (bytes). */
enum { LINK_BYTES = 40, MONITOR_BYTES = 16, DATA_BYTES = 64, LINE_BYTES = 32 };

/* Numbers in ERTS are spread over the table's cache lines. */
static UInt index_of(const Port *port)
{
    UInt number = term_port_number(port_id(port)) & (PORT_LIMIT - 1);
    return (number << 3 & (PORT_LIMIT - 1)) | number >> 13;
}

static UInt memory_of(Port *port)
{
    UInt data = data_size(port);
    return id_table_count(port->links) * LINK_BYTES +
           id_table_count(port->monitored_by) * MONITOR_BYTES + (data ? data + DATA_BYTES : 0) +
           (port->line ? LINE_BYTES + port->line->capacity : 0);
}

/* A list being built at *top. */
static Term cons(Term **top, Term head, Term tail)
{
    Term *at = *top;
    at[0] = head;
    at[1] = tail;
    *top += 2;
    return term_make_cons(at);
}

static Term links_of(const Port *port, Term **top)
{
    Term list = TERM_NIL;
    for (IdEntry *entry = NULL; (entry = id_table_next(port->links, entry));)
        if (entry->value == 0)
            list = cons(top, entry->key, list);
    return list;
}

static Term monitored_by(const Port *port, Term **top)
{
    Term list = TERM_NIL;
    for (IdEntry *entry = NULL; (entry = id_table_next(port->monitored_by, entry));)
        list = cons(top, entry->value, list);
    return list;
}

static Term name_of(const Port *port, Term **top)
{
    Term list = TERM_NIL;
    for (size_t i = strlen(port->name); i-- > 0;)
        list = cons(top, term_make_small((uint8_t)port->name[i]), list);
    return list;
}

static Term count(UInt value)
{
    return term_make_small((SInt)value);
}

/* The value of an item; THE_NON_VALUE: there is no such item. */
static Term value_of(Port *port, Term item, Term **top)
{
    switch (item) {
    case am_id:
        return count(index_of(port));
    case am_links:
        return links_of(port, top);
    case am_monitors:
        return TERM_NIL;
    case am_monitored_by:
        return monitored_by(port, top);
    case am_name:
        return name_of(port, top);
    case am_connected:
        return port->owner;
    case am_input:
        return count(port->bytes_in);
    case am_output:
        return count(port->bytes_out);
    case am_os_pid:
        return port->os_pid < 0 ? (Term)am_undefined : term_make_small(port->os_pid);
    case am_registered_name:
        return names_of_port(port);
    case am_memory:
        return count(memory_of(port));
    case am_queue_size:
        return count(port->queue.size);
    case am_locking:
        return port->driver->port_locking ? am_port_level : am_driver_level;
    case am_parallelism:
        return term_bool(port->flags & PORT_PARALLELISM);
    default:
        return THE_NON_VALUE;
    }
}

/* {Item, Value} */
static Term pair_of(Port *port, Term item, Term **top)
{
    Term value = value_of(port, item, top);
    if (value == THE_NON_VALUE)
        return item == am_registered_name ? TERM_NIL : THE_NON_VALUE;
    Term *at = *top;
    at[0] = header_tuple(2);
    at[1] = item;
    at[2] = value;
    *top += 3;
    return term_make_boxed(at);
}

static Term all_items(Port *port, Term **top)
{
    static const Term items[] = {am_os_pid, am_output, am_input, am_connected,
                                 am_id,     am_links,  am_name,  am_registered_name};
    Term list = TERM_NIL;
    for (UInt i = 0; i < sizeof items / sizeof *items; i++) {
        Term pair = pair_of(port, items[i], top);
        if (!term_is_nil(pair))
            list = cons(top, pair, list);
    }
    return list;
}

Signal *info_answer(Port *port, Term pid, uint64_t reply, Term item)
{
    enum { FIXED_WORDS = 8 * (3 + 2) };
    UInt words = FIXED_WORDS + 2 * (strlen(port->name) + id_table_count(port->links) +
                                    id_table_count(port->monitored_by));
    Signal *answer = signal_new_sized(SIGNAL_REPLY, pid, port_id(port), reply, words);
    Term *top = answer->fragment.data;
    answer->term = item == THE_NON_VALUE ? all_items(port, &top) : pair_of(port, item, &top);
    answer->fragment.used = (UInt)(top - answer->fragment.data);
    if (answer->term != THE_NON_VALUE)
        return answer;
    signal_free(answer);
    return NULL;
}
