%% SPDX-License-Identifier: Apache-2.0
%% Errors in processes leave all that are not linked unharmed.
%% logs: errors end processes
-module(ext_others_unharmed).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Good = [proc:worker() || _ <- lists:seq(1, 10)],
    Bad = [spawn_monitor(fun() -> fail(N) end) || N <- lists:seq(1, 60)],
    Reasons = [proc:down(R) || {_, R} <- Bad],
    ?S(lists:usort([kind(R) || R <- Reasons])),
    ?S([proc:do(G, fun() -> 1 + 1 end) || G <- Good]),
    ?S([proc:stop(G) || G <- Good]).

fail(N) ->
    case N rem 6 of
        0 -> error(zero);
        1 -> throw(one);
        2 -> id(two) + 2;
        3 -> element(N, {});
        4 -> exit(four);
        5 -> undefined_module:f(N)
    end.

kind({Reason, [_ | _]}) -> Reason;
kind(Reason) -> Reason.
