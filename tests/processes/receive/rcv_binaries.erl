%% SPDX-License-Identifier: Apache-2.0
%% Binaries in messages: small, large, sub-binaries, bit strings; the sender goes on and ends.
-module(rcv_binaries).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    spawn(fun() ->
        B = binary:copy(<<"abcdefghij">>, 100),
        <<_:13, Bits:777/bitstring, _/bitstring>> = B,
        Me ! {small, <<"small">>},
        Me ! {large, B},
        Me ! {sub, binary:part(B, 100, 500)},
        Me ! {tiny, binary:part(B, 3, 5)},
        Me ! {bits, Bits},
        Me ! {empty, <<>>},
        Me ! {odd, <<5:3>>},
        Me ! {iolist, [B, <<"x">>, [B]]},
        A = <<B/binary, "appended">>,
        Me ! {appended, A},
        Me ! {appended, <<A/binary, "more">>}
    end),
    ?S([begin
        {Kind, T} = proc:next(),
        erlang:garbage_collect(),
        {Kind, erlang:phash2(T), case is_list(T) of true -> iolist_size(T); _ -> bit_size(T) end}
     end || _ <- lists:seq(1, 10)]).
