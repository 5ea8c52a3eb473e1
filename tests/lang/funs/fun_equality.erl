%% SPDX-License-Identifier: Apache-2.0
%% Equality, order and hashes of funs.
-module(fun_equality).
-export([main/0]).
-include("t.hrl").

main() ->
    Mk = fun(X) -> fun(Y) -> X + Y end end,
    A = Mk(1), A2 = Mk(1), B = Mk(2), F = Mk(1.0),
    C = fun(Y) -> 1 + Y end,
    ?T([A =:= A, A =:= A2, A == A2, A =:= B, A == F, A =:= F, A =:= C]),
    ?T([A < B, B < A, A < A2, max(A, B) =:= B]),
    ?T([fun lists:map/2 =:= fun lists:map/2, fun lists:map/2 =:= fun lists:map/3,
            fun lists:map/2 < fun lists:map/3,
        fun a:z/0 < fun b:a/0, fun a:b/1 < fun a:c/0]),
    ?T([fun lists:map/2 =:= erlang:make_fun(lists, map, 2), A < fun lists:map/2,
            fun lists:map/2 < A]),
    ?T([fun plain/1 =:= fun plain/1, fun plain/1 =:= fun ?MODULE:plain/1]),
    ?T(lists:sort([fun b:x/1, fun a:x/1, fun a:x/0, fun a:a/5, fun a:x/2])),
    ?T([class(X) || X <- lists:sort([{}, A, fun a:b/0, 1, a, [], #{}, <<>>, 2.0, "s"])]),
    ?T(length(lists:usort([A, A2, B, C, A]))),
    ?T(maps:get(A2, #{A => same})),
    ?T([erlang:phash2(X) || X <- [fun lists:map/2, fun lists:map/3, fun a:b/0]]),
    ?T([erlang:phash2(A) =:= erlang:phash2(A2), erlang:phash2(A) =:= erlang:phash2(B)]),
    ?T(erlang:phash(fun lists:map/2, 1000)),
    ?T([X =:= binary_to_term(term_to_binary(X)) || X <- [A, B, C, fun lists:map/2, fun plain/1]]),
    ?T((binary_to_term(term_to_binary(B)))(40)),
    ?T(term_to_binary(fun lists:map/2)),
    ?T([lists:member(A2, [x, A]), lists:keyfind(B, 1, [{A, 1}, {B, 2}])  =:= {B, 2}]),
    ?T(case A of A2 -> same; _ -> different end).

plain(X) -> X.

class(X) when is_function(X) -> function;
class(X) -> X.
