%% SPDX-License-Identifier: Apache-2.0
%% The whole subject has to be UTF-8, also what is before the offset and far behind the match.
-module(rx_utf8).
-export([main/0]).

main() ->
    [check(Subject, Offset, Expression, Options)
     || Subject <- subjects(), Offset <- [0, 1, 2, 3, 4], Offset =< byte_size(Subject),
        {Expression, Options} <- [{<<"b">>, [unicode]}, {<<"(*UTF8)b">>, []}, {<<"$">>, [unicode]},
                                  {<<"(?<=a)b">>, [unicode]}, {<<"b">>, []}]],
    large().

subjects() ->
    [<<"abc">>, <<255, "abc">>, <<"abc", 255>>, <<"ab", 195, 165, "b">>, <<195, 165, "ab">>,
     <<"ab", 195>>, <<"ab", 16#ED, 16#A0, 16#80>>, <<"ab", 16#EF, 16#BF, 16#BF>>,
     <<"ab", 16#F4, 16#90, 16#80, 16#80>>, <<"ab", 16#F4, 16#8F, 16#BF, 16#BF>>,
     <<"ab", 16#C0, 16#80>>, <<"ab", 16#E0, 16#80, 16#80>>, <<"b", 0, 16#80>>].

check(Subject, Offset, Expression, Options) ->
    {ok, Pattern} = re:compile(Expression, Options),
    erlang:display({Subject, Offset, Expression,
                    [run(Subject, Text, More, Offset)
                     || {Text, More} <- [{Expression, Options}, {Pattern, []}]],
                    [run(Subject, Pattern, [global], Offset)]}).

run(Subject, Expression, Options, Offset) ->
    try re:run(Subject, Expression, [{offset, Offset} | Options]) catch C:R -> {C, R} end.

%% Checked in several time slices, that end anywhere.
large() ->
    Part = <<"x", 195, 165, 16#E2, 16#82, 16#AC, 16#F0, 16#9F, 16#98, 16#80>>,
    [begin
         Large = <<(binary:copy(<<"y">>, Skip))/binary, (binary:copy(Part, 20000))/binary, "needle">>,
         {ok, Pattern} = re:compile(<<"needle">>, [unicode]),
         erlang:display([re:run(Large, <<"needle">>, [unicode]), re:run(Large, Pattern),
                         re:run(Large, Pattern, [global]),
                         re:run(Large, <<"n(.)e">>, [unicode, {capture, [1], binary}]),
                         re:run(Large, "(*UTF8)" ++ [165, 16#20AC, $n], [unicode]),
                         length(re:split(Large, <<"x">>, [unicode]))])
     end || Skip <- lists:seq(0, 9)],
    counted(binary:copy(<<"abc\n">>, 100000)).

%% A process gives way while a large subject is checked.
counted(Large) ->
    {Pid, Monitor} = spawn_opt(fun() ->
                                       receive go -> ok end,
                                       {match, [{1, 1}]} = re:run(Large, <<"b">>, [unicode])
                               end, [link, monitor]),
    1 = erlang:trace(Pid, true, [running]),
    Pid ! go,
    receive {'DOWN', Monitor, _, _, Reason} -> erlang:display(Reason) end,
    Delivered = erlang:trace_delivered(Pid),
    receive {trace_delivered, Pid, Delivered} -> ok end,
    erlang:display(times(Pid, 0) >= 5).

times(Pid, N) ->
    receive {trace, Pid, out, {erlang, re_run_trap, 3}} -> times(Pid, N + 1) after 0 -> N end.
