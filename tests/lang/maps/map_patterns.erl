%% SPDX-License-Identifier: Apache-2.0
%% Map patterns with many keys and several candidates: counting, state machines, JSON-like data.
-module(map_patterns).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(histogram("the quick brown fox jumps over the lazy dog")),
    ?T([event(E, #{state => idle, count => 0}) || E <- [start, stop, tick, bad]]),
    ?T(lists:foldl(fun event/2, #{state => idle, count => 0}, [start, tick, tick, tick, stop, start,
            tick])),
    ?T([classify(M) || M <- [#{type => circle, r => 2}, #{type => rect, w => 2, h => 3},
            #{type => rect, w => 2}, #{type => poly, pts => []},
                             #{type => poly, pts => [{0, 0}, {1, 1}]}, #{r => 1},
                                 #{type => 1, w => 1, h => 1, r => 1}]]),
    ?T(many(#{a => 1, b => 2, c => 3, d => 4, e => 5, f => 6, g => 7, h => 8})),
    ?T(many(#{a => 1, b => 2, c => 3, d => 4, e => 5, f => 6, g => 7})),
    ?T(graph()),
    ?T(memo_fib(200)),
    ?T(group([{a, 1}, {b, 2}, {a, 3}, {c, 4}, {b, 5}])),
    ?T(get_in([a, b, c], #{a => #{b => #{c => found}}})),
    ?T(get_in([a, x, c], #{a => #{b => #{c => found}}})),
    ?T(put_in([a, b, z], 9, #{a => #{b => #{c => found}}})),
    ?T(diff(#{a => 1, b => 2, c => 3}, #{b => 2, c => 4, d => 5})).

histogram(S) -> histogram(S, #{}).
histogram([C | Cs], M) ->
    case M of
        #{C := N} -> histogram(Cs, M#{C := N + 1});
        _ -> histogram(Cs, M#{C => 1})
    end;
histogram([], M) -> M.

event(start, #{state := idle} = S) -> S#{state := running};
event(tick, #{state := running, count := N} = S) when N < 2 -> S#{count := N + 1};
event(tick, #{state := running, count := 2} = S) -> S#{state := full, overflow => true};
event(stop, S = #{state := X}) when X =/= idle -> S#{state := idle};
event(_, #{state := X} = S) -> S#{ignored => maps:get(ignored, S, 0) + 1, last => X}.

classify(#{type := circle, r := R}) -> {circle, 3 * R * R};
classify(#{type := rect, w := W, h := H}) -> {rect, W * H};
classify(#{type := poly, pts := [_, _ | _] = P}) -> {poly, length(P)};
classify(#{type := T, r := _}) when is_integer(T) -> {numbered, T};
classify(#{type := T}) -> {incomplete, T};
classify(#{}) -> untyped.

many(#{a := A, b := B, c := C, d := D, e := E, f := F, g := G, h := H}) -> A + B + C + D + E + F +
    G + H;
many(#{a := A, g := G, d := D}) -> {A, D, G}.

graph() ->
    G = #{a => [b, c], b => [d], c => [d, e], d => [f], e => [f], f => []},
    {bfs([a], G, #{a => 0}), topo(G)}.

bfs([], _, Seen) -> Seen;
bfs([N | Q], G, Seen) ->
    #{N := Dist} = Seen,
    #{N := Next} = G,
    New = [X || X <- Next, not is_map_key(X, Seen)],
    bfs(Q ++ New, G, lists:foldl(fun(X, S) -> S#{X => Dist + 1} end, Seen, New)).

topo(G) when map_size(G) =:= 0 -> [];
topo(G) ->
    Targets = lists:append(maps:values(G)),
    Free = [N || N <- maps:keys(G), not lists:member(N, Targets)],
    Free ++ topo(maps:without(Free, G)).

memo_fib(N) -> {V, M} = fib(N, #{}), {V, map_size(M)}.
fib(N, M) when N < 2 -> {N, M};
fib(N, M) when is_map_key(N, M) -> {map_get(N, M), M};
fib(N, M0) ->
    {A, M1} = fib(N - 1, M0),
    {B, M2} = fib(N - 2, M1),
    {A + B, M2#{N => A + B}}.

group(L) -> lists:foldr(fun({K, V}, M) -> maps:update_with(K, fun(Vs) -> [V | Vs] end, [V], M) end,
    #{}, L).

get_in([], V) -> V;
get_in([K | Ks], M) -> get_in(Ks, maps:get(K, M)).

put_in([K], V, M) -> M#{K => V};
put_in([K | Ks], V, M) -> M#{K => put_in(Ks, V, maps:get(K, M, #{}))}.

diff(A, B) ->
    #{added => maps:without(maps:keys(A), B), removed => maps:without(maps:keys(B), A),
      changed => [{K, V, map_get(K, B)} || {K, V} <- maps:to_list(A), is_map_key(K, B),
          map_get(K, B) =/= V]}.
