%% SPDX-License-Identifier: Apache-2.0
%% Arguments and environments are copied: shared parts, binaries, funs, bignums, deep terms.
-module(spw_args_copy).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Binary = binary:copy(<<"0123456789">>, 1000),
    <<_:100/binary, Sub/binary>> = Binary,
    Deep = lists:foldl(fun(N, Acc) -> {N, Acc} end, nil, lists:seq(1, 20000)),
    Shared = lists:seq(1, 100),
    Args = [Binary, Sub, Deep, [Shared, Shared], 1 bsl 500, -(1 bsl 64), 3.5, #{a => #{b => c}},
        fun(X) -> {X, Shared} end, <<1:3>>, "text", {}, [], make_ref(), self()],
    Me = self(),
    Sum = erlang:phash2([A || A <- Args, not is_function(A)]),
    spawn(fun() -> Me ! {sum, erlang:phash2([A || A <- Args, not is_function(A)]) =:= Sum} end),
    ?S(proc:next()),
    F = lists:nth(9, Args),
    spawn(fun() -> Me ! {called, erlang:phash2(F(x))} end),
    ?S(proc:next()),
    spawn(erlang, send, [Me, {back, Args}]),
    ?S(receive {back, Back} -> Back =:= Args end),
    ?S(depth(Deep, 0)).

depth(nil, N) -> N;
depth({_, Rest}, N) -> depth(Rest, N + 1).
