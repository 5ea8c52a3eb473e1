%% SPDX-License-Identifier: Apache-2.0
%% Native functions: called by name, applied, called last, failing; those that yield and those that
%% are guards too; globally and locally.
-module(trc_bifs).
-export([main/0, direct/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:names(tracing:start(), tracee),
    Bifs = [{erlang, atom_to_list, 1}, {erlang, integer_to_list, 2}, {lists, reverse, 2}, {lists, member, 2}, {erlang, length, 1},
            {erlang, element, 2}, {erlang, yield, 0}, {erlang, error, 1}, {erlang, put, 2}, {maps, get, 2}, {erlang, send, 2},
            {erlang, exit, 2}, {ets, new, 2}, {ets, insert, 2}, {erlang, garbage_collect, 0}, {erlang, is_process_alive, 1},
            {erlang, spawn, 3}, {erlang, list_to_atom, 1}, {erlang, make_tuple, 2}, {erlang, process_flag, 2}],
    [traced(P, Bifs, Flags, Spec, Kinds) || Flags <- [[], [return_to]], Kinds <- [[], [local]],
        Spec <- [true, [{'_', [], [{return_trace}]}], [{'_', [], [{exception_trace}, {message, {caller}}]}]]],
    ?S(tracing:call(P, ?MODULE, direct, [plain])),
    ?S(tracing:show(P)),
    tracing:stop(P).

traced(P, Bifs, Flags, Spec, Kinds) ->
    erlang:trace(P, true, [call | Flags]),
    proc:show({Flags, Spec, Kinds}, [erlang:trace_pattern(Bif, Spec, Kinds) || Bif <- Bifs]),
    [begin
         proc:show(What, tracing:call(P, ?MODULE, direct, [What])),
         tracing:show(P)
     end || What <- [plain, last, fails, caught, guards, yields, raises, maps, sends, tables, alive, applied, funs]],
    tracing:call(P, erlang, atom_to_list, [abc]),
    tracing:call(P, erlang, atom_to_list, [17]),
    tracing:call(P, lists, reverse, [[1], [2]]),
    tracing:call(P, erlang, length, [[1]]),
    tracing:show(P),
    [erlang:trace_pattern(Bif, false, Kinds) || Bif <- Bifs],
    tracing:call(P, ?MODULE, direct, [plain]),
    tracing:show(P),
    erlang:trace(P, false, [all]).

direct(plain) -> {atom_to_list(t:id(abc)), integer_to_list(t:id(17), t:id(16)), lists:reverse(t:id([a]), [b]), lists:member(t:id(x), [x])};
direct(last) -> atom_to_list(t:id(last));
direct(fails) -> {atom_to_list(t:id(17)), t:id(no)};
direct(caught) -> {catch atom_to_list(t:id(17)), catch lists:reverse(t:id(x), y)};
direct(guards) -> {length(t:id([1])), element(1, t:id({2})), make_tuple};
direct(yields) -> erlang:yield(), erlang:garbage_collect(), done;
direct(raises) -> try error(t:id(reason)) catch error:R -> R end;
direct(maps) -> {maps:get(a, t:id(#{a => 1})), catch maps:get(b, t:id(#{a => 1}))};
direct(sends) -> erlang:send(self(), hello), receive hello -> ok end;
direct(tables) -> T = ets:new(t, []), ets:insert(T, {a}), catch ets:insert(T, b), is_reference(T);
direct(alive) -> is_process_alive(t:id(self()));
direct(applied) -> M = t:id(erlang), F = t:id(atom_to_list), {M:F(x), apply(M, F, [y]), catch apply(M, F, [1]), apply(M, length, [[1]])};
direct(funs) -> F = fun erlang:atom_to_list/1, {F(t:id(a)), lists:map(F, [b, c]), catch F(t:id(1))}.
