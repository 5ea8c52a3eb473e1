%% SPDX-License-Identifier: Apache-2.0
%% Raising again: raise/3 with real, made and bad stack traces; class changes; untouched rethrow.
-module(exc_rethrow).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(again()),
    ?T(changed_class()),
    ?T(changed_reason()),
    ?T(nested()),
    ?T(erlang:raise(error, made, [])),
    ?T(erlang:raise(exit, made, [{m, f, 1, []}, {m, g, [a, b], [{file, "x.erl"}, {line, 7}]}])),
    ?T(erlang:raise(throw, made, [{m, f, 0}])),
    ?T(erlang:raise(error, made, [{fun() -> ok end, [1]}])),
    ?T(erlang:raise(error, made, [{fun lists:map/2, [1], []}])),
    ?T(erlang:raise(id(bad), made, [])),
    ?T(erlang:raise(error, made, id(not_a_list))),
    ?T(erlang:raise(error, made, id([{m, f, -1, []}]))),
    ?T(erlang:raise(error, made, id([{m, f, 1, x}]))),
    ?T(erlang:raise(error, made, id([x]))),
    ?T(erlang:raise(error, made, id([{m, f, 1, []} | x]))),
    ?T(erlang:raise(error, made, id([{m, f, 300, []}]))),
    ?T(erlang:raise(error, made, id([{m, f, [a | b], []}]))),
    ?T(erlang:raise(error, made, id([{"m", f, 1, []}]))),
    ?T(erlang:raise(error, made, id([{m, f, 1, [{line, 1 bsl 70}, any, {key, value}]}]))),
    ?T(erlang:raise(error, made, [{m, f, N, []} || N <- lists:seq(1, 12)])),
    ?T(guarded()),
    ?T(stack_used()),
    ?T(through_funs()),
    ?T(catch_then_throw()).

again() -> try fails(id(1)) catch C:R:S -> erlang:raise(C, R, S) end.

changed_class() -> try fails(id(2)) catch error:R:S -> erlang:raise(exit, {was_error, R}, S) end.

changed_reason() -> try fails(id(3)) catch C:_:S -> erlang:raise(C, new_reason, tl(S)) end.

nested() ->
    try
        try fails(id(4)) catch error:R:S -> erlang:raise(throw, R, S) end
    catch
        throw:R2:S2 -> erlang:raise(error, {twice, R2}, S2)
    end.

guarded() -> try fails(id(5)) catch error:R:_ when is_list(R) -> list; error:{x, _}:S ->
    t:st(S) end.

stack_used() -> try fails(id(6)) catch _:R:S -> {R, length(S) > 1, t:st(S)} end.

through_funs() -> lists:map(fun(X) -> try fails(X) catch C:R:S -> erlang:raise(C, {mapped, R},
    S) end end, [id(7)]).

catch_then_throw() -> try fails(id(8)) catch error:_ -> throw(fresh) end.

fails(N) ->
    X = list_to_atom(lists:duplicate(N, [])),
    {N, X}.
