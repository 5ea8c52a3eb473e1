%% SPDX-License-Identifier: Apache-2.0
%% List comprehensions: several generators, filters as guards and as expressions, failures.
-module(ctl_comprehensions).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T([X || X <- id([1, 2, 3])]),
    ?T([{X, Y} || X <- id([1, 2]), Y <- id([a, b, c])]),
    ?T([{X, Y} || X <- id([1, 2, 3, 4]), X rem 2 =:= 0, Y <- lists:seq(1, X), X > Y]),
    ?T([X || X <- id([1, a, 2.0, [], {}]), is_number(X)]),
    ?T([X || X <- id([1, a, 2.0, [], {}]), X + 1 > 2]),
    ?T([X || X <- id([{1, a}, {}, {2}]), element(1, X) =:= 2]),
    ?T([X || X <- id([1, 2, 3]), odd(X)]),
    ?T([X || X <- id([1, 2, 3]), not_bool(X)]),
    ?T([X || X <- id([1, 2, 3]), id(a)]),
    ?T([X || X <- id([1, 2, 3]), is_list(X) orelse odd(X)]),
    ?T([X || X <- id(a)]),
    ?T([X || X <- id([1, 2 | 3])]),
    ?T([X || X <- id([1, 2, 3 | foo]), X > 5]),
    ?T([X || {ok, X} <- id([{ok, 1}, error, {ok, 2}, {ok}])]),
    ?T([B || {A, B} <- id([{1, 2}, {2, 3}]), A <- [A + 10], A > 11]),
    ?T([X || <<X>> <= id(<<1, 2, 3>>)]),
    ?T([X || <<X:4>> <= id(<<1, 2, 3:4>>)]),
    ?T([X || <<X:4>> <= id(<<1, 2, 3:3>>)]),
    ?T([{X, Y} || <<X, Y>> <= id(<<1, 2, 3, 4, 5>>)]),
    ?T([X || <<1, X>> <= id(<<1, 2, 3, 4, 1, 6>>)]),
    ?T([X || <<L, X:L/binary>> <= id(<<1, "a", 2, "bc", 0, 3, "xy">>)]),
    ?T([X || <<X/utf8>> <= id(<<"aåß€𐍈"/utf8>>)]),
    ?T([{X, Y} || X <- id([1, 2]), <<Y>> <= id(<<"ab">>)]),
    ?T([X || <<X>> <= id([])]),
    ?T([X || <<X>> <= id(foo)]),
    ?T(<< <<(X + 1)>> || X <- id([1, 2, 255]) >>),
    ?T(<< <<X:3>> || X <- id([1, 2, 7, 9]) >>),
    ?T(<< <<Y, X>> || <<X, Y>> <= id(<<1, 2, 3, 4>>) >>),
    ?T(<< <<X/bits>> || X <- id([<<1:1>>, <<2:2>>, <<>>, <<"abc">>]) >>),
    ?T(<< <<X/binary>> || X <- id([<<1:1>>]) >>),
    ?T(<< <<X>> || X <- id([1, a]) >>),
    ?T(<< <<X>> || <<X:1>> <= id(<<5>>), X =:= 1 >>),
    ?T(<< X || X <- id([<<1>>, <<2:4>>]) >>),
    ?T(<< X || X <- id([<<1>>, 2]) >>),
    ?T([[Z * Y || Z <- id([1, 2])] || Y <- id([3, 4])]),
    ?T(lists:sum([X * Y || X <- lists:seq(1, 50), Y <- lists:seq(1, 50), (X + Y) rem 7 =:= 0])),
    ?T(length([{A, B, C} || A <- lists:seq(1, 30), B <- lists:seq(A, 30), C <- lists:seq(B, 30),
                            A * A + B * B =:= C * C])),
    order().

odd(X) -> X band 1 =:= 1.

not_bool(1) -> true;
not_bool(X) -> X.

order() ->
    say({result, [say({x, X, y, Y}) || X <- say([1, 2]), say(true), Y <- say([a, b]), X > 1]}).

say(X) ->
    erlang:display(X),
    X.
