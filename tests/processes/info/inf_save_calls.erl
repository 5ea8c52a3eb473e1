%% SPDX-License-Identifier: Apache-2.0
%% process_flag save_calls and process_info last_calls: lengths and errors.
-module(inf_save_calls).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    ?S(process_info(P, last_calls)),
    ?S(process_flag(P, save_calls, 10)),
    ?S(process_flag(P, save_calls, 20)),
    ?S(is_list(element(2, process_info(P, last_calls)))),
    ?S(process_flag(P, save_calls, 0)),
    ?S(process_info(P, last_calls)),
    ?S(proc:do(P, fun() -> process_flag(save_calls, 5) end)),
    ?S(proc:do(P, fun() -> process_flag(save_calls, 0) end)),
    ?S(proc:stop(P)).
