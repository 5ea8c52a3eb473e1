%% SPDX-License-Identifier: Apache-2.0
%% erts_debug: flat_size, size, same, sharing; garbage collection that preserves sharing.
-module(run_debug).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T([erts_debug:flat_size(X) || X <- [a, 1, [], 1 bsl 59, 1 bsl 70, -(1 bsl 200), 1.5, [1], [1,
            2, 3], {}, {1, 2}, "abc", <<>>, <<"abc">>, <<0:512>>, <<1:3>>, #{}, #{a => 1}, #{a => 1,
            b => 2},
                                         [[1], [2]], {[], {}}, fun lists:map/2]]),
    ?T(erts_debug:flat_size(id(binary:copy(<<"x">>, 65)))),
    ?T(erts_debug:flat_size(lists:seq(1, 1000))),
    S = lists:seq(1, 10),
    D = [S, S, S],
    ?T({erts_debug:flat_size(D), erts_debug:size(D), erts_debug:size_shared(D)}),
    ?T(begin X = id({S, S}), {erts_debug:same(element(1, X), element(2, X)),
            erts_debug:flat_size(X), erts_debug:size(X)} end),
    ?T(begin X = binary_to_term(term_to_binary(D)), {erts_debug:flat_size(X),
            erts_debug:size(X)} end),
    ?T([erts_debug:same(A, B) || {A, B} <- [{a, a}, {1, 1}, {S, S}, {S, S ++ []}, {1, 1.0}, {[],
            []}]]),
    ?T(erts_debug:same(literal(), literal())),
    ?T(erts_debug:same({literal()}, {literal()})),
    ?T(begin erlang:garbage_collect(), X = share(20, [x]), erlang:garbage_collect(),
            {erts_debug:flat_size(X), erts_debug:size(X)} end),
    ?T(begin X = erts_debug:copy_shared(share(10, [x])), {erts_debug:flat_size(X),
            erts_debug:size(X)} end),
    ?T(begin X = share(8, [x]), self() ! X, receive Y -> {erts_debug:size(X), Y =:= X,
            erts_debug:flat_size(Y)} end end),
    ?T(tuple_size(erts_debug:map_info(maps:from_list([{I, I} || I <- lists:seq(1, 50)]))) > 0).

literal() -> {some, [literal, "term"], #{with => <<"parts">>}}.

share(0, X) -> X;
share(N, X) -> Y = share(N - 1, X), [Y | Y].
