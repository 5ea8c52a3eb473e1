%% SPDX-License-Identifier: Apache-2.0
%% os:getenv, putenv, unsetenv, env; odd names and values.
%% env: JOIST_TEST_PLAIN=value JOIST_TEST_UTF=åß€ JOIST_TEST_EMPTY= JOIST_TEST_EQ=a=b=c
-module(run_env).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T([os:getenv("JOIST_TEST_" ++ N) || N <- ["PLAIN", "UTF", "EMPTY", "EQ", "MISSING"]]),
    ?T([os:getenv("JOIST_TEST_" ++ N, "default") || N <- ["PLAIN", "EMPTY", "MISSING"]]),
    ?T(os:putenv("JOIST_TEST_NEW", "new value")),
    ?T(os:getenv("JOIST_TEST_NEW")),
    ?T(os:putenv("JOIST_TEST_NEW", "αβ")),
    ?T(os:getenv("JOIST_TEST_NEW")),
    ?T(os:unsetenv("JOIST_TEST_NEW")),
    ?T(os:getenv("JOIST_TEST_NEW")),
    ?T(os:unsetenv("JOIST_TEST_NEVER")),
    ?T(lists:sort([{N, V} || {"JOIST_TEST_" ++ N, V} <- os:env()])),
    ?T(lists:sort([S || "JOIST_TEST_" ++ S <- os:getenv()])),
    ?T(os:putenv("JOIST_TEST_E", "")),
    ?T(os:getenv("JOIST_TEST_E")),
    ?T(os:putenv(id("A=B"), "x")),
    ?T(os:putenv(id(a), "x")),
    ?T(os:putenv("JOIST_TEST_X", id(x))),
    ?T(os:putenv("JOIST_TEST_X", id([0]))),
    ?T(os:putenv(id(""), "x")),
    ?T(os:getenv(id(""))),
    ?T(os:getenv(id(a))),
    ?T(os:getenv(id("A=B"))),
    ?T(os:unsetenv(id("A=B"))),
    ?T(os:unsetenv(id([a]))),
    ?T(os:putenv("JOIST_TEST_LONG", lists:duplicate(5000, $x))),
    ?T(length(os:getenv("JOIST_TEST_LONG"))),
    ?T(os:type()),
    ?T(is_list(os:getpid())),
    ?T(tuple_size(os:version())),
    ?T([is_integer(os:system_time()), is_integer(os:system_time(millisecond)),
            tuple_size(os:timestamp())]),
    ?T(os:system_time(id(bad))).
