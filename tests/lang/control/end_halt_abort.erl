%% SPDX-License-Identifier: Apache-2.0
%% halt(abort) ends by a signal.
-module(end_halt_abort).
-export([main/0]).

main() ->
    erlang:display(before),
    erlang:halt(abort).
