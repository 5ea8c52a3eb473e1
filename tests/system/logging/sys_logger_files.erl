%% SPDX-License-Identifier: Apache-2.0
%% Handlers that write to files: logger_std_h, with rotation, and logger_disk_log_h.
-module(sys_logger_files).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Folder = "sys_logger_files.tmp",
    ok = file:make_dir(Folder),
    logger:set_handler_config(default, level, none),
    Formatter = {logger_formatter, #{template => [level, " ", msg, "\n"]}},
    Plain = filename:join(Folder, "plain"), Rotated = filename:join(Folder, "rotated"),
    Wrapped = filename:join(Folder, "wrapped"),
    ?S(logger:add_handler(plain, logger_std_h,
                          #{formatter => Formatter, config => #{file => Plain}})),
    ?S(logger:add_handler(rotated, logger_std_h,
                          #{formatter => Formatter, level => error,
                            config => #{file => Rotated, max_no_bytes => 100, max_no_files => 2}})),
    ?S(logger:add_handler(wrapped, logger_disk_log_h,
                          #{formatter => Formatter,
                            config => #{file => Wrapped, type => wrap, max_no_bytes => 100,
                                        max_no_files => 3}})),
    ?S(logger:add_handler(plain, logger_std_h, #{})),
    [logger:log(Level, "~s ~w", [lists:duplicate(20, $x), N])
        || N <- lists:seq(1, 8), Level <- [error, notice, debug]],
    ?S(logger_std_h:filesync(plain)),
    ?S(logger_std_h:filesync(rotated)),
    ?S(logger_disk_log_h:filesync(wrapped)),
    {ok, Names} = file:list_dir(Folder),
    [?S({Name, contents(Name, filename:join(Folder, Name))}) || Name <- lists:sort(Names)],
    [?S(logger:remove_handler(Id)) || Id <- [plain, rotated, wrapped]],
    ?S(file:del_dir_r(Folder)).

%% What an index or a size file of disk_log holds is not ours to show.
contents(Name, Path) ->
    case filename:extension(Name) of
        Extension when Extension =:= ".idx"; Extension =:= ".siz" -> not_shown;
        _ -> file:read_file(Path)
    end.
