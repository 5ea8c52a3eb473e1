/* SPDX-License-Identifier: Apache-2.0 */
/* Tags for dynamic tracing, which do nothing in a system that is built without it. */
#include "rt/core/bif.h"

Term bif_erlang_dt_put_tag_1(Process *process, Term tag)
{
    (void)process, (void)tag;
    return am_undefined;
}

Term bif_erlang_dt_get_tag_0(Process *process)
{
    (void)process;
    return am_undefined;
}

Term bif_erlang_dt_get_tag_data_0(Process *process)
{
    (void)process;
    return am_undefined;
}

/* What spreading gives, restoring takes. */
Term bif_erlang_dt_spread_tag_1(Process *process, Term on)
{
    return on == am_true || on == am_false ? (Term)am_true : bif_badarg(process);
}

Term bif_erlang_dt_restore_tag_1(Process *process, Term spread)
{
    return spread == am_true ? (Term)am_true : bif_badarg(process);
}

Term bif_erlang_dt_prepend_vm_tag_data_1(Process *process, Term data)
{
    (void)process;
    return data;
}

Term bif_erlang_dt_append_vm_tag_data_1(Process *process, Term data)
{
    (void)process;
    return data;
}
