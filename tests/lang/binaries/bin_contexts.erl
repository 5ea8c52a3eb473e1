%% SPDX-License-Identifier: Apache-2.0
%% Match contexts: binary loops with several clauses, backtracking, contexts used as binaries
%% again.
-module(bin_contexts).
-export([main/0]).
-include("t.hrl").

main() ->
    B = id(<<1, 2, 3, 4, 5, 6, 7, 8, 9, 10>>),
    ?T(sum(B, 0)),
    ?T(pairs(B)),
    ?T(back(<<"aXbXXc">>, <<>>)),
    ?T(alternate(B, 0)),
    ?T(keep(B, [])),
    ?T(rest_at(B, 4)),
    ?T(two_binaries(B, <<"abcdefghij">>, [])),
    ?T(escape(<<"a<b>&c">>)),
    ?T(in_guard(B)),
    ?T(mutual_a(B, [])),
    ?T(fun_match([<<1, 2>>, <<3>>, <<>>, x])),
    ?T(returns_rest(<<5, "hello", 3, "abc", 9>>)),
    ?T(nested(<<2, 1, $a, 2, $b, $c, 0>>)),
    ?T(sizes(B)),
    ?T(gc_inside(binary:copy(<<7>>, 300), [])),
    ?T(with_call(B, 0)),
    ?T(catch_inside(<<"1,2,x,4">>)),
    ?T(try_match(id([<<1, 2, 3:4>>, <<"ab">>, <<255, 0:1>>]))),
    ?T(sum(id(<<1, 2, 3:4>>), 0)),
    ?T(sum(id(not_binary), 0)).

sum(<<X, R/binary>>, S) -> sum(R, S + X);
sum(<<>>, S) -> S.

pairs(<<A, B, R/binary>>) -> [{A, B} | pairs(R)];
pairs(<<_>> = Odd) -> [Odd];
pairs(<<>>) -> [].

back(<<"XX", R/binary>>, Acc) -> back(R, <<Acc/binary, "2">>);
back(<<"X", R/binary>>, Acc) -> back(R, <<Acc/binary, "1">>);
back(<<C, R/binary>>, Acc) -> back(R, <<Acc/binary, C>>);
back(<<>>, Acc) -> Acc.

alternate(<<X:8, R/binary>>, 0) -> [X | alternate(R, 1)];
alternate(<<X:16, R/binary>>, 1) -> [{w, X} | alternate(R, 2)];
alternate(<<X:4, Y:4, R/binary>>, 2) -> [{n, X, Y} | alternate(R, 0)];
alternate(R, N) -> {R, N}.

keep(<<X, R/binary>> = All, Acc) when X rem 3 =:= 0 -> keep(R, [All | Acc]);
keep(<<_, R/binary>>, Acc) -> keep(R, Acc);
keep(<<>>, Acc) -> Acc.

rest_at(B, 0) -> {B, byte_size(B), erlang:phash2(B)};
rest_at(<<_, R/binary>>, N) -> rest_at(R, N - 1).

two_binaries(<<X, A/binary>>, <<Y, B/binary>>, Acc) when X band 1 =:= 1 ->
    two_binaries(A, B, [Y | Acc]);
two_binaries(<<_, A/binary>>, B, Acc) -> two_binaries(A, B, Acc);
two_binaries(<<>>, B, Acc) -> {Acc, B}.

escape(B) -> escape(B, B, 0, <<>>).
escape(<<$<, R/binary>>, All, N, Acc) -> part(All, N, Acc, <<"&lt;">>, R);
escape(<<$>, R/binary>>, All, N, Acc) -> part(All, N, Acc, <<"&gt;">>, R);
escape(<<$&, R/binary>>, All, N, Acc) -> part(All, N, Acc, <<"&amp;">>, R);
escape(<<_, R/binary>>, All, N, Acc) -> escape(R, All, N + 1, Acc);
escape(<<>>, All, N, Acc) -> <<Acc/binary, All:N/binary>>.
part(All, N, Acc, New, R) -> escape(R, R, 0, <<Acc/binary, All:N/binary, New/binary>>).

in_guard(<<X, R/binary>>) when byte_size(R) rem 2 =:= 0, R =/= <<>>, binary_part(R, 0, 1) > <<0>> ->
    {X, in_guard(R)};
in_guard(<<X, R/binary>>) when X > byte_size(R) -> {big, X, in_guard(R)};
in_guard(<<_, R/binary>>) -> in_guard(R);
in_guard(R) -> R.

mutual_a(<<X, R/binary>>, L) -> mutual_b(R, [X | L]);
mutual_a(R, L) -> {a, R, L}.
mutual_b(<<X:16, R/binary>>, L) -> mutual_a(R, [X | L]);
mutual_b(R, L) -> {b, R, L}.

fun_match(L) ->
    F = fun(<<X, R/binary>>) -> {X, R}; (<<>>) -> empty; (_) -> none end,
    [F(X) || X <- L].

returns_rest(<<L, S:L/binary, R/binary>>) -> {S, returns_rest(R)};
returns_rest(R) -> {rest, R}.

nested(<<N, R/binary>>) -> nested(N, R, []).
nested(0, R, Acc) -> {lists:reverse(Acc), R};
nested(N, <<L, R0/binary>>, Acc) ->
    {Item, R} = item(L, R0, []),
    nested(N - 1, R, [Item | Acc]).
item(0, R, Acc) -> {lists:reverse(Acc), R};
item(N, <<C, R/binary>>, Acc) -> item(N - 1, R, [C | Acc]).

sizes(<<_, R/binary>>) -> [{byte_size(R), bit_size(R), size(R)} | sizes(R)];
sizes(<<>>) -> [].

gc_inside(<<X, R/binary>>, Acc) ->
    L = lists:seq(1, X * 3),
    gc_inside(R, [length(L) | lists:sublist(Acc, 3)]);
gc_inside(<<>>, Acc) -> Acc.

with_call(<<X, R/binary>>, N) ->
    Y = id(X) + N,
    with_call(R, Y);
with_call(<<>>, N) -> N.

catch_inside(B) ->
    [try binary_to_integer(X) catch error:badarg -> {bad, X} end || X <- comma(B, <<>>)].
comma(<<$,, R/binary>>, Acc) -> [Acc | comma(R, <<>>)];
comma(<<C, R/binary>>, Acc) -> comma(R, <<Acc/binary, C>>);
comma(<<>>, Acc) -> [Acc].

try_match(L) ->
    [try <<X, Y, R/bits>> = B, {X, Y, R} catch error:{badmatch, M} -> {badmatch, M} end || B <- L].
