%% SPDX-License-Identifier: Apache-2.0
%% Parentheses inside each other; Latin-1 letters in Unicode without ucp.
-module(rx_depth).
-export([main/0]).

main() ->
    [out({N, nested(N)}) || N <- [250, 251, 600, 798, 799, 5000]],
    [
        out({P, Options, re:run(S, P, Options)})
     || S <- [[229], [1024], [$-, 229], [$a, 229]],
        P <- ["\\w", "^\\w", "\\w+$", "\\W", "[\\w]", "(?:\\w|x)"],
        Options <- [[unicode], [unicode, ucp], [unicode, global]]
    ].

nested(N) ->
    case re:compile([lists:duplicate(N, $(), lists:duplicate(N, $))]) of
        {ok, _} -> ok;
        Error -> Error
    end.

out(Term) ->
    erlang:display(Term).
