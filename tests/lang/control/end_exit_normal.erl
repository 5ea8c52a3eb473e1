%% SPDX-License-Identifier: Apache-2.0
%% Ends by an uncaught exit(normal): reported as any other exception.
-module(end_exit_normal).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display(here),
    exit(id(normal)).
