%% SPDX-License-Identifier: Apache-2.0
%% Causal order over a third process is kept for what happens on one node: an answer that
%% was sent after a request was handled finds the effects of the request.
-module(sig_third_party).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(lists:usort([begin
        Me = self(),
        Store = spawn(fun() -> store(0) end),
        Writer = spawn(fun() ->
            Store ! {put, self(), 42},
            receive stored -> Me ! written end
        end),
        receive written -> ok end,
        Store ! {get, self()},
        exit(Writer, kill),
        V = proc:next(),
        exit(Store, kill),
        V
     end || _ <- lists:seq(1, 200)])).

store(V) ->
    receive
        {put, From, New} -> From ! stored, store(New);
        {get, From} -> From ! V, store(V)
    end.
