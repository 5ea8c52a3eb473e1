/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Module ets: tables as a whole: new, delete, rename, setopts, give_away, safe_fixtable, whereis,
 * all.
 */
#include <string.h>
#include "rt/bif/ets.h"
#include "rt/core/copy.h"
#include "rt/core/list.h"
#include "rt/core/memory.h"
#include "rt/core/reference.h"
#include "rt/ets/owner.h"
#include "rt/process/signal.h"
#include "rt/process/table.h"
#include "rt/sched/scheduler.h"

Term ets_refuse(Process *process, EtsEntry entry)
{
    return bif_badarg_cause(process, entry.cause);
}

/* ---- new --------------------------------------------------------------------------------------
 */

typedef struct Options {
    uint8_t type, protection;
    bool is_named, read_concurrency, compressed;
    Term write_concurrency, decentralized; /* decentralized: am_undefined when not told */
    UInt position;
    Term heir, heir_data;
} Options;

static bool heir_option(const Term *elements, Options *options)
{
    if (!term_is_local_pid(elements[1]))
        return false;
    options->heir = elements[1];
    options->heir_data = elements[2];
    return true;
}

/* {debug_hash_fixed_number_of_locks, N}, undocumented: a power of two from N on downwards. */
static bool locks_option(Term value, Options *options)
{
    enum { LOCKS_MIN = 64, LOCKS_MAX = 32768 };
    if (!term_is_tuple_of(value, 2))
        return false;
    const Term *elements = term_tuple_elements(value);
    if (elements[0] != am_debug_hash_fixed_number_of_locks || !term_is_small(elements[1]) ||
        term_small_value(elements[1]) < 1 || term_small_value(elements[1]) > LOCKS_MAX)
        return false;
    SInt locks = LOCKS_MAX;
    while (locks > LOCKS_MIN && locks > term_small_value(elements[1]))
        locks /= 2;
    options->write_concurrency = term_make_small(locks);
    return true;
}

static bool pair_option(Term name, Term value, Options *options)
{
    bool is_bool = value == am_true || value == am_false;
    switch (name) {
    case am_keypos:
        options->position = term_is_small(value) ? (UInt)term_small_value(value) : 0;
        return term_is_small(value) && term_small_value(value) > 0;
    case am_write_concurrency:
        options->write_concurrency = value;
        return is_bool || value == am_auto || locks_option(value, options);
    case am_read_concurrency:
        options->read_concurrency = value == am_true;
        return is_bool;
    case am_decentralized_counters:
        options->decentralized = value;
        return is_bool;
    case am_heir:
        options->heir = value;
        return value == am_none;
    default:
        return false;
    }
}

static bool atom_option(Term name, Options *options)
{
    switch (name) {
    case am_set:
        options->type = ETS_SET;
        return true;
    case am_bag:
        options->type = ETS_BAG;
        return true;
    case am_duplicate_bag:
        options->type = ETS_DUPLICATE_BAG;
        return true;
    case am_ordered_set:
        options->type = ETS_ORDERED_SET;
        return true;
    case am_public:
        options->protection = ETS_PUBLIC;
        return true;
    case am_protected:
        options->protection = ETS_PROTECTED;
        return true;
    case am_private:
        options->protection = ETS_PRIVATE;
        return true;
    case am_named_table:
        return options->is_named = true;
    case am_compressed:
        return options->compressed = true;
    default:
        return false;
    }
}

static bool one_option(Term option, Options *options)
{
    if (term_is_tuple_of(option, 2)) {
        const Term *elements = term_tuple_elements(option);
        return pair_option(elements[0], elements[1], options);
    }
    if (term_is_tuple_of(option, 3) && term_tuple_elements(option)[0] == am_heir)
        return heir_option(term_tuple_elements(option), options);
    return atom_option(option, options);
}

static bool all_options(Term list, Options *options)
{
    for (; term_is_cons(list); list = term_tail(list))
        if (!one_option(term_head(list), options))
            return false;
    return term_is_nil(list);
}

