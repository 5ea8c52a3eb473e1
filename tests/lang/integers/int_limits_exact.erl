%% SPDX-License-Identifier: Apache-2.0
%% The exact size at which an integer is too large: 524287 words of 64 bits.
%% heavy: large heap
-module(int_limits_exact).
-export([main/0]).
-include("t.hrl").

main() ->
    Top = 33554368,
    ?E([limit(fun() -> (1 bsl N) bsr (N - 1) end) || N <- [Top - 2, Top - 1, Top, Top + 1]]),
    ?E([limit(fun() -> (-1 bsl N) bsr (N - 1) end) || N <- [Top - 1, Top]]),
    X = id(1) bsl (Top - 1),
    ?E(limit(fun() -> (X + X) bsr Top end)),
    ?E(limit(fun() -> (X * 2) bsr Top end)),
    ?E(limit(fun() -> (X * 1) =:= X end)),
    ?E(limit(fun() -> (X * -1) + X end)),
    ?E(limit(fun() -> ((X - 1) + X) band 3 end)),
    ?E(limit(fun() -> (X bor (X - 1)) band 3 end)),
    ?E(limit(fun() -> ((X bor (X - 1)) + 1) band 3 end)),
    ?E(limit(fun() -> ((X bsr 1) * 2) =:= X end)),
    ?E(limit(fun() -> ((X bsr 70) * (1 bsl 70)) =:= X end)),
    ?E(limit(fun() -> ((X bsr 70) * (1 bsl 71)) bsr Top end)),
    ?E(limit(fun() -> (bnot X) band 7 end)),
    ?E(limit(fun() -> (X div 3) band 7 end)),
    ?E(limit(fun() -> X rem 1000007 end)),
    ?E(limit(fun() -> (-X) =:= 0 - X end)),
    ?E(limit(fun() -> abs(-X) =:= X end)),
    ?E(limit(fun() -> binary:decode_unsigned(<<128, 0:(Top - 8)>>) =:= X end)),
    ?E(limit(fun() -> <<N:Top>> = <<128, 0:(Top - 8)>>, N =:= X end)),
    ?E(limit(fun() -> <<N:(Top + 8)>> = <<1, 0:Top>>, N > X end)),
    ?E(erlang:phash2(X)),
    ?E(byte_size(term_to_binary(X))),
    ?E(binary_to_term(term_to_binary(X)) =:= X).

limit(F) -> try F() catch error:R when is_atom(R) -> R; error:{badmatch, _} -> badmatch end.
