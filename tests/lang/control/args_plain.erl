%% SPDX-License-Identifier: Apache-2.0
%% Arguments reach main/1 as strings.
%% args: one "two words" '' -x --y=z 12 'quo"te' "a'b" a\\b åß日本 --
-module(args_plain).
-export([main/1]).
-include("t.hrl").

main(Args) ->
    erlang:display(length(Args)),
    [t:p("~w", [A]) || A <- Args],
    [t:p("<~ts>", [A]) || A <- Args],
    t:p([is_integer(catch list_to_integer(A)) || A <- Args]),
    t:p(init_free(Args)).

%% Every argument is a proper list of code points.
init_free(Args) ->
    lists:all(fun(A) -> lists:all(fun(C) -> is_integer(C) andalso C >= 0 end, A) end, Args).
