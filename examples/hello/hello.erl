%% SPDX-License-Identifier: Apache-2.0
%%
%%   joist build hello.erl -o hello && ./hello
-module(hello).
-export([main/1]).

main(_Args) ->
    io:format("Hello, world!~n").
