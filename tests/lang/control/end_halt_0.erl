%% SPDX-License-Identifier: Apache-2.0
%% halt/0 in the middle of nested calls: no after part runs, nothing follows.
-module(end_halt_0).
-export([main/0]).
-include("t.hrl").

main() ->
    try deep(id(100)) after erlang:display(unreached) end.

deep(0) -> erlang:display(leaving), erlang:halt();
deep(N) -> [N | deep(N - 1)].
