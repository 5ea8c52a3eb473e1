%% SPDX-License-Identifier: Apache-2.0
%% erlang:display of every kind of term.
-module(dsp_terms).
-export([main/0]).
-include("t.hrl").

main() ->
    [erlang:display(X) || X <- terms()],
    erlang:display(terms()),
    erlang:display(list_to_tuple(terms())),
    erlang:display([erlang:display(X) || X <- [a, 1]]),
    R = make_ref(),
    "#Ref<" ++ _ = ref_to_list(R),
    erlang:display_nl(),
    erlang:display(last).

terms() ->
    [0, -1, 1 bsl 59, -(1 bsl 59) - 1, 1 bsl 64, -(1 bsl 100), 123456789012345678901234567890,
     a, '', 'A', 'a b', 'a\nb', '_', 'a@b', '1a', 'aB_1', 'å', 'ÿa', 'Å', 'α', 'end', 'and', 'a.b',
         '\'', '\\', '{}', true, [],
     [1], [1, 2, 3], [a | b], [1, 2 | 3], [[]], [[], [[]]], [{a, 1}, {b, 2}], [[1, 2], [3 | 4]],
     {}, {a}, {{}}, {1, {2, {3, []}}}, {[], [{}]},
     #{}, #{a => 1}, #{b => 2, a => 1}, #{1 => [], 1.5 => {}, "k" => #{x => y}},
         #{{a, b} => [1 | 2]},
     fun lists:map/2, fun 'Odd Mod':'odd fun'/0].
