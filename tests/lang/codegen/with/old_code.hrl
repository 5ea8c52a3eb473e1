%% SPDX-License-Identifier: Apache-2.0
%% Common body of the programs that are compiled for older releases: whatever had other
%% instructions then (construction and matching of binaries, floats, funs, stack frames, swaps).

main() ->
    build(),
    [?T(build_errors(X)) || X <- [a, -1, 1.5, <<1:3>>, 1 bsl 70]],
    [t:p("~w", [match(B)]) || B <- [<<>>, <<1>>, <<1, 2, 3>>, <<"abcdef">>, <<200, 1:4>>, <<5,
            "hello", 1>>, <<"åß€𐍈"/utf8>>]],
    ?T(loop(<<1, 2, 3, 4, 5>>, <<>>)),
    ?T(comprehensions(<<1, 2, 3, 250>>)),
    ?T(utf()),
    ?T(utf_errors(id(16#d800))),
    ?T(utf_errors(id(x))),
    ?T(floats(id(1.5), id(2))),
    ?T(floats(id(a), id(2))),
    ?T(floats(id(1.0e308), id(1.0e308))),
    ?T([F(3) || F <- funs(id(10))]),
    ?T(frames(id(4))),
    ?T(receiving()),
    ?T(swaps(1, 2, 3, 50)),
    ?T(tuples(id({a, b, c}))),
    ?T(records(id({r, 1, 2}))),
    ?T(records(id({x, 1, 2}))),
    ?T(maps_(id(#{a => 1, b => 2}))),
    ?T(maps_(id(#{a => 1}))),
    ?T(tries(id(0))),
    ?T(tries(id(1))),
    ?T(tries(id(x))),
    ?T(position(id(<<"aXbXc">>))),
    ?T(tail_of(id(<<1:3, 77:16, "rest":32>>))).

build() ->
    [t:p("~w", [bits(X, S)]) || X <- [0, 1, -1, 255, 1 bsl 70], S <- [0, 1, 7, 8, 13, 64, 65]],
    B = id(<<"abc">>),
    T = id(<<5:3>>),
    ?T(<<B/binary, T/bits, 1:5, B:2/binary, (id(1.5))/float, (id(2.5)):32/float-little>>),
    ?T(<<1, 2, 3, "literal", B/binary, "tail">>),
    ?T(<<T/bits, B/binary, T/bits>>),
    ?T(<<(id(258)):16/little, (id(-2)):24/signed-little, (id(3)):3/unit:5>>),
    ?T(append(B, 5)),
    ?T(append(T, 5)).

bits(X, S) -> <<1:1, X:S, X:S/little, 2:2>>.

build_errors(X) ->
    [value(fun() -> <<X:8>> end), value(fun() -> <<X/binary>> end), value(fun() -> <<1:X>> end),
     value(fun() -> <<X/float>> end), value(fun() -> <<X/utf8>> end),
         value(fun() -> <<"abc":X/binary>> end),
     value(fun() -> <<0, X/bits>> end), value(fun() -> Y = <<1, 2>>, <<Y:X/binary, 3>> end)].

value(F) ->
    try F() catch C:R:S -> {C, R, [{M, N, length_of(A)} || {M, N, A, _} <- t:st(S)]} end.

length_of(A) when is_list(A) -> A;
length_of(A) -> A.

match(<<>>) -> empty;
match(<<X>>) -> {one, X};
match(<<L, S:L/binary, R/bits>>) -> {sized, S, R};
match(<<A:3, B:5/signed, C:16/little, R/binary>>) when C =/= 0 -> {A, B, C, R};
match(<<"abc", R/binary>>) -> {abc, R};
match(<<A/utf8, B/utf8, R/bits>>) -> {utf, A, B, R};
match(<<X:4, Y:8, R/bits>>) -> {X, Y, R};
match(X) -> X.

loop(<<X, R/binary>>, Acc) when X rem 2 =:= 0 -> loop(R, <<Acc/binary, X, X>>);
loop(<<X, R/binary>>, Acc) -> loop(R, <<Acc/binary, X:16>>);
loop(<<>>, Acc) -> Acc.

append(B, 0) -> B;
append(B, N) -> append(<<B/bits, N:4, "x">>, N - 1).

comprehensions(B) ->
    {<< <<(X + 1)>> || <<X>> <= B >>, << <<X:3>> || <<X>> <= B, X < 5 >>, [X || <<X:4>> <= B],
        << <<X/binary, "-">> || X <- [B, <<>>, B] >>,
     << <<Y:Y>> || Y <- [1, 2, 3, 9] >>}.

utf() ->
    Cs = id([$a, 16#e5, 16#20ac, 16#10348]),
    B8 = << <<C/utf8>> || C <- Cs >>,
    B16 = << <<C/utf16>> || C <- Cs >>,
    L16 = << <<C/utf16-little>> || C <- Cs >>,
    B32 = << <<C/utf32>> || C <- Cs >>,
    [C1, C2 | _] = Cs,
    {B8, B16, L16, B32, [C || <<C/utf8>> <= B8], [C || <<C/utf16-little>> <= L16],
        [C || <<C/utf32>> <= B32],
     <<1:1, C1/utf8, C2/utf16, C2/utf32, C1/utf16-little>>, skip(B8), skip16(B16)}.

skip(<<_/utf8, R/binary>>) -> [R | skip(R)];
skip(<<>>) -> [].
skip16(<<_/utf16, _/utf16, R/binary>>) -> R.

utf_errors(C) -> [value(fun() -> <<C/utf8>> end), value(fun() -> <<C/utf16>> end),
    value(fun() -> <<1, C/utf32>> end)].

floats(A, B) ->
    C = A * 2.0 + B,
    D = (C - 0.5) / (B + 1.0),
    E = -D,
    case C of
        _ when C + 1.0 > D * 2.0 -> {C, D, E, C * D - E};
        _ -> {other, C}
    end.

funs(N) -> [fun(X) -> X + N end, fun(X) -> [X, N] end, fun swap/1, fun ?MODULE:main/0 =:= x orelse
    fun erlang:integer_to_list/1].

swap(X) -> {X, X}.

frames(N) ->
    A = id(N), B = id(A + 1), C = case N of 4 -> id([A]); _ -> none end,
    D = try id(B) of X when X > 3 -> id({X}) catch _:_ -> no end,
    erlang:garbage_collect(),
    E = (catch id(C) ++ id(D)),
    {A, B, C, D, is_tuple(E), id(N)}.

receiving() ->
    R = make_ref(),
    self() ! {other, 1},
    self() ! {R, 2},
    A = receive {R, X} -> X after 1000 -> none end,
    B = receive {other, Y} -> Y end,
    C = receive Z -> Z after 0 -> timeout end,
    {A, B, C}.

swaps(A, B, C, 0) -> {A, B, C};
swaps(A, B, C, N) when N rem 2 =:= 0 -> swaps(B, A, C, N - 1);
swaps(A, B, C, N) -> swaps(C, B, A, N - 1).

tuples({A, B, C} = T) -> {setelement(2, setelement(1, T, B), A), {C, T}, element(3, T)}.

-record(r, {a, b}).
records(#r{a = A} = R) -> R#r{a = A + 1, b = [A]};
records(R) -> R#r.b.

maps_(#{a := A, b := B} = M) -> {A, B, M#{a := B, c => A}};
maps_(M) -> M#{z := 1}.

tries(X) ->
    try 10 div X of
        10 -> {ok, try throw(a) catch throw:Y -> Y end};
        Z -> Z
    catch
        error:badarith when X =:= 0 -> zero;
        error:R:S -> {R, t:st(S)}
    after
        put(done, X)
    end.

position(B) -> position(B, B, 0).
position(All, <<"X", R/binary>>, N) -> <<H:N/binary, _/binary>> = All, [H | position(R, R, 0)];
position(All, <<_, R/binary>>, N) -> position(All, R, N + 1);
position(All, <<>>, _) -> [All].

tail_of(<<_:3, X:16, R/bits>> = B) -> {X, R, bit_size(B), byte_size(R)}.
