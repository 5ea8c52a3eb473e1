%% SPDX-License-Identifier: Apache-2.0
%% Bank accounts as records: matching, updating, a tuple of tuples as table.
-module(records).
-export([main/0, size/0, bench/1]).

-record(account, {id, owner, balance = 0, moves = 0, frozen = false}).

-define(ACCOUNTS, 64).

main() -> erlang:display(bench(size())).

size() -> 1500000.

bench(N) ->
    Accounts = list_to_tuple([#account{id = I, owner = I * 7, balance = 1000}
                              || I <- lists:seq(1, ?ACCOUNTS)]),
    total(run(N, 17, Accounts), ?ACCOUNTS, 0).

run(0, _, Accounts) ->
    Accounts;
run(N, X, Accounts) ->
    Next = (X * 1103515245 + 12345) band 16#7fffffff,
    From = element((Next bsr 8) rem ?ACCOUNTS + 1, Accounts),
    To = element((Next bsr 16) rem ?ACCOUNTS + 1, Accounts),
    run(N - 1, Next, transfer(From, To, Next rem 50, Accounts)).

transfer(#account{id = Id}, #account{id = Id}, _, Accounts) ->
    Accounts;
transfer(#account{balance = Balance, frozen = false} = From, _, Amount, Accounts)
  when Balance < Amount ->
    setelement(From#account.id, Accounts, From#account{frozen = true});
transfer(#account{frozen = true} = From, _, _, Accounts) ->
    setelement(From#account.id, Accounts, From#account{frozen = false});
transfer(From, To, Amount, Accounts) ->
    Paid = From#account{balance = From#account.balance - Amount, moves = From#account.moves + 1},
    Got = To#account{balance = To#account.balance + Amount, moves = To#account.moves + 1},
    setelement(To#account.id, setelement(From#account.id, Accounts, Paid), Got).

total(_, 0, Sum) ->
    Sum;
total(Accounts, I, Sum) ->
    #account{owner = Owner, balance = Balance, moves = Moves} = element(I, Accounts),
    total(Accounts, I - 1, Sum + Owner * Balance + Moves).
