%% SPDX-License-Identifier: Apache-2.0
%% erlang:display of long and deep terms.
-module(dsp_deep).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display(lists:seq(1, 400)),
    erlang:display(list_to_tuple(lists:seq(1, 400))),
    erlang:display(nest(200, x)),
    erlang:display(tuples(100, [])),
    erlang:display(maps(50, #{})),
    erlang:display(maps:from_list([{I, {v, I}} || I <- lists:seq(1, 32)])),
    erlang:display([lists:duplicate(I, I) || I <- lists:seq(0, 12)]),
    erlang:display(1 bsl 2000),
    erlang:display(-(1 bsl 3000)),
    erlang:display(improper(50)),
    erlang:display([[[[[[a]]]]], {{{{{{}}}}}}]),
    erlang:display(spine(20000)).

nest(0, X) -> X;
nest(N, X) -> nest(N - 1, [X]).

tuples(0, X) -> X;
tuples(N, X) -> tuples(N - 1, {N, X, <<N>>}).

maps(0, X) -> X;
maps(N, X) -> maps(N - 1, #{N => X, k => "v"}).

improper(0) -> tail;
improper(N) -> [N | improper(N - 1)].

spine(0) -> [];
spine(N) -> {spine(N - 1)}.
