%% SPDX-License-Identifier: Apache-2.0
%% Off-heap binaries: kept by sub binaries, by funs, by messages, by the dictionary, and by
%% nothing.
-module(gc_binaries).
-export([main/0]).
-include("t.hrl").

main() ->
    B = binary:copy(<<"0123456789">>, 10000),
    Parts = [binary:part(B, P, 50) || P <- lists:seq(0, 90000, 1000)],
    ?T(erlang:crc32(Parts)),
    churn(2000),
    ?T(erlang:crc32(Parts)),
    ?T(kept_by_part()),
    ?T((kept_by_fun())()),
    put(bin, make(5000)),
    churn(1000),
    ?T(erlang:crc32(get(bin))),
    self() ! {bin, make(7000)},
    churn(1000),
    erlang:garbage_collect(),
    ?T(receive {bin, X} -> erlang:crc32(X) end),
    ?T(contexts(make(3000), [])),
    ?T(lists:sum([byte_size(make(N)) || N <- lists:seq(1, 500)])),
    ?T(in_maps(100)),
    ?T(append_many(50)),
    ?T(match_and_keep(make(2000), 0)),
    ?T(iolist(200)),
    ?T(byte_size(lists:foldl(fun(I, A) -> <<A/binary, (make(I rem 100))/binary>> end, <<>>,
            lists:seq(1, 500)))),
    erlang:garbage_collect(),
    ?T(erlang:crc32(B)).

make(N) -> binary:copy(<<(N rem 251)>>, N).

churn(0) -> ok;
churn(N) -> _ = [make(100 + N rem 50), lists:seq(1, 20)], churn(N - 1).

kept_by_part() ->
    P = binary:part(make(100000), 99990, 10),
    erlang:garbage_collect(),
    churn(500),
    P.

kept_by_fun() ->
    B = make(1000),
    <<_:100/binary, S:64/bits, _/binary>> = B,
    fun() -> churn(300), erlang:garbage_collect(), {byte_size(B), S} end.

contexts(<<X, R/binary>>, Acc) when byte_size(R) rem 100 =:= 0 -> contexts(R, [{X, R} | Acc]);
contexts(<<_, R/binary>>, Acc) -> contexts(R, Acc);
contexts(<<>>, Acc) -> churn(300), {length(Acc), lists:sum([byte_size(R) || {_, R} <- Acc])}.

in_maps(N) ->
    M = maps:from_list([{I, make(100 + I)} || I <- lists:seq(1, N)]),
    churn(500),
    erlang:garbage_collect(),
    erlang:crc32([maps:get(I, M) || I <- lists:seq(1, N)]).

append_many(N) ->
    L = lists:foldl(fun(I, [H | _] = Acc) -> [<<H/binary, I>> | Acc] end, [make(80)],
        lists:seq(1, N)),
    churn(200),
    erlang:crc32(L).

match_and_keep(<<A:10/binary, R/binary>>, N) ->
    G = lists:seq(1, 50),
    match_and_keep(R, N + byte_size(A) + length(G));
match_and_keep(R, N) -> {R, N}.

iolist(N) ->
    L = lists:foldl(fun(I, A) -> [A, make(I), I band 255 | <<"tail">>] end, [], lists:seq(1, N)),
    churn(200),
    {iolist_size(L), erlang:crc32(iolist_to_binary(L))}.
