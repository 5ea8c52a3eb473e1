%% SPDX-License-Identifier: Apache-2.0
%% Small maps with atom keys: matching, updating, building.
-module(flatmaps).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 6000000.

bench(N) ->
    Robot = #{x => 0, y => 0, dir => north, steps => 0, turns => 0},
    maps:to_list(walk(N, 99, Robot)).

walk(0, _, Robot) ->
    Robot;
walk(N, X, Robot) ->
    Next = (X * 1103515245 + 12345) band 16#7fffffff,
    walk(N - 1, Next, move((Next bsr 12) band 3, Robot)).

move(0, #{dir := Dir, turns := Turns} = Robot) ->
    Robot#{dir := left(Dir), turns := Turns + 1};
move(1, #{dir := Dir, turns := Turns} = Robot) ->
    Robot#{dir := left(left(left(Dir))), turns := Turns + 1};
move(_, #{dir := north, y := Y, steps := Steps} = Robot) ->
    Robot#{y := Y + 1, steps := Steps + 1};
move(_, #{dir := south, y := Y, steps := Steps} = Robot) ->
    Robot#{y := Y - 1, steps := Steps + 1};
move(_, #{dir := east, x := X, steps := Steps} = Robot) ->
    Robot#{x := X + 1, steps := Steps + 1};
move(_, #{dir := west, x := X, steps := Steps} = Robot) ->
    Robot#{x := X - 1, steps := Steps + 1}.

left(north) -> west;
left(west) -> south;
left(south) -> east;
left(east) -> north.
