%% SPDX-License-Identifier: Apache-2.0
%% spawn/3: exported functions, arguments copied, natives as entry; undef ends the process only.
%% logs: a process that ends with undef is reported
-module(spw_mfa).
-export([main/0]).
-export([entry/1, entry/3, forward/2]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    spawn(?MODULE, entry, [self()]),
    ?S(proc:next()),
    spawn(?MODULE, entry, [self(), [1, {2, <<"three">>}], #{k => 4.0}]),
    ?S(proc:next()),
    spawn(erlang, send, [self(), from_native]),
    ?S(proc:next()),
    spawn(?MODULE, forward, [self(), make_fun(7)]),
    ?S(proc:next()),
    {Pid, Ref} = spawn_monitor(?MODULE, not_there, [1, 2]),
    ?S(is_pid(Pid)),
    ?S(proc:down(Ref)),
    {_, Ref2} = spawn_monitor(not_a_module, f, [a]),
    ?S(proc:down(Ref2)),
    {_, Ref3} = spawn_monitor(?MODULE, entry, [a]),
    ?S(proc:down(Ref3)),
    {_, Ref4} = spawn_monitor(erlang, atom_to_list, [1]),
    ?S(proc:down(Ref4)),
    {_, Ref5} = spawn_monitor(erlang, atom_to_list, [a]),
    ?S(proc:down(Ref5)),
    ?S(erlang:self() =:= self()).

entry(To) when is_pid(To) -> To ! {entry, 1}.

entry(To, A, B) -> To ! {entry, A, B}.

forward(To, F) -> To ! {forward, F(3)}.

make_fun(N) -> fun(X) -> X * N end.
