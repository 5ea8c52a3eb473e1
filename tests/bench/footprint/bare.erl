%% SPDX-License-Identifier: Apache-2.0
%% Hello world without OTP's boot.
-module(bare).
-export([main/1]).

main(_Args) ->
    erlang:display(hello).
