%% SPDX-License-Identifier: Apache-2.0
%% Signals to a process that is busy for long: all there, in order, once it looks.
-module(sig_late_receiver).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    P = spawn(fun() ->
        process_flag(trap_exit, true),
        Me ! busy,
        proc:spin(3000000),
        Me ! {seen, proc:flush()}
    end),
    receive busy -> ok end,
    P ! a,
    link(P),
    exit(P, b),
    P ! c,
    unlink(P),
    exit(P, normal),
    P ! d,
    ?S(receive {seen, All} -> [case M of {'EXIT', Me, W} -> W; _ -> M end || M <- All] end),
    ?S(proc:gone(P)).
