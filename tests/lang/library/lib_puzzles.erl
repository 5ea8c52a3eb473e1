%% SPDX-License-Identifier: Apache-2.0
%% Search programs: queens, sudoku, knight's tour, word ladder, knapsack, dijkstra, life.
-module(lib_puzzles).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(length(queens(6))),
    ?T(hd(queens(8))),
    ?T(sudoku("530070000600195000098000060800060003400803001700020006060000280000419005000080079")),
    ?T(tour(5)),
    ?T(ladder("cold", "warm", ["cord", "card", "ward", "warm", "word", "worm", "corm", "cold"])),
    ?T(knapsack([{60, 10}, {100, 20}, {120, 30}, {70, 15}], 50)),
    ?T(dijkstra(#{a => [{b, 7}, {c, 9}, {f, 14}], b => [{c, 10}, {d, 15}], c => [{d, 11}, {f, 2}],
            d => [{e, 6}], f => [{e, 9}], e => []}, a)),
    ?T(coins(100, [50, 25, 10, 5, 1])),
    ?T(lis([10, 9, 2, 5, 3, 7, 101, 18, 4, 20])),
    ?T(matrix_chain([40, 20, 30, 10, 30])),
    ?T(life(gosper(), 10)),
    ?T(money()),
    ?T(hanoi(8)),
    ?T(brainf("++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.-"
        "-----.--------.")),
    ?T(huffman("abracadabra alakazam")),
    ?T(convex([{0, 0}, {2, 1}, {1, 1}, {4, 0}, {4, 4}, {0, 4}, {2, 3}])).

queens(N) -> queens(N, N, []).
queens(0, _, Acc) -> [Acc];
queens(K, N, Acc) -> lists:append([queens(K - 1, N, [Q | Acc]) || Q <- lists:seq(1, N),
    safe(Q, 1, Acc)]).
safe(_, _, []) -> true;
safe(Q, D, [H | T]) when Q =/= H, Q - H =/= D, H - Q =/= D -> safe(Q, D + 1, T);
safe(_, _, _) -> false.

sudoku(S) ->
    G = list_to_tuple([C - $0 || C <- S]),
    [integer_to_list(D) || D <- tuple_to_list(solve(G, 1))].
solve(G, 82) -> G;
solve(G, I) when element(I, G) > 0 -> solve(G, I + 1);
solve(G, I) -> try_digits(1, G, I).
try_digits(10, _, _) -> none;
try_digits(D, G, I) ->
    case fits(D, G, I) of
        true -> case solve(setelement(I, G, D), I + 1) of none -> try_digits(D + 1, G, I); R ->
            R end;
        false -> try_digits(D + 1, G, I)
    end.
fits(D, G, I) ->
    R = (I - 1) div 9, C = (I - 1) rem 9,
    not lists:any(fun(K) ->
        element(R * 9 + K + 1, G) =:= D orelse element(K * 9 + C + 1, G) =:= D orelse
            element((R div 3 * 3 + K div 3) * 9 + C div 3 * 3 + K rem 3 + 1, G) =:= D end,
                lists:seq(0, 8)).

