%% SPDX-License-Identifier: Apache-2.0
%% Counts the ways to place N queens on a board; positions are lists of columns.
-module(nqueens).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 12.

bench(N) ->
    place(N, N, []).

place(_, 0, _) ->
    1;
place(N, Rows, Queens) ->
    columns(N, N, Rows, Queens, 0).

columns(_, 0, _, _, Count) ->
    Count;
columns(N, Column, Rows, Queens, Count) ->
    case safe(Column, 1, Queens) of
        true ->
            More = place(N, Rows - 1, [Column | Queens]),
            columns(N, Column - 1, Rows, Queens, Count + More);
        false ->
            columns(N, Column - 1, Rows, Queens, Count)
    end.

safe(_, _, []) ->
    true;
safe(Column, Distance, [Queen | Queens]) ->
    Column =/= Queen andalso Column + Distance =/= Queen andalso Column - Distance =/= Queen
        andalso safe(Column, Distance + 1, Queens).
