%% SPDX-License-Identifier: Apache-2.0
%% The default handler's output, levels, filters, metadata, reports, crash reports.
-module(sys_logger).
-export([main/0, log/2]).
-define(SYNC, logger_std_h:filesync(default)). % what was logged is written
%% Printed through the same server as the log.
-undef(S).
-define(S(Expr), io:format("~s = ~p~n", [??Expr, Expr])).

main() ->
    ?S(maps:get(level, logger:get_primary_config())),
    ?S([maps:get(id, H) || H <- logger:get_handler_config()]),
    ok = logger:update_handler_config(default, formatter,
                                      {logger_formatter, #{single_line => true,
                                                           template => [level, " ", msg, "\n"]}}),
    logger:error("an error ~p", [1]), ?SYNC,
    logger:warning("a warning"), ?SYNC,
    logger:notice(#{a => report}), ?SYNC,
    logger:info("not shown"),
    logger:set_primary_config(level, debug),
    logger:debug("shown now"), ?SYNC,
    error_logger:error_msg("old ~s~n", ["api"]), ?SYNC,
    error_logger:info_report([{a, 1}, {b, 2}]), ?SYNC,
    ?S(logger:set_module_level(?MODULE, error)),
    ?S(logger:add_handler(mine, ?MODULE, #{config => self()})),
    logger:error("to both", #{my_key => 1}), ?SYNC,
    receive {logged, error, Msg, 1} -> ?S(Msg) end,
    logger:set_handler_config(default, level, none),
    logger:set_handler_config(default, level, none),
    {Pid, Ref} = spawn_monitor(fun() -> erlang:error(crashed) end),
    receive {'DOWN', Ref, process, Pid, R} -> ?S(element(1, R)) end,
    receive {logged, error, {report, _} = M, _} -> ?S(M);
            {logged, error, {F, [_, {crashed, [T | _]}]}, _} -> ?S({F, element(2, T)})
    end,
    ?S(logger:remove_handler(mine)),
    ?S(logger:remove_handler(mine)).

log(#{level := Level, msg := Msg, meta := Meta}, #{config := Pid}) ->
    Pid ! {logged, Level, Msg, maps:get(my_key, Meta, none)}.
