%% SPDX-License-Identifier: Apache-2.0
%% The external term format both ways, on a mixed term.
-module(codec).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 150.

bench(N) ->
    Term = [{I, float(I), <<I:64>>, "text", #{id => I, name => <<"n", (integer_to_binary(I))/binary>>},
             [I bsl 70, atom, {nested, [], {}}]} || I <- lists:seq(1, 3000)],
    repeat(N, Term, 0).

repeat(0, _, Sum) ->
    Sum;
repeat(N, Term, Sum) ->
    Binary = term_to_binary(Term),
    Term = binary_to_term(Binary),
    repeat(N - 1, Term, Sum + byte_size(Binary) + erlang:external_size(Term) + erlang:phash2(Term)).
