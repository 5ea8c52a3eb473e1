%% SPDX-License-Identifier: Apache-2.0
%% Included by every program: one-line checks whose source text is their name in the output.
-import(t, [id/1]).
-compile([nowarn_failed, nowarn_ignored, nowarn_nomatch, nowarn_opportunistic]).
-compile([nowarn_unused_vars, nowarn_export_vars, nowarn_shadow_vars]).
-compile([nowarn_obsolete_guard, nowarn_deprecated_function, nowarn_illegal_guard]).

%% Evaluate, print "source text = result" or the exception with its whole stack trace.
-define(T(Expr), t:run(??Expr, fun() -> Expr end)).
%% The same without the stack trace: for big tables of failures.
-define(E(Expr), t:brief(??Expr, fun() -> Expr end)).
