/* SPDX-License-Identifier: Apache-2.0 */
/* A small program and a process (support.h). No Criterion here: fuzz targets use this too. */
#include "tests/unit/rt/support.h"

#include "rt/core/atom.h"
#include "rt/process/message.h"
#include "rt/gc/gc.h"

/* Less than what the collector keeps for later when it is freed. */
enum { BLOCK_WORDS = 1 << 19 };

static FunEntry lambda = {.module = &support_module, .function = am_ok, .arity = 1, .num_free = 2};

const ModuleImage support_module = {.name = am_lists, .lambdas = &lambda, .lambda_count = 1};

/* What joist generates for an executable. */
static const ModuleImage *const modules[] = {&support_module};
const Program joist_program = {.modules = modules, .module_count = 1, .otp_release = 25};

static void make_atoms(void)
{
    static AtomName names[] = {
#define ATOM(name, text) {(const uint8_t *)(text), sizeof(text) - 1, 0},
#include "rt/core/atoms.def"
#undef ATOM
    };
    for (UInt i = 0; i < ATOM_FIXED_COUNT; i++)
        names[i].hash = atom_hash(names[i].text, names[i].bytes);
    atom_initialize(names, ATOM_FIXED_COUNT, 1 << 20);
}

Process *support_process(void)
{
    static Scheduler scheduler;
    static Process process;
    if (process.scheduler)
        return &process;
    make_atoms();
    gc_heap_create(&process, BLOCK_WORDS);
    scheduler.current = &process;
    process.scheduler = &scheduler;
    process.group_leader = TERM_NIL;
    process.reductions = REDUCTIONS_PER_SLICE;
    process.min_heap_words = HEAP_MIN_WORDS;
    process.min_off_heap_words = OFF_HEAP_MIN_WORDS;
    message_queue_initialize(&process);
    return &process;
}
