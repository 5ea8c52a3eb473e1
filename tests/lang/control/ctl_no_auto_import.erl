%% SPDX-License-Identifier: Apache-2.0
%% Functions of this module named as BIFs; which one is called.
-module(ctl_no_auto_import).
-export([main/0]).
-include("t.hrl").

-compile({no_auto_import, [length/1, hd/1, abs/1, element/2, self/0]}).

main() ->
    ?T(length([1, 2, 3])),
    ?T(erlang:length([1, 2, 3])),
    ?T(hd([])),
    ?T(abs(-1)),
    ?T(element(9, {})),
    ?T(self()),
    ?T(is_pid(erlang:self())),
    ?T((fun length/1)([a])),
    ?T((fun erlang:length/1)([a])),
    ?T(lists:map(fun abs/1, [1, -2])),
    ?T(?MODULE:module_info(module)),
    ?T(guarded([1])),
    ?T(apply(erlang, hd, [[1]])).

length(_) -> my_length.
hd(_) -> my_hd.
abs(X) -> {my_abs, X}.
element(N, T) -> {my_element, N, T}.
self() -> my_self.

guarded(L) when erlang:length(L) > 0 -> length(L).
