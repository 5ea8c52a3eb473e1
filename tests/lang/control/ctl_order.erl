%% SPDX-License-Identifier: Apache-2.0
%% Evaluation order of arguments, operands, constructors, and of what happens at an exception.
-module(ctl_order).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display(f(s(1), s(2), s(3))),
    erlang:display({s(1), [s(2), s(3) | s(4)], s(5)}),
    erlang:display(s(1) + s(2) * s(3)),
    erlang:display([s(a)] ++ [s(b)] ++ [s(c)]),
    erlang:display(#{s(k1) => s(v1), s(k2) => s(v2)}),
    M = #{a => 1},
    erlang:display((s(M))#{s(a) := s(2), s(b) => s(3)}),
    erlang:display(<<(s(1)):(s(8)), (s(2)):(s(16))>>),
    erlang:display((s(fun(X, Y) -> X - Y end))(s(5), s(3))),
    erlang:display((s(erlang)):(s('+'))(s(1), s(2))),
    erlang:display(apply(s(lists), s(reverse), [s([1, 2])])),
    erlang:display(s(1) < s(2)),
    erlang:display(catch {s(1), throw(stop), s(2)}),
    ?T({s(1), s(2) + id(a), s(3)}),
    ?T([s(1), hd(s([])), s(3)]),
    ?T(f(s(1), throw(s(thrown)), s(3))),
    ?T((id(not_a_fun))(s(1), s(2))),
    ?T((id(no_module)):function(s(1))),
    ?T((s(not_a_map))#{s(a) => s(b)}),
    ?T(<<(s(1)), (s(bad)), (s(3))>>),
    erlang:display(begin s(1), s(2), s(3) end),
    erlang:display(case s(1) of _ when true -> s(2) end),
    erlang:display([{X, Y} || X <- s([1, 2]), Y <- [s(X)]]).

f(A, B, C) -> {A, B, C}.

s(X) when is_function(X) -> erlang:display(a_fun), X;
s(X) -> erlang:display(X), X.
