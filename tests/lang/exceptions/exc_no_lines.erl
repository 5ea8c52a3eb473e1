%% SPDX-License-Identifier: Apache-2.0
%% Without line information the location lists are empty.
%% erlc: +no_line_info
-module(exc_no_lines).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(f(id([]))),
    ?T(g(id(x))),
    ?T(h(id(1))),
    ?T(error(x)),
    ?T(error(x, [1])),
    ?T(error(x, [1], [{error_info, #{}}])),
    ?T(<<(id(a)):8>>),
    ?T(lists:nth(1, id([]))).

f(X) -> [hd(X)].
g(1) -> one.
h(X) -> case X of 2 -> two end.
