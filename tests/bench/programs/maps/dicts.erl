%% SPDX-License-Identifier: Apache-2.0
%% OTP's dict: counting and folding.
-module(dicts).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 1000000.

bench(N) ->
    Dict = count(N, 1, dict:new()),
    {dict:size(Dict), dict:fold(fun(K, V, Sum) -> Sum + K * V end, 0, Dict),
     dict:fetch(1, Dict), dict:is_key(5000, Dict)}.

count(0, _, Dict) ->
    Dict;
count(N, X, Dict) ->
    Next = (X * 1103515245 + 12345) band 16#7fffffff,
    count(N - 1, Next, dict:update_counter((Next bsr 10) rem 4001, 1, Dict)).
