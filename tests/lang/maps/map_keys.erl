%% SPDX-License-Identifier: Apache-2.0
%% Which keys are the same key: exact equality, for all types, in small and in large maps.
-module(map_keys).
-export([main/0]).
-include("t.hrl").

main() ->
    Pairs = [{1, 1.0}, {0.0, -0.0}, {"a", [97]}, {<<"a">>, "a"}, {a, "a"}, {{1, 2}, {1, 2.0}},
        {[], {}}, {#{a => 1}, #{a => 1.0}},
             {1 bsl 64, 18446744073709551616}, {1 bsl 64, 1.8446744073709552e19}, {<<1:1>>, <<1>>},
                 {<<>>, []}, {fun lists:map/2, fun lists:map/2},
             {fun lists:map/2, fun lists:map/3}, {[1 | 2], [1, 2]}, {-1, 16#ffffffffffffffff},
                 {{a, [b, #{}]}, {a, [b, #{}]}}],
    ?T([{A, B, both(A, B, #{}), both(A, B, filler())} || {A, B} <- Pairs]),
    ?T([begin M = (filler())#{A => found}, case M of #{B := V} -> V; _ -> none end end
            || {A, B} <- Pairs]),
    ?T([begin M = #{A => found}, maps:find(B, M) end || {A, B} <- Pairs]),
    <<_:3, Sub:3/binary, _/bits>> = id(<<0:3, "key", 0:5>>),
    ?T({maps:get(Sub, #{<<"key">> => 1}), maps:get(Sub, (filler())#{<<"key">> => 2}),
            maps:get(<<"key">>, (filler())#{Sub => 3})}),
    ?T(begin K = list_to_atom("dyn" ++ "amic"), maps:get(dynamic, #{K => 4}) end),
    ?T(begin K = id({rec, [1, 2]}), maps:get({rec, [1, 2]}, (filler())#{K => 5}) end),
    F = fun(X) -> fun() -> X end end,
    ?T({map_size(#{F(1) => a, F(1) => b, F(2) => c}), maps:get(F(1), #{F(1) => x})}),
    ?T([{length(lists(N)), of_lists(lists(N))} || N <- [0, 1, 31, 32, 33, 63, 64, 65, 200]]),
    R = make_ref(),
    ?T({map_size(#{R => 1, make_ref() => 2, self() => 3}), maps:get(R, (filler())#{R => r}),
            maps:get(self(), #{self() => me})}),
    ?T(t:catching(fun() -> maps:get({no, "such"}, #{}) end)).

%% Lists that begin with N small ones: texts, improper, with something larger in the end.
lists(N) ->
    Small = [I rem 7 || I <- lists:seq(1, N)],
    [Small ++ Tail || Tail <- [[], x, 1.5, {t}, <<"b">>, 1 bsl 70, #{}, [a], [a | b], [{}],
                               [1.0], [1], [[]], [[], []], [x | {t}], [[1 | 2] | <<1:3>>]]].

%% Every one is found as an equal one that was made anew, and no other.
of_lists(Lists) ->
    Map = maps:from_list([{List, I} || {I, List} <- lists:enumerate(Lists)]),
    Filled = maps:merge(filler(), Map),
    Again = binary_to_term(term_to_binary(Lists)),
    [{maps:get(List, Map), maps:get(List, Filled), map_size(Filled#{List => x})} || List <- Again].

both(A, B, M) -> map_size(M#{A => 1, B => 2}) - map_size(M).

filler() -> maps:from_list([{{filler, I}, I} || I <- lists:seq(1, 50)]).
