%% SPDX-License-Identifier: Apache-2.0
%% Exceptions inside handlers: which one ends the process.
%% logs: a throw ends a process
-module(ext_nested).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(proc:ends(fun() -> try exit(a) catch exit:a -> exit(b) end end)),
    ?S(proc:ends(fun() -> try exit(a) after throw(c) end end)),
    ?S(proc:ends(fun() -> try throw(a) of _ -> ok catch throw:T -> exit({was, T}) end end)),
    ?S(proc:ends(fun() -> (catch exit(a)), exit(d) end)),
    ?S(proc:ends(fun() -> exit(catch exit(e)) end)),
    ?S(proc:ends(fun() -> exit(catch throw(f)) end)),
    ?S(proc:ends(fun() -> try exit(g) catch error:_ -> ok end end)),
    ?S(proc:ends(fun() ->
        try exit({h, 1}) catch exit:{h, N} when N > 1 -> ok end
    end)).
