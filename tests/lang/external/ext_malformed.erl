%% SPDX-License-Identifier: Apache-2.0
%% binary_to_term of broken input: badarg, never anything else; every truncation and many
%% mutations.
-module(ext_malformed).
-export([main/0]).
-include("t.hrl").

main() ->
    Bad = [<<>>, <<131>>, <<130, 97, 1>>, <<131, 0>>, <<131, 255>>, <<131, 97>>, <<131, 98, 1, 2,
        3>>, <<131, 99, "nan", 0:(28 * 8)>>, <<131, 99, "1.5">>, <<131, 70,
        16#7ff0000000000000:64>>,
           <<131, 70, 16#7ff8000000000000:64>>, <<131, 70, 1, 2>>, <<131, 100, 0, 5, "a">>, <<131,
               100, 1, 0, 0:2048>>, <<131, 118, 0, 1, 255>>, <<131, 119, 1, 200>>, <<131, 119, 2,
               192, 128>>,
           <<131, 104, 2, 97, 1>>, <<131, 105, (1 bsl 31):32>>, <<131, 105, 16#ffffffff:32, 106>>,
               <<131, 107, 0, 5, "abc">>, <<131, 108, 2:32, 97, 1, 106>>, <<131, 108, 1:32, 97, 1>>,
           <<131, 108, 16#ffffffff:32, 106>>, <<131, 109, 5:32, "ab">>, <<131, 109, 16#ffffffff:32,
               "ab">>, <<131, 77, 1:32, 9, 1>>, <<131, 77, 0:32, 3>>, <<131, 77, 1:32, 0, 1>>,
               <<131, 110, 2, 0, 1>>,
           <<131, 110, 1, 2, 1>>, <<131, 111, 16#ffffffff:32, 0>>, <<131, 116, 1:32, 97, 1>>, <<131,
               116, 2:32, 97, 1, 97, 1, 97, 1, 97, 2>>, <<131, 116, 16#ffffffff:32>>,
           <<131, 113, 97, 1, 119, 1, "f", 97, 2>>, <<131, 113, 119, 1, "m", 119, 1, "f", 98,
               256:32>>, <<131, 113, 119, 1, "m", 119, 1, "f", 98, -1:32>>, <<131, 112, 10:32, 0,
               0:128, 0:32, 0:32>>,
           <<131, 88, 97, 1, 1:32, 1:32, 1:32>>, <<131, 90, 9:16, 119, 1, "a", 0:32, 1:32>>, <<131,
               68, 1>>, <<131, 82, 0>>, <<131, 131, 97, 1>>, <<131, 80>>, <<131, 80, 1:32>>,
           <<131, 104, 1, 131, 97, 1>>, <<131, 97, 1:4>>],
    [t:p("~w ~w", [B, value(B)]) || B <- Bad],
    t:bif(erlang, binary_to_term, [[a], [[131, 97, 1]], [<<131, 97, 1>>, [x]], [<<131, 97, 1>>, x],
            [<<131, 97, 1>>, [safe | x]]]),
    T = {a, 'å', 1, 256, -1, 1 bsl 70, 1.5, "str", [1, [x | y]], <<"bin">>, <<5:3>>,
        #{k => {v}, 1 => []}, fun lists:map/2},
    B = term_to_binary(T),
    ?T(lists:usort([value(binary:part(B, 0, N)) || N <- lists:seq(0, byte_size(B) - 1)])),
    %% One byte changed: whatever is decoded can be encoded and decoded again.
    Results = [mutate(B, P, X) || P <- lists:seq(1, byte_size(B) - 1), X <- [0, 1, 16#7f, 106, 109,
        116, 255]],
    ?T(length([ok || ok <- Results]) + length([badarg || badarg <- Results]) =:= length(Results)),
    ?T(length([ok || ok <- Results])).

value(B) -> try binary_to_term(B) of X -> {ok, X} catch error:R -> R end.

mutate(B, P, X) ->
    <<H:P/binary, _, R/binary>> = B,
    try binary_to_term(<<H/binary, X, R/binary>>) of T -> T = binary_to_term(term_to_binary(T)),
        ok catch error:badarg -> badarg end.
