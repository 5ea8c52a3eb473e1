%% SPDX-License-Identifier: Apache-2.0
%% Fermat tests of numbers of 64 to 512 bits: multiplication and remainder of small big integers.
-module(modexp).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 600.

bench(N) ->
    lists:sum([count(N * 512 div (Bits * 2), (1 bsl Bits) - 1, 0) || Bits <- [64, 128, 256, 512]]).

count(0, _, Count) ->
    Count;
count(N, Candidate, Count) ->
    case power(3, Candidate - 1, Candidate, 1) of
        1 -> count(N - 1, Candidate - 2, Count + 1);
        _ -> count(N - 1, Candidate - 2, Count)
    end.

power(_, 0, _, Result) ->
    Result;
power(Base, Exponent, M, Result) when Exponent band 1 =:= 1 ->
    power(Base * Base rem M, Exponent bsr 1, M, Result * Base rem M);
power(Base, Exponent, M, Result) ->
    power(Base * Base rem M, Exponent bsr 1, M, Result).
