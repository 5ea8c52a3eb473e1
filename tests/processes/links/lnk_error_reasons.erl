%% SPDX-License-Identifier: Apache-2.0
%% Errors and throws as reasons of exit signals: with their stack traces.
%% logs: errors end processes
-module(lnk_error_reasons).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    Funs = [
        fun() -> error(mine) end,
        fun() -> error(mine, [arg]) end,
        fun() -> throw(ball) end,
        fun() -> id(a) + 1 end,
        fun() -> id(1) / id(0) end,
        fun() -> {x, _} = id(y) end,
        fun() -> case id(1) of 2 -> ok end end,
        fun() -> N = id(1), if N > 1 -> ok end end,
        fun() -> (id(no_fun))() end,
        fun() -> not_there:f(1) end,
        fun() -> helper(a) end,
        fun() -> hd(id([])) end,
        fun() -> exit({exit, with, [no, trace]}) end,
        fun() -> try error(inner) after ok end end,
        fun() -> erlang:raise(error, raised, [{m, f, 1, []}]) end,
        fun() -> erlang:raise(throw, raised, []) end,
        fun() -> erlang:raise(exit, raised, []) end,
        fun() -> maps:get(k, id(m)) end
    ],
    [begin
        P = spawn_link(Fun),
        proc:show(N, receive {'EXIT', P, Why} -> Why end)
     end || {N, Fun} <- lists:zip(lists:seq(1, length(Funs)), Funs)].

helper(b) -> ok.
