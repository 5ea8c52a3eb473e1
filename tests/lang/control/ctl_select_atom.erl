%% SPDX-License-Identifier: Apache-2.0
%% Selection on atoms: common ones, this program's own, and all failing kinds.
-module(ctl_select_atom).
-export([main/0]).
-include("t.hrl").

main() ->
    All = [ok, error, true, false, undefined, a, b, c, d, e, f, g, h, 'A b',
           'æøå', '', badarg, normal, kill, infinity, get, put, 'select_val',
               very_long_atom_name_that_is_not_common_at_all,
           x1, x2, x3, x4, x5, '日本語', nil, self, lists, erlang, module_info, ctl_unique_a,
               ctl_unique_b, ctl_unique_c],
    erlang:display([pick(X) || X <- All]),
    erlang:display([few(X) || X <- All]),
    erlang:display([back(pick(X)) =:= X || X <- All]),
    Built = [list_to_atom("x" ++ integer_to_list(N)) || N <- lists:seq(0, 7)],
    erlang:display([{X, pick(X)} || X <- Built]),
    [erlang:display({X, pick(X), few(X)}) || X <- [1, [], {}, "ok", <<"ok">>, 1.5, #{}]],
    ?T(strict(id(b))),
    ?T(strict(id(bb))),
    ?T(strict(id([]))).

pick(ok) -> 0;
pick(error) -> 1;
pick(true) -> 2;
pick(false) -> 3;
pick(undefined) -> 4;
pick(a) -> 5;
pick(b) -> 6;
pick(c) -> 7;
pick(d) -> 8;
pick(e) -> 9;
pick(f) -> 10;
pick(g) -> 11;
pick(h) -> 12;
pick('A b') -> 13;
pick('æøå') -> 14;
pick('') -> 15;
pick(badarg) -> 16;
pick(normal) -> 17;
pick(kill) -> 18;
pick(infinity) -> 19;
pick(get) -> 20;
pick(put) -> 21;
pick('select_val') -> 22;
pick(very_long_atom_name_that_is_not_common_at_all) -> 23;
pick(x1) -> 24;
pick(x2) -> 25;
pick(x3) -> 26;
pick(x4) -> 27;
pick(x5) -> 28;
pick('日本語') -> 29;
pick(nil) -> 30;
pick(self) -> 31;
pick(lists) -> 32;
pick(erlang) -> 33;
pick(module_info) -> 34;
pick(ctl_unique_a) -> 35;
pick(ctl_unique_b) -> 36;
pick(ctl_unique_c) -> 37;
pick(_) -> none.

few(ok) -> 1;
few(ctl_unique_b) -> 2;
few([]) -> nil;
few({}) -> empty;
few(_) -> 3.

back(N) ->
    case N of
        0 -> ok;
        1 -> error;
        2 -> true;
        3 -> false;
        4 -> undefined;
        5 -> a;
        6 -> b;
        7 -> c;
        8 -> d;
        9 -> e;
        10 -> f;
        11 -> g;
        12 -> h;
        13 -> 'A b';
        14 -> 'æøå';
        15 -> '';
        16 -> badarg;
        17 -> normal;
        18 -> kill;
        19 -> infinity;
        20 -> get;
        21 -> put;
        22 -> 'select_val';
        23 -> very_long_atom_name_that_is_not_common_at_all;
        24 -> x1;
        25 -> x2;
        26 -> x3;
        27 -> x4;
        28 -> x5;
        29 -> '日本語';
        30 -> nil;
        31 -> self;
        32 -> lists;
        33 -> erlang;
        34 -> module_info;
        35 -> ctl_unique_a;
        36 -> ctl_unique_b;
        37 -> ctl_unique_c
    end.

strict(a) -> 1;
strict(b) -> 2;
strict(c) -> 3;
strict(d) -> 4.
