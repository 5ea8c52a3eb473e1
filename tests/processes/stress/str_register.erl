%% SPDX-License-Identifier: Apache-2.0
%% Processes register and unregister the same few names while others send to these.
-module(str_register).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Names = {str_a, str_b, str_c},
    Takers = [spawn_monitor(fun() -> take(Names, N, 300) end) || N <- lists:seq(1, 8)],
    Senders = [spawn_monitor(fun() -> send(Names, N, 1000, Me) end) || N <- lists:seq(1, 4)],
    ?S(lists:usort([proc:down(R) || {_, R} <- Takers ++ Senders])),
    ?S([whereis(N) || N <- tuple_to_list(Names)]).

take(_, _, 0) -> exit(done);
take(Names, N, Left) ->
    Name = element(1 + (N + Left) rem 3, Names),
    try register(Name, self()) of
        true ->
            Me = self(),
            Me = whereis(Name),
            true = unregister(Name)
    catch error:badarg -> ok
    end,
    take(Names, N, Left - 1).

send(_, _, 0, _) -> exit(done);
send(Names, N, Left, _) ->
    Name = element(1 + (N * Left) rem 3, Names),
    try Name ! {hello, N} of {hello, N} -> ok catch error:badarg -> ok end,
    send(Names, N, Left - 1, none).
