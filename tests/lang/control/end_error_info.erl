%% SPDX-License-Identifier: Apache-2.0
%% Ends by erlang:error/3 with error_info; the arguments replace the arity.
-module(end_error_info).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display(go(id(-1))).

go(N) when N >= 0 -> N;
go(N) ->
    error({negative, N}, [N], [{error_info, #{cause => below, module => ?MODULE}}]).
