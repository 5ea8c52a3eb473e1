/* SPDX-License-Identifier: Apache-2.0 */
/* joist inspect: the stages of a module's compilation as text. */
#ifndef FRONTEND_DRIVER_INSPECT_H
#define FRONTEND_DRIVER_INSPECT_H

#include "frontend/driver/options.h"

bool inspect_run(Arena *arena, const Options *options, DiagList *diagnostics);

#endif
