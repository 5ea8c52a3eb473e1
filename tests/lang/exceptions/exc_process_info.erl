%% SPDX-License-Identifier: Apache-2.0
%% The stack seen from inside: current_stacktrace, current_function, stack traces that are not
%% raised.
-module(exc_process_info).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(t:st(element(2, f(3)))),
    ?T(current()),
    ?T(t:st(element(2, g()))),
    ?T(try error(x) catch error:x:S -> t:st(S) =:= t:st(S) end),
    ?T(inside_fun()).

f(0) -> process_info(self(), current_stacktrace);
f(N) -> X = f(N - 1), id(X).

g() -> X = process_info(self(), current_stacktrace), X.

current() -> X = process_info(self(), current_function), X.

inside_fun() ->
    F = fun() -> X = process_info(self(), [current_function]), X end,
    F().
