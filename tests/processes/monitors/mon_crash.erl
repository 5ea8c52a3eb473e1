%% SPDX-License-Identifier: Apache-2.0
%% 'DOWN' of processes that fail: reasons with stack traces, once with arguments.
%% logs: errors end processes
-module(mon_crash).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [proc:show(N, proc:ends(Fun)) || {N, Fun} <- [
        {error, fun() -> error(plain) end},
        {error_args, fun() -> error(with_args, [1, x]) end},
        {badarith, fun() -> 1 + id(a) end},
        {function_clause, fun() -> only(b) end},
        {nocatch, fun() -> throw({some, ball}) end},
        {badmatch, fun() -> [] = id(1) end},
        {timeout_value, fun() -> receive after id(a) -> ok end end},
        {undef, fun() -> lists:not_there(1, 2) end},
        {badarg, fun() -> atom_to_list(id(1)) end},
        {deep, fun() -> deep(30) end},
        {exit, fun() -> exit({no, trace}) end},
        {in_after, fun() -> try exit(first) after error(second) end end}
    ]].

only(a) -> ok.

deep(0) -> error(bottom);
deep(N) -> [N | deep(N - 1)].
