/* SPDX-License-Identifier: Apache-2.0 */
/* Settings that system_flag/2 changes and system_info/1 tells, and that nothing else looks at. Read
 * and written by any thread without ordering. */
#ifndef RT_BIF_SYSTEM_SETTINGS_H
#define RT_BIF_SYSTEM_SETTINGS_H

#include "rt/core/process.h"

typedef enum SystemSetting {
    SETTING_OUTSTANDING_REQUESTS, /* when never set, twice as many as schedulers */
    SETTING_TRACE_CONTROL_WORD,
    SETTING_COUNT
} SystemSetting;

UInt system_setting(SystemSetting setting);
/* Sets it; the value before. */
UInt system_setting_exchange(SystemSetting setting, UInt value);

/* system_info(multi_scheduling). */
Term system_multi_scheduling(void);

#endif
