%% SPDX-License-Identifier: Apache-2.0
%% Input by lines: newlines of both kinds, lines longer than the limit, what is left at the end.
-module(prt_lines).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    ?S(lines("a\\nbc\\n\\nlast", 10)),
    ?S(lines("0123456789\\n", 10)),
    ?S(lines("0123456789a\\n", 10)),
    ?S(lines("0123456789\\r\\n", 10)),
    ?S(lines("0123456789\\rx\\n", 10)),
    ?S(lines("a\\r\\nb\\rc\\r\\r\\nd\\r", 10)),
    ?S(lines("0123456789\\r", 10)),
    ?S(lines("abc", 1)),
    ?S(lines("a\\nb\\n", 1)),
    ?S(lines("", 5)),
    ?S(lines("0123456789012345678901234567890123456789", 7)),
    ?S(receive_all(open_port({spawn, "printf 'x\\ny'"}, [line, binary]), [])),
    ?S(receive_all(open_port({spawn, "sh -c \"printf 'half'; sleep 0.1; printf ' line\\\\nnext'\""}, [line]), [])),
    ?S(long()).

lines(Text, Limit) ->
    receive_all(open_port({spawn, "printf '" ++ Text ++ "'"}, [{line, Limit}]), []).

receive_all(P, Seen) ->
    receive
        {P, {data, D}} -> receive_all(P, [D | Seen]);
        {'EXIT', P, Reason} -> lists:reverse([Reason | Seen])
    end.

long() ->
    P = open_port({spawn, "cat"}, [{line, 1000}, binary]),
    port_command(P, [binary:copy(<<"z">>, 2500), $\n]),
    Sizes = [receive {P, {data, {End, D}}} -> {End, byte_size(D)} end || _ <- [1, 2, 3]],
    port_close(P),
    Sizes.
