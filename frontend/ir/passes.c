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

/* For each function by itself, before facts are shared between functions … */
static const Pass early_passes[] = {
    /* expects: nothing; changes: no value or block that has an effect */
    {"cleanup", 0, pass_cleanup},
    /* expects: nothing; changes: facts of values (also by new names), operations to cheaper ones
     * that do the same for what the arguments are, jumps that always go one way */
    {"types", 1, pass_types},
    {"cleanup", 1, pass_cleanup},
};

/* … and after that. */
static const Pass late_passes[] = {
    /* expects: facts, no operations without use; changes: functions with a loop get a second one
     * for the types that it is meant for, which only the next passes make better */
    {"loops", 2, pass_loops},
    {"types", 2, pass_types},
    {"cleanup", 2, pass_cleanup},
    /* expects: facts; changes: arithmetic with a float operand to that of doubles */
    {"floats", 2, pass_floats},
    /* expects: facts; changes: where doubles come from, and where they are boxed */
    {"unbox", 2, pass_unbox},
    /* expects: facts; changes: parameters and operands that are small integers to machine words */
    {"words", 2, pass_words},
    {"cleanup", 2, pass_cleanup},
    /* expects: nothing; changes: checks of float results that later ones repeat to jumps */
    {"finite", 2, pass_finite},
    {"cleanup", 2, pass_cleanup},
};

enum {
    EARLY_COUNT = sizeof early_passes / sizeof early_passes[0],
    LATE_COUNT = sizeof late_passes / sizeof late_passes[0],
};

typedef struct Run {
    int level;
    const char *stop_after;
    bool stopped;
    DiagList *diagnostics;
} Run;

static bool run_passes(Run *run, IrFunction *function, const Pass *passes, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (passes[i].level <= run->level) {
            passes[i].run(function);
            if (function->check_passes && !ir_check(function, passes[i].name, run->diagnostics)) {
                return false;
            }
        }
        if (run->stop_after != NULL && strcmp(passes[i].name, run->stop_after) == 0) {
            run->stopped = true;
            break;
        }
    }
    return true;
}

static bool check_all(const Run *run, IrFunction *const *functions, uint32_t count,
                      const char *after)
{
    bool good = true;
    for (uint32_t i = 0; i < count; i++) {
        good &= !functions[i]->check_passes || ir_check(functions[i], after, run->diagnostics);
    }
    return good;
}

bool ir_run_passes(IrFunction *function, int level, const char *stop_after, DiagList *diagnostics)
{
    Run run = {level, stop_after, false, diagnostics};
    return run_passes(&run, function, early_passes, EARLY_COUNT) &&
           (run.stopped || run_passes(&run, function, late_passes, LATE_COUNT));
}

bool ir_run_module_passes(IrFunction *const *functions, uint32_t count, int level,
                          const char *stop_after, DiagList *diagnostics)
{
    Run run = {level, stop_after, false, diagnostics};
    for (uint32_t i = 0; i < count; i++) {
        if (!run_passes(&run, functions[i], early_passes, EARLY_COUNT)) {
            return false;
        }
    }
    if (run.stopped) {
        return true;
    }
    if (level >= 2) {
        module_inline(functions, count);
        if (!check_all(&run, functions, count, "inline")) {
            return false;
        }
        module_facts_share(functions, count);
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!run_passes(&run, functions[i], late_passes, LATE_COUNT)) {
            return false;
        }
    }
    return true;
}
