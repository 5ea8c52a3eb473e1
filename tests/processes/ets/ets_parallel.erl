%% SPDX-License-Identifier: Apache-2.0
%% Many processes in the same tables: nothing is lost, operations are atomic, traversals of fixed
%% tables see what is there all the time exactly once.
-module(ets_parallel).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Locks = [[], [{read_concurrency, true}], [{write_concurrency, true}],
             [{write_concurrency, auto}, {read_concurrency, true}]],
    Types = [set, bag, duplicate_bag, ordered_set],
    [counters([Type | Options]) || Type <- [set, ordered_set], Options <- Locks],
    [inserts([Type | Options]) || Type <- Types, Options <- Locks],
    [lists([Type | Options]) || Type <- [set, ordered_set], Options <- Locks],
    [traversal([Type | Options]) || Type <- [set, duplicate_bag, ordered_set], Options <- Locks],
    [names() || _ <- [1, 2, 3]],
    fixed_by_the_dead(),
    ok.

table(Options) -> ets:new(table, [public | Options]).

%% Run Fun(1) … Fun(N) at the same time.
together(N, Fun) ->
    Pids = [spawn_monitor(fun() -> Fun(I) end) || I <- lists:seq(1, N)],
    [receive {'DOWN', Ref, process, Pid, Reason} -> Reason end || {Pid, Ref} <- Pids].

counters(Options) ->
    T = table(Options),
    together(4, fun(_) ->
                        [ets:update_counter(T, K rem 10, 1, {x, 0}) || K <- lists:seq(1, 5000)]
                end),
    ?S({Options, lists:sort(ets:tab2list(T))}),
    ets:delete(T).

inserts([Type | _] = Options) ->
    T = table(Options),
    together(4, fun(I) ->
                        [ets:insert(T, {K, I}) || K <- lists:seq(1, 3000)],
                        [ets:insert(T, {{I, K}, K}) || K <- lists:seq(1, 3000)],
                        [ets:delete(T, {I, K}) || K <- lists:seq(1, 3000), K rem 3 =/= 0]
                end),
    ?S({Options, ets:info(T, size)}),
    Keys = [K || {{_, K}, _} <- ets:tab2list(T)],
    ?S({length(Keys), lists:sum(Keys)}),
    Type =:= bag andalso ?S(lists:sort(ets:lookup(T, 5))),
    ets:delete(T).

%% A list is inserted all at once; insert_new of a list inserts all of it or nothing.
lists(Options) ->
    T = table(Options),
    Keys = lists:seq(1, 50),
    ets:insert(T, [{K, 0} || K <- Keys]),
    Writer = spawn_link(fun() -> write_lists(T, Keys, 1) end),
    Seen = [ets:select(T, [{{'_', '$1'}, [], ['$1']}]) || _ <- lists:seq(1, 300)],
    unlink(Writer),
    proc:kill(Writer),
    ?S({Options, [S || S <- Seen, length(S) =/= 50 orelse length(lists:usort(S)) =/= 1, not fine(Options)]}),
    New = together(4, fun(I) ->
                              [ets:insert_new(T, [{{K, J}, I} || J <- [1, 2, 3]])
                               || K <- lists:seq(1, 200)]
                      end),
    ?S(lists:usort(New)),
    ?S([K || K <- lists:seq(1, 200),
             length(lists:usort([ets:lookup_element(T, {K, J}, 2) || J <- [1, 2, 3]])) =/= 1]),
    ets:delete(T).

%% With write concurrency a traversal is not isolated from writers.
fine(Options) -> lists:keymember(write_concurrency, 1, Options).

write_lists(T, Keys, N) ->
    ets:insert(T, [{K, N} || K <- Keys]),
    write_lists(T, Keys, N + 1).

