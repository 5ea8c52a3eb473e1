%% SPDX-License-Identifier: Apache-2.0
%% Map literals in code, small and large, nested in other literals and used as patterns and
%% defaults.
-module(map_literals).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(small()),
    ?T(lists:sort(maps:to_list(large()))),
    ?T(map_size(large())),
    ?T([maps:get(K, large()) || K <- [k01, k17, k33, 1, 2.0, "s", {t, 1}, <<"b">>]]),
    ?T(large() =:= maps:from_list(maps:to_list(large()))),
    ?T((large())#{k01 := changed} =:= large()),
    ?T(maps:get(k01, (large())#{k01 := changed})),
    ?T(map_size(maps:remove(k01, large()))),
    ?T([lookup(K) || K <- [k05, k40, 1, nope]]),
    ?T(erts_debug:same(large(), large())),
    ?T(element(2, nested())),
    ?T(map_size(maps:get(inner, element(1, nested())))),
    ?T(erlang:phash2(large())),
    ?T(with_default(#{})),
    ?T(with_default(#{size => 5})),
    ?T(binary_to_term(term_to_binary(large())) =:= large()).

small() -> #{z => 26, a => 1, [] => nil, {1} => tuple, 1 => int, 1.0 => float, <<1:3>> => bits,
    "q" => #{a => b}}.

large() ->
    #{k01 => 1, k02 => 2, k03 => 3, k04 => 4, k05 => 5, k06 => 6, k07 => 7, k08 => 8, k09 => 9,
        k10 => 10,
      k11 => 11, k12 => 12, k13 => 13, k14 => 14, k15 => 15, k16 => 16, k17 => 17, k18 => 18,
          k19 => 19, k20 => 20,
      k21 => 21, k22 => 22, k23 => 23, k24 => 24, k25 => 25, k26 => 26, k27 => 27, k28 => 28,
          k29 => 29, k30 => 30,
      k31 => 31, k32 => 32, k33 => 33, k34 => [34], k35 => {35}, 1 => one, 2.0 => two,
          "s" => string, {t, 1} => tuple,
      <<"b">> => #{bin => ary}, 123456789012345678901234567890 => big}.

nested() -> {#{inner => #{1 => 1, 2 => 2, 3 => 3}, list => [#{}, #{a => #{b => #{c => d}}}]},
    [#{k => [#{v => {#{}}}]}]}.

lookup(K) ->
    case large() of
        #{K := V} -> {ok, V};
        #{} -> error
    end.

with_default(Opts) ->
    #{size := S, depth := D} = maps:merge(#{size => 10, depth => #{max => 3}}, Opts),
    {S, D}.
