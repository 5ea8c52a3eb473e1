%% SPDX-License-Identifier: Apache-2.0
%% Builds a PLT of applications with Dialyzer, prints its warnings, and the time on standard error;
%% or compares two PLTs.
%%
%%   plt build PLT EBIN...     status 0, or 1 when Dialyzer fails
%%   plt compare PLT PLT       status 0 when they hold the same
-module(plt).
-export([main/1]).

main(["build", Plt | Folders]) ->
    Start = erlang:monotonic_time(microsecond),
    Warnings = dialyzer:run([{analysis_type, plt_build}, {output_plt, Plt}, {files_rec, Folders},
                             {get_warnings, true}, {warnings, [unknown]}]),
    Time = erlang:monotonic_time(microsecond) - Start,
    [io:put_chars(dialyzer:format_warning(Warning)) || Warning <- lists:sort(Warnings)],
    io:format(standard_error, "time ~w~n", [Time]);
main(["compare", One, Other]) ->
    case contents(One) =:= contents(Other) of
        true -> ok;
        false -> halt(1)
    end.

%% The last element has digests of Dialyzer's own .beam files. The order within tables depends on
%% the order of keys in large maps.
contents(Plt) ->
    {ok, Binary} = file:read_file(Plt),
    File = binary_to_term(Binary),
    ordered(erlang:delete_element(tuple_size(File), File)).

ordered(Tuple) when element(1, Tuple) =:= dict, tuple_size(Tuple) =:= 9 ->
    lists:sort([{Key, ordered(Value)} || {Key, Value} <- dict:to_list(Tuple)]);
ordered(Tuple) when element(1, Tuple) =:= set, tuple_size(Tuple) =:= 9 ->
    lists:sort(sets:to_list(Tuple));
ordered(Tuple) when is_tuple(Tuple) ->
    list_to_tuple([ordered(Element) || Element <- tuple_to_list(Tuple)]);
ordered(Term) ->
    Term.
