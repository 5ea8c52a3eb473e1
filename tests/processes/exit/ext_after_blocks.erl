%% SPDX-License-Identifier: Apache-2.0
%% A signal ends a process without running its after and catch parts.
-module(ext_after_blocks).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    P = spawn(fun() ->
        try
            try proc:idle() after Me ! after_ran end
        catch _:_ -> Me ! catch_ran
        end
    end),
    proc:waiting(P),
    exit(P, stop),
    ?S(proc:ended(P)),
    ?S(proc:none()),
    %% But exit/1 is an exception and runs them.
    ?S(proc:ends(fun() -> try exit(x) after Me ! after_ran end end)),
    ?S(proc:flush()),
    Spin = spawn(fun() -> try spin() after Me ! after_ran end end),
    exit(Spin, stop),
    ?S(proc:ended(Spin)),
    ?S(proc:none()).

spin() -> spin().
