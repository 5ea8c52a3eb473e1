%% SPDX-License-Identifier: Apache-2.0
%% Collections with many roots: deep stacks of live terms, registers, catches, receive, half-built
%% terms.
-module(gc_stack).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display(deep(2000, [a], {b}, <<"c">>)),
    erlang:display(interleaved(500, [])),
    erlang:display(in_catch(300)),
    erlang:display(half_built(1000)),
    erlang:display(big_frames(200, lists:seq(1, 8))),
    erlang:display(grow_on_return(2000)),
    erlang:display(collect_everywhere(60)),
    erlang:display(args(200, 1, [2], {3}, <<4>>, 5.0, #{6 => 7}, 1 bsl 70, "8", fun(X) -> X end, a,
        [], {}, <<>>)),
    erlang:display(permute([1, 2, 3, 4, 5, 6, 7])),
    erlang:display(in_comprehensions(80)).

deep(0, A, B, C) -> erlang:garbage_collect(), {A, B, C};
deep(N, A, B, C) ->
    L = [N, A],
    T = {N, L},
    {X, Y, Z} = deep(N - 1, A, B, C),
    true = hd(L) =:= element(1, T),
    {X, Y, Z}.

interleaved(0, Acc) -> erlang:phash2(Acc);
interleaved(N, Acc) ->
    A = lists:seq(1, N rem 20),
    B = list_to_tuple(A),
    C = [A, B | Acc],
    D = {length(A), tuple_size(B), hd(C)},
    interleaved(N - 1, [D | lists:sublist(C, 5)]).

in_catch(0) -> throw({bottom, [x]});
in_catch(N) ->
    A = {N, [N]},
    case catch in_catch(N - 1) of
        {bottom, L} when N < 300 -> true = A =:= {N, [N]},
            throw({bottom, [N | lists:sublist(L, 3)]});
        {bottom, L} -> {A, L}
    end.

half_built(N) ->
    T = {make(N), make(N + 1), {make(N + 2), [make(N + 3) | make(N + 4)]},
        #{k => make(N + 5), make(N + 6) => v}},
    erlang:phash2(T).
make(N) -> lists:seq(1, N rem 50).

big_frames(0, L) -> lists:sum(L);
big_frames(N, [A, B, C, D, E, F, G, H]) ->
    X = {A, B},
    Y = [C, D | X],
    Z = #{E => Y, F => Z0 = {G, H}},
    R = big_frames(N - 1, [B, C, D, E, F, G, H, A]),
    true = map_size(Z) =:= 2,
    R + element(1, X) - A + element(1, Z0) - G + tuple_size(Z0) - 2.

grow_on_return(0) -> [];
grow_on_return(N) -> R = grow_on_return(N - 1), [length(R) + N | lists:sublist(R, 20)].

collect_everywhere(0) -> erlang:garbage_collect(), [];
collect_everywhere(N) ->
    X = [N],
    erlang:garbage_collect(),
    Y = {X, N},
    R = collect_everywhere(N - 1),
    erlang:garbage_collect(),
    Z = [Y | R],
    erlang:garbage_collect(),
    case N of 60 -> erlang:phash2(Z); _ -> Z end.

args(0, A, B, C, D, E, F, G, H, I, J, K, L, M) -> {A, B, C, D, E, F, G, H, I(x), J, K, L, M};
args(N, A, B, C, D, E, F, G, H, I, J, K, L, M) ->
    _ = lists:seq(1, 100),
    args(N - 1, A, B, C, D, E, F, G, H, I, J, K, L, M).

permute(L) -> {length(perms(L)), erlang:phash2(perms(L))}.
perms([]) -> [[]];
perms(L) -> [[X | P] || X <- L, P <- perms(L -- [X])].

in_comprehensions(N) ->
    erlang:phash2([{A, B, [C || C <- lists:seq(1, A rem 5)], << <<C>>
        || C <- lists:seq(1, B rem 7) >>} || A <- lists:seq(1, N), B <- lists:seq(1, 10),
        A rem 2 =:= B rem 2]).
