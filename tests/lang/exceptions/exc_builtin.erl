%% SPDX-License-Identifier: Apache-2.0
%% Reasons and traces of all errors that the language itself raises.
-module(exc_builtin).
-export([main/0]).
-include("t.hrl").

-record(r, {a}).

main() ->
    ?T(fc(id(3))),
    ?T(fc2(id(a), id("b"), id(<<"c">>))),
    ?T(cc(id(x))),
    ?T(ic(id(x))),
    ?T(tc(id(x))),
    ?T(bm(id(x))),
    ?T(bmatch_in_args(id([1]))),
    ?T(ba(id(x))),
    ?T(br(id(x))),
    ?T(bk(id(#{}))),
    ?T(bmap(id(x))),
    ?T(bf(id(x))),
    ?T(bar(id(fun() -> ok end))),
    ?T(ud(id(1))),
    ?T(ud_fun(id(1))),
    ?T(bg_filter(id([1, 2]))),
    ?T(bg_gen(id(x))),
    ?T(bg_bin_gen(id(x))),
    ?T(bool(id(x))),
    ?T(bool2(id(x))),
    ?T(bs(id(x))),
    ?T(tv(id(x))),
    ?T(nested(id(x))),
    ?T(multi(id(1))),
    ?T(multi(id(2))),
    ?T(multi(id(3))),
    ?T(multi(id(4))),
    ?T(lc(id([1, 0]))),
    ?T(in_macro(id(0))),
    ?T(float_ops(id(x), id(1.0))),
    ?T(float_ops(id(1.0e308), id(1.0e308))),
    ?T(int_ops(id(x))).

-define(DIV(X), (1 div (X))).

fc(1) -> one;
fc(2) -> two.
fc2(1, _, _) -> one;
fc2(_, X, _) when X =:= 2 -> two.
cc(X) -> case X of 1 -> one; {a, _} -> two end.
ic(X) -> if X =:= 1 -> one; is_list(X) -> list end.
tc(X) -> try X of 1 -> one catch _:_ -> caught end.
bm(X) -> {ok, Y} = X, Y.
bmatch_in_args(X) -> {length([_] = X), [_, _] = X}.
ba(X) -> [X + 1].
br(X) -> X#r.a.
bk(M) -> M#{key := 1}.
bmap(M) -> M#{key => 1}.
bf(F) -> [F(1)].
bar(F) -> [F(1)].
ud(X) -> [exc_builtin_missing:f(X, [X])].
ud_fun(X) -> [lists:missing_function(X)].
bg_filter(L) -> [X || X <- L, id(not_bool)].
bg_gen(X) -> [Y || Y <- X].
bg_bin_gen(X) -> [Y || <<Y>> <= X].
bool(X) -> X andalso true.
bool2(X) -> X orelse true.
bs(X) -> <<X:8>>.
tv(X) -> receive after X -> ok end.
nested(X) -> {1, [2, {3, element(2, {X})}]}.
multi(N) ->
    A = case N of 1 -> hd(id([])); _ -> ok end,
    B = case N of 2 -> tl(id([])); _ -> A end,
    C = if N =:= 3 -> element(1, id({})); true -> B end,
    map_get(C, id(#{})).
lc(L) -> [10 div X || X <- L].
in_macro(X) -> {?DIV(X), ok}.
float_ops(X, Y) -> (X * 2.0 + Y) / 3.0.
int_ops(X) -> (X bsl 3) band 7.
