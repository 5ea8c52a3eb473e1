%% SPDX-License-Identifier: Apache-2.0
%% erl_ddll: drivers that are linked in, and others.
-module(prt_drivers).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    {ok, Loaded} = erl_ddll:loaded_drivers(),
    ?S([D || D <- ["tcp_inet", "udp_inet", "ram_file_drv"], not lists:member(D, Loaded)]),
    ?S(element(1, erl_ddll:load("/tmp", "no_such_driver"))),
    ?S(erl_ddll:load("/tmp", ram_file_drv)),
    ?R(erl_ddll:try_load(1, "x", [])),
    ?R(erl_ddll:try_load("/tmp", 1, [])),
    ?R(erl_ddll:try_load("/tmp", "x", [foo])),
    ?S(erl_ddll:try_unload("no_such_driver", [])),
    ?S(erl_ddll:try_unload("udp_inet", [kill_ports, {monitor, pending}])),
    ?R(erl_ddll:try_unload("udp_inet", [foo])),
    ?S(erl_ddll:info("udp_inet")),
    ?R(erl_ddll:info("no_such_driver", processes)),
    ?R(erl_ddll:info("udp_inet", foo)),
    [?S({erl_ddll:monitor(driver, {D, E}), proc:next()}) || D <- ["udp_inet", "no_such_driver"], E <- [loaded, unloaded]],
    ?R(erl_ddll:monitor(driver, {"udp_inet", foo})),
    ?S(erl_ddll:demonitor(make_ref())),
    ?R(erl_ddll:demonitor(x)),
    [?S({E, catch erl_ddll:format_error(E)}) || E <-
        [inconsistent, linked_in_driver, permanent, not_loaded, not_loaded_by_this_process, not_pending, already_loaded,
         pending_process, pending_reload, {open_error, -1}]],
    ?R(erl_ddll:format_error(foo)).
