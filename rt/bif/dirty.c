/* SPDX-License-Identifier: Apache-2.0 */
/*
 * erts_debug:dirty_cpu/2 and dirty_io/2: what OTP's test suites have done on a dirty scheduler:
 * (scheduler, type), (error, Reason), (wait, Milliseconds). Other orders are badarg: natives do not
 * go from one kind of scheduler to the other here.
 */
#include <errno.h>
#include <time.h>
#include "rt/core/bif.h"
#include "rt/core/long_work.h"

static bool wait(Term milliseconds)
{
    if (!term_is_small(milliseconds) || term_small_value(milliseconds) < 0)
        return false;
    SInt ms = term_small_value(milliseconds);
    struct timespec left = {ms / 1000, ms % 1000 * 1000000};
    while (nanosleep(&left, &left) != 0 && errno == EINTR) {
    }
    return true;
}

static Term fail(Process *process, Term reason)
{
    switch (reason) {
    case am_notsup:
    case am_undef:
    case am_badarith:
    case am_noproc:
    case am_system_limit:
        return bif_error(process, reason);
    default:
        return bif_badarg(process);
    }
}

static Term do_order(Process *process, Term type, Term order, Term argument)
{
    if (order == am_scheduler && argument == am_type)
        return type;
    if (order == am_error)
        return fail(process, argument);
    return order == am_wait && wait(argument) ? (Term)am_ok : bif_badarg(process);
}

Term bif_erts_debug_dirty_cpu_2(Process *process, Term order, Term argument)
{
    long_work_in_turn();
    return do_order(process, am_dirty_cpu, order, argument);
}

Term bif_erts_debug_dirty_io_2(Process *process, Term order, Term argument)
{
    return do_order(process, am_dirty_io, order, argument);
}