traversal(Options) ->
    T = table(Options),
    Stay = lists:seq(1, 6000, 3),
    ets:insert(T, [{K, stays} || K <- Stay]),
    Writer = spawn_link(fun() -> disturb(T, 0) end),
    Results = [begin
                   ets:safe_fixtable(T, true),
                   Keys = keys(T, ets:first(T), []),
                   ets:safe_fixtable(T, false),
                   lists:sort([K || K <- Keys, K rem 3 =:= 1]) =:= Stay
               end || _ <- lists:seq(1, 5)],
    Selects = [lists:sort(ets:select(T, [{{'$1', stays}, [], ['$1']}])) =:= Stay
               || _ <- lists:seq(1, 10)],
    Chunks = [begin
                  ets:safe_fixtable(T, true),
                  Keys = chunks(ets:select(T, [{{'$1', stays}, [], ['$1']}], 100)),
                  ets:safe_fixtable(T, false),
                  lists:sort(Keys) =:= Stay
              end || _ <- lists:seq(1, 5)],
    unlink(Writer),
    proc:kill(Writer),
    proc:until(fun() -> not ets:info(T, fixed) end),
    ?S({Options, lists:usort(Results), lists:usort(Selects), lists:usort(Chunks)}),
    ?S(ets:info(T, fixed)),
    ?S(ets:select_count(T, [{{'_', stays}, [], [true]}])),
    ets:delete(T).

disturb(T, N) ->
    K = N * 3 rem 9000 + 2,
    case N rem 2 of
        0 -> ets:insert(T, {K, goes});
        1 -> ets:delete(T, K - 3)
    end,
    disturb(T, N + 1).

keys(_, '$end_of_table', Keys) -> Keys;
keys(T, Key, Keys) -> keys(T, ets:next(T, Key), [Key | Keys]).

chunks('$end_of_table') -> [];
chunks({Keys, Continuation}) -> Keys ++ chunks(ets:select(Continuation)).

%% Tables with the same name come and go while others look at them.
names() ->
    Readers = [spawn_link(fun() -> look(0) end) || _ <- [1, 2]],
    [begin
         T = ets:new(comes_and_goes, [named_table, public | Options]),
         ets:insert(T, {key, 1}),
         ets:delete(T)
     end || _ <- lists:seq(1, 300), Options <- [[], [ordered_set], [{write_concurrency, true}]]],
    [begin unlink(P), proc:kill(P) end || P <- Readers],
    ?S(ets:whereis(comes_and_goes)).

look(N) ->
    case catch ets:lookup(comes_and_goes, key) of
        [] -> ok;
        [{key, V}] when is_integer(V) -> ok;
        {'EXIT', {badarg, _}} -> ok
    end,
    catch ets:update_counter(comes_and_goes, key, 1),
    look(N + 1).

fixed_by_the_dead() ->
    T = table([]),
    ets:insert(T, [{K} || K <- lists:seq(1, 1000)]),
    Pid = spawn(fun() ->
                        ets:safe_fixtable(T, true),
                        ets:safe_fixtable(T, true),
                        receive stop -> ok end
                end),
    proc:until(fun() -> ets:info(T, fixed) end),
    proc:names(Pid, fixing),
    ?S(element(2, ets:info(T, safe_fixed))),
    [ets:delete(T, K) || K <- lists:seq(1, 1000)],
    ?S({ets:info(T, size), element(7, ets:info(T, stats))}),
    Ref = monitor(process, Pid),
    Pid ! stop,
    ?S(proc:down(Ref)),
    ?S(ets:info(T, fixed)),
    ?S({ets:info(T, size), element(7, ets:info(T, stats))}),
    %% one that is killed in the middle of traversals
    ets:insert(T, [{K} || K <- lists:seq(1, 20000)]),
    Killed = [spawn(fun Loop() -> ets:tab2list(T), Loop() end) || _ <- [1, 2, 3]],
    timer:sleep(30),
    [proc:kill(P) || P <- Killed],
    ?S(proc:until(fun() -> not ets:info(T, fixed) end)),
    ets:delete(T).
