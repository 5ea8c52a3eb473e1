%% SPDX-License-Identifier: Apache-2.0
%% Compiled match specifications: made, told from other terms, run over lists, written as text and
%% bytes; ets:test_ms/2; the specifications that ets:fun2ms/1 and dbg:fun2ms/1 make.
-module(ms_compiled).
-export([main/0]).
-include("t.hrl").
-include_lib("stdlib/include/ms_transform.hrl").

-record(person, {name, age = 0, tags = []}).

main() ->
    errors(),
    runs(),
    terms(),
    test_ms(),
    transformed(),
    long().

errors() ->
    t:bif(ets, match_spec_compile, [[[]], [a], [[a]], [[{'_', [], []}]], [[{'_', [foo | x], [a]}]],
                                    [[{'_', [{foo}], [a]}]], [[{'_', [], ['$1']}]],
                                    [[{'_', [], [{message, a}]}]], [[{#{'$1' => a}, [], [a]}]]]),
    t:bif(ets, is_compiled_ms, [[a], [make_atom_ref()], [<<>>], [[]], [{}]]),
    t:bif(ets, match_spec_run_r, [[[], a, []], [[a], [], []], [a, <<>>, []]]),
    t:bif(ets, match_spec_run, [[[], a], [[a], []]]).

make_atom_ref() -> {ref, is_reference(make_ref())}.

runs() ->
    MS = ets:match_spec_compile([{{'$1', '$2'}, [{'>', '$2', 10}], [{{'$2', '$1'}}]},
                                 {{x, '_'}, [], ['$_']}]),
    ?T(ets:is_compiled_ms(MS)),
    ?T(is_reference(MS)),
    ?T(ets:match_spec_run([], MS)),
    ?T(ets:match_spec_run([{a, 1}, {b, 20}, {x, 1}, {y, 1}, z, {x, 11}, [c], {d, 1.0e2}], MS)),
    ?T(ets:match_spec_run_r([{b, 20}, {x, 1}], MS, [tail])),
    ?T(ets:match_spec_run_r([{b, 20}, {x, 1}], MS, tail)),
    ?T(ets:match_spec_run_r([], MS, tail)),
    ?E(ets:match_spec_run(a, MS)),
    ?E(ets:match_spec_run([{b, 20} | c], MS)),
    ?E(ets:match_spec_run(#{}, MS)).

%% The reference is one like any other to programs.
terms() ->
    MS = ets:match_spec_compile([{'$1', [], ['$1']}]),
    ?T(ets:match_spec_run([1, a], binary_to_term(term_to_binary(MS)))),
    Self = self(),
    Pid = spawn(fun() -> receive {Ref, X} -> Self ! {self(), ets:match_spec_run([X], Ref)} end end),
    Pid ! {MS, {large, lists:seq(1, 5)}},
    ?T(receive {Pid, Result} -> Result end),
    ?T(MS =:= MS),
    ?T(ets:is_compiled_ms({MS})).

test_ms() ->
    ?T(ets:test_ms({a, 1}, [{{'$1', '$2'}, [{is_atom, '$1'}], ['$2']}])),
    ?T(ets:test_ms({a, 1}, [{{'$1', '$2'}, [{is_list, '$1'}], ['$2']}])),
    ?T(ets:test_ms({a, 1}, [{{'$1', '$2'}, [{is_lists, '$1'}], ['$2']}])),
    ?T(ets:test_ms({a, 1}, [{{'$1', '$2'}, [], ['$3', {foo}]}])),
    ?T(ets:test_ms({a, 1}, [])),
    ?E(ets:test_ms([a], [{'_', [], ['$_']}])).

transformed() ->
    Adult = 18,
    MS1 = ets:fun2ms(fun(#person{name = N, age = A} = P) when A >= Adult, is_atom(N) -> {P, N};
                        (#person{tags = [T | _]}) when T =:= vip; T =:= {const} -> T
                     end),
    ?T(MS1),
    Persons = [#person{name = ann, age = 20}, #person{name = "bob", age = 30},
               #person{name = joe, age = 3, tags = [vip, x]}, #person{name = sue, tags = [{const}]},
               {person}, {person, 1, 2, 3, 4}],
    ?T(ets:match_spec_run(Persons, ets:match_spec_compile(MS1))),
    MS2 = ets:fun2ms(fun({K, V}) when is_map(V), is_map_key(a, V), map_get(a, V) > 1 orelse K == x ->
                             #{key => K, old => V};
                        ({K, V}) when is_integer(V) andalso V band 1 =:= 0 -> [K, V div 2, {K, [V]} | rest];
                        ({K, _} = Whole) when is_record(K, person) -> element(2, Whole)
                     end),
    ?T(MS2),
    ?T(ets:match_spec_run([{x, #{a => 1}}, {y, #{a => 1}}, {y, #{a => 5}}, {z, 4}, {z, 5},
                           {#person{}, yes}, {x, #{}}],
                          ets:match_spec_compile(MS2))),
    MS3 = dbg:fun2ms(fun([A, B | _]) when A > B -> return_trace(), message({A, B, get_tcw()});
                        ([_]) -> exception_trace(), message(caller());
                        (All) -> message(All)
                     end),
    ?T(MS3),
    ?T([erlang:match_spec_test(Args, MS3, trace) || Args <- [[2, 1], [1, 2], [x], [1, 2, 3, 4]]]).

long() ->
    MS = ets:match_spec_compile([{{'$1', '$2'}, [{'=:=', {'rem', '$1', 7}, 0}], [{{'$2', '$1', "constant"}}]}]),
    List = [{N, integer_to_list(N)} || N <- lists:seq(1, 100000)],
    Results = ets:match_spec_run(List, MS),
    erlang:garbage_collect(),
    ?T({length(Results), t:sum(Results)}).
