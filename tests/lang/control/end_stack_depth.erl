%% SPDX-License-Identifier: Apache-2.0
%% The uncaught report shows at most eight frames.
-module(end_stack_depth).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display(f1(id(1))).

f1(X) -> X + f2(X).
f2(X) -> X + f3(X).
f3(X) -> X + f4(X).
f4(X) -> X + f5(X).
f5(X) -> X + f6(X).
f6(X) -> X + f7(X).
f7(X) -> X + f8(X).
f8(X) -> X + f9(X).
f9(X) -> X + f10(X).
f10(X) -> X + element(X, id({a})).
