%% SPDX-License-Identifier: Apache-2.0
%% A normal return is exit status 0, whatever the value.
-module(end_return).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display(returning),
    {error, id("not an exit status"), 17}.
