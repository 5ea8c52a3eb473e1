%% SPDX-License-Identifier: Apache-2.0
%% Big messages: lists, tuples, maps, bignums, deep terms; equal after the way there and back.
-module(rcv_big).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Echo = spawn(fun echo/0),
    Terms = [
        lists:seq(1, 200000),
        list_to_tuple(lists:seq(1, 50000)),
        maps:from_list([{N, {N, "v"}} || N <- lists:seq(1, 5000)]),
        1 bsl 100000,
        lists:foldl(fun(N, A) -> [A, N] end, [], lists:seq(1, 50000)),
        [lists:duplicate(100, X) || X <- lists:seq(1, 500)],
        binary:copy(<<"x">>, 3000000),
        [<<N:100000>> || N <- lists:seq(1, 50)],
        [float(N) || N <- lists:seq(1, 10000)]
    ],
    ?S([begin
        Echo ! {self(), T},
        receive Back -> Back =:= T end
     end || T <- Terms]),
    Echo ! {self(), Terms},
    ?S(receive All -> All =:= Terms end),
    ?S(proc:kill(Echo)).

echo() ->
    receive {From, T} -> From ! T, echo() end.
