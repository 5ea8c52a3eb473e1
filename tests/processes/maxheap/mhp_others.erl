%% SPDX-License-Identifier: Apache-2.0
%% One process with too much heap does no harm to others, and frees what it had.
-module(mhp_others).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Limit = [{max_heap_size, #{size => 300000, kill => true, error_logger => false}}],
    Others = [proc:worker() || _ <- lists:seq(1, 5)],
    [proc:do(O, fun() -> put(n, N) end) || {O, N} <- lists:zip(Others, [1, 2, 3, 4, 5])],
    ?S(lists:usort([proc:ends(fun() -> grow([]) end, Limit) || _ <- lists:seq(1, 20)])),
    ?S([proc:do(O, fun() -> get(n) end) || O <- Others]),
    ?S([proc:stop(O) || O <- Others]).

grow(L) -> grow([L | L]).
