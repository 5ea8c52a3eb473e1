%% SPDX-License-Identifier: Apache-2.0
%% A Lisp interpreter: closures, recursion, mutation through state, errors.
-module(lib_lisp).
-export([main/0]).
-include("t.hrl").

main() ->
    [?T(run(S)) || S <- ["(+ 1 2 (* 3 4))",
        "(define (fact n) (if (= n 0) 1 (* n (fact (- n 1))))) (fact 25)",
                         "(define (map f l) (if (null? l) l (cons (f (car l)) (map f (cdr l))))) "
                             "(map (lambda (x) (* x x)) (list 1 2 3 4))",
                         "(define (make n) (lambda (x) (+ x n))) (define add5 (make 5)) (list "
                             "(add5 1) ((make 10) 1))",
                         "(let ((x 2) (y 3)) (let ((x 7) (z (+ x y))) (* z x)))",
                         "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (fib 15)",
                         "(define (loop i acc) (if (= i 0) acc (loop (- i 1) (+ acc i)))) (loop "
                             "5000 0)",
                         "(quote (a (b \"str\" 1.5) ()))",
                             "(cond ((= 1 2) 'a) ((= 1 1) 'b) (else 'c))", "(car '())",
                             "(undefined-thing)", "(1 2 3)", "(+ 1 'a)", "(", ")", "(lambda)",
                         "(define (y f) ((lambda (x) (f (lambda (v) ((x x) v)))) (lambda (x) (f "
                             "(lambda (v) ((x x) v)))))) ((y (lambda (self) (lambda (n) (if (= n "
                             "0) 1 (* n (self (- n 1))))))) 10)",
                         "(define (append a b) (if (null? a) b (cons (car a) (append (cdr a) b))))"
                             " (define (qs l) (if (null? l) l (let ((p (car l)) (r (cdr l))) "
                             "(append (qs (filter (lambda (x) (< x p)) r)) (cons p (qs (filter "
                             "(lambda (x) (not (< x p))) r))))))) "
                         "(define (filter f l) (if (null? l) l (if (f (car l)) (cons (car l) "
                             "(filter f (cdr l))) (filter f (cdr l))))) (qs (list 3 1 4 1 5 9 2 6 "
                             "5 3 5))"]].

run(S) ->
    try
        {_, V} = lists:foldl(fun(X, {E, _}) -> top(X, E) end, {#{}, none}, parse(tokens(S, []))),
        show(V)
    catch
        throw:T -> {lisp_error, T};
        error:R -> {erlang_error, R}
    end.

tokens([], Acc) -> lists:reverse(Acc);
tokens([C | T], Acc) when C =:= $\s -> tokens(T, Acc);
tokens([C | T], Acc) when C =:= $(; C =:= $); C =:= $' -> tokens(T, [C | Acc]);
tokens([$" | T], Acc) -> {S, [_ | R]} = lists:splitwith(fun(C) -> C =/= $" end, T),
    tokens(R, [{str, S} | Acc]);
tokens(T, Acc) ->
    {W, R} = lists:splitwith(fun(C) -> not lists:member(C, " ()'\"") end, T),
    tokens(R, [word(W) | Acc]).

word(W) ->
    case string:to_integer(W) of
        {I, ""} -> I;
        _ -> case string:to_float(W) of {F, ""} -> F; _ -> list_to_atom(W) end
    end.

parse([]) -> [];
parse(T) -> {X, R} = expr(T), [X | parse(R)].

expr([$( | T]) -> exprs(T, []);
expr([$' | T]) -> {X, R} = expr(T), {[quote, X], R};
expr([$) | _]) -> throw(unexpected_paren);
expr([X | T]) -> {X, T};
expr([]) -> throw(end_of_input).
exprs([$) | T], Acc) -> {lists:reverse(Acc), T};
exprs(T, Acc) -> {X, R} = expr(T), exprs(R, [X | Acc]).

top([define, [F | As] | Body], E) -> {E#{F => {closure, As, Body, self}}, F};
top([define, N, X], E) -> {E#{N => eval(X, #{}, E)}, N};
top(X, E) -> {E, eval(X, #{}, E)}.

eval(X, _, _) when is_number(X) -> X;
eval({str, S}, _, _) -> {str, S};
eval(X, L, G) when is_atom(X) ->
    case L of
        #{X := V} -> V;
        #{} -> case G of #{X := V} -> V; #{} -> case prim(X) of none -> throw({unbound, X}); F ->
            F end end
    end;
eval([quote, X], _, _) -> X;
eval(['if', C, A, B], L, G) -> case eval(C, L, G) of false -> eval(B, L, G); _ -> eval(A, L, G) end;
eval([lambda, As | Body], L, _) -> {closure, As, Body, L};
eval(['let', Bs | Body], L, G) ->
    L2 = lists:foldl(fun([N, X], A) -> A#{N => eval(X, L, G)} end, L, Bs),
    body(Body, L2, G);
eval(['cond' | Cs], L, G) -> cond_(Cs, L, G);
eval([F | As], L, G) -> call(eval(F, L, G), [eval(A, L, G) || A <- As], G);
eval([], _, _) -> [].

body([X], L, G) -> eval(X, L, G);
body([X | Xs], L, G) -> eval(X, L, G), body(Xs, L, G).

cond_([['else' | B] | _], L, G) -> body(B, L, G);
cond_([[C | B] | Cs], L, G) -> case eval(C, L, G) of false -> cond_(Cs, L, G); _ ->
    body(B, L, G) end.

call({closure, As, Body, self}, Vs, G) -> body(Body, maps:from_list(lists:zip(As, Vs)), G);
call({closure, As, Body, L}, Vs, G) -> body(Body, maps:merge(L, maps:from_list(lists:zip(As, Vs))),
    G);
call(F, Vs, _) when is_function(F) -> F(Vs);
call(X, _, _) -> throw({not_a_function, X}).

prim('+') -> fun lists:sum/1;
prim('*') -> fun(L) -> lists:foldl(fun erlang:'*'/2, 1, L) end;
prim('-') -> fun([A, B]) -> A - B end;
prim('=') -> fun([A, B]) -> A == B end;
prim('<') -> fun([A, B]) -> A < B end;
prim('not') -> fun([A]) -> A =:= false end;
prim(list) -> fun(L) -> L end;
prim(cons) -> fun([A, B]) -> [A | B] end;
prim(car) -> fun([[A | _]]) -> A; ([X]) -> throw({car, X}) end;
prim(cdr) -> fun([[_ | B]]) -> B end;
prim('null?') -> fun([L]) -> L =:= [] end;
prim(_) -> none.

show({closure, As, _, _}) -> {lambda, As};
show(X) -> X.
