%% SPDX-License-Identifier: Apache-2.0
%% Accounts as processes, transfers as processes: no money is made or lost.
-module(prg_bank).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Accounts = list_to_tuple([spawn(fun() -> account(1000) end) || _ <- lists:seq(1, 10)]),
    Transfers = [spawn_monitor(fun() -> transfers(Accounts, N * 7919, 100, 0) end)
        || N <- lists:seq(1, 20)],
    Done = [proc:down(R) || {_, R} <- Transfers],
    ?S(lists:sum(Done) > 0),
    Balances = [ask(A, balance) || A <- tuple_to_list(Accounts)],
    ?S(lists:sum(Balances)),
    ?S([B || B <- Balances, B < 0]),
    ?S(ask(element(1, Accounts), {withdraw, 1000000})).

transfers(_, _, 0, Ok) -> exit(Ok);
transfers(Accounts, Seed, Left, Ok) ->
    S1 = (Seed * 1103515245 + 12345) band 16#7fffffff,
    S2 = (S1 * 1103515245 + 12345) band 16#7fffffff,
    From = element(1 + (S1 bsr 8) rem 10, Accounts),
    To = element(1 + (S2 bsr 8) rem 10, Accounts),
    Amount = 1 + (S2 bsr 4) rem 300,
    case ask(From, {withdraw, Amount}) of
        ok -> ok = ask(To, {deposit, Amount}), transfers(Accounts, S2, Left - 1, Ok + 1);
        refused -> transfers(Accounts, S2, Left - 1, Ok)
    end.

ask(Account, Request) ->
    R = make_ref(),
    Account ! {self(), R, Request},
    receive {R, Answer} -> Answer end.

account(Balance) ->
    receive
        {From, R, balance} -> From ! {R, Balance}, account(Balance);
        {From, R, {deposit, N}} -> From ! {R, ok}, account(Balance + N);
        {From, R, {withdraw, N}} when N =< Balance -> From ! {R, ok}, account(Balance - N);
        {From, R, {withdraw, _}} -> From ! {R, refused}, account(Balance)
    end.
