%% SPDX-License-Identifier: Apache-2.0
%% OTP's sorts: lists:sort/1,2, keysort, usort, ordsets.
-module(sorting).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 80000.

bench(N) ->
    Numbers = random(N, 7),
    Pairs = [{X rem 1000, X, integer_to_list(X)} || X <- Numbers],
    Sorted = lists:sort(Numbers),
    Down = lists:sort(fun(A, B) -> A >= B end, Numbers),
    ByKey = lists:keysort(1, Pairs),
    ByText = lists:keysort(3, Pairs),
    Unique = lists:usort([X rem 1000 || X <- Numbers]),
    Union = ordsets:union(ordsets:from_list(Sorted), Unique),
    [erlang:phash2(Term) || Term <- [Sorted, Down, ByKey, ByText, Unique, Union]].

random(0, _) -> [];
random(N, X) -> [X | random(N - 1, (X * 1103515245 + 12345) band 16#7fffffff)].
