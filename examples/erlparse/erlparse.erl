%% SPDX-License-Identifier: Apache-2.0
%%
%% Reads Erlang source from the file given as argument, runs it through OTP's own erl_scan,
%% erl_parse, erl_lint and erl_pp, and prints what each of them says:
%%
%%   erlparse FILE.erl
%%
%% The file stands alone: nothing is included and no macro is expanded. A form that needs a macro is
%% reported with its syntax error, and the work goes on with the next one; every form that parsed is
%% linted and pretty-printed.
%%
%% Files are read and standard output is written through prim_file: that needs no I/O server, so the
%% same module gives the same bytes under erl and in an executable whose only process is this one.
-module(erlparse).
-export([main/1]).

main([File]) ->
    case prim_file:read_file(File) of
        {ok, Bytes} ->
            report(File, Bytes);
        {error, Reason} ->
            print("~ts: ~w~n", [File, Reason])
    end;
main(_) ->
    print("usage: erlparse FILE.erl~n", []).

report(File, Bytes) ->
    case decode(Bytes) of
        {ok, Encoding, Text} ->
            Parsed = [parse(Tokens) || Tokens <- scan(Text)],
            Forms = [Form || {form, Form} <- Parsed],
            print("~ts: ~w, ~w forms, ~w parsed~n",
                  [File, Encoding, length(Parsed), length(Forms)]),
            lists:foreach(fun(Form) -> show(Form, Encoding) end, Parsed),
            lint(File, Forms);
        {error, Encoding} ->
            print("~ts: not valid ~w~n", [File, Encoding])
    end.

%% The encoding named by a "coding" comment in the first two lines, else UTF-8.
decode(Bytes) ->
    Encoding =
        case re:run(first_lines(Bytes), "%.*coding[:=]\\s*([-a-zA-Z0-9]+)",
                    [{capture, all_but_first, list}]) of
            {match, [Name]} -> encoding(string:lowercase(Name));
            nomatch -> utf8
        end,
    case unicode:characters_to_list(Bytes, Encoding) of
        Text when is_list(Text) -> {ok, Encoding, Text};
        _ -> {error, Encoding}
    end.

first_lines(Bytes) ->
    case binary:split(Bytes, <<"\n">>, [global]) of
        [One, Two | _] -> <<One/binary, $\n, Two/binary>>;
        [One] -> One
    end.

encoding("latin-1") -> latin1;
encoding("iso-8859-1") -> latin1;
encoding(_) -> utf8.

%% The text as a list of forms, each its tokens or an error.
scan(Text) ->
    scan(Text, {1, 1}).

scan(Text, Location) ->
    Options = [text, {reserved_word_fun, fun erl_scan:f_reserved_word/1}],
    case erl_scan:tokens([], Text, Location, Options) of
        {more, Continuation} ->
            {done, Result, eof} = erl_scan:tokens(Continuation, eof, Location),
            last(Result);
        {done, {ok, Tokens, Next}, Rest} ->
            [{tokens, Tokens} | scan(Rest, Next)];
        {done, {error, Info, Next}, Rest} ->
            [{error, Info} | scan(Rest, Next)];
        {done, Result, _} ->
            last(Result)
    end.

last({ok, Tokens, _}) -> [{tokens, Tokens}];
last({error, Info, _}) -> [{error, Info}];
last({eof, _}) -> [].

%% {form, Form}, {skipped, Location, Directive} or {error, Info}.
parse({error, Info}) ->
    {error, Info};
parse({tokens, [{'-', Anno}, {atom, _, Name} | _] = Tokens}) ->
    case is_directive(Name) of
        true -> {skipped, erl_anno:location(Anno), Name};
        false -> parse_form(Tokens)
    end;
parse({tokens, [{'-', Anno}, {'if', _} | _]}) ->
    {skipped, erl_anno:location(Anno), 'if'};
parse({tokens, Tokens}) ->
    parse_form(Tokens).

parse_form(Tokens) ->
    case erl_parse:parse_form(Tokens) of
        {ok, Form} -> {form, Form};
        {error, Info} -> {error, Info}
    end.

is_directive(Name) ->
    lists:member(Name, [define, undef, include, include_lib, ifdef, ifndef, else, elif, endif,
                        error, warning]).

show({form, Form}, Encoding) ->
    print("~ts", [erl_pp:form(Form, [{encoding, Encoding}])]);
show({skipped, Location, Name}, _) ->
    print("% ~ts: -~ts skipped~n", [place(Location), Name]);
show({error, Info}, _) ->
    problem("error", Info).

%% Without behaviours: erl_lint would load each one's module to see its callbacks.
lint(File, Forms) ->
    Alone = [Form || Form <- Forms, not is_behaviour(Form)],
    All = [{attribute, erl_anno:new({1, 1}), file, {File, 1}} | Alone],
    case erl_lint:module(All, File, [warn_unused_vars, warn_export_all]) of
        {ok, Warnings} ->
            problems("warning", Warnings);
        {error, Errors, Warnings} ->
            problems("error", Errors),
            problems("warning", Warnings)
    end.

is_behaviour({attribute, _, behaviour, _}) -> true;
is_behaviour({attribute, _, behavior, _}) -> true;
is_behaviour(_) -> false.

%% Sorted: erl_lint finds some of them in the order of a large map's keys, which is no one's business.
problems(Kind, List) ->
    [problem(Kind, Info) || {_, Infos} <- List, Info <- lists:sort(Infos)],
    ok.

problem(Kind, {Location, Module, Description}) ->
    print("% ~ts: ~ts: ~ts~n", [place(Location), Kind, Module:format_error(Description)]).

place({Line, Column}) -> io_lib:format("~w:~w", [Line, Column]);
place(Line) -> io_lib:format("~w", [Line]).

print(Format, Arguments) ->
    Text = unicode:characters_to_binary(io_lib:format(Format, Arguments)),
    ok = prim_file:write(standard_output(), Text).

%% Kept for good: when the collector frees a handle, its file descriptor is closed.
standard_output() ->
    case get(standard_output) of
        undefined ->
            {ok, Handle} = prim_file:file_desc_to_ref(1, [raw, binary, write]),
            put(standard_output, Handle),
            Handle;
        Handle ->
            Handle
    end.
