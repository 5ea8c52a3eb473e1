%% SPDX-License-Identifier: Apache-2.0
%% Packets with lengths of 1, 2 and 4 bytes: empty, small, split and larger than a read; too long ones.
-module(prt_packets).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    [echo(N, Sizes) || {N, Sizes} <-
        [{1, [0, 1, 255, 3]}, {2, [0, 1, 65535, 300, 7]}, {4, [0, 5, 65536, 200000, 1000000, 1]}]],
    ?S(raw("printf '\\003abc\\000\\002de'", 1)),
    ?S(raw("sh -c \"printf '\\\\000'; sleep 0.1; printf '\\\\005ab'; sleep 0.1; printf 'cde'\"", 2)),
    ?S(raw("printf '\\005ab'", 1)),
    ?S(too_long(1, 256)),
    ?S(too_long(2, 65536)),
    ?S(open_port({spawn, "cat"}, [{packet, 3}])),
    ?S(open_port({spawn, "cat"}, [{packet, 1}, line])),
    ?S(receive_all(open_port({spawn, "printf abc"}, [{packet, 1}, stream]), [])).

echo(N, Sizes) ->
    P = open_port({spawn, "cat"}, [{packet, N}, binary]),
    [true = port_command(P, data(S)) || S <- Sizes],
    Back = [receive {P, {data, D}} -> D =:= iolist_to_binary(data(S)) end || S <- Sizes],
    port_close(P),
    ?S(Back),
    ?S(proc:next()).

data(Size) -> [binary:copy(<<"x">>, Size div 2), lists:duplicate(Size - Size div 2, $y)].

raw(Command, N) -> receive_all(open_port({spawn, Command}, [{packet, N}]), []).

receive_all(P, Seen) ->
    receive
        {P, {data, D}} -> receive_all(P, [D | Seen]);
        {'EXIT', P, Reason} -> lists:reverse([Reason | Seen])
    end.

too_long(N, Size) ->
    P = open_port({spawn, "cat"}, [{packet, N}]),
    port_command(P, binary:copy(<<"x">>, Size)),
    receive {'EXIT', P, Reason} -> Reason end.
