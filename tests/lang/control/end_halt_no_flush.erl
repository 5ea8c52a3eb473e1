%% SPDX-License-Identifier: Apache-2.0
%% halt(3, [{flush, false}]).
-module(end_halt_no_flush).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display(before),
    erlang:halt(3, [{flush, false}]).
