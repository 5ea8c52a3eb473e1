%% SPDX-License-Identifier: Apache-2.0
%% Bit patterns of floats: 16, 32 and 64 bits, both orders, rounding, denormals, rejected NaN and
%% infinity.
-module(flt_bits).
-export([main/0]).
-include("t.hrl").

main() ->
    V = [0.0, 1.0, -1.0, 0.1, 65504.0, 65505.0, 6.0e-8, 5.960464477539063e-8, 6.103515625e-5,
        3.4028234663852886e38,
         1.401298464324817e-45, 1.1754943508222875e-38, 1.0e-46, 0.333251953125, 2049.0, 16777217.0,
             1.5e-45],
    [t:p("~w ~w ~w ~w", [X, narrow(X, 16), narrow(X, 32), <<X:64/float>>]) || X <- V],
    [t:p("~w ~w", [X, [<<X:S/float-little>> || S <- [32, 64]]]) || X <- V, abs(X) < 3.0e38],
    ?T([half(N) || N <- id([0, 1, 16#3ff, 16#400, 16#3c00, 16#3555, 16#7bff, 16#7c00, 16#7c01,
            16#fbff, 16#fc00,
                             16#8000, 16#8001])]),
    ?T([single(N) || N <- id([0, 1, 16#7fffff, 16#800000, 16#3f800000, 16#7f7fffff, 16#7f800000,
            16#7fc00000,
                               16#ff800000, 16#80000000])]),
    ?T([double(N) || N <- id([0, 1, 16#fffffffffffff, 16#10000000000000, 16#7fefffffffffffff,
            16#7ff0000000000000,
                               16#7ff8000000000000, 16#fff0000000000000, 16#8000000000000000])]),
    ?T(<<(id(70000.0)):16/float>>),
    ?T(<<(id(3.5e38)):32/float>>),
    ?T(<<(id(1.0e39)):32/float>>),
    ?T(<<(id(1.0)):(id(17))/float>>),
    ?T(<<(id(1)):32/float, (id(-2)):64/float, (id(1 bsl 70)):64/float, (id(2)):16/float>>),
    ?T(<<(id(1 bsl 1024)):64/float>>),
    ?T(<<(id(a)):64/float>>),
    ?T(<<(id("1.0"))/float>>),
    ?T(<<1:3, (id(1.5)):32/float, 2:5>>),
    ?T(begin <<_:3, F:32/float, _/bits>> = id(<<1:3, 1.5:32/float, 2:5>>), F end),
    ?T(begin <<_:5, F:64/float-little, _:3>> = id(<<1:5, 0.1:64/float-little, 2:3>>), F end),
    ?T(begin S = id(32), <<F:S/float, _/bits>> = id(<<1.5:32/float, 0>>), F end),
    ?T([sized(S) || S <- [0, 8, 15, 16, 32, 33, 64, 65, 128, -1]]),
    ?T([exact(X) || X <- [0.5, 0.1, 3.0]]).

narrow(X, Size) -> try <<X:Size/float>> catch error:R -> R end.
half(N) -> case <<N:16>> of <<F:16/float>> -> F; <<_:16>> -> none end.
single(N) -> case <<N:32>> of <<F:32/float>> -> F; <<_:32>> -> none end.
double(N) -> case <<N:64>> of <<F:64/float>> -> F; <<_:64>> -> none end.

sized(S) -> case id(<<1.5:64/float, 2.5:64/float>>) of <<F:S/float, _/bits>> -> F; _ -> none end.

exact(X) -> <<I:64>> = <<X/float>>, {I bsr 52 band 16#7ff, I band 16#fffffffffffff}.
