%% SPDX-License-Identifier: Apache-2.0
%% A tree of processes: each node has two children, and adds up what they say.
-module(spw_tree).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S([sum(Depth) || Depth <- lists:seq(0, 10)]).

sum(Depth) ->
    Me = self(),
    spawn(fun() -> node_at(Depth, 1, Me) end),
    receive {sum, N} -> N end.

node_at(0, Number, Parent) ->
    Parent ! {sum, Number};
node_at(Depth, Number, Parent) ->
    Me = self(),
    spawn_link(fun() -> node_at(Depth - 1, 2 * Number, Me) end),
    spawn_link(fun() -> node_at(Depth - 1, 2 * Number + 1, Me) end),
    receive {sum, A} -> receive {sum, B} -> Parent ! {sum, Number + A + B} end end.
