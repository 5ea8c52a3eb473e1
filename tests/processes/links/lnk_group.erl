%% SPDX-License-Identifier: Apache-2.0
%% All processes of a linked group end together; those that are not linked stay.
-module(lnk_group).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Members = [spawn(fun proc:idle/0) || _ <- lists:seq(1, 30)],
    Others = [spawn(fun proc:idle/0) || _ <- lists:seq(1, 10)],
    Hub = spawn(fun() ->
        [link(M) || M <- Members],
        Me ! linked,
        proc:idle()
    end),
    receive linked -> ok end,
    {links, Links} = process_info(Hub, links),
    ?S(lists:sort(Links) =:= lists:sort(Members)),
    Refs = [monitor(process, M) || M <- Members],
    exit(lists:nth(17, Members), fell),
    ?S(lists:usort([proc:down(R) || R <- Refs])),
    ?S(proc:gone(Hub)),
    ?S(proc:alive(Others)),
    [proc:kill(O) || O <- Others].
