%% SPDX-License-Identifier: Apache-2.0
%% error/1,2,3, exit/1, throw/1: what is put into the stack trace.
-module(exc_error_args).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(e1(id(1))),
    ?T(e2(id(1), id(2))),
    ?T(e2none(id(1), id(2))),
    ?T(e2empty(id(1))),
    ?T(e2other(id(1))),
    ?T(e3(id(1))),
    ?T(e3cause(id(1))),
    ?T(e3none(id(1))),
    ?T(erlang:error(x, [a], id(bad_options))),
    ?T(erlang:error(x, [a], id([{error_info, not_a_map}]))),
    ?T(erlang:error(x, [a], id([unknown]))),
    ?T(erlang:error(x, id(not_args), [])),
    ?T(erlang:error(x, id([a | b]))),
    ?T(ex(id(1))),
    ?T(th(id(1))),
    ?T(erlang:nif_error(x)),
    ?T(erlang:nif_error(x, [1, 2])),
    ?T(error({complex, [reason], #{with => <<"everything">>}, 1.5, fun lists:map/2})),
    ?T(tail_error(id(1))),
    ?T(apply(erlang, error, [a])),
    ?T(apply(erlang, error, [a, [b, c]])),
    ?T(apply(erlang, exit, [a])),
    ?T((id(erlang)):throw(a)),
    ?T(lists:foreach(fun erlang:error/1, [first, second])),
    ?T(lists:map(fun erlang:exit/1, [first])).

e1(X) -> _ = id(X), error({reason, X}).
e2(X, Y) -> error({reason, X}, [X, Y]).
e2none(X, Y) -> error({reason, X, Y}, none).
e2empty(X) -> error(X, []).
e2other(X) -> error(X, [completely, different, {arguments}, X]).
e3(X) -> error(X, [X], []).
e3cause(X) -> error(badarg, [X],
    [{error_info, #{cause => #{1 => "why"}, module => my_errors, function => fmt, extra => 5}}]).
e3none(X) -> error(X, none, [{error_info, #{}}]).
ex(X) -> [exit({x, X})].
th(X) -> [throw({x, X})].

tail_error(X) -> tail_error2(X + 1).
tail_error2(X) -> error(X).
