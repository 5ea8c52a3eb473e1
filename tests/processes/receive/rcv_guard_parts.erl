%% SPDX-License-Identifier: Apache-2.0
%% What patterns make of a message before it leaves the queue, sub binaries, lives on while guards
%% compute.
-module(rcv_guard_parts).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

-define(COUNT, 10).

main() ->
    Self = self(),
    List = lists:seq(1, 30000),
    spawn(fun() -> [Self ! {text, packet(I), List} || I <- lists:seq(1, ?COUNT)] end),
    Received = [one() || _ <- lists:seq(1, ?COUNT)],
    ?S(erlang:phash2(Received)),
    ?S(hd(Received)),
    ?S([Rest || {I, _, _, Rest} <- Received, I rem 4 =:= 0] =/= []).

packet(I) ->
    Text = binary:copy(<<"text ", (I rem 100)>>, 20),
    <<(I bsl 48):64, (-1 bsr I):64, 255, 1:56, Text/binary>>.

one() ->
    receive
        {text, <<A:64, B:64, C:64, Rest/binary>>, List}
          when A + B > 5, B + C > 5, A + C > 5, A * B > 7, byte_size(Rest) * A > 9,
               length(List) > 9 ->
            garbage(20),
            {A, B, C, Rest}
    end.

garbage(0) -> ok;
garbage(N) -> [lists:seq(1, N) | garbage(N - 1)].
