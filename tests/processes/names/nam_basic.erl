%% SPDX-License-Identifier: Apache-2.0
%% register, whereis, unregister, registered.
-module(nam_basic).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    ?S(register(nam_one, P)),
    ?S(whereis(nam_one) =:= P),
    ?S(process_info(P, registered_name)),
    ?S(lists:member(nam_one, registered())),
    nam_one ! {proc, stop},
    ?S(proc:gone(P)),
    ?S(whereis(nam_one)),
    ?S(register(nam_one, self())),
    ?S(process_info(self(), registered_name)),
    ?S(unregister(nam_one)),
    ?S(process_info(self(), registered_name)),
    ?S(whereis(nam_one)),
    ?S(lists:member(nam_one, registered())).
