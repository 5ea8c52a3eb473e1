%% SPDX-License-Identifier: Apache-2.0
%% A name is free as soon as the 'DOWN' or 'EXIT' of its process is there.
-module(nam_freed).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    ?S(lists:usort([begin
        P = spawn_link(fun() -> receive go -> ok end end),
        register(nam_freed, P),
        P ! go,
        receive {'EXIT', P, normal} -> ok end,
        whereis(nam_freed)
     end || _ <- lists:seq(1, 200)])),
    ?S(lists:usort([begin
        {P, R} = spawn_monitor(fun() -> register(nam_freed, self()), exit(done) end),
        done = proc:down(R),
        {register(nam_freed, self()), unregister(nam_freed), is_process_alive(P)}
     end || _ <- lists:seq(1, 200)])),
    ?S(lists:usort([begin
        P = spawn(fun proc:idle/0),
        register(nam_freed, P),
        exit(P, kill),
        false = is_process_alive(P),
        proc:gone(P),
        whereis(nam_freed)
     end || _ <- lists:seq(1, 200)])).
