%% SPDX-License-Identifier: Apache-2.0
%% Searches in long binaries: Boyer-Moore and Aho-Corasick against a plain search, near every
%% boundary.
-module(bin_search).
-export([main/0]).
-include("t.hrl").

main() ->
    Hay = hay(5000, 1, <<>>),
    Needles = [binary:part(Hay, P, L) || {P, L} <- [{0, 5}, {17, 1}, {100, 40}, {4990, 10},
        {2500, 300}, {4000, 2}]],
    ?T([{binary:match(Hay, N), length(binary:matches(Hay, N))} || N <- Needles]),
    ?T([{binary:match(Hay, N)} || N <- [<<N/binary, 255>> || N <- Needles]]),
    ?T([X || X <- Needles, binary:match(Hay, X) =/= naive(Hay, X, 0)]),
    ?T(binary:matches(<<"aaaaaaaaaaaaaaaaaaaab">>, <<"aaaab">>)),
    ?T(binary:matches(<<"abababababab">>, [<<"abab">>, <<"ba">>])),
    ?T(binary:matches(<<"mississippi">>, [<<"issi">>, <<"ssi">>, <<"p">>, <<"mississippix">>,
            <<"i">>])),
    ?T(binary:matches(<<"ushers">>, [<<"he">>, <<"she">>, <<"his">>, <<"hers">>])),
    ?T(binary:match(<<"xxabcdxx">>, [<<"cd">>, <<"bc">>, <<"abcd">>, <<"abc">>])),
    ?T(erlang:phash2(binary:matches(Hay, [<<1>>, <<2, 3>>, binary:part(Hay, 700, 5)]))),
    ?T([length(binary:split(Hay, N, [global])) || N <- [<<10>>, [<<10>>, <<20>>],
            binary:part(Hay, 1000, 2)]]),
    ?T(iolist_to_binary(lists:join(<<10>>, binary:split(Hay, <<10>>, [global]))) =:= Hay),
    ?T(t:sum(binary:replace(Hay, <<7>>, <<"seven">>, [global]))),
    ?T([scope(Hay, S) || S <- [{0, 5000}, {100, 0}, {5000, 0}, {5000, -5000}, {2000, 500},
            {0, 3}]]),
    ?T([case binary:match(<<(zeros(N))/binary, "needle">>, <<"needle">>) of {N, 6} -> ok; X ->
            {N, X} end || N <- lists:seq(0, 40)] -- lists:duplicate(41, ok)),
    ?T(sub(Hay)).

hay(0, _, B) -> B;
hay(N, S, B) -> hay(N - 1, (S * 1103515245 + 12345) band 16#7fffffff, <<B/binary,
    (S bsr 16 rem 29)>>).

zeros(N) -> <<0:(N * 8)>>.

naive(Hay, N, P) when P + byte_size(N) > byte_size(Hay) -> nomatch;
naive(Hay, N, P) ->
    L = byte_size(N),
    case Hay of
        <<_:P/binary, N:L/binary, _/binary>> -> {P, L};
        _ -> naive(Hay, N, P + 1)
    end.

scope(Hay, S) ->
    {binary:match(Hay, <<5>>, [{scope, S}]),
        length(binary:matches(Hay, [<<5>>, <<6>>], [{scope, S}]))}.

sub(Hay) ->
    <<_:3, Shifted:4000/binary, _/bits>> = Hay,
    {binary:match(Shifted, binary:part(Shifted, 3000, 10)), length(binary:matches(Shifted, <<0>>)),
     length(binary:split(Shifted, [<<8>>, <<16>>], [global]))}.
