%% SPDX-License-Identifier: Apache-2.0
%% stdin: "first line\nsecond {term, 1}.\nthird. 42\nrest of it\nand the end"
%% Reading standard input: lines, characters, terms, the end.
-module(sys_input).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(io:get_line("")),
    ?S(io:get_chars("", 7)),
    ?S(io:read("")),
    ?S(io:fread("", "~a ~d")),
    ?S(io:get_line("")),
    ?S(file:read_line(standard_io)),
    ?S(io:get_line("")),
    ?S(io:get_line("")),
    ?S(io:get_chars("", 1)).
