%% SPDX-License-Identifier: Apache-2.0
%% Sending to ports is told; what they send has no token, and leaves that of the receiver.
-module(sqt_ports).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    seqtracing:start(),
    Port = open_port({spawn, "cat"}, [binary, {packet, 2}]),
    register(sqt_port, Port),
    seqtracing:on([send, 'receive']),
    Port ! {self(), {command, <<"one">>}},
    ?S(receive {Port, M1} -> M1 end),
    sqt_port ! {self(), {command, <<"two">>}},
    ?S(receive {Port, M2} -> M2 end),
    ?S(port_command(Port, <<"three">>)),
    ?S(receive {Port, M3} -> M3 end),
    ?S(seq_trace:get_token()),
    Port ! {self(), {connect, self()}},
    ?S(receive {Port, M4} -> M4 end),
    Port ! {self(), close},
    ?S(receive {Port, M5} -> M5 end),
    Port ! {self(), {command, "gone"}},
    ?S(seq_trace:get_token()),
    seqtracing:show(ports, 4),
    seqtracing:stop(),
    seq_trace:reset_trace().
