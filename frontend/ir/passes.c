/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The passes in the order in which they run.
 */
#include "frontend/ir/passes.h"

#include <string.h>

typedef struct Pass {
    const char *name;
    int level; /* runs from this level of optimisation on */
    void (*run)(IrFunction *function);
} Pass;

static const Pass passes[] = {
    /* expects: nothing; changes: no value or block that has an effect */
    {"cleanup", 0, pass_cleanup},
    /* expects: nothing; changes: facts of values (also by new names), operations to cheaper ones that
     * do the same for what the arguments are, jumps that always go one way */
    {"types", 1, pass_types},
    /* expects: facts, no operations without use; changes: functions with a loop get a second one for
     * the types that it is meant for, which only the next passes make better */
    {"loops", 2, pass_loops},
    {"types", 2, pass_types},
    {"cleanup", 1, pass_cleanup},
    /* expects: facts; changes: arithmetic with a float operand to that of doubles */
    {"floats", 2, pass_floats},
    /* expects: facts; changes: where doubles come from, and where they are boxed */
    {"unbox", 2, pass_unbox},
    {"cleanup", 2, pass_cleanup},
    /* expects: nothing; changes: checks of float results that later ones repeat to jumps */
    {"finite", 2, pass_finite},
    {"cleanup", 2, pass_cleanup},
};

bool ir_run_passes(IrFunction *function, int level, const char *stop_after, DiagList *diagnostics)
{
    for (size_t i = 0; i < sizeof passes / sizeof passes[0]; i++) {
        if (passes[i].level <= level) {
            passes[i].run(function);
            if (function->check_passes && !ir_check(function, passes[i].name, diagnostics)) {
                return false;
            }
        }
        if (stop_after != NULL && strcmp(passes[i].name, stop_after) == 0) {
            break;
        }
    }
    return true;
}
