%% SPDX-License-Identifier: Apache-2.0
%% os:cmd of OTP.
-module(prt_cmd).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(os:cmd("echo hello")),
    ?S(os:cmd("exit 3")),
    ?S(os:cmd("echo err >&2; echo out")),
    ?S(os:cmd('echo atom')),
    ?S(os:cmd(<<"echo binary">>)),
    ?S(length(os:cmd("head -c 300000 /dev/zero | tr '\\000' x"))),
    ?S(os:cmd("cat")),
    ?S(os:cmd("head -c 1000 /dev/zero | tr '\\000' y", #{max_size => 10})),
    ?S(os:cmd("echo $(( 6 * 7 ))\n echo second")),
    ?S(length([1 || _ <- lists:seq(1, 20), os:cmd("echo x") =:= "x\n"])),
    ?S(lists:sum([length(R) || R <- parallel(10, fun() -> os:cmd("echo 12345; sleep 0.05") end)])),
    ?S(erlang:ports() -- erlang:ports()),
    ?S(proc:none()).

parallel(N, Fun) ->
    Me = self(),
    Pids = [spawn(fun() -> Me ! {self(), Fun()} end) || _ <- lists:seq(1, N)],
    [receive {P, R} -> R end || P <- Pids].
