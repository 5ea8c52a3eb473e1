%% SPDX-License-Identifier: Apache-2.0
%% Ends by an uncaught error from nested calls, after some output on both streams.
-module(end_error).
-export([main/0]).
-include("t.hrl").

main() ->
    t:p("before ~ts", [[16#e5, 1234]]),
    erlang:display(out),
    X = outer(id(3)),
    t:p(X).

outer(N) ->
    X = middle(N),
    {outer, X}.

middle(0) -> 1 + inner(id([1, 2, <<"three">>]));
middle(N) -> 1 + middle(N - 1).

inner(L) ->
    R = lists:map(fun(X) when is_integer(X) -> X + 1 end, L),
    length(R).
