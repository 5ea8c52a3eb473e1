%% SPDX-License-Identifier: Apache-2.0
%% The process dictionary: put, get, erase, keys; many entries; values survive collection.
-module(run_dictionary).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(get()),
    ?T({put(a, 1), put(a, 2), get(a), get(b), erase(a), erase(a), get(a)}),
    ?T([put(K, {v, K}) || K <- [1, 2.5, "k", <<"b">>, {t}, [], 1 bsl 70, #{m => 1}]]),
    ?T([get(K) || K <- [1, 2.5, "k", <<"b">>, {t}, [], 1 bsl 70, #{m => 1}, 2]]),
    ?T(lists:sort(get())),
    ?T(lists:sort(get_keys())),
    ?T(get_keys({v, 1})),
    ?T(get_keys(none)),
    ?T(begin [put({n, I}, [I, integer_to_list(I)]) || I <- lists:seq(1, 3000)],
            length(get_keys()) end),
    erlang:garbage_collect(),
    ?T(lists:sum([hd(get({n, I})) || I <- lists:seq(1, 3000)])),
    ?T(begin [erase({n, I}) || I <- lists:seq(1, 3000, 2)], length(get()) end),
    ?T([get({n, I}) || I <- [1, 2, 2999, 3000]]),
    ?T(begin [put({n, I}, I) || I <- lists:seq(2, 3000, 2)],
            lists:sum([V || {{n, _}, V} <- get()]) end),
    ?T(begin put(same, x), put(same, y), [V || {same, V} <- get()] end),
    ?T(length(get_keys(y))),
    ?T(length(erase())),
    ?T(get()),
    ?T(erase()),
    ?T(counter(10000)),
    ?T(nested()),
    ?T(process_info(self(), dictionary)).

counter(0) -> get(count);
counter(N) ->
    case get(count) of undefined -> put(count, 1); C -> put(count, C + 1) end,
    counter(N - 1).

nested() ->
    put(list, []),
    [put(list, [I | get(list)]) || I <- lists:seq(1, 500)],
    {length(get(list)), lists:sum(erase(list)), get(list)}.
