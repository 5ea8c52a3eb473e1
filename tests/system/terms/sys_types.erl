%% SPDX-License-Identifier: Apache-2.0
%% Type tests of every kind of term, as guards and as calls; term_type; conversions between types.
-module(sys_types).
-export([main/0]).
-include("t.hrl").

main() ->
    L = [0, -1, 1 bsl 70, 1.5, a, true, [], [a], [a | b], {}, {a}, <<>>, <<1>>, <<1:3>>, #{},
        fun() -> ok end, fun lists:map/2, self(), make_ref(),
         hd(erlang:ports() ++ [no_port]), "str", nil, big_map(), big_bin()],
    Tests = [is_atom, is_binary, is_bitstring, is_boolean, is_float, is_function, is_integer,
        is_list, is_map, is_number, is_pid, is_port,
             is_reference, is_tuple],
    [t:p("~s", [[case erlang:T(X) of true -> $1; false -> $0 end || T <- Tests]]) || X <- L],
    ?T([[guard(X)] || X <- L]),
    ?T([nested(X) || X <- L]),
    ?T([erlang:is_record(X, id(a)) || X <- L]),
    ?T([is_function(X, 0) || X <- L]),
    ?T([atom_to_list(a), list_to_atom("b"), integer_to_list(3), list_to_integer("4"),
            float_to_list(1.0), tuple_to_list({1}), list_to_tuple([2])]),
    ?T([list_to_binary("x"), binary_to_list(<<"y">>), atom_to_binary(z), binary_to_atom(<<"w">>),
            integer_to_binary(5), binary_to_integer(<<"6">>)]),
    ?T([float(3), trunc(3.7), round(3.5), float_to_binary(1.5, [short]),
            binary_to_float(<<"2.5">>)]),
    ?T([is_list(pid_to_list(self())), list_to_pid(pid_to_list(self())) =:= self(),
            is_list(ref_to_list(make_ref()))]),
    ?T(begin R = make_ref(), list_to_ref(ref_to_list(R)) =:= R end),
    ?T([is_pid(list_to_pid("<0.1.0>")), list_to_pid("<0.1.0>") =:= list_to_pid("<0.1.0>"),
            pid_to_list(list_to_pid("<0.4711.3>"))]),
    t:bif(erlang, list_to_pid, [["<0.1>"], ["0.1.0"], [""], [a], ["<0.1.0"], ["<0.a.0>"],
            ["<0.1.0>x"]]),
    t:bif(erlang, list_to_ref, [["#Ref<0.0>"], [""], [a], ["#Ref<0.a.b.c>"]]),
    t:bif(erlang, pid_to_list, [[a]]),
    t:bif(erlang, ref_to_list, [[a]]),
    ?T([erts_internal:term_type(X) || X <- [1, 1 bsl 70, 1.5, a, [], [a], {}, #{}, <<1>>, big_bin(),
            fun() -> ok end, fun lists:map/2]]).

big_map() -> maps:from_list([{I, I} || I <- lists:seq(1, 40)]).
big_bin() -> binary:copy(<<"x">>, 100).

guard(X) when is_integer(X), X < 0 -> neg;
guard(X) when is_integer(X) -> int;
guard(X) when is_float(X) -> float;
guard(X) when is_boolean(X) -> bool;
guard(X) when is_atom(X) -> atom;
guard(X) when is_binary(X) -> bin;
guard(X) when is_bitstring(X) -> bits;
guard(X) when is_function(X, 2) -> fun2;
guard(X) when is_function(X) -> funn;
guard(X) when is_map(X), map_size(X) > 32 -> bigmap;
guard(X) when is_map(X) -> map;
guard([]) -> nil;
guard(X) when is_list(X), is_list(tl(X)) -> list;
guard(X) when is_list(X) -> improper;
guard(X) when is_pid(X); is_port(X); is_reference(X) -> handle;
guard(X) when is_tuple(X) -> tuple.

nested(X) ->
    if
        is_number(X), not is_float(X) -> 1;
        is_list(X) orelse is_tuple(X) -> 2;
        is_bitstring(X) xor is_binary(X) -> 3;
        is_binary(X), byte_size(X) > 64 -> 4;
        is_pid(X); is_reference(X) -> 5;
        true -> 6
    end.