static EtsLocking locking_of(const Options *options)
{
    if (options->protection == ETS_PRIVATE)
        return ETS_LOCKING_SIMPLE;
    if (options->write_concurrency != am_false)
        return ETS_LOCKING_FINE;
    if (options->read_concurrency)
        return ETS_LOCKING_GATE;
    return ETS_LOCKING_SIMPLE;
}

/* What options say about each other. */
static void settle(Options *options)
{
    bool is_auto =
        options->write_concurrency == am_auto || term_is_small(options->write_concurrency);
    bool writes = options->write_concurrency != am_false;
    if (options->decentralized == am_undefined)
        options->decentralized = term_bool(is_auto || (writes && options->type == ETS_ORDERED_SET));
    if (options->protection == ETS_PRIVATE) {
        options->write_concurrency = am_false;
        options->read_concurrency = false;
        options->decentralized = am_false;
    } else if (!writes) {
        options->decentralized = am_false;
    }
}

static void storage_initialize(EtsTable *table)
{
    if (ets_table_is_fine(table)) {
        bool one = ets_table_is_ordered(table) && !table->decentralized_counters;
        table->counter_count = one ? 1 : ETS_COUNTERS;
        table->counters =
            memory_alloc_zero(MEMORY_ETS, table->counter_count * sizeof *table->counters);
    }
    if (ets_table_is_ordered(table))
        ets_ordered_initialize(table);
    else
        ets_hash_initialize(table);
}

/* An heir that has ended is none. */
static void set_heir(EtsTable *table, Term heir, Term data)
{
    ets_heir_forget(table);
    Process *found = heir == am_none ? NULL : process_lookup(heir);
    UInt birth = found ? AO_load(&found->birth) : 0;
    if (!found || process_lookup(heir) != found)
        return;
    table->heir = heir;
    table->heir_birth = birth;
    table->heir_data = ets_object_new(data);
}

static EtsEntry make_table(Process *process, Term name, const Options *options)
{
    EtsEntry entry = ets_table_new(locking_of(options));
    EtsTable *table = entry.table;
    table->name = name;
    table->type = options->type;
    table->protection = options->protection;
    table->is_named = options->is_named;
    table->read_concurrency = options->read_concurrency;
    table->write_concurrency = options->write_concurrency;
    table->decentralized_counters = options->decentralized == am_true;
    table->compressed = options->compressed;
    table->position = options->position;
    storage_initialize(table);
    set_heir(table, options->heir, options->heir_data);
    ets_owner_begin(process, table);
    return entry;
}

Term bif_ets_new_2(Process *process, Term name, Term list)
{
    Options options = {.type = ETS_SET,
                       .protection = ETS_PROTECTED,
                       .write_concurrency = am_false,
                       .decentralized = am_undefined,
                       .position = 1,
                       .heir = am_none};
    if (!term_is_atom(name) || !all_options(list, &options))
        return bif_badarg(process);
    if (options.type == ETS_ORDERED_SET && term_is_small(options.write_concurrency))
        return bif_badarg(process); /* a tree has no such locks */
    settle(&options);
    EtsEntry entry = make_table(process, name, &options);
    if (options.is_named && !ets_name_register(entry.table, name)) {
        entry.table->is_named = false;
        ets_owner_delete(process, entry.table);
        ets_leave(entry);
        ets_owner_destroy(process, entry.table);
        return bif_badarg_cause(process, am_already_exists);
    }
    Term id = ets_table_id(process, entry.table);
    ets_leave(entry);
    return id;
}

/* ---- delete -----------------------------------------------------------------------------------
 */

static Term destroying(Process *process, Term table, Term result, Term c, Term d)
{
    (void)c, (void)d;
    if (ets_owner_destroy(process, (EtsTable *)term_small_value(table)))
        return result;
    return bif_trap(process, destroying, 2, table, result, TERM_NIL, TERM_NIL);
}

