%% SPDX-License-Identifier: Apache-2.0
%% Shared structure: collections keep sharing, messages and external terms do not.
-module(gc_sharing).
-export([main/0]).
-include("t.hrl").

main() ->
    X = share(22, [leaf]),
    ?T(erts_debug:size(X)),
    erlang:garbage_collect(),
    ?T(erts_debug:size(X)),
    ?T(count_unique(X)),
    Y = dag(200, []),
    ?T(erts_debug:size(Y)),
    erlang:garbage_collect(),
    ?T({erts_debug:size(Y), length(Y)}),
    ?T(begin A = lists:seq(1, 100), B = {A, A, [A | A]}, erlang:garbage_collect(),
            {erts_debug:same(element(1, B), element(2, B)), erts_debug:size(B)} end),
    ?T(begin B = binary:copy(<<"q">>, 1000), T = {B, B}, erlang:garbage_collect(),
            erts_debug:same(element(1, T), element(2, T)) end),
    ?T(begin F = fun() -> X end, erlang:garbage_collect(),
            erts_debug:size(F) - erts_debug:size(X) < 12 end),
    ?T(begin M = maps:from_list([{I, Y} || I <- lists:seq(1, 20)]), erlang:garbage_collect(),
            erts_debug:size(M) - erts_debug:size(Y) < 200 end),
    ?T(begin S = share(8, [x]), self() ! S, receive Z -> {erts_debug:size(S), erts_debug:size(Z),
            Z =:= S} end end),
    ?T(begin S = share(8, [x]), Z = binary_to_term(term_to_binary(S)),
            {erts_debug:size(Z), Z =:= S} end),
    ?T(begin S = share(16, a), {S =:= share(16, a), erlang:phash2(S)} end).

share(0, X) -> X;
share(N, X) -> S = share(N - 1, X), {S, S}.

count_unique({A, A2}) -> true = erts_debug:same(A, A2), 1 + count_unique(A);
count_unique(_) -> 0.

dag(0, Acc) -> Acc;
dag(N, Acc) -> dag(N - 1, [{N, Acc} | Acc]).
