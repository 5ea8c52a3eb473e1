%% SPDX-License-Identifier: Apache-2.0
%% The process dictionary as others see it.
-module(inf_dictionary).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    ?S(process_info(P, dictionary)),
    proc:do(P, fun() -> put(key, value) end),
    ?S(process_info(P, dictionary)),
    proc:do(P, fun() -> put({a, "b"}, [1, 2]), put(3, 4.5) end),
    ?S(lists:sort(element(2, process_info(P, dictionary)))),
    ?S(proc:do(P, fun() -> lists:sort(get()) end)),
    ?S(proc:do(P, fun() -> erase(key) end)),
    ?S(proc:do(P, fun() -> lists:sort(get_keys()) end)),
    ?S(proc:do(P, fun() -> length(erase()) end)),
    ?S(process_info(P, dictionary)),
    ?S(proc:do(P, fun() -> [put(N, N) || N <- lists:seq(1, 1000)], length(get()) end)),
    ?S(length(element(2, process_info(P, dictionary)))),
    ?S(proc:stop(P)).