/* The table is gone at once; its memory is freed in steps, or by the end of the process. */
Term bif_ets_delete_1(Process *process, Term id)
{
    EtsEntry entry = ets_enter(process, id, ETS_WRITE, ETS_ALONE);
    if (!entry.table)
        return ets_refuse(process, entry);
    ets_owner_delete(process, entry.table);
    ets_leave(entry);
    return destroying(process, term_make_small((SInt)entry.table), am_true, TERM_NIL, TERM_NIL);
}

enum { MARKED_PER_REDUCTION = 8 };

static BifFunction4 delete_all_later;

/* All that is in the table goes to another, deleted one, and it gets an empty storage. */
static EtsTable *empty(Process *process, EtsTable *table)
{
    EtsEntry entry = ets_table_new((EtsLocking)table->locking);
    EtsTable *old = entry.table;
    old->type = table->type;
    old->position = table->position;
    old->counters = table->counters;
    old->counter_count = table->counter_count;
    if (ets_table_is_ordered(table))
        old->ordered = table->ordered;
    else
        old->hash = table->hash;
    table->counters = NULL;
    table->objects = table->bytes = 0;
    storage_initialize(table);
    ets_owner_delete(process, old);
    ets_leave(entry);
    return old;
}

static Term delete_all(Process *process, Term id, bool begun)
{
    EtsEntry entry = ets_enter(process, id, ETS_WRITE, ETS_ALONE);
    EtsTable *table = entry.table;
    if (!table)
        return ets_refuse(process, entry);
    SInt count = (SInt)ets_table_objects(table);
    bool marks = ets_table_is_fixed(table) && !ets_table_is_ordered(table);
    SInt cost = marks ? count / MARKED_PER_REDUCTION : 0;
    if (!begun && cost > bif_reductions_left(process)) {
        ets_leave(entry);
        bif_end_slice(process);
        return bif_trap(process, delete_all_later, 1, id, TERM_NIL, TERM_NIL, TERM_NIL);
    }
    EtsTable *old = NULL;
    if (marks)
        ets_hash_delete_all_marked(table);
    else
        old = empty(process, table);
    ets_leave(entry);
    bif_charge(process, cost);
    Term result = term_make_small(count);
    if (!old)
        return result;
    return destroying(process, term_make_small((SInt)old), result, TERM_NIL, TERM_NIL);
}

static Term delete_all_later(Process *process, Term id, Term b, Term c, Term d)
{
    (void)b, (void)c, (void)d;
    return delete_all(process, id, true);
}

/* The number of objects deleted. Those of a fixed table are only marked; that is one step, which
 * begins with a time slice when it would not fit into what is left of one. */
Term bif_ets_internal_delete_all_2(Process *process, Term id, Term undefined)
{
    (void)undefined;
    return delete_all(process, id, false);
}

/* ---- names, options ---------------------------------------------------------------------------
 */

Term bif_ets_rename_2(Process *process, Term id, Term name)
{
    EtsEntry entry = ets_enter(process, id, ETS_WRITE, ETS_ALONE);
    EtsTable *table = entry.table;
    if (!table)
        return ets_refuse(process, entry);
    bool good = term_is_atom(name);
    if (good && table->is_named) {
        good = ets_name_register(table, name);
        if (good)
            ets_name_unregister(table->name);
    }
    Term result = THE_NON_VALUE;
    if (good) {
        table->name = name;
        result = ets_table_id(process, table);
    }
    ets_leave(entry);
    return good ? result : bif_badarg(process);
}

Term bif_ets_whereis_1(Process *process, Term name)
{
    if (!term_is_atom(name))
        return bif_badarg(process);
    EtsEntry entry = ets_enter(process, name, ETS_INFO, ETS_SHARED);
    if (!entry.table)
        return am_undefined;
    Term reference = ets_table_reference(process, entry.table);
    ets_leave(entry);
    return reference;
}

typedef struct NewSettings {
    Term heir, heir_data, protection;
} NewSettings;

