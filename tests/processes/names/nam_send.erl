%% SPDX-License-Identifier: Apache-2.0
%% Sending to names: to oneself, to others, after they moved, {Name, Node}.
-module(nam_send).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    A = proc:worker(),
    B = proc:worker(),
    Me = self(),
    Ask = fun() ->
        nam_send ! {proc, fun() -> Me ! {i_am, self()} end},
        receive {i_am, P} -> P end
    end,
    register(nam_send, A),
    ?S(Ask() =:= A),
    unregister(nam_send),
    register(nam_send, B),
    ?S(Ask() =:= B),
    {nam_send, node()} ! {proc, fun() -> Me ! by_node end},
    ?S(proc:next()),
    proc:kill(B),
    ?E(nam_send ! x),
    ?S({nam_send, node()} ! x),
    register(nam_send, self()),
    nam_send ! {to, me},
    ?S(proc:next()),
    ?S(proc:stop(A)).
