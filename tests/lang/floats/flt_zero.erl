%% SPDX-License-Identifier: Apache-2.0
%% Negative zero: equal to zero, but with a sign in text, in binaries and in the external format.
-module(flt_zero).
-export([main/0]).
-include("t.hrl").

main() ->
    Z = id(0.0),
    N = -Z,
    erlang:display({Z, N}),
    ?T({Z =:= N, Z == N, Z < N, N < Z, 0 == N, 0 =:= N}),
    ?T({float_to_list(N), float_to_list(N, [short]), float_to_list(N, [{decimals, 2}]),
            float_to_binary(N)}),
    ?T({<<N/float>>, <<N:32/float>>, <<N:16/float>>, <<N/float-little>>, <<Z/float>>}),
    ?T({term_to_binary(N), term_to_binary(Z), term_to_binary(N, [{minor_version, 0}])}),
    ?T(binary_to_term(term_to_binary(N))),
    ?T(begin <<F/float>> = id(<<128, 0:56>>), {F, F =:= 0.0, float_to_list(F)} end),
    ?T({N + N, N + Z, N - Z, Z - Z, N * 5, N * -5, Z * -1, 0 * N, -1 * Z}),
    ?T({0 / id(-5), 0.0 / id(-5.0), -0.0 / 5}),
    ?T({abs(N), trunc(N), round(N), floor(N), ceil(N), float(N), -N, +N}),
    ?T({math:sqrt(N), math:atan2(N, -1.0), math:atan2(Z, -1), math:floor(N), math:ceil(-0.5),
            math:fmod(N, 1)}),
    ?T(#{Z => a, N => b}),
    ?T(map_size(maps:from_list([{Z, 1}, {N, 2}]))),
    ?T(maps:get(N, #{0.0 => found})),
    ?T({erlang:phash2(Z), erlang:phash2(N), erlang:phash(Z, 1 bsl 32), erlang:phash(N, 1 bsl 32)}),
    ?T(case N of 0.0 -> zero; _ -> other end),
    ?T(begin {X, X} = {id(Z), id(N)}, X end),
    ?T({lists:member(N, [Z]), [Z] -- [N], lists:usort([Z, N, Z]), lists:keyfind(N, 1, [{Z, x}])}),
    ?T({list_to_float("-0.0"), binary_to_float(<<"-0.0">>), -0.0, 1.0 * id(-0.0)}),
    ?T({max(Z, N), max(N, Z), min(Z, N), min(N, Z)}),
    ?T(io_lib:format("~w ~p ~f ~e ~g ~.3f", [N, N, N, N, N, N])),
    ?T(literal(id(0.0))),
    ?T(literal(id(-0.0))).

literal(-0.0) -> minus;
literal(0.0) -> plus;
literal(_) -> no.
