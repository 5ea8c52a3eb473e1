%% SPDX-License-Identifier: Apache-2.0
%% The maybe expression (a feature in OTP 25).
%% erl: -enable-feature maybe_expr
-module(exc_maybe).
-feature(maybe_expr, enable).
-export([main/0]).
-include("t.hrl").


main() ->
    ?T([plain(X) || X <- [{ok, 1}, {ok, 2}, error, {error, x}]]),
    ?T([with_else(X) || X <- [{ok, 1}, {ok, [2]}, error, {error, why}]]),
    ?T(with_else(unknown)),
    ?T([nested(A, B) || A <- [{ok, 1}, no], B <- [{ok, 2}, no]]),
    ?T(effects({ok, 1})),
    ?T(effects(stop)),
    ?T(in_loop([{ok, 1}, {ok, 2}, bad, {ok, 3}], 0)),
    ?T(guards(5)),
    ?T(guards(50)),
    ?T(guards(x)),
    ?T((maybe ok ?= id(ok), A = id(5), {ok, B} ?= id({ok, A + 1}), A * B end)),
    ?T((maybe {ok, _} ?= id(nothing) end)),
    ?T((maybe [H | _] ?= id([1, 2]), H else [] -> empty end)),
    ?T((maybe 1 = id(2) end)),
    ?T((maybe {ok, X} ?= id({ok, 1}), X + id(a) else _ -> no end)),
    ?T((maybe no ?= id(yes) else no -> never end)),
    ?T(try maybe {ok, X} ?= throw(inside), X end catch T -> {caught, T} end),
    ?T(parse("12+30")),
    ?T(parse("12-30")),
    ?T(parse("x")).

plain(X) -> maybe {ok, Y} ?= X, {good, Y} end.

with_else(X) ->
    maybe
        {ok, Y} ?= X,
        [Z] ?= Y,
        {list, Z}
    else
        {error, R} -> {failed, R};
        error -> failed;
        N when is_integer(N) -> {number, N}
    end.

nested(A, B) ->
    maybe
        {ok, X} ?= A,
        Y = maybe {ok, V} ?= B, V else no -> 0 end,
        {X, Y}
    else
        no -> outer_no
    end.

effects(X) ->
    maybe
        erlang:display(before),
        {ok, Y} ?= X,
        erlang:display(after_match),
        Y
    end.

in_loop([H | T], Acc) ->
    maybe
        {ok, N} ?= H,
        in_loop(T, Acc + N)
    else
        bad -> {stopped, Acc, T}
    end;
in_loop([], Acc) -> Acc.

guards(X) ->
    maybe
        true ?= is_integer(X),
        {true, Y} ?= {X > 10, X},
        {big, Y}
    else
        false -> not_integer;
        {false, S} when S < 10 -> {small, S}
    end.

parse(S) ->
    maybe
        {A, "+" ++ R} ?= string:to_integer(S),
        {B, ""} ?= string:to_integer(R),
        {ok, A + B}
    else
        {error, E} -> {error, E};
        {_, Rest} -> {error, {rest, Rest}}
    end.
