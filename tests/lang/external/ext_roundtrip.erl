%% SPDX-License-Identifier: Apache-2.0
%% Round trips of random terms, small and large, aligned and not; equality of sizes.
-module(ext_roundtrip).
-export([main/0]).
-include("t.hrl").

main() ->
    Terms = [element(1, random(S * 7919 + 1, 5)) || S <- lists:seq(1, 300)],
    erlang:display(length(Terms)),
    erlang:display([X || X <- Terms, binary_to_term(term_to_binary(X)) =/= X]),
    erlang:display([X || X <- Terms, erlang:external_size(X) < byte_size(term_to_binary(X))]),
    erlang:display([X || X <- Terms, binary_to_term(term_to_binary(X, [compressed])) =/= X]),
    erlang:display([X || X <- Terms,
        binary_to_term(iolist_to_binary(erlang:term_to_iovec(X))) =/= X]),
    erlang:display([X || X <- Terms, shifted(X) =/= X]),
    erlang:display([X || X <- Terms,
        term_to_binary(binary_to_term(term_to_binary(X))) =/= term_to_binary(X)]),
    erlang:display(erlang:phash2(Terms)),
    erlang:display(erlang:phash2([erlang:phash2(X) || X <- Terms])),
    erlang:display(erlang:phash2(lists:sort(Terms))),
    erlang:display(erlang:crc32(<< <<(term_to_binary(X))/binary>> || X <- Terms >>)),
    All = list_to_tuple(Terms),
    erlang:display(binary_to_term(term_to_binary(All)) =:= All),
    erlang:display([X || X <- lists:sublist(Terms, 12)]).

shifted(X) ->
    B = term_to_binary(X),
    S = byte_size(B),
    <<_:3, C:S/binary, _/bits>> = <<5:3, B/binary, 1:5>>,
    binary_to_term(C).

next(S) -> (S * 6364136223846793005 + 1442695040888963407) band 16#ffffffffffffffff.

random(S0, 0) -> leaf(next(S0));
random(S0, D) ->
    S = next(S0),
    case (S bsr 40) rem 6 of
        0 -> {L, S1} = list(S, (S bsr 20) rem 5, D), {list_to_tuple(L), S1};
        1 -> list(S, (S bsr 20) rem 6, D);
        2 -> {L, S1} = list(S, (S bsr 20) rem 4, D),
            {maps:from_list([{K, V} || {K, V} <- lists:enumerate(L)]), S1};
        3 -> {H, S1} = random(S, D - 1), {T, S2} = random(S1, D - 1), {[H | T], S2};
        _ -> leaf(S)
    end.

list(S, 0, _) -> {[], S};
list(S, N, D) -> {H, S1} = random(S, D - 1), {T, S2} = list(S1, N - 1, D), {[H | T], S2}.

leaf(S) ->
    N = S bsr 30,
    X = case (S bsr 16) rem 10 of
        0 -> N rem 256;
        1 -> (N rem 1000000) - 500000;
        2 -> N * N * N - (1 bsl 80);
        3 -> (N rem 100000) / 128;
        4 -> element(1 + N rem 5, {ok, error, 'å', '', true});
        5 -> binary:copy(<<N:16>>, N rem 50);
        6 -> <<N:(N rem 40)>>;
        7 -> integer_to_list(N);
        8 -> [];
        9 -> fun lists:map/2
    end,
    {X, next(S)}.
