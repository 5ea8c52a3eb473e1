/* SPDX-License-Identifier: Apache-2.0 */
/* The drivers that can be opened by name (driver.h). */
#include "rt/port/driver.h"

#include <string.h>

static const Driver *const drivers[] = {&tcp_inet_driver, &udp_inet_driver, &ram_file_driver, NULL};

const Driver *driver_at(UInt index)
{
    return drivers[index];
}

const Driver *driver_find(const char *name, size_t length)
{
    for (UInt i = 0; drivers[i]; i++)
        if (strlen(drivers[i]->name) == length && memcmp(drivers[i]->name, name, length) == 0)
            return drivers[i];
    return NULL;
}
