/* SPDX-License-Identifier: Apache-2.0 */
/* Answers of erlang:system_info/1 that are texts, as in ERTS's crash dumps (system_report.c). */
#ifndef RT_BIF_SYSTEM_REPORT_H
#define RT_BIF_SYSTEM_REPORT_H

#include "rt/core/process.h"

/* system_info(loaded): bytes of the modules' code and literals. */
Term report_loaded(Process *process);
/* system_info(info): memory and the sizes of tables. */
Term report_info(Process *process);
/* system_info(procs): all processes. May trap. */
Term report_processes(Process *process);

#endif
