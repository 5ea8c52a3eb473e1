%% SPDX-License-Identifier: Apache-2.0
%% alias/1: options and errors.
-module(als_options).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [begin
        A = alias(Options),
        A ! 1,
        A ! 2,
        proc:show(Options, {proc:flush(), unalias(A)})
     end || Options <- [[], [explicit_unalias], [reply], [explicit_unalias, reply],
        [reply, explicit_unalias], [reply, reply]]],
    ?R(alias(id(a))),
    ?R(alias([id(a)])),
    ?R(alias([reply | id(x)])),
    ?R(alias([{id(reply), true}])),
    ?R(unalias(id(a))),
    ?R(unalias(id(self()))).
