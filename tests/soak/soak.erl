%% SPDX-License-Identifier: Apache-2.0
%%
%% Random traffic of processes with invariants that are checked: tests/soak.sh runs it.
%%
%% Testers each play random games, most of them with processes of their own. A game ends when all its
%% processes have ended, and a tester's mailbox must be empty then: so a second 'DOWN', a message
%% after its alias was given up, or a cancelled timer's message is found at the latest in the next
%% game. After each round all testers end, and neither processes nor names may be left.
%%
%% Prints a line for each round and "good" at the end; halts with status 1 when something is wrong.
-module(soak).
-export([main/1]).

-define(TESTERS, 12).
-define(ROUND_MS, 2000).
-define(PATIENCE, 120000).
-define(GAMES, 10).

main([Seconds, Seed]) ->
    End = now_ms() + list_to_integer(Seconds) * 1000,
    rounds(1, End, list_to_integer(Seed), lists:sort(processes())).

rounds(N, End, Seed, Before) ->
    case now_ms() >= End of
        true ->
            erlang:display(good),
            halt(0);
        false ->
            RoundEnd = min(End, now_ms() + ?ROUND_MS),
            Testers = [spawn_monitor(fun() -> tester(I, Seed + N * 1000 + I, RoundEnd) end)
                       || I <- lists:seq(1, ?TESTERS)],
            Games = lists:sum([games(Pid, Ref) || {Pid, Ref} <- Testers]),
            nothing_left(Before, 5000),
            erlang:display({round, N, games, Games}),
            rounds(N + 1, End, Seed, Before)
    end.

games(Pid, Ref) ->
    receive
        {'DOWN', Ref, process, Pid, {played, Games}} -> Games;
        {'DOWN', Ref, process, Pid, Reason} -> wrong({tester, Reason})
    after ?PATIENCE ->
        erlang:display([{P, process_info(P, [status, current_function, message_queue_len, links])}
                        || P <- processes()]),
        wrong(hangs)
    end.

nothing_left(Before, Patience) ->
    Left = lists:sort(processes()) -- Before,
    Names = [Name || Name <- registered(), is_ours(atom_to_list(Name))],
    case Left =:= [] andalso Names =:= [] of
        true -> ok;
        false when Patience > 0 -> receive after 1 -> nothing_left(Before, Patience - 1) end;
        false -> wrong({left, Left, [process_info(P) || P <- Left], Names})
    end.

is_ours("soak_" ++ _) -> true;
is_ours(_) -> false.

wrong(What) ->
    erlang:display({wrong, What}),
    halt(1).

%% ---- testers --------------------------------------------------------------------------------------

tester(I, Seed, End) ->
    put(seed, Seed * 7919 + 1),
    put(tester, I),
    play(End, 0).

play(End, Games) ->
    case now_ms() >= End of
        true ->
            exit({played, Games});
        false ->
            Game = random(?GAMES),
            put(game, Game),
            game(Game),
            receive
                Message -> wrong({unexpected, Message, after_game, Game})
            after 0 -> ok
            end,
            play(End, Games + 1)
    end.

game(1) -> monitors();
game(2) -> links();
game(3) -> unlinks();
game(4) -> names();
game(5) -> order();
game(6) -> timers();
game(7) -> requests();
game(8) -> aliases();
game(9) -> spawns();
game(10) -> brawl().

%% Every monitor gives one 'DOWN' with the reason, or none if it was taken back.
monitors() ->
    Pids = [member() || _ <- some(20)],
    Monitors = [{Pid, watch(Pid, random(3))} || Pid <- Pids, _ <- some(4)],
    {Back, Kept} = lists:partition(fun(_) -> random(4) =:= 1 end, Monitors),
    Early = [Pid || Pid <- Pids, random(2) =:= 1],
    [Pid ! {exit, {ends, Pid}} || Pid <- Early],
    [true = demonitor(Ref, [flush]) || {_, {_, Ref}} <- Back],
    [exit(Pid, {ends, Pid}) || Pid <- Pids],
    [check({Pid, down(Tag, Ref, Pid)}, {Pid, {ends, Pid}}) || {Pid, {Tag, Ref}} <- Kept],
    [gone(Pid) || Pid <- Pids].

watch(Pid, 1) -> {'DOWN', monitor(process, Pid)};
watch(Pid, 2) -> {{tag, Pid}, monitor(process, Pid, [{tag, {tag, Pid}}])};
watch(Pid, 3) -> {'DOWN', monitor(process, Pid, [{alias, reply_demonitor}])}.

