%% SPDX-License-Identifier: Apache-2.0
%% erts_debug: flat_size, size, same, sharing; garbage collection that preserves sharing.
-module(run_debug).
-export([main/0]).
-include("t.hrl").

main() ->
    %% Words of the kinds that have one obvious layout; binaries and funs are left out.
    ?T([erts_debug:flat_size(X) || X <- [a, 1, [], 1 bsl 58, 1 bsl 59, 1 bsl 64, 1.5]]),
    ?T(erts_debug:flat_size(id(-(1 bsl 200)))),
    ?T([erts_debug:flat_size(X) || X <- [[1], [1, 2, 3], {}, {1, 2}, "abc", [[1], [2]], {[], {}}]]),
    ?T([erts_debug:flat_size(X) || X <- [#{}, #{a => 1}, #{a => 1, b => 2}]]),
    ?T(erts_debug:flat_size(lists:seq(1, 1000))),
    S = lists:seq(1, 10),
    D = [S, S, S],
    ?T({erts_debug:flat_size(D), erts_debug:size(D), erts_debug:size_shared(D)}),
    ?T(begin
        X = id({S, S}),
        {erts_debug:same(element(1, X), element(2, X)), erts_debug:flat_size(X), erts_debug:size(X)}
    end),
    ?T(begin
        X = binary_to_term(term_to_binary(D)),
        {erts_debug:flat_size(X), erts_debug:size(X)}
    end),
    ?T([erts_debug:same(A, B) || {A, B} <- [{a, a}, {1, 1}, {S, S}, {1, 1.0}, {[], []}]]),
    ?T(erts_debug:same(literal(), literal())),
    ?T(erts_debug:same({literal()}, {literal()})),
    ?T(begin
        erlang:garbage_collect(),
        X = share(20, [x]),
        erlang:garbage_collect(),
        {erts_debug:flat_size(X), erts_debug:size(X)}
    end),
    ?T(begin
        X = erts_debug:copy_shared(share(10, [x])),
        {erts_debug:flat_size(X), erts_debug:size(X)}
    end),
    ?T(begin
        X = share(8, [x]),
        self() ! X,
        receive Y -> {erts_debug:size(X), Y =:= X, erts_debug:flat_size(Y)} end
    end).

literal() -> {some, [literal, "term"], #{with => <<"parts">>}}.

share(0, X) -> X;
share(N, X) -> Y = share(N - 1, X), [Y | Y].
