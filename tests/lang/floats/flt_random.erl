%% SPDX-License-Identifier: Apache-2.0
%% Random doubles: text round trips, comparison with integers, rounding, bit patterns.
-module(flt_random).
-export([main/0]).
-include("t.hrl").

main() ->
    L = floats(400, 31337),
    erlang:display(length(L)),
    erlang:display([F || F <- L, list_to_float(float_to_list(F, [short])) =/= F]),
    erlang:display([F || F <- L, list_to_float(float_to_list(F)) =/= F]),
    erlang:display([F || F <- L, binary_to_float(float_to_binary(F, [{scientific, 17}])) =/= F]),
    erlang:display([F || F <- L, binary_to_term(term_to_binary(F)) =/= F]),
    erlang:display([F || F <- L, binary_to_term(term_to_binary(F, [{minor_version, 0}])) =/= F]),
    erlang:display(erlang:phash2([float_to_list(F, [short]) || F <- L])),
    erlang:display(erlang:phash2([float_to_list(F) || F <- L])),
    erlang:display(erlang:phash2([float_to_list(F, [{decimals, 5}]) || F <- L, abs(F) < 1.0e15])),
    erlang:display(erlang:phash2([io_lib:format("~w ~p ~g", [F, F, F]) || F <- L])),
    erlang:display(erlang:phash2([erlang:phash2(F) || F <- L])),
    erlang:display(erlang:phash2(lists:sort(L))),
    erlang:display([F || F <- L, abs(F) < 1.0e300, not rounding(F)]),
    erlang:display(erlang:phash2([{trunc(F), round(F), floor(F), ceil(F)} || F <- L])),
    erlang:display([{A, B} || A <- lists:sublist(L, 60), B <- lists:sublist(L, 60),
        (A < B) =/= (key(A) < key(B))]),
    erlang:display(erlang:phash2([arith(A, B) || A <- lists:sublist(L, 60),
        B <- lists:sublist(L, 60)])),
    erlang:display(erlang:phash2([catch <<F:32/float>> || F <- L, abs(F) < 1.0e38])),
    [t:p("~w ~s", [F, float_to_list(F, [short])]) || F <- lists:sublist(L, 40)].

floats(0, _) -> [];
floats(N, S0) ->
    S = (S0 * 6364136223846793005 + 1442695040888963407) band 16#ffffffffffffffff,
    B = case (S bsr 60) rem 4 of
        0 -> <<S:64>>;
        1 -> <<((S bsr 20) / 1024)/float>>;
        2 -> <<((S bsr 33) * 1.0e-7)/float>>;
        3 -> <<((S bsr 40) / 7)/float>>
    end,
    case B of
        <<F/float>> -> [F | floats(N - 1, S)];
        _ -> floats(N, S)
    end.

rounding(F) ->
    T = trunc(F), R = round(F), Fl = floor(F), C = ceil(F),
    abs(T) =< abs(F) andalso Fl =< F andalso C >= F andalso C - Fl =< 1 andalso
        abs(R - F) =< 0.5 andalso
        (T == Fl orelse T == C) andalso (R == Fl orelse R == C).

%% The order of floats is the order of their bits, with the sign folded in.
key(F) ->
    case <<F/float>> of
        <<0:1, M:63>> -> M;
        <<1:1, M:63>> -> -M
    end.

arith(A, B) ->
    [try Op(A, B) catch error:R -> R end || Op <- [fun(X, Y) -> X + Y end, fun(X, Y) -> X - Y end,
        fun(X, Y) -> X * Y end, fun(X, Y) -> X / Y end]].
