/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finding functions in decoded code, and resolving labels.
 */
#ifndef JOIST_FRONTEND_BEAM_FUNCTIONS_H
#define JOIST_FRONTEND_BEAM_FUNCTIONS_H

#include "frontend/beam/module.h"

/*
 * Fills functions, label_function and on_load_function, and checks every label used in code,
 * exports, locals and lambdas. Needs everything else. False with an error in `diags`.
 */
bool functions_find(BeamModule *module, DiagList *diags);

#endif
