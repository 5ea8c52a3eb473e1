%% SPDX-License-Identifier: Apache-2.0
%% after: it runs once, in order, on every way out; its value is ignored; its exceptions win.
-module(exc_after).
-export([main/0]).
-include("t.hrl").

main() ->
    [erlang:display({N, t:catching(F)}) || {N, F} <- [
        {1, fun() -> try s(body) after s(cleanup) end end},
        {2, fun() -> try s(body), throw(x) after s(cleanup) end end},
        {3, fun() -> try error(x) catch error:x -> s(handler) after s(cleanup) end end},
        {4, fun() -> try error(x) catch error:y -> s(handler) after s(cleanup) end end},
        {5, fun() -> try s(1) of 1 -> s(of_part) after s(cleanup) end end},
        {6, fun() -> try s(1) of 1 -> throw(of_throw) catch throw:_ ->
            s(never) after s(cleanup) end end},
        {7, fun() -> try throw(a) catch throw:a -> throw(b) after s(cleanup) end end},
        {8, fun() -> try throw(a) after throw(b) end end},
        {9, fun() -> try s(body) after throw(b) end end},
        {10, fun() -> try try throw(a) after s(inner) end catch throw:a ->
            s(outer_handler) after s(outer) end end},
        {11, fun() -> try try throw(a) after throw(b) end catch throw:X -> {got, X} end end},
        {12, fun() -> try (try s(x) after s(y) end) after s(z) end end},
        {13, fun() -> try s(2) of 1 -> no after s(cleanup) end end},
        {14, fun() -> [try s(I), I > 2 andalso throw(I) after s({after_, I}) end
            || I <- [1, 2, 3, 4]] end},
        {15, fun() -> (catch try exit(a) after s(in_catch) end) end},
        {16, fun() -> try (catch throw(inner)) of inner -> s(matched) after s(cleanup) end end},
        {17, fun() -> deep(3) end},
        {18, fun() -> X = try id(5) after id(6) end, X + 1 end},
        {19, fun() -> try put(k, 1), exit(get(k)) after put(k, 2),
            erlang:display(get(k)) end end}]].

s(X) -> erlang:display(X), X.

deep(0) -> error(bottom);
deep(N) -> try deep(N - 1) after s({level, N}) end.
