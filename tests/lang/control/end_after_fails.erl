%% SPDX-License-Identifier: Apache-2.0
%% An exception in an after part replaces the first one.
-module(end_after_fails).
-export([main/0]).
-include("t.hrl").

main() ->
    try
        error(id(first))
    after
        erlang:display(second_follows),
        hd(id([]))
    end.
