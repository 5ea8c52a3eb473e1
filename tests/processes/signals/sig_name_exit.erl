%% SPDX-License-Identifier: Apache-2.0
%% A name is gone before others are told of the end; messages by name before it are not lost.
-module(sig_name_exit).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    ?S(lists:usort([begin
        {P, R} = spawn_monitor(fun() ->
            register(sig_name_exit, self()),
            Me ! {registered, self()},
            receive {ask, From} -> From ! {answer, self()} end
        end),
        receive {registered, P} -> ok end,
        sig_name_exit ! {ask, Me},
        A = receive {answer, P} -> ok after 5000 -> lost end,
        W = proc:down(R),
        {A, W, whereis(sig_name_exit)}
     end || _ <- lists:seq(1, 200)])).