tour(N) -> tour({1, 1}, N, #{{1, 1} => 1}, 1).
tour(_, N, Seen, K) when K =:= N * N -> [maps:get({R, C}, Seen) || R <- lists:seq(1, N),
    C <- lists:seq(1, N)];
tour(P, N, Seen, K) ->
    Next = lists:sort([{length(moves(Q, N, Seen)), Q} || Q <- moves(P, N, Seen)]),
    first(fun({_, Q}) -> tour(Q, N, Seen#{Q => K + 1}, K + 1) end, Next).
moves({R, C}, N, Seen) ->
    [{X, Y} || {A, B} <- [{1, 2}, {2, 1}, {-1, 2}, {-2, 1}, {1, -2}, {2, -1}, {-1, -2}, {-2, -1}],
        X <- [R + A], Y <- [C + B],
               X >= 1, X =< N, Y >= 1, Y =< N, not is_map_key({X, Y}, Seen)].
first(_, []) -> none;
first(F, [H | T]) -> case F(H) of none -> first(F, T); R -> R end.

ladder(A, B, Words) -> ladder([[A]], B, Words, [A]).
ladder([], _, _, _) -> none;
ladder([[B | _] = P | _], B, _, _) -> lists:reverse(P);
ladder([[W | _] = P | Q], B, Words, Seen) ->
    New = [X || X <- Words, not lists:member(X, Seen),
        1 =:= length([1 || {C, D} <- lists:zip(W, X), C =/= D])],
    ladder(Q ++ [[X | P] || X <- New], B, Words, New ++ Seen).

knapsack(Items, Cap) ->
    Row = lists:foldl(fun({V, W}, R) -> [best(R, I, V, W) || I <- lists:seq(0, Cap)] end,
        lists:duplicate(Cap + 1, 0), Items),
    lists:last(Row).
best(R, I, _, W) when I < W -> lists:nth(I + 1, R);
best(R, I, V, W) -> max(lists:nth(I + 1, R), V + lists:nth(I - W + 1, R)).

dijkstra(G, S) -> dijkstra([{0, S}], G, #{}).
dijkstra([], _, D) -> D;
dijkstra([{_, N} | Q], G, D) when is_map_key(N, D) -> dijkstra(Q, G, D);
dijkstra([{K, N} | Q], G, D) ->
    dijkstra(lists:umerge(Q, lists:sort([{K + W, M} || {M, W} <- map_get(N, G)])), G, D#{N => K}).

coins(0, _) -> 1;
coins(N, _) when N < 0 -> 0;
coins(_, []) -> 0;
coins(N, [C | Cs] = All) -> coins(N - C, All) + coins(N, Cs).

lis(L) -> lists:reverse(element(2, lists:max([X || X <- lists:foldl(fun lis_step/2, [], L)]))).
lis_step(X, Acc) ->
    {N, S} = lists:foldl(fun({K, [H | _] = T}, {B, _}) when H < X, K > B -> {K, T}; (_, B) -> B end,
        {0, []}, Acc),
    Acc ++ [{N + 1, [X | S]}].

matrix_chain(D) -> T = list_to_tuple(D), element(1, chain(1, tuple_size(T) - 1, T, #{})).
chain(I, I, _, M) -> {0, M};
chain(I, J, _, M) when is_map_key({I, J}, M) -> {map_get({I, J}, M), M};
chain(I, J, D, M0) ->
    {Best, M1} = lists:foldl(fun(K, {B, M}) ->
        {X, Ma} = chain(I, K, D, M), {Y, Mb} = chain(K + 1, J, D, Ma),
        {min(B, X + Y + element(I, D) * element(K + 1, D) * element(J + 1, D)), Mb} end,
            {infinity, M0}, lists:seq(I, J - 1)),
    {Best, M1#{{I, J} => Best}}.

gosper() -> [{1, 5}, {1, 6}, {2, 5}, {2, 6}, {11, 5}, {11, 6}, {11, 7}, {12, 4}, {12, 8}, {13, 3},
    {13, 9}].
life(C, 0) -> {length(C), erlang:phash2(lists:sort(C))};
life(C, N) ->
    M = lists:foldl(fun(P, A) -> maps:update_with(P, fun(X) -> X + 1 end, 1, A) end, #{},
                    [{X + A, Y + B} || {X, Y} <- C, A <- [-1, 0, 1], B <- [-1, 0, 1], A =/= 0 orelse
                        B =/= 0]),
    S = maps:from_keys(C, true),
    life([P || {P, K} <- maps:to_list(M), K =:= 3 orelse K =:= 2 andalso is_map_key(P, S)], N - 1).

%% AB + BA = CAC with different digits.
money() -> [{A, B, C} || A <- lists:seq(1, 9), B <- lists:seq(1, 9), A =/= B, C <- lists:seq(1, 9),
    C =/= A, C =/= B, 11 * (A + B) =:= 101 * C + 10 * A].

hanoi(N) -> length(hanoi(N, a, b, c)).
hanoi(0, _, _, _) -> [];
hanoi(N, A, B, C) -> hanoi(N - 1, A, C, B) ++ [{A, C}] ++ hanoi(N - 1, B, A, C).

brainf(S) -> P = list_to_tuple(S), bf(1, P, {[], 0, []}, []).
bf(I, P, _, Out) when I > tuple_size(P) -> lists:reverse(Out);
bf(I, P, {L, X, R} = T, Out) ->
    case element(I, P) of
        $+ -> bf(I + 1, P, {L, (X + 1) band 255, R}, Out);
        $- -> bf(I + 1, P, {L, (X - 1) band 255, R}, Out);
        $> -> case R of [] -> bf(I + 1, P, {[X | L], 0, []}, Out); [Y | R2] ->
            bf(I + 1, P, {[X | L], Y, R2}, Out) end;
        $< -> [Y | L2] = L, bf(I + 1, P, {L2, Y, [X | R]}, Out);
        $. -> bf(I + 1, P, T, [X | Out]);
        $[ when X =:= 0 -> bf(jump(I + 1, P, 1, 1), P, T, Out);
        $[ -> bf(I + 1, P, T, Out);
        $] when X =/= 0 -> bf(jump(I - 1, P, -1, 1) + 2, P, T, Out);
        $] -> bf(I + 1, P, T, Out)
    end.
jump(I, _, 1, 0) -> I;
jump(I, _, -1, 0) -> I;
jump(I, P, D, N) ->
    case {element(I, P), D} of
        {$[, 1} -> jump(I + D, P, D, N + 1);
        {$], 1} -> jump(I + D, P, D, N - 1);
        {$], -1} -> jump(I + D, P, D, N + 1);
        {$[, -1} -> jump(I + D, P, D, N - 1);
        _ -> jump(I + D, P, D, N)
    end.

huffman(S) ->
    F = lists:foldl(fun(C, M) -> maps:update_with(C, fun(X) -> X + 1 end, 1, M) end, #{}, S),
    T = build(lists:sort([{N, C} || {C, N} <- maps:to_list(F)])),
    Codes = maps:from_list(codes(T, <<>>)),
    Bits = << <<(maps:get(C, Codes))/bits>> || C <- S >>,
    {lists:sort(maps:to_list(Codes)), bit_size(Bits), decode(Bits, T, T) =:= S}.
build([{_, T}]) -> T;
build([{A, X}, {B, Y} | R]) -> build(lists:sort([{A + B, {X, Y}} | R])).
codes({L, R}, P) -> codes(L, <<P/bits, 0:1>>) ++ codes(R, <<P/bits, 1:1>>);
codes(C, P) -> [{C, P}].
decode(<<0:1, B/bits>>, {L, _}, T) -> decode(B, L, T);
decode(<<1:1, B/bits>>, {_, R}, T) -> decode(B, R, T);
decode(<<>>, C, _) -> [C];
decode(B, C, T) -> [C | decode(B, T, T)].

convex(Ps) ->
    S = lists:sort(Ps),
    half(S, []) ++ half(lists:reverse(S), []).
half([P | Ps], [B, A | R]) -> case cross(A, B, P) =< 0 of true -> half([P | Ps], [A | R]); false ->
    half(Ps, [P, B, A | R]) end;
half([P | Ps], Acc) -> half(Ps, [P | Acc]);
half([], [_ | Acc]) -> lists:reverse(Acc).
cross({A, B}, {C, D}, {E, F}) -> (C - A) * (F - B) - (D - B) * (E - A).
