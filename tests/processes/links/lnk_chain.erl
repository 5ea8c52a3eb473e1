%% SPDX-License-Identifier: Apache-2.0
%% An exit runs along a chain of links and stops at a process that traps exits.
-module(lnk_chain).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    chain(Me, 50),
    Last = receive {last, Pid} -> Pid end,
    Guard = spawn(fun() ->
        process_flag(trap_exit, true),
        link(Last),
        Me ! ready,
        receive {'EXIT', Last, Why} -> Me ! {guard, Why} end
    end),
    receive ready -> ok end,
    ?S(is_process_alive(Guard)),
    exit(Last, broken),
    ?S(receive {guard, Why} -> Why end),
    ?S(lists:usort([receive {down, N, Why} -> Why end || N <- lists:seq(1, 50)])),
    ?S(proc:none()).

chain(Me, N) ->
    spawn(fun() -> chain_link(Me, N) end).

chain_link(Me, N) ->
    Me1 = self(),
    spawn(fun() ->
        R = monitor(process, Me1),
        Me1 ! go,
        Me ! {down, N, proc:down(R)}
    end),
    receive go -> ok end,
    case N of
        1 -> Me ! {last, self()};
        _ -> spawn_link(fun() -> chain_link(Me, N - 1) end)
    end,
    proc:idle().
