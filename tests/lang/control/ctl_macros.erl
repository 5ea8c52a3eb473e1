%% SPDX-License-Identifier: Apache-2.0
%% The preprocessor: macros with arguments, stringification, conditionals, predefined macros.
-module(ctl_macros).
-export([main/0]).
-include("t.hrl").

-define(CONST, 42).
-define(ADD(A, B), (A + B)).
-define(ADD(A, B, C), ?ADD(?ADD(A, B), C)).
-define(EMPTY(), []).
-define(QUOTE(X), {??X, X}).
-define(BLOCK(X), begin Y__ = X, {Y__, Y__} end).
-define(FUN, fun(X) -> X * ?CONST end).
-define(UTF, "αβ").
-ifdef(CONST).
-define(BRANCH, defined).
-else.
-define(BRANCH, undefined).
-endif.
-ifndef(NOT_DEFINED_ANYWHERE).
-define(BRANCH2, not_defined).
-endif.
-if(?CONST > 40 andalso ?OTP_RELEASE >= 25).
-define(BRANCH3, yes).
-elif(true).
-define(BRANCH3, no).
-endif.
-define(TEMP, 1).
-undef(TEMP).
-ifdef(TEMP).
-define(BRANCH4, still_there).
-else.
-define(BRANCH4, gone).
-endif.

main() ->
    ?T({?CONST, ?ADD(1, 2), ?ADD(1, 2, 3), ?EMPTY()}),
    ?T(?QUOTE(1 + 2)),
    ?T(?QUOTE([a, "b", $c, <<"d">>])),
    ?T(?BLOCK(id(3))),
    ?T((?FUN)(2)),
    ?T([?BRANCH, ?BRANCH2, ?BRANCH3, ?BRANCH4]),
    ?T({?MODULE, ?MODULE_STRING, ?LINE, ?FILE}),
    ?T({?FUNCTION_NAME, ?FUNCTION_ARITY, ?MACHINE, ?OTP_RELEASE}),
    ?T(other(1, 2)),
    ?T(?UTF),
    ?T(lines()),
    ?T(nested(id(5))).

other(_, _) -> {?FUNCTION_NAME, ?FUNCTION_ARITY, ?LINE}.

lines() -> [?LINE,
    ?LINE,

    ?LINE].

nested(X) ->
    case X of
        ?CONST -> const;
        N when N > ?ADD(1, 2) -> ?ADD(N, ?CONST, 1)
    end.
