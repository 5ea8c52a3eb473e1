%% SPDX-License-Identifier: Apache-2.0
%% process_flag(priority) and spawn_opt: values, all priorities make progress.
-module(pri_basic).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S([process_flag(priority, P) || P <- [low, high, max, normal, normal]]),
    Me = self(),
    [spawn_opt(fun() -> Me ! {P, process_info(self(), priority)} end, [{priority, P}])
        || P <- [low, normal, high, max]],
    ?S([receive {P, I} -> I end || P <- [low, normal, high, max]]),
    ?R(process_flag(priority, id(lowest))).