/* One of each at most. */
static bool one_setting(Term option, NewSettings *settings)
{
    bool is_pair = term_is_tuple_of(option, 2);
    if (!is_pair && !term_is_tuple_of(option, 3))
        return false;
    const Term *elements = term_tuple_elements(option);
    if (elements[0] == am_heir && settings->heir == THE_NON_VALUE) {
        settings->heir = elements[1];
        settings->heir_data = is_pair ? TERM_NIL : elements[2];
        return is_pair ? elements[1] == am_none : term_is_local_pid(elements[1]);
    }
    if (is_pair && elements[0] == am_protection && settings->protection == THE_NON_VALUE) {
        Term value = settings->protection = elements[1];
        return value == am_private || value == am_protected || value == am_public;
    }
    return false;
}

static bool all_settings(Term options, NewSettings *settings)
{
    if (!term_is_list(options))
        return one_setting(options, settings);
    for (; term_is_cons(options); options = term_tail(options))
        if (!one_setting(term_head(options), settings))
            return false;
    return term_is_nil(options);
}

static void apply_settings(EtsTable *table, const NewSettings *settings)
{
    if (settings->heir != THE_NON_VALUE)
        set_heir(table, settings->heir, settings->heir_data);
    if (settings->protection != THE_NON_VALUE)
        table->protection = settings->protection == am_private     ? ETS_PRIVATE
                            : settings->protection == am_protected ? ETS_PROTECTED
                                                                   : ETS_PUBLIC;
}

Term bif_ets_setopts_2(Process *process, Term id, Term options)
{
    NewSettings settings = {THE_NON_VALUE, THE_NON_VALUE, THE_NON_VALUE};
    EtsEntry entry = ets_enter(process, id, ETS_WRITE, ETS_ALONE);
    if (!entry.table)
        return ets_refuse(process, entry);
    bool good = entry.table->owner == process->pid && all_settings(options, &settings);
    if (good)
        apply_settings(entry.table, &settings);
    ets_leave(entry);
    return good ? am_true : bif_badarg(process);
}

/* ---- owners and fixations ---------------------------------------------------------------------
 */

static Term give_away(Process *process, EtsTable *table, Term pid, Term gift)
{
    if (table->owner != process->pid)
        return bif_badarg_cause(process, am_not_owner);
    if (pid == process->pid)
        return bif_badarg_cause(process, am_owner);
    if (!term_is_local_pid(pid) || !ets_owner_give(table, pid, gift))
        return bif_badarg(process);
    return am_true;
}

Term bif_ets_give_away_3(Process *process, Term id, Term pid, Term gift)
{
    EtsEntry entry = ets_enter(process, id, ETS_WRITE, ETS_ALONE);
    if (!entry.table)
        return ets_refuse(process, entry);
    Term result = give_away(process, entry.table, pid, gift);
    ets_leave(entry);
    return result;
}

Term bif_ets_safe_fixtable_2(Process *process, Term id, Term on)
{
    EtsEntry entry = ets_enter(process, id, ETS_READ, on == am_true ? ETS_SHARED : ETS_ALONE);
    if (!entry.table)
        return ets_refuse(process, entry);
    bool good = on == am_true || on == am_false;
    if (on == am_true)
        ets_fix(process, entry.table);
    else if (on == am_false)
        ets_unfix(process, entry.table);
    ets_leave(entry);
    return good ? am_true : bif_badarg(process);
}

/* ---- all --------------------------------------------------------------------------------------
 */

static Term all_tables(Process *process)
{
    Term list = TERM_NIL;
    for (EtsTable *table = NULL; (table = ets_table_next(table));) {
        EtsEntry entry = ets_enter_any(table);
        if (!entry.table)
            continue;
        list = heap_cons(process, ets_table_id(process, table), list);
        ets_leave(entry);
    }
    return list;
}

/* The Erlang code waits for {Reference, Tables} from each scheduler. Here the first tells all. */
Term bif_ets_internal_request_all_0(Process *process)
{
    Term reference = reference_new(process), tables = all_tables(process);
    for (UInt i = 0; i < scheduler_count(); i++) {
        signal_send_message(process->pid, heap_tuple(process, 2, reference, tables));
        tables = TERM_NIL;
    }
    return reference;
}
