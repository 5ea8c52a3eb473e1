%% SPDX-License-Identifier: Apache-2.0
%% Flag garbage_collection: pairs of events with their facts.
%% heavy: many collections
-module(trc_collections).
-export([main/0, fill/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:names(tracing:start(), tracee),
    ?S(erlang:trace(P, true, [garbage_collection])),
    tracing:call(P, erlang, garbage_collect, []),
    tracing:call(P, ?MODULE, fill, [20000]),
    tracing:call(P, erlang, garbage_collect, []),
    All = tracing:messages(P),
    ?S(pairs([element(3, T) || T <- All])),
    ?S(lists:usort([element(3, T) || T <- All])),
    ?S(lists:usort([[K || {K, _} <- element(4, T)] || T <- All])),
    ?S(lists:all(fun({_, V}) -> is_integer(V) andalso V >= 0 end, lists:append([element(4, T) || T <- All]))),
    ?S(lists:usort([{element(1, T), element(2, T)} || T <- All])),
    ?S(erlang:trace(P, false, [garbage_collection])),
    tracing:call(P, erlang, garbage_collect, []),
    ?S(tracing:messages(P)).

fill(0) -> [];
fill(N) -> [N | fill(N - 1)].

pairs([gc_minor_start, gc_minor_end | Rest]) -> pairs(Rest);
pairs([gc_major_start, gc_major_end | Rest]) -> pairs(Rest);
pairs([]) -> true;
pairs(Other) -> Other.
