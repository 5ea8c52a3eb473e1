%% SPDX-License-Identifier: Apache-2.0
%% main/1 without arguments gets the empty list.
-module(args_none).
-export([main/1]).
-include("t.hrl").

main(Args) ->
    erlang:display(Args),
    ?T(hd(Args)),
    ?T(Args =:= []).
