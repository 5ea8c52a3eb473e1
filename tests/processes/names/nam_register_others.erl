%% SPDX-License-Identifier: Apache-2.0
%% A process is named and unnamed by one, while others ask for its name and try names that are taken.
-module(nam_register_others).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    register(taken, self()),
    Named = proc:worker(),
    Trying = [spawn_monitor(fun() -> try_names(Named, 500) end) || _ <- [1, 2]],
    ?S(rename(Named, 500)),
    ?S([proc:down(Ref) || {_, Ref} <- Trying]),
    ?S(process_info(Named, registered_name)),
    proc:stop(Named).

rename(_, 0) ->
    done;
rename(Pid, N) ->
    true = register(name, Pid),
    true = unregister(name),
    rename(Pid, N - 1).

try_names(_, 0) ->
    exit(tried);
try_names(Pid, N) ->
    {'EXIT', {badarg, _}} = (catch register(taken, Pid)),
    true = lists:member(process_info(Pid, registered_name), [[], {registered_name, name}]),
    try_names(Pid, N - 1).
