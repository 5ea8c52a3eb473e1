%% SPDX-License-Identifier: Apache-2.0
%%
%%   joist build hello.beam -o hello && ./hello
-module(hello).
-export([main/1]).

main(_Args) ->
    erlang:display({hello, world}).
