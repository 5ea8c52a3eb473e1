/* SPDX-License-Identifier: Apache-2.0 */
/* The operators as native functions (rt/number/arith.c). */
#ifndef RT_BIF_NUMBER_H
#define RT_BIF_NUMBER_H

#include "rt/core/bif.h"

Term bif_erlang_plus_1(Process *process, Term a);
Term bif_erlang_plus_2(Process *process, Term a, Term b);
Term bif_erlang_minus_1(Process *process, Term a);
Term bif_erlang_minus_2(Process *process, Term a, Term b);
Term bif_erlang_times_2(Process *process, Term a, Term b);
Term bif_erlang_slash_2(Process *process, Term a, Term b);
Term bif_erlang_div_2(Process *process, Term a, Term b);
Term bif_erlang_rem_2(Process *process, Term a, Term b);
Term bif_erlang_band_2(Process *process, Term a, Term b);
Term bif_erlang_bor_2(Process *process, Term a, Term b);
Term bif_erlang_bxor_2(Process *process, Term a, Term b);
Term bif_erlang_bnot_1(Process *process, Term a);
Term bif_erlang_bsl_2(Process *process, Term a, Term b);
Term bif_erlang_bsr_2(Process *process, Term a, Term b);

#endif
