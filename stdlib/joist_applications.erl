%% SPDX-License-Identifier: Apache-2.0
%%
%% Run by `joist build --app` on the build machine, by the installed erl: reads application resource
%% files. It is never part of an executable.
%%
%%     erl -noshell -pa EBIN ... -s joist_applications main -extra OUTPUT NAME|FILE.app ...
%%
%% Writes to OUTPUT the external term [{Name, Version, EbinFolder, Specification}] of the named
%% applications and all that they need, each after those; without kernel and stdlib, which OTP's boot
%% script starts anyway. What is wrong is told on standard error, with exit status 1.
-module(joist_applications).

-export([main/0]).

main() ->
    [Output | Names] = init:get_plain_arguments(),
    try lists:foldl(fun(Name, Found) -> add(Name, [], Found) end, [], Names) of
        Found ->
            ok = file:write_file(Output, term_to_binary(lists:reverse(Found))),
            halt(0)
    catch
        throw:Text ->
            io:put_chars(standard_error, [Text, $\n]),
            halt(1)
    end.

add(Name, Parents, Found) ->
    {File, Key} = case filename:extension(Name) of
                      ".app" -> {Name, filename:basename(Name, ".app")};
                      _ -> {find(Name, Parents), Name}
                  end,
    case lists:member(Key, ["kernel", "stdlib"]) orelse known(Key, Found) of
        true -> Found;
        false -> add_file(File, Key, [Key | Parents], Found)
    end.

known(Key, Found) ->
    lists:any(fun({Name, _, _, _}) -> atom_to_list(Name) =:= Key end, Found).

find(Name, Parents) ->
    case code:where_is_file(Name ++ ".app") of
        non_existing ->
            throw(["application ", Name, [[", needed by ", Parent] || Parent <- Parents],
                   ", is not found: -pa names further ebin folders"]);
        File ->
            File
    end.

add_file(File, Key, Parents, Found0) ->
    {Name, Properties} = consult(File, Key),
    Needed = proplists:get_value(applications, Properties, [])
        ++ proplists:get_value(included_applications, Properties, []),
    Optional = proplists:get_value(optional_applications, Properties, []),
    Found = lists:foldl(fun(Other, Found1) -> add_needed(Other, Parents, Optional, Found1) end,
                        Found0, Needed),
    Version = proplists:get_value(vsn, Properties, "0"),
    [{Name, Version, filename:absname(filename:dirname(File)), {application, Name, Properties}}
     | Found].

add_needed(Other, Parents, Optional, Found) ->
    Key = atom_to_list(Other),
    case lists:member(Key, Parents) of
        true ->
            throw(["applications need each other: ", lists:join(", ", [Key | Parents])]);
        false ->
            case lists:member(Other, Optional) andalso code:where_is_file(Key ++ ".app") of
                non_existing -> Found;
                _ -> add(Key, Parents, Found)
            end
    end.

consult(File, Key) ->
    case file:consult(File) of
        {ok, [{application, Name, Properties}]} when is_list(Properties) ->
            atom_to_list(Name) =:= Key orelse
                throw([File, ": is about another application, ", atom_to_list(Name)]),
            {Name, Properties};
        {ok, _} ->
            throw([File, ": is no application resource file"]);
        {error, Reason} ->
            throw([File, ": ", file:format_error(Reason)])
    end.
