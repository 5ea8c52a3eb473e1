%% SPDX-License-Identifier: Apache-2.0
%% A storm of processes that live shortly; each tells its end once.
-module(str_spawn_exit).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(storm(20000, 0, #{})),
    ?S(proc:flush()).

storm(0, 0, Counts) ->
    lists:sort(maps:to_list(Counts));
storm(Left, Alive, Counts) when Left > 0, Alive < 500 ->
    spawn_monitor(fun() -> exit(Left rem 5) end),
    storm(Left - 1, Alive + 1, Counts);
storm(Left, Alive, Counts) ->
    receive
        {'DOWN', _, process, _, Reason} ->
            storm(Left, Alive - 1, maps:update_with(Reason, fun(C) -> C + 1 end, 1, Counts))
    end.