%% A tree of linked processes with more links between them dies together; others do not.
links() ->
    {Family, Others} = {family(), family()},
    Refs = [{Pid, monitor(process, Pid)} || Pid <- Family],
    Reason = {broken, make_ref()},
    exit(pick(Family), Reason),
    [check(down('DOWN', Ref, Pid), Reason) || {Pid, Ref} <- Refs],
    [check(ask(Pid, alive), alive) || Pid <- Others],
    Watcher = watcher(Others),
    pick(Others) ! {exit, Reason},
    check(ask(Watcher, ends), lists:sort([{Pid, Reason} || Pid <- Others])),
    stop(Watcher).

%% Each process starts the next and is linked with it; then some link to others.
family() ->
    Me = self(),
    Count = random(15),
    First = spawn(fun() -> grow(Me, Count) end),
    Pids = [receive {grown, First, N, Pid} -> Pid after ?PATIENCE -> wrong(grown) end
            || N <- lists:seq(1, Count)],
    [ask(Pid, {link, pick(Pids)}) || Pid <- Pids],
    Pids.

grow(To, Count) -> grow(To, self(), Count).

grow(To, First, Count) ->
    Count > 1 andalso spawn_link(fun() -> grow(To, First, Count - 1) end),
    To ! {grown, First, Count, self()},
    member_loop().

%% Traps exits, is linked to all and tells for what they ended.
watcher(Pids) ->
    Me = self(),
    Watcher = spawn(fun() ->
        process_flag(trap_exit, true),
        [link(Pid) || Pid <- Pids],
        Me ! {ready, self()},
        Ends = [receive {'EXIT', Pid, Reason} -> {Pid, Reason} after ?PATIENCE -> wrong(ends) end
                || Pid <- Pids],
        receive {ask, From, Ref, ends} -> From ! {Ref, lists:sort(Ends)} end,
        receive Message -> Message = stop end
    end),
    receive {ready, Watcher} -> Watcher after ?PATIENCE -> wrong(ready) end.

%% Two processes link and unlink each other; after an unlink, the end of one leaves the other alone.
unlinks() ->
    A = member(),
    B = member(),
    tell(A, {dance, B, random(200), random(100000)}),
    tell(B, {dance, A, random(200), random(100000)}),
    check(ask(A, alive), alive),
    check(ask(B, alive), alive),
    ask(A, {unlink, B}),
    check(ends(A, {broken, A}), {broken, A}),
    check(ask(B, alive), alive),
    check(ends(B, kill), killed).

%% One wins a name; it is free when the end of its process is known.
names() ->
    Name = name(random(4)),
    Me = self(),
    Pids = [spawn(fun() -> Me ! {won, self(), try_register(Name)}, member_loop() end)
            || _ <- lists:seq(1, 1 + random(6))],
    Won = [Pid || Pid <- Pids, receive {won, Pid, Is} -> Is after ?PATIENCE -> wrong(won) end],
    [Winner] = Won,
    check(whereis(Name), Winner),
    check(ask(Name, alive), alive),
    case random(2) of
        1 -> true = unregister(Name), true = register(Name, pick(Pids));
        2 -> ok
    end,
    Refs = [{Pid, monitor(process, Pid)} || Pid <- Pids],
    catch Name ! {exit, named},
    [exit(Pid, kill) || Pid <- Pids],
    [down('DOWN', Ref, Pid) || {Pid, Ref} <- Refs],
    check(whereis(Name), undefined),
    true = register(Name, self()),
    Name ! {self(), here},
    receive {Me, here} -> ok after ?PATIENCE -> wrong(here) end,
    true = unregister(Name).

try_register(Name) ->
    try register(Name, self()) catch error:badarg -> false end.

name(N) -> list_to_atom("soak_" ++ integer_to_list(get(tester)) ++ [$_ | integer_to_list(N)]).

%% Messages of each sender arrive in order and whole, all of them before its 'DOWN'.
order() ->
    Me = self(),
    Senders = [begin
                   {Count, Seed, Mailbox} = {random(60), random(1000000), pick([on_heap, off_heap])},
                   Fun = fun() -> put(seed, Seed), pour(Me, 1, Count) end,
                   {Pid, Ref} = spawn_opt(Fun, [monitor, {message_queue_data, Mailbox}]),
                   {Pid, Ref, Count}
               end || _ <- some(8)],
    case random(2) of
        1 -> mixed(maps:from_list([{Pid, {1, Ref, Count}} || {Pid, Ref, Count} <- Senders]));
        2 -> [selected(Pid, Ref, 1, Count) || {Pid, Ref, Count} <- Senders]
    end.

