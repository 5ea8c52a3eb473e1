%% SPDX-License-Identifier: Apache-2.0
%% Maps beyond 32 keys: growth, lookup, removal, shrinking back, equality whatever the history.
-module(map_large).
-export([main/0]).
-include("t.hrl").

main() ->
    Ms = [from(N) || N <- [31, 32, 33, 34, 64, 100, 1000, 3000]],
    ?T([map_size(M) || M <- Ms]),
    ?T([lists:sum(maps:values(M)) || M <- Ms]),
    ?T([t:sum(lists:sort(maps:to_list(M))) || M <- Ms]),
    ?T([lists:sort(maps:keys(M)) =:= lists:seq(1, map_size(M)) || M <- Ms]),
    ?T([maps:get(N, M) || M <- Ms, N <- [1, 17, 31]]),
    ?T([maps:is_key(N, M) || M <- Ms, N <- [0, 32, 33, 5000, 1.0]]),
    ?T([erlang:phash2(M) || M <- Ms]),
    ?T([from(N) =:= maps:from_list([{I, I * 3} || I <- lists:seq(N, 1, -1)]) || N <- [32, 33,
            500]]),
    ?T([shrink(from(N), N) || N <- [40, 300]]),
    ?E(maps:get(id(missing), from(100))),
    ?T(begin #{50 := X, 100 := Y} = from(100), {X, Y} end),
    ?T(try #{50 := X, 101 := Y} = from(100), {X, Y} catch error:{badmatch, M} -> map_size(M) end),
    ?T(map_size((from(40))#{a => 1, b => 2, 3 => new, 4 := newer})),
    ?T(maps:get(4, (from(40))#{4 := newer})),
    ?E((from(40))#{99 := x}),
    ?T(lists:sort(maps:to_list(maps:merge(from(35), #{1 => a, z => b})))),
    ?T([map_size(maps:merge(A, B)) || A <- Ms, B <- [from(10), from(50)]]),
    ?T([maps:merge(A, A) =:= A || A <- Ms]),
    ?T(types()),
    ?T(collide()),
    ?E(from(34) -- []),
    ?T(maps:remove(34, from(34)) =:= from(33)),
    ?T(maps:remove(33, from(33)) =:= from(32)),
    ?T({maps:take(5, maps:with(lists:seq(1, 10), from(40))), element(1, maps:take(5, from(100)))}),
    ?T(begin M = from(50), M =:= maps:put(7, 21, M) end),
    ?T(begin M = from(50), M =:= maps:remove(zz, M) end).

from(N) -> from(N, #{}).
from(0, M) -> M;
from(N, M) -> from(N - 1, M#{N => N * 3}).

shrink(M, N) ->
    M2 = lists:foldl(fun maps:remove/2, M, lists:seq(4, N)),
    {M2, M2 =:= #{1 => 3, 2 => 6, 3 => 9}, maps:remove(1, M2)}.

types() ->
    Keys = lists:append([[I, float(I), {I}, [I], integer_to_binary(I),
        list_to_atom("k" ++ integer_to_list(I)), <<I:5>>, I bsl 70,
                          #{I => I}, integer_to_list(I), {I, {I, [I]}}, -I, I / 7]
                              || I <- lists:seq(1, 30)]),
    M = maps:from_list([{K, N} || {N, K} <- lists:enumerate(Keys)]),
    {map_size(M), length(Keys), length([K || {N, K} <- lists:enumerate(Keys), maps:get(K,
        M) =/= N]),
     erlang:phash2([maps:get(K, M) || K <- lists:sort(Keys)])}.

%% Keys that are equal by == but not by =:=, and near misses.
collide() ->
    M = maps:from_list([{X, I} || {I, X} <- lists:enumerate([1, 1.0, 2, 2.0, {1}, {1.0}, [1],
        [1.0]] ++ lists:seq(100, 140))]),
    [map_size(M) | [maps:get(K, M) || K <- [1, 1.0, {1}, {1.0}, [1], [1.0]]]].
