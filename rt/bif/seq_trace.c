/* SPDX-License-Identifier: Apache-2.0 */
/* What module seq_trace stands on (rt/trace/token.h). */
#include "rt/core/bif.h"
#include "rt/core/compare.h"
#include "rt/trace/token.h"

static Term or_badarg(Process *process, Term value)
{
    return value == THE_NON_VALUE ? bif_badarg(process) : value;
}

Term bif_erlang_seq_trace_2(Process *process, Term item, Term value)
{
    return or_badarg(process, token_set(process, item, value));
}

Term bif_erlang_seq_trace_info_1(Process *process, Term item)
{
    return or_badarg(process, token_item(process, item));
}

Term bif_erlang_seq_trace_print_1(Process *process, Term message)
{
    return term_bool(token_print(process, message));
}

Term bif_erlang_seq_trace_print_2(Process *process, Term label, Term message)
{
    return term_bool(token_has_label(process, label) && token_print(process, message));
}
