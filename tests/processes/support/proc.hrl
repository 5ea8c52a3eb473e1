%% SPDX-License-Identifier: Apache-2.0
%% Included by every program of this suite: like ?E and ?T of t.hrl, without pids and references in
%% what is printed, and to stdout.

%% Print the expression's text and its value, or class and reason.
-define(S(Expr), proc:run(??Expr, false, fun() -> Expr end)).
%% The same with the stack trace.
-define(R(Expr), proc:run(??Expr, true, fun() -> Expr end)).
