%% SPDX-License-Identifier: Apache-2.0
%% Ends by an uncaught badarith in a native operator.
-module(end_badarith).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display(start),
    X = compute(id(1), id(nan)),
    erlang:display(X).

compute(A, B) ->
    C = A * 2,
    D = C + B,
    {C, D}.
