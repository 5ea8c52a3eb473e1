%% SPDX-License-Identifier: Apache-2.0
%% A message that is kept, changed copies of it sent on: terms of different heaps do not mix.
-module(mbx_dictionary_term).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Ring = lists:foldl(fun(_, Next) -> spawn(fun() -> pass(Next) end) end, self(),
        lists:seq(1, 20)),
    Ring ! {[], 0},
    ?S(receive {Seen, N} -> {length(Seen), N, lists:usort([length(S) || S <- Seen])} end),
    Ring ! stop,
    ?S(proc:next()).

pass(Next) ->
    receive
        {Seen, N} ->
            Keep = [{N, lists:seq(1, N)} | get_kept()],
            put(kept, Keep),
            Next ! {[lists:seq(1, 3) | Seen], N + length(Keep)},
            pass(Next);
        stop ->
            Next ! stop
    end.

get_kept() ->
    case get(kept) of undefined -> []; K -> K end.
