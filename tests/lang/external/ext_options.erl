%% SPDX-License-Identifier: Apache-2.0
%% Options safe and used; atoms that exist or not; funs; local terms.
-module(ext_options).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(binary_to_term(<<131, 119, 4, "main">>, [safe])),
    ?T(binary_to_term(<<131, 119, 19, "never_seen_atom_ext">>, [safe])),
    ?T(binary_to_term(<<131, 104, 2, 119, 4, "main", 119, 19, "never_seen_atom_ex2">>,
            [safe, used])),
    ?T(binary_to_term(<<131, 113, 119, 5, "lists", 119, 3, "map", 97, 2>>, [safe]) =:=
            fun lists:map/2),
    ?T(binary_to_term(<<131, 113, 119, 5, "lists", 119, 9, "no_such_f", 97, 2>>, [safe])),
    ?T(binary_to_term(<<131, 113, 119, 5, "lists", 119, 9, "no_such_g", 97, 2>>)),
    ?T(binary_to_term(<<131, 97, 1, 2, 3>>, [used])),
    ?T(binary_to_term(<<131, 108, 2:32, 97, 1, 97, 2, 106, "rest">>, [used, safe])),
    ?T(binary_to_term(term_to_binary("text"), [])),
    ?T(begin F = fun(X) -> X + 1 end, (binary_to_term(term_to_binary(F)))(1) end),
    ?T(begin Y = id([env]), F = fun(X) -> [X | Y] end, G = binary_to_term(term_to_binary(F),
            [used]), {(element(1, G))(1), element(1, G) =:= F} end),
    ?T(begin <<131, 112, Size:32, Arity, Uniq:16/binary, Index:32, Free:32, _/binary>> =
            term_to_binary(fun(_, _) -> ok end),
            {Size > 60, Arity, Uniq =:= ?MODULE:module_info(md5), Index, Free} end),
    ?T(lists:usort([binary_to_term(<<131, X:32>>, [safe]) || X <- []])),
    ?T(sequence(<< <<(term_to_binary(X))/binary>> || X <- [1, a, "s", {t}, <<"b">>] >>)),
    ?T([erlang:external_size(X) || X <- [a, 1, "abc", {1, 2}, <<"abc">>, fun lists:map/2]]),
    t:bif(erlang, external_size, [[a, [{minor_version, 5}]], [a, [x]], [a, x]]).

sequence(<<>>) -> [];
sequence(B) ->
    {X, N} = binary_to_term(B, [used]),
    <<_:N/binary, R/binary>> = B,
    [X | sequence(R)].
