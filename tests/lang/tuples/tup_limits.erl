%% SPDX-License-Identifier: Apache-2.0
%% Tuples at and over the largest size, 2^24 - 1 elements. (Little is allocated while they live.)
%% heavy: large heap
-module(tup_limits).
-export([main/0]).
-include("t.hrl").

main() ->
    Max = (1 bsl 24) - 1,
    T = erlang:make_tuple(Max, x),
    erlang:display(tuple_size(T)),
    erlang:display(element(Max, T)),
    erlang:display(limit(append_element, [T, y])),
    erlang:display(limit(make_tuple, [Max + 1, x])),
    erlang:display(limit(make_tuple, [1 bsl 40, x])),
    erlang:display(limit(make_tuple, [1 bsl 70, x])),
    erlang:display(limit(make_tuple, [Max + 1, x, []])),
    erlang:display(limit(delete_element, [Max, T])),
    erlang:display(element(Max, setelement(Max, T, z))),
    erlang:display(element(Max, T)),
    erlang:display(limit(list_to_tuple, [lists:duplicate(1 bsl 20, x)])).

limit(F, Args) ->
    try tuple_size(apply(erlang, F, Args)) catch error:R -> R end.
