%% SPDX-License-Identifier: Apache-2.0
%% rand with given seeds: all algorithms, uniform, normal, bytes, jump.
-module(lib_rand).
-export([main/0]).
-include("t.hrl").

main() ->
    [begin
         S0 = rand:seed_s(Alg, {123, 456, 789}),
         {L, S1} = draw(fun(S) -> rand:uniform_s(1000000, S) end, 8, S0),
         {R, S2} = draw(fun rand:uniform_s/1, 4, S1),
         {N, S3} = draw(fun rand:normal_s/1, 4, S2),
         {B, S4} = draw(fun(S) -> rand:uniform_s(1 bsl 100, S) end, 3, S3),
         {Y, _} = rand:bytes_s(11, S4),
         t:p("~w ~w~n  ~w~n  ~w~n  ~w ~w", [Alg, L, R, N, B, Y])
     end || Alg <- [exsss, exro928ss, exrop, exs1024s, exsp, exs64, exsplus, exs1024]],
    rand:seed(exsss, 42),
    ?T([rand:uniform(10) || _ <- lists:seq(1, 20)]),
    ?T([rand:uniform() || _ <- lists:seq(1, 3)]),
    ?T(rand:uniform_real()),
    ?T(rand:normal(10, 4)),
    ?T(element(1, rand:export_seed())),
    ?T(begin S = rand:export_seed(), A = rand:uniform(1000), rand:seed(S),
            A =:= rand:uniform(1000) end),
    ?T(begin J = rand:jump(rand:seed_s(exsss, 1)), element(1, rand:uniform_s(1000, J)) end),
    ?T(rand:uniform(id(0))),
    ?T(rand:uniform(id(a))),
    ?T(rand:seed(id(no_such_alg), 1)),
    ?T(lists:sum([rand:uniform(100) || _ <- lists:seq(1, 5000)])),
    ?T(shuffle(lists:seq(1, 20))),
    ?T(rand:mwc59(1)),
    ?T(rand:splitmix64_next(1)),
    ?T(rand:exsp_next(rand:exsp_jump([1 | 2]))).

draw(_, 0, S) -> {[], S};
draw(F, N, S) -> {X, S1} = F(S), {L, S2} = draw(F, N - 1, S1), {[X | L], S2}.

shuffle(L) -> [X || {_, X} <- lists:sort([{rand:uniform(1 bsl 30), X} || X <- L])].
