%% SPDX-License-Identifier: Apache-2.0
%% Many atoms made at run time: identity, order by text, use as keys and in records.
%% heavy: large heap
-module(atm_many).
-export([main/0]).
-include("t.hrl").

main() ->
    N = 5000,
    Atoms = [list_to_atom("atm_" ++ integer_to_list(I * 7919 rem 10007)) || I <- lists:seq(1, N)],
    erlang:display(length(lists:usort(Atoms))),
    erlang:display(lists:sublist(lists:sort(Atoms), 5)),
    erlang:display(erlang:phash2(lists:sort(Atoms))),
    erlang:display(lists:sort(Atoms) =:= [list_to_atom(S)
        || S <- lists:sort([atom_to_list(A) || A <- Atoms])]),
    M = maps:from_list([{A, I} || {I, A} <- lists:enumerate(Atoms)]),
    erlang:display(map_size(M)),
    erlang:display(maps:get(atm_7919, M)),
    erlang:display(lists:sum(maps:values(M))),
    erlang:display([list_to_atom(atom_to_list(A)) =:= A || A <- lists:sublist(Atoms, 10)]),
    erlang:display([A < B || A <- [a, ab, b, 'A', '', 'å', 'α', z], B <- [a, ab, b, 'A', '', 'å',
        'α', z]]),
    erlang:display(lists:sort(['α', 'å', z, 'Z', '_', '0', '', aa, a, 'a\x{0}', 'ÿ', 'Ā', '𐍈',
        '\x{fffd}', abcdefgh, abcdefghi, abcdefg])),
    erlang:display([erlang:phash2(A) || A <- [a, b, '', 'å', 'α', abcdefghijklmnopqrstuvwxyz,
        true]]),
    erlang:display([is_atom(X) || X <- [a, 'A', [], "a", <<"a">>, nil, true, 1]]),
    erlang:display([is_boolean(X) || X <- [true, false, 'True', 1, [], undefined]]).
