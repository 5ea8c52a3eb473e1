%% SPDX-License-Identifier: Apache-2.0
%% Stages in a row, with acknowledgements so that no stage runs ahead.
-module(prg_pipeline).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Stages = [fun(X) -> X + 1 end, fun(X) -> X * 2 end, fun(X) -> {X} end, fun({X}) -> X - 1 end],
    Me = self(),
    First = lists:foldr(fun(F, Next) -> spawn(fun() -> stage(F, Next, 3) end) end, Me, Stages),
    Source = spawn(fun() -> source(First, lists:seq(1, 200), 3) end),
    ?S(sink([])),
    ?S(proc:gone(Source)),
    ?S(proc:gone(First)).

source(Next, [], _) ->
    Next ! done;
source(Next, L, 0) ->
    receive ack -> source(Next, L, 1) end;
source(Next, [X | Xs], Credit) ->
    Next ! {item, self(), X},
    source(Next, Xs, Credit - 1).

stage(F, Next, 0) ->
    receive ack -> stage(F, Next, 1) end;
stage(F, Next, Credit) ->
    receive
        {item, From, X} ->
            Next ! {item, self(), F(X)},
            From ! ack,
            stage(F, Next, Credit - 1);
        ack ->
            stage(F, Next, Credit + 1);
        done ->
            Next ! done
    end.

sink(Seen) ->
    receive
        {item, From, X} -> From ! ack, sink([X | Seen]);
        done -> {length(Seen), lists:sum(Seen), Seen =:= lists:reverse(lists:sort(Seen))}
    end.
