%% SPDX-License-Identifier: Apache-2.0
%% halt/1 closes ports and waits for what was written to them; no process sees that.
-module(prt_halt).
-export([main/0]).

main() ->
    Self = self(),
    [spawn(fun() -> watch(Self) end) || _ <- lists:seq(1, 20)],
    [receive ready -> ok end || _ <- lists:seq(1, 20)],
    Slow = open_port({spawn, "sh -c 'sleep 0.3; cat > /dev/null'"}, []),
    true = port_command(Slow, binary:copy(<<0>>, 300000)),
    erlang:display(before),
    halt(3).

watch(Main) ->
    process_flag(trap_exit, true),
    Port = open_port({spawn, "cat"}, []),
    Main ! ready,
    receive {'EXIT', Port, Reason} -> erlang:display({seen, Reason}) end.
