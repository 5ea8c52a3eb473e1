%% SPDX-License-Identifier: Apache-2.0
%% Builds binaries: appending, comprehensions, bit fields, iolists.
-module(building).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 4000000.

bench(N) ->
    Appended = append(N, <<>>),
    Bits = << <<(X band 7):3>> || X <- lists:seq(1, N div 2) >>,
    Doubled = << <<B, (B bxor 255)>> || <<B>> <= Appended >>,
    Io = iolist_to_binary(io(N div 8)),
    [{byte_size(B), erlang:crc32(B)} || B <- [Appended, Doubled, Io]]
        ++ [{bit_size(Bits), erlang:phash2(Bits)}].

append(0, Acc) -> Acc;
append(N, Acc) when N rem 3 =:= 0 -> append(N - 1, <<Acc/binary, N:16>>);
append(N, Acc) -> append(N - 1, <<Acc/binary, N>>).

io(0) -> [];
io(N) -> [<<"item ">>, integer_to_list(N), $\n | io(N - 1)].