pour(To, N, Count) when N =< Count ->
    Load = load(random(6)),
    To ! {load, self(), N, erlang:phash2(Load), Load},
    random(10) =:= 1 andalso erlang:yield(),
    pour(To, N + 1, Count);
pour(_, _, Count) ->
    exit({poured, Count}).

load(1) -> [];
load(2) -> lists:seq(1, random(3000));
load(3) -> binary:copy(<<(random(256)):8>>, random(20000));
load(4) -> <<_:3, Rest/bits>> = binary:copy(<<7:16>>, random(300)), Rest;
load(5) -> #{key => make_ref(), 1.5 => {self(), fun load/1}, list => lists:duplicate(random(50), x)};
load(6) -> lists:foldl(fun(N, Acc) -> {N bsl 70, Acc, [Acc | <<N:64>>]} end, none, lists:seq(1, 6)).

mixed(Senders) when map_size(Senders) =:= 0 -> ok;
mixed(Senders) ->
    receive
        {load, Pid, N, Hash, Load} ->
            #{Pid := {N, Ref, Count}} = Senders,
            check(erlang:phash2(Load), Hash),
            mixed(Senders#{Pid := {N + 1, Ref, Count}});
        {'DOWN', Ref, process, Pid, {poured, Count}} ->
            #{Pid := {Next, Ref, Count}} = Senders,
            check(Next, Count + 1),
            mixed(maps:remove(Pid, Senders))
    after ?PATIENCE -> wrong(mixed)
    end.

selected(Pid, Ref, N, Count) ->
    receive
        {load, Pid, Which, Hash, Load} ->
            check(Which, N),
            check(erlang:phash2(Load), Hash),
            selected(Pid, Ref, N + 1, Count);
        {'DOWN', Ref, process, Pid, Reason} ->
            check({Reason, N}, {{poured, Count}, Count + 1})
    after ?PATIENCE -> wrong(selected)
    end.

%% A timer fires once and not early, or was cancelled; a receive's timeout comes although messages do.
timers() ->
    Sleepers = [begin
                    {Ms, Times} = {random(12), random(5)},
                    spawn_monitor(fun() -> sleep(Ms, Times) end)
                end || _ <- some(10)],
    Timers = [begin
                  Ms = random(20) - 1,
                  Due = erlang:monotonic_time() + erlang:convert_time_unit(Ms, millisecond, native),
                  {Due, start_timer(random(2), Ms, {timer, Ms})}
              end || _ <- some(20)],
    [Pid ! nudge || {Pid, _} <- Sleepers, _ <- some(5)],
    [timer(Due, Timer, random(3)) || {Due, Timer} <- Timers],
    [Pid ! nudge || {Pid, _} <- Sleepers],
    [check(down('DOWN', Ref, Pid), slept) || {Pid, Ref} <- Sleepers].

start_timer(1, Ms, Term) -> {1, erlang:start_timer(Ms, self(), Term), Term};
start_timer(2, Ms, Term) -> Key = make_ref(), {2, erlang:send_after(Ms, self(), {Key, Term}), {Key, Term}}.

timer(_, {_, Ref, _} = Timer, 1) ->
    case erlang:cancel_timer(Ref) of
        false -> fired(Timer);
        Left when is_integer(Left) -> ok
    end;
timer(Due, {_, Ref, _} = Timer, 2) ->
    erlang:read_timer(Ref),
    timer(Due, Timer, 3);
timer(Due, Timer, 3) ->
    fired(Timer),
    erlang:monotonic_time() >= Due orelse wrong(early).

fired({1, Ref, Term}) -> receive {timeout, Ref, Term} -> ok after ?PATIENCE -> wrong({timer, Ref}) end;
fired({2, _, Message}) -> receive Message -> ok after ?PATIENCE -> wrong({timer, Message}) end.

sleep(_, 0) ->
    exit(slept);
sleep(Ms, Times) ->
    Until = erlang:monotonic_time() + erlang:convert_time_unit(Ms, millisecond, native),
    receive never -> ok after Ms -> ok end,
    erlang:monotonic_time() >= Until orelse wrong(early),
    receive nudge -> ok after 0 -> ok end,
    sleep(Ms, Times - 1).

%% What one asks of processes that work, wait and end.
requests() ->
    Busy = [spawn(fun() -> busy([]) end) || _ <- some(3)],
    Pids = Busy ++ [member() || _ <- some(4)],
    [request(random(6), pick(Pids)) || _ <- some(20)],
    {Dying, Living} = lists:split(random(length(Pids)), Pids),
    [exit(Pid, kill) || Pid <- Dying],
    [request(random(6), pick(Pids)) || _ <- some(10)],
    [false = is_process_alive(Pid) || Pid <- Dying],
    [true = is_process_alive(Pid) || Pid <- Living],
    [check(ends(Pid, kill), killed) || Pid <- Living].

request(1, Pid) -> process_info(Pid, [status, message_queue_len, links, monitors, memory]);
request(2, Pid) -> is_process_alive(Pid);
request(3, Pid) -> erlang:garbage_collect(Pid);
request(4, Pid) ->
    try erlang:suspend_process(Pid) of
        true ->
            lists:member(process_info(Pid, status), [{status, suspended}, undefined])
                orelse wrong(not_suspended),
            catch erlang:resume_process(Pid)
    catch error:badarg -> dead
    end;
request(5, Pid) -> process_info(Pid, messages), process_info(Pid, current_stacktrace);
request(6, Pid) ->
    Ref = make_ref(),
    case erlang:garbage_collect(Pid, [{async, Ref}]) of
        async -> receive {garbage_collect, Ref, _} -> ok after ?PATIENCE -> wrong(collect) end
    end.

busy(List) when length(List) > 300 -> busy([]);
busy(List) -> busy([{length(List), <<0:800>>} | List]).

%% A reply comes once, and only while the alias is one.
aliases() ->
    Pids = [member() || _ <- some(8)],
    Refs = [begin
                Ref = monitor(process, Pid, [{alias, reply_demonitor}]),
                Pid ! {reply, Ref, 1 + random(2)},
                {Pid, Ref}
            end || Pid <- Pids],
    [receive
         {Ref, reply} -> ok;
         {'DOWN', Ref, _, _, Reason} -> wrong({alias, Reason})
     after ?PATIENCE -> wrong(reply)
     end || {_, Ref} <- Refs],
    Gone = [begin
                Ref = alias([explicit_unalias]),
                Pid ! {reply, Ref, 1},
                true = unalias(Ref),
                receive {Ref, reply} -> ok after 0 -> ok end,
                Ref
            end || Pid <- Pids],
    [check(ends(Pid, kill), killed) || Pid <- Pids],
    [receive {Ref, _} -> wrong(alias_used) after 0 -> ok end || Ref <- Gone].

%% Processes made in all ways.
spawns() ->
    Me = self(),
    Monitored = [spawn_monitor(fun() -> exit({over, self()}) end) || _ <- some(60)],
    Requests = [spawn_request(fun() -> exit(asked) end, [monitor]) || _ <- some(30)],
    Linked = [spawn_opt(fun() -> tree(Me, random_depth(N)) end,
                        [link, monitor, {priority, pick([low, normal, high])},
                         {min_heap_size, random(5000)}]) || N <- some(3)],
    [check(down('DOWN', Ref, Pid), {over, Pid}) || {Pid, Ref} <- Monitored],
    [receive
         {spawn_reply, Request, ok, Pid} -> check(down('DOWN', Request, Pid), asked)
     after ?PATIENCE -> wrong(spawn_request)
     end || Request <- Requests],
    [check(down('DOWN', Ref, Pid), normal) || {Pid, Ref} <- Linked].

random_depth(N) -> N rem 6.

tree(_, 0) -> ok;
tree(Me, Depth) ->
    Children = [spawn_monitor(fun() -> tree(Me, Depth - 1) end) || _ <- [1, 2]],
    [check(down('DOWN', Ref, Pid), normal) || {Pid, Ref} <- Children].

%% Everybody does everything to everybody; all end, each for one reason, which all monitors tell.
brawl() ->
    Pids = [begin Seed = random(1000000), spawn(fun() -> brawler(Seed) end) end || _ <- some(24)],
    Refs = [{Pid, monitor(process, Pid)} || Pid <- Pids, _ <- [1, 2]],
    [Pid ! {peers, list_to_tuple(Pids)} || Pid <- Pids],
    random(2) =:= 1 andalso receive after random(5) -> ok end,
    [exit(Pid, kill) || Pid <- Pids],
    Reasons = [{Pid, down('DOWN', Ref, Pid)} || {Pid, Ref} <- Refs],
    Different = [Pid || Pid <- Pids, length(lists:usort([R || {P, R} <- Reasons, P =:= Pid])) =/= 1],
    check(Different, []).

brawler(Seed) ->
    put(seed, Seed),
    process_flag(trap_exit, random(2) =:= 1),
    receive {peers, Peers} -> fight(Peers, 400) end.

fight(_, 0) -> exit(tired);
fight(Peers, Left) ->
    Peer = element(random(tuple_size(Peers)), Peers),
    try blow(random(16), Peer) catch error:badarg -> ok; error:noproc -> ok end,
    random(4) =:= 1 andalso receive _ -> ok after random(2) - 1 -> ok end,
    fight(Peers, Left - 1).

blow(1, Peer) -> link(Peer);
blow(2, Peer) -> unlink(Peer);
blow(3, Peer) -> put(monitor, monitor(process, Peer));
blow(4, _) -> is_reference(get(monitor)) andalso demonitor(get(monitor), [flush]);
blow(5, Peer) -> Peer ! {self(), binary:copy(<<1>>, random(300))};
blow(6, Peer) -> Peer ! {erase(binary), lists:seq(1, random(40))};
blow(7, Peer) -> exit(Peer, normal);
blow(8, Peer) -> random(20) =:= 1 andalso exit(Peer, {hit, self()});
blow(9, Peer) -> erlang:send_after(random(3) - 1, Peer, {late, self()});
blow(10, Peer) -> put(binary, binary:copy(<<2>>, 60 + random(300))), Peer ! get(binary);
blow(11, Peer) -> is_process_alive(Peer);
blow(12, Peer) -> process_info(Peer, [links, monitored_by]);
blow(13, _) -> put(alias, monitor(process, self(), [{alias, explicit_unalias}]));
blow(14, Peer) -> is_reference(get(alias)) andalso (Peer ! {use, get(alias)});
blow(15, _) -> erlang:garbage_collect();
blow(16, Peer) -> erlang:suspend_process(Peer, [unless_suspending]), erlang:resume_process(Peer).

%% ---- processes that do what they are told ---------------------------------------------------------

member() -> spawn(fun member_loop/0).

member_loop() ->
    receive
        {exit, Reason} -> exit(Reason);
        {ask, From, Ref, Question} -> From ! {Ref, answer(Question)}, member_loop();
        {reply, To, Times} -> [To ! {To, reply} || _ <- lists:seq(1, Times)], member_loop();
        {dance, Peer, Steps, Seed} -> put(seed, Seed), dance(Peer, Steps), member_loop()
    end.

answer(alive) -> alive;
answer({link, Pid}) -> link(Pid);
answer({unlink, Pid}) -> unlink(Pid).

dance(Peer, 0) -> unlink(Peer);
dance(Peer, Steps) ->
    case random(3) of
        1 -> link(Peer);
        2 -> unlink(Peer);
        3 -> erlang:yield()
    end,
    dance(Peer, Steps - 1).

tell(To, What) -> To ! What.

ask(To, Question) ->
    Ref = make_ref(),
    To ! {ask, self(), Ref, Question},
    receive {Ref, Answer} -> Answer after ?PATIENCE -> wrong({no_answer, Question}) end.

stop(Pid) ->
    Ref = monitor(process, Pid),
    Pid ! stop,
    check(down('DOWN', Ref, Pid), normal).

ends(Pid, Reason) ->
    Ref = monitor(process, Pid),
    exit(Pid, Reason),
    down('DOWN', Ref, Pid).

gone(Pid) -> down('DOWN', monitor(process, Pid), Pid).

down(Tag, Ref, Pid) ->
    receive {Tag, Ref, process, Pid, Reason} -> Reason
    after ?PATIENCE -> wrong({no_down, Pid, process_info(Pid)})
    end.

check(Value, Value) -> ok;
check(Value, Expected) -> wrong({is, Value, expected, Expected, in_game, get(game)}).

%% ---- chance ---------------------------------------------------------------------------------------

random(N) ->
    Seed = (get(seed) * 6364136223846793005 + 1442695040888963407) band 16#ffffffffffffffff,
    put(seed, Seed),
    1 + (Seed bsr 33) rem N.

some(N) -> lists:seq(1, random(N)).

pick(List) -> lists:nth(random(length(List)), List).

now_ms() -> erlang:monotonic_time(millisecond).
