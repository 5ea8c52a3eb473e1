%% SPDX-License-Identifier: Apache-2.0
%% io_lib: formatting of terms, numbers and texts.
-module(formatting).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 8000.

bench(N) -> lists:foldl(fun add/2, 0, lists:seq(1, N)).

add(I, Sum) ->
    (Sum * 31 + byte_size(unicode:characters_to_binary(text(I)))) band 16#fffffff.

text(I) ->
    [io_lib:format("~p ~w ~s ~ts ~b ~.16b~n", [{item, I, [a, "text", <<"bin">>]}, {x, I}, "string",
                                               [955, 956], I, I]),
     io_lib:format("~10.3f|~-10s|~5w|~20p~n", [I / 7, "left", I rem 100, #{key => [I, I + 1]}])].
