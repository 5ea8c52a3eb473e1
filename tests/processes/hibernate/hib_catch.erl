%% SPDX-License-Identifier: Apache-2.0
%% hibernate throws away the stack: catch and try around it are gone, after parts do not run.
-module(hib_catch).
-export([main/0]).
-export([fail/1, answer/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    P = spawn(fun() ->
        try erlang:hibernate(?MODULE, fail, [Me])
        catch exit:X -> Me ! {caught, X}
        after Me ! after_ran
        end
    end),
    R = monitor(process, P),
    P ! go,
    ?S(proc:down(R)),
    ?S(proc:none()),
    Q = spawn(fun() -> catch deep(100, Me) end),
    proc:waiting(Q),
    Q ! go,
    ?S(proc:next()),
    ?S(proc:gone(Q)).

fail(_) -> exit(not_caught).

answer(To) -> To ! {answer, proc:flush()}.

deep(0, Me) -> erlang:hibernate(?MODULE, answer, [Me]);
deep(N, Me) -> [N | deep(N - 1, Me)].
