%% SPDX-License-Identifier: Apache-2.0
%% All forms of call and apply, and their failures: badfun, badarity, undef, bad argument lists.
-module(fun_calls).
-export([main/0]).
-include("t.hrl").

-export([exported/0, exported/2]).

main() ->
    F = id(fun(X, Y) -> {X, Y} end),
    ?T(F(1, 2)),
    ?T(apply(F, [1, 2])),
    ?T(apply(?MODULE, exported, [])),
    ?T(apply(id(?MODULE), id(exported), id([a, b]))),
    ?T((id(?MODULE)):(id(exported))(c, d)),
    ?T(?MODULE:exported()),
    ?T((fun exported/2)(e, f)),
    ?T((fun ?MODULE:exported/2)(g, h)),
    ?T((fun local/1)(9)),
    ?T(begin M = id(lists), N = id(reverse), A = id(1), (fun M:N/A)([1, 2]) end),
    ?T((id(fun lists:reverse/1))([3, 4])),
    ?T(erlang:apply(F, [1, 2])),
    ?T(erlang:apply(erlang, '+', [1, 2])),
    ?T(erlang:apply(id(erlang), id(apply), [lists, reverse, [[1, 2]]])),
    ?T(apply(fun apply/2, [F, [5, 6]])),
    ?T(apply(fun erlang:apply/3, [erlang, abs, [-5]])),
    ?T(F(1)),
    ?T(F(1, 2, 3)),
    ?T((id(x))(1)),
    ?T((id({lists, reverse}))([1])),
    ?T((id(42))()),
    ?T((id("fun"))(1, 2, 3)),
    ?T(apply(F, [1])),
    ?T(apply(F, id([1 | 2]))),
    ?T(apply(F, id(a))),
    ?T(apply(id(x), [1])),
    ?T(apply(id(x), id(y))),
    ?T((id(fun lists:reverse/1))(a, b)),
    ?T((id(fun nomod:nofun/1))(a)),
    ?T((id(fun lists:nofun/1))(a)),
    ?T((id(fun lists:nofun/1))(a, b)),
    ?T(apply(?MODULE, not_exported, [1, 2])),
    ?T(apply(?MODULE, local, [1])),
    ?T(apply(id(nomod), id(f), [])),
    ?T(apply(id(1), id(f), [])),
    ?T(apply(id(lists), id("f"), [])),
    ?T(apply(id(lists), id(reverse), id(a))),
    ?T(apply(id(lists), id(reverse), id([[1] | x]))),
    ?T((id({mod, 1})):f()),
    ?T((id(lists)):(id(1))()),
    ?T((id([])):f(1)),
    ?T(apply(id(lists), id(reverse), lists:duplicate(260, x))),
    ?T(tail_badfun(id(not_fun))),
    ?T(tail_badarity(id(fun() -> ok end))),
    ?T(tail_undef(id(nomod))),
    ?T(tail_apply(id(erlang), id(hd), id([[]]))),
    ?T(id(apply(id(F), id([1 | 2])))),
    ?T(id(apply(id(1), id([1])))),
    ?T(id(apply(id(F), id([])))),
    ?T(id(apply(id(m), id(f), id([1 | 2])))),
    ?T(id(apply(id(1), id(f), id([])))),
    ?E(apply(id(m), id(f), lists:seq(1, 1023))),
    ?E(apply(id(m), id(f), lists:seq(1, 1024))),
    ?E(apply(id(F), lists:seq(1, 1022))),
    ?E(apply(id(F), lists:seq(1, 1023))),
    ?E(apply(id(F), lists:seq(1, 1024))),
    ?T((id(fun erlang:apply/2))(id(1), id([]))),
    ?T((id(fun erlang:apply/2))(id(F), id([]))),
    ?T((id(fun erlang:apply/2))(id(F), id([a | b]))),
    ?T((id(fun erlang:apply/2))(fun(A) -> {a, A} end, id([1]))),
    ?T((id(fun erlang:apply/3))(id(lists), id(reverse), id([[1, 2]]))),
    ?T((id(fun erlang:apply/3))(id(lists), id(reverse), id([[1, 2] | 3]))),
    ?T((id(fun erlang:apply/3))(id(erlang), id(apply), [erlang, apply, [erlang, hd, [[1]]]])).

exported() -> zero.
exported(A, B) -> {two, A, B}.

local(X) -> X + 1.

tail_badfun(F) -> F(1, 2).
tail_badarity(F) -> F(1, 2).
tail_undef(M) -> M:f(1).
tail_apply(M, F, A) -> apply(M, F, A).
