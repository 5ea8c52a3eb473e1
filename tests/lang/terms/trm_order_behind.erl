%% SPDX-License-Identifier: Apache-2.0
%% Orders and equality of terms that differ in a part that many equal ones come before, in any depth.
%% heavy: large heap
-module(trm_order_behind).
-export([main/0]).
-include("t.hrl").

main() ->
    Parts = [{X, Y} || X <- parts(), Y <- parts()],
    [t:p("~w ~s", [N, [mark(wrap(Kind, N, X), wrap(Kind, N, Y))
            || Kind <- [heads, tails, firsts, lasts, values, keys, list, tuple], {X, Y} <- Parts]])
        || N <- [1, 2, 3, 4, 5, 15, 31, 32, 33, 63, 64, 65, 127, 128, 129, 300]],
    ?T([mark(wrap(Kind, 100000, 1), wrap(Kind, 100000, X))
            || Kind <- [heads, tails, firsts, lasts, list, tuple], X <- [1, 1.0, 2, {}]]).

parts() -> [1, 1.0, 2, a, b, [], {}, {b}, {a, 1}, [a], #{}, #{a => 1}, #{b => 1}, 1 bsl 64, <<1>>].

%% The part behind so many others.
wrap(heads, N, Part) -> nest(fun(T) -> [T, x] end, N, Part);
wrap(tails, N, Part) -> nest(fun(T) -> [x, T] end, N, Part);
wrap(firsts, N, Part) -> nest(fun(T) -> {T, y} end, N, Part);
wrap(lasts, N, Part) -> nest(fun(T) -> {y, T} end, N, Part);
wrap(values, N, Part) -> nest(fun(T) -> #{k => T} end, N, Part);
wrap(keys, N, Part) -> nest(fun(T) -> #{{k, T} => v} end, min(N, 33), Part);
wrap(list, N, Part) -> lists:duplicate(N, z) ++ [Part, end_of(Part)];
wrap(tuple, N, Part) -> list_to_tuple(wrap(list, N, Part)).

nest(_, 0, Part) -> Part;
nest(Fun, N, Part) -> nest(Fun, N - 1, Fun(Part)).

end_of(1) -> 9;
end_of(_) -> 1.

mark(A, B) ->
    [if A =:= B -> $=; A == B -> $~; A < B -> $<; A > B -> $> end,
     case erts_internal:cmp_term(A, B) of 0 -> $=; N when N < 0 -> $<; _ -> $> end].
