%% SPDX-License-Identifier: Apache-2.0
%% heavy: native functions that compute for seconds
%% Signals to a process in the midst of a native function's long work on a term with much that is
%% shared: it answers and ends long before the work is done.
-module(sig_long_work).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

%% Without anybody's signals the work takes several times as long.
-define(SOON_MS, 1500).

main() ->
    Work = fun erlang:phash2/1,
    answers(Work),
    killed(Work),
    linked(Work),
    trapping(Work),
    finishes(),
    storm().

tree(0, Tree) -> Tree;
tree(Depth, Tree) -> tree(Depth - 1, {Tree, Tree}).

%% Returns when the process has been at work for a while.
at_work(Work, Before) ->
    Self = self(),
    P = spawn(fun() ->
                  Before(),
                  Tree = tree(28, leaf),
                  Self ! {self(), ready},
                  Self ! {self(), Work(Tree)}
              end),
    receive {P, ready} -> ok end,
    timer:sleep(20),
    P.

soon(F) ->
    Start = erlang:monotonic_time(millisecond),
    Value = F(),
    case erlang:monotonic_time(millisecond) - Start of
        Late when Late > ?SOON_MS -> {late, Value};
        _ -> Value
    end.

answers(Work) ->
    P = at_work(Work, fun() -> register(worker, self()), put(a, b) end),
    P ! {a, "message"},
    R = monitor(process, P),
    ?S(soon(fun() -> is_process_alive(P) end)),
    ?S(soon(fun() -> process_info(P, [message_queue_len, messages, dictionary, trap_exit]) end)),
    ?S(soon(fun() -> process_info(P, registered_name) end)),
    ?S(soon(fun() -> process_info(P, monitored_by) =:= {monitored_by, [self()]} end)),
    group_leader(P, P),
    ?S(soon(fun() -> process_info(P, group_leader) =:= {group_leader, P} end)),
    exit(P, kill),
    ?S(soon(fun() -> proc:down(R) end)),
    ?S(whereis(worker)),
    ?S(is_process_alive(P)),
    ?S(process_info(P)),
    ?S(lists:member(P, processes())).

killed(Work) ->
    P = at_work(Work, fun() -> ok end),
    R = monitor(process, P),
    exit(P, normal),
    ?S(soon(fun() -> is_process_alive(P) end)),
    exit(P, {reason, <<0:8000>>, "text"}),
    ?S(soon(fun() -> {reason, Bits, Text} = proc:down(R), {bit_size(Bits), Text} end)).

linked(Work) ->
    Q = spawn(fun() -> receive after infinity -> ok end end),
    P = at_work(Work, fun() -> link(Q) end),
    R = monitor(process, P),
    exit(Q, chain),
    ?S(soon(fun() -> proc:down(R) end)).

trapping(Work) ->
    P = at_work(Work, fun() -> process_flag(trap_exit, true) end),
    R = monitor(process, P),
    exit(P, {foo, [bar]}),
    ?S(soon(fun() -> element(2, hd(element(2, process_info(P, messages)))) =:= self() end)),
    exit(P, kill),
    ?S(soon(fun() -> proc:down(R) end)).

%% What comes in the midst of the work is there when it is done.
finishes() ->
    Self = self(),
    P = spawn(fun() ->
                  Tree = tree(22, leaf),
                  Self ! ready,
                  Hash = erlang:phash2(Tree),
                  receive {From, Text, More} -> From ! {Hash =:= erlang:phash2(Tree), Text, More} end
              end),
    receive ready -> ok end,
    [true = is_process_alive(P) || _ <- lists:seq(1, 50)],
    [{memory, _} = process_info(P, memory) || _ <- lists:seq(1, 50)],
    P ! {self(), "text", <<1:100000>>},
    ?S(receive {Same, Text, More} -> {Same, Text, bit_size(More)} end).

%% Ends, requests and messages at any point of work that makes things on the heap.
storm() ->
    List = [{I, [I, float(I), "text"]} || I <- lists:seq(1, 30000)],
    Binary = term_to_binary(List),
    Rounds = [round(List, Binary, N) || N <- lists:seq(1, 60)],
    ?S(lists:usort(Rounds)).

round(List, Binary, N) ->
    {P, R} = spawn_monitor(fun() -> work(List, Binary) end),
    spawn(fun() -> [P ! {I, "text"} || I <- lists:seq(1, 20)] end),
    [{memory, _} = process_info(P, memory) || _ <- lists:seq(1, N rem 5)],
    timer:sleep(N rem 20),
    [true = is_process_alive(P) || _ <- lists:seq(1, N rem 3)],
    exit(P, over),
    proc:down(R).

work(List, Binary) ->
    List = binary_to_term(Binary),
    Binary = term_to_binary(List),
    Map = maps:from_list(List),
    [] = maps:keys(Map) -- [I || {I, _} <- List],
    true = lists:member({30000, [30000, 30000.0, "text"]}, List),
    work(List, Binary).
