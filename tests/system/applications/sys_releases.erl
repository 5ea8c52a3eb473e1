%% SPDX-License-Identifier: Apache-2.0
%% include: sasl
%% What sasl's release_handler knows of the installation that the program comes from.
-module(sys_releases).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    logger:set_primary_config(level, none),
    ?S(init:script_id()),
    ?S(application:ensure_all_started(sasl)),
    ?S(release_handler:which_releases()),
    ?S([{Status, release_handler:which_releases(Status)}
        || Status <- [permanent, current, old, unpacked, no_status]]),
    ?S(release_handler:check_install_release("no release")),
    ?S([release_handler:remove_release(V) || {_, V, _, permanent} <- release_handler:which_releases()]),
    ?S(file:consult(filename:join([code:root_dir(), "releases", "RELEASES"]))).
