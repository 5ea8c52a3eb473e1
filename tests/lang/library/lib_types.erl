%% SPDX-License-Identifier: Apache-2.0
%% Hindley-Milner type inference for a small lambda calculus: substitutions in maps, fresh names in
%% the dictionary.
-module(lib_types).
-export([main/0]).
-include("t.hrl").

main() ->
    [begin put(fresh, 0), ?T({E, infer(E)}) end || E <- exprs()].

exprs() ->
    [{int, 1}, {bool, true}, {var, plus}, {lam, x, {var, x}}, {lam, x, {lam, y, {var, x}}},
        {app, {app, {var, plus}, {int, 1}}, {int, 2}},
     {'let', id, {lam, x, {var, x}}, {app, {var, id}, {int, 3}}}, {'let', id, {lam, x, {var, x}},
         {pair, {app, {var, id}, {int, 1}}, {app, {var, id}, {bool, true}}}},
     {lam, f, {pair, {app, {var, f}, {int, 1}}, {app, {var, f}, {bool, true}}}},
         {lam, x, {app, {var, x}, {var, x}}},
     {lam, f, {lam, g, {lam, x, {app, {var, f}, {app, {var, g}, {var, x}}}}}},
         {'if', {bool, true}, {int, 1}, {int, 2}}, {'if', {int, 1}, {int, 1}, {int, 2}},
     {app, {int, 1}, {int, 2}}, {var, unknown}, {app, {var, fst}, {pair, {int, 1}, {bool, false}}},
         {'let', twice, {lam, f, {lam, x, {app, {var, f}, {app, {var, f}, {var, x}}}}},
     {app, {app, {var, twice}, {app, {var, plus}, {int, 2}}}, {int, 10}}},
         {fix, {lam, fact, {lam, n, {'if', {app, {var, iszero}, {var, n}}, {int, 1},
         {app, {var, fact}, {var, n}}}}}}].

infer(E) ->
    try
        {T, S} = infer(E, env(), #{}),
        show(apply_s(S, T))
    catch throw:X -> {type_error, X}
    end.

env() ->
    #{plus => {[], fn(int, fn(int, int))}, iszero => {[], fn(int, bool)},
        fst => {[a, b], fn({pair, {v, a}, {v, b}}, {v, a})}}.

fn(A, B) -> {fn, A, B}.

infer({int, _}, _, S) -> {int, S};
infer({bool, _}, _, S) -> {bool, S};
infer({var, X}, Env, S) when is_map_key(X, Env) -> {instantiate(map_get(X, Env)), S};
infer({var, X}, _, _) -> throw({unbound, X});
infer({lam, X, B}, Env, S) ->
    A = fresh(),
    {T, S1} = infer(B, Env#{X => {[], A}}, S),
    {fn(A, T), S1};
infer({app, F, X}, Env, S) ->
    {TF, S1} = infer(F, Env, S),
    {TX, S2} = infer(X, Env, S1),
    R = fresh(),
    {R, unify(TF, fn(TX, R), S2)};
infer({'let', X, E, B}, Env, S) ->
    {T, S1} = infer(E, Env, S),
    infer(B, Env#{X => generalise(apply_s(S1, T), Env, S1)}, S1);
infer({'if', C, A, B}, Env, S) ->
    {TC, S1} = infer(C, Env, S),
    S2 = unify(TC, bool, S1),
    {TA, S3} = infer(A, Env, S2),
    {TB, S4} = infer(B, Env, S3),
    {TA, unify(TA, TB, S4)};
infer({pair, A, B}, Env, S) ->
    {TA, S1} = infer(A, Env, S),
    {TB, S2} = infer(B, Env, S1),
    {{pair, TA, TB}, S2};
infer({fix, F}, Env, S) ->
    {TF, S1} = infer(F, Env, S),
    R = fresh(),
    {R, unify(TF, fn(R, R), S1)}.

fresh() -> N = get(fresh), put(fresh, N + 1), {v, N}.

instantiate({Vs, T}) -> subst(maps:from_list([{V, fresh()} || V <- Vs]), T).

subst(M, {v, V} = T) -> maps:get(V, M, T);
subst(M, T) when is_tuple(T) ->
    list_to_tuple([element(1, T) | [subst(M, X) || X <- tl(tuple_to_list(T))]]);
subst(_, T) -> T.

generalise(T, Env, S) ->
    Bound = lists:append([free(apply_s(S, X)) -- Vs || {Vs, X} <- maps:values(Env)]),
    {lists:usort(free(T)) -- Bound, T}.

free({v, V}) -> [V];
free(T) when is_tuple(T) -> lists:append([free(X) || X <- tl(tuple_to_list(T))]);
free(_) -> [].

apply_s(S, {v, V} = T) -> case S of #{V := U} -> apply_s(S, U); #{} -> T end;
apply_s(S, T) when is_tuple(T) ->
    list_to_tuple([element(1, T) | [apply_s(S, X) || X <- tl(tuple_to_list(T))]]);
apply_s(_, T) -> T.

unify(A, B, S) -> unify1(apply_s(S, A), apply_s(S, B), S).
unify1(T, T, S) -> S;
unify1({v, V}, T, S) -> lists:member(V, free(T)) andalso throw({infinite, V, show(T)}), S#{V => T};
unify1(T, {v, _} = V, S) -> unify1(V, T, S);
unify1({K, A, B}, {K, C, D}, S) -> unify(B, D, unify(A, C, S));
unify1(A, B, _) -> throw({mismatch, show(A), show(B)}).

show({fn, A, B}) -> lists:flatten(["(", show(A), " -> ", show(B), ")"]);
show({pair, A, B}) -> lists:flatten(["<", show(A), ", ", show(B), ">"]);
show({v, V}) when is_atom(V) -> [$' | atom_to_list(V)];
show({v, V}) -> "t" ++ integer_to_list(V);
show(T) -> atom_to_list(T).
