%% SPDX-License-Identifier: Apache-2.0
%%
%% Compiles Erlang source files with OTP's own compiler:
%%
%%     selfhost OUTPUT_FOLDER [-I FOLDER]... FILE...
%%
%% Prints which files do not compile, and on standard error the time in microseconds.
-module(selfhost).

-export([main/1]).

main([Output | Arguments]) ->
    {Includes, Files} = includes(Arguments, []),
    Start = erlang:monotonic_time(microsecond),
    Failed = [File || File <- Files, compile(File, Output, Includes) =/= ok],
    Time = erlang:monotonic_time(microsecond) - Start,
    [io:format("failed: ~ts~n", [File]) || File <- Failed],
    io:format("~b files, ~b failed~n", [length(Files), length(Failed)]),
    io:format(standard_error, "time ~b~n", [Time]).

includes(["-I", Folder | Arguments], Includes) -> includes(Arguments, [{i, Folder} | Includes]);
includes(Files, Includes) -> {lists:reverse(Includes), Files}.

compile(File, Output, Includes) ->
    Source = filename:dirname(File),
    Options = [{outdir, Output}, {i, filename:join(Source, "../include")}, {i, Source},
               debug_info, deterministic, report_errors | Includes],
    case compile:file(File, Options) of
        {ok, _} -> ok;
        _ -> failed
    end.
